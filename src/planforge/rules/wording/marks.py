"""How the text is written: punctuation, dates, numbers, markers, headings, names of levels."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from planforge.findings import Place, Rewrite, Severity
from planforge.i18n import msg
from planforge.model.base import Kind
from planforge.patterns import late
from planforge.rules.prose.text import depths, headings, lines_with, on_line
from planforge.rules.rule import Hit, cite, plan_rule
from planforge.rules.text.texts import texts_of
from planforge.rules.text.whole import just_before
from planforge.rules.text.words import Words
from planforge.rules.wording.depths import misplaced

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.corpus.names import Names
    from planforge.corpus.plan_view import PlanView
    from planforge.findings import Pointer
    from planforge.i18n import Message
    from planforge.rules.text.whole import Near

PAPERS: Final = cite("党政机关公文处理工作条例", "第九条")
_FULL: Final = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", ".": "。"}
_HALF: Final = late(
    r"[,;:?!.](?<=[一-鿿）》”].)(?: *(?=[一-鿿（《“])|(?<!\.) *(?=\d)|$)"
    r"|[,;](?<=[\dA-Za-z%℃].) *(?=[一-鿿（《“])"
)
_BESIDE_CHINESE: Final = late("[,;:?!.](?<=[^ -~].)|[,;] *[^ -~]")
"""What every match of `_HALF` is, and little else; half of that one's time goes into its ranges."""
_DATE: Final = late(
    r"[12](?<![A-Za-z0-9/.-].)(?:(?<=1)9|(?<=2)0)\d\d([-./])\d{1,2}\1\d{1,2}(?![A-Za-z0-9/.-])"
)
_NUMBER: Final = late(
    r"[一-鿿]{2,10}(?:(?P<bracket>[\[【(（](?:19|20)\d\d[\]】)）])第?\d{1,4}号"
    r"|〔(?:19|20)\d\d〕(?P<zero>第\d+|0\d*)号|〔(?P<short>\d\d)〕\d{1,4}号)"
)
_BRACKETED: Final = late(r"[\[【(（]\d\d|〔\d\d(?:〕|\d\d〕[第0])")
"""What is in every match of `_NUMBER`, and in few numbers that are written as usual."""
_RANGE: Final = late(
    r"\d(?<![\d.\-~～—年月第〔].)\d*(?:\.\d+)?[-~～—]+\d+(?:\.\d+)?(?:万?(?:人|名|户|元)|毫米|厘米|米|公里|小时|分钟|天|%|％)"
)
_BETWEEN: Final = tuple("-~～—")  # of which one is in every range
_STRENGTH: Final = late(
    r"\d+～\d+[人名](?=巡|值|驻|看守|备勤|组成|[为编]?一?组|参加|负责|带[班队]|轮)"
)
"""How many people go: the mark is the one for ranges, and neither end starts anything."""
_PAIRED: Final = ("《", "》", "“", "”")
_MARKER: Final = late(
    r"^[^\S\n]*(?P<marker>\d{1,2}、|[一二三四五六七八九十]{1,3}[.．]|"
    r"[（(][一二三四五六七八九十]{1,3}[）)][、.．])"
)
_OF_OTHERS: Final = late("国家|国务院|省|上级|《|[县区镇乡）道村位业级][^，。；]{0,6}预案")
"""Whose levels a clause may speak of instead."""
_COUNTS: Final = late(
    "(?:分[为成]|划分为?|设[置立有]?)[^，。；启动级]{0,4}(?:[一二三四]级(?:应急)?响应(?:、|或者?|和))*$"
)
"""Before a number of levels: 分为三级响应 names none."""
_ROMAN: Final = "ⅠⅡⅢⅣ"
_CHINESE: Final = "一二三四"
_NO_CLASS: Final = "(?!(?:及?以[上下])?(?:堤防|公路|航道|建筑|防火|耐火|重大危险源))"
"""Behind a number that ranks a level, and not a dike or a road."""
_LATIN: Final = rf"(?<![A-Za-z])(?P<l>IV|I{{1,3}})级{_NO_CLASS}"
_IS_LISTED: Final = late(r"\d[.．、][ \t]*$")
_SHOWN: Final = 4  # places that a finding on several of them shows


def touched(view: PlanView, near: Near) -> Iterator[tuple[str, Pointer, int]]:
    """Yield those of `texts_of` with *near*, and perhaps others, as `Whole.touched` says.

    Each with its pointer and its line in `plan.md` (0 for facts).
    """
    known = texts_of(view)
    for i in known.whole.touched(near):
        yield known.texts[i], known.pointer(i), known.line(i)


def texts_with(view: PlanView, near: Near) -> Iterator[tuple[str, Place, int]]:
    """Yield the texts of the plan with *near*, and perhaps others, as `Whole.touched` says.

    Each with its place and its line in `plan.md` (0 for facts).
    """
    for text, pointer, line in touched(view, near):
        yield text, Place(view.prose_file) if line else view.at(*pointer), line


def matches(
    view: PlanView, pattern: re.Pattern[str], near: Near
) -> Iterator[tuple[re.Match[str], Place, int]]:
    """Yield where *pattern* is found in the texts with *near*.

    Each with the place of its text and its line in `plan.md` (0 for facts).
    """
    for text, pointer, line in touched(view, near):
        for found in pattern.finditer(text):
            yield found, Place(view.prose_file) if line else view.at(*pointer), line


def part(place: Place, line: int, start: int, end: int) -> Place:
    """Return the place of the characters [start, end) of a text from `texts_with`."""
    if line:
        return Place(place.file, span=on_line(line, start, end))
    return Place(place.file, place.pointer, chars=(start, end))


@plan_rule(
    "WRD001",
    "wording.half-width-mark",
    Severity.ADVICE,
    title=msg("Half-width punctuation between Chinese words"),
    rationale=msg("Official papers are printed with full-width marks; mixed ones look careless."),
    sources=(PAPERS,),
)
def half_width_mark(view: PlanView) -> Iterator[Hit]:
    """Texts with , ; : ? ! or . behind Chinese characters; one finding for each text.

    A comma or semicolon behind a figure counts if Chinese follows: 3艘, 橡皮艇; 5 t, 沙袋.

    The mark behind the number of a point (一.) is WRD005's.
    """
    for text, pointer, line in touched(view, tuple(_FULL)):
        if not _BESIDE_CHINESE.search(text):
            continue
        marker = _MARKER.match(text)
        found = list(_HALF.finditer(text, marker.end() if marker else 0))
        if found:
            place = Place(view.prose_file) if line else view.at(*pointer)
            first = found[0][0][0]
            spots = [(part(place, line, *x.span()), _FULL[x[0][0]]) for x in found]
            yield Hit(
                part(place, line, found[0].start(), found[0].start() + 1),
                msg("Half-width “{mark}” in a Chinese sentence", mark=first),
                msg("Write “{mark}”", mark=_FULL[first]),
                fix=tuple(Rewrite(at, mark) for at, mark in spots),
            )


@plan_rule(
    "WRD002",
    "wording.date",
    Severity.ADVICE,
    title=msg("Date that is not written as in official papers"),
    rationale=msg("In the text of official papers a date reads 2026年1月5日."),
    sources=(PAPERS,),
)
def date_in_text(view: PlanView) -> Iterator[Hit]:
    """Dates such as 2026-01-05, 2026.1.5 or 2026/1/5 in sentences."""
    for found, place, line in matches(view, _DATE, tuple("-./")):
        year, month, day = (int(x) for x in re.split(r"[-./]", found[0]))
        written = f"{year}年{month}月{day}日"
        at = part(place, line, *found.span())
        yield Hit(
            at,
            msg("The date “{date}” is not written as in official papers", date=found[0]),
            msg("Write “{name}”", name=written),
            fix=(Rewrite(at, written),),
        )


@plan_rule(
    "WRD003",
    "wording.document-number",
    Severity.ADVICE,
    title=msg("Document number in the text that is not written as usual"),
    rationale=msg(
        "A number has tortoise-shell brackets around the full year, no 第 and no leading zeros."
    ),
    sources=(PAPERS,),
)
def number_in_text(view: PlanView) -> Iterator[Hit]:
    """Document numbers with [2024], （2024）, 〔24〕, 第5号 or 05号 in sentences."""
    replaced = [
        (text, view.at("edition", "replaces", i), 0)
        for i, text in enumerate(view.plan.edition.replaces)
    ]
    for text, place, line in (*replaced, *texts_with(view, ("号",))):
        for found in _NUMBER.finditer(text) if _BRACKETED.search(text) else ():
            yield Hit(
                part(place, line, found.start(), found.end()),
                msg("“{number}” is not written as a document number", number=found[0]),
                msg("Write it like 安政办发〔2026〕3号"),
            )


@plan_rule(
    "WRD004",
    "wording.range",
    Severity.ADVICE,
    title=msg("Range of numbers that leaves open whether its ends belong to it"),
    rationale=msg(
        "“3-10人” leaves the ends open; legal texts write “3人以上10人以下” and say what 以上 "
        "includes."
    ),
    sources=(PAPERS,),
)
def range_in_text(view: PlanView) -> Iterator[Hit]:
    """Ranges with - or ~ before a unit in sentences; not how many go, as in 3～5人巡查."""
    for found, place, line in matches(view, _RANGE, _BETWEEN):
        if _STRENGTH.match(found.string, found.start()):
            continue
        yield Hit(
            part(place, line, found.start(), found.end()),
            msg("“{range}”: do the ends belong to it?", range=found[0]),
            msg("Write …以上…以下, or a single figure"),
        )


@plan_rule(
    "WRD005",
    "wording.list-marker",
    Severity.ADVICE,
    title=msg("List marker that is not written as in official papers"),
    rationale=msg("The markers are 一、（一） 1. （1）, each with its own mark behind it."),
    sources=(PAPERS,),
)
def list_marker(view: PlanView) -> Iterator[Hit]:
    """Lines of `plan.md` that begin with 1、 or 一. or （一）、."""
    for line in lines_with(view.prose or "", _MARKER):
        found = _MARKER.match(line.line)
        if found:
            yield Hit(
                Place(
                    view.prose_file,
                    span=on_line(line.number, found.start("marker"), found.end("marker")),
                ),
                msg("The marker “{marker}” is not written as usual", marker=found["marker"]),
                msg("Write 一、 or （一） or 1. or （1）"),
            )


@plan_rule(
    "WRD006",
    "wording.mixed-levels",
    Severity.WARNING,
    title=msg("Response level called by another kind of number"),
    rationale=msg(
        "Ⅰ级 in the tables and 一级 in the text make the reader ask whether two things are meant."
    ),
    sources=(cite("突发事件应急预案管理办法", "第二十四条第三项"),),
)
def mixed_levels(view: PlanView) -> Iterator[Hit]:
    """一级响应 in `plan.md` or in actions of a plan with Ⅰ级, the reverse, or Latin letters.

    One finding for each such name.
    """
    names = {name: i for i, name in enumerate(view.level_names)}
    declared = "".join(names)
    if any(x in declared for x in _ROMAN):
        wrong = rf"(?<![第A-Za-z0-9])(?P<n>[一二三四])级(?=应急响应|响应)|{_LATIN}"
        right = _ROMAN
    elif any(f"{x}级" in names for x in _CHINESE):
        wrong, right = rf"(?P<n>[ⅠⅡⅢⅣ])级{_NO_CLASS}|{_LATIN}", _CHINESE
    else:
        return
    pattern = late(wrong)
    near = tuple(f"{last}级" for last in (*(_CHINESE if right is _ROMAN else _ROMAN), *"IV"))
    by_name: dict[tuple[str, str], list[Place]] = {}
    for found, place, line in matches(view, pattern, near):
        if not line and place.pointer[0] != "actions":
            continue
        meant = f"{right[_value(found)]}级"
        clause = re.split("[。；]", just_before(found))[-1]
        if meant not in names or _OF_OTHERS.search(clause) or _COUNTS.search(clause):
            continue
        at = part(place, line, found.start(), found.end())
        by_name.setdefault((found[0], meant), []).append(at)
    for (name, meant), places in by_name.items():
        what = msg("“{name}” is called “{level}” in this plan", name=name, level=meant)
        yield _everywhere(places, what, name, meant)


def _everywhere(places: list[Place], what: Message, name: str, meant: str) -> Hit:
    """Return one finding for all *places* where *name* stands and *meant* should."""
    return Hit(
        places[0],
        what,
        msg("Write “{name}”", name=meant),
        tuple((place, msg("“{name}” stands here", name=name)) for place in places[1:_SHOWN]),
        tuple(Rewrite(place, meant) for place in places),
    )


def _value(found: re.Match[str]) -> int:
    if found["l"]:
        return {"I": 0, "II": 1, "III": 2, "IV": 3}[found["l"]]
    return (_ROMAN if found["n"] in _ROMAN else _CHINESE).index(found["n"])


@plan_rule(
    "WRD007",
    "wording.heading-jump",
    Severity.ADVICE,
    title=msg("Heading at the wrong depth"),
    rationale=msg("Chapters are numbered by their depth: below 3 comes 3.1, never 3.0.1."),
    sources=(cite("突发事件应急预案管理办法", "第二十四条第三项"),),
)
def heading_jump(view: PlanView) -> Iterator[Hit]:
    """Headings of `plan.md` more than one level below the one before, or as in `misplaced`."""
    before = 0
    prose = view.prose or ""
    titles = [(*title, depth) for title, depth in zip(headings(prose), depths(prose), strict=True)]
    yield from (odd := list(misplaced(view.prose_file, titles)))
    told = {hit.place.span.line for hit in odd if hit.place.span}
    for number, column, title, depth in titles:
        if before and depth > before + 1:
            yield Hit(
                Place(view.prose_file, span=on_line(number, column - 1, column - 1 + len(title))),
                msg(
                    "“{title}” is {depth} levels deep, the heading before it {before}",
                    title=title,
                    depth=depth,
                    before=before,
                ),
                msg("Take away a #, or write the heading between them"),
            )
        before = depth + (number in told)


@plan_rule(
    "WRD008",
    "wording.open-bracket",
    Severity.ADVICE,
    title=msg("Bracket or quotation mark without its partner"),
    rationale=msg("Something was cut off, or the reader cannot tell where the title ends."),
    sources=(PAPERS,),
)
def open_bracket(view: PlanView) -> Iterator[Hit]:
    """Texts with unequal numbers of 《 and 》, or of “ and ”."""
    for text, place, line in texts_with(view, _PAIRED):
        for pair in ("《》", "“”"):
            opened, closed = text.count(pair[0]), text.count(pair[1])
            if opened != closed:
                mark = pair[0] if opened > closed else pair[1]
                at = text.rindex(mark)
                yield Hit(
                    part(place, line, at, at + 1),
                    msg("“{mark}” has no partner in this text", mark=mark),
                    msg("Write both, or delete this one"),
                )


@plan_rule(
    "WRD009",
    "wording.title-without-marks",
    Severity.ADVICE,
    title=msg("Title of a law or upper plan without 《》"),
    rationale=msg("In official papers titles stand in 《》, so that all see where they end."),
    sources=(PAPERS,),
)
def title_without_marks(view: PlanView) -> Iterator[Hit]:
    """Full titles of registered laws and upper plans in the sentences of `plan.md` without 《》.

    One finding for each title; headings and numbered lists of titles are left out.
    """
    titles = _titles(view.registry.names)
    bare: dict[str, list[Place]] = {}
    for line in lines_with(view.prose or "", titles):
        for title, start, end in titles.finditer(line.line):
            before, after = line.line[:start], line.line[end:]
            if before.count("《") > before.count("》") or after.startswith("》"):
                continue
            if _IS_LISTED.search(before) or line.line.lstrip().startswith("#"):
                continue
            at = Place(view.prose_file, span=on_line(line.number, start, end))
            bare.setdefault(title, []).append(at)
    for title, places in bare.items():
        what = msg("“{title}” stands without 《》", title=title)
        yield _everywhere(places, what, title, f"《{title}》")


@lru_cache(maxsize=4)
def _titles(names: Names) -> Words:
    """Return the titles of laws and upper plans that are surely meant as such."""
    regulations = names.entities(Kind.REGULATION)
    return Words(entity.name for entity in regulations if len(entity.name) >= _LONG)


_LONG: Final = 8  # characters from which on a title is surely meant as one
__all__ = ["matches", "part", "texts_with", "touched"]

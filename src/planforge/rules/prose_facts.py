"""What `plan.md` repeats by hand, against the facts: levels, members, dates, chapters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.findings import Place, Severity
from planforge.i18n import msg
from planforge.patterns import late
from planforge.rules.elsewhere import is_aside
from planforge.rules.prose_text import headings, lines_with, on_line, text_lines
from planforge.rules.rule import Hit, cite, plan_rule
from planforge.rules.said import text_of

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from planforge.corpus.plan_view import PlanView
    from planforge.findings import Pointer
    from planforge.rules.prose_text import Text

COMPLETE: Final = cite("突发事件应急预案管理办法", "第二十四条第三项")
_DIGITS: Final = "一二三四五六七八九"
_N: Final = r"(?P<n>\d{1,3}|[一二两三四五六七八九]?十[一二三四五六七八九]?|[一二两三四五六七八九])"


def number(text: str) -> int:
    """Return the number below 100 that *text* writes, in figures or in Chinese."""
    if text[0].isdigit():
        return int(text)
    tens, ten, ones = text.replace("两", "二").rpartition("十")
    value = 10 * (_DIGITS.index(tens) + 1 if tens else 1) if ten else 0
    return value + (_DIGITS.index(ones) + 1 if ones else 0)


def _at(view: PlanView, line: Text, found: re.Match[str]) -> Place:
    return Place(view.prose_file, span=on_line(line.number, found.start(), found.end()))


_OWN: Final = late(r"(?:[见按依]照?|参[见照]|详见|本预案(?:的)?)[“《（]?$")
"""Before the number of a part of this plan, and not of another document."""
_BEHIND: Final = r"(?:节|条|款|部分|(?=[）)，。；、]|的?规定|所[列述]|执行|\n|$))"
_CHAPTER: Final = late(rf"第{_N}章")
_SECTION: Final = late(rf"(?P<section>\d\d?(?:\.\d{{1,2}}){{1,3}})(?![\d.]){_BEHIND}")
_ANNEX: Final = late(rf"附件{_N}(?!\d)")
_TYPED_ANNEX: Final = late(rf"^[ \t#*]*附件{_N}(?!\d)")


def _references(whole: str, pattern: re.Pattern[str]) -> Iterator[tuple[re.Match[str], int]]:
    """Yield what *pattern* finds behind 见, 按 or the like, and where these words begin."""
    for found in pattern.finditer(whole):
        start = found.start() - (pattern is _SECTION and whole[found.start() - 1] == "第")
        own = _OWN.search(whole, max(0, start - 7), start)
        if own is not None:
            yield found, own.start()
        elif pattern is _ANNEX and whole[start - 1 : start] in {"（", "("}:
            yield found, start


@plan_rule(
    "PRO009",
    "prose.broken-reference",
    Severity.WARNING,
    title=msg("Chapter or annex that the plan does not have"),
    rationale=msg(
        "Who follows the reference finds nothing; it is left over from an older edition."
    ),
    sources=(COMPLETE,),
)
def broken_reference(view: PlanView) -> Iterator[Hit]:
    """见第九章, 见4.7 or 见附件12 in sentences where there is no such part."""
    if view.prose is None:
        return
    chapters, sections = _numbered(view)
    whole = text_of(view).whole
    for found, start in _references(whole, _CHAPTER):
        if number(found["n"]) > chapters:
            yield _nothing(view, start, found.end(), chapters)
    for found, start in _references(whole, _SECTION):
        if found["section"] not in sections:
            yield _nothing(view, start, found.end(), chapters)
    annexes = lines_with(view.prose, _TYPED_ANNEX) if "附件" in whole else ()
    typed = (_TYPED_ANNEX.match(line.line) for line in annexes)
    most = max([len(view.plan.annexes), *(number(x["n"]) for x in typed if x)])
    for found, start in _references(whole, _ANNEX):
        if number(found["n"]) > most:
            yield _nothing(view, start, found.end(), chapters)


def _nothing(view: PlanView, start: int, end: int, chapters: int) -> Hit:
    text = text_of(view)
    return Hit(
        text.place(start, end),
        msg(
            "“{reference}” does not exist: the plan has {chapters} chapters and {annexes} annexes",
            reference=text.whole[start:end],
            chapters=chapters,
            annexes=len(view.plan.annexes),
        ),
        msg("Correct it, or name the chapter by its title"),
    )


def _numbered(view: PlanView) -> tuple[int, frozenset[str]]:
    """Return the number of chapters, and the numbers of all headings as they are printed."""
    lines = {line.number: line.line for line in text_lines(view.prose or "")}
    counts: list[int] = []
    found: set[str] = set()
    for at, _, _ in headings(view.prose or ""):
        text = lines.get(at, "#").lstrip()
        depth = len(text) - len(text.lstrip("#"))
        counts = [*counts[:depth], *([0] * (depth - len(counts)))]
        counts[depth - 1] += 1
        found.add(".".join(map(str, counts)))
    return max((int(x.split(".", maxsplit=1)[0]) for x in found), default=0), frozenset(found)


_LEVELS: Final = late(
    rf"(?:应急)?响应(?:级别)?[^，。；、]{{0,12}}分为{_N}个?(?:级别?|等级)(?![、响])"
)
_GRADES: Final = late(
    rf"(?:事件|灾害|事故|疫情)(?:分级)?[^，。；、]{{0,12}}分为{_N}个?(?:级别?|等级)(?![、响])"
)
_COLOURS: Final = late(rf"预警(?:级别)?[^，。；、]{{0,12}}分为{_N}个?(?:级别?|等级)(?![、响])")
_MEMBERS: Final = late(rf"成员单位(?:共|包括|有|由)?{_N}个|{_N.replace('<n>', '<m>')}个成员单位")
_GROUPS: Final = late(rf"(?:设立?|下设|成立|分为){_N}个(?:应急|现场)?工作组")
_COUNTED: Final = late("分为|成员单位|工作组")
"""In whatever these patterns find."""


def _counted(view: PlanView) -> Iterator[tuple[re.Pattern[str], int, Pointer, str]]:
    """Yield what may be counted in words: pattern, how many there are, where, what."""
    plan = view.plan
    if plan.levels:
        yield _LEVELS, len(plan.levels), ("levels",), "响应级别"
    if plan.grades:
        yield _GRADES, len(plan.grades), ("grades",), "事件分级"
    if plan.warnings and plan.warnings.rules:
        yield _COLOURS, len(plan.warnings.rules), ("warnings", "rules"), "预警"
    if view.members:
        units = {view.actor_key(member.unit) for member, _ in view.members}
        yield _MEMBERS, len(units), ("command", "members"), "成员单位"
    if view.groups:
        yield _GROUPS, len(view.groups), ("command", "groups"), "工作组"


def _is_aside(view: PlanView, line: str, found: re.Match[str]) -> bool:
    first = max(line.rfind(mark, 0, found.start()) for mark in "。；") + 1
    return is_aside(view, line[first : found.start()], line[found.end() :].partition("。")[0])


@plan_rule(
    "PRO010",
    "prose.other-number",
    Severity.WARNING,
    title=msg("Number in the text that differs from the facts"),
    rationale=msg("The facts were changed, the sentence was not; readers believe the sentence."),
    sources=(COMPLETE,),
)
def other_number(view: PlanView) -> Iterator[Hit]:
    """Numbers of levels, grades, warning levels, member units and groups in `plan.md`."""
    counted = tuple(_counted(view))
    for line in lines_with(view.prose or "", _COUNTED):
        for pattern, count, pointer, what in counted:
            for found in pattern.finditer(line.line):
                said = next(x for x in found.groups() if x)
                if number(said) != count and not _is_aside(view, line.line, found):
                    yield Hit(
                        _at(view, line, found),
                        msg(
                            "“{said}”: under {key} there are {count}",
                            said=found[0],
                            key=what,
                            count=count,
                        ),
                        msg("Correct the number, or leave it out: the directive prints the facts"),
                        ((view.at(*pointer, on_key=True), msg("Here they are listed")),),
                    )


_IN_FORCE: Final = late(
    r"本预案自(?:(?P<y>\d{4})年(?P<m>\d{1,2})月(?P<d>\d{1,2})日|(?P<issue>印发|发布)之日)起(?:施行|实施|生效)"
)


@plan_rule(
    "PRO011",
    "prose.other-date",
    Severity.WARNING,
    title=msg("Day from which the plan holds differs between text and edition"),
    rationale=msg("Two dates leave open which plan was in force in between."),
    sources=(COMPLETE,),
)
def other_date(view: PlanView) -> Iterator[Hit]:
    """本预案自…起施行 in `plan.md` against 施行日期, or 印发日期 if that is left out."""
    edition = view.plan.edition
    effective = edition.effective or edition.issued
    for line in text_lines(view.prose or ""):
        for found in _IN_FORCE.finditer(line.line):
            said = (
                (edition.issued.year, edition.issued.month, edition.issued.day)
                if found["issue"]
                else (int(found["y"]), int(found["m"]), int(found["d"]))
            )
            if said != (effective.year, effective.month, effective.day):
                yield Hit(
                    _at(view, line, found),
                    msg(
                        "“{said}”, but the plan holds from {day}",
                        said=found[0],
                        day=f"{effective.year}年{effective.month}月{effective.day}日",
                    ),
                    msg("Write the same day in both"),
                    ((view.at("edition"), msg("The edition says so here")),),
                )


STEPS: Final = late(
    r"^\s*(?:[（(](?P<inner>[一二三四五六七八九十]{1,3})[）)]|(?P<outer>[一二三四五六七八九十]{1,3})、)"
)
"""（一） or 一、 at the beginning of a line."""

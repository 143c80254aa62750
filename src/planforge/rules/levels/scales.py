"""The three scales and their words: numbers and colours of levels, 以上 and 以下."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.corpus.level_names import level_number
from planforge.findings import Place, Severity
from planforge.i18n import Message, msg
from planforge.model.scales import IncidentGrade, WarningColour
from planforge.patterns import late
from planforge.rules.levels.one_to_one import grades_in_doubt
from planforge.rules.prose.text import on_line, parts
from planforge.rules.rule import Hit, asked_of_the_system, cite, plan_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.corpus.plan_view import PlanView
    from planforge.corpus.system import System
    from planforge.model.plan import ResponseLevel
    from planforge.model.registers import Jurisdiction

LEVELS_IN_ORDER: Final = cite("中华人民共和国突发事件应对法", "第七十一条第二款")
WARNING_LEVELS: Final = cite("中华人民共和国突发事件应对法", "第六十三条第二款")
INCIDENT_GRADES: Final = cite("中华人民共和国突发事件应对法", "第三条")

_COLOUR: Final = late("红色|橙色|黄色|蓝色")


@plan_rule(
    "LVL027",
    "level.numbered-wrongly",
    Severity.ERROR,
    title=msg("Response levels numbered in the wrong order"),
    rationale=msg(
        "Level one is the highest by law. Who reads levels that count the other way round, or two "
        "kinds of numbers, takes a small incident for a big one."
    ),
    sources=(LEVELS_IN_ORDER,),
)
def numbered_wrongly(view: PlanView) -> Iterator[Hit]:
    """Orders of levels that do not count up from one, or mix two kinds of numbers."""
    yield from _numbering(view.plan.level_order, view.at("level_order"))


@asked_of_the_system("LVL027")
def numbered_wrongly_everywhere(system: System) -> Iterator[Hit]:
    """The same, asked of the order that the jurisdiction lays down for all plans."""
    if system.registry.jurisdiction is not None:
        at = Place(system.registry.jurisdiction_file, ("response_levels",))
        yield from _numbering(system.registry.jurisdiction.response_levels, at)


def _numbering(names: tuple[str, ...], at: Place) -> Iterator[Hit]:
    numbers = [number for name in names if (number := level_number(name)) is not None]
    if len(numbers) < len(names) or not numbers:
        return
    styles = {number.style for number in numbers}
    wanted = list(range(1, len(names) + 1))
    if len(styles) > 1:
        yield Hit(
            at,
            msg("The levels are numbered in different ways: {levels}", levels=names),
            msg("Write all numbers alike: Ⅰ级, Ⅱ级 … or 一级, 二级 …"),
        )
    elif [number.number for number in numbers] != wanted:
        yield Hit(
            at,
            msg("The levels do not count up from level one: {levels}", levels=names),
            msg("Write the highest first: level one, then level two, and leave none out"),
        )


@plan_rule(
    "LVL028",
    "level.named-by-colour",
    Severity.WARNING,
    title=msg("Response level named by a warning colour"),
    rationale=msg(
        "Colours are the scale of warnings; “橙色” then means a forecast to one reader and a "
        "running response to another."
    ),
    sources=(WARNING_LEVELS, LEVELS_IN_ORDER),
)
def named_by_colour(view: PlanView) -> Iterator[Hit]:
    """Levels whose name or title in the plan has one of the four colours."""
    for name, facts in view.plan.levels.items():
        at = ("levels", name)
        place = view.at(*at, on_key=True) if _COLOUR.search(name) else view.at(*at, "title")
        found = _COLOUR.search(name) or _COLOUR.search(facts.title)
        if found:
            yield Hit(
                place,
                msg(
                    "“{title}” names a response level by the warning colour {colour}",
                    title=name if _COLOUR.search(name) else facts.title,
                    colour=WarningColour.read(found[0]).zh,
                ),
                msg("Name response levels by number; say under 预警 which level a colour starts"),
            )


_GRADE: Final = late("(?P<grade>特别重大|重大|较大|一般)")
_HAPPENS: Final = late(
    "^(?:(?:已经|即将|可能|将要|发生|或者?|、)+)(?P<grade>特别重大|重大|较大|一般)(?![、和及或以])"
)
"""What a level is for, by its summary: 发生或者可能发生重大…"""


@plan_rule(
    "LVL034",
    "level.title-of-another-grade",
    Severity.WARNING,
    title=msg("Title of a level that speaks of another incident grade"),
    rationale=msg("Who reads the title starts the level for a grade that it is not meant for."),
    sources=(INCIDENT_GRADES, LEVELS_IN_ORDER),
)
def title_of_another_grade(view: PlanView) -> Iterator[Hit]:
    """Levels whose 名称 or 概述 has the name of a grade that is not among their 对应分级."""
    law = {grade.zh for grade in IncidentGrade}
    if grades_in_doubt(view):  # then it is the grades that are wrong
        return
    for name, facts in view.plan.levels.items():
        said = (("title", _GRADE.match(facts.title)), ("summary", _HAPPENS.search(facts.summary)))
        for field, found in said:
            is_other = found is not None and found["grade"] not in facts.grades
            if is_other and facts.grades and law >= set(facts.grades):
                yield _another_grade(view, name, field, facts)


def _another_grade(view: PlanView, name: str, field: str, facts: ResponseLevel) -> Hit:
    here = view.at("levels", name, field)
    there = (view.at("levels", name, "grades"), msg("the grades of {level}", level=name))
    if field == "title":
        message = msg(
            "{level} is called “{title}”, but answers to {grades}",
            level=name,
            title=facts.title,
            grades=facts.grades,
        )
        return Hit(here, message, msg("Correct 名称 or 对应分级"), (there,))
    message = msg(
        "{level} is for “{summary}”, but answers to {grades}",
        level=name,
        summary=facts.summary,
        grades=facts.grades,
    )
    return Hit(here, message, msg("Correct 概述 or 对应分级"), (there,))


_FIGURE: Final = late(r"(?<![\d.])\d[\d.]*\s*[^\s\d，。；、（）]{0,5}?(?P<word>以上|以下)")
_DEFINED: Final = late(
    r"(?P<also>以上)?[”'’」]?[、和及与]?[“'‘「]?(?P<word>以上|以下)[”'’」]?"
    r"(?:[^。；;\n，,]{0,4}?)(?P<not>不包括|不包含|不含|包括|包含|含)(?:本数|本级|该数)",
    holds=tuple(f"{word}{what}" for word in "含括" for what in ("本数", "本级", "该数")),
)
_THE_NUMBER: Final = late("本数|本级|该数")


def _conventions(view: PlanView) -> Iterator[tuple[Place, str, bool]]:
    """Yield where the prose says whether 以上 and 以下 include the number."""
    prose = view.prose or ""
    for text in parts(prose)[1] if _THE_NUMBER.search(prose) else ():
        if "数" not in text.line and "级" not in text.line:  # most lines, and quicker to see
            continue
        for found in _DEFINED.finditer(text.line):
            place = Place(view.prose_file, span=on_line(text.number, found.start(), found.end()))
            includes = not found["not"].startswith("不")
            for word in filter(None, (found["also"], found["word"])):
                yield place, word, includes


def _declared(region: Jurisdiction, word: str) -> bool | None:
    """Return whether *word* includes the number by `jurisdiction.yaml`, None if that is silent."""
    field = "at_least_inclusive" if word == "以上" else "at_most_inclusive"
    return getattr(region, field) if field in region.model_fields_set else None


@plan_rule(
    "LVL029",
    "level.bounds-undeclared",
    Severity.ADVICE,
    title=msg("Nothing says whether 以上 and 以下 include the number"),
    rationale=msg(
        "The regulation on accidents leaves the number out of 以下, other texts count it in; "
        "at the bound itself a text without definition has two answers."
    ),
    sources=(cite("生产安全事故报告和调查处理条例", "第三条"),),
)
def bounds_undeclared(view: PlanView) -> Iterator[Hit]:
    """The first figure with 以上 or 以下 in prose that nothing defines, for each word."""
    region = view.registry.jurisdiction
    if region is None or not view.prose:
        return
    pieces, lines = parts(view.prose)
    if any(piece.directive == "terms" for piece in pieces):  # its page says what the words mean
        return
    defined = {word for _, word, _ in _conventions(view)}
    for text in lines:
        for found in _FIGURE.finditer(text.line):
            word = found["word"]
            if word not in defined and _declared(region, word) is None:
                defined.add(word)
                span = on_line(text.number, found.start(), found.end())
                yield Hit(
                    Place(view.prose_file, span=span),
                    msg("“{text}”: does {word} include the number?", text=found[0], word=word),
                    msg(
                        "Lay it down once for all plans in jurisdiction.yaml (以上含本数, "
                        "以下含本数), or in the supplementary provisions of the plan"
                    ),
                )


@plan_rule(
    "LVL030",
    "level.bounds-defined-otherwise",
    Severity.WARNING,
    title=msg("以上 or 以下 defined in another way than for all plans"),
    rationale=msg(
        "Cells are printed in words by the convention of the jurisdiction; a plan that defines the "
        "words otherwise says something else in its text than in its tables."
    ),
    sources=(cite("生产安全事故报告和调查处理条例", "第三条"),),
)
def bounds_defined_otherwise(view: PlanView) -> Iterator[Hit]:
    """Definitions in prose that contradict those of `jurisdiction.yaml`."""
    region = view.registry.jurisdiction
    if region is None:
        return
    for place, word, includes in _conventions(view):
        laid_down = region.at_least_inclusive if word == "以上" else region.at_most_inclusive
        if includes is not laid_down:
            yield Hit(place, *_contradiction(word, includes=includes))


def _contradiction(word: str, *, includes: bool) -> tuple[Message, Message]:
    said = (
        msg("The plan counts the number in with “{word}”, all other plans do not", word=word)
        if includes
        else msg("The plan leaves the number out of “{word}”, all other plans do not", word=word)
    )
    return said, msg("Say the same as jurisdiction.yaml (以上含本数, 以下含本数)")

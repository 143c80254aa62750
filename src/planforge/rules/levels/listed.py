"""Levels, grades and warning colours that sentences list: all of them, and in their order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from planforge.corpus.level_names import level_number
from planforge.findings import Severity
from planforge.i18n import msg
from planforge.model.scales import IncidentGrade, WarningColour
from planforge.patterns import late
from planforge.rules.articles import COMPLETE
from planforge.rules.prose.counts import number
from planforge.rules.prose.elsewhere import is_aside
from planforge.rules.rule import Hit, plan_rule
from planforge.rules.text.said import text_of

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from planforge.corpus.plan_view import PlanView
    from planforge.findings import Place

_STEP: Final = (
    r"(?:特别重大|重大|较大|一般|[红橙黄蓝]色|[ⅠⅡⅢⅣⅤ一二三四五]级)(?:级|预警|响应)?"
    r"(?:[（(][^（）()]{1,12}[）)])?"
)
_STEPS: Final = late(_STEP)
_LIST: Final = late(
    r"(?:分为|分成|设定?为)(?:[四五三二]个?(?:级别?|等级)[：:，](?:即|分别[为是]|依次[为是])?)?"
    rf"(?P<list>{_STEP}(?:[、和及与]{{1,2}}{_STEP})*)(?P<more>等)?"
    r"(?P<count>[一二三四五1-5])?(?=个?(?:级|等级)?)"
)
_ORDER: Final = late(r"[由从自][最]?(?P<from>[高低重轻])[至到往向][最]?[高低重轻]")
_SUBJECT: Final = late("响应|预警|事件|灾害|事故|疫情|分级")
_NUMERALS: Final = "ⅠⅡⅢⅣⅤ"


class _Known(NamedTuple):
    """What the plan has of a scale.

    Attributes:
        keys: Its steps as compared, the highest first.
        names: The same as shown.
        place: Where they are declared.
    """

    keys: tuple[object, ...]
    names: tuple[str, ...]
    place: Place


@plan_rule(
    "LVL047",
    "level.listed-otherwise",
    Severity.WARNING,
    title=msg("Levels, grades or warning colours that the text lists otherwise"),
    rationale=msg(
        "Who reads the sentence takes the scale for another one: a level too few, one too many, or "
        "the lowest for the highest."
    ),
    sources=(COMPLETE,),
)
def listed_otherwise(view: PlanView) -> Iterator[Hit]:
    """响应由高到低分为Ⅰ级、Ⅱ级… in sentences, against the levels, grades and colours of the plan.

    All of them must be there, and in the order that the sentence says, or in one of the two.
    """
    text = text_of(view)
    for found in text.matches(_LIST, ("分为", "分成", "定为", "设为")):
        first, end = text.sentence(*found.span())
        before, behind = text.whole[first : found.start()], text.whole[found.end() : end]
        if text.field(found.start()) == "links" or is_aside(view, before, behind):
            continue
        steps = [_key(step[0]) for step in _STEPS.finditer(found["list"])]
        known = _meant(view, before, steps)
        if known is None:
            continue
        place = text.place(*found.span("list"))
        if len(steps) == 1:
            yield from _as_number(known, found, place)
        else:
            yield from _compared(known, steps, found, before, place)


def _key(step: str) -> object:
    """Return what is compared of one step: the number of a level, a grade, a colour."""
    numbered = level_number(step)
    if numbered is not None and step[1:2] == "级":
        return numbered.number
    return next(word for word in _words() if step.startswith(word))


def _words() -> tuple[str, ...]:
    return (*(grade.zh for grade in IncidentGrade), *(colour.zh for colour in WarningColour))


def _meant(view: PlanView, before: str, steps: list[object]) -> _Known | None:
    """Return the scale that a sentence lists steps of; None if the plan has no such scale."""
    subjects = _SUBJECT.findall(before)
    subject = subjects[-1] if subjects else ""
    if all(isinstance(step, int) for step in steps):
        names = tuple(level.name for level in view.levels)
        numbers = [level_number(name) for name in names]
        keys = tuple(number.number for number in numbers if number is not None)
        if subject != "响应" or len(keys) < len(names) or not keys:
            return None
        return _Known(keys, names, view.at("levels", on_key=True))
    if all(step in {colour.zh for colour in WarningColour} for step in steps):
        rules = view.plan.warnings.rules if view.plan.warnings else {}
        names = tuple(colour.zh for colour in WarningColour if colour in rules)
        if "预警" not in before or not names:
            return None
        return _Known(names, names, view.at("warnings", "rules", on_key=True))
    law = tuple(grade.zh for grade in IncidentGrade)
    names = tuple(name for name in law if name in view.plan.grades)
    if len(names) < len(view.plan.grades) or not names or subject in {"响应", "预警"}:
        return None
    is_known = all(step in law for step in steps)
    return _Known(names, names, view.at("grades", on_key=True)) if is_known else None


def _as_number(known: _Known, found: re.Match[str], place: Place) -> Iterator[Hit]:
    """Say of 分为Ⅴ级 that there are four levels; where something follows, a level is meant."""
    text, end = found["list"], found.end("list")
    if text[0] not in _NUMERALS or found.string[end : end + 1] not in {"，", "。", "；", "\n", ""}:
        return
    if _NUMERALS.index(text[0]) + 1 != len(known.keys):
        yield _hit(known, text, place)


def _own_part(before: str) -> str:
    """Return what of *before* is said of this list, and not of one before it in the sentence."""
    others = list(_LIST.finditer(before))
    return before[others[-1].end() :] if others else before


def _compared(
    known: _Known, steps: list[object], found: re.Match[str], before: str, place: Place
) -> Iterator[Hit]:
    has_own_count = found["count"] and number(found["count"]) == len(steps)
    if set(steps) != set(known.keys) or len(set(steps)) < len(steps):
        if not found["more"] and not (has_own_count and len(steps) != len(known.keys)):
            yield _hit(known, found["list"], place)
        return
    said = _ORDER.search(_own_part(before))
    downwards = list(known.keys)
    upwards = downwards[::-1]
    wanted = (
        [downwards, upwards] if said is None else [downwards if said["from"] in "高重" else upwards]
    )
    if steps not in wanted:
        order = said[0] if said is not None else "由高到低"
        names = known.names if order[1] in "高重" else known.names[::-1]
        yield Hit(
            place,
            msg("“{list}” does not stand in the order {order}", list=found["list"], order=order),
            msg("Write {names}", names=names),
            ((known.place, msg("Here they are listed")),),
        )


def _hit(known: _Known, text: str, place: Place) -> Hit:
    return Hit(
        place,
        msg("The text lists {list}, the plan has {names}", list=text, names=known.names),
        msg("Write all that the plan has, or correct the plan"),
        ((known.place, msg("Here they are listed")),),
    )


__all__ = ["listed_otherwise"]

"""Levels that hold when nothing has happened: “< 3 人” is met by nobody hurt."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from planforge.corpus.written import cell_text
from planforge.feel import Flag, Numeric, Ordered, Worse, only
from planforge.findings import Severity
from planforge.i18n import msg
from planforge.model.scales import WarningColour
from planforge.patterns import late
from planforge.rules.levels.plan_ladders import faulty_cells
from planforge.rules.rule import Hit, cite, plan_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.corpus.plan_view import PlanView
    from planforge.corpus.tables import Compiled, Condition, Rule
    from planforge.feel import Value, ValueSet
    from planforge.i18n import Message

RESPONSE_LEVELS: Final = cite("中华人民共和国突发事件应对法", "第七十一条")
NO_HARM_IN_LITTLE: Final = late(
    "距|间隔|剩余|余量|储量|储备|库存|可用|保障|提前|气温|温度|能见度|湿度|预计.*(?:到达|登陆|影响)时间"
)
"""Words of figures whose low values are no rest: of distances, stocks, the time that is left."""
_NONE: Final = Fraction(0)
_CALM: Final = late("^(?:无|没有|正常|未|平静)")
_IN_ORDER: Final = late("正常|完好|可用|畅通|稳定|充足|得到控制")
_HAPPENED: Final = late("发生|出现|造成|导致|引发|受灾|灾区|事故")
"""Words of a 限定 under which something has happened already."""


@plan_rule(
    "LVL042",
    "level.holds-at-rest",
    Severity.WARNING,
    title=msg("Level that holds when nothing has happened"),
    rationale=msg(
        "Nobody hurt is “fewer than 3 people” too: taken at its word, the level is always on, and "
        "whoever reckons the level from the facts starts it on a quiet day."
    ),
    sources=(RESPONSE_LEVELS,),
    follows=("LVL026",),
)
def holds_at_rest(view: PlanView) -> Iterator[Hit]:
    """Rows of levels and warnings all of whose cells hold at rest.

    At rest no harm is done and nothing is measured (0 where more is worse), no question is answered
    with yes, and no warning or grade is given. Rows that somebody judges, or that are limited to
    where something has happened, are left out, and figures of which less is worse. Of incident
    grades, rows on words of scales are looked at: a grade may well begin at nobody hurt.
    """
    for name, table in _steps(view):
        for rule in table.rules:
            rests = _rests(rule)
            if rests is None:
                continue
            cell = next(cell for cell, _ in rests if _is_bound(cell))
            at = cell.pointer if cell.reach is None else (*cell.pointer, "count")
            if at in faulty_cells(view):
                continue  # one mistake is told once
            yield Hit(
                view.at(*at),
                msg(
                    "{level} holds when nothing has happened: {witness} meets the row of “{cell}”",
                    level=name,
                    cell=cell_text(view.plan, at),
                    witness=tuple(
                        msg(
                            "{indicator} {value}",
                            indicator=one.indicator.name,
                            value=one.values.domain.show(value),
                        )
                        for one, value in rests
                    ),
                ),
                _remedy(cell.values),
            )


def _steps(view: PlanView) -> Iterator[tuple[str | Message, Compiled]]:
    for level in view.levels:
        yield level.name, view.tables[level.name]
    for grade, fact in view.plan.grades.items():
        table = view.compiled(fact.conditions, ("grades", grade, "conditions"))
        scales = tuple(rule for rule in table.rules if all(map(_is_of_words, rule.conditions)))
        yield grade, replace(table, rules=scales)
    rules = view.plan.warnings.rules if view.plan.warnings else {}
    for colour in WarningColour:
        if colour in rules:
            conditions = rules[colour].conditions
            at = ("warnings", "rules", colour.zh, "conditions")
            yield msg("the {colour} warning", colour=colour.zh), view.compiled(conditions, at)


def _rests(rule: Rule) -> tuple[tuple[Condition, Value], ...] | None:
    """Return the cells of *rule* with their values at rest; None if it does not hold there.

    None as well where every cell holds whatever happens, or none is of a figure or of a scale that
    has a word for rest.
    """
    if not rule.is_numeric:
        return None
    found: list[tuple[Condition, Value]] = []
    for cell in rule.conditions:
        value = _rest(cell)
        if value is None or not cell.values.contains(value):
            return None
        found.append((cell, value))
    if any(map(_HAPPENED.search, rule.scope)):
        return None
    bounds = [cell for cell, _ in found if _is_bound(cell)]
    return tuple(found) if bounds and not all(cell.values.is_whole for cell in bounds) else None


def _is_of_words(cell: Condition) -> bool:
    return isinstance(cell.values.domain, Ordered) and cell.reach is None


def _is_bound(cell: Condition) -> bool:
    """Whether *cell* is on a figure, or on a scale and holds at more than rest."""
    domain = cell.values.domain
    return isinstance(domain, Numeric) or (
        isinstance(domain, Ordered) and cell.values != only(domain, domain.words[0])
    )


def _rest(cell: Condition) -> Value | None:
    """Return the value of the indicator of *cell* when nothing has happened, if one can tell."""
    domain, name = cell.values.domain, cell.indicator.name
    if isinstance(domain, Flag):
        return domain.worse is Worse.LOWER or bool(_IN_ORDER.search(name))
    if isinstance(domain, Ordered):
        return domain.words[0] if has_rest(domain) else None
    if not cell.values.contains(_NONE) or (domain.low is not None and domain.low < 0):
        return None
    if cell.reach is None and (domain.worse is not Worse.HIGHER or NO_HARM_IN_LITTLE.search(name)):
        return None
    return _NONE


def has_rest(scale: Ordered) -> bool:
    """Whether the mildest word of *scale* says that nothing has happened: 无险情, 正常."""
    return scale.worse is Worse.HIGHER and bool(_CALM.search(scale.words[0]))


def _remedy(values: ValueSet) -> Message:
    domain = values.domain
    rest = domain.words[0] if isinstance(domain, Ordered) else _NONE
    some = values.difference(only(domain, rest))
    if some.is_empty:
        return msg("Write what has to happen, such as “>= 1”")
    return msg(
        "Write “{cell}”, so that the row begins where something has happened", cell=some.text()
    )


__all__ = ["NO_HARM_IN_LITTLE", "has_rest", "holds_at_rest"]

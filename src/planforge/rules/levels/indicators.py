"""Registered indicators: two for one thing, and figures that reach nobody who decides."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.corpus.names import spellings
from planforge.findings import Severity
from planforge.i18n import msg
from planforge.model.base import Kind
from planforge.model.registers import Indicator, Organisation
from planforge.model.scales import OrganisationCategory
from planforge.patterns import late
from planforge.rules.rule import Hit, cite, plan_rule, system_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.corpus.names import Entity
    from planforge.corpus.plan_view import PlanView
    from planforge.corpus.system import System

RESPONSE_LEVELS: Final = cite("中华人民共和国突发事件应对法", "第七十一条第三款")
MONITORING: Final = cite("中华人民共和国突发事件应对法", "第五十八条")

_RULING: Final = frozenset({OrganisationCategory.GOVERNMENT, OrganisationCategory.PARTY})
_SAME: Final = (
    (late(r"[\s（）()、，,的之“”\-—_/]"), ""),
    (late("比率|百分比|占比|率$"), "比例"),
    (late("人员数量|人员数|人员总数|总人数|人数量"), "人数"),
    (late("数量$|个数$|总数$"), "数"),
    (late("时长$|小时数$|持续时间$"), "时间"),
    (late("降水量|雨量|降雨量"), "雨量"),
    (late("或者|及|以及|与|和"), "或"),
)


def _normal(name: str) -> str:
    for pattern, put in _SAME:
        name = pattern.sub(put, name)
    return name


@system_rule(
    "LVL031",
    "level.two-indicators-for-one-thing",
    Severity.WARNING,
    title=msg("Two indicators for one thing"),
    rationale=msg(
        "Tables on two names for one thing are compared nowhere: gaps between them stay hidden, "
        "and two figures are reported at night."
    ),
    sources=(RESPONSE_LEVELS,),
)
def two_indicators_for_one_thing(system: System) -> Iterator[Hit]:
    """Indicators alike in everything but the wording of their names."""
    seen: dict[tuple[object, ...], Entity] = {}
    for entity in system.registry.names.entities(Kind.INDICATOR):
        entry = entity.element
        if not isinstance(entry, Indicator):
            continue
        same = (entry.type, entry.unit, entry.window, entry.place, entry.nature, entry.plan)
        names = dict.fromkeys(_normal(name) for name in spellings(entity)[:-1])
        first = next((seen[key] for name in names if (key := (name, *same)) in seen), None)
        if first is not None:
            yield Hit(
                entity.place.below("name"),
                msg(
                    "“{one}” and “{other}” are measured alike: unit, window and place are the same",
                    one=entity.name,
                    other=first.name,
                ),
                msg("Keep one, with the other as 简称; or say in the names what sets them apart"),
                ((first.place, msg("the other indicator")),),
            )
        for name in names:
            seen.setdefault((name, *same), entity)


@plan_rule(
    "LVL032",
    "level.observer-has-no-part",
    Severity.ADVICE,
    title=msg("Figure that nothing brings to those who decide"),
    rationale=msg(
        "Who observes the figure must know that this plan waits for it, and whom to tell."
    ),
    sources=(MONITORING,),
)
def observer_has_no_part(view: PlanView) -> Iterator[Hit]:
    """Indicators that start a level, none of whose observers has any part in the plan.

    Left out: observers below a unit that has one, but for the government of the jurisdiction.
    """
    known: dict[str, bool] = {}
    told: set[str] = set()
    if Kind.ORGANISATION in view.registry.broken:
        return  # whose superior has a part is not known
    for level in view.levels:
        for rule in view.tables[level.name].rules:
            if rule.linked or rule.pointer[0] != "levels":
                continue
            for cell in rule.conditions:
                entry = cell.indicator.element
                if not isinstance(entry, Indicator) or entry.plan or not entry.observer:
                    continue
                if cell.indicator.id in told:
                    continue
                told.add(cell.indicator.id)
                if any(_has_part(view, name, known) for name in entry.observer):
                    continue
                yield Hit(
                    view.at(*cell.pointer, on_key=True),
                    msg(
                        "{indicator} starts {level}, but {observer}, who observes it, has no part "
                        "in the plan",
                        indicator=cell.indicator.name,
                        level=level.name,
                        observer=entry.observer,
                    ),
                    msg("Let the observer report it: in 监测, 信息报告, 成员单位 or an action"),
                    ((cell.indicator.place.below("observer"), msg("who observes it")),),
                )


def _has_part(view: PlanView, name: str, known: dict[str, bool]) -> bool:
    """Whether the unit *name*, or one above it, is asked anything by the plan.

    What the plan asks of the government of the jurisdiction it does not ask of each department.
    """
    if name not in known:
        known[name] = True  # a circle of superiors ends here
        above = _superior(view, name)
        known[name] = view.actor_key(name) in view.asks_by_actor or bool(
            above and not _is_at_the_top(view, above) and _has_part(view, above, known)
        )
    return known[name]


def _superior(view: PlanView, name: str) -> str | None:
    entity = view.get(name, (Kind.ORGANISATION,))
    unit = entity.element if entity else None
    return unit.superior if isinstance(unit, Organisation) else None


def _is_at_the_top(view: PlanView, name: str) -> bool:
    """Whether *name* is the government or party committee of the jurisdiction, not of a part."""
    entity = view.get(name, (Kind.ORGANISATION,))
    unit = entity.element if entity else None
    if not isinstance(unit, Organisation) or unit.category not in _RULING:
        return False
    above = view.get(unit.superior, (Kind.ORGANISATION,)) if unit.superior else None
    ruling = above.element if above else None
    return not isinstance(ruling, Organisation) or ruling.category not in _RULING

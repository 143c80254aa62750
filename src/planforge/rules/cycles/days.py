"""When drills and evaluations of a plan are due, and who says so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.frozen import dataclass
from planforge.i18n import msg
from planforge.model.scales import EventCategory, PlanClass
from planforge.patterns import late
from planforge.rules.articles import PRACTICE
from planforge.rules.cycles.months import months_after
from planforge.rules.rule import Option, cite

if TYPE_CHECKING:
    from datetime import date

    from planforge.corpus.outline import PlanOutline
    from planforge.corpus.registry import Registry
    from planforge.findings import Citation
    from planforge.i18n import Message

DRILLS: Final = cite("突发事件应急预案管理办法", "第三十二条第二款")
SAFETY_DRILLS: Final = cite("生产安全事故应急条例", "第八条")
UNIT_DRILLS: Final = cite("生产安全事故应急预案管理办法", "第三十三条")
HIGH_RISK_DRILLS: Final = cite("生产安全事故应急条例", "第八条第二款")
EVALUATION: Final = cite("突发事件应急预案管理办法", "第三十四条第二款")

DRILL_CYCLE: Final = Option(
    "CYC003",
    ("演练周期", "drill_cycle"),
    36,
    1,
    36,
    msg("Months from one drill of a plan to the next; the law sets 36"),
)
SAFETY_DRILL_CYCLE: Final = Option(
    "CYC003",
    ("生产安全演练周期", "safety_drill_cycle"),
    24,
    1,
    24,
    msg("The same for plans on accidents at work; the law sets 24"),
)
UNIT_DRILL_CYCLE: Final = Option(
    "CYC003",
    ("单位演练周期", "unit_drill_cycle"),
    12,
    1,
    12,
    msg("The same for plans of units on accidents at work; the rules set 12"),
)
HIGH_RISK_DRILL_CYCLE: Final = Option(
    "CYC003",
    ("高危单位演练周期", "high_risk_drill_cycle"),
    6,
    1,
    6,
    msg("The same for units with dangerous goods, mines, building sites or crowds; the law: 6"),
)
EVALUATION_CYCLE: Final = Option(
    "CYC004",
    ("评估周期", "evaluation_cycle"),
    36,
    1,
    36,
    msg("Months from one evaluation of a plan to the next; the law sets 36"),
)
NOTICE: Final = Option(
    "CYC008",
    ("提前天数", "notice"),
    90,
    0,
    366,
    msg("Days before an evaluation is due on which it is announced"),
)
_DRILLED: Final = frozenset({PlanClass.SPECIAL, PlanClass.DEPARTMENT})
EVALUATED: Final = frozenset({PlanClass.MASTER, PlanClass.SPECIAL, PlanClass.DEPARTMENT})
_AT_WORK: Final = late(
    "生产安全|安全生产|危险化学品|危化品|矿山|煤矿|尾矿|采空|烟花爆竹|工贸|冶金|粉尘|有限空间|特种设备"
    "|建筑施工|建设工程|燃气"
)
"""Words by which an accident plan is one on accidents at work."""
_HIGH_RISK: Final = late(
    "危险化学品|危化品|易燃易爆|烟花爆竹|矿山|煤矿|尾矿|采空|冶炼|冶金|轨道交通|建筑施工|建设工程"
    "|人员密集|宾馆|商场|娱乐场所|景区"
)
"""Words by which a unit is one that has to practise each half-year."""


@dataclass(frozen=True, slots=True)
class Cycle:
    """Something a plan needs again and again.

    Attributes:
        last: When it was done last; None if that is not recorded.
        due: The last day on which it is in time again; counted from the issue if never done.
        months: After how many months.
    """

    last: date | None
    due: date
    months: int


def drill_cycle(outline: PlanOutline, registry: Registry, as_of: date | None) -> Cycle | None:
    """Return when the plan was practised and has to be again; None if no law asks for that.

    Drills after *as_of* are left out; with None all count. What the plan itself asks for more often
    than law and jurisdiction counts.
    """
    about = about_of(outline.name, outline.event_types)
    law = drill_months(registry, outline.plan_class, outline.category, about)
    if law is None:
        return None
    months = min(law, outline.edition.drill_months or law)
    held = [day for day in outline.edition.drills if as_of is None or day <= as_of]
    last = max(held, default=None)
    return Cycle(last, months_after(last or outline.issued, months), months)


def evaluation_cycle(outline: PlanOutline, registry: Registry, as_of: date | None) -> Cycle | None:
    """Return when the plan was evaluated and has to be again; None if no law asks for that.

    An evaluation after *as_of* is left out. The time runs from the issue if that was later.
    """
    if PlanClass.read(outline.plan_class) not in EVALUATED:
        return None
    evaluated = outline.edition.evaluated
    is_known = evaluated is not None and (as_of is None or evaluated <= as_of)
    last = evaluated if is_known else None
    law = EVALUATION_CYCLE.of(registry)
    months = min(law, outline.edition.evaluation_months or law)
    return Cycle(last, months_after(max(outline.issued, last or outline.issued), months), months)


def drill_months(registry: Registry, plan_class: str, category: str, about: str) -> int | None:
    """Return how often such a plan must be practised, None if the law does not say."""
    cycles = drill_cycles(plan_class, category, about)
    return min((cycle.of(registry) for cycle in cycles), default=None)


def drill_cycles(plan_class: str, category: str, about: str) -> tuple[Option, ...]:
    """Return the cycles that such a plan is under, that of its own law first."""
    known = PlanClass.read(plan_class)
    at_work = category == EventCategory.ACCIDENT.value and _AT_WORK.search(about) is not None
    if known is PlanClass.UNIT and category == EventCategory.ACCIDENT.value:
        if is_high_risk(about):
            return HIGH_RISK_DRILL_CYCLE, UNIT_DRILL_CYCLE
        return (UNIT_DRILL_CYCLE,) if at_work else ()
    if at_work and known in (*_DRILLED, PlanClass.TOWN):
        return SAFETY_DRILL_CYCLE, DRILL_CYCLE
    return (DRILL_CYCLE,) if known in _DRILLED else ()


def is_high_risk(about: str) -> bool:
    """Whether a unit is one that the law names for its danger, by words about its plan."""
    return _HIGH_RISK.search(about) is not None


def drill_law(cycles: tuple[Option, ...]) -> Citation:
    """Return where the law sets the first of *cycles*."""
    return next((law for cycle, law in _LAWS if cycle in cycles), DRILLS)


_LAWS: Final = (
    (HIGH_RISK_DRILL_CYCLE, HIGH_RISK_DRILLS),
    (UNIT_DRILL_CYCLE, UNIT_DRILLS),
    (SAFETY_DRILL_CYCLE, SAFETY_DRILLS),
)
"""Cycles that another article than that on all plans sets, the shortest first."""


def about_of(name: str, event_types: tuple[str, ...]) -> str:
    """Return the words that say what a plan is about."""
    return " ".join((name, *event_types))


def asked_by(
    outline: PlanOutline, cycle: Cycle, as_of: date
) -> tuple[Message, tuple[Citation, ...]]:
    """Return who asks for a cycle of drills, and where the law wants one by *as_of*."""
    cycles = drill_cycles(
        outline.plan_class, outline.category, about_of(outline.name, outline.event_types)
    )
    law = min(option.most for option in cycles)
    if cycle.months == law:
        whose = msg("by law")
    elif cycle.months == outline.edition.drill_months:
        whose = msg("by the plan itself")
    else:
        whose = msg("in this jurisdiction")
    is_law_broken = months_after(cycle.last or outline.issued, law) < as_of
    return whose, (drill_law(cycles),) if is_law_broken else (PRACTICE,)

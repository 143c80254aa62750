"""Steps of one scale that lead to those of another: two to the same, while one in reach is free."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from planforge.findings import Severity
from planforge.i18n import msg
from planforge.rules.levels.declared import grade_order, grades_out_of_order
from planforge.rules.rule import Hit, cite, plan_rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from planforge.corpus.plan_view import Level, PlanView
    from planforge.i18n import Message

INCIDENT_GRADES: Final = cite("中华人民共和国突发事件应对法", "第三条")
LEVELS_IN_ORDER: Final = cite("中华人民共和国突发事件应对法", "第七十一条第二款")


class Doubled(NamedTuple):
    """Two neighbouring steps that lead to the same one.

    Attributes:
        odd: The step that could lead elsewhere without a change of the order.
        other: Its neighbour.
        free: What nothing leads to, and *odd* could.
    """

    odd: int
    other: int
    free: tuple[int, ...]


def doubled(leads: Sequence[int], count: int) -> Doubled | None:
    """Return the only two of *leads* that are alike, if one of them could be another.

    Args:
        leads: What each step leads to, both from the highest down; *count* for nothing.
        count: How many steps there are to lead to.
    """
    steps = list(enumerate(leads))
    pairs = [
        (above, below) for (above, one), (below, other) in pairwise(steps) if one == other != count
    ]
    if len(pairs) != 1 or any(one > other for one, other in pairwise(leads)):
        return None  # several are meant; another order is told elsewhere
    above, below = pairs[0]
    before = leads[above - 1] if above else -1
    behind = leads[below + 1] if below + 1 < len(leads) else count
    upwards = tuple(range(before + 1, leads[above]))
    downwards = tuple(range(leads[below] + 1, behind))
    if not upwards and not downwards:
        return None
    offsets = Counter(lead - step for step, lead in steps if step not in {above, below})
    is_above = bool(upwards) and (
        not downwards or offsets[leads[above] - above] < offsets[leads[below] - below]
    )
    return Doubled(above, below, upwards) if is_above else Doubled(below, above, downwards)


@plan_rule(
    "LVL046",
    "level.shares-a-grade",
    Severity.WARNING,
    title=msg("Two levels that answer to one incident grade"),
    rationale=msg(
        "Who knows the grade cannot say which of the two levels to start, and where another grade "
        "is left without a level, nobody answers to it."
    ),
    sources=(INCIDENT_GRADES, LEVELS_IN_ORDER),
)
def shares_a_grade(view: PlanView) -> Iterator[Hit]:
    """Levels with the grade of their neighbour, while a grade between this and the next has none.

    Likewise levels with several grades, one of which their neighbour has alone. Where there are
    more levels than grades, two may share one.
    """
    if any(grades_out_of_order(view)):
        return
    order = grade_order(view)
    levels = [level for level in view.levels if level.facts.grades]
    if any(name not in order for level in levels for name in level.facts.grades):
        return
    for one, other in pairwise(levels):
        more, less = sorted((one, other), key=lambda level: -len(level.facts.grades))
        alone = less.facts.grades if len(less.facts.grades) == 1 else ()
        if len(more.facts.grades) > 1 and set(alone) & set(more.facts.grades):
            hint = msg("Leave {grade} to {level}", grade=alone, level=less.name)
            yield _shared(view, more, less, hint)
    found = (
        doubled([order[level.facts.grades[0]] for level in levels], len(order))
        if all(len(level.facts.grades) == 1 for level in levels)
        else None
    )
    if found is not None:
        names = list(order)
        free = tuple(names[place] for place in found.free)
        hint = msg("No level answers to {grades}: correct 对应分级", grades=free)
        yield _shared(view, levels[found.odd], levels[found.other], hint)


def _shared(view: PlanView, level: Level, other: Level, hint: Message) -> Hit:
    return Hit(
        view.at(*level.pointer, "grades"),
        msg(
            "{level} answers to {grades}, and so does {other}",
            level=level.name,
            grades=other.facts.grades if len(other.facts.grades) == 1 else level.facts.grades,
            other=other.name,
        ),
        hint,
        ((view.at(*other.pointer, "grades"), msg("the grades of {level}", level=other.name)),),
    )


def grades_in_doubt(view: PlanView) -> bool:
    """Whether the grades that levels answer to are wrong, so that nothing can be built on them."""
    return any(grades_out_of_order(view)) or any(shares_a_grade(view))


__all__ = ["Doubled", "doubled", "grades_in_doubt", "shares_a_grade"]

"""What a reader may see of the plan in hand: bodies, levels, actions, links, annexes, in order.

Components, charts and pages choose from here, so that they agree on what is shown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.corpus.defaults import complete
from planforge.frozen import dataclass
from planforge.model.scales import Anchor, Phase

if TYPE_CHECKING:
    from planforge.corpus.plan_view import ActionAt, Level, PlanView
    from planforge.document.context import Context
    from planforge.model.plan import Annex, CommandBody, Group, Link, Member, ResponseLevel


_MOMENTS: Final = (
    Anchor.OCCURRENCE,
    Anchor.RECEIPT,
    Anchor.WARNING,
    Anchor.ACTIVATION,
    Anchor.ORDER,
    Anchor.PREDECESSORS,
    Anchor.PREVIOUS_REPORT,
    Anchor.TERMINATION,
)
"""The moments limits run from, in the order in which they come."""
_DAY_S: Final = 86_400
_NEVER_S: Final = 10**9


def bodies(context: Context) -> list[CommandBody]:
    """Return the command body and those under it, as far as the reader may see them."""
    found: list[CommandBody] = []

    def walk(body: CommandBody | None) -> None:
        if body is None or not context.may_show(body):
            return
        found.append(body)
        for part in body.parts:
            walk(part)

    walk(context.plan_view.plan.command)
    return found


def shown_members(context: Context) -> list[Member]:
    """Return the member units of every body that the reader may see."""
    return [m for body in bodies(context) for m in context.shown(body.members)]


def shown_groups(context: Context) -> list[Group]:
    """Return the working groups of every body that the reader may see."""
    return [g for body in bodies(context) for g in context.shown(body.groups)]


def shown_levels(context: Context, name: str = "") -> list[Level]:
    """Return the levels the reader may see, highest first; only the one called *name* if given."""
    view = context.plan_view
    wanted = view.level(name) if name else None
    if name and wanted is None:
        return []
    return [
        level
        for level in view.levels
        if context.may_show(level.facts) and (wanted is None or level is wanted)
    ]


def full(context: Context, level: Level) -> ResponseLevel:
    """Return the facts of *level* with what the rest of the plan says for it."""
    return complete(context.plan_view.plan, level.facts)


@dataclass(frozen=True, slots=True)
class Step:
    """An action at a level with what is new about it.

    Attributes:
        at: The action as carried out.
        mark: `new` if the level below does not have it, `stronger` if it is changed, else empty.
    """

    at: ActionAt
    mark: str = ""


def below_of(context: Context, level: Level) -> Level | None:
    """Return the next described level below *level*."""
    return next((x for x in context.plan_view.levels if x.severity < level.severity), None)


def steps_at(context: Context, level: str) -> list[Step]:
    """Return what is done at *level*, compared with the next level below it."""
    view = context.plan_view
    severity = view.severity(level)
    if severity is None:
        return []
    lower = next((x.name for x in view.levels if x.severity < severity), "")
    before = {at.action.id: at for at in view.actions_at(lower)} if lower else {}
    found = []
    for at in view.actions_at(level):
        if not context.may_show(at.action):
            continue
        earlier = before.get(at.action.id)
        mark = ""
        if lower and earlier is None:
            mark = "new"
        elif earlier is not None and earlier != at:
            mark = "stronger"
        found.append(Step(at, mark))
    return found


def all_steps(context: Context) -> list[Step]:
    """Return every action as it is carried out at its lowest level."""
    view = context.plan_view
    found = []
    for i, action in enumerate(view.plan.actions):
        if context.may_show(action):
            severity = _first_severity(context, action.first_level, action.only_levels)
            found.append(Step(view.action_at(i, action, severity)))
    return found


def _first_severity(context: Context, first: str | None, only: tuple[str, ...]) -> int:
    names = only or ((first,) if first else ())
    known = [s for name in names if (s := context.plan_view.severity(name)) is not None]
    return min(known, default=1)


def phase_of(context: Context, text: str) -> Phase | None:
    """Return the phase that *text* names in either language, None if it names none."""
    return next((p for p in Phase if text in {p.zh, p.value, p.label(context.language)}), None)


def by_phase(steps: list[Step]) -> list[tuple[Phase, list[Step]]]:
    """Return *steps* by phase in order of time, phases without any left out."""
    grouped = [(p, [s for s in steps if s.at.action.phase is p]) for p in Phase]
    return [(phase, found) for phase, found in grouped if found]


def urgency(at: ActionAt) -> tuple[int, int, int]:
    """Return a key that sorts actions by when they are due, those without a limit last."""
    seconds = _NEVER_S
    if at.limit is not None:
        known = at.limit.seconds
        seconds = known if known is not None else (at.limit.workdays or 1) * _DAY_S
    return (moment(at.anchor), seconds, at.index)


def moment(anchor: Anchor) -> int:
    """Return a key that sorts the moments limits run from by when they come."""
    return _MOMENTS.index(anchor)


def shown_links(context: Context) -> list[tuple[Link, PlanView | None]]:
    """Return the links of the plan in hand with the other plan, internal plans left out."""
    found = []
    for item in context.shown(context.plan_view.plan.links):
        other = context.corpus.plan(item.plan)
        if other is None or context.may_show(other.plan):
            found.append((item, other))
    return found


def counterpart(context: Context, item: Link, other: PlanView | None) -> Link | None:
    """Return the link by which *other* answers *item*."""
    if other is None:
        return None
    own = context.plan_view.plan.id
    for back in context.shown(other.plan.links):
        target = context.corpus.plan(back.plan)
        if target and target.plan.id == own and back.kind is item.kind.counterpart:
            return back
    return None


def shown_annexes(context: Context) -> list[tuple[int, Annex]]:
    """Return the annexes the reader may see, numbered as in print."""
    found = enumerate(context.plan_view.plan.annexes, 1)
    return [(number, annex) for number, annex in found if context.may_show(annex)]


def annex_mark(context: Context, number: int) -> str:
    """Return what annex *number* is called: 附件1; the only annex of a plan has no number.

    Source: GB/T 9704-2012 7.3.4 and 7.3.7: the mark on the annex agrees with the list of annexes.
    """
    if len(context.plan_view.plan.annexes) == 1:
        return context.t("Annex")
    return context.t("Annex {number}", number=number)

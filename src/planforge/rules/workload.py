"""More work or more places than the persons named for it can fill."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from planforge.corpus.burdens import burdens
from planforge.corpus.capacity import overload
from planforge.corpus.coactive import CoActivation, seats, too_few
from planforge.corpus.names import fold
from planforge.findings import Place, Severity
from planforge.i18n import msg
from planforge.rules.articles import CLEAR_DUTIES, FITTING
from planforge.rules.rule import Hit, plan_rule, system_rule
from planforge.rules.timing import deadline_pointer, title

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.corpus.burdens import Burden
    from planforge.corpus.capacity import Overload
    from planforge.corpus.coactive import Seat, Spread
    from planforge.corpus.plan_view import PlanView
    from planforge.corpus.system import System


@system_rule(
    "ORG042",
    "organisation.scenes-without-persons",
    Severity.WARNING,
    title=msg("More scenes at once than persons to command them"),
    rationale=msg(
        "Plans that start one another run at the same time, and a commander at the scene is at "
        "one place only; holder and stand-in together do not go round."
    ),
    sources=(FITTING, CLEAR_DUTIES),
)
def scenes_without_persons(system: System) -> Iterator[Hit]:
    """Scenes set up at levels that links start together, with fewer holders and stand-ins.

    That one person commands several plans from one room is no finding: the commander of a level
    need not be at the scene. Posts without named persons are left alone.
    """
    told: set[frozenset[str]] = set()
    for spread, open_seats in _open_together(system):
        lacking = too_few({plan: seat.persons for plan, seat in open_seats.items()})
        persons = frozenset(name for plan in lacking for name in open_seats[plan].persons)
        if lacking and persons not in told:
            told.add(persons)
            yield _hit(system, spread, [open_seats[plan] for plan in lacking], persons)


@system_rule(
    "ORG043",
    "organisation.one-commander-two-scenes",
    Severity.ADVICE,
    title=msg("One person commands at the scenes of two plans that start together"),
    rationale=msg(
        "The stand-in has to take one of the scenes from the first minute; better name two "
        "persons beforehand."
    ),
    sources=(FITTING,),
)
def one_commander_two_scenes(system: System) -> Iterator[Hit]:
    """Persons who hold the posts that command at two scenes set up together; once a person.

    Left to another rule: scenes for which the stand-ins do not suffice either.
    """
    told: set[str] = set()
    for spread, open_seats in _open_together(system):
        if too_few({plan: seat.persons for plan, seat in open_seats.items()}):
            continue
        by_holder: dict[str, list[Seat]] = defaultdict(list)
        for seat in open_seats.values():
            by_holder[seat.holder].append(seat)
        for holder, taken in by_holder.items():
            if len(taken) > 1 and holder not in told:
                told.add(holder)
                yield _hit(system, spread, taken, frozenset({holder}))


def _open_together(system: System) -> Iterator[tuple[Spread, dict[str, Seat]]]:
    """Yield what may be active together, with the scenes that are set up then, by plan."""
    known = seats(system)
    places = Counter(person for seat in known.values() for person in seat.persons)
    shared = {
        plan: seat
        for plan, seat in known.items()
        if any(places[person] > 1 for person in seat.persons)
    }
    if len(shared) < 2:  # noqa: PLR2004 - a pair
        return
    for spread in CoActivation(system).spreads():
        found = {
            plan: shared[plan]
            for plan, level in spread.came_from
            if plan in shared and level in shared[plan].levels
        }
        if len(found) > 1:
            yield spread, dict(sorted(found.items()))


def _hit(system: System, spread: Spread, taken: list[Seat], persons: frozenset[str]) -> Hit:
    *others, last = taken
    return Hit(
        _place(last),
        msg(
            "{count} scenes may need their commander at once ({posts}), but there is only "
            "{persons}: {chains}",
            count=len(taken),
            posts=tuple(seat.post for seat in taken),
            persons=tuple(sorted(persons)),
            chains=tuple(_chain(system, spread, seat) for seat in taken),
        ),
        msg("Name another person for one of the scenes"),
        tuple((_place(seat), msg("{post} commands here", post=seat.post)) for seat in others),
    )


def _place(seat: Seat) -> Place:
    return Place(seat.outline.file, (*seat.scene.pointer, "commander"))


def _chain(system: System, spread: Spread, seat: Seat) -> str:
    node = next(n for n in spread.came_from if n[0] == seat.outline.id and n[1] in seat.levels)
    words = []
    for plan, level in spread.chain(node):
        outline = system.outline(plan)
        if outline is not None:
            name = outline.short_names[0] if outline.short_names else outline.name
            words.append(name + next((x.name for x in outline.levels if fold(x.name) == level), ""))
    return " → ".join(words)


@plan_rule(
    "ORG044",
    "organisation.too-much-in-too-little-time",
    Severity.WARNING,
    title=msg("More work for one post or team than the time holds"),
    rationale=msg(
        "Each deadline can be kept, but not all of them by one: the plan relies on somebody "
        "being in two places."
    ),
    sources=(CLEAR_DUTIES,),
)
def too_much(view: PlanView) -> Iterator[Hit]:
    """Posts and teams whose actions at a level do not fit into their windows, whatever the order.

    Counted are the least durations (工期) of what is always done. Left to other rules: actions
    that do not fit into their own window.
    """
    for burden, level, found in _overloads(view, usual=False):
        yield _overloaded(view, burden, level, found)


@plan_rule(
    "ORG045",
    "organisation.usually-too-much",
    Severity.ADVICE,
    title=msg("More work for one post or team than the time usually holds"),
    rationale=msg("It goes well only if everything takes the shortest time there is."),
    sources=(CLEAR_DUTIES,),
)
def usually_too_much(view: PlanView) -> Iterator[Hit]:
    """The same with the usual durations, where the least ones fit."""
    impossible = {burden.actor for burden, _, _ in _overloads(view, usual=False)}
    for burden, level, found in _overloads(view, usual=True):
        if burden.actor not in impossible:
            yield _overloaded(view, burden, level, found)


def _overloads(view: PlanView, *, usual: bool) -> Iterator[tuple[Burden, str, Overload]]:
    """Yield for each post and team the lowest level at which it is overloaded."""
    if not any(action.duration for action in view.plan.actions):
        return
    told = set()
    for level in reversed(view.levels):
        for burden in burdens(view, level.name, usual=usual):
            tasks = [task for task in burden.tasks if task.fits]
            found = overload(tasks) if len(tasks) > 1 and burden.actor not in told else None
            if found is not None:
                told.add(burden.actor)
                yield burden, level.name, found


def _overloaded(view: PlanView, burden: Burden, level: str, found: Overload) -> Hit:
    actions = [view.plan.actions[view.action_index[task.name]] for task in found.tasks]
    last = view.action_index[found.tasks[-1].name]
    severity = view.severity(level) or 0
    at = view.action_at(last, view.plan.actions[last], severity)
    return Hit(
        view.at(*deadline_pointer(view, at, severity)),
        msg(
            "At {level}, {actor} has {demand} minutes of work in the {length} minutes from minute "
            "{start} to {end}: {actions}",
            level=level,
            actor=burden.actor.name,
            demand=-(-found.demand // 60),
            length=(found.end - found.start) // 60,
            start=found.start // 60,
            end=found.end // 60,
            actions=tuple(title(action) for action in actions),
        ),
        msg("Give some of it to others, or lengthen a deadline"),
        tuple(
            (view.at("actions", view.action_index[task.name]), msg("also in that time"))
            for task in found.tasks[:-1]
        ),
    )

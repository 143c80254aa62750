"""More work or more places than the persons named for it can fill."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from planforge.corpus.burdens import burdens
from planforge.corpus.capacity import overload
from planforge.corpus.coactive import CoActivation, seats, too_few
from planforge.corpus.deeds import title
from planforge.corpus.names import fold
from planforge.findings import Place, Severity
from planforge.i18n import msg
from planforge.rules.articles import CLEAR_DUTIES, FITTING
from planforge.rules.rule import Hit, plan_rule, system_rule
from planforge.rules.timing.deadlines import deadline_pointer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.corpus.burdens import Burden
    from planforge.corpus.capacity import Overload
    from planforge.corpus.coactive import Node, Seat, Spread
    from planforge.corpus.plan_view import PlanView
    from planforge.corpus.system import System
    from planforge.i18n import Argument, Message


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
        persons = frozenset(_lacking(open_seats))
        if persons and persons not in told:
            told.add(persons)
            taken = [seat for seat in open_seats.values() if seat.persons <= persons]
            yield Hit(
                _place(taken[-1]),
                msg(
                    "{count} scenes may need their commander at once ({posts}), but there is only "
                    "{persons}: {chains}",
                    count=len(taken),
                    posts=tuple(seat.post for seat in taken),
                    persons=tuple(sorted(persons)),
                    chains=_chains(system, spread, taken),
                ),
                msg("Name another person for one of the scenes"),
                _others(taken),
            )


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
    follows=("ORG022",),
)
def one_commander_two_scenes(system: System) -> Iterator[Hit]:
    """Persons who hold the posts that command at two scenes set up together; once a person.

    Left to another rule: scenes for which the stand-ins do not suffice either.
    """
    spreads = list(_open_together(system))
    told = {person for _, seats_of in spreads for person in _lacking(seats_of)}
    for spread, open_seats in spreads:
        by_holder: dict[str, list[Seat]] = defaultdict(list)
        for seat in open_seats.values():
            by_holder[seat.holder].append(seat)
        for holder, taken in by_holder.items():
            if len(taken) > 1 and holder not in told:
                told.add(holder)
                yield Hit(
                    _place(taken[-1]),
                    msg(
                        "{person} commands at {count} scenes that may be set up at once: {posts}; "
                        "{chains}",
                        person=holder,
                        count=len(taken),
                        posts=tuple(seat.post for seat in taken),
                        chains=_chains(system, _plainest(system, spread, taken), taken),
                    ),
                    msg("Name another person for one of the scenes"),
                    _others(taken),
                )


def _plainest(system: System, spread: Spread, taken: list[Seat]) -> Spread:
    """Return what leads to all scenes of *taken* by the fewest links: *spread*, or from a scene."""
    graph = CoActivation(system)
    starts = ((seat.outline.id, level) for seat in taken for level in sorted(seat.levels))
    ways = (spread, *map(graph.spread_from, starts))
    found = [way for way in ways if all(_node(way, seat) for seat in taken)]
    return min(found, key=lambda way: sum(len(_chain(way, seat)) for seat in taken))


def wanted_at_two_scenes(system: System) -> frozenset[str]:
    """Return the persons of whom ORG042 or ORG043 tells."""
    found: set[str] = set()
    for _, open_seats in _open_together(system):
        places = Counter(seat.holder for seat in open_seats.values())
        found |= _lacking(open_seats)
        found.update(holder for holder, count in places.items() if count > 1)
    return frozenset(found)


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


def _lacking(open_seats: dict[str, Seat]) -> set[str]:
    """Return all persons for scenes of which there are more than such persons, if any."""
    lacking = too_few({plan: seat.persons for plan, seat in open_seats.items()})
    return {person for plan in lacking for person in open_seats[plan].persons}


def _others(taken: list[Seat]) -> tuple[tuple[Place, Message], ...]:
    return tuple((_place(seat), msg("{post} commands here", post=seat.post)) for seat in taken[:-1])


def _place(seat: Seat) -> Place:
    return Place(seat.outline.file, (*seat.scene.pointer, "commander"))


def _chains(system: System, spread: Spread, taken: list[Seat]) -> tuple[str, ...]:
    """Return in words how the plan that starts first leads to each of the others."""
    found = []
    for seat in taken:
        chain = _chain(spread, seat)
        if len(chain) > 1:
            found.append(" → ".join(_named(system, *one) for one in chain))
    return tuple(found)


def _node(spread: Spread, seat: Seat) -> Node | None:
    """Return the first plan and level of *spread* at which the scene of *seat* is set up."""
    nodes = spread.came_from
    return next((n for n in nodes if n[0] == seat.outline.id and n[1] in seat.levels), None)


def _chain(spread: Spread, seat: Seat) -> tuple[Node, ...]:
    """Return what leads from the plan that starts first to the scene of *seat*."""
    node = _node(spread, seat)
    return () if node is None else spread.chain(node)


def _named(system: System, plan: str, level: str) -> str:
    outline = system.outline(plan)
    if outline is None:
        return plan
    name = outline.short_names[0] if outline.short_names else outline.name
    return name + next((one.name for one in outline.levels if fold(one.name) == level), "")


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
        message = msg(
            "At {level}, {actor} has at least {demand} minutes of work in the {length} minutes "
            "from minute {start} to {end}: {actions}",
            **_words(view, burden, level, found),
        )
        yield _overloaded(view, level, found, message)


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
            message = msg(
                "At {level}, {actor} usually has {demand} minutes of work in the {length} minutes "
                "from minute {start} to {end}: {actions}",
                **_words(view, burden, level, found),
            )
            yield _overloaded(view, level, found, message)


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


def _words(view: PlanView, burden: Burden, level: str, found: Overload) -> dict[str, Argument]:
    actions = [view.plan.actions[view.action_index[task.name]] for task in found.tasks]
    return {
        "level": level,
        "actor": burden.actor.name,
        "demand": -(-found.demand // 60),
        "length": (found.end - found.start) // 60,
        "start": found.start // 60,
        "end": found.end // 60,
        "actions": tuple(title(action) for action in actions),
    }


def _overloaded(view: PlanView, level: str, found: Overload, message: Message) -> Hit:
    last = view.action_index[found.tasks[-1].name]
    at = view.action_at(last, view.plan.actions[last], view.severity(level) or 0)
    return Hit(
        view.at(*deadline_pointer(view, at, view.severity(level) or 0)),
        message,
        msg("Give some of it to others, or lengthen a deadline"),
        tuple(
            (view.at("actions", view.action_index[task.name]), msg("also in that time"))
            for task in found.tasks[:-1]
        ),
    )

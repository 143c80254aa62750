"""Which plans can be active together, by the links that start one from the other.

Two questions: what *may* run when a plan runs at a level (`CoActivation`), whatever link may take
effect; and what runs *at least* (`origins`), each plan at the level its link names.
"""

from __future__ import annotations

import re
from collections import defaultdict, deque
from typing import TYPE_CHECKING, Final, TypeAlias, TypeVar

from planforge.corpus.names import fold
from planforge.frozen import dataclass
from planforge.model.base import Kind
from planforge.model.registers import Post
from planforge.model.scales import LinkKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from planforge.corpus.commands import SceneOutline
    from planforge.corpus.outline import LinkOutline, PlanOutline
    from planforge.corpus.system import System

P = TypeVar("P")
Node: TypeAlias = "tuple[str, str]"
"""A plan by its id, at a level by its folded name."""
_Start: TypeAlias = "tuple[PlanOutline, tuple[tuple[int, int], ...]]"
"""A plan that a link starts, and at what rank from what rank of the other plan on."""

STARTS: Final = frozenset(
    kind.value for kind in (LinkKind.CASCADES_TO, LinkKind.REQUESTS_SUPPORT, LinkKind.JOINT_ACTION)
)
"""Kinds of links along which the other plan starts while this one goes on."""


@dataclass(frozen=True)
class Spread:
    """What may be active at once when one plan runs at one level.

    Attributes:
        start: The plan and level it begins with.
        came_from: Every node that may be active → the node whose link started it; the start → None.
    """

    start: Node
    came_from: Mapping[Node, Node | None]

    def chain(self, node: Node) -> tuple[Node, ...]:
        """Return the nodes from the start to *node*."""
        found: list[Node] = []
        current: Node | None = node
        while current is not None:
            found.append(current)
            current = self.came_from[current]
        return tuple(reversed(found))


class CoActivation:
    """The graph of plans and levels, closed over the links that start other plans."""

    def __init__(self, system: System) -> None:
        """Build the graph of *system*; links without 级别对应 may start any level."""
        self._next: dict[Node, list[Node]] = defaultdict(list)
        self._is_started: set[Node] = set()
        for outline, link, target in system.links():
            if target is not None and link.kind in STARTS and target.id != outline.id:
                for before, after in _steps(outline, link, target):
                    self._next[before].append(after)
                    self._is_started.add(after)

    def spreads(self) -> Iterator[Spread]:
        """Yield spreads that cover all: whatever may be active together is together in one.

        They begin with nodes that no link starts, then go on with circles that none of those reach.
        """
        covered: set[Node] = set()
        beginnings = [node for node in self._next if node not in self._is_started]
        for start in (*beginnings, *self._next):
            if start not in covered:
                spread = self.spread_from(start)
                covered.update(spread.came_from)
                yield spread

    def spread_from(self, start: Node) -> Spread:
        """Return what may be active with *start*, each by the fewest links."""
        came_from: dict[Node, Node | None] = {start: None}
        pending = [start]
        for node in pending:
            for after in self._next.get(node, ()):
                if after not in came_from and after[0] != start[0]:
                    came_from[after] = node
                    pending.append(after)
        return Spread(start, came_from)


def _steps(
    outline: PlanOutline, link: LinkOutline, target: PlanOutline
) -> Iterator[tuple[Node, Node]]:
    if link.levels:
        for before, after in link.levels:
            yield (outline.id, fold(before)), (target.id, fold(after))
    else:
        for level in outline.levels:
            for other in target.levels:
                yield (outline.id, fold(level.name)), (target.id, fold(other.name))


@dataclass(frozen=True, slots=True)
class Running:
    """A plan at a level.

    Attributes:
        plan: The plan.
        rank: Its level; 1 is the lowest.
        level: The name of that level; empty if the plan does not describe it.
    """

    plan: PlanOutline
    rank: int
    level: str


class _Starts:
    """What the links of each plan start, as ranks: asked again for every plan that leads there."""

    def __init__(self, system: System) -> None:
        self._system = system
        self._known: dict[str, tuple[_Start, ...]] = {}
        self._names: dict[str, dict[int, str]] = {}

    def running(self, origin: PlanOutline, rank: int) -> tuple[Running, ...]:
        """Return what runs at least when *origin* is at the level of this rank, itself first.

        Links without 级别对应 start the lowest level of the other plan.
        """
        reached = {origin.id: rank}
        plans = {origin.id: origin}
        waiting = deque([origin])
        while waiting:
            plan = waiting.popleft()
            own = reached[plan.id]
            for target, steps in self._of(plan):
                at = max((two for one, two in steps if one <= own), default=0)
                if at > reached.get(target.id, 0):
                    reached[target.id] = at
                    plans[target.id] = target
                    waiting.append(target)
        return tuple(self._at_level(plans[plan_id], at) for plan_id, at in reached.items())

    def _of(self, plan: PlanOutline) -> tuple[_Start, ...]:
        """Return each plan that a link of *plan* starts: from what rank on, at what rank."""
        known = self._known.get(plan.file)
        if known is None:
            known = self._known[plan.file] = tuple(
                (target, self._steps(plan, link, target))
                for link in plan.links
                if link.kind in STARTS and (target := self._system.plan(link.plan)) is not None
            )
        return known

    def _steps(
        self, plan: PlanOutline, link: LinkOutline, target: PlanOutline
    ) -> tuple[tuple[int, int], ...]:
        other = self._system.level_ranks(target)
        if link.levels:
            own = self._system.level_ranks(plan)
            pairs = ((own.get(fold(one), 0), other.get(fold(two), 0)) for one, two in link.levels)
            return tuple((one, two) for one, two in pairs if one > 0)
        lowest = min((other.get(fold(level.name), 0) for level in target.levels), default=0)
        return ((0, lowest),)

    def _at_level(self, plan: PlanOutline, rank: int) -> Running:
        names = self._names.get(plan.file)
        if names is None:
            ranks = self._system.level_ranks(plan)
            described = ((ranks.get(fold(level.name)), level.name) for level in plan.levels)
            names = self._names[plan.file] = {}
            for known, name in described:
                if known is not None:
                    names.setdefault(known, name)
        return Running(plan, rank, names.get(rank, ""))


def origins(system: System) -> Iterator[tuple[Running, ...]]:
    """Yield what runs at least for each plan that starts others, at each level, lowest first.

    The plan that starts the others stands first. What starts no other plan is left out.
    """
    starts = _Starts(system)
    for origin in system.outlines:
        if any(link.kind in STARTS for link in origin.links):
            ranks = system.level_ranks(origin)
            own = {ranks[name] for level in origin.levels if (name := fold(level.name)) in ranks}
            for rank in sorted(own):
                running = starts.running(origin, rank)
                if len(running) > 1:
                    yield running


def levels_of_scene(scene: SceneOutline, names: Sequence[str]) -> frozenset[str]:
    """Return the levels, folded, at which the command at the scene is set up.

    Those that 设立条件 names with 以上 and the higher ones; all if it names none.

    Args:
        scene: The command at the scene.
        names: The levels of the plan, highest first.
    """
    folded = [fold(name) for name in names]
    text = fold(scene.when)
    found = [i for i, name in enumerate(folded) if re.search(re.escape(name) + "(?:及)?以上", text)]
    return frozenset(folded[: max(found) + 1] if found else folded)


def too_few(wanted: Mapping[P, frozenset[str]]) -> tuple[P, ...]:
    """Return places of which there are more than persons who may fill them; none if all can be.

    Every person fills one place. What is returned is a witness: all persons for the places in it
    are fewer than the places.
    """
    holds: dict[str, P] = {}

    def place(seat: P, tried: set[str], moved: list[P]) -> bool:
        moved.append(seat)
        for person in sorted(wanted[seat]):
            if person not in tried:
                tried.add(person)
                if person not in holds or place(holds[person], tried, moved):
                    holds[person] = seat
                    return True
        return False

    for seat in wanted:
        moved: list[P] = []
        if not place(seat, set(), moved):
            return tuple(one for one in wanted if one in moved)
    return ()


class Persons:
    """Who may fill the posts of a register: holders and their stand-ins."""

    def __init__(self, system: System) -> None:
        """Look posts up in the registers of *system*."""
        self._names = system.registry.names
        self._known: dict[str, frozenset[str] | None] = {}

    def of(self, name: str) -> frozenset[str] | None:
        """Return the persons for the post called *name*, holder and stand-in.

        None if that is open: no post, nobody named, or a stand-in without a name.
        """
        if name not in self._known:
            self._known[name] = self._of(name)
        return self._known[name]

    def holder(self, name: str) -> str:
        """Return who holds the post called *name*; empty if that is not known."""
        entity = self._names.get(name, (Kind.POST,))
        return entity.element.holder if entity and isinstance(entity.element, Post) else ""

    def _of(self, name: str) -> frozenset[str] | None:
        entity = self._names.get(name, (Kind.POST,))
        post = entity.element if entity is not None else None
        if not isinstance(post, Post) or not post.holder:
            return None
        if post.deputy is None:
            return frozenset({post.holder})
        other = post.deputy.name or (self.holder(post.deputy.post) if post.deputy.post else "")
        return frozenset({post.holder, other}) if other else None


@dataclass(frozen=True, slots=True)
class Seat:
    """A command at a scene that somebody has to fill in person.

    Attributes:
        outline: The plan.
        scene: The command at the scene.
        post: The post that commands there.
        holder: Who holds that post.
        persons: Who may fill it: the holder and the stand-in.
        levels: The levels at which it is set up, folded.
    """

    outline: PlanOutline
    scene: SceneOutline
    post: str
    holder: str
    persons: frozenset[str]
    levels: frozenset[str]


def seats(system: System) -> dict[str, Seat]:
    """Return the commands at the scene that one registered post fills, by the id of the plan."""
    persons = Persons(system)
    found: dict[str, Seat] = {}
    for outline in system.outlines:
        names = tuple(level.name for level in outline.levels)
        order = outline.level_order or system.registry.level_order or names
        for scene in outline.scenes:
            post = scene.commander[0] if len(scene.commander) == 1 else ""
            who = persons.of(post) if post else None
            if who:
                levels = levels_of_scene(scene, order)
                found.setdefault(
                    outline.id, Seat(outline, scene, post, persons.holder(post), who, levels)
                )
    return found

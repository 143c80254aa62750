"""Who hears of an event, from whom and how soon: the first reports of a plan as a graph.

Below the jurisdiction the places of a level are one (a county hands on within the county), and so
are those above it. At its own level a body, its office and the unit where the office is located are
one house; everybody else hears only what is reported to him.
"""

from __future__ import annotations

import heapq
import re
from collections import defaultdict
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Final

from planforge.frozen import dataclass
from planforge.model.base import Kind
from planforge.model.registers import Organisation, Post, Region, Team
from planforge.model.scales import GovernmentLevel, ReportStage
from planforge.model.scales import OrganisationCategory as Category
from planforge.patterns import late

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from planforge.corpus.names import Entity
    from planforge.corpus.plan_view import PlanView
    from planforge.corpus.registry import Registry
    from planforge.model.scalars import Limit

LEVELS: Final = tuple(GovernmentLevel)
"""Levels of government, highest first."""
_SCENES: Final = frozenset({Category.ENTERPRISE, Category.PUBLIC_INSTITUTION, Category.SOCIAL})
_UNIT: Final = late(r"单位|企业|公司|用户|学校|医院|现场|群众|机构$")
_NATION: Final = late(r"国务院|国家|中央|中共中央|应急管理部|^部")
_PROVINCE: Final = late(r"省|自治区")
_CITY: Final = late(r"(?<!城)市|自治州|盟")
_COUNTY: Final = late(r"县|区(?![域划])|旗")
_TOWN: Final = late(r"乡|镇|街道")
_VILLAGE: Final = late(r"村|社区|居委会")
_BY_NAME: Final = (
    (_NATION, GovernmentLevel.NATION),
    (_PROVINCE, GovernmentLevel.PROVINCE),
    (_TOWN, GovernmentLevel.TOWN),
    (_VILLAGE, GovernmentLevel.VILLAGE),
    (_COUNTY, GovernmentLevel.COUNTY),
    (_CITY, GovernmentLevel.CITY),
)


def is_above(one: GovernmentLevel | None, other: GovernmentLevel | None) -> bool:
    """Whether level *one* stands above *other*; the place of the event (None) is the lowest."""
    return _rank(one) < _rank(other)


def _rank(level: GovernmentLevel | None) -> int:
    return LEVELS.index(level) if level is not None else len(LEVELS)


def level_of(registry: Registry, name: str, entity: Entity | None) -> GovernmentLevel | None:
    """Return the level of government an actor belongs to.

    None for those at the place of the event: enterprises, institutions, 事发单位.
    """
    own = registry.jurisdiction.level if registry.jurisdiction else None
    unit = entity.element if entity else None
    if isinstance(unit, Post | Team):
        above = registry.names.get(unit.organisation, (Kind.ORGANISATION,))
        return level_of(registry, unit.organisation, above)
    if not isinstance(unit, Organisation):
        return own if entity is not None else _level_in(name)
    if unit.category in _SCENES:
        return None
    if unit.category is Category.COLLECTIVE:
        return _level_in(unit.name)
    if unit.category is Category.OUTSIDE:
        return _level_outside(registry, unit)
    named = _level_in(unit.name) if unit.category is Category.GOVERNMENT else None
    return _level_inside(registry, unit) or named or own


@lru_cache(maxsize=4096)
def _level_in(name: str) -> GovernmentLevel | None:
    if _UNIT.search(name) and not re.search(r"政府|部门", name):
        return None
    return next((level for pattern, level in _BY_NAME if pattern.search(name)), None)


def _level_outside(registry: Registry, unit: Organisation) -> GovernmentLevel | None:
    upper = registry.jurisdiction.upper if registry.jurisdiction else None
    if upper and re.sub(r"[省市县区]$", "", upper.name) in unit.name:
        return upper.level
    return _level_in(unit.name)


def _level_inside(registry: Registry, unit: Organisation) -> GovernmentLevel | None:
    seen: set[str] = set()
    one: Organisation | None = unit
    while one is not None and one.id not in seen:
        seen.add(one.id)
        if one.region:
            region = registry.names.get(one.region, (Kind.REGION,))
            if region is not None and isinstance(region.element, Region):
                return region.element.level
        above = registry.names.get(one.superior, (Kind.ORGANISATION,)) if one.superior else None
        higher = above.element if above else None
        inside = isinstance(higher, Organisation) and higher.category is not Category.OUTSIDE
        one = higher if inside and isinstance(higher, Organisation) else None
    return None


@dataclass(frozen=True, slots=True)
class Hop:
    """A first report from one place to another.

    Attributes:
        source: Node that reports.
        target: Node that is told.
        sender: Its name in the plan.
        recipient: The other's name in the plan.
        limit: Time limit of the report by the fastest means, None if there is none in seconds.
        index: Position of the report in the plan; -1 for a message of an action.
    """

    source: str
    target: str
    sender: str
    recipient: str
    limit: Limit | None
    index: int

    @property
    def seconds(self) -> int:
        """The time it may take; 0 where the plan does not say, so that sums never exceed it."""
        return (self.limit.seconds or 0) if self.limit else 0

    def __str__(self) -> str:
        """Return the hop as it is printed in chains, without the sender."""
        return f" —{self.limit.text if self.limit else ''}→ {self.recipient}"


class ReportChain:
    """The first reports of a plan, with the houses of its jurisdiction."""

    def __init__(self, view: PlanView) -> None:
        """Read the first reports of *view*; messages of actions join places, but take no time."""
        self._view = view
        own = view.registry.jurisdiction
        self.own = own.level if own else None
        self._levels: dict[str, GovernmentLevel | None] = {}
        self._nodes: dict[str, str] = {}
        self._chains: dict[tuple[str, bool], tuple[tuple[Hop, ...], ...]] = {}
        self.hops = tuple(self._hops())
        self.messages = tuple(self._messages())
        self._from: dict[str, list[Hop]] = defaultdict(list)
        for hop in (*self.hops, *self.messages):
            self._from[hop.source].append(hop)

    def level(self, name: str) -> GovernmentLevel | None:
        """Return the level of the actor called *name* in the plan, None at the place of event."""
        if name not in self._levels:
            self._levels[name] = level_of(self._view.registry, name, self._view.get(name))
        return self._levels[name]

    def node(self, name: str) -> str:
        """Return the node that *name* belongs to: a level, a house, or the actor itself."""
        known = self._nodes.get(name)
        if known is None:
            known = self._nodes[name] = self._node(name)
        return known

    def _node(self, name: str) -> str:
        level = self.level(name)
        entity = self._view.get(name)
        if level is not None and level is not self.own:
            return str(level.value)
        if level is None or entity is None:
            return self._view.actor_key(name)
        return self._house(entity)

    def _house(self, entity: Entity) -> str:
        """Return the head of the house: the body of an office, or the government of its office."""
        unit = entity.element
        above = None
        if isinstance(unit, Post | Team):
            above = unit.organisation
        elif isinstance(unit, Organisation) and unit.superior and _is_desk(unit):
            above = unit.superior
        head = self._view.registry.names.get(above, (Kind.ORGANISATION,)) if above else None
        if head is None or head == entity:
            return "/".join(entity.key)
        return self._house(head) if isinstance(unit, Post | Team) else "/".join(head.key)

    def _hops(self) -> Iterator[Hop]:
        for i, report in enumerate(self._view.plan.reports):
            if report.stage is not ReportStage.FIRST:
                continue
            limit = report.limit or report.written_limit
            for sender in report.sender:
                for recipient in report.recipient:
                    ends = self.node(sender), self.node(recipient)
                    yield Hop(*ends, sender, recipient, limit, i)

    def _messages(self) -> Iterator[Hop]:
        for action in self._view.plan.actions:
            for message in action.messages:
                for sender in action.responsible:
                    for recipient in message.to:
                        ends = self.node(sender), self.node(recipient)
                        yield Hop(*ends, sender, recipient, None, -1)

    def starts(self) -> tuple[Hop, ...]:
        """Return the first reports of those below the jurisdiction, the first hop of each node."""
        return self._starts

    @cached_property
    def _starts(self) -> tuple[Hop, ...]:
        found: dict[str, Hop] = {}
        for hop in self.hops:
            if is_above(self.own, self.level(hop.sender)):
                found.setdefault(hop.source, hop)
        return tuple(found.values())

    def upward(self) -> tuple[Hop, ...]:
        """Return the first reports to a level above the jurisdiction."""
        return self._upward

    @cached_property
    def _upward(self) -> tuple[Hop, ...]:
        return tuple(hop for hop in self.hops if self.is_upward(hop))

    def is_upward(self, hop: Hop) -> bool:
        """Whether *hop* is a first report to a level above the jurisdiction."""
        return hop.index >= 0 and is_above(self.level(hop.recipient), self.own)

    def best(
        self, source: str, wanted: Callable[[Hop], bool], *, messages: bool = True
    ) -> tuple[Hop, ...]:
        """Return the fastest chain from node *source* whose last hop is *wanted*; () if none."""
        key = (source, messages)
        chains = self._chains.get(key)
        if chains is None:
            chains = self._chains[key] = tuple(self.chains(source, messages=messages))
        return next((chain for chain in chains if wanted(chain[-1])), ())

    def chains(self, source: str, *, messages: bool) -> Iterator[tuple[Hop, ...]]:
        """Yield the chains from node *source* to each hop that can be reached, the fastest first.

        Args:
            source: Where they begin.
            messages: Whether messages of actions carry on what is reported.
        """
        queue: list[tuple[int, int, str, tuple[Hop, ...]]] = [(0, 0, source, ())]
        done: set[str] = set()
        count = 0
        while queue:
            seconds, _, node, chain = heapq.heappop(queue)
            if chain:
                yield chain
            if node in done:
                continue
            done.add(node)
            for hop in self._next(node):
                if hop.index >= 0 or messages:
                    count += 1
                    heapq.heappush(queue, (seconds + hop.seconds, count, hop.target, (*chain, hop)))

    def _next(self, node: str) -> Iterable[Hop]:
        return (hop for other in self._roof(node) for hop in self._from.get(other, ()))

    def _roof(self, node: str) -> frozenset[str]:
        return self._roofs.get(node, frozenset({node}))

    @cached_property
    def _roofs(self) -> dict[str, frozenset[str]]:
        """The nodes that share a roof, by node."""
        roofs: dict[str, frozenset[str]] = {}
        for one, other in self._doors():
            joined = roofs.get(one, frozenset({one})) | roofs.get(other, frozenset({other}))
            roofs.update(dict.fromkeys(joined, joined))
        return roofs

    def _doors(self) -> Iterator[tuple[str, str]]:
        """Yield the nodes of offices with those of the units where they are located."""
        names = {n for hop in (*self.hops, *self.messages) for n in (hop.sender, hop.recipient)}
        for name in sorted(names):
            entity = self._view.get(name)
            unit = entity.element if entity else None
            if isinstance(unit, Organisation) and unit.hosted_by and self.level(name) is self.own:
                yield self.node(name), self.node(unit.hosted_by)


def _is_desk(unit: Organisation) -> bool:
    """Whether *unit* is the desk of its superior: what one hears the other hears."""
    return unit.category is Category.OFFICE or bool(re.search(r"办公室|办公厅|值班室", unit.name))

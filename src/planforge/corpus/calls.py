"""What plans draw from the depots (调用, 物资), and how much of it at one time."""

from __future__ import annotations

from collections import defaultdict, deque
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from pydantic import BaseModel, ConfigDict

from planforge.corpus.names import fold
from planforge.frozen import dataclass
from planforge.model.scales import Phase
from planforge.patterns import late

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from planforge.model.plan import Action, Needs, Plan

_TOGETHER: Final = frozenset({Phase.FIRST_RESPONSE, Phase.ACTIVATION, Phase.RESPONSE})
"""Phases whose actions run while a response does."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, defer_build=True)


class Span(_Part):
    """The levels at which an action is done, as written."""

    first: str
    only: tuple[str, ...]

    def holds(self, rank: int, ranks: Mapping[str, int]) -> bool:
        """Whether the action is done at the level of this rank; *ranks* by folded name."""
        if self.only:
            return rank in {ranks.get(fold(level)) for level in self.only}
        return not self.first or ranks.get(fold(self.first), rank + 1) <= rank


class Draw(_Part):
    """What an action draws from the depots, from a level on.

    Attributes:
        level: That level (分级要求); empty for what the action draws at first.
        supplies: Name, quantity and unit (empty if not said) of each.
        depots: Where it is drawn from; anywhere if empty.
    """

    level: str
    supplies: tuple[tuple[str, int, str], ...]
    depots: tuple[str, ...]


class Drawing(_Part):
    """An action that draws supplies whenever its level is reached.

    Attributes:
        index: Its position in the plan.
        title: What it is called.
        span: The levels at which it is done.
        replaced: Levels at which others replace it.
        after: Positions of the drawing actions that end before it starts.
        draws: What it draws.
    """

    index: int
    title: str
    span: Span
    replaced: tuple[Span, ...]
    after: tuple[int, ...]
    draws: tuple[Draw, ...]


@dataclass(frozen=True, slots=True)
class Call:
    """A quantity of one supply that an action draws at a level.

    Attributes:
        index: Position of the action.
        title: What the action is called.
        level: Level of the change that says so; empty for the action itself.
        supply: The supply, as written.
        quantity: How much.
        unit: Its unit; empty if not said.
        depots: Where it is drawn from; anywhere if empty.
        after: Positions of the actions that end before this one starts.
    """

    index: int
    title: str
    level: str
    supply: str
    quantity: int
    unit: str
    depots: tuple[str, ...]
    after: tuple[int, ...]

    @property
    def pointer(self) -> tuple[str | int, ...]:
        """Where the quantity stands in the plan."""
        change = ("changes", self.level) if self.level else ()
        return ("actions", self.index, *change, "needs", "supplies", self.supply)


def drawings(plan: Plan) -> Iterator[Drawing]:
    """Yield the actions of *plan* that draw supplies whenever a response reaches their level.

    Actions that depend on a condition of their own are not among them, nor are those of other
    phases than the response.
    """
    drawing = [
        i
        for i, action in enumerate(plan.actions)
        if action.phase in _TOGETHER
        and not (action.condition or action.when)
        and any(needs.supplies for _, needs in _needs(action))
    ]
    if not drawing:
        return
    earlier = _earlier(plan, drawing)
    replaced = defaultdict(list)
    for action in plan.actions:
        for target in action.replaces:
            replaced[target].append(span_of(action))
    for i in drawing:
        action = plan.actions[i]
        yield Drawing(
            index=i,
            title=action.title or action.content.partition("，")[0],
            span=span_of(action),
            replaced=tuple(replaced[action.id]),
            after=earlier[i],
            draws=tuple(
                Draw(
                    level=level,
                    supplies=tuple((s, int(q), q.unit) for s, q in needs.supplies.items()),
                    depots=needs.depots,
                )
                for level, needs in _needs(action)
            ),
        )


def _needs(action: Action) -> Iterator[tuple[str, Needs]]:
    if action.needs is not None:
        yield "", action.needs
    for level, change in action.changes.items():
        if change.needs is not None:
            yield level, change.needs


def span_of(action: Action) -> Span:
    """Return the levels at which *action* is done."""
    return _span(action.first_level or "", action.only_levels)


@lru_cache(maxsize=1024)  # most actions are done at the same few levels
def _span(first: str, only: tuple[str, ...]) -> Span:
    return Span(first=first, only=only)


def _earlier(plan: Plan, wanted: Sequence[int]) -> dict[int, tuple[int, ...]]:
    """Return which of the *wanted* actions must end before each of them, at any distance."""
    positions = {action.id: i for i, action in reversed(list(enumerate(plan.actions)))}
    found = {}
    for start in wanted:
        seen: set[int] = set()
        waiting = deque([start])
        while waiting:
            for name in plan.actions[waiting.popleft()].after:
                i = positions.get(name)
                if i is not None and i not in seen:
                    seen.add(i)
                    waiting.append(i)
        found[start] = tuple(i for i in wanted if i in seen and i != start)
    return found


def calls_at(
    actions: Iterable[Drawing], rank: int, ranks: Mapping[str, int]
) -> dict[str, list[Call]]:
    """Return what is drawn at the level of this rank, by folded name of the supply.

    Args:
        actions: The drawing actions of one plan.
        rank: The level; 1 is the lowest.
        ranks: Ranks by the folded names of the levels.
    """
    found: dict[str, list[Call]] = defaultdict(list)
    for action in actions:
        if not action.span.holds(rank, ranks) or any(
            span.holds(rank, ranks) for span in action.replaced
        ):
            continue
        steps = [(ranks.get(fold(draw.level), rank + 1), draw) for draw in action.draws]
        reached = [
            (0 if not draw.level else step, n, draw)
            for n, (step, draw) in enumerate(steps)
            if not draw.level or step <= rank
        ]
        if not reached:
            continue
        draw = max(reached, key=lambda step: step[:2])[2]
        for supply, quantity, unit in draw.supplies:
            found[fold(supply)].append(
                Call(
                    index=action.index,
                    title=action.title,
                    level=draw.level,
                    supply=supply,
                    quantity=quantity,
                    unit=unit,
                    depots=draw.depots,
                    after=action.after,
                )
            )
    return found


_USED_UP: Final = late(
    "编织袋|麻袋|沙袋|砂|石料|块石|吸油|灭火剂|泡沫液|中和剂|石灰|消毒|消杀|药|试剂|疫苗|血液"
    "|口罩|食品|饼干|面包|大米|饮用水|矿泉水|汽油|柴油|燃油|油料|煤|融雪剂|工业盐"
)


def is_used_up(supply: str) -> bool:
    """Whether what is called so is gone once it was used: sandbags, food, medicine, fuel."""
    return _USED_UP.search(supply) is not None


def at_one_time(calls: Sequence[Call]) -> tuple[Call, ...]:
    """Return those of the *calls* of one plan that draw most among all that run side by side.

    Actions of which one waits for the other may use the same things one after the other, so they
    do not count together. The answer is exact: by Dilworth's theorem with weights the most that
    can stand side by side is the sum less the greatest flow along the order.
    """
    if not any(call.after for call in calls):
        return tuple(calls)
    position = {call.index: n for n, call in enumerate(calls)}
    before = [[position[i] for i in call.after if i in position] for call in calls]
    left = [call.quantity for call in calls]
    right = list(left)
    flow: list[dict[int, int]] = [{} for _ in calls]
    while path := _path(before, left, right, flow):
        amount = min(
            left[path[0]],
            right[path[-1]],
            *(flow[path[n + 1]][path[n]] for n in range(1, len(path) - 1, 2)),
        )
        left[path[0]] -= amount
        right[path[-1]] -= amount
        for n in range(0, len(path) - 1, 2):
            flow[path[n]][path[n + 1]] = flow[path[n]].get(path[n + 1], 0) + amount
        for n in range(1, len(path) - 1, 2):
            flow[path[n + 1]][path[n]] -= amount
    upper, lower = _reached(before, left, flow)
    return tuple(call for n, call in enumerate(calls) if n in upper and n not in lower)


def _reached(
    before: list[list[int]], left: list[int], flow: list[dict[int, int]]
) -> tuple[set[int], set[int]]:
    """Return the later and the earlier ends that the residual network reaches."""
    upper = {n for n, rest in enumerate(left) if rest}
    lower: set[int] = set()
    waiting = deque(upper)
    while waiting:
        n = waiting.popleft()
        for m in before[n]:
            if m not in lower:
                lower.add(m)
                back = [k for k, sent in enumerate(flow) if sent.get(m) and k not in upper]
                upper.update(back)
                waiting.extend(back)
    return upper, lower


def _path(
    before: list[list[int]], left: list[int], right: list[int], flow: list[dict[int, int]]
) -> list[int]:
    """Return a way for more flow: later and earlier ends in turn; empty if there is none."""
    came: dict[int, list[int]] = {n: [n] for n, rest in enumerate(left) if rest}
    lower: set[int] = set()
    waiting = deque(came)
    while waiting:
        n = waiting.popleft()
        for m in before[n]:
            if m in lower:
                continue
            lower.add(m)
            if right[m]:
                return [*came[n], m]
            for k, sent in enumerate(flow):
                if sent.get(m) and k not in came:
                    came[k] = [*came[n], m, k]
                    waiting.append(k)
    return []

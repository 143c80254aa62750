"""Which actions a sentence speaks of that repeats a time limit by hand."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from planforge.corpus.deadlines import split
from planforge.corpus.deeds import title
from planforge.frozen import dataclass
from planforge.patterns import late
from planforge.rules.text.said import mentions, text_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from planforge.corpus.plan_view import PlanView
    from planforge.findings import Pointer
    from planforge.model.plan import Action
    from planforge.model.scalars import Limit
    from planforge.rules.prose.times import Said

_TO_DO: Final = late(
    r"(?P<what>[一-鿿]{4,12}?)的?(?:办理|完成|工作)?时限(?:为|是|：|一般|不超过)+$",
    holds=("时限为", "时限是", "时限：", "时限一般", "时限不超过"),
)
"""What a limit is for, in the words of a sentence: 核实研判的时限为."""
_ALIKE: Final = 6
"""Characters in a row that a sentence shares with an action that it speaks of."""
_SHORTEST_TITLE: Final = 4
_SHORTEST_DEED: Final = 8
_FILLING: Final = late(
    r"(?:工作|任务|行动|措施|的?(?:完成)?(?:时限|时间|期限)|一般|原则上|最迟|至迟|必须|应当?|[须要需在于为是自]|"
    r"[：:]|(?:应急)?响应启动后|启动(?:应急)?响应后|启动后|接到(?:指令|命令|通知)后|力争|确保|全部|"
    r"由[^，。；]{2,16}负责|不(?:得|应)?(?:超过|迟于|晚于|多于|大于))*"
)
"""What may stand between the name of an action and its limit."""
_ENDS: Final = late("(?:全部|基本)?(?:完成|到位|结束|落实|办结)?(?:[）)]|$)")
_DOES: Final = late("(?:完成|组织|实施|做好|开展|落实|全部|好|[对将])*")


@dataclass(frozen=True, slots=True)
class Around:
    """The words around a time in the text: where they start and end.

    Attributes:
        first: Start of the sentence.
        last: End of the sentence.
        before: Start of the clause, or end of the time before if that is later.
        behind: End of the clause, or start of the next time if that is sooner.
    """

    first: int
    last: int
    before: int
    behind: int


@dataclass(frozen=True, slots=True)
class Fact:
    """What the facts allow for what a sentence speaks of.

    Attributes:
        limits: How long.
        at: Where that stands.
        key: The key it stands under.
        of: The action whose limit it is; empty for other limits.
    """

    limits: tuple[Limit, ...]
    at: Pointer
    key: str
    of: str = ""


def of_actions(view: PlanView, said: Said, around: Around, rest: str) -> tuple[Fact, ...]:
    """Return the limits of the actions that the words around a time speak of.

    Args:
        view: The plan.
        said: The time.
        around: Where the words around it begin and end.
        rest: The words of the clause behind it.
    """
    before = (around.first, said.start)
    return (
        tuple(_titled(view, said, around, rest))
        or tuple(done(view, rest, before))
        or tuple(_asked(view, said, around))
        or tuple(_alike(view, rest, before))
    )


def of_warnings(view: PlanView, said: Said, around: Around, rest: str) -> tuple[Fact, ...]:
    """Return the limit of the one measure of a warning (预警 措施) that a sentence speaks of.

    The sentence names the colour before the limit, and more than half of the pairs of characters
    behind the limit are in the measure.
    """
    warnings = view.plan.warnings
    text = text_of(view)
    if not (warnings and warnings.rules) or text.whole.find("色预警", around.first, said.start) < 0:
        return ()
    before = text.whole[around.first : said.start]
    at, colour = max((before.rfind(f"{one.zh}预警"), one.zh) for one in warnings.rules)
    if at < 0 or "响应" in before:
        return ()
    pairs = {rest[i : i + 2] for i in range(len(rest) - 1)}
    measures = next(rule.measures for one, rule in warnings.rules.items() if one.zh == colour)
    meant = [
        (i, measure)
        for i, measure in enumerate(measures)
        if len(rest) >= _SHORTEST_DEED and sum(x in measure.content for x in pairs) * 2 > len(pairs)
    ]
    if len(meant) != 1:
        return ()
    i, measure = meant[0]
    what = measure.content.partition("，")[0]
    pointer = ("warnings", "rules", colour, "measures", i, "limit")
    return (Fact((measure.limit,), pointer, "时限", what),) if measure.limit else ()


def _alike(view: PlanView, rest: str, before: tuple[int, int]) -> Iterator[Fact]:
    """Yield the one action of the unit before the limit that says what stands behind it.

    It says so if it has more than half of the pairs of characters of those words; of few words two
    thirds of the words of two characters each, and no fewer than two.
    """
    begins = _DOES.match(rest)
    what = rest[begins.end() :] if begins else rest
    if len(what) < _SHORTEST_TITLE:
        return
    units = tuple(mentions(view, *before))
    if not units:
        return
    is_long = len(rest) >= _SHORTEST_DEED
    pairs = (
        {rest[i : i + 2] for i in range(len(rest) - 1)}
        if is_long
        else {what[i : i + 2] for i in range(0, len(what) - 1, 2)}
    )
    does = {units[-1].entity.id}
    meant = []
    for i, action in enumerate(view.plan.actions):
        said = action.content if is_long else f"{action.title}，{action.content}"
        same = sum(pair in said for pair in pairs)
        is_meant = same * 2 > len(pairs) if is_long else same > 1 and same * 3 >= len(pairs) * 2
        if is_meant and does & ids_of(view, action.responsible):
            meant.append(i)
    if len(meant) == 1:
        yield _of_action(view, meant[0])


def named_in(view: PlanView, start: int, end: int) -> set[str]:
    """Return the ids of what the characters [start, end) of the text name."""
    return {one.entity.id for one in mentions(view, start, end)}


def ids_of(view: PlanView, names: Iterable[str]) -> set[str]:
    """Return the ids of what *names* mean."""
    return {entity.id for name in names if (entity := view.get(name)) is not None}


def _titled(view: PlanView, said: Said, around: Around, rest: str) -> Iterator[Fact]:
    """Yield the actions whose name stands before the limit, or is what is to be completed."""
    text = text_of(view)
    if text.field(said.start):
        return
    before = text.whole[around.before : said.start]
    rest = rest.strip()
    begins = _DOES.match(rest)
    what = rest[begins.end() :] if begins else rest
    if not _ENDS.match(rest):
        before = ""
    elif _FILLING.fullmatch(before.strip()):
        before = text.whole[around.first : said.start]
    named = named_in(view, around.first, said.start)
    levels = [x for x in view.levels if x.name in text.whole[around.first : around.last]]
    for name, i in _titles(view):
        at = before.rfind(name)
        is_before = at >= 0 and _is_subject(before, at + len(name))
        action = view.plan.actions[i]
        if not is_before and not what.startswith(name):
            continue
        if named and not named & ids_of(view, (*action.responsible, *action.supporting)):
            continue
        limits = tuple(_limits(action))
        if len(levels) == 1 and view.applies(action, levels[0].severity):
            limit = view.action_at(i, action, levels[0].severity).limit
            limits = (limit,) if limit else limits
        yield replace(_of_action(view, i), limits=limits)


def _asked(view: PlanView, said: Said, around: Around) -> Iterator[Fact]:
    """Yield the one action of a unit that has all the words of what the limit behind is for."""
    text = text_of(view)
    found = _TO_DO.search(text.whole, around.before, said.start)
    units = tuple(mentions(view, around.before, said.start))
    if found is None or not units or text.field(said.start):
        return
    what = text.whole[max(found.start("what"), units[-1].end) : found.end("what")]
    words = [what[i : i + 2] for i in range(0, len(what) - 1, 2)]
    does = {units[-1].entity.id}
    meant = [
        i
        for i, action in enumerate(view.plan.actions)
        if does & ids_of(view, action.responsible)
        and all(word in f"{action.title}{action.content}" for word in words)
    ]
    if len(words) > 1 and len(meant) == 1:
        yield _of_action(view, meant[0])


def _is_subject(before: str, end: int) -> bool:
    """Whether what stands in *before* up to *end* is what a limit behind it is for."""
    rest = before[end:]
    clauses = [clause.strip() for clause in rest.split("，")]
    return all(_FILLING.fullmatch(clause) for clause in clauses)


@lru_cache(maxsize=2)
def _titles(view: PlanView) -> tuple[tuple[str, int], ...]:
    """Return the names of the actions that are long enough to be known by them."""
    found = [(title(action), i) for i, action in enumerate(view.plan.actions)]
    return tuple(x for x in found if len(x[0]) >= _SHORTEST_TITLE)


def done(
    view: PlanView, rest: str, before: tuple[int, int], *, is_repeated: bool = False
) -> Iterator[Fact]:
    """Yield the actions whose words follow the limit and whose unit the sentence names."""
    found = {
        i
        for start in range(len(rest) - _ALIKE + 1)
        for i in _actions_with(view, rest[start : start + _ALIKE])
    }
    if not found:
        return
    named = named_in(view, *before)
    for i in sorted(found):
        action = view.plan.actions[i]
        does = ids_of(view, (*action.responsible, *action.supporting))
        if named and not named & does:
            continue
        if not is_repeated:
            yield _of_action(view, i)
        elif action.repeat is not None:
            yield Fact((action.repeat,), ("actions", i, "repeat"), "频次", title(action))


def _of_action(view: PlanView, i: int) -> Fact:
    action = view.plan.actions[i]
    return Fact(tuple(_limits(action)), ("actions", i, "deadline"), "时限", title(action))


def _limits(action: Action) -> Iterator[Limit]:
    for deadline in (action.deadline, *(x.deadline for x in action.changes.values())):
        limit, _ = split(deadline)
        if limit is not None:
            yield limit
    if action.repeat is not None:
        yield action.repeat


@lru_cache(maxsize=2)
def _contents(view: PlanView) -> tuple[str, tuple[int, ...]]:
    """Return the texts of all actions, one below the other, and where each starts."""
    texts = [action.content for action in view.plan.actions]
    return "\n".join(texts), tuple(accumulate((len(text) + 1 for text in texts), initial=0))


def _actions_with(view: PlanView, run: str) -> Iterator[int]:
    """Yield which actions have *run* in their text."""
    whole, starts = _contents(view)
    at = whole.find(run)
    while at >= 0:
        i = bisect_right(starts, at) - 1
        yield i
        at = whole.find(run, starts[i + 1])


__all__ = ["Around", "Fact", "done", "ids_of", "named_in", "of_actions", "of_warnings"]

"""How much a ladder of words looks like one that people write.

Of two ways to make a ladder whole, both may fit: 黄色 and 红色 may lack 橙色 at either level.
People let levels and words go side by side, give each level words of its own, and write all cells
alike.
"""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from typing import TYPE_CHECKING, TypeAlias

from planforge.feel import Ordered
from planforge.rules.levels.at_rest import has_rest

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from planforge.corpus.ladders import Ladder
    from planforge.corpus.steps import Axis, Side, Step

Likeness: TypeAlias = "tuple[int, ...]"
"""Greater for the ladder that people would rather write; comparable for one axis only."""


def is_plausible(changed: Ladder, ladder: Ladder, axis: Axis) -> bool:
    """Whether *changed* has no more odd or shared words on *axis* than *ladder* has."""
    return _oddities(changed, axis) >= _oddities(ladder, axis)


def likeness(ladder: Ladder, axis: Axis, company: object) -> Likeness:
    """Return how much the words of *ladder* on *axis* look like those that people write.

    In this order count: that no cell leaves out a word in the middle, holds when nothing has
    happened, or at any word; that no two levels share a word where nothing else tells them apart;
    how near the words stand to the levels of their name, if there are such; how many of the cells
    are written in the same way; how many ask for the same beside a graded figure, or how many
    different words grade by themselves; how near the words stand to levels of their height; how
    many cells of the whole ladder are written in the same way.

    Args:
        ladder: The levels.
        axis: An indicator on a scale of words, and what of it.
        company: The table and scopes in which one of its cells was changed.
    """
    steps = [step for step in ladder.steps if axis in step.sides]
    own = [step for step in steps if step.company == company]
    near = -sum(_distance(step, axis, len(ladder.tables)) for step in steps)
    regular = _regularity([step.sides[axis] for step in steps])
    is_beside = all(len(step.sides) > 1 for step in own)
    return (
        *_oddities(ladder, axis),
        *((near, regular) if any(_is_named(step, axis) for step in steps) else (regular,)),
        _sameness(own, axis) if is_beside else _variety(own, axis),
        near,
        _regularity([side for step in ladder.steps for side in step.sides.values()]),
    )


def _oddities(ladder: Ladder, axis: Axis) -> tuple[int, int]:
    """Return how few cells of *ladder* on *axis* are strange, and how few share a word."""
    steps = [step for step in ladder.steps if axis in step.sides]
    return (
        -sum(_is_strange(step, axis) for step in steps),
        -sum(_share_words(one, other, axis) for one, other in combinations(steps, 2)),
    )


def _is_strange(step: Step, axis: Axis) -> bool:
    """Whether a cell leaves out a word between two, holds at rest, or alone holds at any word."""
    values = step.sides[axis].values
    if values.is_whole and len(step.sides) == 1:
        return True
    domain = values.domain
    at_rest = isinstance(domain, Ordered) and has_rest(domain) and values.contains(domain.words[0])
    return at_rest or len(values.open_spans()) > 1


def _is_named(step: Step, axis: Axis) -> bool:
    """Whether a word of the scale on *axis* is the name of the level of *step*."""
    return step.level in getattr(step.sides[axis].values.domain, "words", ())


def _share_words(one: Step, other: Step, axis: Axis) -> bool:
    """Whether two levels ask for a common word, and for nothing else that tells them apart.

    Rows of one cell may be open above: then the higher level holds.
    """
    if one.rank == other.rank or one.sides.keys() != other.sides.keys():
        return False
    if len(one.sides) == 1 and (_is_range(one.sides[axis]) or _is_range(other.sides[axis])):
        return False
    return one.company == other.company and all(
        side.values.meets(other.sides[key].values) for key, side in one.sides.items()
    )


def _is_range(side: Side) -> bool:
    """Whether a cell of several words is open to the worst."""
    words = getattr(side.values.domain, "words", ())
    return side.is_open and sum(map(side.values.contains, words)) > 1


def _sameness(steps: Sequence[Step], axis: Axis) -> int:
    """Return how many of *steps* ask for the same on *axis*."""
    return max(Counter(step.sides[axis].values for step in steps).values(), default=0)


def _variety(steps: Sequence[Step], axis: Axis) -> int:
    """Return how many different things *steps* ask for on *axis*."""
    return len({step.sides[axis].values for step in steps})


def _distance(step: Step, axis: Axis, levels: int) -> int:
    """Return how far the mildest word of a cell is from the word of its level.

    That is the word that is the name of the level, or as far from the worst as the level is.
    """
    values = step.sides[axis].values
    words: tuple[str, ...] = getattr(values.domain, "words", ())
    place = next((i for i, word in enumerate(words) if values.contains(word)), 0)
    named = (
        words.index(step.level) if _is_named(step, axis) else len(words) - 1 - levels + step.rank
    )
    return abs(place - named)


def _regularity(sides: Iterable[Side]) -> int:
    """Return how many of *sides* are words of a scale written in the most usual way."""
    found: Counter[str] = Counter()
    for side in sides:
        if isinstance(side.values.domain, Ordered):
            found.update(_ways(side))
    return max(found.values(), default=0)


def _ways(side: Side) -> tuple[str, ...]:
    """Return how a cell is written: one word, open above, or else; the worst word is both."""
    words = getattr(side.values.domain, "words", ())
    count = sum(map(side.values.contains, words))
    if count == 1:
        return ("one", "open") if side.is_open else ("one",)
    return ("open",) if side.is_open else ("else",)


__all__ = ["Likeness", "is_plausible", "likeness"]

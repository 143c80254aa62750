"""Cells on words of a scale beside other words: 重大险情 where the row says 较大险情."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from planforge.feel import Flag, Numeric, Worse, only
from planforge.patterns import late
from planforge.rules.levels.worded_bounds import Difference

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from planforge.corpus.tables import Condition
    from planforge.feel import Domain, ValueSet

_NO_GRADE: Final = "(?!危险源|活动|节|隐患|项目|影响|损失|基础设施|目标)"
"""What follows 重大 and 一般 where they are no words of a scale."""
_BELOW: Final = late(r"[^，。；、\d]{0,4}(?:及|或者?)?以下")
_NOT_YET: Final = late(
    r"(?:低于|不足|未达到?|[未不]超过?|不高于|[降退低][为至到])[^，。；、]{0,6}$"
)
_AND: Final = late(r"[^，。；、]{0,6}(?:、|和|及|或者?)")
_REACHED: Final = late(r"(?:达到|突破|不[少低]于)[^，。；、]{0,2}$")
_OR_WORSE: Final = late(r"[^，。；、\d]{0,4}(?:及|或者?)?以上")


def differing_words(
    text: str, cell: Condition, values: ValueSet, cells: Sequence[Condition]
) -> Iterator[Difference]:
    """Yield what *text* says otherwise than *values* of *cell*, if these are words of a scale.

    Either the cell has none of the words, or lacks one of several in a row (二级、三级); or it
    begins at a milder one than the text does; or the places counted must reach a word by the text,
    but by the cell drop out when they are beyond it.

    Args:
        text: The wording of the row.
        cell: The cell.
        values: Its values, or what places must reach.
        cells: All cells of the row: of two on one scale, nobody can say which one is worded.
    """
    domain = values.domain
    if isinstance(domain, Numeric | Flag):
        return
    found = list(_words(domain.words).finditer(text))
    inside = [each for each in found if values.contains(_word(each))]
    if found and not inside:
        yield Difference(cell, found[0][0], _text(values))
    elif found and domain.worse is not Worse.NEITHER and _is_alone(cell, domain.words, cells):
        missing = _left_out(values, found)
        if missing:
            yield Difference(cell, missing, _text(values), is_added=True)
        elif _begins_milder(values, found):
            yield Difference(cell, inside[0][0], _text(values))
        elif cell.reach is not None and not values.worse().is_empty:
            said = next(filter(None, map(_or_worse, inside)), "")
            if said:
                yield Difference(cell, said, _text(values))


def _is_alone(cell: Condition, words: tuple[str, ...], cells: Sequence[Condition]) -> bool:
    """Whether no other of *cells* is on the scale of *cell*."""
    return not any(other.pointer != cell.pointer and words in _scales_of(other) for other in cells)


def _scales_of(cell: Condition) -> Iterator[object]:
    for values in (cell.values, cell.reach):
        yield getattr(values.domain, "words", None) if values is not None else None


def _left_out(values: ValueSet, found: Sequence[re.Match[str]]) -> str:
    """Return the first of the words *found* that stands beside one of *values*, but is none."""
    for one, other in pairwise(found):
        if _AND.fullmatch(one.string, one.end(), other.start()):
            out = [each[0] for each in (one, other) if not values.contains(_word(each))]
            if len(out) == 1:
                return out[0]
    return ""


def _begins_milder(values: ValueSet, found: Sequence[re.Match[str]]) -> bool:
    """Whether *values* begin at a milder word than all of the words *found* in a text."""
    if any(values.is_subset(_from(values.domain, _word(each))) for each in found):
        return False
    if any(_BELOW.match(each.string, each.end()) for each in found):
        return False
    return not any(_NOT_YET.search(each.string, 0, each.start()) for each in found)


@lru_cache(maxsize=256)
def _from(domain: Domain, word: str) -> ValueSet:
    """Return *word* and all worse ones."""
    return only(domain, word).onwards()


def _or_worse(found: re.Match[str]) -> str:
    """Return the word *found* with what lets it mean worse ones too, empty if nothing does."""
    text, (start, end) = found.string, found.span()
    before, behind = _REACHED.search(text, 0, start), _OR_WORSE.match(text, end)
    if before or behind or found[0].startswith("超过"):
        return text[before.start() if before else start : behind.end() if behind else end]
    return ""


def _text(values: ValueSet) -> str:
    """Return *values* as a test; a whole scale from its mildest word on."""
    words = getattr(values.domain, "words", ("",))
    return f">= {words[0]}" if values.is_whole else values.text()


def _word(found: re.Match[str]) -> str:
    return found[0].replace("超过", "超")


@lru_cache(maxsize=256)
def _words(words: tuple[str, ...]) -> re.Pattern[str]:
    """Return what finds *words* in a text; 超过警戒水位 is 超警戒."""
    longest_first = sorted(words, key=len, reverse=True)
    spelled = (re.sub("^超", "超过?", re.escape(word)) for word in longest_first)
    held = tuple(word.removeprefix("超") for word in words)
    return late(f"(?:{'|'.join(spelled)}){_NO_GRADE}", holds=held)


__all__ = ["differing_words"]

"""From which level on measures are taken: what is done at some levels, by its name or its words."""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from planforge.patterns import late
from planforge.rules.text.whole import starts_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.corpus.plan_view import PlanView
    from planforge.findings import Pointer


class Begins(NamedTuple):
    """What is set up or done at some levels.

    Attributes:
        what: Its name.
        levels: The names of these levels, highest first.
        at: Where the facts say so.
    """

    what: str
    levels: tuple[str, ...]
    at: Pointer


_MEASURE: Final = late(
    "停[课工产业运航渡考演诊气]|限[水电气]|限量供[水电气]|限行|宵禁|坐镇|双岗|征用|封路|封航"
    "|紧急防汛期|分洪|弃守|(?:部队|驻军)支援|强制(?:撤离|转移)|全员(?:在岗|上岗|到岗)"
    "|(?:组织|协调|请求|动用|调[动集用]|出动|派出)[^，。；]{0,6}?(?P<who>民兵)"
)
"""Measures by the words that sentences have for them."""
_CLAUSE: Final = late("[，。；：]")
_MARKS: Final = "，。；：\n"
_SHORTEST: Final = 6
"""Characters from which on a clause says by itself what is done."""
_NOT_YET: Final = late(
    "不|未|前|取消|停止|恢复|解除|终止|结束|撤销|必要时|视情|可以?|研究|准备|考虑|防止|避免|方案|建议|尚"
    "|复[课工产业]|县（|各县|[县区]政府|县级|区级|乡镇|街道"
)
"""What says that a measure is not taken, or by others, or not yet."""


def measures_in(view: PlanView, behind: str) -> Iterator[Begins]:
    """Yield what the words *behind* a level say is done: 停课, or a clause of an action."""
    told: set[Pointer] = set()
    for clause in _CLAUSE.split(behind):
        for known in _of_clause(view, clause):
            if known.at not in told:
                told.add(known.at)
                yield known


def _of_clause(view: PlanView, clause: str) -> Iterator[Begins]:
    """Yield what a clause says is done: in the words of an action, or in those usual for it."""
    same = _same_clause(view, clause)
    if same:
        if not _NOT_YET.search(clause, 0, len(clause) - len(same)):
            yield from _taken(view, same)
    elif clause:
        words = [found["who"] or found[0] for found in _MEASURE.finditer(clause)]
        if words and not _NOT_YET.search(clause):
            for word in dict.fromkeys(words):
                yield from _taken(view, word)


def _same_clause(view: PlanView, clause: str) -> str:
    """Return the end of *clause* that is a clause of an action; empty if none is."""
    whole, end = _contents(view)[0], clause[-_SHORTEST:]
    at = whole.find(end) if len(end) == _SHORTEST else -1
    while at >= 0:
        behind = at + _SHORTEST
        first = max(whole.rfind(mark, 0, at) for mark in _MARKS) + 1
        if whole[behind] in _MARKS and clause.endswith(whole[first:behind]):
            return whole[first:behind]
        at = whole.find(end, behind)
    return ""


def _taken(view: PlanView, words: str) -> Iterator[Begins]:
    """Yield at which levels actions speak of *words*, the texts of the levels themselves too."""
    whole, starts, indexes = _contents(view)
    at, found = whole.find(words), set()
    while at >= 0:
        i = bisect_right(starts, at) - 1
        found.add(indexes[i])
        at = whole.find(words, starts[i + 1]) if i + 1 < len(starts) else -1
    levels: dict[str, Pointer] = {}
    for level in view.levels if found else ():
        for active in view.actions_at(level.name):
            if active.index in found and words in f"{active.action.title}，{active.content}":
                levels[level.name] = ("actions", active.index)
        if words in level.facts.summary:
            levels.setdefault(level.name, (*level.pointer, "summary"))
    if levels:
        yield Begins(words, tuple(levels), list(levels.values())[-1])


@lru_cache(maxsize=2)
def _contents(view: PlanView) -> tuple[str, tuple[int, ...], tuple[int, ...]]:
    """Return the texts of all actions, one below the other, where each begins, and of which."""
    texts: list[str] = []
    indexes: list[int] = []
    for i, action in enumerate(view.plan.actions):
        for text in (action.title, action.content, *(x.content for x in action.changes.values())):
            if text:
                texts.append(text)
                indexes.append(i)
    return "\n".join((*texts, "")), tuple(starts_of(texts)), tuple(indexes)


__all__ = ["Begins", "measures_in"]

"""From which level on measures are taken: what is done at some levels, by its name or its words."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from planforge.patterns import late

if TYPE_CHECKING:
    import re
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
    same = next((words for words in _clauses(view) if clause.endswith(words)), None)
    if same is not None and not _NOT_YET.search(clause, 0, len(clause) - len(same)):
        yield _clauses(view)[same]
    elif not _NOT_YET.search(clause):
        words = (_words(view).get(_word(found)) for found in _MEASURE.finditer(clause))
        yield from filter(None, words)


def _word(found: re.Match[str]) -> str:
    return found["who"] or found[0]


@lru_cache(maxsize=2)
def _words(view: PlanView) -> dict[str, Begins]:
    """Return by their words the measures of all actions, with the levels at which they are taken.

    The texts of the levels themselves may speak of one too: then it is taken there.
    """
    levels: dict[str, dict[str, Pointer]] = {}
    for level in view.levels:
        for active in view.actions_at(level.name):
            text = f"{active.action.title}，{active.content}"
            for found in _MEASURE.finditer(text):
                levels.setdefault(_word(found), {})[level.name] = ("actions", active.index)
        for found in _MEASURE.finditer(level.facts.summary):
            levels.setdefault(_word(found), {}).setdefault(level.name, (*level.pointer, "summary"))
    return {word: Begins(word, tuple(at), list(at.values())[-1]) for word, at in levels.items()}


@lru_cache(maxsize=2)
def _clauses(view: PlanView) -> dict[str, Begins]:
    """Return the clauses of all actions, with the levels at which they are carried out."""
    levels: dict[str, dict[str, Pointer]] = {}
    for level in view.levels:
        for active in view.actions_at(level.name):
            for clause in _CLAUSE.split(active.content):
                if len(clause) >= _SHORTEST:
                    levels.setdefault(clause, {})[level.name] = ("actions", active.index)
    return {words: Begins(words, tuple(at), list(at.values())[-1]) for words, at in levels.items()}


__all__ = ["Begins", "measures_in"]

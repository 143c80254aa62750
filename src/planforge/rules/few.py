"""A few rules asked by themselves, for those who need to know only whether these find anything.

Most corpora that are printed have nothing of what keeps a book from being printed. To learn that, a
whole check is not needed: its findings of a rule are among those that the rule has by itself, since
what comes after the rules only drops what another one says better, or what is suppressed.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

from planforge.corpus.system import System
from planforge.rules.judged import outline_of
from planforge.rules.rule import Scope, checks_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from collections.abc import Set as AbstractSet

    from planforge.corpus.corpus import Corpus
    from planforge.rules.rule import Hit

MODULES: Final[Mapping[str, str]] = {
    "PRO001": "planforge.rules.prose.directives",
    "PRO002": "planforge.rules.prose.directives",
    "PRO003": "planforge.rules.prose.directives",
    "PRO030": "planforge.rules.prose.options",
    "STR008": "planforge.rules.structure.folders",
    "STR010": "planforge.rules.structure.metadata",
    "STR011": "planforge.rules.structure.metadata",
}
"""Rule → where it enters: to import all rules takes longer than to ask a few."""


def may_find(corpus: Corpus, rules: AbstractSet[str]) -> bool:
    """Whether a check of *corpus* may find something by one of *rules*; no promise that it does.

    Args:
        corpus: Plans and registers, all of which could be read.
        rules: Ids of rules on plans; they are among `MODULES`.
    """
    for rule in rules:
        import_module(MODULES[rule])
    try:
        return any(True for _hit in _hits(corpus, rules))
    except Exception:  # noqa: BLE001 - the check says that a rule fails
        return True


def _hits(corpus: Corpus, rules: AbstractSet[str]) -> Iterator[Hit]:
    """Yield what *rules* find in *corpus*."""
    for rule, check in checks_in(Scope.PLAN):
        if rule.id in rules:
            for view in corpus.plans:
                yield from check(view)  # type: ignore[arg-type]  # the scope says what it takes
    between = [check for rule, check in checks_in(Scope.SYSTEM) if rule.id in rules]
    if between:
        outlines = tuple(map(outline_of, corpus.plans))
        system = System(corpus.registry, outlines, corpus.system.unreadable)
        for check in between:
            yield from check(system)  # type: ignore[arg-type]  # the scope says what it takes


__all__ = ["MODULES", "may_find"]

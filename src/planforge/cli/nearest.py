"""What somebody who mistyped a name probably meant, in the language of the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planforge import nearest
from planforge.cli.language import language

if TYPE_CHECKING:
    from collections.abc import Iterable


def did_you_mean(name: str, known: Iterable[str], *, cutoff: float = 0.5) -> str:
    """Return “Did you mean …?” with up to three of *known*; empty if none looks like *name*."""
    return nearest.did_you_mean(name, known, language(), cutoff=cutoff)


def among(name: str, known: Iterable[str], shown: Iterable[str] = ()) -> str:
    """Return “Did you mean …?”; if nothing looks like *name*, what there is, unless it is much.

    Args:
        name: What was mistyped.
        known: Every name that is understood.
        shown: One name of each thing; *known* by default.
    """
    return nearest.among(name, known, language(), shown)

"""What somebody who mistyped a name probably meant."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from planforge.cli.language import language
from planforge.i18n import msg

if TYPE_CHECKING:
    from collections.abc import Iterable


def did_you_mean(name: str, known: Iterable[str], *, cutoff: float = 0.5) -> str:
    """Return “Did you mean …?” with up to three of *known*; empty if none looks like *name*."""
    near = difflib.get_close_matches(name, sorted(set(known)), 3, cutoff)
    return (
        msg("Did you mean {candidates}?", candidates=tuple(near)).render(language()) if near else ""
    )

"""What somebody who mistyped a name probably meant."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, Final

from planforge.i18n import DEFAULT_LANGUAGE, msg

if TYPE_CHECKING:
    from collections.abc import Iterable

    from planforge.i18n import Message

_TELLING: Final = 3
"""Letters that are enough to take a name for the beginning of others."""
_MOST: Final = 12
"""Names that may be listed."""


def did_you_mean(name: str, known: Iterable[str], language: str, *, cutoff: float = 0.5) -> str:
    """Return “Did you mean …?” with up to three of *known*; empty if none looks like *name*."""
    names = sorted(set(known))
    begun = [one for one in names if one.startswith(name)] if len(name) >= _TELLING else []
    near = begun[:3] or difflib.get_close_matches(name, names, 3, cutoff)
    return (
        _said(msg("Did you mean {candidates}?", candidates=tuple(near)), language) if near else ""
    )


def among(name: str, known: Iterable[str], language: str, shown: Iterable[str] = ()) -> str:
    """Return “Did you mean …?”; if nothing looks like *name*, what there is, unless it is much.

    Args:
        name: What was mistyped.
        known: Every name that is understood.
        language: Language of the sentence.
        shown: One name of each thing; *known* by default.
    """
    names = sorted(set(known))
    near = did_you_mean(name, names, language)
    listed = tuple(shown) or tuple(names)
    if near or not 0 < len(listed) <= _MOST:
        return near
    return _said(msg("There are {names}.", names=listed), language)


def _said(message: Message, language: str) -> str:
    """Return *message* as a further sentence."""
    text = message.render(language)
    return text if language == DEFAULT_LANGUAGE else f" {text}"


__all__ = ["among", "did_you_mean"]

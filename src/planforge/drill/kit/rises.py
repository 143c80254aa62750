"""From what a limit runs, in the words of papers: an anchor of the plan, or something later."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from planforge.frozen import dataclass

if TYPE_CHECKING:
    from planforge.model.scales import Anchor

Since: TypeAlias = "Anchor | Rise | Occasion"
"""The moment from which a limit runs."""


@dataclass(frozen=True, slots=True)
class Rise:
    """The moment at which a response that was under way rose to a level.

    Plans count their limits from the start of the response; for what only the higher level asks, or
    asks sooner, that is its rise, which the word for the start would put hours too early.

    Attributes:
        level: The name of the level.
    """

    level: str

    @property
    def value(self) -> str:
        """Return the word for it in files for programs, as anchors have theirs."""
        return "rise"


@dataclass(frozen=True, slots=True)
class Occasion:
    """The moment at which an action of a response under way was called for.

    Its condition came about, or that happened which its plan is for, and who does it heard of it.
    """

    @property
    def value(self) -> str:
        """Return the word for it in files for programs, as anchors have theirs."""
        return "occasion"


__all__ = ["Occasion", "Rise", "Since"]

"""Time limits, alone or with the moment that they run from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planforge.model.plan import Deadline
from planforge.model.scales import Anchor

if TYPE_CHECKING:
    from planforge.model.scalars import Limit


def split(deadline: Limit | Deadline | None) -> tuple[Limit | None, Anchor]:
    """Return the time limit and the moment it runs from (the start of the response by default)."""
    if isinstance(deadline, Deadline):
        return deadline.limit, deadline.anchor
    return deadline, Anchor.ACTIVATION


__all__ = ["split"]

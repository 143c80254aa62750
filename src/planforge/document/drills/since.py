"""Time limits in the papers of drills, each with the moment from which it runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planforge.document.wording import duration, limit_words
from planforge.drill.kit.rises import Rise
from planforge.model.scales import Anchor

if TYPE_CHECKING:
    from planforge.document.context import Context
    from planforge.drill.kit.rises import Since
    from planforge.model.scalars import Limit


def within(context: Context, limit: Limit, since: Since | None) -> str:
    """Return *limit* in words; None for one that runs from the inject that calls for it."""
    if since is None:
        return context.t("within {limit} of the inject", limit=limit.text)
    if isinstance(since, Anchor) or not limit.seconds or limit.clock is not None:
        return limit_words(context, limit, since if isinstance(since, Anchor) else None)
    text = duration(context, limit)
    if isinstance(since, Rise):
        return context.t("within {limit} of the rise to {level}", limit=text, level=since.level)
    return context.t("within {limit} of being called for", limit=text)


__all__ = ["within"]

"""What is reported to somebody: all there is on the card of who directs and does nothing itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.document.books.cards.asked import by_role
from planforge.document.books.cards.card import Part
from planforge.document.books.cards.foot import plan_title
from planforge.document.books.cards.steps import names_short, reports_of
from planforge.document.components.reporting import report_limit
from planforge.model.scales import ReportStage

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from planforge.corpus.asks import Ask
    from planforge.document.context import Context

_MOST: Final = 8
_WIDTHS: Final = (26, 10, 36, 28)


def received_part(
    context: Context, asked: Iterable[tuple[Context, Sequence[Ask]]]
) -> tuple[Part, ...]:
    """Return which reports come in, from whom, by when; nothing if none does.

    Args:
        context: What the reader may see.
        asked: Each plan in hand, with what it asks.
    """
    rows = []
    for inside, asks in asked:
        for rule in reports_of(inside, by_role(asks)["receives_report"], tuple(ReportStage)):
            stage = rule.stage.label(context.language)
            senders = context.marks.listed(names_short(inside, rule.sender))
            limit = context.marks.parts(report_limit(inside, rule))
            rows.append((plan_title(inside.plan_view), stage, senders, limit))
    if not rows:
        return ()
    t = context.t
    headings = (t("Plan"), t("Report"), t("Sender"), t("By when"))
    title = t("What is reported to this post")
    return (Part(title, "received", headings, tuple(rows[:_MOST]), _WIDTHS),)

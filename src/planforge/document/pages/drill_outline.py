"""What those who take part may read of a drill before it was held: its outline and no more.

Of the scenario they know what organisers tell them (告知参演). Titles of stages, outages, the
course, goals and findings are for those who run the drill.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from planforge.document.blocks import bullets, facts, paragraph, section
from planforge.document.pages.drill_calendar import plan_links
from planforge.document.wording import day

if TYPE_CHECKING:
    from docutils import nodes

    from planforge.corpus.drills import DrillView
    from planforge.document.pages.frame import Frame


def outline(frame: Frame, view: DrillView) -> list[nodes.Node]:
    """Return the page of a drill that is still to come, for those who take part."""
    context, t, drill = frame.context, frame.context.t, view.drill
    kinds = (drill.kind.form, drill.kind.scope, drill.kind.purpose, drill.kind.notice)
    found: list[nodes.Node] = []
    if drill.briefing:
        found.append(paragraph(drill.briefing, "pf-summary"))
    found.append(
        facts(
            (
                (t("Date"), day(context, drill.date)),
                (t("Begins"), drill.begins or ""),
                (t("Venue"), drill.place),
                (t("Kind"), context.marks.listed(one.label(context.language) for one in kinds)),
                (t("Plans"), context.joined(plan_links(view))),
            )
        )
    )
    found.append(section(t("Who takes part"), "players", bullets(drill.players)))
    said = t("The scenario is told in the drill; this page shows all of it once it was held.")
    return [*found, paragraph(said)]


__all__ = ["outline"]

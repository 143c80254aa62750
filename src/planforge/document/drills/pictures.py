"""Pictures in the papers of a drill: levels over time, work of roles, expected actions, delays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planforge.document.diagrams import chart_node
from planforge.document.diagrams.rehearsed import delays, expected_times

if TYPE_CHECKING:
    from planforge.document.books.book import Part
    from planforge.document.charts import Drawable
    from planforge.document.drills.desk import Desk, Tree


def levels_chart(desk: Desk) -> Tree:
    """Return the response levels of all plans over the scenario."""
    return _drawn(desk, desk.played.levels())


def levels_part(desk: Desk) -> Part | None:
    """Return the response levels as a part of their own; None if no plan ran.

    A picture that does not fit on a page would move away from its heading.
    """
    if not levels_chart(desk):
        return None
    return desk.annex(
        "levels", desk.t("Response levels in the rehearsal"), lambda: levels_chart(desk)
    )


def work_charts(desk: Desk) -> Tree:
    """Return for each plan who works when."""
    plans = (view.plan.id for view in desk.view.plans)
    return [node for plan in plans for node in _drawn(desk, desk.played.work(plan))]


def pictures_part(desk: Desk, *, has_expected: bool) -> Part | None:
    """Return levels, expected actions if asked for, and delays as rehearsed; None if it is empty.

    They are an annex: beside forms to fill in, pictures would move away from their headings.
    """

    def drawn() -> Tree:
        return [
            *levels_chart(desk),
            *(_drawn(desk, expected_times(desk.kit, desk.language)) if has_expected else []),
            *_drawn(desk, delays(desk.kit, desk.language)),
        ]

    if not drawn():
        return None
    return desk.annex("pictures", desk.t("Pictures of the rehearsal"), drawn)


def _drawn(desk: Desk, chart: Drawable | None) -> Tree:
    return [chart_node(desk.context, chart)] if chart is not None else []


__all__ = ["levels_part", "pictures_part", "work_charts"]

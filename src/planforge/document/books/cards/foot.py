"""What every card says at its foot: which edition it follows, who made it, where the page is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planforge.document.wording import day

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from planforge.corpus.plan_view import PlanView
    from planforge.document.context import Context


def plan_title(view: PlanView) -> str:
    """Return the name of the plan of *view* as people use it."""
    return view.plan.short_names[0] if view.plan.short_names else view.plan.name


def edition_lines(context: Context, view: PlanView) -> tuple[str, ...]:
    """Return which edition of the plan of *view* a card follows, and who issued it when."""
    plan, its = view.plan, context.marks
    if not context.may_show(plan.edition):
        return (context.t("After: {plan}", plan=plan.name),)
    edition = plan.edition
    named = its.bracketed(_titled(context, plan.name), edition.number)
    return (
        context.t("After: {plan}", plan=named),
        its.parts((edition.issuer, context.t("issued {day}", day=day(context, edition.issued)))),
    )


def newest(context: Context, views: Sequence[PlanView]) -> date | None:
    """Return the day of issue of the newest edition of *views* that the reader may see."""
    editions = context.shown(view.plan.edition for view in views)
    return max((edition.issued for edition in editions), default=None)


def editions_line(context: Context, views: Sequence[PlanView]) -> tuple[str, ...]:
    """Return up to when the plans of *views* have been read for a card over several."""
    if len(views) == 1:
        return edition_lines(context, views[0])
    last = newest(context, views)
    if last is None:
        return ()
    return (
        context.t(
            "After the editions in force of {count} plans, the newest issued {day}",
            count=len(views),
            day=day(context, last),
        ),
    )


def issuer_of(context: Context, views: Sequence[PlanView]) -> str:
    """Return who issued the first of *views*, which is the master plan where there is one."""
    for view in views:
        if context.may_show(view.plan.edition):
            return view.plan.edition.issuer
    return ""


def _titled(context: Context, name: str) -> str:
    return context.t("“{title}”", title=name)

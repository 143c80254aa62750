"""The list of forms: title, what makes it, for which plans there is one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from docutils import nodes

from planforge.document.blocks import numbered
from planforge.document.forms.notices import end_notice, start_notice
from planforge.document.forms.records import by_depot, duty_log, minutes, supplies
from planforge.document.forms.reports import final_report, first_report, follow_up_report
from planforge.document.selection import shown_levels
from planforge.frozen import dataclass
from planforge.i18n import Message, msg

if TYPE_CHECKING:
    from collections.abc import Callable

    from planforge.document.context import Context
    from planforge.document.forms.filled import Filled


@dataclass(frozen=True, slots=True)
class Form:
    """A form.

    Attributes:
        ident: Identifier: letters, hyphens.
        title: Its title, as printed above it.
        build: Makes its body from the plan in hand and what is known, None for a blank form.
        needs_levels: Whether only plans with response levels have it.
        is_annex: Whether the annex of standard texts holds it.
        landscape: Whether its page lies on its side.
        split: Makes of what is known several forms of this kind; None for one.
    """

    ident: str
    title: Message
    build: Callable[[Context, Filled | None], list[nodes.Node]]
    needs_levels: bool = False
    is_annex: bool = True
    landscape: bool = False
    split: Callable[[Context, Filled], tuple[Filled, ...]] | None = None


FORMS: Final = (
    Form("first-report", msg("Report of an incident (first report)"), first_report),
    Form("follow-up-report", msg("Report of an incident (follow-up report)"), follow_up_report),
    Form("final-report", msg("Report of an incident (final report)"), final_report),
    Form("start-notice", msg("Notice of the start of the response"), start_notice, True),  # noqa: FBT003 - a table of forms
    Form("end-notice", msg("Notice of the end of the response"), end_notice, True),  # noqa: FBT003 - a table of forms
    Form("minutes", msg("Minutes of a consultation"), minutes),
    Form("supplies", msg("Transfer of emergency supplies"), supplies, split=by_depot),
    Form("duty-log", msg("Log of the duty desk"), duty_log, is_annex=False, landscape=True),
)
"""The forms in the order in which they are printed."""


def forms_of(context: Context) -> tuple[Form, ...]:
    """Return the forms that the plan in hand has."""
    has_levels = bool(shown_levels(context))
    return tuple(form for form in FORMS if has_levels or not form.needs_levels)


def annex_forms(context: Context) -> tuple[Form, ...]:
    """Return the forms that the annex of standard texts of the plan in hand holds."""
    return tuple(form for form in forms_of(context) if form.is_annex)


def form_nodes(context: Context) -> list[nodes.Node]:
    """Return the blank forms of the annex of standard texts, one under the other."""
    built: list[nodes.Node] = []
    for form in annex_forms(context):
        built.append(nodes.rubric("", form.title.render(context.language)))
        built += form.build(context, None)
    return built


def form_list(context: Context) -> list[nodes.Node]:
    """Return the titles of the forms of the annex of standard texts."""
    titles = [form.title.render(context.language) for form in annex_forms(context)]
    return [numbered(titles)] if titles else []


__all__ = ["FORMS", "Form", "annex_forms", "form_list", "form_nodes", "forms_of"]

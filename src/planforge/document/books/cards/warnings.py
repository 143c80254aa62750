"""What each colour of a warning means to those on the spot: the measures of the plans for them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.document.books.cards.card import Part
from planforge.document.books.cards.foot import plan_title
from planforge.document.books.cards.steps import is_about_people
from planforge.model.registers import Organisation
from planforge.model.scales import OrganisationCategory

if TYPE_CHECKING:
    from planforge.corpus.plan_view import PlanView
    from planforge.document.context import Context
    from planforge.model.plan import Measure, WarningRule

_LOCAL: Final = frozenset({OrganisationCategory.GOVERNMENT, OrganisationCategory.COLLECTIVE})


def warning_parts(context: Context, views: list[PlanView], *, most: int) -> tuple[Part, ...]:
    """Return what is done at each colour under the first *most* of *views* that warn.

    Of the measures of a colour, one that moves people is chosen, else one of the local governments,
    else the first.
    """
    warned = [v for v in views if v.plan.warnings and context.may_show(v.plan.warnings)][:most]
    return tuple(_part(context.of(view)) for view in warned)


def _part(context: Context) -> Part:
    view, t = context.plan_view, context.t
    warnings = view.plan.warnings
    rules = warnings.rules.items() if warnings else ()
    rows = [
        (colour.label(context.language), measure.content.rstrip("。；") + context.marks.stop)
        for colour, rule in rules
        if context.may_show(rule) and (measure := _chosen(context, rule)) is not None
    ]
    if warnings and warnings.channels:
        rows.append((t("Heard through"), context.marks.listed(warnings.channels)))
    title = t("Warnings and what follows: {plan}", plan=plan_title(view))
    return Part(title, "warnings", (), tuple(rows), (10, 90))


def _chosen(context: Context, rule: WarningRule) -> Measure | None:
    measures = context.shown(rule.measures)
    local = [measure for measure in measures if _is_local(context, measure)]
    moving = [measure for measure in measures if is_about_people(measure.content)]
    both = [measure for measure in moving if measure in local]
    return next(iter((*both, *moving, *local, *measures)), None)


def _is_local(context: Context, measure: Measure) -> bool:
    for name in measure.responsible:
        entity = context.plan_view.get(name)
        if entity and isinstance(entity.element, Organisation):
            return entity.element.category in _LOCAL
    return False

"""Rules on what articles want plans of a class, a purpose or a hazard to contain."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planforge.i18n import msg
from planforge.rules.contents.data import DEMANDS, PART_OF, needs_the_five
from planforge.rules.contents.demands import keys_of, required_contents
from planforge.rules.rule import Hit, plan_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.corpus.plan_view import PlanView
    from planforge.findings import Citation
    from planforge.rules.contents.records import Demand
    from planforge.rules.rule import PlanCheck


def _check(demand: Demand) -> PlanCheck:
    """Return the generator that looks for what *demand* wants."""

    def contents_missing(view: PlanView) -> Iterator[Hit]:
        required = required_contents(view)
        told = {x.content.code for x in required if x.rule == "PRO007" and not x.is_present}
        told = told if needs_the_five(view.plan) else set()
        missing = tuple(
            x.content
            for x in required
            if x.rule == demand.rule
            and not x.is_present
            and PART_OF.get(x.content.code, "") not in told
        )
        if missing:
            yield Hit(
                view.at("name"),
                msg(
                    "{article} wants such a plan to lay down what is nowhere in it: {missing}",
                    article=_in_words(demand.article),
                    missing=tuple(content.what for content in missing),
                ),
                msg("Write it under {keys}, or as a passage of plan.md", keys=keys_of(missing)),
            )

    contents_missing.__doc__ = (
        "What the article names, neither in facts nor in words. "
        "Left out: a part of what PRO007 reports."
    )
    return contents_missing


def _in_words(article: Citation) -> str:
    return f"《{article.document}》{article.article}"


for _demand in DEMANDS:
    if _demand.rule.startswith("CNT"):
        plan_rule(
            _demand.rule,
            f"content.{_demand.slug}",
            _demand.severity,
            title=msg("Content missing that the law wants in {plans}", plans=_demand.plans),
            rationale=msg(
                "Whoever approves the plan asks for each point of the article; what is not "
                "written down is not done in an emergency."
            ),
            sources=(_demand.article,),
        )(_check(_demand))

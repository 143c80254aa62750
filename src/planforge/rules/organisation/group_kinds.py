"""Whether the working groups of a command cover the kinds of work that the plan sets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.findings import Severity
from planforge.i18n import msg
from planforge.patterns import late
from planforge.rules.articles import CLEAR_DUTIES
from planforge.rules.rule import Hit, plan_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.corpus.plan_view import PlanView

_FEWEST: Final = 3
"""With fewer groups a plan divides the work by units, not by groups."""
_KINDS: Final = (
    ("抢险救援", late("救援|搜救|抢险|抢修|排险"), late("救援|搜救|抢险|抢修|排险|处置")),
    ("医疗卫生", late("医疗|救治|防疫"), late("医疗|救治|卫生|防疫|医学")),
    ("治安交通", late("警戒|交通管制|治安"), late("警戒|交通|治安|秩序|社会稳定")),
    ("物资保障", late("调拨.{0,8}物资|物资调运|调运.{0,8}物资"), late("物资|保障|后勤|装备")),
    ("新闻宣传", late("新闻发布|发布会|舆情|舆论"), late("宣传|新闻|舆|信息发布")),
    ("群众安置", late("安置|转移群众|救助"), late("安置|转移|救助|善后|群众|疏散")),
)
"""A kind of work, by what actions on it and groups for it speak of."""


@plan_rule(
    "ORG050",
    "organisation.work-without-group",
    Severity.ADVICE,
    title=msg("Kind of work for which there is no working group"),
    rationale=msg("At the scene people look for the group; what belongs to none is done by none."),
    sources=(CLEAR_DUTIES,),
)
def work_without_group(view: PlanView) -> Iterator[Hit]:
    """Rescue, medical care, order, supplies, news, shelter: in actions, but in no group."""
    groups = [group for group, _ in view.groups]
    if len(groups) < _FEWEST:
        return
    covered = "；".join("；".join((group.name, *group.duties)) for group in groups)
    for kind, asked, given in _KINDS:
        if given.search(covered):
            continue
        found = next(
            (i for i, one in enumerate(view.plan.actions) if asked.search(one.content)), None
        )
        if found is not None:
            action = view.plan.actions[found]
            yield Hit(
                view.at("command", "groups", on_key=True),
                msg(
                    "No working group is for {kind}, which “{action}” asks for",
                    kind=kind,
                    action=action.title or action.content[:20],
                ),
                msg("Add a group, or put it among the duties of one"),
                ((view.at("actions", found), msg("what is to be done")),),
            )

"""Duties that nobody takes up: no action of their plan, or of any plan, is about them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.findings import Place, Severity
from planforge.i18n import msg
from planforge.model.scales import PlanClass
from planforge.rules.articles import CLEAR_DUTIES
from planforge.rules.organisation.field_words import FIELDS
from planforge.rules.rule import Hit, asked_of_the_system, plan_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.corpus.plan_view import PlanView
    from planforge.corpus.system import System
    from planforge.findings import Pointer

_NEEDED: Final = frozenset({"医疗救治", "交通管制和治安", "物资调拨", "通信保障", "转移安置"})
"""Fields that a plan with a duty in them also acts upon, whatever the hazard."""
_OF_MASTER: Final = _NEEDED | {
    *("资金", "供电抢修", "气象监测预报", "新闻发布", "环境监测", "供水", "搜救"),
    *("市场供应", "法律服务", "交通运输"),
}
"""The same of the master plan, which is there for what all hazards have in common."""
_FEWEST: Final = 15
"""With fewer actions a plan leaves most of the work to others, or to its text."""


@plan_rule(
    "ORG053",
    "organisation.duty-without-action",
    Severity.ADVICE,
    title=msg("Duty that no action takes up"),
    rationale=msg(
        "When the response starts people do what the actions say; the rest is forgotten."
    ),
    sources=(CLEAR_DUTIES,),
)
def duty_without_action(view: PlanView) -> Iterator[Hit]:
    """Medical care, order, supplies, communications, relocation: a duty, but nowhere an action.

    In the master plan likewise money, power, water, transport, markets, searching and so on.
    An action is of a field by its words, or if a unit with the duty does something close to it.
    """
    actions = view.plan.actions
    if len(actions) < _FEWEST:
        return
    needed = _OF_MASTER if view.plan.plan_class is PlanClass.MASTER else _NEEDED
    texts = [f"{action.title}；{action.content}" for action in actions]
    holders = [
        *((one.unit, (one.unit,), one.duties, at) for one, at in view.members),
        *(
            (one.name, (one.name, *((one.lead,) if one.lead else ())), one.duties, at)
            for one, at in view.groups
        ),
    ]
    for field in FIELDS:
        if field.name not in needed or any(map(field.work.search, texts)):
            continue
        having = [
            (name, who, duty, (*at, "duties", i))
            for name, who, duties, at in holders
            for i, duty in enumerate(duties)
            if field.held.search(duty)
        ]
        units = {view.actor_key(name) for _, who, _, _ in having for name in who}
        if having and not any(
            field.near.search(text)
            and any(view.actor_key(actor) in units for actor in action.responsible)
            for action, text in zip(actions, texts, strict=True)
        ):
            plainly = (one for one in having if field.work.search(one[2]))
            unit, _, duty, at = next(plainly, having[0])
            yield Hit(
                view.at(*at),
                msg(
                    "{unit} has the duty “{duty}”, but no action is about {field}",
                    unit=unit,
                    duty=duty,
                    field=field.name,
                ),
                msg("Write the action, with who is responsible and by when"),
            )


@asked_of_the_system("ORG053")
def duty_nowhere_taken_up(system: System) -> Iterator[Hit]:
    """Duties of the master plan in matters of which no work of any plan speaks.

    Such a matter is the business of few units: cultural relics, animals, blood, scenic spots. It is
    judged where all special plans of the list are there; one that is missing, or leaves its work to
    its text, may have the action.
    """
    master = system.master
    if master is None or not master.charged or not master.listed:
        return
    if any(system.plan(one.plan) is None for one in master.listed):
        return
    worked: set[str] = set()
    for outline in system.outlines:
        if outline.matters is None:
            return
        worked.update(outline.matters)
    told: set[Pointer] = set()
    for one in master.charged:
        if one.matter in worked or one.pointer in told:
            continue
        told.add(one.pointer)
        yield Hit(
            Place(master.file, one.pointer),
            msg(
                "{unit} has the duty “{duty}” in the master plan, but no action of any plan is "
                "about {field}",
                unit=one.unit,
                duty=one.duty,
                field=one.matter,
            ),
            msg("Write the action, with who is responsible and by when"),
        )

"""Units in a drill that the registers or the plan do not have there: senders and doers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planforge.corpus.doers import may_do, named_doers, unknown_unit
from planforge.corpus.plan_view import ACTORS
from planforge.findings import Severity
from planforge.i18n import msg
from planforge.model.base import Kind
from planforge.rules.names.kinds import choose
from planforge.rules.names.named import may_be_unread
from planforge.rules.rule import Hit, drill_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.corpus.drills import DrillView
    from planforge.findings import Pointer
    from planforge.model.drill import Drill


@drill_rule(
    "DRL029",
    "drill.unknown-sender",
    Severity.ERROR,
    title=msg("Message or order of a unit that nobody knows"),
    rationale=msg(
        "Players ask back, report and write down whom they heard it from. A unit that is in no "
        "register and that nobody plays does not answer, and does not exist for them."
    ),
)
def unknown_sender(view: DrillView) -> Iterator[Hit]:
    """Who sends injects and gives orders, against the registers and those who are played."""
    if may_be_unread(view.registry, ACTORS):
        return
    for at, name in _senders(view.drill):
        if not unknown_unit(view, name):
            continue
        near = view.registry.names.nearest(name, ACTORS)
        yield Hit(
            view.at(*at),
            msg("“{name}” is neither registered nor played by a simulator", name=name),
            msg("Did you mean {candidates}? If somebody plays it, add it to 「模拟」",
                candidates=near)
            if near
            else msg("Correct the name, or add it to 「模拟」 if somebody plays it"),
        )  # fmt: skip


def _senders(drill: Drill) -> Iterator[tuple[Pointer, str]]:
    for i, step in enumerate(drill.developments):
        for k, order in enumerate(step.orders):
            yield ("developments", i, "orders", k, "by"), order.by
    for i, inject in enumerate(drill.injects):
        yield ("injects", i, "source"), inject.source


@drill_rule(
    "DRL030",
    "drill.doer-not-of-the-plan",
    Severity.ERROR,
    title=msg("Expected action of somebody whom the plan does not name for it"),
    rationale=msg(
        "The papers print the clause beside the doer. A unit that the clause does not name is "
        "practised, and judged, in work that is not its own, and whose work it is learns nothing."
    ),
)
def doer_not_of_the_plan(view: DrillView) -> Iterator[Hit]:
    """「由」 of expected actions, against 「责任」 and 「配合」, and who is above or below."""
    if may_be_unread(view.registry, (*ACTORS, Kind.REGION)):
        return
    for i, inject in enumerate(view.drill.injects):
        for k, one in enumerate(inject.expected):
            plan = view.plan(one.plan) if one.by else None
            index = plan.action_index.get(one.action) if plan else None
            if not one.by or plan is None or index is None or may_do(view, plan, index, one.by):
                continue
            action = plan.plan.actions[index]
            yield Hit(
                view.at("injects", i, "expected", k, "by"),
                msg(
                    "{plan} does not name {name} for “{action}”",
                    plan=plan.plan.name,
                    name=one.by,
                    action=action.title or action.id,
                ),
                choose(named_doers(plan, index)),
                ((plan.at("actions", index, "responsible"), msg("whom the plan names")),),
            )


__all__ = ["doer_not_of_the_plan", "unknown_sender"]

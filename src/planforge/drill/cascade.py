"""Links: what the level of one plan does to others.

Within one second levels only rise by links, and each link takes effect once for each level and
epoch, so a ring of links comes to rest; whether it gains level on its way round is a finding.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from planforge.corpus.assess import Answer
from planforge.drill import knowledge, levels
from planforge.drill.condition import evaluate
from planforge.drill.knowledge import Message
from planforge.drill.queue import Event, Kind
from planforge.drill.view import Known
from planforge.drill.world import LinkKind

if TYPE_CHECKING:
    from planforge.drill.state import Run
    from planforge.drill.world import Link


def on_cascade(run: Run, event: Event) -> None:
    """Let the links of a plan take effect that its level and its facts ask for."""
    plan = run.ready.plans[event.subject.plan]
    response = run.plans[plan.id]
    for link in run.ready.links_of.get(plan.id, ()):
        follows = max((to for own, to in link.levels if own <= response.rank), default=0)
        if not response.rank or (link.levels and not follows):
            continue
        view = Known(run, plan.office, Kind.ASSESS, event.subject)
        if link.when and evaluate(link.when, view) is not Answer.HOLDS:
            continue
        key = (link.id, follows, response.epoch)
        if key not in response.fired:
            response.fired.add(key)
            _fire(run, link, follows, event)


def _fire(run: Run, link: Link, follows: int, event: Event) -> None:
    source, target = run.ready.plans[link.source], run.ready.plans[link.target]
    response = run.plans[source.id]
    data = {"link": link.id, "kind": link.kind.value, "to": target.id, "level": follows}
    subject = event.subject._replace(entity=link.id)
    i = run.record(
        "link_fired", subject, data, role=source.office, clause=link.clause, cause=(response.last,)
    )
    if source.office != target.office:
        name = f"link:{link.id}"
        called = subject._replace(entity=f"{name}:{run.count(name)}")
        knowledge.send(run, Message(called, "link", source.office, target.office), i)
    if link.kind is not LinkKind.NOTIFY and follows:
        source_of = f"link:{link.id}"
        by = levels.called(run, target, follows) or source.office
        levels.order(run, target.id, follows, source=source_of, by=by, cause=i)
    if link.kind is LinkKind.SUPERSEDE:
        run.post(Kind.TERMINATE, run.now, event.subject, f"superseded:{target.id}", i)


__all__ = ["on_cascade"]

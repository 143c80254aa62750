"""Links between the plans of a drill: what the level of one does to another.

A link with a map of levels (级别对应) raises the other plan; any other one tells its office what is
known. A plan that the drill does not practise is no part of the world, nor are links to it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.drill.build.levels import clause
from planforge.drill.build.work import any_of
from planforge.drill.entries import EntryKind
from planforge.drill.world import Link, LinkKind
from planforge.model.scales import LinkKind as Relation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.corpus.plan_view import PlanView
    from planforge.drill.build.work import Work
    from planforge.model.plan import Link as PlanLink

_KINDS: Final = {
    Relation.CASCADES_TO: LinkKind.ACTIVATE,
    Relation.REQUESTS_SUPPORT: LinkKind.SUPPORT,
    Relation.JOINT_ACTION: LinkKind.NOTIFY,
    Relation.HANDS_OVER_TO: LinkKind.NOTIFY,
    Relation.CONFORMS_TO: LinkKind.NOTIFY,
    Relation.GOVERNS: LinkKind.NOTIFY,
}
"""Links by which a plan does something to another; the others are their other side."""


def links(work: Work) -> tuple[Link, ...]:
    """Return the links between the plans of the drill."""
    found: dict[str, Link] = {}
    for view in work.plans.values():
        for link in _links(work, view):
            found.setdefault(link.id, link)
    return tuple(found.values())


def _links(work: Work, view: PlanView) -> Iterator[Link]:
    for place, link in enumerate(view.plan.links):
        outline = work.corpus.system.plan(link.plan)
        target = work.plans.get(outline.id) if outline else None
        kind = _KINDS.get(link.kind)
        if target is None or kind is None or target is view:
            continue
        pointer = ("links", place)
        table = view.compiled(link.when, (*pointer, "when"))
        levels = tuple(_levels(link, view, target))
        if kind is not LinkKind.NOTIFY and not levels:
            kind = LinkKind.NOTIFY
        told = "+".join(sorted(row.canonical() for row in link.when))
        id_ = f"{view.plan.id}~{link.kind.value}→{target.plan.id}"
        if told and any(
            other is not link and (other.kind, other.plan) == (link.kind, link.plan)
            for other in view.plan.links
        ):
            id_ += f"~{told}".replace(":", "：")
        name = f"{view.plan.name}→{target.plan.name}（{link.kind.zh}）"
        here = clause(pointer, target.plan.name)
        work.enter(
            id_,
            EntryKind.LINK,
            name,
            plan=view.plan.id,
            clause=here,
            file=view.file,
            pointer=pointer,
        )
        when = any_of(work.rows(table.rules, view))
        yield Link(id_, view.plan.id, target.plan.id, kind, levels, when, here)


def _levels(link: PlanLink, view: PlanView, target: PlanView) -> Iterator[tuple[int, int]]:
    for own, other in link.levels.items():
        source, follows = view.severity(own), target.severity(other)
        if source and follows:
            yield source, follows


__all__ = ["links"]

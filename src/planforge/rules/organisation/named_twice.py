"""Names that stand twice where each should stand once: in one list, or under 责任 and 配合."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planforge.corpus.names import Found, fold
from planforge.findings import Severity
from planforge.i18n import msg
from planforge.model.base import Kind
from planforge.rules.articles import CLEAR_DUTIES
from planforge.rules.organisation.scenes import two_offices_at_scene
from planforge.rules.rule import Hit, plan_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.corpus.names import Resolution
    from planforge.corpus.plan_view import PlanView
    from planforge.findings import Pointer
    from planforge.model.walk import Reference


@plan_rule(
    "ORG035",
    "organisation.helps-itself",
    Severity.WARNING,
    title=msg("Who helps or stands in for itself, or stands in a list twice"),
    rationale=msg("Another one was meant, and is not asked."),
    sources=(CLEAR_DUTIES,),
)
def helps_itself(view: PlanView) -> Iterator[Hit]:
    """Names that stand under 责任 and under 配合 of the same thing, or in one list twice.

    Likewise those under 总指挥 and 副总指挥 of one 现场指挥部. 编制依据 and 上位预案 are lists too.
    """
    yield from _listed_twice(view)
    yield from _texts_twice(view)
    yield from two_offices_at_scene(view)
    for responsible, supporting, at in _shared_work(view):
        if not supporting:
            continue
        keys = {view.actor_key(name) for name in responsible}
        for i, name in enumerate(supporting):
            if view.actor_key(name) in keys:
                yield Hit(
                    view.at(*at, "supporting", i),
                    msg("{unit} is responsible here and stands under 配合 too", unit=name),
                    msg("Name under 配合 only those who help"),
                )


def _listed_twice(view: PlanView) -> Iterator[Hit]:
    """Yield names of posts, teams, shelters, experts and others that a list has already."""
    first: Reference | None = None
    heads: Resolution | None = None
    listed: Pointer = ()
    seen: dict[tuple[str, str], str] = {}
    for reference, meant in view.registry_references():
        pointer = reference[0]
        i = pointer[-1]
        if i.__class__ is str:
            continue
        if i == 0:  # most lists have no more, so that nothing is asked of it yet
            first, heads = reference, meant
            continue
        if pointer[:-1] != listed:
            listed = pointer[:-1]
            seen = {}
            if first and isinstance(heads, Found) and first.pointer[:-1] == listed:
                seen[heads.entity.key] = first.name
        if not isinstance(meant, Found):
            continue
        if pointer[-2] == "members" and "groups" in pointer:
            continue  # another rule compares members of a group, and its lead
        key = meant.entity.key
        is_clear = meant.entity.kind is not Kind.GROUP or seen.get(key) == reference.name
        if key in seen and is_clear:  # groups of one id are told elsewhere
            yield Hit(
                view.at(*pointer),
                msg("{name} stands in this list already", name=reference.name),
                msg("Leave it out, or name the one that is meant"),
            )
        seen[key] = reference.name


def _texts_twice(view: PlanView) -> Iterator[Hit]:
    """Yield laws and plans that 编制依据 or 上位预案 has already, by this name or another."""
    find = view.registry.names.get
    for field, names in (("basis", view.plan.basis), ("upper_plans", view.plan.upper_plans)):
        seen: set[str] = set()
        for i, name in enumerate(names):
            text = find(name, (Kind.REGULATION,))
            key = text.id if text is not None else fold(name)
            if key in seen:
                yield Hit(
                    view.at(field, i),
                    msg("{name} stands in this list already", name=name),
                    msg("Leave it out, or name the one that is meant"),
                )
            seen.add(key)


def _shared_work(view: PlanView) -> Iterator[tuple[tuple[str, ...], tuple[str, ...], Pointer]]:
    for i, action in enumerate(view.plan.actions):
        yield action.responsible, action.supporting, ("actions", i)
        for level, change in action.changes.items():
            yield change.responsible, change.supporting, ("actions", i, "changes", level)
    rules = view.plan.warnings.rules if view.plan.warnings else {}
    for colour, rule in rules.items():
        for i, measure in enumerate(rule.measures):
            here = ("warnings", "rules", colour.zh, "measures", i)
            yield measure.responsible, measure.supporting, here
    for i, item in enumerate(view.plan.recovery):
        yield item.responsible, item.supporting, ("recovery", i)
    for i, guarantee in enumerate(view.plan.guarantees):
        yield guarantee.responsible, guarantee.supporting, ("guarantees", i)

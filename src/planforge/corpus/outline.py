"""What other plans may know of a plan.

An outline is small, free of context and made from one plan alone, so it can be kept and compared
without reading the plan again. Everything that is judged across plans is judged on outlines.
Names stand as written; `System` resolves them.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict

from planforge.findings import Pointer
from planforge.model.base import Kind, references

if TYPE_CHECKING:
    from planforge.model.plan import Plan


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, defer_build=True)


class LevelOutline(_Part):
    """A response level: name, who decides, commands and ends it."""

    name: str
    decided_by: tuple[str, ...]
    commander: tuple[str, ...]


class LinkOutline(_Part):
    """A link; `condition` is the table in canonical text, equal for equal conditions."""

    index: int
    plan: str
    kind: str
    condition: str
    levels: tuple[tuple[str, str], ...]


class NamedPlan(_Part):
    """A place where a plan is named."""

    pointer: Pointer
    name: str
    may_be_regulation: bool


class ListedOutline(_Part):
    """An entry of the list of special plans."""

    plan: str
    lead: str
    command: str


class AlignedOutline(_Part):
    """The edition of an upper plan that is followed."""

    plan: str
    issued: date


class PlanOutline(_Part):
    """What other plans may know of a plan."""

    file: str
    id: str
    name: str
    short_names: tuple[str, ...]
    plan_class: str
    event_types: tuple[str, ...]
    lead: str
    upper_plans: tuple[str, ...]
    issued: date
    aligned_with: tuple[AlignedOutline, ...]
    command: str
    listed: tuple[ListedOutline, ...]
    levels: tuple[LevelOutline, ...]
    links: tuple[LinkOutline, ...]
    named_plans: tuple[NamedPlan, ...]
    actors: tuple[str, ...]
    internal: bool


def outline(plan: Plan, file: str) -> PlanOutline:
    """Return the outline of *plan*, read from *file*."""
    named, actors = [], set()
    for reference in references(plan):
        if Kind.PLAN in reference.ref.kinds:
            named.append(
                NamedPlan(
                    pointer=reference.pointer,
                    name=reference.name,
                    may_be_regulation=Kind.REGULATION in reference.ref.kinds,
                )
            )
        elif Kind.ORGANISATION in reference.ref.kinds:
            actors.add(reference.name)
    return PlanOutline(
        file=file,
        id=plan.id,
        name=plan.name,
        short_names=plan.short_names,
        plan_class=plan.plan_class.value,
        event_types=plan.event_types,
        lead=plan.lead,
        upper_plans=plan.upper_plans,
        issued=plan.edition.issued,
        aligned_with=tuple(
            AlignedOutline(plan=a.plan, issued=a.issued) for a in plan.edition.aligned_with
        ),
        command=plan.command.name if plan.command else "",
        listed=tuple(
            ListedOutline(plan=x.plan, lead=x.lead, command=x.command or "")
            for x in plan.listed_plans
        ),
        levels=tuple(
            LevelOutline(name=name, decided_by=x.decided_by, commander=x.commander)
            for name, x in plan.levels.items()
        ),
        links=tuple(
            LinkOutline(
                index=i,
                plan=link.plan,
                kind=link.kind.value,
                condition="; ".join(sorted(row.canonical() for row in link.when)),
                levels=tuple(link.levels.items()),
            )
            for i, link in enumerate(plan.links)
        ),
        named_plans=tuple(named),
        actors=tuple(sorted(actors)),
        internal=plan.visibility.value == "internal",
    )

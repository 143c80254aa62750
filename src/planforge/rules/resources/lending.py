"""Plans that count on each other's stores."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from planforge.corpus.names import fold
from planforge.findings import Place, Severity
from planforge.frozen import dataclass
from planforge.i18n import msg
from planforge.model.base import Kind
from planforge.model.registers import Depot, Organisation
from planforge.rules.articles import FITTING
from planforge.rules.links.circles import components, shortest
from planforge.rules.resources.supplies import RESERVES
from planforge.rules.rule import Hit, system_rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from planforge.corpus.calls import Draw
    from planforge.corpus.names import Entity
    from planforge.corpus.outline import PlanOutline
    from planforge.corpus.system import System


@dataclass(frozen=True, slots=True)
class _Loan:
    """A plan that draws a supply from the stores of another lead department only."""

    plan: PlanOutline
    place: Place
    supply: str


@system_rule(
    "RES014",
    "resource.lent-in-a-circle",
    Severity.ADVICE,
    title=msg("Departments that count on each other's stock of the same thing"),
    rationale=msg(
        "Each plan is complete on paper because the other has it; when both run, nobody lends."
    ),
    sources=(RESERVES, FITTING),
)
def lent_in_circle(system: System) -> Iterator[Hit]:
    """Circles of plans of which each draws a supply only from stores of the next one's lead."""
    if Kind.DEPOT in system.registry.broken:
        return
    for loans in _loans(system).values():
        edges = {one: list(others) for one, others in loans.items()}
        for part in components(edges):
            way = shortest(edges, min(part), min(part))
            if not way:
                continue
            steps = [loans[one][other] for one, other in pairwise(way)]
            first = steps[0]
            yield Hit(
                first.place,
                msg(
                    "{supply} is lent in a circle: {plans}",
                    supply=first.supply,
                    plans=tuple(
                        msg(
                            "{plan} draws from {owner}",
                            plan=_short(loan.plan),
                            owner=_name(system, owner),
                        )
                        for loan, owner in zip(steps, way[1:], strict=True)
                    ),
                ),
                msg("Let each draw from its own store first, or agree on who keeps the reserve"),
                tuple((loan.place, msg("It is also lent here")) for loan in steps[1:]),
            )


def _loans(system: System) -> Mapping[str, dict[str, dict[str, _Loan]]]:
    """Return loans by supply, borrower and lender (ids of departments that lead plans)."""
    names = system.registry.names
    leads: dict[str, str] = {}
    for outline in system.outlines:
        lead = names.get(outline.lead, (Kind.ORGANISATION,))
        if lead is not None:
            leads[outline.file] = lead.id
    owners: dict[str, str | None] = {}
    found: dict[str, dict[str, dict[str, _Loan]]] = {}
    for outline in system.outlines:
        borrower = leads.get(outline.file)
        for drawing in outline.drawings if borrower else ():
            for draw in drawing.draws:
                lender = _lender(system, draw, owners, frozenset(leads.values()))
                if borrower is None or lender is None or lender == borrower:
                    continue
                change = ("changes", draw.level) if draw.level else ()
                for supply, _, _ in draw.supplies:
                    at = ("actions", drawing.index, *change, "needs", "supplies", supply)
                    ways = found.setdefault(fold(supply), {}).setdefault(borrower, {})
                    ways.setdefault(lender, _Loan(outline, Place(outline.file, at), supply))
    return found


def _lender(
    system: System, draw: Draw, owners: dict[str, str | None], leads: frozenset[str]
) -> str | None:
    """Return the one department that leads a plan and keeps all stores of *draw*, if any."""
    for name in draw.depots:
        if name not in owners:
            owners[name] = _owner(system, name, leads)
    known = {owners[name] for name in draw.depots}
    return known.pop() if len(known) == 1 else None


def _owner(system: System, depot: str, leads: frozenset[str]) -> str | None:
    names = system.registry.names
    entity = names.get(depot, (Kind.DEPOT,))
    unit = entity.element.organisation if entity and isinstance(entity.element, Depot) else None
    seen: set[str] = set()
    while unit is not None:
        keeper: Entity | None = names.get(unit, (Kind.ORGANISATION,))
        if keeper is None or keeper.id in seen or not isinstance(keeper.element, Organisation):
            return None
        if keeper.id in leads:
            return keeper.id
        seen.add(keeper.id)
        unit = keeper.element.superior
    return None


def _name(system: System, unit: str) -> str:
    entity = system.registry.names.get(unit, (Kind.ORGANISATION,))
    return entity.short_name if entity is not None else unit


def _short(plan: PlanOutline) -> str:
    return plan.short_names[0] if plan.short_names else plan.name

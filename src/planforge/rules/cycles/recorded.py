"""Days on which something is recorded as done: none of them can lie ahead."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from planforge.findings import Place, Severity
from planforge.frozen import dataclass
from planforge.i18n import msg
from planforge.model.base import Kind
from planforge.model.registers import Agreement, Depot, Risk, Shelter, Team
from planforge.rules.rule import Hit, system_rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from planforge.corpus.outline import PlanOutline
    from planforge.corpus.system import System
    from planforge.i18n import Message

_KINDS: Final = (Kind.TEAM, Kind.DEPOT, Kind.SHELTER, Kind.RISK, Kind.AGREEMENT)
_FAR: Final = timedelta(days=2 * 365)
"""So long nobody leaves every other entry as it is, and brings one up to date."""
_SLIPS: Final = 2
"""So many days of the registers may be slips; more are what was done after the day of the check."""
_ENOUGH: Final = 10
"""Days from which on the others say what year it is."""


@dataclass(frozen=True, slots=True)
class _Day:
    """A day on which something happened.

    Attributes:
        what: What happened.
        day: The day.
        place: Where it stands.
    """

    what: Message
    day: date
    place: Place


@system_rule(
    "CYC010",
    "cycle.recorded-in-the-future",
    Severity.WARNING,
    title=msg("Record of something that has not happened yet"),
    rationale=msg(
        "Planned days belong into a plan of work; as a record they hide what is missing."
    ),
    sources=(),
)
def recorded_in_future(system: System) -> Iterator[Hit]:
    """Days after the day of the check: of editions, and of what was done with teams and stores.

    Looked at are issue, filing, publication, evaluations, drills, changes and settled problems of
    plans; stock-taking, training and drills, great changes, and the signing of agreements. Where
    the registers were kept up after the day of the check, and without such a day, it is the one day
    that is years after every other.
    """
    of_plans, of_registers = list(_of_plans(system)), list(_of_registers(system))
    today = system.as_of
    if today is None:
        yield from _far_off([*of_plans, *of_registers])
        return
    if sum(one.day > today for one in of_registers) > _SLIPS:
        yield from _far_off(of_registers)
        of_registers = []
    for one in (*of_plans, *of_registers):
        if one.day > today:
            yield Hit(
                one.place,
                msg(
                    "This {what} is recorded for {day}, after the day of the check, {today}",
                    what=one.what,
                    day=one.day.isoformat(),
                    today=today.isoformat(),
                ),
                msg("Correct the day, or take the record out until then"),
            )


def _far_off(days: Sequence[_Day]) -> Iterator[Hit]:
    """Yield the day that is years after all others, if there is one."""
    if len(days) <= _ENOUGH:
        return
    before, last = sorted(days, key=lambda one: one.day)[-2:]
    if last.day - before.day > _FAR:
        yield Hit(
            last.place,
            msg(
                "This {what} is recorded for {day}, years after every other day of the records; "
                "the latest of them is {latest}",
                what=last.what,
                day=last.day.isoformat(),
                latest=before.day.isoformat(),
            ),
            msg("Correct the day, or take the record out until then"),
            ((before.place, msg("the latest of the others")),),
        )


def _of_registers(system: System) -> Iterator[_Day]:
    for kind in _KINDS:
        for entity in system.registry.names.entities(kind):
            for field, what, day in _done(entity.element):
                if day is not None:
                    yield _Day(what, day, entity.place.below(field))


def _done(entry: object) -> Iterator[tuple[str, Message, date | None]]:
    """Yield field, name and day of what was done with an entry of a register."""
    if isinstance(entry, Agreement):
        yield "signed", msg("signing"), entry.signed
    elif isinstance(entry, Team):
        yield "last_training", msg("training"), entry.last_training
        yield "last_drill", msg("drill"), entry.last_drill
    elif isinstance(entry, Depot):
        yield "counted", msg("stock-taking"), entry.counted
    if isinstance(entry, Team | Depot | Shelter | Risk):
        yield "changed", msg("great change"), entry.changed


def _of_plans(system: System) -> Iterator[_Day]:
    for outline in system.outlines:
        yield from _of_edition(outline)


def _of_edition(outline: PlanOutline) -> Iterator[_Day]:
    edition = outline.edition
    once = (
        (("last_evaluation",), msg("evaluation"), edition.evaluated),
        (("filing", "filed"), msg("filing"), edition.filed),
        (("publication", "published"), msg("publication"), edition.published),
        (("issued",), msg("issue"), outline.issued),
    )
    for where, what, done in once:
        if done is not None:
            yield _Day(what, done, Place(outline.file, ("edition", *where)))
    often = (
        ("drills", "held", msg("drill"), edition.drills),
        ("revisions", "revised", msg("change"), edition.revised),
        ("problems", "settled", msg("settlement"), edition.settled),
    )
    for field, of, what, days in often:
        for i, day in enumerate(days):
            if day is not None:
                place = Place(outline.file, ("edition", field, i, of))
                yield _Day(what, day, place)


__all__ = ["recorded_in_future"]

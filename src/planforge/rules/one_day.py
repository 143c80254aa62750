"""Days of issue that are wrong: much of what is found in an edition rests on it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from planforge.findings import Place
from planforge.frozen import dataclass
from planforge.i18n import msg

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from planforge.findings import Finding

_YEAR: Final = "STR011"
"""Tells that the number of the edition is of another year than its day of issue."""
_TOO_LONG_AFTER: Final = frozenset({"CYC001", "CYC002", "CYC012", "CYC021"})
"""Rules that tell another day to lie behind the day of issue, or too long behind it."""
_BEFORE: Final = "STR006"
"""Tells a day to lie before the day of issue; an edition that is followed, behind it."""
_MANY: Final = 2
"""Findings of these from which on it is the day of issue that is wrong, not the number."""
_ISSUED: Final = ("edition", "issued")


@dataclass(frozen=True, slots=True)
class WrongDay:
    """A day of issue on which several findings rest.

    Attributes:
        year: The finding that the number is of another year.
        told: What is told of the day in the place of all of them.
        resting: Those that would not be found if the day were right.
    """

    year: Finding
    told: Finding
    resting: tuple[Finding, ...]


def wrong_days(findings: Sequence[Finding]) -> Iterator[WrongDay]:
    """Yield the days of issue in whose place all that rests on them may be told by one finding.

    So it is where the number of the edition is of another year and several other days do not go
    with the day of issue either, but would with one in the year of the number. What they said
    stands beside the one finding, which is as grave as the gravest of them.
    """
    wrong = {one.place.file: one for one in findings if one.rule == _YEAR}
    if not wrong:
        return
    resting: dict[str, list[Finding]] = defaultdict(list)
    for one in findings:
        if one.place.file in wrong and _rests_on(wrong[one.place.file], one):
            resting[one.place.file].append(one)
    for file, others in resting.items():
        if len(others) >= _MANY:
            year = wrong[file]
            number = year.place, msg("{text} stands here", text="文号")
            beside = (number, *((one.place, one.message) for one in others))
            gravest = min((one.severity for one in (year, *others)), key=lambda one: one.rank)
            at_day = Place(file, _ISSUED)
            told = replace(year, severity=gravest, place=at_day, related=beside)
            yield WrongDay(year, told, tuple(others))


def _rests_on(year: Finding, other: Finding) -> bool:
    """Whether *other* would not be found had the plan been issued in the year of its number.

    An earlier day of issue mends what lies before the day that is written, a later one the rest.
    """
    said = dict(year.message.args)
    is_later = str(said["year"]) > str(said["issued"])[:4]
    if other.rule == _BEFORE and "aligned_with" not in other.place.pointer:
        return not is_later and "problems" not in other.place.pointer
    return is_later and (other.rule in _TOO_LONG_AFTER or other.rule == _BEFORE)


__all__ = ["WrongDay", "wrong_days"]

"""Days of issue that are wrong: much of what is found in an edition rests on it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from planforge.findings import Place
from planforge.i18n import msg

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planforge.findings import Finding

_YEAR: Final = "STR011"
"""Tells that the number of the edition is of another year than its day of issue."""
_RESTING: Final = frozenset({"CYC001", "CYC002", "CYC012", "CYC021", "STR006"})
"""Rules that compare another day with the day of issue."""
_MANY: Final = 2
"""Findings of these from which on it is the day of issue that is wrong, not the number."""
_ISSUED: Final = ("edition", "issued")


def told_at_the_day(findings: Sequence[Finding]) -> Sequence[Finding]:
    """Return *findings* with one on a day of issue in place of all that rest on it.

    So it is where the number of the edition is of another year and several other days do not go
    with the day of issue either. What they said stands beside the one finding.
    """
    wrong = {one.place.file: one for one in findings if one.rule == _YEAR}
    if not wrong:
        return findings
    resting: dict[str, list[Finding]] = defaultdict(list)
    for one in findings:
        if one.rule in _RESTING and one.place.file in wrong and _is_of_issue(one):
            resting[one.place.file].append(one)
    told: dict[Finding, Finding | None] = {}
    for file, others in resting.items():
        if len(others) >= _MANY:
            first = wrong[file]
            number = first.place, msg("{text} stands here", text="文号")
            beside = (number, *((one.place, one.message) for one in others))
            told |= dict.fromkeys(others)
            told[first] = replace(first, place=Place(file, _ISSUED), related=beside)
    kept = (told.get(one, one) for one in findings)
    return [one for one in kept if one is not None]


def _is_of_issue(finding: Finding) -> bool:
    """Whether a finding of one of these rules is on the day of issue; some are on other pairs."""
    return "problems" not in finding.place.pointer


__all__ = ["told_at_the_day"]

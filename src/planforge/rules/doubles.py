"""One slip, one finding: what two rules say of the same thing, the more specific one says alone."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from planforge.findings import Place
from planforge.rules.rule import rules

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from planforge.findings import Finding, Pointer


_OF_THE_ORDER: Final = frozenset(
    {"LNK008", "LNK015", "LVL005", "PRO002", "PRO024", "REF007", "TIM007", "TIM023"}
)
"""Rules that look for a level by its name, or for the one that comes next."""


def without_doubles(findings: Sequence[Finding]) -> list[Finding]:
    """Return *findings* without those that only repeat a more specific one.

    An id that another plan has (STR003) is no further finding for differing from its folder
    (STR001). A unit whose missing phone is reported where it receives first reports (RPT005) is not
    reported again in the register (RGS005). Where a level has a name that is not declared (STR005),
    what comes of its missing from the order is not reported beside it. Nor is what rests on a place
    that another rule reports, if the record of the rule says that it may follow from that one.
    """
    findings = list(_without_followers(findings))
    taken = set(_ids_taken(findings))
    phoneless = set(_units_without_phone(findings))
    misnamed = set(_files_with_misnamed_levels(findings))
    if not taken and not phoneless and not misnamed:
        return findings
    return [
        one
        for one in findings
        if not (one.rule == "STR001" and one.place in taken)
        and not (one.rule == "RGS005" and _entry(one.place) in phoneless)
        and not (one.rule in _OF_THE_ORDER and _plan(one.place) in misnamed)
    ]


def _without_followers(findings: Sequence[Finding]) -> Iterable[Finding]:
    """Yield the findings that do not rest on a place that another one reports as their cause."""
    follows = {rule.id: frozenset(rule.follows) for rule in rules() if rule.follows}
    causes = frozenset[str]().union(*follows.values())
    reported: dict[str, list[tuple[str, Pointer]]] = defaultdict(list)
    for one in findings:
        if one.rule in causes:
            for place in _causes(one):
                reported[place.file].append((one.rule, place.pointer))
    for one in findings:
        wanted = follows.get(one.rule)
        if wanted is None or not any(
            rule in wanted and _touch(pointer, place.pointer)
            for place in (one.place, *(other for other, _text in one.related))
            for rule, pointer in reported.get(place.file, ())
        ):
            yield one


def _causes(finding: Finding) -> Iterable[Place]:
    """Yield what *finding* is about: its place; for an id given twice, both that bear it."""
    if finding.place.pointer[-1:] != ("id",):
        yield finding.place
        return
    for place in (finding.place, *(other for other, _text in finding.related)):
        yield Place(place.file, place.pointer[:-1])


def _touch(one: Pointer, other: Pointer) -> bool:
    """Whether one of two places is inside the other."""
    depth = min(len(one), len(other))
    return one[:depth] == other[:depth]


def _files_with_misnamed_levels(findings: Iterable[Finding]) -> Iterable[str]:
    return (
        _plan(one.place)
        for one in findings
        if one.rule == "STR005" and len(one.place.pointer) > len(("levels",))
    )


def _plan(place: Place) -> str:
    return place.file.rpartition("/")[0]


def _ids_taken(findings: Iterable[Finding]) -> Iterable[Place]:
    return (one.place for one in findings if one.rule == "STR003")


def _units_without_phone(findings: Iterable[Finding]) -> Iterable[tuple[str, object]]:
    return (
        (place.file, place.pointer)
        for one in findings
        if one.rule == "RPT005"
        for place, _text in one.related
    )


def _entry(place: Place) -> tuple[str, object]:
    return place.file, place.pointer[:-1]


__all__ = ["without_doubles"]

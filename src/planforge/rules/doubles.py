"""One slip, one finding: what two rules say of the same thing, the more specific one says alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from planforge.findings import Finding, Place


def without_doubles(findings: Sequence[Finding]) -> list[Finding]:
    """Return *findings* without those that only repeat a more specific one.

    An id that another plan has (STR003) is no further finding for differing from its folder
    (STR001). A unit whose missing phone is reported where it receives first reports (RPT005) is not
    reported again in the register (RGS005).
    """
    taken = set(_ids_taken(findings))
    phoneless = set(_units_without_phone(findings))
    if not taken and not phoneless:
        return list(findings)
    return [
        one
        for one in findings
        if not (one.rule == "STR001" and one.place in taken)
        and not (one.rule == "RGS005" and _entry(one.place) in phoneless)
    ]


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

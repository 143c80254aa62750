"""One slip, one finding: what two rules say of the same thing, the more specific one says alone."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from itertools import zip_longest
from typing import TYPE_CHECKING, Final

from planforge.corpus.names import fold, is_short_for
from planforge.findings import Place
from planforge.i18n import msg
from planforge.patterns import late
from planforge.rules.certain import texts_of
from planforge.rules.rule import rules

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from planforge.findings import Finding, Pointer
    from planforge.i18n import Message


_OF_ACTIONS: Final = frozenset({"REF006", "TIM001", "TIM002", "TIM008", "TIM018"})
"""Rules that follow predecessors of actions, which may be those of the next one."""
_ITEMS: Final = late("[、，,]")
"""Between the items of a list that was written as one name."""
_USES: Final = 3
"""Uses of a name that two entries share which are shown."""
_OF_THE_ORDER: Final = frozenset(
    {"LNK008", "LNK015", "LVL005", "LVL047", "PRO002", "PRO024", "REF007", "TIM007", "TIM023"}
)
"""Rules that look for a level by its name, or for the one that comes next."""
_BETWEEN_LEVELS: Final = frozenset({"LVL005", "LVL006", "LVL007"})
"""Rules on two cells of neighbouring levels."""
_OF_DIRECTIVES: Final = frozenset({"PRO001", "PRO030"})
"""Rules that tell a directive of `plan.md` which shows nothing of what it was written for."""
_OF_UNITS: Final = frozenset({"CYC022", "ORG012", "ORG014", "ORG016", "ORG056", "RPT009"})
"""Rules that look for a unit in a list or chain of its plan, where it may stand misspelt."""
_INDICATORS: Final = ("indicators",)


def without_doubles(findings: Sequence[Finding]) -> list[Finding]:
    """Return *findings* without those that only repeat a more specific one.

    An id that another plan has (STR003) is no further finding for differing from its folder
    (STR001). A unit whose missing phone is reported where it receives first reports (RPT005) is not
    reported again in the register (RGS005). Where a level has a name that is not declared (STR005),
    what comes of its missing from the order is not reported beside it. Nor is what rests on a place
    that another rule reports, if the record of the rule says that it may follow from that one.
    Where two entries of a register share a name (REF009), its uses (REF002) are told there, and so
    are those of the name that the one of them had before (REF001). Where
    an unknown name (REF001) may stand for a unit, the plan is not told to lack that unit. Where two
    actions run into one (SRC013), nothing is told to wait for the second in vain. Where a directive
    is misspelt (PRO001) or asks for what is not there (PRO030), nothing is told to be shown by none
    (CNT034). Where a
    link (LNK015) and a neighbouring level speak against one row, that row is told alone.
    """
    findings = _without_the_unasked(_without_the_merged(_without_the_misspelt(findings)))
    findings = _agreed(_clashes_once(findings))
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


def _without_the_misspelt(findings: Sequence[Finding]) -> Sequence[Finding]:
    """Return *findings* without those that miss a unit for which an unknown name may stand."""
    meant: dict[str, set[str]] = defaultdict(set)
    for one in findings:
        if one.rule == "REF001" and one.hint is not None:
            said = texts_of(one.message) | texts_of(one.hint)
            meant[one.place.file] |= said.union(*map(_ITEMS.split, said))
    if not meant:
        return findings
    return [
        one
        for one in findings
        if one.rule not in _OF_UNITS or texts_of(one.message).isdisjoint(meant[one.place.file])
    ]


def _without_the_merged(findings: Sequence[Finding]) -> Sequence[Finding]:
    """Return *findings* without what misses an action that runs into the one before (SRC013)."""
    merged = {one.place.file for one in findings if one.rule == "SRC013" and _has_two_ids(one)}
    return [
        one
        for one in findings
        if not (one.rule == "DRL003" and merged)
        and not (one.rule in _OF_ACTIONS and one.place.file in merged)
    ]


def _without_the_unasked(findings: Sequence[Finding]) -> Sequence[Finding]:
    """Return *findings* without facts that are not shown since a directive of the plan is wrong."""
    wrong = {_plan(one.place) for one in findings if one.rule in _OF_DIRECTIVES}
    return [one for one in findings if one.rule != "CNT034" or _plan(one.place) not in wrong]


def _has_two_ids(finding: Finding) -> bool:
    keys = dict(finding.message.args).get("keys", ())
    return isinstance(keys, tuple) and not {"编号", "id"}.isdisjoint(keys)


def _clashes_once(findings: Sequence[Finding]) -> Sequence[Finding]:
    """Return *findings* with the uses of a name that two entries share told where they share it.

    And with those of the name that the one had before it got that of the other.
    """
    clashes = {_clash(one): one for one in findings if one.rule == "REF009"}
    if not clashes:
        return findings
    uses: dict[Finding, list[Finding]] = defaultdict(list)
    for one in findings:
        shared = None
        if one.rule == "REF002":
            shared = _shared(one, clashes)
        elif one.rule == "REF001":
            shared = next((x for x in clashes.values() if _is_lost_to(x, _name(one))), None)
        if shared is not None:
            uses[shared].append(one)
    told = {use for found in uses.values() for use in found}
    return [
        _with_uses(one, uses[one]) if one in uses else one for one in findings if one not in told
    ]


def _with_uses(clash: Finding, uses: Sequence[Finding]) -> Finding:
    """Return *clash* with the uses of the name, or with those of the name that was lost by it."""
    lost = [one for one in uses if one.rule == "REF001"]
    if not lost:
        return replace(clash, related=(*clash.related, *used(uses)))
    said = dict(clash.message.args)
    hint = msg(
        "{uses} places name “{lost}”, which nothing carries: is that the name of {entry}?",
        uses=len(lost),
        lost=str(dict(lost[0].message.args)["name"]),
        entry=str(said["entry"]),
    )
    return replace(clash, hint=hint, related=(*clash.related, *used(lost)))


def _is_lost_to(clash: Finding, name: str) -> bool:
    """Whether the entry that has the name of another by mistake may have been called *name*."""
    said = dict(clash.message.args)
    entry, other = (str(said.get(key, "")) for key in ("entry", "other"))
    is_own = len(name) > 1 and is_short_for(name, fold(entry))
    return is_own and not is_short_for(name, fold(other))


def _clash(finding: Finding) -> tuple[str, frozenset[Place]]:
    """Return the name that two entries share, folded, and where the two are registered."""
    place = finding.place
    depth = len(finding.related[0][0].pointer) if finding.related else 0
    own = Place(place.file, place.pointer[:depth])
    return _name(finding), frozenset((own, *(other for other, _text in finding.related)))


def _shared(
    use: Finding, clashes: Mapping[tuple[str, frozenset[Place]], Finding]
) -> Finding | None:
    """Return the finding on the clash of two entries that makes *use* unclear, if there is one."""
    meant = {place for place, _text in use.related}
    name = _name(use)
    return next((one for (n, pair), one in clashes.items() if n == name and pair <= meant), None)


def _name(finding: Finding) -> str:
    return fold(str(dict(finding.message.args).get("name", "")))


def used(uses: Sequence[Finding]) -> Iterable[tuple[Place, Message]]:
    """Yield the first uses of a name, one of each file before a second one of the same."""
    by_file: dict[str, list[Place]] = defaultdict(list)
    for one in uses:
        by_file[one.place.file].append(one.place)
    rounds = zip_longest(*(sorted(by_file[file], key=_order) for file in sorted(by_file)))
    places = [place for one in rounds for place in one if place is not None]
    text = msg("It is used here, one of {count} places", count=len(places))
    yield from ((place, text) for place in places[:_USES])


def _order(place: Place) -> list[tuple[bool, str | int]]:
    return [(isinstance(step, str), step) for step in place.pointer]


def _agreed(findings: Sequence[Finding]) -> Sequence[Finding]:
    """Return *findings* with the slip where the link of another plan and a level both see it.

    A hole between two levels stands at one of two cells; if the other plan's link speaks against
    the row of the second one, that one is the slip, and nothing is wrong with the link.
    """
    accused = {
        place: one for one in findings if one.rule == "LNK015" for place, _text in one.related
    }
    if not accused:
        return findings
    found: list[Finding] = []
    settled: set[Finding] = set()
    for one in findings:
        seen = _seen_by_link(one, accused) if one.rule in _BETWEEN_LEVELS else None
        if seen is None:
            found.append(one)
            continue
        place, text = seen
        related = ((one.place, text), *(each for each in one.related if each[0] != place))
        found.append(replace(one, place=place, related=related))
        settled.update(link for at, link in accused.items() if _is_within(place, at))
    return [one for one in found if one not in settled]


def _seen_by_link(
    finding: Finding, accused: Mapping[Place, Finding]
) -> tuple[Place, Message] | None:
    """Return the other cell of *finding* if it is in a row that a link speaks against."""
    if any(_is_within(finding.place, at) for at in accused):
        return None
    beside = msg("the other row")
    return next(
        ((p, beside) for p, _text in finding.related if any(_is_within(p, at) for at in accused)),
        None,
    )


def _is_within(place: Place, around: Place) -> bool:
    length = len(around.pointer)
    return place.file == around.file and place.pointer[:length] == around.pointer


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
    """Yield what *finding* is about: its place; for an id given twice, both that bear it.

    For a wording that says something else than its cell, that cell too; for an indicator that is
    registered wrongly, the cells on it; for the place of a whole
    table, its rows; for kinds of links that do not fit, both links.
    """
    if finding.rule in {"PRO021", "LVL051"} and finding.place.pointer[-1:] == ("scope",):
        yield Place(finding.place.file, finding.place.pointer[:-1])
        return
    if finding.rule == "LNK002" and finding.place.pointer[-1:] == ("kind",):
        for place in (finding.place, *(other for other, _text in finding.related)):
            yield Place(place.file, place.pointer[:-1])
        return
    if finding.rule == "LVL026" or finding.place.pointer[:1] == _INDICATORS:
        yield from (finding.place, *(other for other, _text in finding.related))
        return
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


__all__ = ["used", "without_doubles"]

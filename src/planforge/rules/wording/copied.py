"""Text that a plan shares with the plan above it, or with a plan beside it."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, Final, TypeAlias

from planforge.corpus.sentences import prints, read
from planforge.findings import Place, Severity, Span
from planforge.i18n import msg
from planforge.rules.rule import Hit, Option, cite, system_rule

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

    from planforge.corpus.outline import PlanOutline
    from planforge.corpus.sentences import Sentence
    from planforge.corpus.system import System

_OWN_PLAN: Final = cite("突发事件应急预案管理办法", "第二十一条")
_FEWEST: Final = 10
"""Sentences in common below which a share says nothing."""
MOST_OF_UPPER: Final = Option(
    "WRD014",
    ("最多百分之几", "most_percent"),
    30,
    5,
    100,
    msg("Share of sentences that may also stand in the upper plan, in percent"),
)
MOST_OF_SIBLING: Final = Option(
    "WRD015",
    ("最多百分之几", "most_percent"),
    30,
    5,
    100,
    msg("Share of sentences that may also stand in an older plan beside it, in percent"),
)


_SHOWN: Final = 3
"""Passages beside the longest one that are shown."""
_Passage: TypeAlias = "tuple[tuple[Sentence, Sentence], tuple[Sentence, Sentence], int]"


class _Shared:
    """What one plan has in common with one that is older or above it."""

    def __init__(
        self, one: Sequence[bytes], other: Container[bytes], here: PlanOutline, source: PlanOutline
    ) -> None:
        self._here = here
        self.source = source
        self.all = len(one)
        self.count = sum(mark in other for mark in one)

    @property
    def percent(self) -> int:
        return round(100 * self.count / self.all)

    @property
    def passages(self) -> list[_Passage]:
        """The passages that both have, longest first; asked of few plans, that share too much."""
        one, other = read(self._here.sentences), read(self.source.sentences)
        where: dict[bytes, int] = {}
        for i, sentence in enumerate(other):
            where.setdefault(sentence.print, i)
        return sorted(_runs(one, other, where), key=lambda passage: -passage[2])


def _runs(
    one: Sequence[Sentence], other: Sequence[Sentence], where: dict[bytes, int]
) -> Iterator[_Passage]:
    """Yield first and last sentence of each passage here and there, and its length."""
    i = 0
    while i < len(one):
        there = where.get(one[i].print)
        if there is None:
            i += 1
            continue
        length = 1
        while i + length < len(one) and where.get(one[i + length].print) == there + length:
            length += 1
        last = length - 1
        yield (one[i], one[i + last]), (other[there], other[there + last]), length
        i += length


@lru_cache(maxsize=1)  # two rules ask it of the one system there is
def _compared(system: System) -> tuple[tuple[PlanOutline, _Shared, bool], ...]:
    """Return each plan with the one that it shares most with, and whether that is above it.

    Each sentence counts for the plan above if it stands there, else for the oldest plan that has
    it; so the work grows with the number of sentences alone.
    """
    return tuple(_compare(system))


def _compare(system: System) -> Iterator[tuple[PlanOutline, _Shared, bool]]:
    marks = {outline.file: prints(outline.sentences) for outline in system.outlines}
    order = sorted(system.outlines, key=lambda x: (x.plan_class != "master", x.issued, x.file))
    oldest: dict[bytes, str] = {}
    by_file = {outline.file: outline for outline in system.outlines}
    sets: dict[str, frozenset[bytes]] = {}
    for outline in order:
        above = [x.file for x in map(system.plan, outline.upper_plans) if x and x is not outline]
        for file in above:
            if file not in sets:
                sets[file] = frozenset(marks[file])
        shared: Counter[str] = Counter()
        for mark in marks[outline.file]:
            upper = next((file for file in above if mark in sets[file]), None)
            source = upper or oldest.setdefault(mark, outline.file)
            if source != outline.file:
                shared[source] += 1
        for source, count in sorted(shared.items(), key=lambda item: (-item[1], item[0]))[:1]:
            if count >= _FEWEST:
                if source not in sets:
                    sets[source] = frozenset(marks[source])
                found = _Shared(marks[outline.file], sets[source], outline, by_file[source])
                yield outline, found, source in above


def _place(outline: PlanOutline, passage: tuple[Sentence, Sentence]) -> Place:
    first, last = passage
    if first.action >= 0:
        return Place(outline.file, ("actions", first.action, "content"))
    prose = outline.file.rpartition("/")[0] + "/plan.md"
    end = max(first.line, last.line)
    return Place(prose, span=Span(first.line, 1, end, 1 + (end == first.line)))


def _name(source: PlanOutline, beside: PlanOutline) -> str:
    """Return the name of *source*, with its file if the plan *beside* it has the same one."""
    return source.name if source.name != beside.name else f"{source.name}（{source.file}）"


def _hit(outline: PlanOutline, shared: _Shared, most: int) -> Hit:
    (here, there, length), *others = shared.passages
    return Hit(
        _place(outline, here),
        msg(
            "{percent} % of “{plan}” ({count} of {all} sentences) stand word for word in "
            "“{source}”, {most} % are tolerated; the longest passage ({length} sentences) "
            "begins here",
            percent=shared.percent,
            plan=outline.name,
            count=shared.count,
            all=shared.all,
            source=_name(shared.source, outline),
            most=most,
            length=length,
        ),
        msg("Replace it by what holds for this plan: its risks, units, places and figures"),
        (
            (
                _place(shared.source, there),
                msg("The same passage in “{plan}”", plan=_name(shared.source, outline)),
            ),
            *(
                (_place(outline, one), msg("{count} more sentences from here", count=count))
                for one, _, count in others[:_SHOWN]
            ),
        ),
    )


@system_rule(
    "WRD014",
    "wording.copied-from-above",
    Severity.ADVICE,
    title=msg("Plan that repeats the plan above it"),
    rationale=msg(
        "A plan rests on the risks and resources of its own place; one that repeats the upper "
        "plan adds nothing to it."
    ),
    sources=(_OWN_PLAN,),
    options=(MOST_OF_UPPER,),
)
def copied_from_above(system: System) -> Iterator[Hit]:
    """Plans of which too many sentences of 12 characters and more stand in an upper plan."""
    most = MOST_OF_UPPER.of(system.registry)
    for outline, shared, is_above in _compared(system):
        if is_above and shared.percent > most:
            yield _hit(outline, shared, most)


@system_rule(
    "WRD015",
    "wording.copied-from-beside",
    Severity.ADVICE,
    title=msg("Plan that repeats a plan beside it"),
    rationale=msg(
        "Two plans for two hazards have other measures; copied sentences are those that nobody "
        "has thought about."
    ),
    sources=(_OWN_PLAN,),
    options=(MOST_OF_SIBLING,),
)
def copied_from_beside(system: System) -> Iterator[Hit]:
    """Plans of which too many sentences stand in an older plan that is not above them."""
    most = MOST_OF_SIBLING.of(system.registry)
    for outline, shared, is_above in _compared(system):
        if not is_above and shared.percent > most:
            yield _hit(outline, shared, most)

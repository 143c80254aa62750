"""What a drill showed: actions held against their limits, ratings counted, what is to be mended.

An item to be mended names the parts of plans that it is about, so that it can be closed only by a
change of these.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from planforge.drill.elements import Elements
from planforge.drill.improvement import Improvement, task_id
from planforge.drill.lateness import CAUSES
from planforge.drill.timed import Verdict, ratings_of, timed_actions
from planforge.drill.unmet import of_items, said, together
from planforge.frozen import dataclass
from planforge.i18n import msg
from planforge.model.drill_scales import TaskTarget

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from planforge.drill.kit.clock import Timeline
    from planforge.drill.kit.values import Kit, Watched
    from planforge.drill.timed import Judgement, Records, Timed
    from planforge.i18n import Message


@dataclass(frozen=True, slots=True)
class Score:
    """What a drill showed.

    Attributes:
        timed: Its expected actions, in order of the injects.
        ratings: For each part of the evaluation, how often each rating was given.
        failed: Critical items that failed: ids of items.
        cap: The best grade that the pack still allows; empty for any.
        improvements: What is to be mended.
    """

    timed: tuple[Timed, ...]
    ratings: Mapping[str, Mapping[str, int]]
    failed: tuple[str, ...]
    cap: str
    improvements: tuple[Improvement, ...]

    def count(self, verdict: Verdict) -> int:
        """Return how many expected actions went so."""
        return sum(one.verdict is verdict for one in self.timed)


def score(kit: Kit, records: Records) -> Score:
    """Return what *records* of a drill say of it.

    Args:
        kit: What its papers say.
        records: What was written down.
    """
    timed = tuple(timed_actions(kit, records))
    items = {(sheet.id, item.id): item for sheet in kit.sheets for item in sheet.items}
    failed = tuple(
        dict.fromkeys((*_failed(kit, timed, records), *_failed_items(kit, items, records)))
    )
    elements = Elements(kit)
    found = (
        *_of_actions(kit, elements, timed, records),
        *of_items(kit, elements, timed, records),
    )
    capped = kit.pack.capped if failed else ""
    return Score(timed, _ratings(kit, items, records), failed, capped, found)


def _failed(kit: Kit, timed: tuple[Timed, ...], records: Records) -> Iterator[str]:
    """Yield the critical actions that were not done, or late if no evaluator let them pass.

    An answer that comes late at a table is one: only who judges it can say that it failed.
    """
    ratings, worst = ratings_of(kit, records), kit.pack.worst.id
    for one in timed:
        given = ratings.get(one.expected.id, frozenset())
        is_passed = bool(given) or one.is_answer
        is_late = one.verdict is Verdict.LATE and (not is_passed or worst in given)
        if one.expected.critical and (is_late or one.verdict is Verdict.NOT_DONE):
            yield one.expected.id


def _failed_items(
    kit: Kit, items: Mapping[tuple[str, str], Watched], records: Records
) -> Iterator[str]:
    worst = kit.pack.worst.id
    for one in records.judged:
        item = items.get((one.sheet, one.item))
        if item is not None and item.critical and one.rating == worst:
            yield one.item


def _ratings(
    kit: Kit, items: Mapping[tuple[str, str], Watched], records: Records
) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for one in records.judged:
        item = items.get((one.sheet, one.item))
        if item is not None and one.rating:
            counted = found.setdefault(item.dimension, {})
            counted[one.rating] = counted.get(one.rating, 0) + 1
    order = [one.id for one in kit.pack.ratings]

    def place(code: str) -> tuple[int, str]:
        return (order.index(code) if code in order else len(order), code)

    return {
        name: {code: found[name][code] for code in sorted(found[name], key=place)}
        for name in sorted(found)
    }


def _of_actions(
    kit: Kit, elements: Elements, timed: tuple[Timed, ...], records: Records
) -> Iterator[Improvement]:
    """Yield what is to be mended of expected actions, with what evaluators wrote of them."""
    wrote: dict[str, list[Judgement]] = {}
    for judgement in records.judged:
        wrote.setdefault(judgement.item, []).append(judgement)
    for one in timed:
        own = wrote.get(one.expected.id, [])
        problem = _problem(kit, one, own)
        if problem is None:
            continue
        main = (CAUSES[one.main_cause],) if one.main_cause else ()
        causes = (*main, *said(judgement.cause for judgement in own))
        advice = said(judgement.advice for judgement in own)
        yield Improvement(
            task_id(kit.rehearsal.view.drill.id, one.expected.id),
            problem,
            together(causes),
            elements.of_expected(one.expected),
            TaskTarget.PLAN,
            together(advice),
            one.expected.critical,
            one.expected.actors[0] if one.expected.actors else "",
            one.seen.remark,
        )


def _problem(kit: Kit, one: Timed, own: list[Judgement]) -> Message | None:
    """Return what is wrong with an expected action; None if nothing is."""
    who, what, line = one.expected.actors, one.expected.title, kit.timeline
    if one.verdict is Verdict.NOT_DONE:
        return _missed(line, one)
    if one.verdict is Verdict.LATE:
        return _late(line, one)
    worst = kit.pack.worst.id
    if any(x.rating == worst or x.cause or x.advice for x in own):
        return msg("{who}: “{what}” was done with shortcomings", who=who, what=what)
    return None


def _missed(line: Timeline, one: Timed) -> Message:
    """Return that *one* was not done or not answered, and by when it had to be."""
    who, what = one.expected.actors, one.expected.title
    if one.is_answer:
        return msg("{who}: the table did not say who does “{what}” and by when", who=who, what=what)
    missed = msg("{who}: “{what}” was not seen", who=who, what=what)
    if one.due is None:
        return missed
    if one.expected.is_at_once:
        return msg("{problem} (to be begun by {due} on the clock of the drill)",
                   problem=missed, due=line.wall(one.due))  # fmt: skip
    return msg("{problem} (by {due} on the clock of the drill)",
               problem=missed, due=line.wall(one.due))  # fmt: skip


def _late(line: Timeline, one: Timed) -> Message:
    """Return by how much *one* was late, and by the clock of the drill if it shows that."""
    who, what, minutes = one.expected.actors, one.expected.title, one.late_min
    if one.is_answer:
        return msg("{who}: “{what}” was answered {minutes} minutes behind the time to talk",
                   who=who, what=what, minutes=minutes)  # fmt: skip
    late = msg("{who}: “{what}” was {late}", who=who, what=what, late=one.words)
    if one.expected.is_at_once:
        return msg("{problem}, and is to be begun at once", problem=late)
    if one.due is None or one.seen.ended is None:
        return late
    due, ended = line.wall(one.due), line.wall(one.seen.ended)
    if one.seen.ended > line.length:
        return msg("{problem} (on the clock of the drill due by {due}, written down as done at "
                   "{ended}, after its end at {end}: check the time)", problem=late, due=due,
                   ended=ended, end=line.wall(line.length))  # fmt: skip
    return msg("{problem} (on the clock of the drill due by {due}, done at {ended})",
               problem=late, due=due, ended=ended)  # fmt: skip


__all__ = ["Score", "score"]

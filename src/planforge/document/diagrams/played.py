"""A rehearsal as pictures: levels, work, load and messages over time.

Everything drawn is read from the records of one run; nothing is added but titles.
"""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, Final

from planforge.document.charts.timed import (
    Arrow,
    Change,
    Gantt,
    Lane,
    Load,
    MessageMap,
    Span,
    Stair,
    Staircase,
    Standing,
    Use,
)
from planforge.drill.history import action_of
from planforge.drill.limits import Limits
from planforge.drill.rehearsal import level_id
from planforge.i18n import DEFAULT_LANGUAGE, marks, msg

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from planforge.drill.history import History, TaskStory
    from planforge.drill.rehearsal import Index, Rehearsal
    from planforge.drill.trace import Record
    from planforge.drill.world import Plan
    from planforge.i18n import Message

MOST_USES: Final = 12
"""Persons and teams in a chart of load: those who are busiest."""
_ROMAN_TOP: Final = {4: 1, 3: 2, 2: 3, 1: 4}
"""Levels of a plan → colour of its highest; a plan of four begins with red."""


class Played:
    """The pictures of one run."""

    def __init__(
        self, rehearsal: Rehearsal, history: History, language: str = DEFAULT_LANGUAGE
    ) -> None:
        """Draw *history*, a run of *rehearsal*, with words in *language*."""
        self.rehearsal = rehearsal
        self.history = history
        self.language = language
        self.window = (0, history.horizon)
        self._limits = Limits(history)

    @property
    def _index(self) -> Index:
        return self.rehearsal.index

    def levels(self) -> Staircase | None:
        """Return the response levels of all plans that ran; None if none did."""
        stairs = tuple(
            self._stair(plan)
            for plan in self.rehearsal.world.plans
            if plan.levels and self.history.levels[plan.id]
        )
        if not stairs:
            return None
        return Staircase(
            self._say(msg("Response levels over time")),
            stairs,
            window=self.window,
            language=self.language,
        )

    def work(self, plan: str) -> Gantt | None:
        """Return who worked when on what *plan* orders; None if nothing was done."""
        stories = [one for one in self.history.tasks.values() if one.plan == plan and one.start]
        if not stories:
            return None
        spans = tuple(self._span(one, one.start) for one in stories if one.start)
        roles = dict.fromkeys(span.lane for span in sorted(spans, key=lambda one: one.start_s))
        lanes = tuple(Lane(role, self._role(role)) for role in roles)
        title = self._say(msg("Work by role: {plan}", plan=self._index.name(plan)))
        said = self._say(msg("What lies behind its time limit is hatched."))
        return Gantt(title, lanes, spans, (), said, self.window, self.language)

    def load(self) -> Load | None:
        """Return how busy the busiest persons and teams were; None if nobody was."""
        uses = [use for item in sorted(self.history.held) if (use := self._use(item)) is not None]
        busiest = sorted(uses, key=lambda one: (-self._busy(one), one.title))[:MOST_USES]
        if not busiest:
            return None
        said = self._say(
            msg(
                "Work is counted in quarters of a person or a team; at the capacity nobody is free."
            )
        )
        title = self._say(msg("Load of people and teams"))
        return Load(title, tuple(busiest), (), said, self.window, self.language)

    def messages(self, plan: str = "") -> MessageMap | None:
        """Return who told what to whom, in the response of *plan* if one is given; None if nobody.

        News that units pass on by themselves are left out.
        """
        arrows = tuple(self._arrows(plan))
        names = dict.fromkeys(one for arrow in arrows for one in (arrow.source, arrow.target))
        if not arrows:
            return None
        lanes = tuple(Lane(name, self._index.name(name)) for name in names)
        title = self._say(msg("Messages"))
        if plan:
            title = marks(self.language).labelled(title, self._index.name(plan))
        return MessageMap(title, lanes, arrows, language=self.language)

    def _stair(self, plan: Plan) -> Stair:
        ranks = sorted((level.rank for level in plan.levels), reverse=True)
        names = tuple(self._index.name(level_id(plan.id, rank)) for rank in ranks)
        changes = tuple(
            Change(record.t, ranks.index(rank) + 1 if rank in ranks else 0, self._by(record))
            for record in self.history.levels[plan.id]
            for rank in [_whole(record, "to")]
        )
        top = _ROMAN_TOP.get(len(ranks), 1)
        return Stair(self._index.name(plan.id), names, changes, top=top)

    def _span(self, story: TaskStory, start: Record) -> Span:
        over = story.closed
        standing = Standing.DONE if over and over.type == "task_done" else Standing.OPEN
        end = over.t if over else self.history.horizon
        label = self._index.name(story.key)
        return Span(start.role, start.t, end, label, self._limits.due(story.id), standing)

    def _use(self, item: str) -> Use | None:
        kind, _, id_ = item.partition(":")
        ready = self.history.ready
        if kind == "person":
            capacity = next((one.quarters for one in ready.world.persons if one.id == id_), 0)
        elif kind == "team" and id_ in ready.teams:
            capacity = 4 * ready.teams[id_].slots
        else:
            return None
        steps: dict[int, int] = {}
        for stretch in self.history.held[item]:
            share = self.history.action(stretch.what).quarters
            steps[stretch.begin] = steps.get(stretch.begin, 0) + share
            steps[stretch.end] = steps.get(stretch.end, 0) - share
        times = sorted(steps)
        counts = tuple(zip(times, accumulate(steps[at] for at in times), strict=True))
        return Use(self._index.name(id_), capacity, counts) if capacity else None

    def _busy(self, use: Use) -> int:
        """Return the seconds for which nobody of *use* was free."""
        ends = [at for at, _ in use.counts[1:]] + [self.history.horizon]
        return sum(
            end - at
            for (at, count), end in zip(use.counts, ends, strict=True)
            if count >= use.capacity
        )

    def _arrows(self, plan: str) -> Iterator[Arrow]:
        owed = {
            f"report:{record.entity}:{_whole(record, 'n')}": _whole(record, "due")
            for record in self.history.of("report_owed")
        }
        for name, records in self.history.messages.items():
            sent = next((one for one in records if one.type == "message_sent"), None)
            if sent is None or sent.data.get("kind") == "hop" or plan not in ("", sent.plan):
                continue
            came = next((one for one in records if one.type == "message_delivered"), None)
            yield Arrow(
                sent.role,
                str(sent.data.get("to", "")),
                sent.t,
                came.t if came else sent.t,
                self._about(name),
                due_s=owed.get(name),
                standing=Standing.DONE if came else Standing.OPEN,
            )

    def _about(self, message: str) -> str:
        """Return what *message* is: the report, the link, or the action that it tells of."""
        what = message.partition(":")[2].rpartition(":")[0]
        return self._index.name(what if what in self._index else action_of(what.partition(":")[0]))

    def _by(self, record: Record) -> str:
        names = (self._index.name(one) for one in (record.role, record.person) if one)
        return marks(self.language).gap.join(names) or ""

    def _role(self, role: str) -> str:
        return self._index.name(role) if role else self._say(msg("nobody in particular"))

    def _say(self, message: Message) -> str:
        return message.render(self.language)


def _whole(record: Record, key: str) -> int:
    found = record.data.get(key, 0)
    return found if isinstance(found, int) else 0


def pictures(
    played: Played, plans: Iterable[str]
) -> Iterator[Staircase | Gantt | Load | MessageMap]:
    """Yield all pictures of a run in the order in which they are looked at."""
    for one in (played.levels(), *(played.work(plan) for plan in plans)):
        if one is not None:
            yield one
    for other in (played.load(), played.messages()):
        if other is not None:
            yield other


__all__ = ["MOST_USES", "Played", "pictures"]

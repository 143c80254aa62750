"""What happened when, before anybody decides how it looks: five kinds of charts.

All times are whole seconds since T0, negative ones before it. Texts are written as they are shown;
a target is a link as for the boxes of other charts, empty for none.
"""

from __future__ import annotations

from enum import Enum
from typing import TypeAlias

from planforge.frozen import dataclass
from planforge.i18n import DEFAULT_LANGUAGE


class Standing(Enum):
    """How a piece of work, or a message, ended."""

    DONE = "done"
    OPEN = "open"
    """Begun, or sent, and not ended when the run did."""
    MISSED = "missed"
    """Never begun, or never received."""


@dataclass(frozen=True, slots=True)
class Lane:
    """A role, unit, team or organisation: a row of a Gantt chart, a column of a message map.

    Attributes:
        id: Name that spans and messages refer to.
        title: What it is called.
        detail: Smaller words below the title.
        target: Link of the title.
    """

    id: str
    title: str
    detail: str = ""
    target: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """A moment that concerns all rows, drawn as a line across them with its label on top."""

    at_s: int
    label: str


@dataclass(frozen=True, slots=True)
class Span:
    """A bar of a Gantt chart.

    Attributes:
        lane: Id of its lane.
        start_s: When it begins.
        end_s: When it ends, at or after *start_s*; for open work when the run ended. Of missed work
            both are the moment it was due.
        label: What is done.
        deadline_s: When it must have ended, None for no limit. What lies after it is late.
        standing: Whether it was done.
        target: Link of the bar.
        is_planned: Whether it is what others are held against, rather than what happened.
    """

    lane: str
    start_s: int
    end_s: int
    label: str
    deadline_s: int | None = None
    standing: Standing = Standing.DONE
    target: str = ""
    is_planned: bool = False

    @property
    def late_s(self) -> int:
        """Seconds by which the work ended after its deadline, 0 if it did not."""
        return max(0, self.end_s - self.deadline_s) if self.deadline_s is not None else 0

    @property
    def is_late(self) -> bool:
        """Whether it ended late or was missed."""
        return self.late_s > 0 or self.standing is Standing.MISSED


@dataclass(frozen=True, slots=True)
class Gantt:
    """Who worked when, on what: a row, or several if work overlaps, for each lane.

    Attributes:
        title: Accessible name.
        lanes: From top to bottom; one without spans has an empty row.
        spans: In any order; one whose lane is unknown is not drawn.
        marks: Moments that concern all.
        description: A sentence or two on what it shows, for those who do not see it.
        window: First and last second shown; None for all that is there.
        language: Language of the words that the chart adds.
        clock_s: What the clock on the wall shows at T0, in seconds since midnight; with it, times
            are clocks rather than times since T0.
    """

    title: str
    lanes: tuple[Lane, ...]
    spans: tuple[Span, ...]
    marks: tuple[Mark, ...] = ()
    description: str = ""
    window: tuple[int, int] | None = None
    language: str = DEFAULT_LANGUAGE
    clock_s: int | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """From *at_s* on, *level* is in force.

    Attributes:
        at_s: When.
        level: Its place in the names of its stair, from 1; 0 for none.
        label: Why, or who decided; empty for nothing.
    """

    at_s: int
    level: int
    label: str = ""


@dataclass(frozen=True, slots=True)
class Stair:
    """The response levels of one plan over time.

    Attributes:
        title: Name of the plan.
        levels: Names of its levels, the highest first.
        changes: In order of time; before the first none is in force.
        target: Link of the title.
        top: Rank of the first of *levels*, which gives it its colour: 1 red, 2 orange, 3 yellow.
    """

    title: str
    levels: tuple[str, ...]
    changes: tuple[Change, ...]
    target: str = ""
    top: int = 1


@dataclass(frozen=True, slots=True)
class Staircase:
    """Which level was in force when, one stair for each plan, all with the same time axis."""

    title: str
    stairs: tuple[Stair, ...]
    marks: tuple[Mark, ...] = ()
    description: str = ""
    window: tuple[int, int] | None = None
    language: str = DEFAULT_LANGUAGE


@dataclass(frozen=True, slots=True)
class Use:
    """How much of something is in use over time, against what there is.

    Attributes:
        title: Person, post, team or supply.
        capacity: How much there is, at least 0.
        counts: In order of time: from that second on so much is in use; 0 before the first.
        unit: Word for what is counted, behind a number: 人, 支.
        target: Link of the title.
    """

    title: str
    capacity: int
    counts: tuple[tuple[int, int], ...]
    unit: str = ""
    target: str = ""

    @property
    def most(self) -> int:
        """The largest number in use at once."""
        return max((count for _, count in self.counts), default=0)


@dataclass(frozen=True, slots=True)
class Load:
    """How busy persons or teams were, an area for each, all with the same time axis."""

    title: str
    uses: tuple[Use, ...]
    marks: tuple[Mark, ...] = ()
    description: str = ""
    window: tuple[int, int] | None = None
    language: str = DEFAULT_LANGUAGE


@dataclass(frozen=True, slots=True)
class Arrow:
    """A message from one organisation to another.

    Attributes:
        source: Id of the lane that sends.
        target: Id of the lane that receives; equal to *source* for a note to oneself.
        sent_s: When it was sent.
        received_s: When it arrived, at or after *sent_s*; of a lost message the same.
        label: What it says.
        limit: Its limit in words, as the plan has it; empty for none.
        due_s: When it had to arrive; None for no limit.
        standing: Done if it arrived; open while under way; missed if it was lost or never sent.
        link: Link of the label.
    """

    source: str
    target: str
    sent_s: int
    received_s: int
    label: str
    limit: str = ""
    due_s: int | None = None
    standing: Standing = Standing.DONE
    link: str = ""

    @property
    def late_s(self) -> int:
        """Seconds by which it arrived after it was due, 0 if it did not."""
        return max(0, self.received_s - self.due_s) if self.due_s is not None else 0

    @property
    def is_late(self) -> bool:
        """Whether it arrived late or never."""
        return self.late_s > 0 or self.standing is Standing.MISSED


@dataclass(frozen=True, slots=True)
class MessageMap:
    """Who told whom what and when: a column for each organisation, time downwards.

    The distance of arrows is not to scale; their times stand at the left.

    Attributes:
        title: Accessible name.
        lanes: From left to right; those without messages are left out.
        arrows: In any order; one whose end is unknown is not drawn.
        description: As for the others.
        language: As for the others.
    """

    title: str
    lanes: tuple[Lane, ...]
    arrows: tuple[Arrow, ...]
    description: str = ""
    language: str = DEFAULT_LANGUAGE


class Tone(Enum):
    """How a part of a bar looks: told by colour and, for the bad, by hatching."""

    GOOD = "good"
    FAIR = "fair"
    POOR = "poor"
    BAD = "bad"
    OTHER = "other"
    BLANK = "blank"


@dataclass(frozen=True, slots=True)
class Sort:
    """A sort of part that bars consist of.

    Attributes:
        name: Its word in the legend.
        tone: How its parts look.
    """

    name: str
    tone: Tone


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of parts.

    Attributes:
        title: What it is about.
        amounts: One for each sort of its chart; less than 0 lies left of the zero line.
        detail: Smaller words below the title.
        note: Words behind the bar; empty for the sum of its amounts.
    """

    title: str
    amounts: tuple[int, ...]
    detail: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Bars:
    """Amounts side by side, each split into sorts; no time axis, but drawn as the others are.

    Attributes:
        title: Accessible name.
        sorts: What parts there are, in the order in which they lie in a bar.
        bars: From top to bottom.
        is_time: Whether amounts are seconds, rather than counts.
        description: As for the others.
        reach: Least and largest amount of the axis; None for what is there.
        language: As for the others.
    """

    title: str
    sorts: tuple[Sort, ...]
    bars: tuple[Bar, ...]
    is_time: bool = False
    description: str = ""
    reach: tuple[int, int] | None = None
    language: str = DEFAULT_LANGUAGE


TimedChart: TypeAlias = Gantt | Staircase | Load | MessageMap | Bars

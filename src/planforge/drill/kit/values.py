"""What the papers of a drill say, as values: rows, cards, items, each with an id that stays.

An id is made from those of drill and plans, never from a position: a row written on stays the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from planforge.drill.kit.marking import plain
from planforge.findings import Severity
from planforge.frozen import dataclass
from planforge.i18n import Message

if TYPE_CHECKING:
    from planforge.drill.causes import DelaySplit
    from planforge.drill.entries import Entry
    from planforge.drill.kit.clock import Timeline
    from planforge.drill.kit.rises import Since
    from planforge.drill.rehearsal import Rehearsal
    from planforge.drill.trace import Trace
    from planforge.findings import Place
    from planforge.model.drill import Goal, Staff
    from planforge.model.drill_scales import Delivery, InjectType
    from planforge.model.evaluation import Pack, PackItem
    from planforge.model.scalars import Limit

Words: TypeAlias = "str | Message"
"""What is written: the words of a file as they are, or a sentence in the reader's language."""


def text_of(words: Words, language: str) -> str:
    """Return *words* as readers of *language* get them."""
    return words.render(language) if isinstance(words, Message) else words


@dataclass(frozen=True, slots=True)
class Basis:
    """Where a plan says something.

    Attributes:
        plan: Id of the plan.
        plan_name: Its name.
        clause: Number of the section, and of the item in it; empty where it has none.
        title: Title of that section.
        place: Where it stands in the files; None if no file says it.
    """

    plan: str
    plan_name: str
    clause: str = ""
    title: str = ""
    place: Place | None = None


def is_at_once(limit: Limit | None) -> bool:
    """Whether *limit* is 立即, which plans state without a number."""
    return limit is not None and limit.seconds == 0


@dataclass(frozen=True, slots=True)
class Expected:
    """What should be done on an inject, as the plan says it (预期行动).

    Attributes:
        id: “inject/plan/action”.
        plan: Id of the plan.
        action: Id of the action; empty if the plan has none of this id.
        title: Its name.
        content: What is done, in the words of the plan at the level of that moment.
        actors: Who does it.
        limit: The time the plan allows at the level of that moment; None for none.
        anchor: From what moment; None for from the inject, as it is where the plan's time was over
            before anybody asked.
        due: Second of the scenario by which it is done, or has begun if it is done at once; None if
            that is not known.
        standard: What shows that it is done well.
        critical: Whether the drill fails without it.
        basis: Where the plan says so.
        asked: The time from the inject that organisers ask for; None unless it is less than the
            plan allows.
        asked_due: Second of the scenario by which that has passed; None if it is not known.
        grace: Seconds within which it begins if it is done at once (立即); 0 for other limits.
    """

    id: str
    plan: str
    action: str
    title: str
    content: str
    actors: tuple[str, ...]
    limit: Limit | None
    anchor: Since | None
    due: int | None
    standard: str
    critical: bool
    basis: Basis
    asked: Limit | None = None
    asked_due: int | None = None
    grace: int = 0

    @property
    def is_at_once(self) -> bool:
        """Whether it is done at once: then it counts when it begins, not when it is over."""
        return is_at_once(self.limit)

    @property
    def allowed(self) -> int | None:
        """Seconds from its anchor until it is due; None if that is not known."""
        if self.limit is None or self.limit.seconds is None:
            return None
        return self.limit.seconds + self.grace


@dataclass(frozen=True, slots=True)
class Inject:
    """A row of the list of events (情景事件清单), and the message card that belongs to it.

    Attributes:
        id: Its identifier.
        type: What it is for.
        at: Second of the scenario; None if it comes on a condition or by hand.
        trigger: When it comes, if not at a time.
        title: What it is, in a few words.
        text: What is said, written or shown, with the words that mark the drill.
        sender: Who seems to send it.
        to: Who gets it.
        delivery: How.
        place: Where.
        attachments: What goes with it.
        goals: Ids of the goals it serves.
        expected: What should be done on it.
        grace: Seconds after the limit until controllers help; 0 for none.
        helped_by: Ids of the injects that help if nothing is done.
        helps: Id of the inject that it helps.
        controller: Id of the controller.
        simulator: Id of the simulator.
        leeway: How far controllers may depart from the text.
        is_generated: Whether it was made from the plan rather than written in the file.
    """

    id: str
    type: InjectType
    at: int | None
    trigger: Words
    title: Words
    text: Words
    sender: Words
    to: tuple[Words, ...]
    delivery: Delivery
    place: str = ""
    attachments: tuple[str, ...] = ()
    goals: tuple[str, ...] = ()
    expected: tuple[Expected, ...] = ()
    grace: int = 0
    helped_by: tuple[str, ...] = ()
    helps: str = ""
    controller: str = ""
    simulator: str = ""
    leeway: Words = ""
    is_generated: bool = False

    @property
    def plain(self) -> Words:
        """The text without the words that mark the drill: what an organiser writes and edits."""
        return plain(self.text)


@dataclass(frozen=True, slots=True)
class Turn:
    """Somebody speaks."""

    speaker: Words
    words: Words


@dataclass(frozen=True, slots=True)
class ScriptRow:
    """A row of the script (脚本).

    Attributes:
        id: Its identifier.
        at: Second of the scenario.
        stage: Part of the course that it belongs to (阶段).
        scene: What is so by now (场景).
        action: What is done (处置行动).
        actor: Who does it.
        to: Whom it is for.
        dialogue: Orders, reports and what is said (指令与对白).
        narration: What guests are told (解说词).
        caption: Words for the screen (字幕).
        place: Where.
        props: What is taken along (道具、物资).
        duration: Seconds that it takes; None if nothing takes time.
        limit: The time allowed; None for none.
        anchor: From what moment; None for that of the inject that calls for it.
        due: Second of the scenario by which it is over.
        called: Injects, by id, from which a later limit runs, and by when it is over then.
        slack: Seconds between its planned end and the last of these; less than 0 if it is late.
        is_doubtful: Whether it is late only if no estimate is too long.
        basis: Where the plan says so.
        items: Ids of the evaluation items that watch it.
        cue: What controllers do.
        records: Numbers of the records it is from.
    """

    id: str
    at: int
    stage: Words
    scene: Words = ""
    action: Words = ""
    actor: str = ""
    to: tuple[Words, ...] = ()
    dialogue: tuple[Turn, ...] = ()
    narration: Words = ""
    caption: Words = ""
    place: str = ""
    props: tuple[str, ...] = ()
    duration: int | None = None
    limit: Limit | None = None
    anchor: Since | None = None
    due: int | None = None
    called: tuple[tuple[str, int], ...] = ()
    slack: int | None = None
    is_doubtful: bool = False
    basis: Basis | None = None
    items: tuple[str, ...] = ()
    cue: Words = ""
    records: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Reply:
    """What somebody who is played hears in the drill, and answers.

    Attributes:
        who: Who is played.
        at: Second of the scenario.
        caller: Who turns to them; empty if they speak by themselves.
        about: What it is about.
        words: What they say.
        row: Id of the row of the script.
    """

    who: str
    at: int
    caller: str
    about: Words
    words: tuple[Words, ...]
    row: str


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody with a part in the drill.

    Attributes:
        name: Unit or post.
        phone: Duty phone; empty if none is registered.
        controller: Ids of the controllers who look after it.
        actions: Expected actions that it does.
        tasks: Names of the actions that it did in the rehearsal.
    """

    name: str
    phone: str = ""
    controllers: tuple[str, ...] = ()
    actions: tuple[Expected, ...] = ()
    tasks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Watched:
    """An item on the sheet of an evaluator (评估项).

    Attributes:
        id: Its identifier: that of the expected action, the goal or the item of the pack.
        dimension: Id of the part of the evaluation.
        content: What is looked at.
        critical: Whether one failure caps the grade of the drill.
        expected: The expected action, if it is one.
        inject: Id of the inject, if it is one.
        item: The item of the pack, if it is one.
        goal: The goal, if it is one.
    """

    id: str
    dimension: str
    content: Words
    critical: bool = False
    expected: Expected | None = None
    inject: str = ""
    item: PackItem | None = None
    goal: Goal | None = None


@dataclass(frozen=True, slots=True)
class EvaluationSheet:
    """The sheet of one evaluator (评估表): who, where, and what is judged.

    Attributes:
        id: Id of the evaluator; empty for the sheet that evaluators fill in together.
        evaluator: Who; None for all together.
        items: What is judged.
    """

    id: str
    evaluator: Staff | None
    items: tuple[Watched, ...]


@dataclass(frozen=True, slots=True)
class Stage:
    """A part of the course of a drill, from one development of the scenario to the next.

    Attributes:
        id: Its identifier.
        at: Second of the scenario at which it begins.
        title, text: What happens, in a few words and told.
        place: Where.
        facts: What is so from then on, in words.
        levels: Name of each plan and the level that it should reach.
        injects: Ids of the injects that come in it.
    """

    id: str
    at: int
    title: str
    text: str
    place: str = ""
    facts: tuple[Words, ...] = ()
    levels: tuple[tuple[str, str], ...] = ()
    injects: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Point:
    """Something of a plan that the rehearsal found wanting, for those who revise it.

    Attributes:
        id: Its identifier.
        basis: Where the plan says it.
        text: What the rehearsal shows.
        hint: What could be changed.
        cause: Why it is so.
        about: Name of what it is about, e.g. an action.
        delay: Where the time went, if it is about time; None if not.
        entries: What it is about, first where it is to be mended.
        severity: How bad it is.
    """

    id: str
    basis: Basis
    text: Words
    hint: Words = ""
    cause: Words = ""
    about: str = ""
    delay: DelaySplit | None = None
    entries: tuple[Entry, ...] = ()
    severity: Severity = Severity.ADVICE

    @property
    def weakness(self) -> str:
        """Which sort of weakness it is: E01 to E14."""
        return self.id.partition("/")[0]


@dataclass(frozen=True, slots=True)
class Kit:
    """All that the papers of a drill say.

    Attributes:
        rehearsal: The drill made ready to run.
        trace: What happened in it.
        timeline: How the time of the scenario lies in the drill.
        stages: Its parts.
        injects: The list of events: written ones, and those made from the plans.
        script: The script; empty where a drill has none.
        participants: Those who take part.
        pack: The items and scales it is judged by.
        sheets: The sheet of each evaluator, and the common one.
        points: What the rehearsal found wanting in the plans.
        replies: What those who are played hear and answer.
        running: Plans whose response still runs when the drill ends, with their level.
        is_table: Whether it is played at a table, where nothing is done in the field.
    """

    rehearsal: Rehearsal
    trace: Trace
    timeline: Timeline
    stages: tuple[Stage, ...]
    injects: tuple[Inject, ...]
    script: tuple[ScriptRow, ...]
    participants: tuple[Participant, ...]
    pack: Pack
    sheets: tuple[EvaluationSheet, ...]
    points: tuple[Point, ...] = ()
    replies: tuple[Reply, ...] = ()
    running: tuple[tuple[str, str], ...] = ()
    is_table: bool = False

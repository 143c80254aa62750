"""Words of the tables of a drill: headings by which they are read back, and choices."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.i18n import Message, msg

if TYPE_CHECKING:
    from collections.abc import Mapping

HEADINGS: Final[Mapping[str, Message]] = {
    "id": msg("Number"),
    "type": msg("Type"),
    "at": msg("Time of the scenario"),
    "title": msg("Title"),
    "text": msg("Text"),
    "source": msg("Sent by"),
    "to": msg("Given to"),
    "delivery": msg("Way it is delivered"),
    "place": msg("Place of the message"),
    "attachments": msg("Enclosed"),
    "goals": msg("Goals"),
    "grace": msg("Grace"),
    "controller": msg("Controller"),
    "simulator": msg("Spoken by"),
    "leeway": msg("Leeway"),
    "helps": msg("Helps"),
    "clock": msg("Time of the drill"),
    "occasion": msg("Occasion"),
    "answers": msg("Expected action"),
    "helped_by": msg("If not seen"),
    "origin": msg("Origin"),
}
"""Field of an inject → the heading of its column in the list of events."""
EXPECTED: Final[Mapping[str, Message]] = {
    "id": msg("Number"),
    "inject": msg("Inject"),
    "plan": msg("Plan"),
    "clause": msg("Clause"),
    "action": msg("Action in the drill"),
    "by": msg("Responsible"),
    "limit": msg("Limit"),
    "within": msg("Asked for by the organisers"),
    "due": msg("Latest"),
    "answer_by": msg("Answer by"),
    "standard": msg("Standard"),
    "critical": msg("Critical"),
}
"""Field of an expected action → the heading of its column."""
SCRIPT: Final[Mapping[str, Message]] = {
    "id": msg("Number"),
    "clock": msg("Time of the drill"),
    "at": msg("Time of the scenario"),
    "stage": msg("Stage of the course"),
    "scene": msg("Scene"),
    "action": msg("Action in the drill"),
    "actor": msg("Who acts"),
    "to": msg("Given to"),
    "dialogue": msg("Dialogue"),
    "narration": msg("Narration"),
    "caption": msg("Caption"),
    "place": msg("Place of the message"),
    "props": msg("Props"),
    "timing": msg("Takes, limit, spare"),
    "basis": msg("Basis"),
    "items": msg("Evaluation"),
    "cue": msg("Cue"),
}
"""Field of a row of the script → the heading of its column."""
TIMES: Final[Mapping[str, Message]] = {
    "id": msg("Number"),
    "clock": msg("Time of the drill"),
    "at": msg("Time of the scenario"),
    "length": msg("Length in the drill"),
}
"""Field of a span of time → the heading of its column."""
RECORDED: Final[Mapping[str, Message]] = {
    "id": msg("Number"),
    "status": msg("Status"),
    "given": msg("Really given at"),
    "seen": msg("Really seen"),
    "begun": msg("Really begun at"),
    "ended": msg("Really ended at"),
    "answered": msg("Answered at"),
    "done_by": msg("Done by"),
    "remark": msg("Remark"),
}
"""What is written into these tables and not kept in the file of the drill."""
GIVEN: Final[Mapping[str, Message]] = {
    "id": msg("Number"),
    "given": msg("Really given at"),
    "seen": msg("Really seen"),
}
"""What recorders write into the list of events → the heading of its column."""
DONE: Final[Mapping[str, Message]] = {
    "id": msg("Number"),
    "begun": msg("Really begun at"),
    "ended": msg("Really ended at"),
    "answered": msg("Answered at"),
    "by": msg("Done by"),
    "remark": msg("Remark"),
}
"""What recorders write into the table of expected actions → the heading of its column."""
JUDGED: Final[Mapping[str, Message]] = {
    "id": msg("Number"),
    "rating": msg("Rating given"),
    "seen": msg("Really seen, with the clock"),
    "cause": msg("Cause"),
    "advice": msg("Advice"),
    "measured": msg("Measured"),
}
"""What evaluators write into their sheets → the heading of its column."""
ANSWERS: Final = (msg("yes"), msg("no"))
"""What is written for an item that is answered by a choice."""
TASKS: Final[Mapping[str, Message]] = {
    "id": msg("Number"),
    "problem": msg("Problem and evidence"),
    "plan": msg("Plan and clause"),
    "status": msg("Status"),
}
"""What is read of the table of improvement tasks → the heading of its column."""
INJECT_STATES: Final = (
    msg("draft"),
    msg("to be reviewed"),
    msg("reviewed"),
    msg("fixed"),
    msg("given"),
    msg("completed"),
    msg("cancelled"),
    msg("void"),
)
"""States of an inject, in order."""


def evaluation_title(evaluator: str, language: str) -> str:
    """Return the title of the sheet of *evaluator*, empty for the common one."""
    who = evaluator or msg("together").render(language)
    return msg("Evaluation sheet {who}", who=who).render(language)


__all__ = [
    "ANSWERS",
    "DONE",
    "EXPECTED",
    "GIVEN",
    "HEADINGS",
    "INJECT_STATES",
    "JUDGED",
    "RECORDED",
    "SCRIPT",
    "TASKS",
    "TIMES",
    "evaluation_title",
]

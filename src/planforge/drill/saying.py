"""What a line of the log is about, and what it says."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from planforge.i18n import Message


class LineKind(StrEnum):
    """What a line of the log is about."""

    SCENARIO = "scenario"
    WARNING = "warning"
    LEVEL = "level"
    COMMAND = "command"
    LINK = "link"
    ACTION = "action"
    REPORT = "report"
    SUPPLY = "supply"
    OUTAGE = "outage"


class Said(NamedTuple):
    """What a record says: the text, what it is about, whether it matters, whether it is bad."""

    text: Message
    kind: LineKind
    is_key: bool = True
    is_bad: bool = False


def filled(template: Message, **args: str) -> Message:
    """Return *template* with its fields filled."""
    return Message(template.msgid, tuple(args.items()))


__all__ = ["LineKind", "Said", "filled"]

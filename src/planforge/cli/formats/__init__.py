"""The formats in which a check is told: one module each, named like the format.

A format is a function `render(outcome)` that returns the whole text, its last line ended. Nothing
but the format that is asked for is imported.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final, Protocol, cast

from planforge.findings import Severity
from planforge.frozen import dataclass

if TYPE_CHECKING:
    from planforge.i18n import Message
    from planforge.report import Located, Report

FORMATS: Final = ("text", "json", "sarif", "junit", "github", "gitlab", "markdown")
"""The names of the formats, in the order of the help."""
WITH_NOTES: Final = frozenset({"text", "github", "markdown"})
"""The formats with room for the notes of an outcome."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is told of a check.

    Attributes:
        findings: The findings to show, in the order of the report.
        fingerprints: Their fingerprints (`planforge.identity`), in the same order.
        report: The check without what was filtered away; it decides whether the check fails.
        prefix: What stands before the paths of the report so that they can be opened: empty or
            ending in `/`.
        language: Language of the texts.
        notes: What a reader must know besides, e.g. how many findings a baseline hides.
        fail_on: The lowest severity that makes the check fail.
    """

    findings: tuple[Located, ...]
    fingerprints: tuple[str, ...]
    report: Report
    prefix: str
    language: str
    notes: tuple[Message, ...] = ()
    fail_on: Severity = Severity.WARNING


class Format(Protocol):
    """What a module of this package offers."""

    def render(self, outcome: Outcome) -> str:
        """Return the text that tells *outcome*."""


def render(name: str, outcome: Outcome) -> str:
    """Return *outcome* as text in the format *name*, one of `FORMATS`."""
    return cast("Format", import_module(f"{__name__}.{name}")).render(outcome)

"""The formats in which a check is told: one module each, named like the format.

A format is a function `render(outcome)` that returns the whole text, its last line ended. Nothing
but the format that is asked for is imported.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Final, Protocol, cast

if TYPE_CHECKING:
    from planforge.report import Located, Report

FORMATS: Final = ("text", "json")
"""The names of the formats, in the order of the help."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is told of a check.

    Attributes:
        findings: The findings to show, in the order of the report.
        report: The check they come from.
        prefix: What stands before the paths of the report so that they can be opened: empty or
            ending in `/`.
        language: Language of the texts.
    """

    findings: tuple[Located, ...]
    report: Report
    prefix: str
    language: str


class Format(Protocol):
    """What a module of this package offers."""

    def render(self, outcome: Outcome) -> str:
        """Return the text that tells *outcome*."""


def render(name: str, outcome: Outcome) -> str:
    """Return *outcome* as text in the format *name*, one of `FORMATS`."""
    return cast("Format", import_module(f"{__name__}.{name}")).render(outcome)

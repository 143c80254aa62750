"""Findings as workflow commands: GitHub shows each at its line of a pull request."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.cli.output import summary, visible
from planforge.findings import Severity
from planforge.i18n import msg

if TYPE_CHECKING:
    from planforge.cli.formats import Outcome
    from planforge.report import Located

_COMMANDS: Final = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.ADVICE: "notice",
}
_DATA: Final = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY: Final = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})


def render(outcome: Outcome) -> str:
    """Return one command each, then the summary for those who read the log."""
    lines = [_command(item, outcome) for item in outcome.findings]
    said = [summary(outcome.report, is_narrowed=bool(outcome.notes)), *outcome.notes]
    lines += [" ".join(sentence.render(outcome.language).split()) for sentence in said]
    return "\n".join([*lines, ""])


def _command(item: Located, outcome: Outcome) -> str:
    finding, span, language = item.finding, item.span, outcome.language
    properties: dict[str, str | int] = {
        "file": visible(outcome.prefix + item.file),
        "line": span.line,
        "endLine": span.end_line,
    }
    if span.line == span.end_line:  # columns of two lines would make the annotation invalid
        properties["col"] = span.column
        properties["endColumn"] = max(span.column, span.end_column - 1)
    properties["title"] = finding.rule
    text = visible(item.said(finding.message, language))
    if finding.hint:
        todo = item.said(msg("What to do: {hint}", hint=finding.hint), language)
        text += "\n" + visible(todo)
    head = ",".join(
        f"{name}={str(value).translate(_PROPERTY)}" for name, value in properties.items()
    )
    return f"::{_COMMANDS[finding.severity]} {head}::{text.translate(_DATA)}"

"""Findings as JSON: a list of objects whose keys are promised to other programs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from planforge.cli.output import citation

if TYPE_CHECKING:
    from planforge.cli.formats import Outcome
    from planforge.i18n import Message
    from planforge.report import Located


def render(outcome: Outcome) -> str:
    """Return the findings as a JSON list, one object each, in the order of the report."""
    items = [_item(item, outcome) for item in outcome.findings]
    return json.dumps(items, ensure_ascii=False, indent=2) + "\n"


def _item(item: Located, outcome: Outcome) -> dict[str, object]:
    finding, span, language = item.finding, item.span, outcome.language
    hint: Message | None = finding.hint
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "file": outcome.prefix + item.file,
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "end_column": span.end_column,
        "message": item.said(finding.message, language),
        "hint": item.said(hint, language) if hint else None,
        "basis": [citation(source, language) for source in finding.basis],
        "related": [
            {
                "file": outcome.prefix + place.file,
                "line": at.line,
                "column": at.column,
                "message": why.render(language),
            }
            for (place, why), at in zip(finding.related, item.related, strict=True)
        ],
        "fix": [
            {
                "file": outcome.prefix + change.file,
                "line": change.span.line,
                "column": change.span.column,
                "end_line": change.span.end_line,
                "end_column": change.span.end_column,
                "text": change.text,
            }
            for change in item.changes
        ],
    }

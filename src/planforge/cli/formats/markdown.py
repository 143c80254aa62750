"""Findings as Markdown: the comment under a pull request."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from planforge.cli.groups import Group, grouped
from planforge.cli.output import SEVERITIES, summary, visible
from planforge.findings import Severity
from planforge.i18n import msg

if TYPE_CHECKING:
    from planforge.cli.formats import Outcome
    from planforge.report import Located

_MOST: Final = 60_000
"""Characters; GitHub takes comments of up to 65,536."""
_MARKS: Final = {Severity.ERROR: "❌", Severity.WARNING: "⚠️", Severity.ADVICE: "💡"}
_SPECIAL: Final = re.compile(r"[\\`*_{}\[\]<>()#!|~$&]")


def render(outcome: Outcome) -> str:
    """Return a summary, then a table for each plan that has findings.

    Whole tables rows are left out at the end if the comment would be too long for GitHub; a
    sentence says how many.
    """
    language = outcome.language
    mark = _MARKS[worst] if (worst := outcome.report.worst()) else "✅"
    parts = [
        f"## {mark} planforge",
        "",
        _plain(summary(outcome.report, is_narrowed=bool(outcome.notes)).render(language)),
    ]
    for note in outcome.notes:
        parts += ["", _plain(note.render(language))]
    left = _MOST - sum(map(len, parts))
    missing = 0
    for group in grouped(outcome.findings, outcome.report.plans, language):
        rows = [_row(item, outcome) for item in group.findings]
        head = _head(group, outcome)
        shown = _fitting(rows, left - sum(map(len, head)))
        missing += len(rows) - len(shown)
        if shown:
            parts += [*head, *shown]
            left -= sum(map(len, [*head, *shown])) + len(head) + len(shown)
    if missing:
        parts += [
            "",
            _plain(msg("{count} more findings are not listed.", count=missing).render(language)),
        ]
    return "\n".join([*parts, ""])


def _fitting(rows: list[str], room: int) -> list[str]:
    shown = []
    for row in rows:
        room -= len(row) + 1
        if room < 0:
            break
        shown.append(row)
    return shown


def _head(group: Group, outcome: Outcome) -> list[str]:
    path = outcome.prefix + group.path
    title = " ".join(part for part in (_plain(group.title), _code(path) if path else "") if part)
    words = (
        msg("Location"),
        msg("How bad"),
        msg("Rule"),
        msg("What is wrong"),
        msg("How to fix it"),
    )
    names = " | ".join(word.render(outcome.language) for word in words)
    return ["", f"### {title}", "", f"| {names} |", "| --- | --- | --- | --- | --- |"]


def _row(item: Located, outcome: Outcome) -> str:
    finding, language = item.finding, outcome.language
    name = item.file.rpartition("/")[2]
    cells = (
        _code(f"{name}:{item.span.line}"),
        f"{_MARKS[finding.severity]} {SEVERITIES[finding.severity].render(language)}",
        finding.rule,
        _plain(item.said(finding.message, language)),
        _plain(item.said(finding.hint, language)) if finding.hint else "",
    )
    return f"| {' | '.join(cells)} |"


def _plain(text: str) -> str:
    """Return *text* so that Markdown shows it as it is: no markup, no link, nobody is called."""
    escaped = _SPECIAL.sub(r"\\\g<0>", visible(" ".join(text.split())))
    return escaped.replace("@", "@<!-- -->").replace("://", ":<!-- -->//")


def _code(text: str) -> str:
    return f"`{visible(text).replace('`', '·').replace('|', '·')}`"

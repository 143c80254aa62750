"""Findings as text for people, with line and caret, then one line of summary."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import click

from planforge.cli.groups import grouped
from planforge.cli.output import SEVERITIES, basis_line, summary, visible
from planforge.cli.width import width
from planforge.findings import Severity
from planforge.i18n import msg

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from planforge.cli.formats import Outcome
    from planforge.cli.groups import Group
    from planforge.report import Located

_COLOURS: Final = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.ADVICE: "cyan"}
_LONGEST: Final = 100
_MOST_PLACES: Final = 5
"""Further places of a finding that are named one by one: whoever mends them looks for the rest."""


def render(outcome: Outcome) -> str:
    """Return the findings by plan and a summary, with the codes of colours."""
    language = outcome.language
    parts = []
    shown = 0
    for group in grouped(outcome.findings, outcome.report.plans, language):
        if group.findings:
            parts.append(_heading(group, outcome.prefix))
            blocks = [
                _block(first, outcome.prefix, language, again)
                for first, *again in _alike(group.findings, language)
            ]
            parts += blocks
            shown += len(blocks)
    total = visible(summary(outcome.report, is_narrowed=bool(outcome.notes)).render(language))
    if shown < len(outcome.findings):
        total += msg(" Alike ones of a file are shown once: {count} above.", count=shown).render(
            language
        )
    parts.append(total if outcome.report.findings else click.style(total, fg="green"))
    parts += [visible(note.render(language)) for note in outcome.notes]
    return "\n".join([*parts, ""])


def _alike(findings: Iterable[Located], language: str) -> Iterable[list[Located]]:
    """Return *findings* of a file that say the same word by word together, at the first of them."""
    same: dict[tuple[str, str, str], list[Located]] = {}
    for item in findings:
        said = item.said(item.finding.message, language)
        same.setdefault((item.file, item.finding.rule, said), []).append(item)
    return same.values()


def _heading(group: Group, prefix: str) -> str:
    path = f"{prefix}{group.path}" if group.path else prefix.removesuffix("/")
    text = " · ".join(part for part in (group.title, path) if part)
    return click.style(f"── {visible(text)} ──", bold=True) + "\n"


def _block(item: Located, prefix: str, language: str, again: Sequence[Located]) -> str:
    finding, span = item.finding, item.span
    place = click.style(f"{prefix}{item.file}:{span.line}:{span.column}", bold=True)
    severity = click.style(
        SEVERITIES[finding.severity].render(language), fg=_COLOURS[finding.severity], bold=True
    )
    message = visible(item.said(finding.message, language))
    lines = [f"{place} {severity} [{finding.rule}] {message}"]
    lines += _excerpt(item)
    if again:
        named = again if len(again) <= _MOST_PLACES + 1 else again[:_MOST_PLACES]
        places = tuple(f"{other.span.line}:{other.span.column}" for other in named)
        more = msg("Also at ({count}): {places}", count=len(again), places=places)
        if len(named) < len(again):
            more = msg("Also at ({count}): {places} and so on", count=len(again), places=places)
        lines.append("  " + more.render(language))
    for (where, why), at in zip(finding.related, item.related, strict=True):
        lines.append(
            f"  → {prefix}{where.file}:{at.line}:{at.column} {visible(why.render(language))}"
        )
    if finding.hint:
        todo = item.said(msg("What to do: {hint}", hint=finding.hint), language)
        lines.append("  " + visible(todo))
    if item.changes:
        lines.append("  " + msg("--fix does this for you.").render(language))
    if finding.basis:
        basis = basis_line(finding.basis, language)
        lines.append("  " + msg("Basis: {basis}", basis=basis).render(language))
    return "\n".join(lines) + "\n"


def _excerpt(item: Located) -> list[str]:
    line = visible(item.source_line.replace("\t", " "))
    if not line.strip():
        return []
    start = item.span.column - 1 - item.cut_before
    end = (
        item.span.end_column - 1 - item.cut_before
        if item.span.end_line == item.span.line
        else len(line)
    )
    first = max(0, start - _LONGEST // 2) if len(line) > _LONGEST else 0
    part = line[first : first + _LONGEST]
    marked = line[start : min(max(end, start + 1), first + _LONGEST)] or " "
    lead = " " * width(line[first:start])
    number = str(item.span.line)
    return [
        f"  {number} │ {part}",
        f"  {' ' * len(number)} │ {lead}{click.style('^' * max(1, width(marked)), fg='red')}",
    ]

"""Findings as text for people, with line and caret, then one line of summary."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import click

from planforge.cli.output import SEVERITIES, citation
from planforge.cli.width import width
from planforge.findings import Severity
from planforge.i18n import msg

if TYPE_CHECKING:
    from planforge.cli.formats import Outcome
    from planforge.report import Located, Report

_COLOURS: Final = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.ADVICE: "cyan"}
_LONGEST: Final = 100


def render(outcome: Outcome) -> str:
    """Return the findings and the summary, with the codes of colours."""
    blocks = [_block(item, outcome.prefix, outcome.language) for item in outcome.findings]
    return "\n".join([*blocks, _summary(outcome.report, outcome.language), ""])


def _block(item: Located, prefix: str, language: str) -> str:
    finding, span = item.finding, item.span
    place = click.style(f"{prefix}{item.file}:{span.line}:{span.column}", bold=True)
    severity = click.style(
        SEVERITIES[finding.severity].render(language), fg=_COLOURS[finding.severity], bold=True
    )
    message = _visible(finding.message.render(language))
    lines = [f"{place} {severity} [{finding.rule}] {message}"]
    lines += _excerpt(item)
    for (where, why), at in zip(finding.related, item.related, strict=True):
        lines.append(
            f"  → {prefix}{where.file}:{at.line}:{at.column} {_visible(why.render(language))}"
        )
    if finding.hint:
        todo = msg("What to do: {hint}", hint=finding.hint).render(language)
        lines.append("  " + _visible(todo))
    if finding.basis:
        basis = "；".join(citation(c, language) for c in finding.basis)
        lines.append("  " + msg("Basis: {basis}", basis=basis).render(language))
    return "\n".join(lines) + "\n"


def _visible(text: str) -> str:
    """Return *text* with a dot for each invisible character: none may steer a terminal."""
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else "·" for char in text)


def _excerpt(item: Located) -> list[str]:
    line = _visible(item.source_line.replace("\t", " "))
    if not line.strip():
        return []
    start = item.span.column - 1
    end = item.span.end_column - 1 if item.span.end_line == item.span.line else len(line)
    first = max(0, start - _LONGEST // 2) if len(line) > _LONGEST else 0
    part = line[first : first + _LONGEST]
    marked = line[start : min(max(end, start + 1), first + _LONGEST)] or " "
    lead = " " * width(line[first:start])
    number = str(item.span.line)
    return [
        f"  {number} │ {part}",
        f"  {' ' * len(number)} │ {lead}{click.style('^' * max(1, width(marked)), fg='red')}",
    ]


def _summary(report: Report, language: str) -> str:
    counts = dict.fromkeys(Severity, 0)
    for item in report.findings:
        counts[item.finding.severity] += 1
    scope = msg("{plans} plans, {files} files", plans=len(report.plans), files=report.files)
    if not report.findings:
        return click.style(
            msg("Clean: {scope}, nothing to report.", scope=scope).render(language), fg="green"
        )
    return msg(
        "{scope}. Errors: {errors}, warnings: {warnings}, advice: {advice}.",
        scope=scope,
        errors=counts[Severity.ERROR],
        warnings=counts[Severity.WARNING],
        advice=counts[Severity.ADVICE],
    ).render(language)

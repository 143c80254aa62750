"""Findings as text with line and caret, or as JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

import click

from planforge.cli.width import width
from planforge.findings import Severity
from planforge.i18n import Message, msg

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planforge.findings import Citation
    from planforge.report import Located, Report

_COLOURS: Final = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.ADVICE: "cyan"}
SEVERITIES: Final = {
    Severity.ERROR: msg("error"),
    Severity.WARNING: msg("warning"),
    Severity.ADVICE: msg("advice"),
}
_LONGEST: Final = 100


def write_text(
    report: Report,
    shown: Sequence[Located],
    prefix: str,
    language: str,
    *,
    is_coloured: bool,
) -> None:
    """Print *shown*, then one line of summary."""
    blocks = [_block(item, prefix, language) for item in shown]
    text = "\n".join([*blocks, _summary(report, language)])
    click.echo(text if is_coloured else click.unstyle(text), color=is_coloured)


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


def citation(source: Citation, language: str) -> str:
    """Return a citation as it is written: 《title》 article, marked if unverified."""
    text = f"《{source.document}》{source.article}"
    if source.verified:
        return text
    return text + msg(" (not verified)").render(language)


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
    scope = msg("{plans} plans, {files} files", plans=report.plans, files=report.files)
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


def write_json(shown: Sequence[Located], prefix: str, language: str) -> None:
    """Print *shown* as a JSON list, one object each, in the order of the report."""
    items = [_json(item, prefix, language) for item in shown]
    click.echo(json.dumps(items, ensure_ascii=False, indent=2))


def _json(item: Located, prefix: str, language: str) -> dict[str, object]:
    finding, span = item.finding, item.span
    hint: Message | None = finding.hint
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "file": prefix + item.file,
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "end_column": span.end_column,
        "message": finding.message.render(language),
        "hint": hint.render(language) if hint else None,
        "basis": [citation(source, language) for source in finding.basis],
    }

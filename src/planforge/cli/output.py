"""Words that the tellings of a check share: severities, citations, counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.findings import Citation, Severity
from planforge.i18n import marks, msg

if TYPE_CHECKING:
    from collections.abc import Iterable

    from planforge.i18n import Message
    from planforge.report import Report

SEVERITIES: Final = {
    Severity.ERROR: msg("error"),
    Severity.WARNING: msg("warning"),
    Severity.ADVICE: msg("advice"),
}


def citation(source: Citation, language: str) -> str:
    """Return a citation as it is written: 《title》 article, marked if unverified."""
    text = f"《{source.document}》{source.article}"
    if source.verified:
        return text
    return text + msg(" (not verified)").render(language)


def basis_line(sources: Iterable[Citation], language: str) -> str:
    """Return all *sources* as one text: each law once, with its articles in their order."""
    by_law: dict[tuple[str, bool], list[str]] = {}
    for source in sources:
        by_law.setdefault((source.document, source.verified), []).append(source.article)
    return marks(language).clauses(
        citation(Citation(document, "、".join(filter(None, articles)), is_verified), language)
        for (document, is_verified), articles in by_law.items()
    )


def visible(text: str) -> str:
    """Return *text* with a dot for each invisible character: none may steer who shows it."""
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else "·" for char in text)


def summary(report: Report, *, is_narrowed: bool) -> Message:
    """Return what was looked at and how much was found, as one sentence.

    Args:
        report: What is left of the check.
        is_narrowed: Whether some findings were left out, which a clean report must not hide.
    """
    counts = dict.fromkeys(Severity, 0)
    for item in report.findings:
        counts[item.finding.severity] += 1
    scope = msg("{plans} plans, {files} files", plans=len(report.plans), files=report.files)
    if not report.findings and is_narrowed:
        return msg("Passed: {scope}, nothing but what is not shown.", scope=scope)
    if not report.findings:
        return msg("Clean: {scope}, nothing to report.", scope=scope)
    return msg(
        "{scope}. Errors: {errors}, warnings: {warnings}, advice: {advice}.",
        scope=scope,
        errors=counts[Severity.ERROR],
        warnings=counts[Severity.WARNING],
        advice=counts[Severity.ADVICE],
    )

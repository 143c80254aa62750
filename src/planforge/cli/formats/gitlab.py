"""Findings as a Code Quality report, which GitLab shows in a merge request."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from planforge.cli.output import basis_line
from planforge.findings import Severity
from planforge.i18n import msg

if TYPE_CHECKING:
    from planforge.cli.formats import Outcome
    from planforge.report import Located

_SEVERITIES: Final = {
    Severity.ERROR: "critical",
    Severity.WARNING: "major",
    Severity.ADVICE: "info",
}


def render(outcome: Outcome) -> str:
    """Return a JSON list, one object each."""
    pairs = zip(outcome.findings, outcome.fingerprints, strict=True)
    items = [_item(item, fingerprint, outcome) for item, fingerprint in pairs]
    return json.dumps(items, ensure_ascii=False, indent=2) + "\n"


def _item(item: Located, fingerprint: str, outcome: Outcome) -> dict[str, object]:
    finding, span, language = item.finding, item.span, outcome.language
    said = [item.said(finding.message, language)]
    if finding.hint:
        said.append(item.said(msg("What to do: {hint}", hint=finding.hint), language))
    if finding.basis:
        basis = basis_line(finding.basis, language)
        said.append(msg("Basis: {basis}", basis=basis).render(language))
    return {
        "description": "\n".join(said),  # no other text of an issue is shown
        "check_name": finding.rule,
        "fingerprint": fingerprint,
        "severity": _SEVERITIES[finding.severity],
        "location": {
            "path": (outcome.prefix + item.file).removeprefix("./"),
            "lines": {"begin": span.line, "end": span.end_line},
        },
    }

"""Words that every telling of a finding shares: its severity and what it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.findings import Severity
from planforge.i18n import msg

if TYPE_CHECKING:
    from planforge.findings import Citation

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

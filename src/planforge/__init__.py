"""Contingency plans as code: read, check, and publish a bureau's 1+X system of plans.

The names below are the promise of this package; whatever else it holds may move. Each is imported
only when it is asked for, so that `import planforge` costs nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from planforge.checking import check
    from planforge.corpus.corpus import Corpus
    from planforge.corpus.load import load
    from planforge.findings import Citation, Finding, Place, Severity, Span
    from planforge.i18n import Message
    from planforge.publish.site.run import build
    from planforge.report import Located, Report

__all__ = [
    "Citation",
    "Corpus",
    "Finding",
    "Located",
    "Message",
    "Place",
    "Report",
    "Severity",
    "Span",
    "build",
    "check",
    "load",
]

_HOMES = {
    "Citation": "findings",
    "Corpus": "corpus.corpus",
    "Finding": "findings",
    "Located": "report",
    "Message": "i18n",
    "Place": "findings",
    "Report": "report",
    "Severity": "findings",
    "Span": "findings",
    "build": "publish.site.run",
    "check": "checking",
    "load": "corpus.load",
}


def __getattr__(name: str) -> object:
    """Import the public *name* from the module that holds it."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module  # noqa: PLC0415 - a start without any name needs none

    value: object = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})

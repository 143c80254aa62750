"""Rules and findings as plain texts for the pages that show them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planforge.document.pages import FindingDoc, RuleDoc
from planforge.findings import Severity
from planforge.i18n import msg
from planforge.rules.cases import cases_of
from planforge.rules.rule import rules

if TYPE_CHECKING:
    from planforge.findings import Citation
    from planforge.report import Report

"""Rules and findings as plain texts for the pages that show them."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Final

from planforge.document.pages import FindingDoc, RuleDoc
from planforge.fingerprint import fingerprint
from planforge.i18n import marks, msg

if TYPE_CHECKING:
    from collections.abc import Iterable

    from planforge.findings import Citation
    from planforge.report import Report
    from planforge.source.cache import Store


def rule_docs(language: str, store: Store) -> tuple[RuleDoc, ...]:
    """Return every rule in *language*, with one wrong and one right example; kept in *store*."""
    key = f"rule-docs:{fingerprint()}:{language}"
    kept = store.get(key)
    if kept is not None:
        return tuple(
            RuleDoc(**{**raw, "sources": tuple(raw["sources"])}) for raw in json.loads(kept)
        )
    made = _rule_docs(language)
    store.put(key, json.dumps([asdict(doc) for doc in made], ensure_ascii=False).encode())
    return made


def _rule_docs(language: str) -> tuple[RuleDoc, ...]:
    from planforge.rules import engine as _engine  # noqa: F401, PLC0415 - enters every rule; slow
    from planforge.rules.cases import cases_of  # noqa: PLC0415 - the same
    from planforge.rules.rule import rules  # noqa: PLC0415 - the same

    found = []
    for rule in rules():
        shown = {case.show: case.excerpt for case in reversed(cases_of(rule.id))}
        found.append(
            RuleDoc(
                id=rule.id,
                slug=rule.slug,
                severity=rule.severity.value,
                title=rule.title.render(language),
                rationale=rule.rationale.render(language),
                sources=tuple(_citation(source, language) for source in rule.sources),
                wrong=shown.get("wrong", ""),
                right=shown.get("right", ""),
            )
        )
    return tuple(found)


def finding_docs(report: Report, prefix: str, language: str) -> tuple[FindingDoc, ...]:
    """Return the findings of *report* in *language*; files are shown below *prefix*."""
    return tuple(
        FindingDoc(
            rule=item.finding.rule,
            severity=item.finding.severity.value,
            file=prefix + item.file,
            line=item.span.line,
            column=item.span.column,
            text=item.finding.message.render(language),
            hint=item.finding.hint.render(language) if item.finding.hint else "",
        )
        for item in report.findings
    )


def without_quotes(
    findings: Iterable[FindingDoc], rules: Iterable[RuleDoc]
) -> tuple[FindingDoc, ...]:
    """Return *findings* in the words of their rules alone: their own may quote what is internal."""
    titles = {rule.id: rule.title for rule in rules}
    return tuple(replace(found, text=titles.get(found.rule, ""), hint="") for found in findings)


_READ: Final = msg(" (checked against the text)")
_UNREAD: Final = msg(" (not verified)")


def _citation(source: Citation, language: str) -> str:
    from planforge.rules.statutes import demands, numbered  # noqa: PLC0415 - with the rules

    text = numbered(source) + (_READ if source.verified else _UNREAD).render(language)
    demanded = demands(source)
    return marks(language).labelled(text, demanded) if demanded else text

"""Findings as SARIF 2.1.0, which code hosts and editors read."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from planforge.cli.output import citation
from planforge.findings import Severity
from planforge.fingerprint import VERSION
from planforge.i18n import marks, msg

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from planforge.cli.formats import Outcome
    from planforge.findings import Span
    from planforge.report import Located
    from planforge.rules.rule import Rule

SCHEMA: Final = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
FINGERPRINT: Final = "planforge/v1"
_BASE: Final = "SRCROOT"
_LEVELS: Final = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.ADVICE: "note",
}
_EXAMPLES: Final = {
    "wrong": msg("Wrong"),
    "right": msg("Right"),
    "near": msg("Right, though it looks wrong"),
}


def render(outcome: Outcome) -> str:
    """Return a log of one run: the rules that occur, the files with findings, the results."""
    ids = sorted({item.finding.rule for item in outcome.findings})
    files = sorted({item.file for item in outcome.findings})
    rule_index = {rule: index for index, rule in enumerate(ids)}
    file_index = {file: index for index, file in enumerate(files)}
    run = {
        "tool": {
            "driver": {
                "name": "planforge",
                "version": VERSION,
                "semanticVersion": VERSION,
                "language": outcome.language.replace("_", "-"),
                "rules": _rules(ids, outcome.language),
            }
        },
        "language": outcome.language.replace("_", "-"),
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {
            _BASE: {
                "description": {
                    "text": msg("The folder in which planforge was started.").render(
                        outcome.language
                    )
                }
            }
        },
        "artifacts": [
            {"location": _artifact(outcome.prefix + file), "encoding": "utf-8"} for file in files
        ],
        "results": [
            {
                "ruleId": item.finding.rule,
                "ruleIndex": rule_index[item.finding.rule],
                "level": _LEVELS[item.finding.severity],
                "message": {"text": _message(item, outcome.language)},
                "locations": [_location(item.file, item.span, outcome.prefix, file_index)],
                **_related(item, outcome, file_index),
                **_fixes(item, outcome, file_index),
                "partialFingerprints": {FINGERPRINT: fingerprint},
            }
            for item, fingerprint in zip(outcome.findings, outcome.fingerprints, strict=True)
        ],
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _message(item: Located, language: str) -> str:
    text = item.said(item.finding.message, language)
    if item.finding.hint:
        text += "\n" + item.said(msg("What to do: {hint}", hint=item.finding.hint), language)
    return text


def _artifact(path: str) -> dict[str, object]:
    """Return where a file is: below the folder of the run, unless it was named from the root."""
    if path.startswith("/"):
        return {"uri": "file://" + quote(path)}
    return {"uri": quote(path.removeprefix("./")), "uriBaseId": _BASE}


def _location(
    file: str, span: Span, prefix: str, file_index: Mapping[str, int]
) -> dict[str, object]:
    artifact = _known_artifact(file, prefix, file_index)
    return {"physicalLocation": {"artifactLocation": artifact, "region": _region(span)}}


def _known_artifact(file: str, prefix: str, file_index: Mapping[str, int]) -> dict[str, object]:
    artifact = _artifact(prefix + file)
    if file in file_index:
        artifact["index"] = file_index[file]
    return artifact


def _region(span: Span) -> dict[str, int]:
    return {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }


def _fixes(
    item: Located, outcome: Outcome, file_index: Mapping[str, int]
) -> dict[str, list[dict[str, object]]]:
    """Return what mends the finding: one fix, file by file; none if that is not sure."""
    if not item.changes:
        return {}
    hint = item.finding.hint or item.finding.message
    files = sorted({change.file for change in item.changes})
    fix: dict[str, object] = {
        "description": {"text": item.said(hint, outcome.language)},
        "artifactChanges": [
            {
                "artifactLocation": _known_artifact(file, outcome.prefix, file_index),
                "replacements": [
                    {
                        "deletedRegion": _region(change.span),
                        "insertedContent": {"text": change.text},
                    }
                    for change in item.changes
                    if change.file == file
                ],
            }
            for file in files
        ],
    }
    return {"fixes": [fix]}


def _related(
    item: Located, outcome: Outcome, file_index: Mapping[str, int]
) -> dict[str, list[dict[str, object]]]:
    pairs = zip(item.finding.related, item.related, strict=True)
    others = [
        {
            "id": number,
            **_location(place.file, span, outcome.prefix, file_index),
            "message": {"text": why.render(outcome.language)},
        }
        for number, ((place, why), span) in enumerate(pairs, 1)
    ]
    return {"relatedLocations": others} if others else {}


def _rules(ids: Iterable[str], language: str) -> list[dict[str, object]]:
    """Return the descriptors of the rules *ids*, in that order."""
    from planforge.rules import engine as _engine  # noqa: F401 - enters every rule
    from planforge.rules.rule import rules

    known = {rule.id: rule for rule in rules()}
    return [
        _rule(known[rule_id], language) if rule_id in known else {"id": rule_id} for rule_id in ids
    ]


def _rule(rule: Rule, language: str) -> dict[str, object]:
    basis = [citation(source, language) for source in rule.sources]
    why = rule.rationale.render(language)
    return {
        "id": rule.id,
        "name": rule.slug,
        "shortDescription": {"text": rule.title.render(language)},
        "fullDescription": {"text": why},
        "help": {"text": _help(rule, basis, language), "markdown": _page(rule, basis, language)},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"basis": basis, "since": rule.since, "tags": [rule.slug.partition(".")[0]]},
    }


def _help(rule: Rule, basis: list[str], language: str) -> str:
    lines = [rule.rationale.render(language)]
    if basis:
        lines.append(msg("Basis: {basis}", basis=marks(language).clauses(basis)).render(language))
    return "\n".join(lines)


def _page(rule: Rule, basis: list[str], language: str) -> str:
    from planforge.rules.cases import cases_of

    parts = [f"# {rule.id} {rule.title.render(language)}", rule.rationale.render(language)]
    if basis:
        heading = msg("Basis").render(language)
        parts.append(f"## {heading}\n\n" + "\n".join(f"- {source}" for source in basis))
    for case in cases_of(rule.id):
        heading = _EXAMPLES[case.show].render(language)
        fence = "`" * 4
        parts.append(f"## {heading}\n\n{fence}yaml\n{case.excerpt.rstrip()}\n{fence}")
    return "\n\n".join(parts) + "\n"

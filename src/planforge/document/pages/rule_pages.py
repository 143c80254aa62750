"""Pages about checking: the rules one by one, and what the last check found.

They are made from values that the caller passes in, because documents know no rules.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from docutils import nodes

from planforge.document.blocks import Content, bullets, facts, paragraph, section, table
from planforge.document.nodes import address, link
from planforge.document.page import Entry, Page, Target
from planforge.document.pages.frame import digest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planforge.document.pages.frame import Frame


@dataclass(frozen=True, slots=True)
class RuleDoc:
    """A rule in the words of the site's language.

    Attributes:
        id: Stable identifier, e.g. REF001.
        slug: Readable name.
        severity: `error`, `warning` or `advice`.
        title: What is wrong, in a few words.
        rationale: Why it matters.
        sources: Laws and articles it rests on.
        wrong: Example that breaks it, as plan text; empty if there is none.
        right: The same put right.
    """

    id: str
    slug: str
    severity: str
    title: str
    rationale: str
    sources: tuple[str, ...] = ()
    wrong: str = ""
    right: str = ""


@dataclass(frozen=True, slots=True)
class FindingDoc:
    """A finding in the words of the site's language.

    Attributes:
        rule: Identifier of the rule.
        severity: `error`, `warning` or `advice`.
        file: File as shown to the user.
        line: Line, counted from 1.
        column: Column in characters, counted from 1.
        text: What is wrong.
        hint: What to do; empty for none.
    """

    rule: str
    severity: str
    file: str
    line: int
    column: int
    text: str
    hint: str = ""


def check_pages(
    frame: Frame, rules: Sequence[RuleDoc], findings: Sequence[FindingDoc] | None
) -> list[Page]:
    """Return the pages of *rules*, and that of *findings* unless it is None (not checked).

    A public build leaves *findings* to the caller: they may quote what is internal.
    """
    found: list[Page] = []
    if rules:
        found.append(_rule_index(frame, rules))
        found += [_rule_page(frame, rule) for rule in rules]
    if findings is not None:
        found.append(_check_page(frame, findings, {rule.id for rule in rules}))
    return found


def severity_badge(frame: Frame, severity: str) -> nodes.Node:
    """Return the word for *severity* in its colour."""
    t = frame.context.t
    words = {"error": t("error"), "warning": t("warning"), "advice": t("advice")}
    text = words.get(severity, severity)
    return nodes.inline("", text, classes=["pf-severity", f"pf-severity-{severity}"])


def _inputs(frame: Frame, values: Sequence[object]) -> tuple[str, ...]:
    return (frame.made_by, digest(repr(value) for value in values))


def _index_entry(frame: Frame) -> Entry:
    return Entry(frame.context.t("Rules of the check"), address("rule", "index"))


def _rule_index(frame: Frame, rules: Sequence[RuleDoc]) -> Page:
    def build() -> list[nodes.Node]:
        t = frame.context.t
        rows: list[tuple[Content, ...]] = [
            (
                [link(rule.id, address("rule", rule.id))],
                [severity_badge(frame, rule.severity)],
                rule.title,
                [nodes.literal("", rule.slug)],
            )
            for rule in rules
        ]
        headings = (t("Rule"), t("Severity"), t("What is wrong"), t("Short name"))
        return [table(headings, rows, "pf-rules", widths=(12, 12, 50, 26))]

    entry = _index_entry(frame)
    above = (frame.home,)
    return Page("rule/index", entry.text, "index", _inputs(frame, rules), build, breadcrumb=above)


def _rule_page(frame: Frame, rule: RuleDoc) -> Page:
    def build() -> list[nodes.Node]:
        t = frame.context.t
        pairs: list[tuple[str, Content]] = [
            (t("Rule"), rule.id),
            (t("Short name"), [nodes.literal("", rule.slug)]),
            (t("Severity"), [severity_badge(frame, rule.severity)]),
        ]
        built: list[nodes.Node] = [facts(pairs, "pf-facts")]
        parts: list[tuple[str, str, list[nodes.Node]]] = [
            (t("Why it matters"), "why", [paragraph(rule.rationale)] if rule.rationale else []),
            (t("Legal basis"), "basis", [bullets(rule.sources)] if rule.sources else []),
            (t("Wrong"), "wrong", _example(rule.wrong)),
            (t("Right"), "right", _example(rule.right)),
        ]
        built += [section(title, ident, *body) for title, ident, body in parts if body]
        return built

    return Page(
        f"rule/{rule.id}",
        f"{rule.id} {rule.title}",
        "rule",
        _inputs(frame, [rule]),
        build,
        (Target("rule", rule.id, rule.title),),
        breadcrumb=(frame.home, _index_entry(frame)),
    )


def _example(text: str) -> list[nodes.Node]:
    language = "markdown" if text.startswith("<!--") else "yaml"
    return [nodes.literal_block(text, text, language=language, force=True)] if text else []


def _check_page(frame: Frame, findings: Sequence[FindingDoc], known: set[str]) -> Page:
    def build() -> list[nodes.Node]:
        t = frame.context.t
        against: list[nodes.Node] = []
        if known:
            rules = link(t("Rules of the check"), address("rule", "index"))
            count = t(" ({count})", count=len(known))
            against = [paragraph([t("Checked against: "), rules, count], "pf-detail")]
        if not findings:
            return [paragraph(t("The check found nothing."), "pf-summary"), *against]
        counts = frame.context.marks.parts(
            f"{severity_badge(frame, level).astext()} {sum(f.severity == level for f in findings)}"
            for level in ("error", "warning", "advice")
        )
        rows: list[tuple[Content, ...]] = []
        for found in findings:
            rule: Content = found.rule
            if found.rule in known:
                rule = [link(found.rule, address("rule", found.rule))]
            said: list[nodes.Node] = [paragraph(found.text)]
            if found.hint:
                said.append(paragraph(found.hint, "pf-detail"))
            where = [nodes.literal("", f"{found.file}:{found.line}:{found.column}")]
            rows.append(([severity_badge(frame, found.severity)], rule, where, said))
        headings = (t("Severity"), t("Rule"), t("Place"), t("What is wrong"))
        listed = table(headings, rows, "pf-findings", widths=(8, 10, 27, 55))
        return [paragraph(counts, "pf-summary"), *against, listed]

    title = frame.context.t("Result of the check")
    inputs = _inputs(frame, [*findings, len(known)])
    return Page("check", title, "check", inputs, build, breadcrumb=(frame.home,))

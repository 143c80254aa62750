"""Pages of the rules of the check: all of them by family, and one page each.

They are made from values that the caller passes in, because documents know no rules.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from planforge.document.blocks import Content, bullets, facts, paragraph, section, span, table
from planforge.document.nodes import address, link
from planforge.document.page import Entry, Page, Target
from planforge.document.pages.frame import digest
from planforge.frozen import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from planforge.document.pages.frame import Frame

SEVERITIES = ("error", "warning", "advice")
"""From the worst on."""


@dataclass(frozen=True, slots=True)
class RuleDoc:
    """A rule in the words of the site's language.

    Attributes:
        id: Stable identifier, e.g. REF001.
        slug: Readable name.
        severity: `error`, `warning` or `advice`.
        title: What is wrong, in a few words.
        rationale: Why it matters.
        sources: Laws and articles it rests on, with what they demand.
        wrong: Example that breaks it, as plan text; empty if there is none.
        right: The same put right.
        family: What the family of rules it belongs to is about.
        basis: The same laws and articles, without what they demand.
        is_verified: Whether all of them were read in the text; True where there are none.
        options: Figures that a jurisdiction may set, a line each.
        setting: How the first of them is set, as text of `jurisdiction.yaml`; empty for none.
        since: First version that had it.
    """

    id: str
    slug: str
    severity: str
    title: str
    rationale: str
    sources: tuple[str, ...] = ()
    wrong: str = ""
    right: str = ""
    family: str = ""
    basis: tuple[str, ...] = ()
    is_verified: bool = True
    options: tuple[str, ...] = ()
    setting: str = ""
    since: str = ""

    @property
    def code(self) -> str:
        """The letters of the family."""
        return self.id[:3]


def rule_pages(frame: Frame, rules: Sequence[RuleDoc]) -> list[Page]:
    """Return the list of *rules* and a page for each of them; none where there are no rules."""
    return (
        [_rule_index(frame, rules), *(_rule_page(frame, rule) for rule in rules)] if rules else []
    )


def severity_badge(frame: Frame, severity: str) -> nodes.Node:
    """Return the word for *severity* in its colour."""
    return span(severity_word(frame, severity), "pf-severity", f"pf-severity-{severity}")


def severity_word(frame: Frame, severity: str) -> str:
    """Return the word for *severity*."""
    t = frame.context.t
    words = {"error": t("error"), "warning": t("warning"), "advice": t("advice")}
    return words.get(severity, severity)


def severity_counts(frame: Frame, severities: Iterable[str]) -> list[nodes.Node]:
    """Return how often each severity is among *severities*, the worst first, in one line."""
    given = list(severities)
    counted: list[Content] = [
        [severity_badge(frame, severity), nodes.Text(f" {given.count(severity)}")]
        for severity in SEVERITIES
    ]
    return frame.context.joined(counted)


def families(rules: Iterable[RuleDoc]) -> dict[str, list[RuleDoc]]:
    """Return *rules* by the letters of their family, in their order."""
    found: dict[str, list[RuleDoc]] = {}
    for rule in rules:
        found.setdefault(rule.code, []).append(rule)
    return found


def family_address(code: str) -> str:
    """Return the address of the family *code* in the list of rules."""
    return address("rule", "index", f"family-{code}")


def index_entry(frame: Frame) -> Entry:
    """Return the list of rules as a line of a navigation."""
    return Entry(frame.context.t("Rules of the check"), address("rule", "index"))


def inputs(frame: Frame, values: Iterable[object]) -> tuple[str, ...]:
    """Return the digests of a page made from *values*."""
    return (frame.made_by, digest(repr(value) for value in values))


def _rule_index(frame: Frame, rules: Sequence[RuleDoc]) -> Page:
    def build() -> list[nodes.Node]:
        t = frame.context.t
        by_family = families(rules)
        count = t("{count} rules in {families} families", count=len(rules), families=len(by_family))
        counts = severity_counts(frame, [rule.severity for rule in rules])
        summary: list[nodes.Node | str] = [count, frame.context.marks.colon, *counts]
        ways = [
            [link(f"{of[0].family or code} {len(of)}", family_address(code))]
            for code, of in by_family.items()
        ]
        return [
            paragraph(summary, "pf-summary"),
            paragraph(
                t(
                    "A rule whose articles were not read in the text only advises; it never makes"
                    " a check fail."
                ),
                "pf-detail",
            ),
            bullets(ways, "pf-chips"),
            *(_family(frame, code, of) for code, of in by_family.items()),
        ]

    entry = index_entry(frame)
    own = inputs(frame, rules)
    return Page("rule/index", entry.text, "index", own, build, breadcrumb=(frame.home,))


def _family(frame: Frame, code: str, rules: Sequence[RuleDoc]) -> nodes.Node:
    t, marks = frame.context.t, frame.context.marks
    rows: list[tuple[Content, ...]] = []
    for rule in rules:
        title: list[nodes.Node] = [paragraph([link(rule.title, address("rule", rule.id))])]
        title += [paragraph(line, "pf-detail") for line in rule.options]
        basis: list[nodes.Node | str] = [marks.clauses(rule.basis)]
        if not rule.is_verified:
            basis.append(" ")
            basis.append(span(t("article not read"), "pf-badge", "pf-unread"))
        rows.append(
            (
                [link(rule.id, address("rule", rule.id))],
                [severity_badge(frame, rule.severity)],
                title,
                basis if rule.basis else "",
            )
        )
    headings = (t("Rule"), t("Severity"), t("What is wrong"), t("Legal basis"))
    name = marks.bracketed(rules[0].family or code, marks.parts((code, str(len(rules)))))
    listed = table(headings, rows, "pf-rules", widths=(10, 9, 44, 37))
    return section(name, f"family-{code}", listed)


def _rule_page(frame: Frame, rule: RuleDoc) -> Page:
    def build() -> list[nodes.Node]:
        t = frame.context.t
        pairs: list[tuple[str, Content]] = [
            (t("Rule"), rule.id),
            (t("Short name"), [nodes.literal("", rule.slug)]),
            (t("Severity"), [severity_badge(frame, rule.severity)]),
            (t("Family"), [link(rule.family, family_address(rule.code))] if rule.family else ""),
            (t("Since version"), rule.since),
        ]
        built: list[nodes.Node] = [facts(pairs, "pf-facts")]
        parts: list[tuple[str, str, list[nodes.Node]]] = [
            (t("Why it matters"), "why", [paragraph(rule.rationale)] if rule.rationale else []),
            (t("Legal basis"), "basis", [bullets(rule.sources)] if rule.sources else []),
            (t("Options"), "options", _options(frame, rule)),
            (t("Wrong"), "wrong", _example(rule.wrong)),
            (t("Right"), "right", _example(rule.right)),
        ]
        built += [section(title, ident, *body) for title, ident, body in parts if body]
        return built

    return Page(
        f"rule/{rule.id}",
        f"{rule.id} {rule.title}",
        "rule",
        inputs(frame, [rule]),
        build,
        (Target("rule", rule.id, rule.title),),
        breadcrumb=(frame.home, index_entry(frame)),
    )


def _options(frame: Frame, rule: RuleDoc) -> list[nodes.Node]:
    if not rule.options:
        return []
    set_in = frame.context.t("Set in {file}:", file="jurisdiction.yaml")
    return [bullets(rule.options), paragraph(set_in), *_example(rule.setting)]


def _example(text: str) -> list[nodes.Node]:
    language = "markdown" if text.startswith("<!--") else "yaml"
    return [nodes.literal_block(text, text, language=language, force=True)] if text else []

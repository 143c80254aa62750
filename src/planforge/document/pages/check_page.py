"""The page of what the last check found, by plan and by family of rules.

It is made from values that the caller passes in, because documents know no rules.
"""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING

from docutils import nodes

from planforge.document.blocks import Content, bullets, paragraph, section, table
from planforge.document.nodes import address, link
from planforge.document.page import Page
from planforge.document.pages.rule_pages import (
    SEVERITIES,
    families,
    family_address,
    index_entry,
    inputs,
    severity_badge,
    severity_counts,
    severity_word,
)
from planforge.document.wording import day
from planforge.frozen import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from planforge.document.page import Entry
    from planforge.document.pages.frame import Frame
    from planforge.document.pages.rule_pages import RuleDoc


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
        basis: Laws and articles it rests on.
        plan: Id of the plan whose file it is; for one that could not be read its folder, ending in
            `/`; empty for registers and what belongs to no plan.
        element: Name and address of what it is about; None where no page shows that.
        is_hidden: Whether it is in a file that readers of this edition must not know of.
    """

    rule: str
    severity: str
    file: str
    line: int
    column: int
    text: str
    hint: str = ""
    basis: tuple[str, ...] = ()
    plan: str = ""
    element: Entry | None = None
    is_hidden: bool = False


def check_page(  # noqa: PLR0913 - what a check is told by
    frame: Frame,
    rules: Sequence[RuleDoc],
    findings: Sequence[FindingDoc],
    as_of: date | None,
    *,
    hidden: int = 0,
    more: Sequence[Entry] = (),
) -> Page:
    """Return the page of *findings*, made with *rules* on the day *as_of*.

    A public build leaves to the caller what of them may be shown: they may quote what is internal.

    Args:
        frame: What all pages share.
        rules: Every rule that was applied.
        findings: What was found, in order of files and lines.
        as_of: The day on which validity and cycles were judged; None if they were not.
        hidden: How many more there are in files that readers of this edition must not know of.
        more: Further pages on the state of the plans.
    """
    title = frame.context.t("Result of the check")
    names = tuple((view.plan.id, view.plan.name) for view in frame.views)
    made_from = inputs(frame, [*findings, len(rules), as_of, hidden, names, *more])
    page = _CheckPage(frame, rules, findings, as_of, hidden, more)
    return Page("check", title, "check", made_from, page.build, breadcrumb=(frame.home,))


@dataclass(frozen=True)
class _CheckPage:
    frame: Frame
    rules: Sequence[RuleDoc]
    findings: Sequence[FindingDoc]
    as_of: date | None
    hidden: int
    more: Sequence[Entry]

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset(rule.id for rule in self.rules)

    def build(self) -> list[nodes.Node]:
        t = self.frame.context.t
        built = [self._summary(), *self._about()]
        if not self.findings:
            return built
        groups = self._groups()
        built.append(section(t("By plan"), "by-plan", self._by_plan(groups)))
        built.append(section(t("By family of rules"), "by-family", self._by_family()))
        built += [
            section(self._title(ident, name), _anchor(ident), self._listed(found))
            for ident, name, found in groups
            if found
        ]
        return built

    def _groups(self) -> list[tuple[str, str, list[FindingDoc]]]:
        """Return the plans, those that could not be read, and the rest, with what was found."""
        t = self.frame.context.t
        by_plan: dict[str, list[FindingDoc]] = {}
        for found in self.findings:
            by_plan.setdefault(found.plan, []).append(found)
        plans = [(view.plan.id, view.plan.name) for view in self.frame.views]
        groups = [(ident, name, by_plan.pop(ident, [])) for ident, name in plans]
        rest = by_plan.pop("", [])
        groups += [
            (folder, t("Not readable: {folder}", folder=folder), by_plan[folder])
            for folder in sorted(by_plan)
        ]
        return [*groups, ("", t("Registers and settings"), rest)]

    def _summary(self) -> nodes.Node:
        t = self.frame.context.t
        if not self.findings:
            return paragraph(t("The check found nothing."), "pf-summary")
        severities = [found.severity for found in self.findings]
        return paragraph(severity_counts(self.frame, severities), "pf-summary")

    def _about(self) -> list[nodes.Node]:
        context, t = self.frame.context, self.frame.context.t
        lines: list[Content] = []
        if self.rules:
            entry = index_entry(self.frame)
            count = t(" ({count})", count=len(self.rules))
            lines.append([t("Checked against: "), link(entry.text, entry.target), count])
        if self.as_of is not None:
            lines.append(t("Validity and cycles judged on {day}", day=day(context, self.as_of)))
        elif self.rules:
            lines.append(t("Validity and cycles were not judged: no day was given"))
        if self.hidden:
            lines.append(t("Not shown, because in internal files: {count}", count=self.hidden))
        if self.more:
            ways = context.joined([link(entry.text, entry.target)] for entry in self.more)
            lines.append([t("State of the plans: "), *ways])
        return [bullets(lines, "pf-detail")] if lines else []

    def _by_plan(self, groups: Sequence[tuple[str, str, list[FindingDoc]]]) -> nodes.Node:
        rows: list[tuple[Content, ...]] = []
        for ident, name, found in groups:
            way: Content = name
            if found:
                way = [link(name, address("check", "", _anchor(ident)))]
            if found or ident:
                rows.append((way, *self._counts(found)))
        return self._table(self.frame.context.t("Plan"), rows)

    def _by_family(self) -> nodes.Node:
        names = {code: of[0].family for code, of in families(self.rules).items()}
        found: dict[str, list[FindingDoc]] = {}
        for one in self.findings:
            found.setdefault(one.rule[:3], []).append(one)
        order = [*names, *sorted(found.keys() - names.keys())]
        rows: list[tuple[Content, ...]] = []
        for code in order:
            if code in found:
                way: Content = code
                if code in names:
                    way = [link(names[code] or code, family_address(code))]
                rows.append((way, *self._counts(found[code])))
        return self._table(self.frame.context.t("Family of rules"), rows)

    def _counts(self, found: Sequence[FindingDoc]) -> tuple[str, ...]:
        count = Counter(one.severity for one in found)
        return tuple(str(count[severity]) for severity in SEVERITIES)

    def _table(self, first: str, rows: Sequence[Sequence[Content]]) -> nodes.Node:
        words = (severity_word(self.frame, severity) for severity in SEVERITIES)
        return table((first, *words), rows, "counts", widths=(64, 12, 12, 12))

    def _title(self, ident: str, name: str) -> Content:
        return [link(name, address("plan", ident))] if ident and "/" not in ident else name

    def _listed(self, findings: Sequence[FindingDoc]) -> nodes.Node:
        t = self.frame.context.t
        rows = [self._row(found) for found in findings]
        headings = (t("Severity"), t("Rule"), t("What is wrong"), t("Where"))
        return table(headings, rows, "pf-findings", widths=(11, 10, 50, 29))

    def _row(self, found: FindingDoc) -> tuple[Content, ...]:
        context = self.frame.context
        rule: Content = found.rule
        if found.rule in self._known:
            rule = [link(found.rule, address("rule", found.rule))]
        said: list[nodes.Node] = [paragraph(found.text)]
        if found.hint:
            todo = context.t("What to do: {hint}", hint=found.hint)
            said.append(paragraph(todo, "pf-hint"))
        if found.basis:
            basis = context.t("Basis: {basis}", basis=context.marks.clauses(found.basis))
            said.append(paragraph(basis, "pf-detail"))
        where: list[nodes.Node] = []
        if found.element is not None and found.element.target != address("plan", found.plan):
            where.append(paragraph([link(found.element.text, found.element.target)]))
        where.append(paragraph([nodes.literal("", f"{found.file}:{found.line}")]))
        return ([severity_badge(self.frame, found.severity)], rule, said, where)


def _anchor(plan: str) -> str:
    """Return the anchor of what was found in *plan*; the search knows it as being about it."""
    return f"in-{plan.replace('/', '-')}" if plan else "elsewhere"

"""The page of what articles demand a plan to contain, and which plan lays it down."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from docutils import nodes

from planforge.document.blocks import Content, paragraph, section, span, table
from planforge.document.nodes import address, link
from planforge.document.page import Page
from planforge.document.pages.elements import Elements
from planforge.document.pages.rule_pages import inputs
from planforge.document.wording import capital
from planforge.frozen import dataclass
from planforge.i18n import msg
from planforge.rules.contents.demands import Required, required_contents
from planforge.rules.statutes import written

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from planforge.corpus.corpus import Corpus
    from planforge.corpus.plan_view import PlanView
    from planforge.document.pages.frame import Frame

TITLE: Final = msg("Contents demanded of the plans")
MOST_PLANS: Final = 12
"""Columns that a sheet of paper holds; more plans get further tables."""
PRESENT, MISSING, NOT_DEMANDED = "●", "○", "–"


def contents_page(frame: Frame, whole: Corpus, rules: Iterable[str]) -> Page:
    """Return the page; *whole* are the plans as checked, of which *frame* may show a part.

    *rules* are the ids of the rules that have a page. What stands in an internal passage is there,
    but nothing leads to it.
    """
    shown = {view.file for view in frame.views}
    views = tuple(view for view in whole.plans if view.file in shown)
    digests = [(view.file, whole.digests[view.plan.id]) for view in views]
    known = frozenset(rules)
    made_from = inputs(frame, [*digests, whole.registry.digest, sorted(known)])
    page = _ContentsPage(frame, views, Elements(whole, frame.context.public), known)
    title = TITLE.render(frame.context.language)
    return Page("check/contents", title, "check", made_from, page.build, breadcrumb=(frame.home,))


@dataclass(frozen=True)
class _ContentsPage:
    frame: Frame
    views: Sequence[PlanView]
    elements: Elements
    rules: frozenset[str]

    def build(self) -> list[nodes.Node]:
        t = self.frame.context.t
        legend = t(
            "{present} laid down, {missing} missing, {none} not demanded of such a plan",
            present=PRESENT,
            missing=MISSING,
            none=NOT_DEMANDED,
        )
        built: list[nodes.Node] = [paragraph(legend, "pf-summary")]
        by_class: dict[str, list[PlanView]] = {}
        for view in self.views:
            by_class.setdefault(view.plan.plan_class.value, []).append(view)
        for name, views in by_class.items():
            parts = [views[at : at + MOST_PLANS] for at in range(0, len(views), MOST_PLANS)]
            tables = [found for part in parts if (found := self._matrix(part)) is not None]
            if tables:
                title = capital(views[0].plan.plan_class.label(self.frame.context.language))
                built.append(section(title, f"class-{name.replace('_', '-')}", *tables))
        return built

    def _matrix(self, views: Sequence[PlanView]) -> nodes.table | None:
        """Return contents by plans; None if nothing is demanded of any."""
        found = {view.file: _by_content(required_contents(view)) for view in views}
        demanded: dict[str, dict[str, Required]] = {}
        for by_content in found.values():
            for code, wanted in by_content.items():
                articles = demanded.setdefault(code, {})
                articles.update((written(one.article), one) for one in wanted)
        if not demanded:
            return None
        rows: list[list[Content]] = []
        for code, articles in demanded.items():
            cells = [self._cell(found[view.file].get(code, [])) for view in views]
            rows.append([self._head(articles), *cells])
        heads: list[Content] = [self.frame.context.t("Content and articles")]
        heads += [[link(_short(view), address("plan", view.plan.id))] for view in views]
        widths = (40, *([5] * len(views)))
        made = table(heads, rows, "required-contents", widths=widths)
        next(iter(made.findall(nodes.colspec)))["stub"] = 1
        return made

    def _head(self, articles: dict[str, Required]) -> Content:
        context = self.frame.context
        what = next(iter(articles.values())).content.what.render(context.language)
        rules = dict.fromkeys(one.rule for one in articles.values() if one.rule in self.rules)
        ways = context.joined([link(rule, address("rule", rule))] for rule in rules)
        basis = context.marks.clauses(articles)
        return [paragraph(what), paragraph([basis, " ", *ways], "pf-detail")]

    def _cell(self, wanted: Sequence[Required]) -> Content:
        t = self.frame.context.t
        if not wanted:
            return [span(NOT_DEMANDED, "pf-muted")]
        where = wanted[0].where
        if where is None:
            missing = nodes.abbreviation("", MISSING, explanation=t("missing"))
            return [nodes.strong("", "", missing, classes=["pf-missing"])]
        line = where.span.line if where.span else 1
        entry = self.elements.at(where.file, where.pointer, line)
        if entry is None:
            return [nodes.abbreviation("", PRESENT, explanation=t("laid down"))]
        way = link(PRESENT, entry.target)
        way["reftitle"] = t("laid down: {where}", where=entry.text)
        return [way]


def _by_content(required: Sequence[Required]) -> dict[str, list[Required]]:
    found: dict[str, list[Required]] = {}
    for one in required:
        found.setdefault(one.content.code, []).append(one)
    return found


def _short(view: PlanView) -> str:
    return view.plan.short_names[0] if view.plan.short_names else view.plan.name

"""The pages of one plan: front page, chapters, actions, annexes."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from docutils import nodes

from planforge.document import prose
from planforge.document.blocks import bullets, joined, paragraph, section, span
from planforge.document.components.actions import action_list
from planforge.document.components.closing import edition
from planforge.document.components.command import body_summary
from planforge.document.components.general import plan_facts
from planforge.document.components.levels import response_levels
from planforge.document.components.links import links
from planforge.document.diagrams import (
    chart_node,
    level_ladder,
    link_map,
    organisation_chart,
    response_flows,
)
from planforge.document.directives import Request
from planforge.document.heading_numbers import numbered_title, numbering_of
from planforge.document.nodes import address, link
from planforge.document.page import Entry, Page, Target
from planforge.document.pages.annexes import annex_body
from planforge.document.pages.headings import chapters, prose_of
from planforge.document.pages.level_pages import level_page
from planforge.document.selection import (
    all_steps,
    annex_mark,
    by_phase,
    shown_annexes,
    shown_levels,
)
from planforge.document.wording import level_badge, level_rank
from planforge.frozen import dataclass
from planforge.i18n import DEFAULT_LANGUAGE, msg

if TYPE_CHECKING:
    from planforge.corpus.plan_view import PlanView
    from planforge.document.charts.graph import Chart
    from planforge.document.context import Context
    from planforge.document.pages.frame import Frame
    from planforge.document.pages.headings import Chapter

_NOTHING = Request()
_MOST_SHOWN = 8
"""More actions before or after one are only counted: nearly all follow the activation."""


@dataclass(frozen=True)
class PlanPages:
    """The pages of *view* inside *frame*."""

    frame: Frame
    view: PlanView

    @cached_property
    def context(self) -> Context:
        """The context with the plan in hand."""
        return self.frame.context.of(self.view)

    @cached_property
    def text(self) -> str:
        """The Markdown of the plan, or its skeleton."""
        return prose_of(self.context)

    @cached_property
    def chapters(self) -> tuple[Chapter, ...]:
        """The chapters as a table of contents shows them."""
        return chapters(self.text)

    @cached_property
    def read(self) -> prose.Prose:
        """The plan read in full; only done when a chapter is built."""
        return prose.read(self.text, self.context, self.view.prose_file)

    def own(self, kind: str, part: str) -> str:
        """Return the address of a part of this plan."""
        return address(kind, f"{self.view.plan.id}/{part}")

    @cached_property
    def entry(self) -> Entry:
        """The plan as a line of a navigation."""
        return Entry(self.view.plan.name, address("plan", self.view.plan.id))

    @cached_property
    def chapter_entries(self) -> tuple[Entry, ...]:
        """The chapters as lines of a navigation."""
        return tuple(
            Entry(self._titled(c), self.own("chapter", str(c.number))) for c in self.chapters
        )

    def _titled(self, chapter: Chapter) -> str:
        """Return the title of *chapter* with its number."""
        return numbered_title(chapter.title, (chapter.number,), numbering_of(self.view.plan))

    @cached_property
    def navigation(self) -> tuple[Entry, ...]:
        """The side navigation of every page of the plan."""
        t = self.context.t
        levels = tuple(
            Entry(level.name, self.own("level", str(level_rank(self.view, level))))
            for level in shown_levels(self.context)
        )
        found = [Entry(t("Overview"), self.entry.target)]
        if levels:
            found.append(Entry(t("On duty: by level"), levels[0].target, levels))
        if self.context.shown(self.view.plan.actions):
            found.append(Entry(t("Response actions"), self.own("page", "actions")))
        return (*found, *self._chapters_and_annexes())

    def _chapters_and_annexes(self) -> list[Entry]:
        """The chapters, and the page of annexes below the chapter that lists them if there is."""
        t = self.context.t
        found = list(self.chapter_entries)
        if shown_annexes(self.context):
            annexes = self.own("page", "annexes")
            words = {t("Annexes"), msg("Annexes").render(DEFAULT_LANGUAGE)}  # a plan keeps its own
            listing = [c.number - 1 for c in self.chapters if c.title in words]
            if listing:
                above = found[listing[-1]]
                full = Entry(t("Annexes in full"), annexes)
                found[listing[-1]] = Entry(above.text, above.target, (full,))
            else:
                found.append(Entry(t("Annexes"), annexes))
        return found

    @cached_property
    def facets(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The values of the search filters that hold for every page of the plan."""
        return (("plan", (self.view.plan.name,)),)

    def pages(self) -> list[Page]:
        """Return every page of the plan."""
        found = [self.front()]
        levels = shown_levels(self.context)
        found += [level_page(self, level) for level in levels]
        found += [self.chapter(chapter) for chapter in self.chapters]
        if self.context.shown(self.view.plan.actions):
            found.append(self.actions())
        if shown_annexes(self.context):
            found.append(self.annexes())
        return found

    def front(self) -> Page:
        """The front page of the plan."""
        plan = self.view.plan
        return Page(
            f"plan/{plan.id}/index",
            plan.name,
            "plan",
            self.frame.facts_inputs(self.view),
            self._front,
            (Target("plan", plan.id, plan.name),),
            self.navigation,
            (self.frame.home,),
            self.facets,
            source=self.view.file,
        )

    def _front(self) -> list[nodes.Node]:
        context, t = self.context, self.context.t
        badges = [level_badge(context, self.view, level) for level in shown_levels(context)]
        built: list[nodes.Node] = [plan_facts(context)]
        if badges:
            asked = span(t("On duty, open the level at once: "), "pf-level-label")
            run: list[nodes.Node] = [asked, *joined(badges, " ")]
            duty = paragraph(run, "pf-level-buttons")
            built.append(nodes.container("", duty, classes=["pf-duty"]))
        parts: list[tuple[str, str, list[nodes.Node]]] = [
            (t("Response levels"), "levels", response_levels(context, _NOTHING)),
            (t("Ladder of levels"), "ladder", _charts(context, level_ladder(context))),
            (t("Command"), "command", body_summary(context)),
            (
                t("Organisation chart"),
                "organisation",
                _charts(context, organisation_chart(context)),
            ),
            (t("Response flow"), "flow", _charts(context, *response_flows(context))),
            (t("Links to other plans"), "links", self._links()),
            (t("Chapters"), "chapters", self._contents()),
            (t("Edition"), "edition", edition(context, _NOTHING)),
        ]
        built += [section(title, ident, *body) for title, ident, body in parts if body]
        return self.frame.linked(built, self.view, own=self.entry.target)

    def _links(self) -> list[nodes.Node]:
        drawn = _charts(self.context, link_map(self.context))
        return drawn + links(self.context, _NOTHING)

    def _contents(self) -> list[nodes.Node]:
        lines: list[list[nodes.Node]] = []
        for chapter, entry in zip(self.chapters, self.chapter_entries, strict=True):
            line: list[nodes.Node] = [paragraph([link(entry.text, entry.target)])]
            if chapter.sections:
                line.append(paragraph("　".join(chapter.sections), "pf-detail"))
            lines.append(line)
        return [bullets(lines, "pf-contents")] if lines else []

    def chapter(self, chapter: Chapter) -> Page:
        """One chapter, with the chapters before and after it."""
        at = chapter.number - 1
        entries = self.chapter_entries
        return Page(
            f"plan/{self.view.plan.id}/chapter-{chapter.number}",
            self._titled(chapter),
            "chapter",
            self.frame.plan_inputs(self.view),
            lambda: self._chapter(at),
            (),
            self.navigation,
            (self.frame.home, self.entry),
            self.facets,
            entries[at - 1] if at else self.entry,
            entries[at + 1] if at + 1 < len(entries) else None,
            self.view.prose_file if self.view.prose is not None else self.view.file,
        )

    def _chapter(self, at: int) -> list[nodes.Node]:
        if at >= len(self.read.chapters):  # a heading that the parser of the whole text took apart
            return []
        found = self.read.chapters[at].deepcopy()
        body = [node for node in found.children if not isinstance(node, nodes.title)]
        if at == 0:
            body = [*(node.deepcopy() for node in self.read.preface), *body]
        return self.frame.linked(body, self.view, own=self.entry.target)

    def actions(self) -> Page:
        """All actions, each with an anchor of its own."""
        plan = self.view.plan
        shown = self.context.shown(plan.actions)
        steps = {step.at.action.id: step for step in all_steps(self.context)}
        targets = tuple(
            Target("action", f"{plan.id}/{a.id}", _title(a.title or a.content), f"action-{a.id}")
            for a in shown
            if a.id in steps
        )
        title = self.context.t("Response actions")
        return Page(
            f"plan/{plan.id}/actions",
            self.context.t("{plan}: {part}", plan=plan.name, part=title),
            "actions",
            self.frame.facts_inputs(self.view),
            self._actions,
            targets,
            self.navigation,
            (self.frame.home, self.entry),
            self.facets,
            source=self.view.file,
        )

    def _actions(self) -> list[nodes.Node]:
        context = self.context
        built: list[nodes.Node] = []
        for phase, steps in by_phase(all_steps(context)):
            listed = action_list(context, steps, None)
            for step, item in zip(steps, listed.children, strict=True):
                if isinstance(item, nodes.Element):
                    item["ids"] = [f"action-{step.at.action.id}"]
                    item.extend(self._order(step.at.action.id, step.at.action.after))
            title = phase.label(context.language)
            built.append(section(title, f"phase-{phase.value.replace('_', '-')}", listed))
        return self.frame.linked(built, self.view)

    def _order(self, own: str, before: tuple[str, ...]) -> list[nodes.Node]:
        """Return what comes before and after an action, as links."""
        t = self.context.t
        shown = {a.id: a for a in self.context.shown(self.view.plan.actions)}
        after = [a.id for a in shown.values() if own in a.after]
        built: list[nodes.Node] = []
        for label, ids in ((t("After: "), before), (t("Before: "), after)):
            links_to = [
                link(_title(shown[x].title or shown[x].content), self.own("action", x))
                for x in ids
                if x in shown
            ]
            if links_to:
                run = [nodes.Text(label), *self.context.joined(links_to[:_MOST_SHOWN])]
                if len(links_to) > _MOST_SHOWN:
                    run.append(nodes.Text(t(" and others, {count} in all", count=len(links_to))))
                built.append(paragraph(run, "pf-detail"))
        return built

    def annexes(self) -> Page:
        """The annexes, those made from facts filled in."""
        plan = self.view.plan
        title = self.context.t("Annexes")
        return Page(
            f"plan/{plan.id}/annexes",
            self.context.t("{plan}: {part}", plan=plan.name, part=title),
            "annex",
            self.frame.facts_inputs(self.view),
            self._annexes,
            (),
            self.navigation,
            (self.frame.home, self.entry),
            self.facets,
            source=self.view.file,
        )

    def _annexes(self) -> list[nodes.Node]:
        built: list[nodes.Node] = []
        for number, annex in shown_annexes(self.context):
            body = annex_body(self.context, annex)
            name = f"{annex_mark(self.context, number)} {annex.title}"
            built.append(section(name, f"annex-{number}", *body))
        return self.frame.linked(built, self.view)


def _title(text: str) -> str:
    for mark in "，。；":
        text = text.partition(mark)[0]
    return text


def _charts(context: Context, *charts: Chart | None) -> list[nodes.Node]:
    return [chart_node(context, chart) for chart in charts if chart is not None]

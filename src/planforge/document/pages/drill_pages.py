"""The pages of drills: what is planned, due, held and open, and each scenario as it plays.

Scenarios are for those who run drills: only the internal site has them. Players read it too: of a
drill whose scenario they are not told it has no page, and of one that they are not told of nothing
at all, until it was held. When drills are due and which were held is for every reader who may see
the edition of a plan.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from docutils import nodes

from planforge.document.blocks import Content, bullets, facts, paragraph, section, span, table
from planforge.document.diagrams import chart_node
from planforge.document.diagrams.played import Played
from planforge.document.nodes import address
from planforge.document.page import Entry, Page, Target
from planforge.document.pages.drill_calendar import Told, calendar, plan_links, told_of
from planforge.document.pages.drill_outline import outline
from planforge.document.pages.drill_tasks import register_page, task_inputs, task_table
from planforge.document.pages.rule_pages import inputs
from planforge.document.wording import day
from planforge.drill.chronicle import LineKind, chronicle
from planforge.drill.history import History
from planforge.drill.prepared import Prepared
from planforge.drill.rehearsal import play, rehearsal
from planforge.drill.weakness import seen_in
from planforge.drill.weakness.scene import Scene
from planforge.drill.weakness.words import ranged
from planforge.frozen import dataclass
from planforge.i18n import msg

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from planforge.corpus.corpus import Corpus
    from planforge.corpus.drills import DrillView
    from planforge.document.pages.frame import Frame
    from planforge.drill.rehearsal import Rehearsal
    from planforge.drill.trace import Trace
    from planforge.drill.weakness.scene import Weakness

TITLE: Final = msg("Drills")
_FEW: Final = 5
"""Things that are named of those for which one figure is assumed."""


@dataclass(frozen=True, slots=True)
class DrillDoc:
    """The drills of a bureau, for their pages.

    Attributes:
        whole: The plans as they are played, with everything internal.
        views: The drills; empty on a site for everybody.
        as_of: The day on which cycles are judged; None if they are not.
        in_full: Whether the readers run drills: then they see the whole before it was held.
    """

    whole: Corpus
    views: tuple[DrillView, ...] = ()
    as_of: date | None = None
    in_full: bool = False


def drill_pages(frame: Frame, doc: DrillDoc) -> list[Page]:
    """Return the calendar of drills, and a page for each scenario that the reader may see."""
    title = TITLE.render(frame.context.language)
    known = {id(one): told_of(one, in_full=doc.in_full) for one in doc.views}
    views = () if frame.context.public else doc.views
    shown = tuple(one for one in views if known[id(one)] > Told.NOTHING)
    over = tuple(one for one in shown if known[id(one)] is Told.ALL)
    editions = [
        (view.file, view.plan.name, view.plan.edition, view.plan.management) for view in frame.views
    ]
    heads = [
        (view.drill.id, view.drill.name, view.drill.kind, view.drill.date, view.drill.held,
         view.drill.place, view.drill.plans, len(view.drill.goals))
        for view in shown
    ]  # fmt: skip
    made_from = inputs(
        frame,
        [
            *editions,
            *heads,
            *(task_inputs(frame, over) if shown else ()),
            frame.corpus.registry.digest,
            doc.as_of,
            len(shown),
        ],
    )
    way = (frame.home,)
    index = Page(
        "drill/index",
        title,
        "drill",
        made_from,
        lambda: calendar(frame, doc, shown),
        breadcrumb=way,
    )
    if frame.context.public:
        return [index]
    register = register_page(frame, over, doc.as_of, title)
    told = (view for view in shown if known[id(view)] >= Told.OUTLINE)
    return [index, register, *(_drill_page(frame, doc, view, title) for view in told)]


def _drill_page(frame: Frame, doc: DrillDoc, view: DrillView, above: str) -> Page:
    whole, told = doc.whole, told_of(view, in_full=doc.in_full)
    plans = [f"{plan}={digest}" for plan, digest in sorted(whole.digests.items())]
    made_from = inputs(
        frame, [view.drill.model_dump_json(), whole.registry.digest, doc.as_of, told, *plans]
    )
    return Page(
        f"drill/{view.drill.id}",
        view.drill.name,
        "drill",
        made_from,
        lambda: (
            outline(frame, view) if told is Told.OUTLINE else _Scenario(frame, doc, view).build()
        ),
        (Target("drill", view.drill.id, view.drill.name),),
        breadcrumb=(frame.home, Entry(above, address("drill", "index"))),
        facets=(("plan", tuple(one.plan.name for one in view.plans)),),
        source=view.file,
    )


class _Scenario:
    """The page of one scenario: how it goes, what it shows, and what that rests on."""

    def __init__(self, frame: Frame, doc: DrillDoc, view: DrillView) -> None:
        self.frame = frame
        self.context = frame.context
        self.view = view
        self.as_of = doc.as_of
        self.is_whole = told_of(view, in_full=doc.in_full) is Told.ALL
        self.made: Rehearsal = rehearsal(doc.whole, view)
        self.trace: Trace = play(self.made)
        ready = Prepared(self.made.world)
        self.played = Played(self.made, History(ready, self.trace), self.context.language)
        self.weak = seen_in(Scene(self.made, self.trace, ready))

    def build(self) -> list[nodes.Node]:
        t = self.context.t
        parts: list[tuple[str, str, list[nodes.Node]]] = [
            (t("What the drill is to show"), "goals", self._goals()),
            (t("Response levels over time"), "levels", self._chart(self.played.levels())),
            (t("How it goes"), "course", self._course()),
            (t("Who works when"), "work", self._work()),
            (t("Load of people and teams"), "load", self._chart(self.played.load())),
            (t("Who tells whom"), "messages", self._chart(self.played.messages())),
        ]
        if self.is_whole:
            parts += [
                (t("Where the plans break"), "weak", self._weak()),
                (t("Tasks of improvement"), "tasks", self._tasks()),
                (t("What this rests on"), "assumed", self._assumed()),
            ]
        head = [*self._head(), self._slider()]
        return [*head, *(section(name, ident, *body) for name, ident, body in parts if body)]

    def _head(self) -> Iterator[nodes.Node]:
        context, t, drill = self.context, self.context.t, self.view.drill
        if drill.summary:
            yield paragraph(drill.summary, "pf-summary")
        until = drill.start + timedelta(seconds=self.made.script.horizon)
        kinds = (drill.kind.form, drill.kind.scope, drill.kind.purpose, drill.kind.notice)
        yield facts(
            (
                (t("Date"), day(context, drill.date) if drill.date else ""),
                (t("Held on"), day(context, drill.held) if drill.held else ""),
                (t("Venue"), drill.place),
                (t("Kind"), context.marks.listed(one.label(context.language) for one in kinds)),
                (t("Scenario"), f"{drill.start:%Y-%m-%d %H:%M} – {until:%Y-%m-%d %H:%M}"),
                (t("Plans"), context.joined(plan_links(self.view))),
            )
        )

    def _slider(self) -> nodes.Node:
        """Return what a script makes a slider of; without scripts nothing is shown."""
        t = self.context.t
        words = (
            t("Moment of the scenario"),
            t("Event before"),
            t("Next event"),
            t("Whole scenario"),
        )
        spans = [nodes.inline("", word) for word in words]
        return nodes.container("", paragraph(spans), classes=["pf-time-slider"])

    def _goals(self) -> list[nodes.Node]:
        goals = [goal.text for goal in self.view.drill.goals]
        return [bullets(goals)] if goals else []

    def _tasks(self) -> list[nodes.Node]:
        found = [(self.view, task) for task in self.view.drill.tasks]
        return task_table(self.context, found, self.as_of, has_drill=False)

    def _chart(self, drawn: object) -> list[nodes.Node]:
        return [chart_node(self.context, drawn)] if drawn is not None else []  # type: ignore[arg-type]

    def _work(self) -> list[nodes.Node]:
        plans = (plan.id for plan in self.made.world.plans)
        return [node for plan in plans for node in self._chart(self.played.work(plan))]

    def _course(self) -> list[nodes.Node]:
        context, t = self.context, self.context.t
        rows: list[tuple[Content, ...]] = []
        for line in chronicle(self.made, self.trace):
            if not line.is_key:
                continue
            moment = self.view.drill.start + timedelta(seconds=line.t)
            said = line.text.render(context.language)
            tone = "pf-late" if line.is_bad else "pf-told" if line.kind is LineKind.SCENARIO else ""
            text: Content = [span(said, tone)] if tone else said
            rows.append((_offset(line.t), f"{moment:%m-%d %H:%M}", text))
        headings = (t("Since the start"), t("Clock of the scenario"), t("How it goes"))
        return [table(headings, rows, "pf-course", widths=(12, 14, 74))] if rows else []

    def _weak(self) -> list[nodes.Node]:
        t = self.context.t
        if not self.weak:
            return [paragraph(t("The plans held in this scenario."))]
        rows = [self._weakness(one) for one in self.weak]
        headings = (t("Sort"), t("Where it breaks"), t("What helps"))
        return [table(headings, rows, "pf-weaknesses", widths=(8, 56, 36))]

    def _weakness(self, weakness: Weakness) -> tuple[Content, ...]:
        language = self.context.language
        hint = weakness.hint.render(language) if weakness.hint else ""
        return (weakness.id, weakness.message.render(language), hint)

    def _assumed(self) -> list[nodes.Node]:
        context, t = self.context, self.context.t
        grouped: dict[tuple[str, str, str, str], list[str]] = {}
        for one in self.made.assumed:
            words = (
                one.what.render(context.language),
                ranged(one.span).render(context.language) if one.span else "",
                one.source.render(context.language),
                one.confidence.label(context.language),
            )
            about = self.made.index.name(one.about) if one.about else ""
            grouped.setdefault(words, []).append(about)
        rows = [
            (what, span, self._few([name for name in about if name]), source, sure)
            for (what, span, source, sure), about in grouped.items()
        ]
        headings = (
            t("Assumed"),
            t("Least, usual, most"),
            t("Of"),
            t("Source"),
            t("Confidence"),
        )
        return [table(headings, rows, "pf-assumed", widths=(30, 16, 24, 22, 8))] if rows else []

    def _few(self, names: list[str]) -> str:
        listed = self.context.marks.listed(names[:_FEW])
        if len(names) <= _FEW:
            return listed
        return self.context.t("{names} and {count} more", names=listed, count=len(names) - _FEW)


def _offset(seconds: int) -> str:
    return f"T+{seconds // 3_600:02}:{seconds // 60 % 60:02}"


__all__ = ["DrillDoc", "drill_pages"]

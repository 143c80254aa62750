"""What every paper of a drill is written with: words, tables that are never empty, parts."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from docutils import nodes

from planforge.document.blocks import bullets, facts, numbered, paragraph, section, table
from planforge.document.books.book import Book, BookKind, Numbering, Opening, Paper, Part, Style
from planforge.document.charts.timed import wall_text
from planforge.document.diagrams.played import Played
from planforge.document.drills.since import within
from planforge.document.pages.frame import digest
from planforge.document.wording import day, ended
from planforge.drill.elements import by_plan, concerns
from planforge.drill.history import History
from planforge.drill.kit.breaths import breaths
from planforge.drill.kit.clock import offset
from planforge.drill.kit.people import phone_of
from planforge.drill.kit.speech import took
from planforge.drill.kit.values import text_of
from planforge.drill.prepared import Prepared
from planforge.drill.trace import canonical
from planforge.i18n import Message
from planforge.model.drill_scales import TaskTarget

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from planforge.document.blocks import Content
    from planforge.document.pages.frame import Frame
    from planforge.drill.elements import Named
    from planforge.drill.kit.values import Basis, Expected, Inject, Kit, ScriptRow, Turn, Words
    from planforge.i18n import Argument
    from planforge.model.drill import Staff

Tree = list[nodes.Node]
"""What a part of a paper is built of."""


class Desk:
    """Writes papers of one drill in one language.

    Nothing here leaves an empty table or a heading with nothing below it: `table` and `section`
    give nothing where there is nothing to say.
    """

    def __init__(self, frame: Frame, kit: Kit, said: object = None) -> None:
        """Write of *kit* in the language of *frame*.

        Args:
            frame: The corpus with its internal elements.
            kit: What the papers say.
            said: What they say beyond it, such as records of the drill; its `repr` tells it from
                others.
        """
        self.frame = frame
        self._said = repr(said)
        self.context = frame.context
        self.kit = kit
        self.view = kit.rehearsal.view
        self.drill = self.view.drill
        self.language = frame.context.language

    def t(self, msgid: str, /, **args: Argument) -> str:
        """Return the text of *msgid* in the reader's language."""
        return self.context.t(msgid, **args)

    def words(self, words: Words) -> str:
        """Return *words* as they are written."""
        return text_of(words, self.language)

    def listed(self, words: Iterable[Words]) -> str:
        """Return several words in one line."""
        return self.context.marks.listed(self.words(one) for one in words)

    def clock(self, second: int | None) -> str:
        """Return clock and offset of a second of the scenario: 09:40 (T+01:20).

        What is skipped has the clock of the jump; an offset stands alone where no hour is fixed.
        """
        if second is None:
            return ""
        shown = self.kit.timeline.clock(second) or self.at_jump(second)
        if f"T{shown}" == offset(second):
            return offset(second)
        return self.context.marks.bracketed(shown, offset(second)) if shown else offset(second)

    def at_jump(self, second: int | None) -> str:
        """Return when to give what falls into a jump of the drill: at the jump; empty for others.

        What lies behind the end of the drill has no clock either, and no jump.
        """
        after = None if second is None else self.kit.timeline.jump_after(second)
        if after is None:
            return ""
        return self.t("{time}, at the jump", time=self.kit.timeline.clock(after))

    def moment(self, second: int) -> Tree:
        """Return clock and offset below each other, for narrow columns."""
        shown = self.kit.timeline.clock(second) or self.at_jump(second)
        return [paragraph(text) for text in (shown, offset(second)) if text]

    def wall(self, second: int | None) -> str:
        """Return what the clock on the wall shows at a second of the drill; empty for None."""
        if second is None:
            return ""
        start = self.kit.timeline.drill_start
        return wall_text(second, 3_600 * start.hour + 60 * start.minute if start else None)

    def minute(self, second: int) -> str:
        """Return what the clock on the wall shows, in whole minutes."""
        return self.wall(second - second % 60)

    def day(self) -> str:
        """Return the day of the drill and the hour of its start, as far as they are fixed."""
        date = day(self.context, self.drill.date)
        return f"{date}{self.drill.begins or ''}" if date else ""

    def about(self, about: Iterable[Named], target: TaskTarget | None) -> str:
        """Return plans with their clauses and levels in one line; that there are none, if so."""
        its = self.context.marks
        lines = [its.parts((name, its.listed(spots))) for name, spots in by_plan(about).items()]
        if not lines and target is TaskTarget.PLAN:
            return self.t("write here which plan and clause")
        return its.clauses(lines) or self.t("concerns no plan")

    def rerun(self, about: Iterable[Named]) -> str:
        """Return which weaknesses the rehearsal of the plans of today has at these parts."""
        parts = tuple(about)
        if not parts:
            return ""
        found = [p.weakness for p in self.kit.points if any(concerns(p.entries, x) for x in parts)]
        if not found:
            return self.t("no longer shows")
        return self.t("still breaks: {ids}", ids=tuple(dict.fromkeys(found)))

    def limit(self, one: Expected) -> str:
        """Return the time that the plan allows for an expected action."""
        if one.limit is None:
            return ""
        if one.is_at_once and self.kit.is_table:
            return one.limit.text
        if one.is_at_once:
            begins = self.t("begins within {time}", time=self.words(took(one.grace)))
            return self.context.marks.bracketed(one.limit.text, begins)
        return within(self.context, one.limit, one.anchor)

    def latest(self, one: Expected, shown: str) -> str:
        """Return *shown*, when an expected action is due; with a word if it begins by then."""
        return self.t("begun by {time}", time=shown) if shown and one.is_at_once else shown

    def asked(self, one: Expected) -> str:
        """Return the time that organisers ask for, if it is less than the plan allows."""
        if one.asked is None:
            return ""
        if one.is_at_once:
            return self.t("done within {limit} of the inject", limit=one.asked.text)
        return self.t("within {limit} of the inject", limit=one.asked.text)

    def limits(self, one: Expected) -> str:
        """Return the time that the plan allows, and beside it what organisers ask for."""
        return self.context.marks.clauses([self.limit(one), self.asked_for(one)])

    def asked_for(self, one: Expected) -> str:
        """Return the time that organisers ask for with its name; empty if they ask for none."""
        asked, label = self.asked(one), self.t("Asked for by the organisers")
        return self.context.marks.labelled(label, asked) if asked else ""

    def basis(self, basis: Basis | None, *, is_short: bool = False) -> str:
        """Return where a plan says something: 《…预案》4.4.1（1）; short with its short name."""
        if basis is None:
            return ""
        plan = self.short(basis.plan) if is_short and basis.plan else basis.plan_name
        return self.t("{plan} {clause}", plan=plan, clause=basis.clause).strip()

    def basis_lines(self, basis: Basis | None) -> Tree:
        """Return short name and clause below each other, for narrow columns."""
        plan = self.basis(basis and replace(basis, clause=""), is_short=True)
        return [paragraph(text) for text in (plan, basis.clause if basis else "") if text]

    def row_limit(self, row: ScriptRow) -> str:
        """Return the time allowed for a row of the script."""
        return within(self.context, row.limit, row.anchor) if row.limit else ""

    def turns(self, turns: Iterable[Turn]) -> Tree:
        """Return what is said, a paragraph for each turn."""
        return [
            paragraph(
                [nodes.strong("", self.context.marks.labelled(speaker)), words]
                if speaker
                else words
            )
            for speaker, words in self.spoken(turns)
        ]

    def spoken(self, turns: Iterable[Turn]) -> Iterator[tuple[str, str]]:
        """Yield who speaks and what, in pieces that can be said in one go.

        Who goes on speaking is not named again: the speaker of such a piece is empty.
        """
        before = ""
        for turn in turns:
            speaker = self.words(turn.speaker)
            for words in breaths(self.words(turn.words), self.language):
                yield "" if speaker == before else speaker, words
                before = speaker

    def phone(self, name: str) -> str:
        """Return the registered phone of a unit or post; empty for none."""
        return phone_of(self.view, name)

    def staff(self, staff: Staff) -> str:
        """Return who somebody is: c1 市应急局（市应急指挥中心）."""
        who = self.context.marks.gap.join(filter(None, (staff.unit or "", staff.person)))
        return self.context.marks.bracketed(f"{staff.id} {who}".strip(), staff.position)

    @cached_property
    def played(self) -> Played:
        """The pictures of the rehearsal that the papers were made from."""
        made = self.kit.rehearsal
        return Played(made, History(Prepared(made.world), self.kit.trace), self.language)

    @cached_property
    def controllers(self) -> dict[str, Staff]:
        """The controllers by id."""
        return {one.id: one for one in self.drill.organisers.controllers}

    @cached_property
    def simulators(self) -> dict[str, Staff]:
        """The simulators by id."""
        return {one.id: one for one in self.drill.organisers.simulators}

    @cached_property
    def injects(self) -> dict[str, Inject]:
        """The injects by id."""
        return {one.id: one for one in self.kit.injects}

    def short(self, plan: str) -> str:
        """Return what people call the plan *plan* in a few words."""
        view = self.view.plan(plan)
        return view.plan.short_names[0] if view and view.plan.short_names else plan

    def plan_names(self) -> str:
        """Return the plans that are practised."""
        return self.context.marks.listed(view.plan.name for view in self.view.plans)

    def table(
        self,
        heads: Sequence[str],
        rows: Iterable[Sequence[Content]],
        widths: Sequence[int],
        name: str = "pf-drill",
    ) -> Tree:
        """Return a table, nothing if it has no rows; columns in which nothing stands are left out.

        The first column stays.
        """
        found = [tuple(row) for row in rows]
        if not found:
            return []
        kept = [i for i in range(len(heads)) if not i or any(row[i] for row in found)]
        return [
            table(
                [heads[i] for i in kept],
                [[row[i] for i in kept] for row in found],
                name,
                widths=[widths[i] for i in kept],
            )
        ]

    def facts(self, pairs: Iterable[tuple[str, Content]]) -> Tree:
        """Return name–value pairs, those without a value left out."""
        found = facts(pairs, "pf-facts")
        return [found] if found.children else []

    def lines(self, items: Iterable[Words]) -> Tree:
        """Return numbered sentences; nothing if there are none."""
        found = [ended(self.words(one)) for one in items]
        return [numbered(found)] if found else []

    def dots(self, items: Iterable[Words]) -> Tree:
        """Return an unordered list; nothing if there are none."""
        found = [self.words(one) for one in items]
        return [bullets(found)] if found else []

    def text(self, *words: Words) -> Tree:
        """Return a paragraph for each of *words* in which something stands."""
        return [paragraph(text) for one in words if (text := self.words(one))]

    def section(self, title: str, *blocks: Tree) -> Tree:
        """Return a section, nothing if nothing stands in it."""
        inside = [node for one in blocks for node in one]
        return [section(title, "", *inside)] if inside else []

    @cached_property
    def _inputs(self) -> tuple[str, ...]:
        """What every part depends on: the program, all plans, the drill, its run, its records."""
        run = canonical({"trace": self.kit.trace.hash, "drill": self.drill.model_dump_json()})
        return (*self.frame.register_inputs(), digest([run, repr(self.kit.pack), self._said]))

    def annex(
        self,
        ident: str,
        title: str,
        build: Callable[[], Tree],
        *,
        heading: str | None = None,
        landscape: bool = False,
    ) -> Part:
        """Return a part behind the text, such as tables, forms and pictures, without numbers."""
        return self.part(
            ident,
            title,
            build,
            style=Style.ANNEX,
            heading=heading,
            landscape=landscape,
            numbering=Numbering.NONE,
        )

    def part(  # noqa: PLR0913 - what a part consists of
        self,
        ident: str,
        title: str,
        build: Callable[[], Tree],
        *,
        style: Style = Style.PLAN,
        heading: str | None = None,
        landscape: bool = False,
        numbering: Numbering = Numbering.CHINESE,
    ) -> Part:
        """Return a part; its sections are numbered."""

        def built() -> Tree:
            tree = build()
            _number(tree, "")
            return tree

        return Part(
            ident=ident,
            title=title,
            style=style,
            inputs=(*self._inputs, ident, title),
            build=built,
            opening=Opening.NEXT,
            numbering=numbering,
            heading=title if heading is None else heading,
            landscape=landscape,
        )

    def book(
        self,
        ident: str,
        title: str,
        *parts: Part | None,
        is_dated: bool = True,
        paper: Paper = Paper.A4,
    ) -> Book:
        """Return a paper of *parts*, those that are None left out.

        Its properties tell the day of the drill only if it is dated.
        """
        kept = tuple(part for part in parts if part is not None)
        issuer = self.drill.organisers.steering
        return Book(
            ident=ident,
            title=title,
            kind=BookKind.FORMS,
            parts=kept,
            issuer=self.context.marks.listed(issuer),
            subject=self.t("Paper of a drill"),
            dated=self.drill.date if is_dated else None,
            language=self.language,
            public=False,
            paper=paper,
            duplex=False,
        )


def _number(tree: Iterable[nodes.Node], above: str) -> None:
    count = 0
    for node in tree:
        if isinstance(node, nodes.section):
            count += 1
            number = f"{above}.{count}" if above else str(count)
            node["pf_number"] = number
            node["ids"] = [f"s-{number.replace('.', '-')}"]
            _number(node.children, number)


__all__ = ["Desk", "Message", "Tree"]

"""The course of a response as plans draw it: reports, decisions, levels, stages, end.

Every box is a fact of the plan: who reports to whom, who proposes, decides and commands, the
limits, the groups, what follows. A stage of which the plan says nothing is left out, and so is a
decision that nothing depends on.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from planforge.document.charts.graph import Chart, ChartKind, Edge, EdgeStyle, Group, Node, NodeKind
from planforge.document.nodes import address
from planforge.document.selection import Step, all_steps, full, shown_groups, shown_levels
from planforge.document.wording import action_title, duration, every, level_rank, limit_words
from planforge.model.scales import Phase, ReportStage

if TYPE_CHECKING:
    from collections.abc import Iterable

    from planforge.corpus.plan_view import Level
    from planforge.document.context import Context
    from planforge.model.plan import RecoveryItem, ReportRule, Transition

_LEVELS: Final = "levels"
_RESPONSE: Final = "response"
_UP: Final = ("transitions", "response-levels")
_HANDED: Final = ("takeover", "response-levels")
_END: Final = ("termination", "response-levels")
"""Directives that show what a box only names, the nearest first."""


def response_course(context: Context) -> Chart | None:
    """Return the course of the plan in hand; None for a plan without levels or actions."""
    if not shown_levels(context) or not all_steps(context):
        return None
    work = _Course(context)
    work.build()
    plan = context.plan_view.plan
    return Chart(
        ChartKind.RESPONSE_COURSE,
        context.t("Response flow of {plan}", plan=plan.name),
        tuple(work.nodes),
        tuple(work.edges),
        tuple(work.stages),
        context.t(
            "{count} stages with their decisions from top to bottom; {levels} response levels.",
            count=len(work.stages),
            levels=len(shown_levels(context)),
        ),
        language=context.language,
    )


class _Course:
    """Adds one stage or decision after the other, each with the arrow that leads to it."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.nodes: list[Node] = []
        self.edges: list[Edge] = []
        self.stages: list[Group] = []
        self.row = 0
        self.last = ""
        self.word = ""
        self.steps = all_steps(context)

    def build(self) -> None:
        t = self.context.t
        watched = self.context.told_at("monitoring", "warnings")
        self._alone(Node("start", t("Incident, danger or warning"), NodeKind.START, target=watched))
        self._reports("report", t("First report"), ReportStage.FIRST)
        self._actions("first", Phase.FIRST_RESPONSE)
        self._start()
        self._levels()
        self._actions("activation", Phase.ACTIVATION)
        self._response()
        self._reports("further", t("Further reports and public information"))
        self._end()
        self._after()

    def _enter(self, ident: str) -> None:
        """Lead from the last stage or decision to *ident*, which is the last from now on."""
        if self.last:
            self.edges.append(Edge(self.last, ident, self.word))
        self.last, self.word = ident, ""

    def _alone(self, node: Node) -> None:
        self._enter(node.id)
        self._add(node)
        self.row += 1

    def _add(self, node: Node) -> None:
        self.nodes.append(replace(node, row=self.row))

    def _stage(self, ident: str, title: str, nodes: Iterable[Node], note: str = "") -> None:
        """Add a stage with *nodes*; none if there are none."""
        inside = [replace(node, group=ident) for node in nodes]
        if not inside:
            return
        self._enter(ident)
        self.stages.append(Group(ident, title, note=note))
        for node in inside:
            self._add(node)
        self.row += 1

    def _actions(self, ident: str, phase: Phase) -> None:
        self._stage(ident, phase.label(self.context.language), self._done(phase))

    def _done(self, phase: Phase) -> list[Node]:
        return [self._action(step) for step in self.steps if step.at.action.phase is phase]

    def _action(self, step: Step) -> Node:
        context, at = self.context, step.at
        return Node(
            f"action-{at.action.id}",
            action_title(at),
            NodeKind.NOTICE if at.action.messages else NodeKind.ACTION,
            detail=context.marks.listed(at.responsible),
            limit=limit_words(context, at.limit),
            target=address("action", f"{context.plan_view.plan.id}/{at.action.id}"),
            tooltip=at.content,
        )

    def _reports(self, ident: str, title: str, stage: ReportStage | None = None) -> None:
        """Add the reports of *stage*; without one those in between, and what the public hears."""
        rules = self.context.shown(self.context.plan_view.plan.reports)
        wanted = (stage,) if stage else (ReportStage.FOLLOW_UP, ReportStage.DAILY)
        found = [
            self._report(f"{ident}-{number}", rule)
            for number, rule in enumerate(rules)
            if rule.stage in wanted
        ]
        self._stage(ident, title, [*found, *([] if stage else self._public())])

    def _report(self, ident: str, rule: ReportRule) -> Node:
        context = self.context
        names = context.marks.listed
        limit = limit_words(context, rule.limit, rule.anchor)
        told = context.t("to {names}", names=rule.recipient) if rule.recipient else ""
        grades = names(rule.grades)
        told = context.marks.bracketed(told, grades) if told and grades else told or grades
        text = context.t(
            "{stage}: {names}", stage=rule.stage.label(context.language), names=names(rule.sender)
        )
        return Node(
            ident,
            text,
            NodeKind.NOTICE,
            detail=told,
            limit=limit or every(context, rule.repeat),
            target=context.told_at("reports"),
            tooltip=rule.applies,
        )

    def _public(self) -> list[Node]:
        context = self.context
        said = context.plan_view.plan.public_information
        if said is None or not context.may_show(said):
            return []
        limit = ""
        if said.first_release is not None:
            limit = context.t("first within {limit}", limit=duration(context, said.first_release))
        return [
            Node(
                "public",
                context.t("Public information"),
                NodeKind.NOTICE,
                detail=context.marks.listed(said.responsible),
                limit=limit,
                target=context.told_at("public-information"),
                tooltip=said.content,
            )
        ]

    def _start(self) -> None:
        """Add the decision whether a level starts; if not, watching goes on from the beginning."""
        context = self.context
        before = self.stages[0].id if self.stages else self.nodes[0].id
        asked = context.t("Do start conditions hold?")
        told = context.told_at("triggers", "response-levels")
        self._alone(Node("starts", asked, NodeKind.DECISION, target=told))
        self.edges.append(Edge("starts", before, context.t("no"), EdgeStyle.BACK))
        self.word = context.t("yes")

    def _levels(self) -> None:
        context = self.context
        levels = [self._level(level) for level in shown_levels(context)]
        self._stage(_LEVELS, context.t("Response level that starts"), levels)

    def _level(self, level: Level) -> Node:
        context, t = self.context, self.context.t
        view, it = context.plan_view, full(context, level)
        rank = level_rank(view, level)
        lines = [
            words
            for words, names in (
                (t("Proposed by {names}", names=it.proposed_by), it.proposed_by),
                (t("Decided by {names}", names=it.decided_by), it.decided_by),
                (t("Commanded by {names}", names=it.commander), it.commander),
            )
            if names
        ]
        limit = ""
        if it.decision_limit is not None:
            limit = t("decision within {limit}", limit=duration(context, it.decision_limit))
        return Node(
            f"level-{level.severity}",
            f"{level.name} {it.title}".strip(),
            NodeKind.LEVEL,
            detail="\n".join(lines),
            limit=limit,
            level=rank,
            target=address("level", f"{view.plan.id}/{rank}"),
        )

    def _response(self) -> None:
        """Add the response: the groups at work, or the actions where the plan has no groups."""
        context, plan = self.context, self.context.plan_view.plan
        count = sum(step.at.action.phase is Phase.RESPONSE for step in self.steps)
        note = context.t("{count} actions, see the chart of actions", count=count) if count else ""
        groups = [
            Node(
                f"group-{group.id}",
                group.name,
                NodeKind.GROUP,
                detail=group.lead or group.leader or "",
                target=address("group", f"{plan.id}/{group.id}"),
            )
            for group in shown_groups(context)
        ]
        title = Phase.RESPONSE.label(context.language)
        self._stage(_RESPONSE, title, groups or self._done(Phase.RESPONSE), note if groups else "")

    def _end(self) -> None:
        """Add the decisions in a running response, and how it ends."""
        context, t = self.context, self.context.t
        ups, downs = self._changes()
        stages = {stage.id for stage in self.stages}
        again = _RESPONSE if _RESPONSE in stages else _LEVELS
        if ups or self._handed():
            lines = [*self._lines(ups), *self._handed()]
            self._enter("controlled")
            told = context.told_at(*(_UP if ups else _HANDED))
            self._add(Node("raise", t("Raise the level"), detail="\n".join(lines), target=told))
            asked = t("Is the situation under control?")
            self._add(Node("controlled", asked, NodeKind.DECISION, target=told))
            self.edges.append(Edge("controlled", "raise", t("no")))
            self.edges.append(Edge("raise", _LEVELS, style=EdgeStyle.UP))
            self.word = t("yes")
        ends = self._endings()
        if not ends:
            self.row += 1
            return
        self._enter("over")
        asked, told = t("Do end conditions hold?"), context.told_at(*_END)
        self._add(Node("over", asked, NodeKind.DECISION, target=told))
        if downs:
            lines, told = self._lines(downs), context.told_at(*_UP)
            self._add(Node("lower", t("Lower the level"), detail="\n".join(lines), target=told))
            self.edges.append(Edge("over", "lower", t("no")))
            self.edges.append(Edge("lower", _LEVELS, style=EdgeStyle.DOWN))
        else:
            self.edges.append(Edge("over", again, t("no"), EdgeStyle.BACK))
        self.word = t("yes")
        self.row += 1
        self._stage("end", Phase.TERMINATION.label(context.language), ends)

    def _changes(self) -> tuple[list[Transition], list[Transition]]:
        view = self.context.plan_view
        ups: list[Transition] = []
        downs: list[Transition] = []
        for step in self.context.shown(view.plan.transitions):
            source, target = view.level(step.source), view.level(step.target)
            if source is not None and target is not None:
                (ups if target.severity > source.severity else downs).append(step)
        return ups, downs

    def _lines(self, steps: Iterable[Transition]) -> list[str]:
        """Return who decides each change; changes that the same people decide in one line."""
        by_decider: dict[tuple[str, ...], list[str]] = {}
        for step in steps:
            said = self.context.t("{source}→{target}", source=step.source, target=step.target)
            by_decider.setdefault(step.decided_by, []).append(said)
        lines = []
        for names, changes in by_decider.items():
            shown = self.context.marks.listed(changes)
            decided = self.context.t("Decided by {names}", names=names)
            lines.append(self.context.marks.labelled(shown, decided) if names else shown)
        return lines

    def _handed(self) -> list[str]:
        """Return to whom the highest level is handed over."""
        context = self.context
        highest = shown_levels(context)[0]
        takeover = full(context, highest).takeover
        if takeover is None or not context.may_show(takeover):
            return []
        return [context.t("{level}: hand over to {names}", level=highest.name, names=takeover.to)]

    def _endings(self) -> list[Node]:
        """Return who ends which levels, and the actions of the end."""
        context = self.context
        by_decider: dict[tuple[str, ...], list[str]] = {}
        for level in shown_levels(context):
            end = full(context, level).termination
            if end is not None and context.may_show(end) and end.decided_by:
                by_decider.setdefault(end.decided_by, []).append(level.name)
        decided = [
            Node(
                f"end-{number}",
                context.marks.listed(levels),
                detail=context.t("Ended by {names}", names=names),
                target=context.told_at(*_END),
            )
            for number, (names, levels) in enumerate(by_decider.items(), 1)
        ]
        return [*decided, *self._done(Phase.TERMINATION)]

    def _after(self) -> None:
        context = self.context
        items = context.shown(context.plan_view.plan.recovery)
        told = [self._recovery(number, item) for number, item in enumerate(items, 1)]
        finals = [
            self._report(f"final-{number}", rule)
            for number, rule in enumerate(context.shown(context.plan_view.plan.reports))
            if rule.stage is ReportStage.FINAL
        ]
        done = self._done(Phase.RECOVERY)
        self._stage("after", context.t("After the response"), [*told, *done, *finals])

    def _recovery(self, number: int, item: RecoveryItem) -> Node:
        context = self.context
        return Node(
            f"after-{number}",
            item.item,
            detail=context.marks.listed(item.responsible),
            limit=limit_words(context, item.limit),
            target=context.told_at("recovery"),
            tooltip=item.content,
        )

"""What a drill showed, as parts of its reports: counts, charts, and what is to be mended."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Final

from planforge.document.blocks import paragraph
from planforge.document.diagrams import chart_node
from planforge.document.diagrams.observed import Observed
from planforge.document.drills.answers import late_answers, real_answers
from planforge.drill.elements import by_plan
from planforge.drill.kit.speech import took
from planforge.drill.lateness import Cause, cause_words
from planforge.drill.outcome import (
    Reached,
    counts_of,
    goals,
    mean_points,
    plans,
    units,
)
from planforge.drill.timed import Verdict
from planforge.i18n import Message, msg

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from planforge.document.blocks import Content
    from planforge.document.books.book import Part
    from planforge.document.charts import Drawable
    from planforge.document.drills.desk import Desk, Tree
    from planforge.drill.improvement import Improvement
    from planforge.drill.outcome import Held

_MINUTE: Final = 60
_NOTABLE: Final = 5 * _MINUTE
"""Seconds by which an inject must come late to be told."""
_COUNTED: Final[Mapping[Verdict, Message]] = {
    Verdict.IN_TIME: msg("in time"),
    Verdict.DONE: msg("done without a limit"),
    Verdict.LATE: msg("late"),
    Verdict.NOT_DONE: msg("not seen"),
    Verdict.NOT_DUE: msg("not due in the drill"),
    Verdict.NOT_RECORDED: msg("not written down"),
    Verdict.NOT_GIVEN: msg("inject not given"),
}
_REACHED: Final[Mapping[Reached, Message]] = {
    Reached.YES: msg("yes"),
    Reached.PARTLY: msg("partly"),
    Reached.NO: msg("no"),
    Reached.UNKNOWN: msg("not put to the test, or not written down"),
}


def counts_words(desk: Desk, counts: Mapping[Verdict, int]) -> str:
    """Return how many expected actions went how: 按时3、晚1."""
    return desk.context.marks.listed(
        f"{desk.words(_COUNTED[verdict])}{desk.context.marks.gap}{count}"
        for verdict, count in counts.items()
    )


def _chart(desk: Desk, drawn: Drawable | None) -> Tree:
    return [chart_node(desk.context, drawn)] if drawn is not None else []


def preparation(desk: Desk, held: Held | None) -> Tree:
    """Return what can be shown of the preparation: goals, scenario, injects, expected actions."""
    t, kit = desk.t, desk.kit
    expected = [one for inject in kit.injects for one in inject.expected]
    served = {goal for inject in kit.injects for goal in inject.goals}
    bare = [goal.text for goal in desk.drill.goals if goal.id not in served]
    lines = [
        t("{goals} goals, {served} of them brought about by injects",
          goals=len(desk.drill.goals), served=len(desk.drill.goals) - len(bare)),
        t("{stages} stages of the scenario with time, facts and consequences",
          stages=len(kit.stages)),
        t("{injects} injects with sender, receiver and way of delivery, {help} of them in case "
          "nobody acts", injects=len(kit.injects),
          help=sum(bool(one.helps) for one in kit.injects)),
        t("{count} expected actions, each with unit and clause; {limits} have a limit, {critical} "
          "are critical", count=len(expected),
          limits=sum(one.limit is not None for one in expected),
          critical=sum(one.critical for one in expected)),
    ]  # fmt: skip
    return [*desk.dots(lines), *(desk.text(_given(desk, held)) if held else [])]


def _given(desk: Desk, held: Held) -> str:
    given, clock = held.records.given, desk.kit.timeline.drill_second
    late = [
        one.id
        for one in desk.kit.injects
        if one.id in given
        and one.at is not None
        and (planned := clock(one.at)) is not None
        and given[one.id] - planned >= _NOTABLE
    ]
    said = desk.t("{count} injects were given.", count=len(given)) if given else desk.t(
        "When injects were really given was not written down.")  # fmt: skip
    if not late:
        return said
    text = desk.t("Five minutes or more after their time: {injects}.", injects=tuple(late))
    return f"{said}{desk.context.marks.gap}{text}"


def conduct_words(desk: Desk, held: Held) -> list[str]:
    """Return the course of the drill in sentences: injects, actions, delays."""
    t, score = desk.t, held.score
    late = sum(one.late_min for one in score.timed)
    lines = [
        _given(desk, held),
        t("{count} expected actions: {how}.", count=len(score.timed),
          how=counts_words(desk, counts_of(score.timed))),
        t("Late in all: {time}.", time=_time(desk, late)) if late else "",
    ]  # fmt: skip
    return [line for line in lines if line]


def conduct(desk: Desk, held: Held) -> Tree:
    """Return how the expected actions went in all, and the picture of their times."""
    t, score = desk.t, held.score
    text = t("{count} expected actions: {how}.", count=len(score.timed),
             how=counts_words(desk, counts_of(score.timed)))  # fmt: skip
    drawn = Observed(desk.kit, score, desk.language)
    return [
        *desk.text(text),
        *_chart(desk, drawn.times()),
        *_chart(desk, drawn.ratings()),
        *_means(desk, held),
    ]


def held_part(desk: Desk, held: Held) -> Part | None:
    """Return the pictures of planned and real times and of delays as an annex; None for none."""
    drawn = Observed(desk.kit, held.score, desk.language)
    if drawn.times() is None:
        return None
    return desk.annex(
        "held",
        desk.t("Pictures of the drill"),
        lambda: [*_chart(desk, drawn.times()), *_chart(desk, drawn.delays())],
    )


def _means(desk: Desk, held: Held) -> Tree:
    t, its = desk.t, desk.context.marks
    names = {one.id: one.name for one in desk.kit.pack.dimensions} | {"goal": t("Goals")}
    rows = []
    for ident, name in names.items():
        counts = held.score.ratings.get(ident)
        if counts:
            mean = mean_points(desk.kit, counts)
            listed = its.listed(f"{code}{its.gap or ' '}{count}" for code, count in counts.items())
            rows.append((name, listed, "" if mean is None else f"{float(mean):.1f}"))
    heads = (t("Dimension of the evaluation"), t("Ratings"), t("Mean of points"))
    return desk.table(heads, rows, (40, 40, 20))


def delays(desk: Desk, held: Held) -> Tree:
    """Return where delays come from: a picture, and the sum of each cause."""
    t, its = desk.t, desk.context.marks
    late = [one for one in held.score.timed if one.verdict is Verdict.LATE]
    if desk.kit.is_table:
        return late_answers(desk, late)
    if not late:
        return desk.text(t("No expected action was seen late."))
    total = sum(one.late_min for one in late)
    text = t("{count} expected actions were late, {time} in all.", count=len(late),
             time=_time(desk, total))  # fmt: skip
    rows = []
    for cause, is_gain in product(Cause, (False, True)):
        parts = [(one, minutes) for one in late for of, minutes in one.parts_min
                 if of is cause and (minutes < 0) is is_gain]  # fmt: skip
        if parts:
            names = [f"{one.inject.id} {one.expected.title}" for one, _ in parts]
            minutes = sum(part for _, part in parts)
            rows.append((desk.words(cause_words(cause, minutes)), _time(desk, minutes),
                         its.listed(names)))  # fmt: skip
    bare = [one for one in late if not one.parts]
    if bare:
        why = t("not split, as the rehearsal has no times of it")
        names = [f"{one.inject.id} {one.expected.title}" for one in bare]
        rows.append((why, _time(desk, sum(one.late_min for one in bare)), its.listed(names)))
    if rows:
        rows.append((t("Together"), _time(desk, total), ""))
    heads = (t("Cause"), t("In all"), t("Expected actions"))
    return [
        *desk.text(text),
        *_on_the_clock(desk),
        *_chart(desk, Observed(desk.kit, held.score, desk.language).delays()),
        *desk.table(heads, rows, (30, 18, 52)),
    ]


def _time(desk: Desk, minutes: int) -> str:
    shown = desk.words(took(_MINUTE * abs(minutes)))
    return f"−{shown}" if minutes < 0 else shown


def _on_the_clock(desk: Desk) -> Tree:
    """Return on which clock delays are counted, where the drill has two."""
    if desk.kit.timeline.is_real:
        return []
    said = desk.t("Delays are minutes of the scenario, as the limits of plans are; what a jump of "
                  "the drill leaves out is nobody's delay.")  # fmt: skip
    return desk.text(said)


def goals_reached(desk: Desk, held: Held) -> Tree:
    """Return which goals were reached, as far as records tell, and by what."""
    t, its = desk.t, desk.context.marks
    rows = [
        (
            one.goal.text,
            desk.words(_REACHED[one.reached]),
            counts_words(desk, one.counts),
            its.listed(one.ratings),
        )
        for one in goals(desk.kit, held.score, held.records)
    ]
    heads = (t("Goal"), t("Reached"), t("Expected actions"), t("Ratings"))
    rule = t("Reached: all that serves the goal was seen in time. Not reached: nothing of it was "
             "seen, or something critical was not.")  # fmt: skip
    return [*desk.table(heads, rows, (46, 12, 28, 14)), *(desk.text(rule) if rows else [])]


def plans_tried(desk: Desk, held: Held) -> Tree:
    """Return what of each plan was put into practice."""
    t = desk.t
    found = plans(desk.kit, held.score)
    rows = [
        (one.name, str(one.actions), str(one.tried), str(one.seen),
         _time(desk, one.short_min) if one.short_min else "")
        for one in found
    ]  # fmt: skip
    heads = (t("Plan"), t("Actions in it"), t("Put to the test"), t("Seen"),
             t("Delay that the rehearsal has as well"))  # fmt: skip
    points = len(desk.kit.points)
    said = t("The rehearsal found {count} weaknesses of the plans before the drill; they are "
             "listed in the proposals for the plans.", count=points)  # fmt: skip
    return [
        *desk.table(heads, rows, (40, 13, 13, 13, 21)),
        *(desk.text(said) if points else []),
    ]


def untried(desk: Desk, held: Held) -> Tree:
    """Return the actions of each plan that nobody was to show."""
    its = desk.context.marks
    rows = [
        (one.name, its.listed(one.untried)) for one in plans(desk.kit, held.score) if one.untried
    ]
    return desk.table((desk.t("Plan"), desk.t("Actions")), rows, (24, 76))


def told_and_begun(desk: Desk, held: Held) -> Tree:
    """Return what the times say of command: how late messages came and work began."""
    t = desk.t
    if desk.kit.is_table:
        return []
    lines = []
    for cause, text in (
        (Cause.TOLD, msg("Messages that came late cost {time} in {count} expected actions.")),
        (Cause.BEGUN, msg("Work that began later than rehearsed cost {time} in {count} expected "
                          "actions.")),
    ):  # fmt: skip
        parts = [s for one in held.score.timed for of, s in one.parts_min if of is cause and s > 0]
        if parts:
            words = (("time", _time(desk, sum(parts))), ("count", len(parts)))
            lines.append(desk.words(Message(text.msgid, words)))
    return desk.text(*(lines or [t("No delay comes from messages or from late beginnings.")]))


def handled(desk: Desk, held: Held) -> Tree:
    """Return how each unit and post fared."""
    t = desk.t
    rows = [
        (one.name, str(sum(one.counts.values())),
         *(str(one.counts.get(verdict, "") or "") for verdict in _COUNTED),
         _time(desk, one.late_min) if one.late_min else "")
        for one in units(held.score)
    ]  # fmt: skip
    heads = (t("Unit or post"), t("Expected actions"),
             *(desk.words(word) for word in _COUNTED.values()), t("Late in all"))  # fmt: skip
    return desk.table(heads, rows, (22, 10, 9, 10, 8, 8, 8, 8, 8, 9))


def conclusion(desk: Desk, held: Held) -> Tree:
    """Return what was counted: how actions went, the mean of points, what failed and caps it."""
    t, score = desk.t, held.score
    total: dict[str, int] = {}
    for counts in score.ratings.values():
        for code, count in counts.items():
            total[code] = total.get(code, 0) + count
    mean = mean_points(desk.kit, total)
    names = {one.expected.id: f"{one.inject.id} {one.expected.title}" for one in score.timed}
    names |= {item.id: desk.words(item.content) for sheet in desk.kit.sheets
              for item in sheet.items if item.id not in names}  # fmt: skip
    failed = [names.get(item, item) for item in score.failed]
    return desk.facts(
        [
            (t("Expected actions"), counts_words(desk, counts_of(score.timed))),
            (t("Mean of points"), "" if mean is None else f"{float(mean):.1f}"),
            (t("Critical items that failed"), desk.context.marks.listed(failed) or t("none")),
            (t("Best grade still allowed"), score.cap),
        ]
    )


def advice_table(desk: Desk, held: Held) -> Tree:
    """Return what is to be mended, with the plan and the clause."""
    t = desk.t
    rows: list[tuple[Content, ...]] = [
        (
            str(number),
            [paragraph(f"{'★' if one.is_critical else ''}{desk.words(one.problem)}"),
             *desk.text(one.evidence)],
            desk.words(one.cause),
            _about(desk, one),
            desk.words(one.advice),
        )
        for number, one in enumerate(held.score.improvements, 1)
    ]  # fmt: skip
    if not rows:
        return desk.text(t("Records name nothing that is to be mended."))
    heads = (t("No."), t("Problem and evidence"), t("Cause"), t("Plan and clause"), t("Advice"))
    return desk.table(heads, rows, (6, 34, 20, 22, 18))


def _about(desk: Desk, one: Improvement) -> Tree:
    """Return the plans and below each its clauses and levels; that there are none, if so."""
    found = [
        text
        for name, spots in by_plan(one.about).items()
        for text in (name, desk.context.marks.listed(spots))
    ]
    return desk.text(*(found or [desk.about((), one.target)]))


def real_times(desk: Desk, held: Held) -> Tree:
    """Return every expected action with its planned and real times, and where a delay went."""
    if desk.kit.is_table:
        return real_answers(desk, held)
    t, its = desk.t, desk.context.marks
    clock = desk.kit.timeline.drill_second
    rows: list[tuple[Content, ...]] = []
    for one in held.score.timed:
        at = None if one.inject.at is None else clock(one.inject.at)
        planned = one.planned or (None, None)
        split: Iterable[str] = (desk.words(part) for part in one.split)
        rows.append(
            (
                one.inject.id,
                f"{'★' if one.expected.critical else ''}{one.expected.title}",
                [paragraph(its.listed(one.expected.actors)), *desk.text(one.seen.by)],
                _pair(desk, at, one.given),
                _pair(desk, planned[0], one.seen.begun),
                _pair(desk, planned[1], one.seen.ended),
                desk.latest(one.expected, desk.wall(one.due)),
                [paragraph(desk.words(one.words)), *desk.text(*split)],
            )
        )
    heads = (t("Inject"), t("Expected action"), t("Who acted"), t("Inject: planned, real"),
             t("Begun: rehearsed, real"), t("Ended: rehearsed, real"), t("Latest"),
             t("How it went"))  # fmt: skip
    return [*_on_the_clock(desk), *desk.table(heads, rows, (7, 22, 16, 10, 10, 10, 8, 17))]


def _pair(desk: Desk, planned: int | None, real: int | None) -> Tree:
    return [paragraph(desk.wall(planned) or "—"), paragraph(desk.wall(real) or "—")]


__all__ = [
    "advice_table",
    "conclusion",
    "conduct",
    "conduct_words",
    "counts_words",
    "delays",
    "goals_reached",
    "handled",
    "held_part",
    "plans_tried",
    "preparation",
    "real_times",
    "told_and_begun",
    "untried",
]

"""情景说明与情景事件清单: what happens in the scenario, and all injects in order of time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planforge.document.blocks import paragraph
from planforge.document.drills.answers import to_say
from planforge.document.drills.pictures import levels_part, work_charts
from planforge.drill.kit.clock import offset
from planforge.drill.kit.facts import fact_words
from planforge.drill.kit.speech import took
from planforge.drill.kit.strain import strains, torn
from planforge.i18n import Message
from planforge.model.scales import DrillForm

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.document.blocks import Content
    from planforge.document.books.book import Book, Part
    from planforge.document.drills.desk import Desk, Tree
    from planforge.drill.chance import Span
    from planforge.drill.kit.values import Expected, Inject
    from planforge.drill.rehearsal import Assumption


def events_book(desk: Desk) -> Book:
    """Return the scenario and the list of events."""
    title = desk.t("Scenario and list of events")
    return desk.book(
        "d03-events",
        title,
        scenario_part(desk),
        list_part(desk),
        levels_part(desk),
        _work_part(desk),
        _assumed_part(desk),
    )


def _work_part(desk: Desk) -> Part | None:
    """Return who works when in the rehearsal, plan by plan."""
    if not work_charts(desk):
        return None
    return desk.annex("work", desk.t("Who works when in the rehearsal"), lambda: work_charts(desk))


def scenario_part(desk: Desk) -> Part:
    """Return the scenario told: at its start, each stage, what fails, how time runs."""
    title = desk.t("Scenario of the drill “{name}”", name=desk.drill.name)
    return desk.part("scenario", title, lambda: scenario(desk))


def scenario(desk: Desk) -> Tree:
    """Return the scenario in sections."""
    t, drill = desk.t, desk.drill
    start = [fact_words(desk.view.registry, name, value) for name, value in drill.initial.items()]
    clock = t("{day} {time}", day=f"{drill.start:%Y-%m-%d}", time=f"{drill.start:%H:%M}")
    return [
        *desk.section(
            t("Overview"),
            desk.text(drill.summary),
            desk.facts(
                [
                    (t("Start of the scenario"), clock),
                    (t("Length of the scenario"), drill.horizon.text),
                    (t("Regions"), desk.context.marks.listed(drill.regions)),
                    (t("Known at the start"), desk.listed(start)),
                ]
            ),
        ),
        *desk.section(t("Course of events"), stage_table(desk)),
        *desk.section(t("What fails"), _outages(desk)),
        *desk.section(t("Time of scenario and drill"), time_table(desk)),
        *desk.section(t("How much falls on whom"), _strains(desk)),
    ]


def _strains(desk: Desk) -> Tree:
    """Return who gets how much at once and who has nothing to do; where a controller is torn."""
    t, its = desk.t, desk.context.marks
    rows: list[tuple[Content, ...]] = []
    for one in strains(desk.kit):
        many = ""
        if one.busy_at is not None:
            many = t("{count}, from {time} on", count=one.messages, time=desk.minute(one.busy_at))
        begin, end = (x - x % 60 for x in one.idle)
        idle = its.bracketed(
            desk.words(took(end - begin)), f"{desk.minute(begin)}—{desk.minute(end)}"
        )
        hints = [t("too much at once")] if one.is_flooded else []
        hints += [t("little to do")] if one.is_idle else []
        rows.append((one.name, many, idle, its.listed(hints)))
    heads = (
        t("Unit or post"),
        t("Most messages in ten minutes"),
        t("Longest stretch with nothing to do"),
        t("Hint"),
    )
    said = t(
        "As rehearsed. Give whoever has little to do an inject more or a shorter time of presence; "
        "spread what comes at once, or let a second controller help."
    )
    both = [
        t("{who} has to be at {one} ({first}) and at {other} ({second}) at one time.",
          who=one.controller, one=one.place, other=one.other_place,
          first=one.one.id, second=one.other.id)
        for one in torn(desk.kit)
    ]  # fmt: skip
    return [
        *(desk.text(said) if rows else []),
        *desk.table(heads, rows, (26, 24, 30, 20)),
        *desk.dots(both),
    ]


def stage_table(desk: Desk) -> Tree:
    """Return the stages with what happens, what is so by then, and the levels that must follow."""
    t = desk.t
    rows: list[tuple[Content, ...]] = [
        (
            desk.moment(stage.at),
            [paragraph(text) for text in (stage.title, stage.place) if text],
            [
                paragraph(text)
                for text in (stage.text if stage.text != stage.title else "",
                             desk.listed(stage.facts))
                if text
            ],
            [
                paragraph(desk.context.marks.labelled(desk.short(plan), level))
                for plan, level in stage.levels
            ],
        )
        for stage in desk.kit.stages
    ]  # fmt: skip
    heads = (t("Time"), t("Stage of the course"), t("What happens"), t("Level to be reached"))
    return desk.table(heads, rows, (12, 15, 43, 30), "pf-drill-stages")


def _outages(desk: Desk) -> Tree:
    t = desk.t
    rows = [
        (
            one.what,
            offset(one.start.seconds),
            offset(one.end.seconds) if one.end else t("to the end of the drill"),
            one.cause,
        )
        for one in desk.drill.outages
    ]
    return desk.table((t("What"), t("From"), t("Until"), t("Cause of it")), rows, (30, 15, 15, 40))


def unfinished(desk: Desk) -> Tree:
    """Return which responses still run when the drill ends, and that this is meant to be so."""
    t, its = desk.t, desk.context.marks
    open_ones = its.listed(its.bracketed(name, level) for name, level in desk.kit.running)
    if not open_ones:
        return []
    return desk.text(
        t("The drill ends while responses run: {plans}. It is laid out so: their end and the work "
          "afterwards are not practised. Whoever commands says so at the end.", plans=open_ones)
    )  # fmt: skip


def time_table(desk: Desk) -> Tree:
    """Return which time of the drill plays which time of the scenario."""
    t, line = desk.t, desk.kit.timeline
    rows = [
        (
            f"{line.clock(one.begin)}—{line.clock(one.end)}",
            f"{offset(one.begin)}—{offset(one.end)}",
            f"{line.moment(one.begin):%m-%d %H:%M}—{line.moment(one.end):%m-%d %H:%M}",
            _speed(desk, one.end - one.begin, one.drill_end - one.drill_begin),
        )
        for one in line.pieces
    ]
    heads = (t("Time of the drill"), t("Scenario"), t("Clock of the scenario"), t("Pace"))
    return [*desk.table(heads, rows, (24, 24, 34, 18)), *_hurried(desk)]


def _hurried(desk: Desk) -> Tree:
    """Return what can really be done on site while the scenario runs ahead of the wall."""
    fastest = max(one.speed for one in desk.kit.timeline.pieces)
    if desk.drill.kind.form is not DrillForm.FULL_SCALE or fastest <= 1:
        return []
    pace = _speed(desk, fastest.numerator, fastest.denominator)
    return desk.text(
        desk.t("The scenario runs ahead of the clock on the wall ({pace} at most): what is really "
               "done on site, such as driving, moving people or pumping, cannot keep its times "
               "there. Lay it into spans of real time; in the others let it be begun and "
               "reported, and let controllers say when it is over.", pace=pace)
    )  # fmt: skip


def _speed(desk: Desk, scenario_length: int, length: int) -> str:
    if not length or scenario_length == length:
        return desk.t("real time")
    tenths = 10 * scenario_length // length
    shown = str(tenths // 10) if not tenths % 10 else f"{tenths // 10}.{tenths % 10}"
    return desk.t("{factor} times as fast", factor=shown)


def _assumed_part(desk: Desk) -> Part | None:
    """Return every figure that no file states; readers must know what the times rest on."""
    if not desk.kit.rehearsal.assumed:
        return None
    return desk.annex("assumed", desk.t("Figures that are assumed"), lambda: _assumed(desk))


def _assumed(desk: Desk) -> Tree:
    t = desk.t
    rows = [
        (
            desk.words(what),
            _span(desk, one.span) if one.span else "",
            desk.words(one.source),
            one.confidence.label(desk.language),
        )
        for what, one in _together(desk)
    ]
    heads = (t("Figure"), t("Assumed as"), t("Source"), t("How sure"))
    said = t(
        "No file states these figures. Write them into the plan (工期) or into drill.yaml, then "
        "they are no longer assumed."
    )
    return [*desk.text(said), *desk.table(heads, rows, (44, 20, 26, 10))]


def _together(desk: Desk) -> Iterator[tuple[Message, Assumption]]:
    """Yield what is assumed; what is the same of several things is said once, naming them all."""
    index = desk.kit.rehearsal.index
    groups: dict[tuple[object, ...], list[tuple[str, Assumption]]] = {}
    for one in desk.kit.rehearsal.assumed:
        name = index.name(one.about)
        rest = tuple(pair for pair in one.what.args if pair[1] != name)
        key = (one.what.msgid, rest, one.source, one.confidence, one.span)
        groups.setdefault(key, []).append((name, one))
    for found in groups.values():
        names = tuple(dict.fromkeys(name for name, _ in found))
        first, one = found[0]
        args = tuple((key, names if value == first else value) for key, value in one.what.args)
        yield Message(one.what.msgid, args), one


def _span(desk: Desk, span: Span) -> str:
    """Return a length of time: the likely one, and from the least to the most."""
    likely = desk.words(took(span.likely))
    if span.least == span.most:
        return likely
    least, most = desk.words(took(span.least)), desk.words(took(span.most))
    return desk.context.marks.bracketed(likely, f"{least}—{most}")


def list_part(desk: Desk) -> Part:
    """Return the list of events as a table that lies on its side."""
    return desk.annex(
        "events", desk.t("List of events (MSEL)"), lambda: event_table(desk), landscape=True
    )


def event_table(desk: Desk) -> Tree:
    """Return the list of events."""
    t = desk.t
    heads = (
        t("Number and type"),
        t("Time or occasion"),
        t("Words of the message"),
        t("Way, from and to"),
        t("Expected action, limit and basis"),
        t("Control"),
    )
    rows = [_row(desk, one) for one in desk.kit.injects]
    return desk.table(heads, rows, (12, 13, 27, 16, 32, 12), "pf-drill-events")


def _row(desk: Desk, one: Inject) -> tuple[Content, ...]:
    its, t = desk.context.marks, desk.t
    return (
        _lines(one.id, one.type.label(desk.language)),
        [
            *([] if one.at is None else desk.moment(one.at)),
            *_lines(desk.words(one.trigger)),
        ],
        _lines(desk.words(one.title), desk.words(one.text)),
        _lines(
            one.delivery.label(desk.language),
            f"{desk.words(one.sender)} → {desk.listed(one.to)}",
            its.labelled(t("Place of the message"), one.place) if one.place else "",
        ),
        _lines(*(expected_line(desk, action) for action in one.expected)),
        _lines(
            one.controller,
            its.labelled(t("Spoken by"), one.simulator) if one.simulator else "",
            its.labelled(t("Helps"), one.helps) if one.helps else "",
            its.labelled(t("If not seen"), its.listed(one.helped_by)) if one.helped_by else "",
            its.labelled(t("Grace"), desk.words(took(one.grace))) if one.grace else "",
        ),
    )


def expected_line(desk: Desk, one: Expected) -> str:
    """Return an expected action in one line: who, what, until when, standard, basis.

    At a table it is what is to be said.
    """
    its = desk.context.marks
    text = its.labelled(its.listed(one.actors), one.title)
    times = [desk.limits(one), _until(desk, one)]
    if desk.kit.is_table:
        times = [to_say(desk, one), desk.asked_for(one)]
    details = [
        *times,
        one.standard,
        desk.basis(one.basis),
    ]
    mark = desk.t("★") if one.critical else ""
    return f"{mark}{its.bracketed(text, its.clauses(details))}"


def _until(desk: Desk, one: Expected) -> str:
    shown = desk.clock(one.due)
    if not shown or one.is_at_once:
        return desk.latest(one, shown)
    return desk.t("until {time}", time=shown)


def _lines(*texts: str) -> Tree:
    return [paragraph(text) for text in texts if text]


__all__ = [
    "event_table",
    "events_book",
    "expected_line",
    "list_part",
    "scenario",
    "scenario_part",
    "stage_table",
    "time_table",
    "unfinished",
]

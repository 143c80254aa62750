"""Warnings that come in time, in colours that exist, and reach those who are meant."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.corpus.written import cell_text, tables_of
from planforge.feel import Worse
from planforge.findings import Place, Severity
from planforge.i18n import Message, msg
from planforge.model.registers import Indicator
from planforge.model.scales import IndicatorType, Nature, WarningColour
from planforge.patterns import late
from planforge.rules.levels.changes import firm
from planforge.rules.levels.plan_ladders import faulty_cells
from planforge.rules.prose.text import on_line, parts
from planforge.rules.rule import Hit, cite, plan_rule
from planforge.rules.warnings.answers import answers_unevenly
from planforge.rules.warnings.colours import ISSUE, MEASURES, NO_GAP, answers_out_of_order

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.corpus.plan_view import PlanView
    from planforge.corpus.tables import Compiled, Condition
    from planforge.findings import Pointer
    from planforge.model.plan import WarningRule

SIGNALS: Final = cite("气象灾害预警信号发布与传播办法", "附件")


def _rules(view: PlanView) -> Iterator[tuple[WarningColour, WarningRule, Pointer]]:
    for colour, rule in view.plan.warnings.rules.items() if view.plan.warnings else ():
        yield colour, rule, ("warnings", "rules", colour.zh)


def _table(view: PlanView, rule: WarningRule, at: Pointer) -> Compiled:
    return view.compiled(rule.conditions, (*at, "conditions"))


@plan_rule(
    "WRN007",
    "warning.later-than-response",
    Severity.WARNING,
    title=msg("Warning that comes later than the response it should lead to"),
    rationale=msg(
        "A warning is there to gain time; when it is issued the response it announces must not "
        "have been running for hours."
    ),
    sources=(NO_GAP,),
    follows=("LVL005", "LVL006", "LVL007", "LVL026"),
)
def later_than_response(view: PlanView) -> Iterator[Hit]:
    """Colours issued at a worse value of an indicator than the level they lead to starts at.

    Where another colour leads to that level too, it is the response that is pointed at.
    """
    if any(answers_out_of_order(view)):  # then the answers are wrong, not the conditions
        return
    uneven = {hit.place for hit in answers_unevenly(view)}
    for colour, rule, at in _rules(view):
        level = view.level(rule.response) if rule.response else None
        if level is None:
            continue
        starts = _single(view.tables[level.name])
        for name, cell in _single(_table(view, rule, at)).items():
            if cell.pointer in faulty_cells(view):
                continue  # one mistake is told once
            if name in starts and _is_later(cell, starts[name]):
                answer, place = view.at(*at, "response"), view.at(*cell.pointer)
                yield Hit(
                    answer if answer in uneven else place,
                    msg(
                        "The warning in {colour} is issued at “{cell}”, after {level}, which it "
                        "leads to, has started at “{start}”",
                        colour=colour.zh,
                        cell=cell_text(view.plan, cell.pointer),
                        level=level.name,
                        start=cell_text(view.plan, starts[name].pointer),
                    ),
                    msg("Issue it at a milder value, or let the response start later"),
                    (
                        (
                            view.at(*starts[name].pointer),
                            msg("the start of {level}", level=level.name),
                        ),
                    ),
                )
                if answer in uneven:
                    break  # one mistake is told once


def _single(table: Compiled) -> dict[str, Condition]:
    """Return the cells of rows that hold by one figure alone, by indicator; the mildest of each."""
    found: dict[str, Condition] = {}
    for rule in firm(table):
        if len(rule.conditions) == 1:
            cell = rule.conditions[0]
            known = found.get(cell.dimension)
            if known is None or _is_later(known, cell):
                found[cell.dimension] = cell
    return found


def _is_later(cell: Condition, than: Condition) -> bool:
    """Whether *cell* begins to hold at worse values only than *than* does."""
    values, start = cell.values, than.values
    if values.is_empty or start.is_empty or values.domain.worse is Worse.NEITHER:
        return False
    reached = values.union(values.worse())
    started = start.union(start.worse())
    return reached.is_subset(started) and reached != started


_WITHOUT: Final = {
    **dict.fromkeys(("沙尘暴", "高温", "雷电", "大雾", "道路结冰"), "蓝"),
    **dict.fromkeys(("干旱", "冰雹"), "蓝黄"),
    "霜冻": "红",
    "霾": "蓝红",
}
"""Signal → colours it does not have."""
_NAMED: Final = late(
    rf"(?P<signal>{'|'.join(_WITHOUT)})(?P<colour>[红橙黄蓝])色预警", holds=tuple(_WITHOUT)
)


@plan_rule(
    "WRN008",
    "warning.colour-that-the-signal-lacks",
    Severity.ADVICE,
    title=msg("Colour that the weather signal does not have"),
    rationale=msg(
        "Not every signal has four colours: nobody ever issues heat in blue, so what waits for it "
        "never happens."
    ),
    sources=(SIGNALS,),
    follows=("LVL005", "LVL006", "LVL007", "LVL015"),
)
def colour_that_the_signal_lacks(view: PlanView) -> Iterator[Hit]:
    """Cells and prose on signals of the weather service in a colour that they never take."""
    for table in tables_of(view):
        for rule in view.compiled(table.items, table.pointer).rules:
            for cell in rule.conditions:
                signal = _signal(cell)
                text = cell_text(view.plan, cell.pointer) if signal else ""
                wrong = next((c for c in _WITHOUT.get(signal, "") if c in text), "")
                if wrong:
                    yield Hit(view.at(*cell.pointer), *_lacking(signal, wrong))
    prose = view.prose or ""
    for line in parts(prose)[1] if "色预警" in prose else ():
        for found in _NAMED.finditer(line.line) if "色预警" in line.line else ():
            if found["signal"] != "干旱" and found["colour"] in _WITHOUT[found["signal"]]:
                span = on_line(line.number, found.start(), found.end())
                place = Place(view.prose_file, span=span)
                yield Hit(place, *_lacking(found["signal"], found["colour"]))


def _signal(cell: Condition) -> str:
    """Return the weather signal that *cell* is on; empty for anything else."""
    entry = cell.indicator.element
    if not isinstance(entry, Indicator) or entry.type is not IndicatorType.WARNING:
        return ""
    is_weather = any("气象" in name for name in entry.observer)
    found = next((name for name in _WITHOUT if name in entry.name), "")
    return found if is_weather else ""


def _lacking(signal: str, colour: str) -> tuple[Message, Message]:
    word = WarningColour.read(f"{colour}色").zh
    left = tuple(c.zh for c in WarningColour if c.zh[0] not in _WITHOUT[signal])
    return (
        msg("The signal for {signal} has no {colour}", signal=signal, colour=word),
        msg("It has: {colours}", colours=left),
    )


_HARM: Final = late("^(?:[千万亿]?(?:人|名|元))$")


@plan_rule(
    "WRN009",
    "warning.waits-for-harm",
    Severity.ADVICE,
    title=msg("Warning that waits for harm"),
    rationale=msg(
        "A warning speaks of what may come; once people are dead or property is lost, it is the "
        "response that starts."
    ),
    sources=(ISSUE,),
)
def waits_for_harm(view: PlanView) -> Iterator[Hit]:
    """Conditions of a warning on people hurt or money lost, as counted and never to fall."""
    for colour, rule, at in _rules(view):
        for row in _table(view, rule, at).rules:
            for cell in row.conditions:
                entry = cell.indicator.element
                if (
                    isinstance(entry, Indicator)
                    and entry.cumulative
                    and entry.nature is Nature.OBSERVED
                    and _HARM.match(entry.unit)
                ):
                    yield Hit(
                        view.at(*cell.pointer, on_key=True),
                        msg(
                            "The warning in {colour} waits for {indicator}: then it has happened",
                            colour=colour.zh,
                            indicator=cell.indicator.name,
                        ),
                        msg("Use what comes before: a forecast, a measured sign, a judgement"),
                    )


@plan_rule(
    "WRN010",
    "warning.no-measures",
    Severity.WARNING,
    title=msg("Warning after which nothing is done"),
    rationale=msg(
        "The law lists what governments do when a warning is out; a colour without measures is a "
        "message to nobody."
    ),
    sources=MEASURES,
)
def no_measures(view: PlanView) -> Iterator[Hit]:
    """Colours without 措施."""
    for colour, rule, at in _rules(view):
        if not rule.measures:
            yield Hit(
                view.at(*at, on_key=True),
                msg("Nothing is done when the warning in {colour} is out", colour=colour.zh),
                msg("Write what is done, by whom and in what time under 措施"),
            )


@plan_rule(
    "WRN011",
    "warning.reaches-nobody",
    Severity.WARNING,
    title=msg("Warning that does not say how it spreads or whom it must reach in person"),
    rationale=msg(
        "At night, in remote places and with the old and the sick a message on a telephone is no "
        "warning."
    ),
    sources=(NO_GAP,),
)
def reaches_nobody(view: PlanView) -> Iterator[Hit]:
    """Warnings without 渠道 or without 特殊群体."""
    warnings = view.plan.warnings
    if not warnings or not warnings.rules:
        return
    at = view.at("warnings", on_key=True)
    if not warnings.channels:
        yield Hit(at, msg("Nothing says how a warning is spread"), msg("Write the ways under 渠道"))
    if not warnings.special_groups:
        yield Hit(
            at,
            msg("Nothing says whom a warning must reach in person"),
            msg("Name the people and places under 特殊群体"),
        )


@plan_rule(
    "WRN012",
    "warning.never-issued",
    Severity.WARNING,
    title=msg("Warning without conditions"),
    rationale=msg("Nobody can say when the colour is due, so it is issued too late or never."),
    sources=(ISSUE,),
)
def never_issued(view: PlanView) -> Iterator[Hit]:
    """Colours without 条件."""
    for colour, rule, at in _rules(view):
        if not rule.conditions:
            yield Hit(
                view.at(*at, on_key=True),
                msg("Nothing says when the warning in {colour} is issued", colour=colour.zh),
                msg("Write the conditions under 条件"),
            )

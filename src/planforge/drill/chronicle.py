"""What happened in a run, told in order: what people on duty would write into their log.

A line says one thing: a level and who decided it, an action begun, done or late, a report, a
change of command. Lines that matter most are key lines; the others tell the rest.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from planforge.drill.telling import TOLD, LineKind, Teller
from planforge.frozen import dataclass
from planforge.i18n import Message, msg

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from planforge.drill.rehearsal import Rehearsal
    from planforge.drill.trace import Record, Trace


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the log.

    Attributes:
        t: Seconds since the start of the scenario.
        kind: What it is about.
        text: What happened.
        records: Numbers of the records that say so.
        plan: Id of the plan, empty for none.
        is_key: Whether a short log has it.
        is_bad: Whether something went wrong.
    """

    t: int
    kind: LineKind
    text: Message
    records: tuple[int, ...] = ()
    plan: str = ""
    is_key: bool = True
    is_bad: bool = False


def chronicle(made: Rehearsal, trace: Trace) -> tuple[Line, ...]:
    """Return the log of *trace*, a run of *made*, in order of time."""
    teller = Teller(made, trace)
    lines = [*_scenario(made), *_joined(_said(teller, trace.records))]
    return tuple(sorted(lines, key=lambda line: (line.t, line.kind is not LineKind.SCENARIO)))


def _said(teller: Teller, records: Iterable[Record]) -> Iterator[Line]:
    for record in records:
        tell = TOLD.get(record.type)
        said = tell(teller, record) if tell else None
        if said:
            yield Line(
                record.t,
                said.kind,
                said.text,
                (record.i,),
                record.plan,
                said.is_key,
                said.is_bad,
            )


def _joined(lines: Iterable[Line]) -> list[Line]:
    """Return *lines* with one for each report, whoever it goes to, and one for each store lost."""
    found: dict[tuple[object, ...], Line] = {}
    for line in lines:
        args = dict(line.text.args)
        one = args.pop("receivers", None)
        store, _, thing = str(args.get("name", "")).partition("：")
        key: tuple[object, ...] = line.records
        if isinstance(one, tuple):
            key = (line.t, line.text.msgid, tuple(args.items()))
        elif line.kind is LineKind.OUTAGE and thing:
            key = (line.t, line.text.msgid, store)
        found[key] = _with(found[key], line, store) if key in found else line
    return list(found.values())


def _with(before: Line, line: Line, store: str) -> Line:
    """Return what *before* and *line* say together."""
    args, others = dict(before.text.args), dict(line.text.args)
    known, more = args.get("receivers"), others.get("receivers")
    if isinstance(known, tuple) and isinstance(more, tuple):
        args["receivers"] = tuple(dict.fromkeys((*known, *more)))
    else:
        args["name"] = store
    text = Message(before.text.msgid, tuple(args.items()))
    return replace(before, text=text, records=(*before.records, *line.records))


def _scenario(made: Rehearsal) -> Iterator[Line]:
    for step in made.view.drill.developments:
        told = step.title or step.text
        if told:
            yield Line(step.at.seconds, LineKind.SCENARIO, msg("{text}", text=told))


__all__ = ["Line", "LineKind", "chronicle"]

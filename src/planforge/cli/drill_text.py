"""A rehearsal told to people: the log by the clock, what broke, and what all that rests on."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from planforge.cli.output import visible
from planforge.drill.chance import Mode
from planforge.drill.chronicle import LineKind, chronicle
from planforge.drill.limits import limits_of
from planforge.drill.weakness.words import ranged
from planforge.i18n import Message, marks, msg

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from planforge.cli.places import Places
    from planforge.drill.ensemble import Ensemble
    from planforge.drill.entries import Assumption
    from planforge.drill.rehearsal import Rehearsal
    from planforge.drill.trace import Trace

_MODES: Final = {
    Mode.PLAN: msg("things take as long as is usual"),
    Mode.BEST: msg("everything takes the shortest time"),
    Mode.WORST: msg("everything takes the longest time"),
    Mode.SAMPLE: msg("times are drawn between the shortest and the longest"),
}
_FEW: Final = 3
"""Things that are named of those for which one figure is assumed."""
_MARKS: Final = {
    LineKind.SCENARIO: "■",
    LineKind.WARNING: "△",
    LineKind.LEVEL: "●",
    LineKind.COMMAND: "◆",
    LineKind.OUTAGE: "○",
}
_BAD: Final = "！"


def tell(  # noqa: PLR0913 - what is told, and how
    made: Rehearsal,
    trace: Trace,
    places: Places,
    language: str,
    found: Ensemble | None = None,
    *,
    is_whole: bool = False,
) -> str:
    """Return what happened in *trace*, a run of *made*, as text; its last line is ended.

    Args:
        made: The drill.
        trace: The run.
        places: Knows lines of files.
        language: Of the text.
        found: Many runs of *made*; None for none.
        is_whole: Whether every line of the log is told, or the key ones.
    """
    teller = _Teller(made, trace, places, language)
    lines = [
        *teller.head(),
        "",
        *teller.log(is_whole=is_whole),
        "",
        *teller.balance(),
        "",
        *teller.weak(found),
        *teller.many(found),
        *teller.assumed(),
    ]
    return "\n".join(visible(line) for line in lines).rstrip() + "\n"


class _Teller:
    def __init__(self, made: Rehearsal, trace: Trace, places: Places, language: str) -> None:
        self.made = made
        self.trace = trace
        self.places = places
        self.language = language

    def t(self, message: Message) -> str:
        return message.render(self.language)

    def labelled(self, label: Message, text: str) -> str:
        return marks(self.language).labelled(self.t(label), text)

    def head(self) -> Iterator[str]:
        drill = self.made.view.drill
        yield self.t(msg("{drill} ({id})", drill=drill.name, id=drill.id))
        start = drill.start
        until = start + timedelta(seconds=self.made.script.horizon)
        yield self.labelled(msg("Scenario"), f"{start:%Y-%m-%d %H:%M} – {until:%Y-%m-%d %H:%M}")
        names = (self.made.index.name(plan.id) for plan in self.made.world.plans)
        yield self.labelled(msg("Plans"), marks(self.language).listed(names))
        known = msg("everybody knows everything at once")
        told = msg("everybody knows what was reported to them")
        who = known if self.made.script.omniscient else told
        mode = Mode(str(self.trace.header["mode"]))
        yield self.labelled(
            msg("Played"), marks(self.language).clauses([self.t(who), self.t(_MODES[mode])])
        )

    def log(self, *, is_whole: bool) -> Iterator[str]:
        yield self.t(msg("What happens"))
        day = -1
        left_out = 0
        for line in chronicle(self.made, self.trace):
            if not (is_whole or line.is_key):
                left_out += 1
                continue
            moment = self.made.view.drill.start + timedelta(seconds=line.t)
            if moment.toordinal() != day:
                day = moment.toordinal()
                yield f"  {moment:%Y-%m-%d}"
            sign = _BAD if line.is_bad else _MARKS.get(line.kind, " ")
            yield f"  {moment:%H:%M} {_offset(line.t)} {sign} {self.t(line.text)}"
        if left_out:
            text = msg("{count} lines more of what went as planned: --all", count=left_out)
            yield f"  {self.t(text)}"

    def balance(self) -> Iterator[str]:
        """Yield how much was done, late, and left undone, plan by plan."""
        yield self.t(msg("Balance at the end"))
        limits = limits_of(self.made, self.trace)
        unfinished = [task for task in limits.history.tasks.values() if task.is_unfinished]
        for plan in self.made.world.plans:
            mine = [one for one in self.trace.records if one.plan == plan.id]
            begun = [one for one in mine if one.type == "level_activated"]
            if not begun:
                yield self._line(plan.id, msg("not started"))
                continue
            done = (one.entity for one in mine if one.type == "task_done")
            late = sum(1 for task in done if limits.late(task))
            counts = {
                kind: sum(1 for one in mine if one.type == kind)
                for kind in ("task_created", "task_done", "report_missed")
            }
            left = [task for task in unfinished if task.plan == plan.id]
            called_off = sum(1 for task in left if task.closed)
            note: Message | str = ""
            if called_off:
                note = msg(" ({count} of them called off with the response)", count=called_off)
            is_open = any(one.type == "plan_open_at_horizon" for one in mine)
            text = msg(
                "{all} actions, {done} done, {late} of them late, {open} not done{note}; "
                "reports late: {reports}; {state}",
                all=counts["task_created"],
                done=counts["task_done"],
                late=late,
                open=len(left),
                note=note,
                reports=counts["report_missed"],
                state=msg("response still running") if is_open else msg("response ended"),
            )
            yield self._line(plan.id, text)

    def _line(self, id_: str, text: Message) -> str:
        return "  " + marks(self.language).labelled(self.name(id_), self.t(text))

    def name(self, id_: str) -> str:
        return self.made.index.name(id_)

    def weak(self, many: Ensemble | None) -> Iterator[str]:
        """Yield what broke, with the place in the files to mend."""
        from planforge.cli.drill_early import told as told_early
        from planforge.cli.drill_weak import told

        yield from told(self.made, self.trace, self.places, self.language, many)
        yield from told_early(self.made, self.trace, self.places, self.language)

    def many(self, found: Ensemble | None) -> Iterator[str]:
        """Yield what many runs say."""
        if found is not None:
            from planforge.cli.drill_many import told

            yield from told(self.made, self.trace, found, self.places, self.language)

    def assumed(self) -> Iterator[str]:
        """Yield what no file states, figures that are alike in one line."""
        if not self.made.assumed:
            return
        yield self.t(msg("What this rests on and no file states"))
        groups: dict[tuple[str, ...], list[Assumption]] = {}
        for one in self.made.assumed:
            groups.setdefault(self._alike(one), []).append(one)
        for ones in groups.values():
            yield f"  {self._group(ones)}"

    def _alike(self, one: Assumption) -> tuple[str, ...]:
        """Return what is equal for assumptions that are told in one line."""
        args = dict(one.what.args)
        kind = args.get("kind")
        label = self.t(kind) if isinstance(kind, Message) else ""
        is_one_sort = one.span is not None or "unit" in args
        span = self.t(ranged(one.span)) if one.span else ""
        what = one.what.msgid if is_one_sort else self.t(one.what)
        return what, label, span, self.t(one.source)

    def _group(self, ones: Sequence[Assumption]) -> str:
        first = ones[0]
        _, label, span, source = self._alike(first)
        if len(ones) == 1:
            text = self.t(first.what)
        elif label:
            text = self.t(msg("time of {count} actions: {kind}", count=len(ones), kind=label))
        elif "unit" in dict(first.what.args):
            units = self._some([str(dict(one.what.args)["unit"]) for one in ones])
            args = {**dict(first.what.args), "unit": units}
            text = self.t(Message(first.what.msgid, tuple(args.items())))
        else:
            text = self._some(list(dict.fromkeys(self.t(one.what) for one in ones)))
        sure = msg("confidence {confidence}", confidence=first.confidence.label(self.language))
        notes = marks(self.language).parts([span, source, self.t(sure)])
        return marks(self.language).bracketed(text, notes)

    def _some(self, names: Sequence[str]) -> str:
        """Return the first of *names*, and how many there are more."""
        more = len(names) - _FEW
        told = marks(self.language).listed(names[:_FEW])
        return told + (self.t(msg(" and {count} more", count=more)) if more > 0 else "")


def _offset(seconds: int) -> str:
    minutes = seconds // 60
    return f"T+{minutes // 60:02d}:{minutes % 60:02d}"


__all__ = ["tell"]

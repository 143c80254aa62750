"""Many runs of a drill: which limits hold only with luck, when levels come, what else breaks."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Final

from planforge.cli.output import visible
from planforge.drill.chance import Mode
from planforge.drill.ensemble import ensemble, fragile
from planforge.drill.entries import EntryKind
from planforge.drill.weakness import finding, weaknesses
from planforge.i18n import marks, msg
from planforge.processes import available

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.cli.places import Places
    from planforge.drill.ensemble import Ensemble, Range
    from planforge.drill.rehearsal import Rehearsal
    from planforge.drill.trace import Trace
    from planforge.drill.weakness import Weakness

_MANY: Final = 20
"""Runs from which on it is worth while to share them out among processes."""
_MOST: Final = 8


def many(made: Rehearsal, runs: int, seed: int | None = None) -> Ensemble:
    """Return *runs* runs of *made* with drawn times, the first with *seed* if one is given."""
    if seed is not None:
        made = dataclasses.replace(made, script=dataclasses.replace(made.script, seed=seed))
    workers = min(available(), _MOST) if runs >= _MANY else 1
    return ensemble(made, runs, mode=Mode.SAMPLE, workers=workers)


def kept(trace: Trace) -> list[str]:
    """Return the actions (“plan/action”) of which *trace* keeps the limit."""
    done = trace.of("task_done")
    return [
        one.entity.partition("#")[0]
        for one in done
        if one.data["due"] is not None and not one.data["late"]
    ]


def told(
    made: Rehearsal, trace: Trace, found: Ensemble, places: Places, language: str
) -> Iterator[str]:
    """Yield what *found*, many runs of *made*, says beyond *trace*, the run with usual times."""
    yield msg("In {runs} runs with drawn times", runs=found.runs).render(language)
    for level in found.levels:
        name = made.index.level(level.plan, level.rank)
        text = msg(
            "{plan} {level}: reached in {count} runs",
            plan=made.index.name(level.plan),
            level=name,
            count=level.reached,
        ).render(language)
        yield "  " + marks(language).parts([text, _range(level.at)])
    for one in fragile(made, found, kept(trace)):
        shown = finding(one, made)
        text = visible(shown.message.render(language))
        yield f"  {places.spot(shown.place)} {text} [{shown.rule}]"
    usual = {one.about for one in weaknesses(made, trace)}
    for weak in found.weaknesses:
        if weak.weakness.about in usual or _is_limit(weak.weakness):
            continue  # told of the usual times, or as a limit that holds only with luck
        shown = finding(weak.weakness, made)
        share = msg(
            "in {count} of {runs} runs, e.g. with seed {seed}",
            count=weak.runs,
            runs=found.runs,
            seed=weak.seed,
        ).render(language)
        text = marks(language).labelled(share, visible(shown.message.render(language)))
        yield f"  {places.spot(shown.place)} {text} [{shown.rule}]"
    yield ""


def _is_limit(weakness: Weakness) -> bool:
    """Whether *weakness* is a limit of an action that is missed."""
    return weakness.id == "E02" and weakness.entries[0].kind is EntryKind.ACTION


def _range(at: Range | None) -> str:
    """Return *at* as offsets: the earliest, half of the runs, the latest."""
    if at is None:
        return ""
    return " – ".join(dict.fromkeys(_offset(t) for t in (at.least, at.middle, at.most)))


def _offset(seconds: int) -> str:
    minutes = seconds // 60
    return f"T+{minutes // 60:02d}:{minutes % 60:02d}"


def as_json(made: Rehearsal, found: Ensemble) -> dict[str, object]:
    """Return *found*, many runs of *made*, for programs; times in seconds since the start."""
    return {
        "runs": found.runs,
        "seed": found.seed,
        "levels": [
            {"plan": o.plan, "level": made.index.level(o.plan, o.rank), "runs": o.reached}
            | {"at": _json(o.at)}
            for o in found.levels
        ],
        "actions": [
            {
                "action": one.action,
                "wanted": one.wanted,
                "done": one.done,
                "limited": one.limited,
                "kept": one.kept,
                "start": _json(one.start),
                "end": _json(one.end),
                "taken": _json(one.taken),
            }
            for one in found.actions
        ],
        "weaknesses": [
            {"id": one.weakness.id, "key": list(one.weakness.key), "runs": one.runs}
            | {"seed": one.seed}
            for one in found.weaknesses
        ],
    }


def _json(at: Range | None) -> dict[str, int] | None:
    if at is None:
        return None
    return {
        "least": at.least,
        "low": at.low,
        "middle": at.middle,
        "high": at.high,
        "most": at.most,
    }


__all__ = ["as_json", "many", "told"]

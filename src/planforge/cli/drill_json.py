"""A rehearsal for programs: the log, what broke and what is assumed, with promised keys."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from planforge.cli.language import language
from planforge.drill.chronicle import chronicle

if TYPE_CHECKING:
    from planforge.cli.places import Places
    from planforge.drill.ensemble import Ensemble
    from planforge.drill.rehearsal import Rehearsal
    from planforge.drill.trace import Trace


def render(made: Rehearsal, trace: Trace, places: Places, found: Ensemble | None = None) -> str:
    """Return *trace*, a run of *made*, and *found*, many of them, as one JSON object."""
    drill = made.view.drill
    value: dict[str, object] = {
        "drill": drill.id,
        "name": drill.name,
        "start": made.script.start,
        "horizon": made.script.horizon,
        "mode": trace.header["mode"],
        "seed": trace.header["seed"],
        "omniscient": made.script.omniscient,
        "hash": trace.hash,
        "plans": [{"id": plan.id, "name": made.index.name(plan.id)} for plan in made.world.plans],
        "log": [
            {
                "t": line.t,
                "kind": line.kind.value,
                "plan": line.plan,
                "text": line.text.render(language()),
                "key": line.is_key,
                "bad": line.is_bad,
                "records": list(line.records),
            }
            for line in chronicle(made, trace)
        ],
        "weaknesses": _weaknesses(made, trace, places),
        "assumptions": [
            {
                "about": one.about,
                "what": one.what.render(language()),
                "source": one.source.render(language()),
                "confidence": one.confidence.value,
                "seconds": [one.span.least, one.span.likely, one.span.most] if one.span else None,
            }
            for one in made.assumed
        ],
    }
    if found is not None:
        from planforge.cli.drill_many import as_json

        value["ensemble"] = as_json(made, found)
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _weaknesses(made: Rehearsal, trace: Trace, places: Places) -> list[dict[str, object]]:
    from planforge.drill.weakness import finding, weaknesses

    found: list[dict[str, object]] = []
    for one in weaknesses(made, trace):
        told = finding(one, made)
        spot = places.spot(told.place)
        found.append(
            {
                "id": one.id,
                "severity": told.severity.value,
                "file": spot.file,
                "line": spot.line,
                "entries": [entry.id for entry in one.entries],
                "message": told.message.render(language()),
                "hint": told.hint.render(language()) if told.hint else None,
                "witness": list(one.witness),
            }
        )
    return found


__all__ = ["render"]

"""What a drill showed as data for other programs: times, ratings, goals, what is to be mended."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from planforge.drill.kit.values import text_of
from planforge.drill.outcome import goals

if TYPE_CHECKING:
    from planforge.drill.kit.values import Kit
    from planforge.drill.outcome import Held


def scored(kit: Kit, held: Held, language: str) -> bytes:
    """Return *held* as JSON in UTF-8; times are seconds of the drill.

    Delays and their parts are seconds of the scenario. Equal drills, equal bytes.
    """
    return (json.dumps(plain(kit, held, language), ensure_ascii=False, indent=2) + "\n").encode()


def plain(kit: Kit, held: Held, language: str) -> dict[str, object]:
    """Return *held* as plain values."""
    found = held.score
    return {
        "drill": kit.rehearsal.view.drill.id,
        "expected": [
            {
                "id": one.expected.id,
                "inject": one.inject.id,
                "verdict": one.verdict.value,
                "given": one.given,
                "due": one.due,
                "begun": one.seen.begun,
                "ended": one.seen.ended,
                "planned": list(one.planned) if one.planned else None,
                "late": one.late,
                "causes": {cause.value: seconds for cause, seconds in one.parts},
            }
            for one in found.timed
        ],
        "ratings": {name: dict(counts) for name, counts in found.ratings.items()},
        "goals": [
            {"id": one.goal.id, "reached": one.reached.value, "ratings": list(one.ratings)}
            for one in goals(kit, found, held.records)
        ],
        "failed": list(found.failed),
        "cap": found.cap,
        "improvements": [
            {
                "id": item.id,
                "problem": text_of(item.problem, language),
                "evidence": item.evidence,
                "cause": text_of(item.cause, language),
                "about": [
                    {
                        "plan": one.name,
                        "plan_id": one.plan,
                        "action": one.action,
                        "level": one.level,
                        "clause": one.clause,
                    }
                    for one in item.about
                ],
                "target": item.target.value if item.target else "",
                "unit": item.unit,
                "advice": text_of(item.advice, language),
                "critical": item.is_critical,
            }
            for item in found.improvements
        ],
    }


__all__ = ["plain", "scored"]

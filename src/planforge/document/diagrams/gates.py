"""Where the phases of a response begin: the one step that opens each, and who waits for another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.document.charts.graph import Edge, Gate
from planforge.document.selection import Step, by_phase
from planforge.document.wording import action_title

if TYPE_CHECKING:
    from planforge.document.context import Context

OPENS: Final = 2 / 3
"""Share of a phase's steps that must follow the one that opens it; more than this, not equal."""


def gates_of(
    context: Context, steps: list[Step], edges: list[Edge]
) -> tuple[list[Gate], dict[str, str]]:
    """Return the gate of each phase, and for steps that wait for more than it, what they wait for.

    A step opens a phase if nearly all that is done there follows it.
    """
    titles = {step.at.action.id: action_title(step.at) for step in steps}
    phase = {step.at.action.id: step.at.action.phase for step in steps}
    direct: dict[str, list[str]] = {}
    for edge in edges:
        direct.setdefault(edge.target, []).append(edge.source)
    before = _all_before(direct, list(titles))
    gates: list[Gate] = []
    notes: dict[str, str] = {}
    for found, inside in by_phase(steps):
        ids = [step.at.action.id for step in inside]
        opener = _opener(ids, direct, before)
        note = context.t("After “{step}”; by time limit", step=titles[opener]) if opener else ""
        label = found.label(context.language)
        gates.append(Gate(label, label, note, opener))
        for name in ids:
            waited = [
                titles[earlier]
                for earlier in direct.get(name, [])
                if phase[earlier] is not found and earlier != opener
            ]
            if waited:
                notes[name] = context.t("After: {steps}", steps=tuple(waited))
    return gates, notes


def _all_before(direct: dict[str, list[str]], ids: list[str]) -> dict[str, set[str]]:
    """Return for each of *ids* everything that must be done before it."""
    found: dict[str, set[str]] = {}
    for name in ids:
        seen: set[str] = set()
        waiting = list(direct.get(name, []))
        while waiting:
            earlier = waiting.pop()
            if earlier not in seen:
                seen.add(earlier)
                waiting += direct.get(earlier, [])
        found[name] = seen
    return found


def _opener(ids: list[str], direct: dict[str, list[str]], before: dict[str, set[str]]) -> str:
    """Return the step of an earlier phase that most of *ids* wait for; empty if too few do."""
    count: dict[str, int] = {}
    for name in ids:
        for earlier in direct.get(name, []):
            if earlier not in ids:
                count[earlier] = count.get(earlier, 0) + 1
    opener = max(count, key=count.__getitem__, default="")
    following = sum(opener in before[name] for name in ids)
    return opener if opener and following > OPENS * len(ids) else ""

"""Which level the facts themselves gave at every moment of a run, whoever knew of them.

The difference between this and what was decided is what information and decisions took.
"""

from __future__ import annotations

import re
from fractions import Fraction
from heapq import heappop, heappush
from typing import TYPE_CHECKING, Final

from planforge.corpus.assess import Answer
from planforge.drill.condition import TOLD, base, evaluate
from planforge.drill.history import LEVELS

if TYPE_CHECKING:
    from planforge.drill.condition import Held, Kept
    from planforge.drill.history import History
    from planforge.drill.trace import Json, Record
    from planforge.drill.world import Plan
    from planforge.feel import Value

_FRACTION: Final = re.compile(r"-?\d+/\d+")


class Truth:
    """What is so, as conditions ask for it.

    Attributes:
        levels: For each plan the seconds in which the level that the facts give changed, and the
            level from then on; the first is that of T0.
    """

    def __init__(self, history: History) -> None:
        """Go through *history* once."""
        self._ready = history.ready
        self._now = 0
        self._plan = ""
        self.facts: dict[str, Value] = {}
        self.told: dict[str, bool] = {}
        self.answers: Kept = dict.fromkeys(history.ready.steady)
        self._colours: dict[str, int] = {}
        self._grades: dict[str, int] = {}
        self._ranks: dict[str, int] = {}
        self._since: dict[tuple[str, Held], int] = {}
        self._again: list[tuple[int, str]] = []
        plans = {plan.id: plan for plan in history.ready.world.plans}
        self.levels: dict[str, list[tuple[int, int]]] = {name: [] for name in plans}
        kinds = ("fact_update", "warning_set", "warning_changed", "warning_cleared")
        records = history.of(*kinds, "judgement_told", "graded", *LEVELS, "plan_ended")
        stirred = set(plans)
        for record in records:
            if record.t > self._now:
                self._look(stirred, record.t)
                stirred = set()
            stirred |= self._take(record)
        self._look(stirred, history.horizon + 1)

    def _look(self, stirred: set[str], until: int) -> None:
        """Judge the plans *stirred* now, and those that time alone changes before *until*."""
        self._judge(stirred)
        while self._again and self._again[0][0] < until:
            moment = self._again[0][0]
            plans: set[str] = set()
            while self._again and self._again[0][0] == moment:
                plans.add(heappop(self._again)[1])
            self._now = moment
            self._judge(plans)
        self._now = until

    def _judge(self, plans: set[str]) -> None:
        for name in sorted(plans):
            self._plan = name
            rank, known = self._level(self._ready.plans[name]), self.levels[name]
            if known and known[-1][0] == self._now:
                known.pop()
            if not known or known[-1][1] != rank:
                known.append((self._now, rank))

    def _level(self, plan: Plan) -> int:
        found = [
            level.rank
            for level in plan.levels
            if level.when is not None and evaluate(level.when, self) is Answer.HOLDS
        ]
        found += [rank for name, colour, rank in plan.warnings if self.colour(name) >= colour]
        found += [rank for grade, rank in plan.grades if self.grade(plan.incident) >= grade]
        return max(found, default=0)

    def _take(self, record: Record) -> set[str]:
        """Let what *record* says be so; return the plans that ask for it."""
        name = record.entity
        if record.type == "fact_update":
            value = value_of(record.data["value"])
            if value is None:
                self.facts.pop(name, None)
            else:
                self.facts[name] = value
            asked = f"fact:{base(name)}"
        elif record.type == "judgement_told":
            self.told[name] = bool(record.data["so"])
            asked = TOLD
        elif record.type == "graded":
            self._grades[name] = _rank(record, "determined")
            asked = f"grade:{name}"
        elif record.type.startswith("warning"):
            self._colours[name] = _rank(record, "to")
            asked = f"warning:{name}"
        else:
            self._ranks[record.plan] = _rank(record, "to")
            asked = f"level:{record.plan}"
        self.answers.update(dict.fromkeys(self._ready.answers_of.get(asked, ())))
        return {asker.subject.plan for asker in self._ready.askers.get(asked, ())} & set(
            self.levels
        )

    def colour(self, hazard: str) -> int:
        """Return the rank of the warning in force."""
        return self._colours.get(hazard, 0)

    def level(self, plan: str) -> int:
        """Return the rank of the level at which *plan* runs."""
        return self._ranks.get(plan, 0)

    def grade(self, incident: str) -> int:
        """Return the rank of the grade determined for *incident*."""
        return self._grades.get(incident, 0)

    def held(self, condition: Held, *, holds: bool) -> int:
        """Note whether *condition* holds; it is looked at again when it has held long enough."""
        key = self._plan, condition
        if not holds:
            self._since.pop(key, None)
            return 0
        since = self._since.setdefault(key, self._now)
        if self._now < since + condition.seconds:
            heappush(self._again, (since + condition.seconds, self._plan))
        return self._now - since

    def crossed(self, plan: str, rank: int, before: int) -> int | None:
        """Return since when the facts gave *plan* the level *rank* or more at the second *before*.

        None if they do not.
        """
        found: int | None = None
        for moment, level in self.levels[plan]:
            if moment > before:
                break
            if level < rank:
                found = None
            elif found is None:
                found = moment
        return found


def value_of(told: Json) -> Value | None:
    """Return a value of an indicator from how a trace writes it; None for none any more."""
    if isinstance(told, bool):
        return told
    if isinstance(told, int):
        return Fraction(told)
    if not isinstance(told, str):
        return None
    return Fraction(told) if _FRACTION.fullmatch(told) else told


def _rank(record: Record, name: str) -> int:
    value = record.data.get(name, 0)
    return value if isinstance(value, int) else 0


__all__ = ["Truth", "value_of"]

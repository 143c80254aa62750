"""What one organisation knows at this moment, as conditions ask for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planforge.drill.queue import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from planforge.drill.condition import Held, Kept
    from planforge.drill.queue import Subject
    from planforge.drill.state import Run
    from planforge.drill.work import Action
    from planforge.feel import Value


class Known:
    """The view that one asker has of what an organisation knows."""

    def __init__(self, run: Run, org: str, kind: Kind, subject: Subject) -> None:
        self._run = run
        self._kind = kind
        self._subject = subject
        self.facts: Mapping[str, Value] = run.facts_of(org)
        self.told: Mapping[str, bool] = run.heard_by(org).told
        self.answers: Kept = run.answers_of(org)

    def colour(self, hazard: str) -> int:
        """Return the rank of the warning in force; everybody hears warnings."""
        return self._run.colours.get(hazard, 0)

    def level(self, plan: str) -> int:
        """Return the rank of the level at which *plan* runs."""
        return self._run.plans[plan].rank

    def grade(self, incident: str) -> int:
        """Return the rank of the grade determined for *incident*."""
        return self._run.commands[incident].grade

    def held(self, condition: Held, *, holds: bool) -> int:
        """Note whether *condition* holds; the asker looks again when it has held long enough."""
        run, key = self._run, (self._subject, condition)
        if not holds:
            run.held.pop(key, None)
            return 0
        since = run.held.setdefault(key, run.now)
        if run.now < since + condition.seconds:
            run.post(self._kind, since + condition.seconds, self._subject)
        return run.now - since


def by_own_eyes(run: Run, plan: str, action: Action) -> Iterator[Known]:
    """Yield what those know who do *action* of *plan* without waiting for its office (先期处置)."""
    if not action.is_early:
        return
    office, subject = run.ready.plans[plan].office, run.ready.subject(plan)
    for org in dict.fromkeys(run.ready.org_of(doer, office) for doer in action.doers):
        if org != office:
            yield Known(run, org, Kind.ASSESS, subject._replace(entity=org))


__all__ = ["Known", "by_own_eyes"]

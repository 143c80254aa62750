"""The table of expected actions that came back: other limits, doers and standards, further rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from planforge.drill.kit.clauses import action_basis
from planforge.drill.kit.expected import title_of
from planforge.drill.returned.reading import actor_of, limit_of, same, text_of, truth_of
from planforge.drill.returned.values import EXPECTED, NAMED, Altered, Cells, Refused
from planforge.findings import Addition, Entries, Place, Setting
from planforge.i18n import Message, msg

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from planforge.corpus.drills import DrillView
    from planforge.corpus.plan_view import PlanView
    from planforge.drill.returned.reading import Read
    from planforge.findings import Edit
    from planforge.model.drill import Inject

_READERS: Final[Mapping[str, Callable[[DrillView, str, Inject | None], Read]]] = {
    "by": actor_of,
    "within": limit_of,
    "standard": text_of,
    "critical": truth_of,
}
_Entry = tuple[tuple[str, str | tuple[str, ...]], ...]
"""An expected action as the file has it: English key → value."""


class Merged(NamedTuple):
    """What the table changes."""

    altered: tuple[Altered, ...]
    added: tuple[tuple[str, Cells], ...]
    missing: tuple[str, ...]
    refused: tuple[Refused, ...]
    edits: tuple[Edit, ...]


class Answers:
    """Merges the table of expected actions."""

    def __init__(
        self,
        view: DrillView,
        before: Mapping[str, Cells],
        after: Mapping[str, Cells],
        new: Collection[str],
    ) -> None:
        """Merge *after* into the drill *view*, which has *before*; *new* are ids of new injects."""
        self.view = view
        self.before = before
        self.after = after
        self.new = new
        self.of_new: dict[str, list[_Entry]] = {}
        """For each new inject what is expected on it."""
        self._places = dict(_places(view))
        self._altered: list[Altered] = []
        self._added: list[tuple[str, Cells]] = []
        self._refused: list[Refused] = []
        self._edits: list[Edit] = []
        self._further: dict[int, list[_Entry]] = {}

    def merged(self) -> Merged:
        """Return what the table changes; what is expected on new injects is in `of_new`."""
        for id_, cells in self.after.items():
            if id_ in self._places and id_ in self.before:
                self._change(id_, cells)
            else:
                self._add(id_, cells)
        for i, entries in self._further.items():
            self._edits += self._written(i, entries)
        missing = tuple(id_ for id_ in self._places if self.after and id_ not in self.after)
        return Merged(
            tuple(self._altered),
            tuple(self._added),
            missing,
            tuple(self._refused),
            tuple(self._edits),
        )

    def _written(self, i: int, entries: list[_Entry]) -> list[Edit]:
        """Return how *entries* are added to the inject number *i*."""
        if not self.view.drill.injects[i].expected:
            return [Setting(self.view.at("injects", i), "expected", Entries(tuple(entries)))]
        return [Addition(self.view.at("injects", i, "expected"), entry) for entry in entries]

    def _change(self, id_: str, cells: Cells) -> None:
        known = self.before[id_]
        i, k = self._places[id_]
        place = Place(self.view.file, ("injects", i, "expected", k))
        for field in (*EXPECTED, *NAMED):
            old, new = known.get(field, ""), cells.get(field)
            if new is None or same(field, old, new):
                continue
            why = self._why_not(field, new, old)
            value: str | tuple[str, ...] = ""
            if why is None:
                value, why = _READERS[field](self.view, new, None)
            if why is not None:
                self._refused.append(Refused(id_, field, why))
                continue
            self._altered.append(Altered(id_, field, old, new))
            self._edits.append(Setting(place, field, value))

    def _why_not(self, field: str, text: str, old: str = "") -> Message | None:
        """Return why *field*, now *old*, cannot be given the value *text*; None if it can."""
        if field == "limit":
            return _not_the_plans(old)
        if field == "due":
            return msg(
                "The latest time follows from the limit; change that, or the time of the inject."
            )
        if field == "answer_by":
            return msg(
                "By when a table answers follows from the time of the next question; change that, "
                "or how time runs (时间表)."
            )
        if field in NAMED:
            return msg(
                "Which action is expected is not changed in its row: add a row for "
                "the other action, and delete this one in {file}.",
                file=self.view.file,
            )
        if not text and field != "standard":
            return msg(
                "This cell may not be emptied here; change it in {file}.", file=self.view.file
            )
        return None

    def _add(self, number: str, cells: Cells) -> None:
        named = tuple(cells.get(field, "") for field in ("inject", "plan", "action"))
        id_ = "/".join(named) if number.startswith("+") else number
        name = id_ if cells.get("inject") is None else cells["inject"]
        inject = name.partition("/")[0]
        known = {one.id: i for i, one in enumerate(self.view.drill.injects)}
        if inject not in known and inject not in self.new:
            why = msg(
                "There is no inject “{inject}” in the list of events; write its number here.",
                inject=inject,
            )
            self._refused.append(Refused(id_, "inject", why))
            return
        entry = self._entry(id_, cells)
        if entry is None:
            return
        self._added.append((id_, {**cells, "title": cells.get("action", "")}))
        if inject in known:
            self._further.setdefault(known[inject], []).append(entry)
        else:
            self.of_new.setdefault(inject, []).append(entry)

    def _entry(self, id_: str, cells: Cells) -> _Entry | None:
        """Return a new row as the file has it; None if it was refused."""
        plan = self.view.plan(cells.get("plan", "") or _part(id_, 1))
        if plan is None:
            names = tuple(view.plan.name for view in self.view.plans)
            why = msg("Name one of the plans of the drill: {names}.", names=names)
            self._refused.append(Refused(id_, "plan", why))
            return None
        action, why_not = _action(plan, cells, _part(id_, 2))
        if why_not is not None:
            self._refused.append(Refused(id_, "action", why_not))
            return None
        found: list[tuple[str, str | tuple[str, ...]]] = [
            ("plan", plan.plan.id),
            ("action", action),
        ]
        if cells.get("limit") and not _is_of(plan, action, cells["limit"]):
            self._refused.append(Refused(id_, "limit", _not_the_plans("")))
            return None
        for field in EXPECTED:
            if not cells.get(field):
                continue
            value, why_not = _READERS[field](self.view, cells[field], None)
            if why_not is not None:
                self._refused.append(Refused(id_, field, why_not))
                return None
            found.append((field, value))
        return tuple(found)


def _not_the_plans(limit: str) -> Message:
    """Return why another limit than *limit*, that of the plan, cannot be written for an action."""
    if limit:
        return msg(
            "The limit is that of the plan, {limit}, and is changed there; less time is asked for "
            "under “Asked for by the organisers”.",
            limit=limit,
        )
    return msg(
        "The limit is that of the plan and is changed there; less time is asked for under “Asked "
        "for by the organisers”."
    )


def _is_of(plan: PlanView, action: str, text: str) -> bool:
    """Whether *text* is a limit that *plan* sets for *action* at one of its levels."""
    index = plan.action_index[action]
    facts = plan.plan.actions[index]
    limits = (plan.action_at(index, facts, level.severity).limit for level in plan.levels)
    return any(limit is not None and limit.text in text for limit in limits)


def _part(id_: str, n: int) -> str:
    parts = id_.split("/")
    return parts[n] if len(parts) > n else ""


def _places(view: DrillView) -> list[tuple[str, tuple[int, int]]]:
    """Return the number of each expected action in the tables, and where it stands in the file."""
    found = []
    for i, inject in enumerate(view.drill.injects):
        for k, one in enumerate(inject.expected):
            plan = view.plan(one.plan)
            name = f"{inject.id}/{plan.plan.id if plan else one.plan}/{one.action}"
            found.append((name, (i, k)))
    return found


def _action(plan: PlanView, cells: Cells, ident: str) -> tuple[str, Message | None]:
    """Return the id of the action of *plan* that a row names, else why it is none."""
    name, clause = cells.get("action", "") or ident, cells.get("clause", "")
    actions = plan.plan.actions
    found = [one.id for one in actions if one.id == name]
    if not found:
        found = [
            one.id for i, one in enumerate(actions) if title_of(plan.action_at(i, one, 1)) == name
        ]
    if clause and (len(found) > 1 or not name):
        several = [i for i, one in enumerate(actions) if not name or one.id in found]
        found = [actions[i].id for i in several if action_basis(plan, i).clause == clause]
    if len(found) == 1:
        return found[0], None
    if found:
        return "", msg(
            "{plan} has several actions called “{name}”; write the number of "
            "the clause, or one of {ids}.",
            plan=plan.plan.name,
            name=name,
            ids=tuple(found),
        )
    return "", msg(
        "{plan} has no action “{name}”; write its name as the plan has it.",
        plan=plan.plan.name,
        name=name,
    )


__all__ = ["Answers", "Merged"]

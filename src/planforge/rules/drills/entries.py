"""Ids of a drill: its own, and those of its goals, staff and injects."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.findings import Place, Rewrite, Severity
from planforge.i18n import msg
from planforge.rules.names.kinds import choose
from planforge.rules.rule import Hit, drill_rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from planforge.corpus.drills import DrillView
    from planforge.findings import Pointer
    from planforge.i18n import Message
    from planforge.model.drill import Drill

_STAFF: Final = (
    "controllers",
    "simulators",
    "evaluators",
    "recorders",
    "narrators",
)


@drill_rule(
    "DRL001",
    "drill.folder-name",
    Severity.ERROR,
    title=msg("Drill whose id is not the name of its folder"),
    rationale=msg("Papers, records and commands find a drill by its id."),
)
def folder_name(view: DrillView) -> Iterator[Hit]:
    """The id of the drill against the folder."""
    if view.drill.id != view.folder:
        yield Hit(
            view.at("id"),
            msg("The drill is “{id}”, its folder “{folder}”", id=view.drill.id, folder=view.folder),
            msg("Give both the same name"),
            fix=(Rewrite(view.at("id"), view.folder),),
        )


@drill_rule(
    "DRL002",
    "drill.own-ids",
    Severity.ERROR,
    title=msg("Id inside a drill that is given twice or to nothing"),
    rationale=msg(
        "Injects, sheets and records are told apart by ids; one that is not clear sends an inject "
        "to the wrong goal or controller."
    ),
)
def own_ids(view: DrillView) -> Iterator[Hit]:
    """Ids of goals, staff, injects and tasks, and where they are named."""
    drill = view.drill
    yield from _twice(view.file, (((("goals", i), goal.id)) for i, goal in enumerate(drill.goals)))
    yield from _twice(view.file, _staff(drill))
    injects = ((("injects", i), one.id) for i, one in enumerate(drill.injects))
    yield from _twice(view.file, injects)
    yield from _twice(view.file, (((("tasks", i), one.id)) for i, one in enumerate(drill.tasks)))
    organisers = drill.organisers
    known: dict[Message, tuple[str, ...]] = {
        _GOAL: tuple(goal.id for goal in drill.goals),
        _CONTROLLER: tuple(one.id for one in organisers.controllers),
        _SIMULATOR: tuple(one.id for one in organisers.simulators),
        _INJECT: tuple(one.id for one in drill.injects),
    }
    for what, at, name in _named(drill):
        if name not in known[what]:
            yield Hit(
                view.at(*at),
                msg("The drill has no {what} “{id}”", what=what, id=name),
                choose(known[what]),
            )
    yield from _pack(view)


def _pack(view: DrillView) -> Iterator[Hit]:
    """Yield what is wrong with the ids of the evaluation pack, and where nobody has it."""
    name = view.drill.evaluation
    if view.packs and name not in view.packs:
        what = msg("There is no evaluation pack “{pack}”", pack=name)
        yield Hit(view.at("evaluation"), what, choose(sorted(view.packs)))
    loaded = view.packs.get(name)
    if loaded is None or loaded.pack is None:
        return
    pack, grades = loaded.pack, tuple(one.id for one in loaded.pack.grades)
    if pack.capped and pack.capped not in grades:
        what = msg("The pack has no {what} “{id}”", what=_GRADE, id=pack.capped)
        yield Hit(Place(loaded.file, ("capped",)), what, choose(grades))
    items = [
        (("dimensions", i, "items", k), item)
        for i, part in enumerate(pack.dimensions)
        for k, item in enumerate(part.items)
    ]
    yield from _twice(loaded.file, ((at, item.id) for at, item in items))
    parts = ((("dimensions", i), part.id) for i, part in enumerate(pack.dimensions))
    yield from _twice(loaded.file, parts)


_GRADE: Final = msg("grade")
_GOAL: Final = msg("goal")
_CONTROLLER: Final = msg("controller")
_SIMULATOR: Final = msg("simulator")
_INJECT: Final = msg("inject")


def _staff(drill: Drill) -> Iterator[tuple[Pointer, str]]:
    for field in _STAFF:
        for i, one in enumerate(getattr(drill.organisers, field)):
            yield ("organisers", field, i), one.id


def _twice(file: str, entries: Iterable[tuple[Pointer, str]]) -> Iterator[Hit]:
    first: dict[str, Pointer] = {}
    for at, name in entries:
        if name in first:
            yield Hit(
                Place(file, (*at, "id")),
                msg("The id “{id}” is given twice", id=name),
                msg("Give each an id of its own"),
                ((Place(file, (*first[name], "id")), msg("“{name}” stands here", name=name)),),
            )
        first.setdefault(name, at)


def _named(drill: Drill) -> Iterator[tuple[Message, Pointer, str]]:
    """Yield every id that is named in the drill: of what, where, and the id."""
    for i, one in enumerate(drill.organisers.evaluators):
        for k, goal in enumerate(one.goals):
            yield _GOAL, ("organisers", "evaluators", i, "goals", k), goal
    for i, inject in enumerate(drill.injects):
        for k, goal in enumerate(inject.goals):
            yield _GOAL, ("injects", i, "goals", k), goal
        if inject.controller:
            yield _CONTROLLER, ("injects", i, "controller"), inject.controller
        if inject.simulator:
            yield _SIMULATOR, ("injects", i, "simulator"), inject.simulator
        if inject.helps:
            yield _INJECT, ("injects", i, "helps"), inject.helps

"""What a rehearsal found, as tasks of improvement: the table is not empty before the drill.

Who runs the drill sees what is known already, so that the day itself is for what no rehearsal
shows, and so that nobody finds on the day what could have been mended before.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from planforge.drill.elements import keeper, parts_of
from planforge.drill.entries import EntryKind
from planforge.drill.improvement import Improvement, task_id
from planforge.model.drill import PlanPart
from planforge.model.drill_scales import TaskTarget

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.drill.entries import Entry
    from planforge.drill.kit.values import Kit, Point

_MARKS: Final = re.compile(r"[^0-9a-z]+")


def foreseen(kit: Kit) -> tuple[Improvement, ...]:
    """Return what the rehearsal of *kit* found wanting, each with the part of the plan."""
    count: Counter[str] = Counter()
    found = []
    for one in kit.points:
        name = _MARKS.sub("-", one.id.lower()).strip("-")
        count[name] += 1
        found.append(_item(kit, one, name if count[name] == 1 else f"{name}-{count[name]}"))
    return tuple(found)


def _item(kit: Kit, one: Point, name: str) -> Improvement:
    view = kit.rehearsal.view
    about = parts_of(view, _parts(one.entries))
    return Improvement(
        id=task_id(view.drill.id, "rehearsed", name),
        problem=one.text,
        cause=one.cause,
        about=about,
        target=TaskTarget.PLAN if about else TaskTarget.ORGANISATION,
        advice=one.hint,
        unit=keeper(view, about) or view.drill.follow_up or "",
    )


def _parts(entries: tuple[Entry, ...]) -> Iterator[PlanPart]:
    """Yield the first of *entries* that stands in a plan, as files name it."""
    for one in entries:
        plan = one.plan or (one.id if one.kind is EntryKind.PLAN else "")
        if not plan:
            continue
        action = one.id.removeprefix(f"{plan}/").partition("@")[0]
        actions = (action,) if one.kind is EntryKind.ACTION else ()
        yield PlanPart(plan=plan, actions=actions, levels=_level(one))
        return


def _level(entry: Entry) -> tuple[str, ...]:
    return (entry.name,) if entry.kind is EntryKind.LEVEL else ()


__all__ = ["foreseen"]

"""Whether an inject that was moved would tell of something that has not happened yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planforge.corpus.told_words import follows
from planforge.i18n import Message, msg

if TYPE_CHECKING:
    from planforge.corpus.drills import DrillView
    from planforge.model.drill import Inject
    from planforge.model.drill_scales import ScenarioTime


def too_early(view: DrillView, inject: Inject, moved: ScenarioTime) -> Message | None:
    """Return why *inject* cannot come at *moved*: it tells of a development that comes later.

    An inject follows the last development before it if both use words that those before do not:
    埋了两家, 法兰. None if it does not follow it, or does not come before it now.
    """
    cause = follows(view, inject)
    if cause is None or moved >= cause.at:
        return None
    return msg(
        "The inject tells of “{what}”, which happens at {time}; let it come at that time or "
        "later, or move the development in {file} first.",
        what=cause.title or cause.text,
        time=cause.at.text,
        file=view.file,
    )


__all__ = ["too_early"]

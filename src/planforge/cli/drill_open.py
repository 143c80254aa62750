"""What the file of a drill leaves open that its papers need, told to whoever makes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planforge.i18n import msg

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.i18n import Message
    from planforge.model.drill import Drill


def told(drill: Drill, language: str) -> Iterator[str]:
    """Yield in one line each what the papers lack since *drill* does not say it."""
    found = tuple(_missing(drill))
    if not found:
        return
    yield msg("The papers are made, but the drill does not say everything yet").render(language)
    for one in found:
        yield f"  {one.render(language)}"
    yield ""


def _missing(drill: Drill) -> Iterator[Message]:
    who = drill.organisers
    if drill.date is None or drill.begins is None:
        yield msg(
            "「日期」 and 「开始」: without both, papers say how long after the start instead of "
            "the clock, and nothing can be scored"
        )
    if not drill.place:
        yield msg("「地点」: where the drill is held")
    if who.commander is None or who.director is None:
        yield msg("「组织」: 「总指挥」 announces start and end, 「总策划」 runs the drill")
    if not who.controllers:
        yield msg("「控制人员」: nobody is named who gives the messages")
    if not who.evaluators:
        yield msg(
            "「评估人员」: all items stand on one common sheet, nobody has a sheet of his own"
        )


__all__ = ["told"]

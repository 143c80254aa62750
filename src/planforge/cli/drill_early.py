"""Injects that come too late, told to people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planforge.cli.output import visible
from planforge.drill.early import too_late
from planforge.drill.kit.clock import offset
from planforge.i18n import msg

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.cli.places import Places
    from planforge.drill.rehearsal import Rehearsal
    from planforge.drill.trace import Trace


def told(made: Rehearsal, trace: Trace, places: Places, language: str) -> Iterator[str]:
    """Yield the injects whose expected actions are over by then, each at its place in the file."""
    found = tuple(too_late(made, trace))
    if not found:
        return
    yield msg("Injects that come after what they call for").render(language)
    for one in found:
        text = msg(
            "{inject} is given at {given}, but “{action}” is over at {done} in the rehearsal",
            inject=one.inject,
            given=offset(one.given),
            action=one.title,
            done=offset(one.done),
        )
        spot = places.spot(made.view.at(*one.at))
        yield f"  {spot} {visible(text.render(language))}"
    hint = msg("Give the inject earlier, or expect of it what is still to be done then.")
    yield f"    → {hint.render(language)}"
    yield ""


__all__ = ["told"]

"""What broke in a rehearsal, told to people and to programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planforge.cli.output import SEVERITIES, visible
from planforge.i18n import marks, msg

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.cli.places import Places
    from planforge.drill.rehearsal import Rehearsal
    from planforge.drill.trace import Trace


def told(made: Rehearsal, trace: Trace, places: Places, language: str) -> Iterator[str]:
    """Yield the weaknesses that *trace* shows, each at its place in the files."""
    from planforge.drill.weakness import finding, weaknesses

    found = [finding(one, made) for one in weaknesses(made, trace)]
    if not found:
        yield msg("Nothing broke.").render(language)
        yield ""
        return
    yield msg("What breaks").render(language)
    for one in found:
        severity = SEVERITIES[one.severity].render(language)
        text = marks(language).labelled(severity, one.message.render(language))
        yield f"  {places.spot(one.place)} {visible(text)} [{one.rule}]"
        if one.hint:
            yield f"    → {visible(one.hint.render(language))}"
    yield ""


__all__ = ["told"]

"""What broke in a rehearsal, told to people and to programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planforge.cli.output import SEVERITIES, visible
from planforge.i18n import marks, msg

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.cli.places import Places
    from planforge.drill.ensemble import Ensemble
    from planforge.drill.rehearsal import Rehearsal
    from planforge.drill.trace import Trace


def told(
    made: Rehearsal,
    trace: Trace,
    places: Places,
    language: str,
    many: Ensemble | None = None,
) -> Iterator[str]:
    """Yield the weaknesses that *trace* shows, each at its place in the files.

    *many* runs of the same drill say how often each shows with drawn times.
    """
    from planforge.drill.weakness import finding, weaknesses

    known = weaknesses(made, trace)
    often = {one.weakness.about: one.runs for one in many.weaknesses} if many else {}
    if not known:
        yield msg("Nothing broke.").render(language)
        yield ""
        return
    yield msg("What breaks").render(language)
    for weakness in known:
        one = finding(weakness, made)
        severity = SEVERITIES[one.severity].render(language)
        text = marks(language).labelled(severity, one.message.render(language))
        if many is not None:
            count = often.get(weakness.about, 0)
            share = msg("in {count} of {runs} runs with drawn times", count=count, runs=many.runs)
            text = marks(language).bracketed(text, share.render(language))
        yield f"  {places.spot(one.place)} {visible(text)} [{one.rule}]"
        if one.hint:
            yield f"    → {visible(one.hint.render(language))}"
    yield ""


__all__ = ["told"]

"""Injects that tell of what happens later in the scenario: effects before their causes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planforge.corpus.told_words import told_early
from planforge.findings import Severity
from planforge.i18n import msg
from planforge.rules.rule import Hit, drill_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.corpus.drills import DrillView


@drill_rule(
    "DRL031",
    "drill.told-before-it-happens",
    Severity.WARNING,
    title=msg("Inject that tells of something before it happens"),
    rationale=msg(
        "Whoever hears of people buried before the slope slides acts on what is not so yet; those "
        "who are there deny it, and the scenario falls apart."
    ),
)
def told_before_it_happens(view: DrillView) -> Iterator[Hit]:
    """Injects about a place of which only the next development tells, in its words."""
    for i, inject in enumerate(view.drill.injects):
        step = told_early(view, inject)
        if step is not None:
            at = view.drill.developments.index(step)
            yield Hit(
                view.at("injects", i, "at"),
                msg(
                    "The inject seems to tell of “{what}”, which happens at {time} only",
                    what=step.title or step.text,
                    time=step.at.text,
                ),
                msg("Let it come at that time or later, or let the development come earlier"),
                ((view.at("developments", at, "at"), msg("it happens here")),),
            )


__all__ = ["told_before_it_happens"]

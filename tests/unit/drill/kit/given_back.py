"""A drill at a table that stays as it is, whatever becomes of those of the demonstration."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from planforge.corpus.drills import DrillView
from planforge.drill.kit.build import kit
from planforge.drill.rehearsal import play, rehearsal
from planforge.model.drill import Drill
from tests.unit.document.small import tree
from tests.unit.drill.build.demo import corpus

if TYPE_CHECKING:
    from planforge.drill.kit.values import Kit

NAME: Final = "given-back"
TEXT: Final = Path(__file__).with_name("given_back.yaml").read_text(encoding="utf-8")


@cache
def table_kit() -> Kit:
    """Return all that the papers of the drill say."""
    whole = corpus()
    drill = Drill.model_validate(tree(TEXT))
    plans = tuple(view for view in whole.plans if view.plan.id == "flood")
    ready = rehearsal(whole, DrillView(drill, f"drills/{NAME}/drill.yaml", whole.system, plans))
    return kit(ready, play(ready))


__all__ = ["NAME", "TEXT", "table_kit"]

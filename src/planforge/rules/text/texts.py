"""The texts of a plan, put together once."""

from __future__ import annotations

from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from planforge.rules.contents.demands import sentences_of_facts
from planforge.rules.prose.text import text_lines
from planforge.rules.text.whole import Whole

if TYPE_CHECKING:
    from planforge.corpus.plan_view import PlanView
    from planforge.findings import Pointer


@lru_cache(maxsize=2)  # many rules ask it of one plan before they go on to the next
def all_text(view: PlanView) -> str:
    """Return every text in the facts of a plan, one below the other."""
    return "\n".join(chain.from_iterable(walked.texts for walked in view.walked_fields.values()))


class Texts(NamedTuple):
    """The texts of a plan: those in the facts that name nothing, then the lines of `plan.md`.

    Attributes:
        texts: They.
        places: Where each of those in the facts stands, which are the first.
        lines: The numbers in `plan.md` of the others.
        whole: All of them as one text.
    """

    texts: list[str]
    places: list[Pointer]
    lines: list[int]
    whole: Whole

    def pointer(self, i: int) -> Pointer:
        """Return where text *i* stands in the facts; empty for `plan.md`."""
        return self.places[i] if i < len(self.places) else ()

    def line(self, i: int) -> int:
        """Return the line of text *i* in `plan.md`, 0 for facts."""
        return 0 if i < len(self.places) else self.lines[i - len(self.places)]


@lru_cache(maxsize=2)  # every rule of the family asks it of one plan before they go on to the next
def texts_of(view: PlanView) -> Texts:
    """Return the texts of the plan, but for the facts that lay nothing down."""
    facts = sentences_of_facts(view)
    lines = text_lines(view.prose or "")
    texts = [*facts.plain, *[line.line for line in lines]]
    return Texts(texts, facts.plain_places, [line.number for line in lines], Whole(texts))


__all__ = ["Texts", "all_text", "texts_of"]

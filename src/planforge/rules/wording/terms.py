"""Lists of terms, such as channels and event types: one item is one term."""

from __future__ import annotations

from itertools import compress, repeat
from operator import contains
from typing import TYPE_CHECKING, Final

from planforge.findings import Place, Severity
from planforge.i18n import msg
from planforge.rules.rule import Hit, asked_of_the_system, plan_rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from planforge.corpus.plan_view import PlanView
    from planforge.corpus.system import System
    from planforge.findings import Pointer

_OF_TERMS: Final = frozenset(
    {"channel", "channels", "contents", "event_types", "facilities", "fields", "skills"}
)
"""Fields whose items are terms; items of others may be sentences."""
_IN_LISTS: Final = frozenset((name,) for name in _OF_TERMS)
"""What stands before the number of an item."""
_COMMA: Final = "，"


@plan_rule(
    "WRD018",
    "wording.terms-run-together",
    Severity.WARNING,
    title=msg("Several terms in one item of a list"),
    rationale=msg(
        "Only a half-width comma separates the items of a list: what a full-width one joins is "
        "counted, searched and printed as one."
    ),
)
def terms_run_together(view: PlanView) -> Iterator[Hit]:
    """Items of lists of terms that have a full-width comma."""
    for walked in view.walked_fields.values():
        yield from _joined(walked.plain_places, walked.plain, view.file)


@asked_of_the_system("WRD018")
def terms_run_together_in_register(system: System) -> Iterator[Hit]:
    """The same in the registers."""
    for file, walked in system.registry.walked.items():
        yield from _joined(walked.places, walked.texts, file)


def _joined(places: Sequence[Pointer], texts: Sequence[str], file: str) -> Iterator[Hit]:
    with_comma = map(contains, texts, repeat(_COMMA))
    for at, text in compress(zip(places, texts, strict=True), with_comma):
        if at[-1] in _OF_TERMS or at[-2:-1] in _IN_LISTS:
            terms = map(str.strip, text.split(_COMMA))
            yield Hit(
                Place(file, at),
                msg("“{text}” is one item, for its comma is a full-width one", text=text),
                msg("Write {terms}", terms=", ".join(filter(None, terms))),
            )

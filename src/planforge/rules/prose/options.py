"""What stands behind the names of directives in `plan.md`: items, phases, options of theirs."""

from __future__ import annotations

from difflib import get_close_matches
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from planforge.findings import Place, Severity, Span
from planforge.i18n import Message, msg
from planforge.model.scales import Phase
from planforge.rules.names.kinds import choose
from planforge.rules.prose.directives import DIRECTIVES, LEVEL_ARGUMENT, speaks_of_another_plan
from planforge.rules.prose.text import Piece, parts
from planforge.rules.rule import Hit, plan_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.corpus.plan_view import PlanView

_ITEM_ARGUMENT: Final = frozenset({"guarantees", "recovery"})
"""Directives whose argument is an item of the plan."""
_ALWAYS: Final = frozenset({"plan"})
_PHASED: Final = "actions"


@plan_rule(
    "PRO030",
    "prose.unknown-option",
    Severity.ERROR,
    title=msg("Directive that asks for something the plan does not have"),
    rationale=msg(
        "The heading would be printed with nothing under it, or with everything instead of the "
        "part that is meant."
    ),
)
def unknown_option(view: PlanView) -> Iterator[Hit]:
    """Options that a directive does not know, and items and phases that the plan lacks."""
    for piece in parts(view.prose or "")[0]:
        if not piece.key or piece.directive not in DIRECTIVES:
            continue
        wrong = _not_known(piece) or _not_there(view, piece)
        if wrong is not None:
            yield Hit(Place(view.prose_file, span=_span(piece)), *wrong)


def _options(directive: str) -> frozenset[str]:
    """Return the options that change what *directive* shows; its argument is one of them."""
    if directive == _PHASED:
        return _ALWAYS | {"argument", "level", "phase"}
    if directive in LEVEL_ARGUMENT:
        return _ALWAYS | {"argument", "level"}
    if directive in _ITEM_ARGUMENT:
        return _ALWAYS | {"argument", "item"}
    return _ALWAYS


def _span(piece: Piece) -> Span:
    """Return where *piece* stands, with the name of an option that is not known."""
    if piece.key in {"argument", *_options(piece.directive)}:
        return piece.span
    return Span(piece.span.line, 1, piece.span.end_line, piece.span.end_column)


def _not_known(piece: Piece) -> tuple[Message, Message] | None:
    known = _options(piece.directive)
    if piece.key in known:
        return None
    if piece.key == "argument":
        what = msg("“{name}” shows all and takes nothing behind it", name=piece.directive)
        return what, msg("Delete “{text}”", text=piece.value)
    what = msg("“{name}” has no option “{option}”", name=f"{{{piece.directive}}}", option=piece.key)
    near = get_close_matches(piece.key, sorted(known - {"argument"}), 1, 0.6)
    return what, choose(f":{name}:" for name in near or sorted(known - {"argument"}))


def _not_there(view: PlanView, piece: Piece) -> tuple[Message, Message] | None:
    is_item = piece.key in {"argument", "item"} and piece.directive in _ITEM_ARGUMENT
    if (not is_item and piece.key != "phase") or speaks_of_another_plan(view, piece):
        return None
    if is_item:
        there = _items(view, piece.directive)
        what = msg("The plan has no item “{name}”", name=piece.value)
    else:
        there, spelled = _phases(view)
        if piece.value in spelled:
            return None
        what = msg("No action of the plan is of the phase “{name}”", name=piece.value)
    if not there or piece.value in there:
        return None  # that nothing at all is there is said of the directive
    return what, choose(there)


@lru_cache(maxsize=2)
def _phases(view: PlanView) -> tuple[tuple[str, ...], frozenset[str]]:
    """Return the phases of the actions of a plan, and all that they may be called."""
    found = {action.phase for action in view.plan.actions}
    there = tuple(phase.zh for phase in Phase if phase in found)
    spelled = (word for phase in found for word in (phase.zh, phase.value, phase.label("en")))
    return there, frozenset(spelled)


def _items(view: PlanView, directive: str) -> tuple[str, ...]:
    entries = view.plan.recovery if directive == "recovery" else view.plan.guarantees
    return tuple(dict.fromkeys(entry.item for entry in entries))

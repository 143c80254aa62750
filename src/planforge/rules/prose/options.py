"""What stands behind the names of directives in `plan.md`: items, phases, options of theirs."""

from __future__ import annotations

from difflib import get_close_matches
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from planforge.corpus.names import Unknown, fold
from planforge.corpus.outline import AskedPlan
from planforge.findings import Place, Severity, Span
from planforge.i18n import Message, msg
from planforge.model.scales import Phase
from planforge.rules.articles import COMPLETE
from planforge.rules.names.kinds import choose
from planforge.rules.prose.directives import (
    DIRECTIVES,
    LEVEL_ARGUMENT,
    asks_for_level,
    speaks_of_another_plan,
)
from planforge.rules.prose.text import Piece, parts
from planforge.rules.rule import Hit, asked_of_the_system, plan_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.corpus.plan_view import PlanView
    from planforge.corpus.system import System

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
    sources=(COMPLETE,),
)
def unknown_option(view: PlanView) -> Iterator[Hit]:
    """Options that a directive does not know, and items and phases that the plan lacks."""
    for piece in parts(view.prose or "")[0]:
        if not piece.key or piece.directive not in DIRECTIVES:
            continue
        wrong = _not_known(piece) or _not_there(view, piece)
        if wrong is not None:
            yield Hit(Place(view.prose_file, span=_span(piece)), *wrong)


def asked_plans(prose: str) -> tuple[AskedPlan, ...]:
    """Return the plans that directives of *prose* name, with the level that is asked of each."""
    if ":plan:" not in prose:
        return ()
    found: list[AskedPlan] = []
    directive: list[Piece] = []
    for piece in (*parts(prose)[0], None):
        if piece is not None and piece.key:
            directive.append(piece)
            continue
        plan = next((one for one in directive if one.key == "plan" and one.value), None)
        if plan is not None and plan.directive in DIRECTIVES:
            level = next((one for one in directive if asks_for_level(one)), None)
            found.append(
                AskedPlan(
                    plan=plan.value,
                    level=level.value if level else "",
                    plan_at=_columns(plan.span),
                    level_at=_columns((level or plan).span),
                )
            )
        directive = []
    return tuple(found)


def _columns(span: Span) -> tuple[int, int, int]:
    return span.line, span.column, span.end_column


@asked_of_the_system("PRO030")
def asked_of_no_plan(system: System) -> Iterator[Hit]:
    """Directives that name a plan which is not there, or a level that the named plan lacks."""
    if system.unreadable:
        return
    for outline in system.outlines:
        file = f"{outline.file.rpartition('/')[0]}/plan.md"
        for asked in outline.asked_plans:
            named = system.plan(asked.plan)
            if named is None:
                resolved = system.find_plan(asked.plan, may_be_regulation=False)
                if isinstance(resolved, Unknown):
                    yield Hit(
                        Place(file, span=_at(asked.plan_at)),
                        msg("There is no plan “{name}”", name=asked.plan),
                        choose(resolved.candidates or [one.id for one in system.outlines]),
                    )
                continue
            levels = [level.name for level in named.levels]
            if asked.level and fold(asked.level) not in map(fold, levels):
                yield Hit(
                    Place(file, span=_at(asked.level_at)),
                    msg(
                        "{plan} has no response level “{level}”",
                        plan=named.name,
                        level=asked.level,
                    ),
                    choose(levels) if levels else msg("Describe the levels under 响应级别 first"),
                )


def _at(columns: tuple[int, int, int]) -> Span:
    line, start, end = columns
    return Span(line, start, line, end)


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

"""From what somebody asked for to the files of handbooks, still in memory."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import click

from planforge.checking import check
from planforge.cli.language import language
from planforge.cli.output import visible
from planforge.cli.places import Places
from planforge.cli.prefix import shown_prefix
from planforge.document.charts import LayoutProblem
from planforge.findings import Severity
from planforge.frozen import dataclass
from planforge.i18n import msg
from planforge.processes import available
from planforge.publish import orders
from planforge.publish.flaws import EMPTY_PLACES, reported
from planforge.publish.handbook import Workshop
from planforge.publish.kinds import OrderProblem
from planforge.rules.few import may_find

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from planforge.corpus.corpus import Corpus
    from planforge.document.pages.frame import Frame
    from planforge.findings import Finding
    from planforge.publish.handbook import Made, Wanted
    from planforge.source.cache import Store


_OF_NUMBERS: Final = frozenset({"STR008", "STR010", "STR011"})
"""Rules about document numbers, which stand in the red head of the notice before a plan."""


@dataclass(frozen=True, slots=True)
class Means:
    """What files are made with.

    Attributes:
        root: Folder of the plans.
        corpus: What stands in it, internal parts included.
        store: Keeps what was laid out.
        fonts: Folders with typefaces.
        tell: Is told how far the work is.
    """

    root: Path
    corpus: Corpus
    store: Store
    fonts: tuple[Path, ...]
    tell: Callable[[str, int, int], None]


def unreadable(root: Path, findings: Iterable[Finding]) -> list[str]:
    """Return a line for everything that keeps a file from being read: a book must not lack it."""
    places = Places(root, shown_prefix(root))
    return [
        f"{places.spot(one.place)} {visible(one.message.render(language()))}"
        for one in findings
        if one.severity is Severity.ERROR
    ]


def wanted(corpus: Corpus, frame: Frame, plans: Sequence[str], roles: Sequence[str]) -> Wanted:
    """Return which plans and roles are meant.

    Raises:
        click.UsageError: A name is unknown, or a plan is not for the readers of *frame*.
    """
    try:
        return orders.wanted(corpus, frame, plans, roles, msg("Add --audience internal."))
    except OrderProblem as problem:
        raise click.UsageError(problem.said(language())) from None


def with_facts(chosen: Wanted, facts: tuple[str, ...], holding: tuple[str, ...]) -> Wanted:
    """Return *chosen* with what is known of the incident, if anything was said.

    Raises:
        click.UsageError: Not one plan is meant, or something is no fact.
    """
    if not facts and not holding:
        return chosen
    if chosen.is_all or len(chosen.views) != 1:
        text = msg("Facts are filled into the forms of one plan: say which, with --plan.")
        raise click.UsageError(text.render(language()))
    from planforge.cli.assess import facts_of, require_asked
    from planforge.document.forms import filled

    (view,) = chosen.views
    known = facts_of(facts, view)
    require_asked(holding, view)
    return replace(chosen, known=filled(view, known, holding))


def make(
    frame: Frame, chosen: Wanted, asked: Iterable[tuple[str, str]], means: Means
) -> list[Made]:
    """Return the files that were *asked* for, as kinds and formats.

    Raises:
        click.UsageError: There is nothing that could stand in one of them.
        click.ClickException: What lays out pages or charts is missing or fails.
    """
    from planforge.publish.paper.fonts import FaceProblem
    from planforge.publish.paper.typeset import EngineProblem

    workshop = Workshop(means.root, frame, means.store, fonts=means.fonts, tell=means.tell)
    try:
        return orders.make(workshop, frame, chosen, asked)
    except OrderProblem as problem:
        raise click.UsageError(problem.said(language())) from None
    except (FaceProblem, EngineProblem, LayoutProblem) as error:
        raise click.ClickException(error.message.render(language())) from error


def doubtful_numbers(
    frame: Frame, chosen: Wanted, asked: Iterable[tuple[str, str]], means: Means
) -> list[str]:
    """Return a line for every document number that is printed but is not as numbers are.

    The files are fit to be issued all the same: an office that has no number yet fills it in.
    """
    is_shown = any(one in orders.WITH_NOTICES for one in asked)
    if not is_shown or not may_find(means.corpus, _OF_NUMBERS):
        return []
    shown = {view.file for view in chosen.views if frame.context.may_show(view.plan.edition)}
    found = check(means.root, store=means.store, jobs=available()).findings
    return reported(found, _OF_NUMBERS, shown, shown_prefix(means.root), language())


def empty_places(
    frame: Frame, chosen: Wanted, asked: Iterable[tuple[str, str]], means: Means
) -> list[str]:
    """Return a line for everything that would leave a place in the text of a plan empty.

    With one of them no file may be written.
    """
    files = orders.prose_files(frame, chosen, asked)
    if not files or not may_find(means.corpus, EMPTY_PLACES):
        return []
    found = check(means.root, store=means.store, jobs=available()).findings
    return reported(found, EMPTY_PLACES, files, shown_prefix(means.root), language())


__all__ = ["Means", "doubtful_numbers", "empty_places", "make", "unreadable", "wanted"]

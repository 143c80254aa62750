"""Options that several verbs have in the same words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import click

from planforge.cli.folder import FOLDER, FONT_FOLDER
from planforge.cli.language import _

if TYPE_CHECKING:
    from planforge.cli.command import Decorated

_AUTO: Final = "auto"


def plans_folder(function: Decorated) -> Decorated:
    """Add `--plans`, the folder of the plans, as *root*."""
    return click.option(
        "--plans",
        "root",
        type=FOLDER,
        default="plans",
        metavar=_("FOLDER"),
        help=_("Folder of the plans; plans by default."),
    )(function)


def own_fonts(function: Decorated) -> Decorated:
    """Add `--fonts`, folders with typefaces of the bureau, as *fonts*."""
    return click.option(
        "--fonts",
        type=FONT_FOLDER,
        multiple=True,
        metavar=_("FOLDER"),
        help=_(
            "Folder with typefaces of your own, such as 方正小标宋; they go before the free ones."
        ),
    )(function)


def several_processes(function: Decorated) -> Decorated:
    """Add `--jobs`, how many processes share the work, as *jobs*; `jobs_asked` reads it."""
    return click.option(
        "-j",
        "--jobs",
        default=_AUTO,
        metavar=_("NUMBER"),
        help=_("Number of processes; “auto” takes all processors."),
    )(function)


def jobs_asked(jobs: str) -> int | None:
    """Return the number in *jobs*, None for “auto”.

    Raises:
        UsageError: It is neither.
    """
    if jobs == _AUTO:
        return None
    if not (jobs.isdecimal() and int(jobs) > 0):
        raise click.UsageError(_("-j takes a whole number from 1 on, or “auto”."))
    return int(jobs)


def text_or_json(function: Decorated) -> Decorated:
    """Add `--format` for verbs that print text or JSON, as *style*."""
    return click.option(
        "--format",
        "style",
        type=click.Choice(("text", "json")),
        default="text",
        help=_("Format of what is printed: text for people, json for programs."),
    )(function)


__all__ = ["jobs_asked", "own_fonts", "plans_folder", "several_processes", "text_or_json"]

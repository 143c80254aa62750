"""`planforge drill run`: what happens in a drill, what breaks, and what that rests on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from planforge.cli.command import verb
from planforge.cli.language import _, language
from planforge.cli.options import plans_folder, text_or_json
from planforge.i18n import msg

if TYPE_CHECKING:
    from planforge.cli.places import Places
    from planforge.corpus.corpus import Corpus
    from planforge.corpus.drills import DrillView
    from planforge.drill.ensemble import Ensemble
    from planforge.drill.rehearsal import Rehearsal
    from planforge.drill.trace import Trace
    from planforge.findings import Finding

MODES: Final = ("plan", "best", "worst", "sample")


@verb(
    "run",
    help=_(
        "Rehearse DRILL: play its scenario with the plans as they are, and say what happens when, "
        "what breaks, and which figures that rests on that no file states. The same plans, "
        "scenario and seed always give the same run."
    ),
)
@click.argument("drill", metavar=_("DRILL"))
@click.option(
    "--mode",
    type=click.Choice(MODES),
    default="plan",
    help=_(
        "How long things take: plan as is usual, best the shortest, worst the longest, sample "
        "drawn between the two by the seed."
    ),
)
@click.option(
    "--seed",
    type=click.IntRange(min=0),
    metavar=_("NUMBER"),
    help=_("What makes two samples differ, instead of 种子 of the drill."),
)
@click.option(
    "--ensemble",
    "runs",
    type=click.IntRange(2, 10_000),
    metavar=_("NUMBER"),
    help=_(
        "Play it so many times more with drawn times, and say which limits hold only with luck."
    ),
)
@click.option(
    "--trace",
    "target",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar=_("FILE"),
    help=_("Write every record of the run to this file, a line of JSON each."),
)
@click.option("--all", "is_whole", is_flag=True, help=_("Print every line of the log."))
@plans_folder
@text_or_json
def command(  # noqa: PLR0913, PLR0917 - one argument for each option
    drill: str,
    mode: str,
    seed: int | None,
    target: Path | None,
    runs: int | None,
    root: Path,
    style: str,
    *,
    is_whole: bool,
) -> int:
    """Rehearse a drill."""
    from planforge.cli.places import Places
    from planforge.cli.prefix import shown_prefix
    from planforge.drill.chance import Mode
    from planforge.drill.rehearsal import play, rehearsal

    corpus, views, findings = read(root)
    places = Places(root, shown_prefix(root))
    if refuse_unreadable(places, findings):
        return 1
    from planforge.cli.drill import named_drill

    view = named_drill(views, drill)
    if refuse_faulty(root, places, view):
        return 1
    made = rehearsal(corpus, view)
    trace = play(made, mode=Mode(mode), seed=seed)
    if target is not None:
        _write(target, trace)
    found = None
    if runs is not None:
        from planforge.cli.drill_many import many

        found = many(made, runs, seed)
    click.echo(_told(made, trace, places, style, found, is_whole=is_whole), nl=False)
    return 0


def read(root: Path) -> tuple[Corpus, tuple[DrillView, ...], tuple[Finding, ...]]:
    """Return the plans and drills at *root*, and what is wrong in their files."""
    from planforge.corpus.drills import load_drills
    from planforge.corpus.load import load
    from planforge.source.cache import FolderStore, default_folder

    with FolderStore(default_folder()) as store:
        corpus, findings = load(root, store=store)
        views, more = load_drills(root, corpus, store=store)
    return corpus, views, (*findings, *more)


def refuse_unreadable(places: Places, findings: tuple[Finding, ...]) -> bool:
    """Say what keeps files from being read; return whether anything does."""
    from planforge.findings import Severity

    return _refuse(places, [one for one in findings if one.severity is Severity.ERROR])


def refuse_faulty(root: Path, places: Places, view: DrillView) -> bool:
    """Say what the check finds wrong in the file of a drill; return whether there is anything.

    A rehearsal on a fact in inches, or with an outage that ends before it begins, would look like
    any other, and its papers would hand the slip on. What is wrong in plans is no hindrance: a
    rehearsal may show what it does.
    """
    from planforge.checking import check
    from planforge.findings import Severity
    from planforge.processes import available
    from planforge.source.cache import FolderStore, default_folder

    with FolderStore(default_folder()) as store:
        report = check(root, store=store, jobs=available())
    found = [one.finding for one in report.findings]
    errors = [one for one in found if one.severity is Severity.ERROR]
    return _refuse(places, [one for one in errors if one.place.file == view.file])


def _refuse(places: Places, errors: list[Finding]) -> bool:
    from planforge.cli.output import visible

    for one in errors:
        line = f"{places.spot(one.place)} {visible(one.message.render(language()))}"
        click.echo(line, err=True)
        if one.hint is not None:
            click.echo(f"  → {visible(one.hint.render(language()))}", err=True)
    if errors:
        count = len(errors)
        text = msg("Nothing was rehearsed: {count} problems must be mended first.", count=count)
        click.secho(text.render(language()), fg="red", err=True)
    return bool(errors)


def _write(target: Path, trace: Trace) -> None:
    from planforge.cli.files import write_whole

    write_whole(target, "".join(f"{line}\n" for line in trace.lines()).encode())


def _told(  # noqa: PLR0913 - what is told, and how
    made: Rehearsal,
    trace: Trace,
    places: Places,
    style: str,
    found: Ensemble | None,
    *,
    is_whole: bool,
) -> str:
    if style == "json":
        from planforge.cli.drill_json import render

        return render(made, trace, places, found)
    from planforge.cli.drill_text import tell

    return tell(made, trace, places, language(), found, is_whole=is_whole)


__all__ = ["command", "read", "refuse_faulty", "refuse_unreadable"]

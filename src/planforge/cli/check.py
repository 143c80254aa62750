"""`planforge check`: what is wrong in the plans, at the right line, and what to do."""

from __future__ import annotations

import gc
import os
import sys
from functools import partial
from typing import TYPE_CHECKING, Final

import click

from planforge.checking import check
from planforge.cli.command import verb
from planforge.cli.day import DAY
from planforge.cli.files import TARGET, write_whole
from planforge.cli.folder import FOLDER
from planforge.cli.formats import FORMATS, WITH_NOTES, render
from planforge.cli.language import _, language
from planforge.cli.narrowing import Narrowing
from planforge.cli.options import jobs_asked, several_processes
from planforge.cli.prefix import shown_prefix
from planforge.findings import Severity
from planforge.i18n import msg
from planforge.processes import available
from planforge.source.cache import FolderStore, default_folder

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from pathlib import Path
    from typing import Unpack

    from planforge.cli.formats import Outcome
    from planforge.cli.narrowing import Asked, Narrowed
    from planforge.report import Report

_SEVERITIES: Final = [severity.value for severity in Severity]
_MANY: Final = 200
_COLLECT_RARELY: Final = (3_000_000, 20, 50)
"""Plans are many small objects without cycles: looking for cycles all the time costs a quarter.

What stays of a plan that was judged is a thousand objects: those of three thousand plans are not
looked through either.
"""


@verb("check", help=_("Check the plans in FOLDER (default: plans) and say what is wrong."))
@click.argument("root", type=FOLDER, default="plans", metavar=_("[FOLDER]"))
@click.option(
    "--format",
    "style",
    type=click.Choice(FORMATS),
    default="text",
    help=_(
        "Format of what is printed: text for people, markdown for comments, others for programs."
    ),
)
@click.option(
    "--output",
    "outputs",
    type=TARGET,
    multiple=True,
    metavar=_("FORMAT=FILE"),
    help=_("Write a further report in that format to that file; may be given several times."),
)
@click.option(
    "--fail-on",
    type=click.Choice(_SEVERITIES),
    default="warning",
    help=_("Lowest severity that makes the check fail (exit code 1)."),
)
@click.option(
    "--severity",
    "least",
    type=click.Choice(_SEVERITIES),
    default="advice",
    help=_("Lowest severity that is shown."),
)
@click.option(
    "--select",
    multiple=True,
    metavar=_("RULES"),
    help=_("Only these rules: ids, beginnings of ids (LVL) or slugs, with commas between."),
)
@click.option(
    "--ignore",
    multiple=True,
    metavar=_("RULES"),
    help=_("Without these rules; wins over --select."),
)
@click.option(
    "--plan",
    "plans",
    multiple=True,
    metavar=_("PLAN"),
    help=_("Only findings in this plan: id, full or short name; may be given several times."),
)
@click.option(
    "--changed-since",
    "revision",
    metavar=_("REVISION"),
    help=_("Only findings that were not there at this git commit, in whatever plan."),
)
@click.option(
    "--baseline",
    metavar=_("FILE"),
    help=_("Leave out the old findings that this file records."),
)
@click.option(
    "--update-baseline",
    is_flag=True,
    help=_("Make the baseline if there is none, else take out what is fixed; nothing is added."),
)
@click.option(
    "--fix",
    is_flag=True,
    help=_("Mend in the files what can be mended for sure, and report what is left."),
)
@click.option(
    "--diff",
    "is_diff",
    is_flag=True,
    help=_("Show what --fix would change, as a unified diff, and change nothing."),
)
@click.option(
    "--as-of",
    type=DAY,
    metavar=_("YYYY-MM-DD"),
    help=_("Day on which validity, drills and evaluations are judged; without it they are not."),
)
@click.option(
    "--color/--no-color", "colour", default=None, help=_("Colour; on a terminal by default.")
)
@several_processes
@click.option("--no-cache", is_flag=True, help=_("Read and judge everything anew."))
def command(  # noqa: PLR0913 - one argument for each option
    root: Path,
    style: str,
    outputs: tuple[tuple[str, Path], ...],
    fail_on: str,
    least: str,
    *,
    jobs: str,
    fix: bool,
    is_diff: bool,
    as_of: date | None,
    colour: bool | None,
    no_cache: bool,
    **narrowing: Unpack[Asked],
) -> int:
    """Check the plans."""
    if (fix or is_diff) and narrowing["update_baseline"]:
        raise click.UsageError(
            _("--fix and --update-baseline: mend first, then update the baseline.")
        )
    asked = Narrowing(**narrowing)
    processes = jobs_asked(jobs) or available()
    _refuse_one_file_twice(outputs)
    store = None if no_cache else FolderStore(default_folder())
    gc.set_threshold(*_COLLECT_RARELY)
    progress = _progress if _is_terminal(sys.stderr) else None
    try:
        again = partial(check, store=store, as_of=as_of, jobs=processes)
        found = again(root, progress=progress)
        _refuse_folder_without_plans(root, found)

        def narrow(report: Report) -> Narrowed:
            return asked.narrow(report, root, again)

        narrowed = narrow(found)
        if fix or is_diff:
            from planforge.cli.fixing import mend

            mended = mend(
                root,
                found,
                lambda report: narrow(report).report.findings,
                lambda drafts: again(root, drafts=drafts),
            )
            if is_diff:
                click.echo(mended.diff(shown_prefix(root)), nl=False)
                click.echo(mended.would(shown_prefix(root)).render(language()), err=True)
                return 1 if narrowed.report.fails(Severity(fail_on)) else 0
            mended.write(root)
            click.echo(mended.done(shown_prefix(root)).render(language()), err=True)
            narrowed = narrow(mended.report)
    finally:
        if store is not None:
            store.close()
    threshold = Severity(fail_on)
    outcome = narrowed.outcome(Severity(least), shown_prefix(root), language(), threshold)
    for other, path in outputs:
        write_whole(path, click.unstyle(render(other, outcome)))
    _print(outcome, style, is_coloured=_wants_colour() if colour is None else colour)
    return 1 if narrowed.report.fails(threshold) else 0


def _print(outcome: Outcome, style: str, *, is_coloured: bool) -> None:
    text = render(style, outcome)
    click.echo(text if is_coloured else click.unstyle(text), nl=False, color=is_coloured)
    if style not in WITH_NOTES:
        for note in outcome.notes:
            click.echo(note.render(language()), err=True)


def _refuse_folder_without_plans(root: Path, report: Report) -> None:
    """End if *root* is no folder of plans at all; if something odd in it says why, that is told."""
    if report.files:
        return
    around = next((p for p in root.resolve().parents if (p / "jurisdiction.yaml").is_file()), None)
    if around is not None:
        text = msg(
            "“{folder}” is only a part of the plans: they are checked together. Name the whole "
            "folder, “{around}”; --plan shows the findings of one plan alone.",
            folder=str(root),
            around=os.path.relpath(around),
        )
    elif all(one.finding.rule == "SRC021" for one in report.findings):
        text = msg(
            "There are no plans in the folder “{folder}”: neither “jurisdiction.yaml” nor a plan. "
            "Name the folder that holds them, or begin with “jurisdiction.yaml”, which says whose "
            "plans these are.",
            folder=str(root),
        )
    else:
        return
    raise click.UsageError(text.render(language()))


def _refuse_one_file_twice(outputs: Iterable[tuple[str, Path]]) -> None:
    seen: set[Path] = set()
    for _style, path in outputs:
        if path.resolve() in seen:
            text = msg("--output: {file} is to be written twice.", file=path.name)
            raise click.UsageError(text.render(language()))
        seen.add(path.resolve())


def _is_terminal(stream: object) -> bool:
    return bool(getattr(stream, "isatty", bool)())  # None after `>&-`


def _wants_colour() -> bool:
    return _is_terminal(sys.stdout) and not os.environ.get("NO_COLOR")


def _progress(done: int, total: int) -> None:
    if total >= _MANY and (done % 20 == 0 or done == total):
        end = "\n" if done == total else ""
        click.echo(f"\r{done}/{total}{end}", nl=False, err=True)

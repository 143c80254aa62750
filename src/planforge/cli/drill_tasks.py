"""`planforge drill tasks`: which tasks of improvement may be closed, and what keeps the others."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from planforge.cli.command import verb
from planforge.cli.language import _, language
from planforge.cli.options import plans_folder
from planforge.i18n import Message, marks, msg

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.corpus.changes import Changes
    from planforge.corpus.corpus import Corpus
    from planforge.corpus.drills import DrillView
    from planforge.drill.closing import Standing, Task
    from planforge.model.drill import Drill

_SHOWN = 3
"""Reasons that are told of one task."""


@verb(
    "tasks",
    help=_(
        "Say which tasks of improvement of DRILL may be closed: those that the drill keeps (整改) "
        "or, if given, those of FILE, the table of tasks (XLSX); --since is the revision of the "
        "plans with which the drill was held. A task that names a plan or an action is closed only "
        "if that says something else since, and the rehearsal of the same scenario breaks there no "
        "more."
    ),
)
@click.argument("drill", metavar=_("DRILL"))
@click.argument(
    "file",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    required=False,
    metavar=_("[FILE]"),
)
@click.option(
    "--since",
    "revision",
    required=True,
    metavar=_("REVISION"),
    help=_("Commit, branch or tag of git at the time of the drill."),
)
@plans_folder
def command(drill: str, file: Path | None, revision: str, root: Path) -> int:
    """Judge tasks of improvement."""
    from planforge.cli.workbooks import drill_at, reading

    known = drill_at(root, drill)
    if known is None:
        return 1
    from planforge.cli.revision import corpus_at
    from planforge.corpus.changes import changes
    from planforge.corpus.load import load
    from planforge.drill.closing import own_tasks
    from planforge.publish.drills.returned import returned_tasks

    corpus, view = known
    if file is None:
        tasks = own_tasks(view)
    else:
        with reading(file):
            tasks = returned_tasks(file.read_bytes())
    if not tasks:
        text = msg("{file} holds no task of improvement.", file=str(file or view.file))
        click.secho(_say(text), fg="yellow", err=True)
        return 0
    with corpus_at(root, revision) as folder:
        older, _findings = load(folder)
        held = _held(folder, view)
    if _played(held.drill) != _played(view.drill):
        text = msg(
            "{file}: the scenario or the durations are not those of {revision} any more; the "
            "rehearsal goes by those of then.",
            file=view.file,
            revision=revision,
        )
        click.secho(_say(text), fg="yellow", err=True)
    found = _judged(corpus, held, changes(older.plans, corpus.plans), tasks)
    for line in _told(found):
        click.echo(line)
    return 1 if any(one.task.is_closed and not one.is_ready for one in found) else 0


def _held(folder: Path, view: DrillView) -> DrillView:
    """Return the drill of *view* as it is in *folder*, with the plans of today; else *view*.

    Whether what was found is mended the same scenario shows, not one that was made easier since.
    """
    from planforge.corpus.drill_files import iter_drills
    from planforge.corpus.drills import DrillView
    from planforge.source.layout import survey

    then = (one.drill for one in iter_drills(survey(folder), None) if one.drill is not None)
    drill = next((one for one in then if one.id == view.drill.id), None)
    return view if drill is None else DrillView(drill, view.file, view.system, view.plans)


def _played(drill: Drill) -> tuple[object, ...]:
    """Return what a rehearsal of *drill* depends on: its scenario and how long work takes."""
    scenario = drill.initial, drill.developments, drill.outages, drill.horizon
    return *scenario, drill.durations, drill.regions, drill.plan_places, drill.meant


def _judged(
    corpus: Corpus, view: DrillView, changed: Changes, tasks: tuple[Task, ...]
) -> tuple[Standing, ...]:
    from planforge.drill.closing import standings
    from planforge.drill.kit.build import kit
    from planforge.drill.rehearsal import play, rehearsal
    from planforge.drill.weakness import weaknesses

    made = rehearsal(corpus, view)
    trace = play(made)
    return standings(kit(made, trace), weaknesses(made, trace), changed, tasks)


def _told(found: tuple[Standing, ...]) -> Iterator[str]:
    from planforge.cli.output import visible
    from planforge.model.drill_scales import TaskTarget

    mark = marks(language())
    for one in found:
        words = msg("may be closed")
        colour = "green"
        if one.task.is_closed:
            words = msg("rightly closed") if one.is_ready else msg("ticked off, but not closed")
            colour = "green" if one.is_ready else "red"
        elif not one.is_ready:
            words, colour = msg("still open"), "yellow"
        elif not one.plan and (target := one.task.target) not in {None, TaskTarget.PLAN}:
            thing = target.label(language())
            words = msg("changes {target}, no plan: somebody has to verify it", target=thing)
            colour = "yellow"
        elif not one.plan:
            words, colour = msg("names no plan: somebody has to verify it"), "yellow"
        reasons = mark.clauses(_say(reason) for reason in one.reasons[:_SHOWN])
        text = mark.labelled(one.task.id, mark.bracketed(_say(words), reasons))
        yield click.style(visible(text), fg=colour)


def _say(message: Message) -> str:
    return message.render(language())

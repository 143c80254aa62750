"""`planforge drill score`: real times held against planned ones, and what is to be mended."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from planforge.cli.command import verb
from planforge.cli.day import DAY
from planforge.cli.handbook import Several
from planforge.cli.language import _, language
from planforge.cli.options import own_fonts, plans_folder, text_or_json
from planforge.i18n import Message, marks, msg

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from planforge.drill.improvement import Improvement
    from planforge.drill.kit.values import Kit
    from planforge.drill.outcome import Held
    from planforge.drill.timed import Timed

FORMATS: Final = ("docx", "pdf", "xlsx", "json")
REMINDERS: Final = ("DRL019",)
"""Rules on what only people know of a task that was just written down: by when it is mended."""


@verb(
    "score",
    help=_(
        "Say how DRILL went: FILES are the workbooks of “planforge drill kit” (list of events, "
        "evaluation sheets) with the times and ratings that were written down. Real times are "
        "held against the planned ones, delays are split by cause, and what is to be mended is "
        "listed with the clause of the plan. With -o, the evaluation report with charts, the "
        "summary report and the table of improvement tasks are written, filled in."
    ),
)
@click.argument("drill", metavar=_("DRILL"))
@click.argument(
    "files",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    nargs=-1,
    required=True,
    metavar=_("FILES…"),
)
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    metavar=_("FOLDER"),
    help=_("Write the reports and the table of improvement tasks, filled in, to this folder."),
)
@click.option(
    "--papers",
    "formats",
    type=Several(FORMATS),
    default=",".join(FORMATS),
    metavar=_("FORMATS"),
    help=_("Files that -o writes, with commas between: docx, pdf, xlsx, json; all by default."),
)
@own_fonts
@click.option(
    "--record",
    "is_recorded",
    is_flag=True,
    help=_("Write what is to be mended into the file of the drill (整改); what it has stays."),
)
@click.option(
    "--due",
    type=DAY,
    metavar=_("YYYY-MM-DD"),
    help=_("With --record, the day by which all of it is to be mended (期限), such as 2027-09-30."),
)
@plans_folder
@text_or_json
def command(  # noqa: PLR0913, PLR0917 - one argument for each option
    drill: str,
    files: tuple[Path, ...],
    out: Path | None,
    formats: tuple[str, ...],
    fonts: tuple[Path, ...],
    root: Path,
    style: str,
    *,
    is_recorded: bool,
    due: date | None,
) -> int:
    """Score a drill."""
    from planforge.cli.drill import named_drill
    from planforge.cli.drill_files import kit_of, made_files, write_all
    from planforge.cli.drill_run import read, refuse_unreadable
    from planforge.cli.extras import require_extras
    from planforge.cli.places import Places
    from planforge.cli.prefix import shown_prefix
    from planforge.cli.workbooks import require_office
    from planforge.drill.kit.packs import packs_at
    from planforge.publish.drills.folder import report_files

    require_office()
    require_extras(formats if out is not None else ())
    corpus, views, findings = read(root)
    packs = packs_at(root)
    places = Places(root, shown_prefix(root))
    if refuse_unreadable(places, (*findings, *packs.findings)):
        return 1
    papers = kit_of(corpus, named_drill(views, drill), packs.packs)
    _require_clock(papers)
    held, problems = _held(papers, files)
    for problem in problems:
        click.secho(_say(problem), fg="yellow", err=True)
    if style == "json":
        from planforge.publish.drills.scored import plain

        value = plain(papers, held, language())
        click.echo(json.dumps(value, ensure_ascii=False, indent=2))
    else:
        for line in _told(papers, held):
            click.echo(line)
    if out is not None:
        made = made_files(
            root,
            corpus,
            fonts,
            lambda shop, frame: report_files(shop, frame, papers, held, formats),
        )
        write_all(out, made, quiet=style == "json")
    code = _record(root, papers, held, due, quiet=style == "json") if is_recorded else 0
    return 1 if problems else code


def _record(root: Path, papers: Kit, held: Held, due: date | None, *, quiet: bool) -> int:
    """Write the tasks that the drill does not have yet into its file; return the exit code."""
    from planforge.cli.drill_writing import write_edits
    from planforge.drill.improving import task_edits

    view = papers.rehearsal.view
    edits = task_edits(view, held.score.improvements, language(), due)
    if not edits:
        if not quiet:
            click.secho(_say(msg("{file} has them all.", file=view.file)), fg="green")
        return 0
    return write_edits(root, view, edits, reminders=REMINDERS, quiet=quiet)


def _require_clock(papers: Kit) -> None:
    """End unless the drill says when it began: real times are clocks on the wall."""
    if papers.timeline.drill_start is None:
        file = papers.rehearsal.view.file
        text = msg(
            "{file} does not say when the drill was held. Write 日期 and 开始 (such as 09:00) into "
            "it, then score again.",
            file=file,
        )
        raise click.ClickException(_say(text))


def _held(papers: Kit, files: tuple[Path, ...]) -> tuple[Held, tuple[Message, ...]]:
    """Return what was written down in *files*, its score, and what could not be read.

    Raises:
        click.ClickException: A file is no workbook of this drill.
    """
    from planforge.cli.workbooks import reading
    from planforge.drill.outcome import Held
    from planforge.drill.score import score
    from planforge.publish.drills.returned import returned_records

    with reading(*files):
        records, problems = returned_records((file.read_bytes() for file in files), papers)
    return Held(records, score(papers, records)), problems


def _told(papers: Kit, held: Held) -> Iterator[str]:
    from planforge.cli.output import visible
    from planforge.drill.timed import Verdict

    found = held.score
    drill = papers.rehearsal.view.drill
    yield visible(_say(msg("{drill} ({id})", drill=drill.name, id=drill.id)))
    yield ""
    yield _say(msg("Expected actions"))
    for one in found.timed:
        yield visible("  " + _line(one))
    if open_ := found.count(Verdict.NOT_RECORDED):
        text = msg("Nothing was written of {count} of them, so they count for nothing. Write 未见 "
                   "under “Really begun at” for what should have been done and was not.",
                   count=open_)  # fmt: skip
        if papers.is_table:
            text = msg("Nothing was written of {count} of them, so they count for nothing. Write "
                       "未见 under “Answered at” for what should have been said and was not.",
                       count=open_)  # fmt: skip
        yield click.style(_say(text), fg="yellow")
    if found.ratings:
        names = {one.id: one.name for one in papers.pack.dimensions}
        names["goal"] = _say(msg("Goals of the drill"))
        yield ""
        yield _say(msg("Ratings"))
        for dimension, counts in found.ratings.items():
            listed = marks(language()).parts(f"{code} {count}" for code, count in counts.items())
            yield visible(
                "  " + marks(language()).labelled(names.get(dimension, dimension), listed)
            )
    if found.cap:
        yield ""
        text = msg("Critical items failed, so the grade is “{cap}” at best: {items}",
                   cap=found.cap, items=found.failed)  # fmt: skip
        yield click.style(visible(_say(text)), fg="red")
    yield ""
    yield _say(msg("To be mended: {count}", count=len(found.improvements)))
    for item in found.improvements:
        yield visible("  " + _improvement(item))


def _line(one: Timed) -> str:
    mark = marks(language())
    who = mark.listed(one.expected.actors)
    what = mark.labelled(f"{one.inject.id} {who}", one.expected.title)
    how = mark.bracketed(_say(one.words), mark.parts(_say(part) for part in one.split))
    return mark.clauses((what, how))


def _improvement(item: Improvement) -> str:
    from planforge.drill.elements import by_plan
    from planforge.drill.kit.values import text_of
    from planforge.model.drill_scales import TaskTarget

    star = "★" if item.is_critical else ""
    said = [text_of(one, language()) for one in (item.problem, item.cause, item.advice)]
    mark = marks(language())
    where = mark.parts(
        f"《{name}》{mark.listed(spots)}" for name, spots in by_plan(item.about).items()
    )
    if not where:
        is_open = item.target is TaskTarget.PLAN
        where = _say(
            msg("write here which plan and clause") if is_open else msg("concerns no plan")
        )
    return mark.clauses((f"{star}{said[0]}", item.evidence, said[1], where, said[2]))


def _say(message: Message) -> str:
    return message.render(language())

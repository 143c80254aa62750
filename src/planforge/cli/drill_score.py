"""`planforge drill score`: real times held against planned ones, and what is to be mended."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from planforge.cli.command import verb
from planforge.cli.language import _, language
from planforge.cli.options import plans_folder, text_or_json
from planforge.i18n import Message, marks, msg

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.drill.kit.values import Kit
    from planforge.drill.score import Improvement, Score, Timed

_MINUTE: Final = 60


@verb(
    "score",
    help=_(
        "Say how DRILL went: FILES are the workbooks of “planforge drill kit” (list of events, "
        "evaluation sheets) with the times and ratings that were written down. Real times are "
        "held against the planned ones, delays are split by cause, and what is to be mended is "
        "listed with the clause of the plan."
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
    type=click.Path(path_type=Path, dir_okay=False),
    metavar=_("FILE"),
    help=_("Write the table of improvement tasks (XLSX), filled in, to this file."),
)
@plans_folder
@text_or_json
def command(drill: str, files: tuple[Path, ...], out: Path | None, root: Path, style: str) -> int:
    """Score a drill."""
    from planforge.cli.drill import named_drill
    from planforge.cli.drill_import import require_office
    from planforge.cli.drill_run import read, refuse_unreadable
    from planforge.cli.places import Places
    from planforge.cli.prefix import shown_prefix
    from planforge.document.pages.frame import Frame
    from planforge.drill.kit.build import kit
    from planforge.drill.kit.packs import packs_at
    from planforge.drill.rehearsal import play, rehearsal
    from planforge.drill.score import score
    from planforge.publish.drills.returned import UnreadableTableError, returned_records

    require_office()
    corpus, views, findings = read(root)
    if refuse_unreadable(Places(root, shown_prefix(root)), findings):
        return 1
    view = named_drill(views, drill)
    made = rehearsal(corpus, view)
    papers = kit(made, play(made), packs_at(root).packs)
    try:
        records, problems = returned_records((file.read_bytes() for file in files), papers)
    except UnreadableTableError as error:
        raise click.ClickException(error.why.render(language())) from error
    for problem in problems:
        click.secho(_say(problem), fg="yellow", err=True)
    found = score(papers, records)
    if out is not None:
        _write(out, Frame(corpus, language=language(), public=False, version=""), papers, found)
    if style == "json":
        click.echo(json.dumps(_plain(papers, found), ensure_ascii=False, indent=2))
    else:
        for line in _told(papers, found):
            click.echo(line)
    return 1 if problems else 0


def _write(target: Path, frame: object, papers: Kit, found: Score) -> None:
    from planforge.cli.files import write_whole
    from planforge.document.sheets.drills import Tables
    from planforge.publish.sheets import Described, workbook

    sheet = Tables(frame, papers).improvements(found.improvements)  # type: ignore[arg-type]  # a frame
    drill = papers.rehearsal.view.drill
    described = Described(sheet.title, drill.name, dated=drill.date, language=language())
    write_whole(target, workbook([sheet], described))


def _told(papers: Kit, found: Score) -> Iterator[str]:
    from planforge.cli.output import visible

    drill = papers.rehearsal.view.drill
    yield visible(_say(msg("{drill} ({id})", drill=drill.name, id=drill.id)))
    yield ""
    yield _say(msg("Expected actions"))
    for one in found.timed:
        yield visible("  " + _line(one))
    if found.ratings:
        names = {one.id: one.name for one in papers.pack.dimensions}
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
    from planforge.drill.score import CAUSES, Verdict

    mark = marks(language())
    words = {
        Verdict.IN_TIME: msg("in time"),
        Verdict.DONE: msg("done, no limit to hold it against"),
        Verdict.LATE: msg("{minutes} minutes late", minutes=-(-one.late // _MINUTE)),
        Verdict.NOT_DONE: msg("not seen"),
        Verdict.NOT_GIVEN: msg("the inject was not given"),
    }
    parts = mark.parts(
        msg("{cause} {minutes} min", cause=CAUSES[cause], minutes=_minutes(seconds)).render(
            language()
        )
        for cause, seconds in one.parts
    )
    who = mark.listed(one.expected.actors)
    what = mark.labelled(f"{one.inject.id} {who}", one.expected.title)
    return mark.clauses((what, mark.bracketed(_say(words[one.verdict]), parts)))


def _minutes(seconds: int) -> str:
    whole = round(seconds / _MINUTE)
    return f"{whole:+d}"


def _improvement(item: Improvement) -> str:
    mark = marks(language())
    star = "★" if item.is_critical else ""
    problem = item.problem if isinstance(item.problem, str) else _say(item.problem)
    cause = item.cause if isinstance(item.cause, str) else _say(item.cause)
    where = f"《{item.plan}》{item.clause}" if item.plan else ""
    return mark.clauses((f"{star}{problem}", cause, where, item.advice))


def _plain(papers: Kit, found: Score) -> dict[str, object]:
    return {
        "drill": papers.rehearsal.view.drill.id,
        "expected": [
            {
                "id": one.expected.id,
                "inject": one.inject.id,
                "verdict": one.verdict.value,
                "given": one.given,
                "due": one.due,
                "begun": one.seen.begun,
                "ended": one.seen.ended,
                "planned": list(one.planned) if one.planned else None,
                "late": one.late,
                "causes": {cause.value: seconds for cause, seconds in one.parts},
            }
            for one in found.timed
        ],
        "ratings": {name: dict(counts) for name, counts in found.ratings.items()},
        "failed": list(found.failed),
        "cap": found.cap,
        "improvements": [
            {
                "id": item.id,
                "problem": item.problem if isinstance(item.problem, str) else _say(item.problem),
                "cause": item.cause if isinstance(item.cause, str) else _say(item.cause),
                "plan": item.plan,
                "clause": item.clause,
                "advice": item.advice,
                "critical": item.is_critical,
            }
            for item in found.improvements
        ],
    }


def _say(message: Message) -> str:
    return message.render(language())

"""`planforge drill import`: a list of events that was changed in Excel or WPS is taken over."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from planforge.cli.command import verb
from planforge.cli.language import _, language
from planforge.cli.options import plans_folder
from planforge.i18n import Message, marks, msg

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.corpus.corpus import Corpus
    from planforge.corpus.drills import DrillView
    from planforge.drill.returned import Merged, Returned

_LONGEST: Final = 60
"""Characters that are shown of a value."""


REMINDERS: Final = ("DRL028",)
"""Rules that organisers mend in their own time: a question too near to the next one."""


@verb(
    "import",
    help=_(
        "Take over what was changed in the list of events (MSEL) of DRILL: FILE is the workbook "
        "that “planforge drill kit” made, edited with Excel or WPS. Rows are known by their "
        "numbers. Everything is shown; what contradicts the drill or the plans is refused, and "
        "then nothing is written."
    ),
)
@click.argument("drill", metavar=_("DRILL"))
@click.argument(
    "file", type=click.Path(path_type=Path, exists=True, dir_okay=False), metavar=_("FILE")
)
@click.option("--diff", "is_diff", is_flag=True, help=_("Show the changes; write nothing."))
@plans_folder
def command(drill: str, file: Path, root: Path, *, is_diff: bool) -> int:
    """Take over a list of events."""
    from planforge.cli.drill_writing import write_edits
    from planforge.cli.workbooks import drill_at, reading

    found = drill_at(root, drill)
    if found is None:
        return 1
    from planforge.drill.returned import merge
    from planforge.publish.drills.returned import returned_tables

    corpus, view = found
    with reading(file):
        rows = returned_tables(file.read_bytes())
    own = {one.id for one in view.drill.injects}
    if own and own.isdisjoint(rows.events):
        text = msg(
            "{file} is the list of events of another drill: none of its rows is an inject of "
            "{drill}. Import it into the drill it was made for.",
            file=file.name,
            drill=view.file,
        )
        raise click.ClickException(_say(text))
    merged = merge(view, _today(root, corpus, view), rows)
    for line in _told(view, merged):
        click.echo(line)
    if merged.refused:
        text = msg("Nothing was written: mend these cells first, then import again.")
        click.secho(text.render(language()), fg="red", err=True)
        return 1
    if merged.recorded:
        text = msg(
            "{columns} stay in the workbook; give it to “planforge drill score” after the drill.",
            columns=merged.recorded,
        )
        click.secho(_say(text), err=True)
    if not merged.edits:
        click.secho(_say(msg("The table changes nothing.")), fg="green", err=True)
        return 0
    return write_edits(root, view, merged.edits, is_diff=is_diff, reminders=REMINDERS)


def _today(root: Path, corpus: Corpus, view: DrillView) -> Returned:
    """Return the tables of the drill as they would be made today."""
    from planforge.document.pages.frame import Frame
    from planforge.document.sheets.drills import Tables
    from planforge.drill.kit.build import kit
    from planforge.drill.kit.packs import packs_at
    from planforge.drill.rehearsal import play, rehearsal
    from planforge.publish.drills.returned import tables_of

    made = rehearsal(corpus, view)
    frame = Frame(corpus, language="zh_CN", public=False, version="")
    tables = Tables(frame, kit(made, play(made), packs_at(root).packs))
    return tables_of(tables, "zh_CN")


def _told(view: DrillView, merged: Merged) -> Iterator[str]:
    """Yield a line for each change, each new row and each refusal."""
    from planforge.cli.output import visible
    from planforge.document.sheets.drill_words import EXPECTED, HEADINGS, SCRIPT

    headings = {**SCRIPT, **EXPECTED, **HEADINGS}

    def named(field: str) -> str:
        return headings[field].render(language()) if field in headings else ""

    for one in merged.altered:
        text = msg(
            "{inject}, {field}: “{before}” becomes “{after}”",
            inject=one.row,
            field=named(one.field),
            before=_short(one.before),
            after=_short(one.after),
        )
        yield visible(text.render(language()))
    for id_, cells in merged.added:
        title = cells.get("title") or cells.get("text", "")
        yield visible(
            msg("{inject} is new: {title}", inject=id_, title=_short(title)).render(language())
        )
    for id_ in merged.missing:
        text = msg(
            "{inject} is not in the table; it stays. To drop it, delete it in {file}.",
            inject=id_,
            file=view.file,
        )
        yield visible(text.render(language()))
    for refused in merged.refused:
        where = marks(language()).parts((refused.row, named(refused.field)))
        said = marks(language()).labelled(where, refused.why.render(language()))
        yield click.style(visible(said), fg="red")


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _say(message: Message) -> str:
    return message.render(language())

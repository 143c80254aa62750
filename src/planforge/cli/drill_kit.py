"""`planforge drill kit`: every paper of a drill, cut from one run, in folders by who gets them."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import Final

import click

from planforge.cli.command import verb
from planforge.cli.handbook import Several
from planforge.cli.language import _, language
from planforge.cli.options import own_fonts, plans_folder

FORMATS: Final = ("docx", "pdf", "xlsx", "ics", "cap", "json")
_COLLECT_RARELY: Final = (100_000, 20, 50)
"""Trees of documents are many small objects; looking for cycles among them all the time is dear."""


@verb(
    "kit",
    help=_(
        "Make the papers of DRILL from one rehearsal of it: work plan, script, list of events, "
        "message cards, handbooks for each audience, evaluation and record sheets, outlines of "
        "the reports. Each folder can be handed out as it is."
    ),
)
@click.argument("drill", metavar=_("DRILL"))
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    metavar=_("FOLDER"),
    help=_("Folder of the files; build/drills/DRILL by default."),
)
@click.option(
    "--format",
    "formats",
    type=Several(FORMATS),
    default=",".join(FORMATS),
    metavar=_("FORMATS"),
    help=_(
        "Files that are made, with commas between: docx, pdf, xlsx, ics (calendars), cap "
        "(warnings marked as exercise), json; all by default."
    ),
)
@own_fonts
@plans_folder
@click.option("-q", "--quiet", is_flag=True, help=_("Print problems only."))
def command(  # noqa: PLR0913 - one argument for each option
    drill: str,
    out: Path | None,
    formats: tuple[str, ...],
    fonts: tuple[Path, ...],
    root: Path,
    *,
    quiet: bool,
) -> int:
    """Make the papers of a drill."""
    gc.set_threshold(*_COLLECT_RARELY)
    from planforge.cli import drill_open
    from planforge.cli.drill_early import told
    from planforge.cli.drill_files import kit_of, made_files, write_all
    from planforge.cli.extras import require_extras

    require_extras(formats)
    from planforge.cli.drill import named_drill
    from planforge.cli.drill_run import read, refuse_faulty, refuse_unreadable
    from planforge.cli.places import Places
    from planforge.cli.prefix import shown_prefix
    from planforge.drill.kit.packs import packs_at
    from planforge.publish.drills.folder import kit_files

    corpus, views, findings = read(root)
    packs = packs_at(root)
    places = Places(root, shown_prefix(root))
    if refuse_unreadable(places, (*findings, *packs.findings)):
        return 1
    view = named_drill(views, drill)
    if refuse_faulty(root, places, view):
        return 1
    kit = kit_of(corpus, view, packs.packs)
    lacks = drill_open.told(view.drill, language())
    for line in (*told(kit.rehearsal, kit.trace, places, language()), *lacks):
        click.secho(line, fg="yellow", err=True)
    files = made_files(
        root, corpus, fonts, lambda workshop, frame: kit_files(workshop, frame, kit, formats)
    )
    write_all(out or Path("build") / "drills" / view.drill.id, files, quiet=quiet)
    return 0


__all__ = ["FORMATS", "command"]

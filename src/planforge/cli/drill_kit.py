"""`planforge drill kit`: every paper of a drill, cut from one run, in folders by who gets them."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from planforge.cli.command import verb
from planforge.cli.folder import FOLDER
from planforge.cli.handbook import Several
from planforge.cli.language import _, language
from planforge.cli.options import plans_folder
from planforge.i18n import DEFAULT_LANGUAGE, msg

if TYPE_CHECKING:
    from collections.abc import Iterable

    from planforge.corpus.corpus import Corpus
    from planforge.corpus.drills import DrillView
    from planforge.drill.kit.values import Kit
    from planforge.publish.drills.folder import KitFile

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
@click.option(
    "--fonts",
    type=FOLDER,
    multiple=True,
    metavar=_("FOLDER"),
    help=_("Folder with typefaces of your own, such as 方正小标宋; they go before the free ones."),
)
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
    _require_extras(formats)
    from planforge.cli.drill import named_drill
    from planforge.cli.drill_run import read, refuse_unreadable
    from planforge.cli.places import Places
    from planforge.cli.prefix import shown_prefix
    from planforge.drill.kit.packs import packs_at

    corpus, views, findings = read(root)
    packs = packs_at(root)
    if refuse_unreadable(Places(root, shown_prefix(root)), (*findings, *packs.findings)):
        return 1
    view = named_drill(views, drill)
    kit = _kit(corpus, view, packs.packs)
    target = out or Path("build") / "drills" / view.drill.id
    count = 0
    for file in _files(root, corpus, kit, formats, fonts):
        _write(target, file, quiet=quiet)
        count += 1
    if not quiet:
        text = msg("{count} files in {folder}", count=count, folder=str(target))
        click.secho(text.render(language()), fg="green")
    return 0


def _kit(corpus: Corpus, view: DrillView, packs: object) -> Kit:
    """Return all that the papers say.

    Raises:
        click.ClickException: The drill names an evaluation pack that there is not.
    """
    from planforge.cli.nearest import among
    from planforge.drill.kit.build import UnknownPackError, kit
    from planforge.drill.rehearsal import play, rehearsal

    made = rehearsal(corpus, view)
    try:
        return kit(made, play(made), packs)  # type: ignore[arg-type]  # a mapping of packs
    except UnknownPackError as error:
        text = msg("There is no evaluation pack “{pack}”.", pack=error.pack).render(language())
        raise click.ClickException(text + among(error.pack, error.known)) from error


def _files(
    root: Path, corpus: Corpus, kit: Kit, formats: tuple[str, ...], fonts: tuple[Path, ...]
) -> Iterable[KitFile]:
    from planforge.document.pages.frame import Frame
    from planforge.fingerprint import fingerprint
    from planforge.publish.drills.folder import kit_files
    from planforge.publish.handbook import Workshop
    from planforge.publish.paper.fonts import FaceProblem
    from planforge.publish.paper.typeset import EngineProblem
    from planforge.source.cache import FolderStore, default_folder

    frame = Frame(corpus, language=DEFAULT_LANGUAGE, public=False, version=fingerprint())
    with FolderStore(default_folder()) as store:
        workshop = Workshop(root, frame, store, fonts=fonts)
        try:
            yield from kit_files(workshop, frame, kit, formats)
        except (FaceProblem, EngineProblem) as error:
            raise click.ClickException(error.message.render(language())) from error


def _require_extras(formats: Iterable[str]) -> None:
    """End with what to install unless files of *formats* can be made here."""
    from planforge.publish.extras import missing

    absent = missing(formats)
    if absent:
        text = msg(
            "Files of this kind need further packages. Install them with: "
            "pip install 'planforge[{extras}]'",
            extras=",".join(absent),
        )
        raise click.ClickException(text.render(language()))


def _write(target: Path, file: KitFile, *, quiet: bool) -> None:
    from planforge.cli.files import write_whole

    folder = target / file.folder
    folder.mkdir(parents=True, exist_ok=True)
    write_whole(folder / file.name, file.content)
    if quiet:
        return
    name = f"{file.folder}/{file.name}"
    text = msg("{file}: {pages} pages", file=name, pages=file.pages)
    click.echo((text if file.pages else msg("{file}", file=name)).render(language()))


__all__ = ["FORMATS", "command"]

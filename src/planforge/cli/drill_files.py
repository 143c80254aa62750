"""Files of a drill made by a workshop and written into folders, for `kit` and `score`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from planforge.cli.language import language
from planforge.i18n import DEFAULT_LANGUAGE, msg

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from planforge.corpus.corpus import Corpus
    from planforge.corpus.drills import DrillView
    from planforge.document.pages.frame import Frame
    from planforge.drill.kit.values import Kit
    from planforge.publish.drills.folder import KitFile
    from planforge.publish.handbook import Workshop


def kit_of(corpus: Corpus, view: DrillView, packs: object) -> Kit:
    """Return all that the papers of a drill say.

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


def made_files(
    root: Path,
    corpus: Corpus,
    fonts: tuple[Path, ...],
    make: Callable[[Workshop, Frame], Iterable[KitFile]],
) -> Iterator[KitFile]:
    """Yield what *make* makes in a workshop of *corpus*, with typefaces of folders *fonts*.

    Raises:
        click.ClickException: Typefaces are missing or broken, or the engine failed.
    """
    from planforge.document.pages.frame import Frame
    from planforge.fingerprint import fingerprint
    from planforge.publish.handbook import Workshop
    from planforge.publish.paper.fonts import FaceProblem
    from planforge.publish.paper.typeset import EngineProblem
    from planforge.source.cache import FolderStore, default_folder

    frame = Frame(corpus, language=DEFAULT_LANGUAGE, public=False, version=fingerprint())
    with FolderStore(default_folder()) as store:
        workshop = Workshop(root, frame, store, fonts=fonts)
        try:
            yield from make(workshop, frame)
        except (FaceProblem, EngineProblem) as error:
            raise click.ClickException(error.message.render(language())) from error


def write_all(target: Path, files: Iterable[KitFile], *, quiet: bool) -> None:
    """Write *files* into their folders below *target*, and say which, unless *quiet*."""
    count = 0
    for file in files:
        _write(target, file, quiet=quiet)
        count += 1
    if not quiet:
        text = msg("{count} files in {folder}", count=count, folder=str(target))
        click.secho(text.render(language()), fg="green")


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


__all__ = ["kit_of", "made_files", "write_all"]

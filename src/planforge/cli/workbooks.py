"""Commands that read what came back from a drill: the drill, and the workbooks about it."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from planforge.cli.language import language
from planforge.i18n import msg

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from planforge.corpus.corpus import Corpus
    from planforge.corpus.drills import DrillView


def require_office() -> None:
    """Raise a usage error if what reads workbooks is not installed."""
    from importlib.util import find_spec

    if find_spec("openpyxl") is None:
        text = msg("Reading workbooks needs more packages: pip install “planforge[office]”.")
        raise click.UsageError(text.render(language()))


def drill_at(root: Path, name: str) -> tuple[Corpus, DrillView] | None:
    """Return the plans at *root* and their drill called *name*, by id or title.

    None if plans cannot be read: then it is said what keeps them from it.

    Raises:
        click.UsageError: There is no such drill, or what reads workbooks is not installed.
    """
    require_office()
    from planforge.cli.drill import named_drill
    from planforge.cli.drill_run import read, refuse_unreadable
    from planforge.cli.places import Places
    from planforge.cli.prefix import shown_prefix

    corpus, views, findings = read(root)
    if refuse_unreadable(Places(root, shown_prefix(root)), findings):
        return None
    return corpus, named_drill(views, name)


@contextmanager
def reading(*files: Path) -> Iterator[None]:
    """End with a sentence where one of *files* is not the workbook that it should be.

    Raises:
        click.ClickException: That is so.
    """
    from planforge.publish.drills.returned import UnreadableTableError

    try:
        yield
    except UnreadableTableError as error:
        why = error.why.render(language())
        raise click.ClickException(f"{files[0]}: {why}" if len(files) == 1 else why) from error


__all__ = ["drill_at", "reading", "require_office"]

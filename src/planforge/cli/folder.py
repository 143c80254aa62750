"""A folder named on the command line: there, a folder, and readable, or one sentence why not."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from planforge.cli.language import language
from planforge.i18n import Message, msg

if TYPE_CHECKING:
    from typing import NoReturn


class Folder(click.ParamType[Path]):
    """An existing folder that may be read."""

    name = "folder"

    def _missing(self, name: str) -> Message:
        return msg(
            "There is no folder “{folder}” here ({here}). "
            "Go to the folder that holds it, or name another one.",
            folder=name,
            here=str(Path.cwd()),
        )

    def _is_file(self, name: str) -> Message:
        return msg(
            "“{folder}” is a file. Name the folder of the plans: they are checked together.",
            folder=name,
        )

    def convert(
        self, value: str | Path, param: click.Parameter | None, ctx: click.Context | None
    ) -> Path:
        """Return the path, or end with the reason why it will not do."""
        del param
        path = Path(value)
        name = str(value)
        try:
            is_there, is_folder = path.exists(), path.is_dir()
        except (OSError, ValueError):
            is_there = is_folder = False
        if not is_there:
            self._refuse(self._missing(name), ctx)
        if not is_folder:
            self._refuse(self._is_file(name), ctx)
        if not os.access(path, os.R_OK | os.X_OK):
            self._refuse(
                msg("You have no permission to read the folder “{folder}”.", folder=name), ctx
            )
        return path

    def _refuse(self, message: Message, ctx: click.Context | None) -> NoReturn:
        raise click.UsageError(message.render(language()), ctx)


class FontFolder(Folder):
    """An existing folder of typefaces that may be read."""

    def _missing(self, name: str) -> Message:
        return msg(
            "There is no folder “{folder}” here ({here}). Name the one that your typefaces are in.",
            folder=name,
            here=str(Path.cwd()),
        )

    def _is_file(self, name: str) -> Message:
        return msg("“{folder}” is a file. Name the folder that the typeface is in.", folder=name)


FOLDER = Folder()
FONT_FOLDER = FontFolder()

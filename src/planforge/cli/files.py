"""Reports written to files: whole or not at all, and refused early where they cannot be."""

from __future__ import annotations

import contextlib
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import click

from planforge.cli.formats import FORMATS
from planforge.cli.language import language
from planforge.cli.nearest import did_you_mean
from planforge.i18n import msg

if TYPE_CHECKING:
    from typing import NoReturn

    from planforge.i18n import Message


class Target(click.ParamType[tuple[str, Path]]):
    """FORMAT=FILE: a further report and where it goes."""

    name = "target"

    def convert(
        self,
        value: str | tuple[str, Path],
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> tuple[str, Path]:
        """Return format and file, or end with what is wrong with them."""
        del param
        if isinstance(value, tuple):
            return value
        style, equals, name = value.partition("=")
        if not equals or not name:
            _refuse(
                msg(
                    "--output takes FORMAT=FILE, e.g. sarif=report.sarif, not “{text}”.", text=value
                ),
                ctx,
            )
        if style not in FORMATS:
            unknown = msg(
                "There is no format “{style}”; there are {formats}.", style=style, formats=FORMATS
            )
            _refuse(unknown, ctx, did_you_mean(style, FORMATS))
        return style, writable(name, ctx)


TARGET = Target()


def writable(name: str, ctx: click.Context | None = None) -> Path:
    """Return the path of the file *name* if it can be there.

    Raises:
        click.UsageError: Its folder is missing, or it is a folder itself.
    """
    path = Path(name)
    if not path.parent.is_dir():
        _refuse(
            msg(
                "“{file}” cannot be written: there is no folder “{folder}”. Make it first.",
                file=name,
                folder=str(path.parent),
            ),
            ctx,
        )
    if path.is_dir():
        _refuse(msg("“{file}” is a folder. Name a file in it.", file=name), ctx)
    return path


def write_whole(path: Path, content: str | bytes) -> None:
    """Write *content* to *path*; whatever happens, the file has its old content or the new one.

    A file that is there keeps its permissions.

    Raises:
        OSError: The file cannot be written.
    """
    data = content if isinstance(content, bytes) else content.encode("utf-8", "backslashreplace")
    if path.exists() and not path.is_file():
        path.write_bytes(data)  # a device or a pipe takes what it is given
        return
    target = path.resolve()  # a link stays one
    beside = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        beside.write_bytes(data)
        if target.exists():
            shutil.copymode(target, beside)
        beside.replace(target)
    except OSError as error:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
        raise OSError(error.errno, error.strerror, str(path)) from error


def _refuse(message: Message, ctx: click.Context | None, hint: str = "") -> NoReturn:
    raise click.UsageError(message.render(language()) + hint, ctx)

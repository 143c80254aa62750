"""How far a long work is: one line on the terminal that is written over, nothing elsewhere."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final

import click

from planforge.cli.language import language
from planforge.cli.width import width
from planforge.i18n import msg

if TYPE_CHECKING:
    from collections.abc import Callable

_COLUMNS: Final = 76


def progress(*, is_quiet: bool) -> Callable[[str, int, int], None]:
    """Return what shows the title of what is ready, how many are, and of how many.

    It stays silent if *is_quiet*, or where nobody watches: lines in a log say too little.
    """
    if is_quiet or not sys.stderr.isatty():
        return lambda _title, _done, _of: None
    return _show


def _show(title: str, done: int, of: int) -> None:
    text = msg("{done} of {of}: {title}", done=done, of=of, title=title).render(language())
    while width(text) > _COLUMNS:
        text = text[:-1]
    click.echo("\r" + text + " " * (_COLUMNS - width(text)), nl=False, err=True)
    if done >= of:
        click.echo("\r" + " " * _COLUMNS + "\r", nl=False, err=True)


__all__ = ["progress"]

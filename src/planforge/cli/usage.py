"""How wrong use is told: the words of click, set as the language of the run sets them."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Final

import click

from planforge.cli.language import language
from planforge.translations import DEFAULT_LANGUAGE

if TYPE_CHECKING:
    from collections.abc import Sequence

_OPTIONAL: Final = re.compile(r"'\[([^\]']*)\]'")
"""An argument that may be left out, as it stands in the usage line."""
_CHINESE: Final[Sequence[tuple[re.Pattern[str], str]]] = (
    (re.compile(r"'([^'\n]*)'"), r"“\1”"),
    (re.compile(r"”, (?=“)"), "”、"),
    (re.compile(r"(?<=”) (?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff]) (?=“)"), ""),
    (re.compile(r"(?<=[。？！]) +"), ""),
    (re.compile(r"”\.$", re.MULTILINE), "”。"),
)


def tell(error: click.ClickException) -> None:
    """Print what is wrong with the use of a command, and how help is had."""
    said = io.StringIO()
    error.show(said)
    click.echo(tidy(said.getvalue()), nl=False, err=True)


def tidy(text: str) -> str:
    """Return what click says with the punctuation of the language of the run."""
    text = _OPTIONAL.sub(r"'\1'", text)
    if language() == DEFAULT_LANGUAGE:
        for pattern, better in _CHINESE:
            text = pattern.sub(better, text)
    return text.replace("is not a valid integer range.", "is not a whole number.")


__all__ = ["tell", "tidy"]

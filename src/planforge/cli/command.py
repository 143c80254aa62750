"""What every verb shares: its help as Chinese needs it, and `--lang`, `--debug` and `-h`.

A Chinese character is two columns wide and a line of Chinese has no spaces to break at; click
counts characters and breaks at spaces. So the help is laid out here.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click

from planforge.cli.language import _
from planforge.cli.width import width, wrap
from planforge.translations import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_NARROW: Final = 50
_WIDE: Final = 100
_FIRST_COLUMN: Final = 30
_SPACING: Final = 2
Decorated = TypeVar("Decorated", bound="Callable[..., object]")


class Formatter(click.HelpFormatter):
    """Lays out help by the columns that characters take."""

    def __init__(
        self,
        indent_increment: int = 2,
        width: int | None = None,
        max_width: int | None = None,
    ) -> None:
        """Take the width of the terminal, at most 100 columns, unless one is given."""
        super().__init__(indent_increment, width or _columns(max_width or _WIDE), max_width)

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write the usage line; it is short, the terminal may break it."""
        before = _("Usage: ") if prefix is None else prefix
        self.write(f"{before}{prog} {args}".rstrip() + "\n")

    def write_heading(self, heading: str) -> None:
        """Write the heading of a section."""
        self.write(" " * self.current_indent + heading + _(":") + "\n")

    def write_text(self, text: str) -> None:
        """Write paragraphs; a blank line stays one."""
        lead = " " * self.current_indent
        for line in text.splitlines():
            for part in wrap(line.strip(), self.width - self.current_indent) or [""]:
                self.write((lead + part).rstrip() + "\n")

    def write_dl(
        self,
        rows: Iterable[tuple[str, str]],
        col_max: int = _FIRST_COLUMN,
        col_spacing: int = _SPACING,
    ) -> None:
        """Write terms with their explanations beside them."""
        known = list(rows)
        column = min(max((width(term) for term, _why in known), default=0), col_max) + col_spacing
        lead = " " * self.current_indent
        for term, why in known:
            room = max(self.width - column - self.current_indent, 20)
            lines = wrap(why, room)
            beside = ""
            if lines and width(term) <= column - col_spacing:
                beside = " " * (column - width(term)) + lines.pop(0)
            self.write((lead + term + beside).rstrip() + "\n")
            for line in lines:
                self.write(lead + " " * column + line + "\n")


def _columns(most: int) -> int:
    """Return the columns of the terminal that the help goes to, as `shutil` would, but at once."""
    try:
        found = int(os.environ["COLUMNS"])
    except (KeyError, ValueError):
        found = 0
    if found <= 0:
        try:
            found = os.get_terminal_size(sys.__stdout__.fileno()).columns if sys.__stdout__ else 0
        except (OSError, ValueError):
            found = 0
    return max(min(found or _WIDE, most) - 2, _NARROW)


class Context(click.Context):
    """Lays help out by columns and knows `-h`."""

    formatter_class = Formatter

    def __init__(self, command: click.Command, **settings: Any) -> None:  # noqa: ANN401 - as click passes them
        """Take the settings that click passes."""
        settings.setdefault("help_option_names", ["-h", "--help"])
        super().__init__(command, **settings)


class Verb(click.Command):
    """A command with the options that all verbs have."""

    context_class = Context


def common(function: Decorated) -> Decorated:
    """Add the options that the group and every verb have."""
    add_debug = click.option(
        "--debug",
        is_flag=True,
        expose_value=False,
        help=_("Show where in planforge an internal error happened."),
    )
    add_language = click.option(
        "--lang",
        type=click.Choice(LANGUAGES),
        expose_value=False,
        help=_("Language of messages; Chinese by default."),
    )
    return add_language(add_debug(function))


def verb(name: str, *, help: str) -> Callable[[Callable[..., object]], Verb]:  # noqa: A002 - as click calls it
    """Return the decorator that makes a function the command *name*; put it above the options."""

    def decorate(function: Callable[..., object]) -> Verb:
        return click.command(name, cls=Verb, help=help, options_metavar=_("[OPTIONS]"))(
            common(function)
        )

    return decorate


__all__ = ["Context", "Formatter", "Verb", "common", "verb"]

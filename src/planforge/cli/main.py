"""`planforge`: the verbs, each loaded only when it is asked for."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING, Final

import click

from planforge.cli.language import LANGUAGES, _, speak
from planforge.fingerprint import VERSION

if TYPE_CHECKING:
    from collections.abc import Sequence

_VERBS: Final = {
    "build": _("Build the site of the plans"),
    "check": _("Check the plans and say what is wrong"),
    "explain": _("Explain a rule"),
    "schema": _("Print the JSON Schema of a file kind, for editors"),
    "serve": _("Build the site, show it, and build again after every change"),
}
"""Verb → one line on what it does; the module of a verb is read only when it runs."""


class Verbs(click.Group):
    """A group that imports `planforge.cli.<verb>` on demand."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """Return the verbs, sorted."""
        return sorted(_VERBS)

    def get_command(self, _ctx: click.Context, name: str) -> click.Command | None:
        """Return the command of a verb."""
        if name not in _VERBS:
            return None
        command: click.Command = import_module(f"planforge.cli.{name}").command
        return command

    def format_commands(self, _ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the verbs without importing them."""
        with formatter.section(_("Commands")):
            formatter.write_dl(sorted(_VERBS.items()))


@click.group(cls=Verbs, help=_("Contingency plans as code: check them and publish them."))
@click.version_option(VERSION, prog_name="planforge", help=_("Show the version and exit."))
@click.option(
    "--lang",
    type=click.Choice(LANGUAGES),
    help=_("Language of messages; Chinese by default."),
    expose_value=False,
)
@click.help_option("-h", "--help", help=_("Show this message and exit."))
def planforge() -> None:
    """Hold the verbs together."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line. Exit codes: 0 clean, 1 findings, 2 wrong use or environment."""
    speak()
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")
    planforge.main(args=list(arguments) if arguments is not None else None, prog_name="planforge")

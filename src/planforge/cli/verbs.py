"""Groups of verbs: the module of each is imported only when it is asked for."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, ClassVar

import click

from planforge.cli.command import Context
from planforge.cli.language import _

if TYPE_CHECKING:
    from collections.abc import Mapping


class Verbs(click.Group):
    """A group whose commands are the `command` of a module each.

    Attributes:
        verbs: Verb → one line on what it does.
        modules: What the names of the modules begin with; the verb follows.
    """

    context_class = Context
    verbs: ClassVar[Mapping[str, str]]
    modules: ClassVar[str]

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """Return the verbs, sorted."""
        return sorted(self.verbs)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """Return the command of a verb.

        Raises:
            click.UsageError: There is no such verb.
        """
        if name not in self.verbs:
            if ctx.resilient_parsing:
                return None
            from planforge.cli.nearest import among

            text = _("There is no command “{name}”.").format(name=name)
            raise click.UsageError(text + among(name, self.verbs), ctx)
        command: click.Command = import_module(f"{self.modules}{name}").command
        return command

    def format_commands(self, _ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the verbs without importing them."""
        with formatter.section(_("Commands")):
            formatter.write_dl(sorted(self.verbs.items()))

"""`planforge drill …`: rehearsals of drills; a command is loaded when it is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NoReturn

import click

from planforge.cli.command import common
from planforge.cli.language import _, language
from planforge.cli.verbs import Verbs
from planforge.i18n import msg

if TYPE_CHECKING:
    from planforge.corpus.drills import DrillView

_VERBS: Final = {
    "compare": _("Say what a change of the plans makes of the drills"),
    "cover": _("Say what the drills reach of the plans, and what none does"),
    "import": _("Take over a list of events that was changed in Excel or WPS"),
    "kit": _("Make all papers of a drill, in folders by who gets them"),
    "score": _("Say how a drill went: real times, ratings, what is to be mended"),
    "tasks": _("Say which tasks of improvement may be closed"),
    "run": _("Rehearse a drill: what happens, and where the plans break"),
}
"""Command → one line on what it does; its module is `planforge.cli.drill_<command>`."""


class _Verbs(Verbs):
    verbs = _VERBS
    modules = "planforge.cli.drill_"


@click.group(
    "drill",
    cls=_Verbs,
    help=_("Rehearse the plans on the scenarios of their drills."),
    options_metavar=_("[OPTIONS]"),
    subcommand_metavar=_("COMMAND …"),
    epilog=_("“planforge drill COMMAND --help” explains a command."),
)
@common
def command() -> None:
    """Hold the commands together."""


def named_drill(views: tuple[DrillView, ...], name: str) -> DrillView:
    """Return the drill called *name*, by id or title.

    Raises:
        click.UsageError: There is no such drill.
    """
    found = next((view for view in views if name in {view.drill.id, view.drill.name}), None)
    if found is None:
        _refuse(views, name)
    return found


def _refuse(views: tuple[DrillView, ...], name: str) -> NoReturn:
    from planforge.cli.nearest import among

    known = [text for view in views for text in (view.drill.id, view.drill.name)]
    text = msg("There is no drill “{drill}”.", drill=name).render(language())
    raise click.UsageError(text + among(name, known, [view.drill.id for view in views]))


__all__ = ["command", "named_drill"]

"""`planforge`: the verbs, each loaded only when it is asked for, and how a run ends.

Exit codes: 0 clean, 1 findings, 2 wrong use, environment or a mistake of planforge, 130 after
Ctrl+C, 141 when whoever read the output went away.
"""

from __future__ import annotations

import atexit
import gc
import os
import sys
from types import ModuleType
from typing import TYPE_CHECKING, Final

import click

from planforge.cli.command import common
from planforge.cli.language import _, speak
from planforge.cli.verbs import Verbs
from planforge.fingerprint import VERSION

if TYPE_CHECKING:
    from collections.abc import Sequence

USAGE_ERROR: Final = 2
INTERRUPTED: Final = 130
READER_GONE: Final = 141
_NAME: Final = "planforge"
_COMPLETION: Final = "_PLANFORGE_COMPLETE"
_VERBS: Final = {
    "assess": _("Say which level the facts give, and what is done first"),
    "build": _("Build the site of the plans"),
    "check": _("Check the plans and say what is wrong"),
    "drill": _("Rehearse the plans on the scenarios of their drills"),
    "explain": _("Explain a rule"),
    "handbook": _("Make handbooks, cards, forms and tables to print and hand out"),
    "schema": _("Print the JSON Schema of a file kind, for editors"),
    "show": _("Show a thing by its name, and everything that speaks of it"),
    "serve": _("Build the site, show it, and build again after every change"),
}
"""Verb → one line on what it does; the module of a verb is read only when it runs."""


class _Verbs(Verbs):
    verbs = _VERBS
    modules = "planforge.cli."


@click.group(
    cls=_Verbs,
    help=_("Contingency plans as code: check them and publish them."),
    options_metavar=_("[OPTIONS]"),
    subcommand_metavar=_("COMMAND …"),
    epilog=_("“planforge COMMAND --help” explains a command."),
)
@click.version_option(
    VERSION,
    prog_name=_NAME,
    message="%(prog)s %(version)s",
    help=_("Show the version and exit."),
)
@common
def planforge() -> None:
    """Hold the verbs together."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line; never returns.

    Raises:
        SystemExit: Always, with the exit code.
    """
    speak()
    _without_plugins()
    # The memory goes back at once when the process ends: no search for cycles in it before.
    atexit.register(gc.freeze)
    given = list(sys.argv[1:] if arguments is None else arguments)
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")
    sys.exit(_run(given))


def _without_plugins() -> None:
    """Let pydantic have no plugins: what is found must not depend on what else is installed.

    Even with plugins switched off pydantic imports what looks for them, and with it packages for
    metadata and for mail that take longer than all of click.
    """
    name = "PYDANTIC_DISABLE_PLUGINS"
    if os.environ.setdefault(name, "__all__") == "__all__":
        loader = ModuleType("pydantic.plugin._loader")
        vars(loader)["get_plugins"] = tuple
        sys.modules.setdefault(loader.__name__, loader)


def _run(arguments: list[str]) -> int:
    """Return the exit code; whatever happens is said in a sentence."""
    try:
        if _COMPLETION in os.environ:
            planforge.main(arguments, prog_name=_NAME)  # answers the shell and exits
        with planforge.make_context(_NAME, list(arguments)) as context:
            code = planforge.invoke(context)
        if sys.stdout is not None:
            sys.stdout.flush()
    except click.exceptions.Exit as ended:
        return ended.exit_code
    except click.ClickException as error:
        from planforge.cli.usage import tell

        tell(error)
        return USAGE_ERROR
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except BrokenPipeError:
        _forget_output()
        return READER_GONE
    except Exception as error:  # noqa: BLE001 - nobody in a bureau can read a traceback
        from planforge.cli.failure import explain

        if "--debug" in arguments:
            from traceback import print_exc

            print_exc()
        _forget_output()
        click.echo(explain(error), err=True)
        return USAGE_ERROR
    return code if isinstance(code, int) else 0


def _forget_output() -> None:
    """Let Python not try again, when it ends, to write what nobody reads."""
    if sys.stdout is not None:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115 - open until the end

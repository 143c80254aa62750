"""`planforge schema`: JSON Schemas, so that editors complete and explain keys."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from planforge.cli.command import Formatter, verb
from planforge.cli.language import _, language
from planforge.i18n import msg

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planforge.i18n import Message

_KINDS: Final[Mapping[str, Message]] = {
    "plan": msg("plan.yaml of each plan: levels, actions, reports, links"),
    "jurisdiction": msg("jurisdiction.yaml: whose plans these are, and what holds in all of them"),
    "organizations": msg("departments, commands, offices and other units"),
    "posts": msg("who holds which office, and who stands in"),
    "teams": msg("rescue teams with their equipment"),
    "depots": msg("stores of supplies with what is in them"),
    "shelters": msg("places where people are taken in"),
    "experts": msg("people whose advice is sought"),
    "risks": msg("known risk points"),
    "mechanisms": msg("standing arrangements of several units, and agreements"),
    "indicators": msg("what start conditions may speak of, with units and bounds"),
    "regulations": msg("laws, regulations and upper plans that plans are based on"),
    "contacts": msg("telephone list"),
    "drill": msg("drill.yaml of each drill: scenario, injects, who takes part"),
}
"""Name of a file without `.yaml` → what it is for."""


@verb(
    "schema",
    help=_(
        "Print the JSON Schema of KIND, with which editors complete and explain keys, or write all "
        "of them to a folder. KIND is the name of a file without .yaml; without it the kinds are "
        "listed."
    ),
)
@click.argument("kind", type=click.Choice(tuple(_KINDS)), required=False, metavar=_("[KIND]"))
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    metavar=_("FOLDER"),
    help=_("Write every schema into this folder."),
)
def command(kind: str | None, out: Path | None) -> None:
    """List, print or write schemas."""
    if kind is None and out is None:
        click.echo(_listed(), nl=False)
        return
    from planforge.model.schema import schema

    if kind is not None:
        click.echo(_dump(schema(kind, language())))
    if out is not None:
        out.mkdir(parents=True, exist_ok=True)
        for name in _KINDS:
            file = out / f"{name}.schema.json"
            file.write_text(_dump(schema(name, language())) + "\n", encoding="utf-8")
            click.echo(str(file))


def _listed() -> str:
    """Return the kinds of files with what they are for, and how to go on."""
    formatter = Formatter()
    with formatter.section(_("Kinds of files")):
        formatter.write_dl((kind, what.render(language())) for kind, what in _KINDS.items())
    formatter.write_paragraph()
    way = _("“planforge schema KIND” prints one, “planforge schema --out FOLDER” writes all.")
    return formatter.getvalue() + way + "\n"


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)

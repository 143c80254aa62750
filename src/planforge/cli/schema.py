"""`planforge schema`: JSON Schemas, so that editors complete and explain keys."""

from __future__ import annotations

import json
from pathlib import Path

import click

from planforge.cli.command import verb
from planforge.cli.language import _, language

_KINDS = (
    "plan",
    "jurisdiction",
    "organizations",
    "posts",
    "teams",
    "depots",
    "shelters",
    "experts",
    "risks",
    "mechanisms",
    "indicators",
    "regulations",
    "contacts",
)


@verb(
    "schema",
    help=_(
        "Print the JSON Schema of KIND, or write all of them to a folder. "
        "KIND is the name of a file without .yaml: {kinds}."
    ).format(kinds=", ".join(_KINDS)),
)
@click.argument("kind", type=click.Choice(_KINDS), required=False, metavar=_("[KIND]"))
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    metavar=_("FOLDER"),
    help=_("Write every schema into this folder."),
)
def command(kind: str | None, out: Path | None) -> None:
    """Print or write schemas."""
    from planforge.model.schema import schema

    if kind is None and out is None:
        raise click.UsageError(_("Name a kind of file, or a folder with --out."))
    if kind is not None:
        click.echo(_dump(schema(kind, language())))
    if out is not None:
        out.mkdir(parents=True, exist_ok=True)
        for name in _KINDS:
            file = out / f"{name}.schema.json"
            file.write_text(_dump(schema(name, language())) + "\n", encoding="utf-8")
            click.echo(str(file))


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)

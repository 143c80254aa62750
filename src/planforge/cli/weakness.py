"""What a weakness that rehearsals find (E01 to E14) means, for `planforge explain`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from planforge.cli.language import _, language
from planforge.cli.output import SEVERITIES
from planforge.drill.weakness.catalogue import BY_ID, KINDS

if TYPE_CHECKING:
    from planforge.drill.weakness.catalogue import WeaknessKind


def explain(name: str, style: str) -> bool:
    """Explain the weakness *name*; return whether there is one."""
    found = BY_ID.get(name.upper())
    if found is None:
        return False
    if style == "json":
        click.echo(json.dumps([_record(found)], ensure_ascii=False, indent=2))
    else:
        _tell(found)
    return True


def _tell(kind: WeaknessKind) -> None:
    speech = language()
    click.secho(f"{kind.id} {kind.title.render(speech)}", bold=True)
    severity = SEVERITIES[kind.severity].render(speech)
    click.echo(f"{severity} · {_('found by rehearsals of drills')}\n")
    for heading, text in (
        (_("When it is told"), kind.how),
        (_("Why it matters"), kind.why),
        (_("Example"), kind.example),
    ):
        click.secho(heading, bold=True)
        click.echo(text.render(speech) + "\n")


def _record(kind: WeaknessKind) -> dict[str, str]:
    speech = language()
    return {
        "id": kind.id,
        "severity": kind.severity.value,
        "title": kind.title.render(speech),
        "how": kind.how.render(speech),
        "rationale": kind.why.render(speech),
        "example": kind.example.render(speech),
    }


def list_all() -> None:
    """Print every weakness in one line."""
    speech = language()
    for kind in KINDS:
        severity = SEVERITIES[kind.severity].render(speech)
        click.echo(f"{kind.id}  {severity}  {kind.title.render(speech)}")


__all__ = ["explain", "list_all"]

"""`planforge explain`: what a rule checks, why, on what basis, wrong and right."""

from __future__ import annotations

import difflib
from typing import Final

import click

from planforge.cli.command import verb
from planforge.cli.language import _, language
from planforge.cli.output import SEVERITIES
from planforge.i18n import msg

_HEADINGS: Final = {
    "wrong": msg("Wrong"),
    "right": msg("Right"),
    "near": msg("Right, though it looks wrong"),
}
_READ: Final = msg(" (checked against the text)")
_UNREAD: Final = msg(" (not verified)")


@verb("explain", help=_("Explain RULE, e.g. ORG001; without RULE list them all."))
@click.argument("rule", required=False, metavar=_("[RULE]"))
def command(rule: str | None) -> None:
    """Explain a rule."""
    from planforge.rules import engine as _engine  # noqa: F401 - enters every rule
    from planforge.rules.cases import cases_of
    from planforge.rules.rule import rules
    from planforge.rules.statutes import demands, numbered

    speech = language()
    known = {one.id: one for one in rules()}
    if rule is None:
        for one in known.values():
            severity = SEVERITIES[one.severity].render(speech)
            click.echo(f"{one.id}  {severity}  {one.title.render(speech)}")
        return
    found = known.get(rule.upper()) or next(
        (one for one in known.values() if one.slug == rule), None
    )
    if found is None:
        near = difflib.get_close_matches(rule.upper(), known, 3)
        text = msg("There is no rule “{rule}”. “planforge explain” lists them all.", rule=rule)
        hint = msg("Did you mean {candidates}?", candidates=tuple(near))
        raise click.UsageError(text.render(speech) + (hint.render(speech) if near else ""))
    click.secho(f"{found.id} {found.title.render(speech)}", bold=True)
    click.echo(f"{SEVERITIES[found.severity].render(speech)} · {found.slug}\n")
    click.secho(_("Why it matters"), bold=True)
    click.echo(found.rationale.render(speech) + "\n")
    if found.sources:
        click.secho(_("Basis"), bold=True)
        for source in found.sources:
            state = _READ if source.verified else _UNREAD
            click.echo(numbered(source) + state.render(speech))
            if demanded := demands(source):
                click.echo(f"  {demanded}")
        click.echo()
    for case in cases_of(found.id):
        click.secho(_HEADINGS[case.show].render(speech), bold=True)
        click.echo(case.excerpt.rstrip() + "\n")

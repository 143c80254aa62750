"""`planforge explain`: what a rule checks, why, on what basis, wrong and right."""

from __future__ import annotations

import click

from planforge.cli.language import _, language
from planforge.cli.output import SEVERITIES, citation
from planforge.i18n import msg


@click.command("explain", help=_("Explain RULE, e.g. ORG001; without RULE list them all."))
@click.argument("rule", required=False)
@click.help_option("-h", "--help", help=_("Show this message and exit."))
def command(rule: str | None) -> None:
    """Explain a rule."""
    from planforge.rules import engine as _engine  # noqa: F401, PLC0415 - enters every rule
    from planforge.rules.cases import cases_of  # noqa: PLC0415 - reads files
    from planforge.rules.rule import rules  # noqa: PLC0415 - needs the model

    speech = language()
    known = {one.id: one for one in rules()}
    if rule is None:
        for one in known.values():
            severity = SEVERITIES[one.severity].render(speech)
            click.echo(f"{one.id}  {severity}  {one.title.render(speech)}")
        return
    found = known.get(rule.upper())
    if found is None:
        text = msg("There is no rule {rule}. “planforge explain” lists them.", rule=rule)
        raise click.UsageError(text.render(speech))
    click.secho(f"{found.id} {found.title.render(speech)}", bold=True)
    click.echo(f"{SEVERITIES[found.severity].render(speech)} · {found.slug}\n")
    click.secho(_("Why it matters"), bold=True)
    click.echo(found.rationale.render(speech) + "\n")
    if found.sources:
        click.secho(_("Basis"), bold=True)
        for source in found.sources:
            click.echo(citation(source, speech))
        click.echo()
    for case in cases_of(found.id):
        if case.show:
            heading = _("Wrong") if case.show == "wrong" else _("Right")
            click.secho(heading, bold=True)
            click.echo(case.excerpt.rstrip() + "\n")

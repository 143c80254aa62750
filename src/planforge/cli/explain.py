"""`planforge explain`: what a rule checks, why, on what basis, wrong and right."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final

import click

from planforge.cli.command import verb
from planforge.cli.language import _, language
from planforge.cli.nearest import did_you_mean
from planforge.cli.options import text_or_json
from planforge.cli.output import SEVERITIES, basis_line
from planforge.i18n import msg

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planforge.rules.rule import Option, Rule

_HEADINGS: Final = {
    "wrong": msg("Wrong"),
    "right": msg("Right"),
    "near": msg("Right, though it looks wrong"),
}
_SCOPES: Final = {
    "source": msg("looks at one file"),
    "plan": msg("looks at one plan"),
    "system": msg("looks at all plans and registers"),
    "drill": msg("looks at one drill"),
    "run": msg("looks at the check itself"),
}
_WEAKNESS: Final = re.compile(r"E\d\d")
"""What rehearsals find; rules have three letters."""
_READ: Final = msg(" (checked against the text)")
_UNREAD: Final = msg(" (not verified)")


@verb("explain", help=_("Explain RULE, e.g. ORG001; without RULE list them all."))
@click.argument("rule", required=False, metavar=_("[RULE]"))
@click.option("--list", "is_list", is_flag=True, help=_("List every rule with its record."))
@text_or_json
def command(rule: str | None, style: str, *, is_list: bool) -> None:
    """Explain a rule."""
    if rule is not None and is_list:
        raise click.UsageError(_("Name a rule, or list them all with --list."))
    if rule is not None and _WEAKNESS.fullmatch(rule.upper()):
        from planforge.cli.weakness import explain

        if explain(rule, style):
            return
    from planforge.rules import engine as _engine  # noqa: F401 - enters every rule
    from planforge.rules.rule import rules

    speech = language()
    known = {one.id: one for one in rules()}
    if style == "json":
        chosen = tuple(known.values()) if rule is None else (_found(rule, known),)
        click.echo(_json(chosen, speech))
    elif rule is not None:
        _explain(_found(rule, known), speech)
    else:
        for one in known.values():
            if is_list:
                _record(one, speech)
            else:
                severity = SEVERITIES[one.severity].render(speech)
                click.echo(f"{one.id}  {severity}  {one.title.render(speech)}")
        if not is_list:
            from planforge.cli.weakness import list_all

            list_all()


def _explain(found: Rule, speech: str) -> None:
    from planforge.rules.cases import cases_of
    from planforge.rules.grounds import ground_of
    from planforge.rules.statutes import demands, numbered

    click.secho(f"{found.id} {found.title.render(speech)}", bold=True)
    click.echo(f"{SEVERITIES[found.severity].render(speech)} · {found.slug}\n")
    click.secho(_("Why it matters"), bold=True)
    click.echo(found.rationale.render(speech) + "\n")
    click.secho(_("Basis"), bold=True)
    for source in found.sources:
        state = _READ if source.verified else _UNREAD
        click.echo(numbered(source) + state.render(speech))
        if demanded := demands(source):
            click.echo(f"  {demanded}")
    if ground := ground_of(found):
        click.echo(ground.render(speech))
    click.echo()
    if found.options:
        click.secho(_("Options"), bold=True)
        for option in found.options:
            click.echo(_option(option, speech))
        click.echo(_setting(found, speech) + "\n")
    for case in cases_of(found.id):
        click.secho(_HEADINGS[case.show].render(speech), bold=True)
        click.echo(case.excerpt.rstrip() + "\n")


def _found(name: str, known: Mapping[str, Rule]) -> Rule:
    """Return the rule with the id or slug *name*.

    Raises:
        click.UsageError: There is none.
    """
    found = known.get(name.upper()) or next((r for r in known.values() if r.slug == name), None)
    if found is None:
        text = msg("There is no rule “{rule}”. “planforge explain” lists them all.", rule=name)
        raise click.UsageError(text.render(language()) + did_you_mean(name.upper(), known))
    return found


def _option(option: Option, speech: str) -> str:
    """Return an option in one line: its names, what it says, its default and its bounds."""
    text = msg(
        "{name} ({english}): {meaning}; {default} by default, from {least} to {most}",
        name=option.name[0],
        english=option.name[1],
        meaning=option.meaning,
        default=option.default,
        least=option.least,
        most=option.most,
    )
    return "  " + text.render(speech)


def _setting(rule: Rule, speech: str) -> str:
    """Return how the first option of *rule* is set."""
    option = rule.options[0]
    example = f"检查: {{规则: {{{rule.id}: {{参数: {{{option.name[0]}: {option.default}}}}}}}}}"
    return "  " + msg("Set in jurisdiction.yaml: {example}", example=example).render(speech)


def _record(rule: Rule, speech: str) -> None:
    severity = SEVERITIES[rule.severity].render(speech)
    click.secho(f"{rule.id}  {rule.title.render(speech)}", bold=True)
    scope = _SCOPES[rule.scope.value].render(speech)
    click.echo(f"  {severity} · {rule.slug} · {scope} · {rule.since}")
    from planforge.rules.grounds import ground_of

    named = ground_of(rule) or basis_line(rule.sources, speech)
    click.echo("  " + msg("Basis: {basis}", basis=named).render(speech))
    for option in rule.options:
        click.echo(_option(option, speech))


def _ground(rule: Rule) -> str:
    """Return what kind of basis *rule* has; `unread` if none of its texts was read."""
    if not rule.sources:
        return "consistency"
    return "law" if any(source.verified for source in rule.sources) else "unread"


def _json(chosen: tuple[Rule, ...], speech: str) -> str:
    from planforge.rules.grounds import ground_of

    value = [
        {
            "id": rule.id,
            "slug": rule.slug,
            "title": rule.title.render(speech),
            "rationale": rule.rationale.render(speech),
            "severity": rule.severity.value,
            "basis": [
                {"document": s.document, "article": s.article, "verified": s.verified}
                for s in rule.sources
            ],
            "ground": _ground(rule),
            "principle": ground.render(speech) if (ground := ground_of(rule)) else "",
            "options": [
                {
                    "name": option.name[0],
                    "english": option.name[1],
                    "meaning": option.meaning.render(speech),
                    "default": option.default,
                    "least": option.least,
                    "most": option.most,
                }
                for option in rule.options
            ],
            "scope": rule.scope.value,
            "since": rule.since,
        }
        for rule in chosen
    ]
    return json.dumps(value, ensure_ascii=False, indent=2)

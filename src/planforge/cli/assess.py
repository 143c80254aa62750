"""`planforge assess`: which level, warning and grade the facts give, and what comes next."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NoReturn

import click

from planforge.cli.command import verb
from planforge.cli.language import _, language
from planforge.cli.nearest import did_you_mean
from planforge.cli.options import plans_folder, text_or_json
from planforge.i18n import msg
from planforge.publish.kinds import OrderProblem
from planforge.publish.kinds import named_plan as plan_called

if TYPE_CHECKING:
    from pathlib import Path

    from planforge.corpus.assess import Fact
    from planforge.corpus.corpus import Corpus
    from planforge.corpus.plan_view import PlanView
    from planforge.i18n import Message


@verb(
    "assess",
    help=_(
        "Say which level, warning and grade PLAN gives for the facts, which row decides, what is "
        "unknown, and what is done first. A fact is an indicator and its value, e.g. "
        "24小时降雨量=120毫米, 死亡人数=3, 暴雨预警=橙色, or yes and no as 是 and 否; "
        "“indicator@test=number” counts places. What people judge is so goes after --given."
    ),
)
@click.argument("plan", metavar=_("PLAN"))
@click.argument("facts", nargs=-1, metavar=_("[INDICATOR=VALUE]…"))
@click.option(
    "--given",
    "holding",
    multiple=True,
    metavar=_("TEXT"),
    help=_(
        "What people find to be so: a part of what a row limits or leaves to judgement, or of the "
        "circumstances of a clause, e.g. 初判 or 节假日; may be given more than once."
    ),
)
@plans_folder
@text_or_json
def command(
    plan: str, facts: tuple[str, ...], holding: tuple[str, ...], root: Path, style: str
) -> None:
    """Assess facts."""
    from planforge.cli.places import Places
    from planforge.cli.prefix import shown_prefix
    from planforge.corpus.adjusted import outlook
    from planforge.corpus.assess import assess, first_actions, links_at
    from planforge.corpus.load import load
    from planforge.source.cache import FolderStore, default_folder

    with FolderStore(default_folder()) as store:
        corpus, _findings = load(root, store=store)
    view = named_plan(corpus, plan)
    known = facts_of(facts, view)
    require_asked(holding, view)
    outcome = assess(view, known, holding)
    follows = outlook(view, outcome, known, holding)
    outcome = replace(
        outcome,
        actions=first_actions(view, follows.level),
        links=links_at(view, known, holding, follows.level),
    )
    places = Places(root, shown_prefix(root))
    if style == "json":
        from planforge.cli.assessment_json import render as render_json

        click.echo(
            render_json(corpus, view, places, (known, holding), (outcome, follows)), nl=False
        )
    else:
        from planforge.cli.assessment_text import Teller

        teller = Teller(corpus, view, places, language())
        click.echo(teller.tell(known, outcome, follows, holding), nl=False)


def require_asked(holding: tuple[str, ...], view: PlanView) -> None:
    """Refuse what people find to be so if nothing in the plan asks for it.

    Raises:
        click.UsageError: Nothing does.
    """
    from planforge.corpus.adjusted import circumstances
    from planforge.corpus.assess import confirms

    asked = circumstances(view)
    for text in holding:
        if not text.strip() or not any(confirms((text,), one) for one in asked):
            _refuse(
                msg("Nothing in this plan asks whether it is so that “{text}”.", text=text),
                did_you_mean(text, asked),
            )


def named_plan(corpus: Corpus, name: str) -> PlanView:
    """Return the plan called *name*, by id, full or short name.

    Raises:
        click.UsageError: There is no such plan, or more than one.
    """
    try:
        return plan_called(corpus, name)
    except OrderProblem as problem:
        raise click.UsageError(problem.said(language())) from None


def facts_of(given: tuple[str, ...], view: PlanView) -> tuple[Fact, ...]:
    """Return the facts *given* as INDICATOR=VALUE.

    Raises:
        click.UsageError: One of them is none, or stands twice.
    """
    found: dict[str, Fact] = {}
    for text in given:
        name, equals, value = text.rpartition("=") if "@" in text else text.partition("=")
        if not equals or not name.strip() or not value.strip():
            _refuse(msg("“{text}” is no fact; write INDICATOR=VALUE, e.g. 死亡人数=3.", text=text))
        fact = _fact(name.strip(), value.strip(), view)
        if fact.dimension in found:
            _refuse(msg("{indicator} has two values.", indicator=fact.indicator.name))
        found[fact.dimension] = fact
    return tuple(found.values())


def _fact(name: str, value: str, view: PlanView) -> Fact:
    from planforge.corpus.assess import Fact, read_fact
    from planforge.corpus.names import Ambiguous
    from planforge.feel import Problem
    from planforge.model.base import Kind

    found = read_fact(name, value, view.registry)
    if isinstance(found, Fact):
        return found
    if isinstance(found, Problem):
        text = msg("{name}={value}: {problem}.", name=name, value=value, problem=found.message)
        hint = found.hint.render(language()) if found.hint else ""
        is_question = hint.endswith(("?", "？"))
        said = msg(" {hint}", hint=hint) if is_question else msg(" {hint}.", hint=hint)
        _refuse(text, said.render(language()) if hint else "")
    if isinstance(found, Ambiguous):
        names = tuple(entity.name for entity in found.entities)
        _refuse(msg("“{name}” may be {meanings}.", name=name, meanings=names))
    known = [e.name for e in view.registry.names.entities(Kind.INDICATOR)]
    text = msg("There is no indicator “{name}”.", name=name)
    raise click.UsageError(text.render(language()) + did_you_mean(name, known))


def _refuse(text: Message, hint: str = "") -> NoReturn:
    raise click.UsageError(text.render(language()) + hint)

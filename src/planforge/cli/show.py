"""`planforge show`: a thing by any of its names, its record, and everything that speaks of it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

import click

from planforge.cli.command import verb
from planforge.cli.language import _, language
from planforge.cli.nearest import did_you_mean
from planforge.cli.options import plans_folder, text_or_json
from planforge.i18n import marks, msg

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from planforge.cli.places import Places
    from planforge.cli.things import Thing
    from planforge.cli.uses import Use, Uses
    from planforge.corpus.corpus import Corpus
    from planforge.source.yaml_tree import Tree

_LONGEST: Final = 40
_YES_NO: Final = (("否", "是"), ("false", "true"))


@verb(
    "show",
    help=_(
        "Show what is called NAME, by full, short or former name or id, and all that speaks of it, "
        "plan by plan. It may be whatever the plans and registers name: an organisation, post, "
        "person, phone number, team, supply, place, indicator, regulation, plan; or what is one "
        "plan's own, with or without the plan before it: 防汛抗旱Ⅱ级."
    ),
)
@click.argument("name", metavar=_("NAME"))
@plans_folder
@click.option(
    "--kind",
    metavar=_("KIND"),
    help=_("Which kind of thing is meant, where several have the name."),
)
@text_or_json
def command(name: str, root: Path, kind: str | None, style: str) -> None:
    """Show a thing."""
    from planforge.cli.places import Places
    from planforge.cli.prefix import shown_prefix
    from planforge.cli.uses import uses_of
    from planforge.corpus.load import load
    from planforge.source.cache import FolderStore, default_folder

    with FolderStore(default_folder()) as store:
        corpus, _findings = load(root, store=store)
    places = Places(root, shown_prefix(root))
    thing = _one(corpus, name, kind, places)
    found = uses_of(corpus, thing)
    if style == "json":
        click.echo(_json(thing, found, places))
        return
    for line in _lines(thing, found, places):
        click.echo(line)


def _one(corpus: Corpus, name: str, kind: str | None, places: Places) -> Thing:
    from planforge.cli.things import KIND_WORDS, known_names, things

    speech = language()
    found = things(corpus, name)
    if kind is not None:
        words = {word for k, m in KIND_WORDS.items() for word in (k, m.render(speech))}
        if kind not in words:
            text = msg("There is no kind of thing “{kind}”.", kind=kind)
            raise click.UsageError(text.render(speech) + did_you_mean(kind, words))
        found = tuple(e for e in found if kind in {e.kind, KIND_WORDS[e.kind].render(speech)})
    if not found:
        text = msg("Nothing is called “{name}”.", name=name)
        raise click.UsageError(text.render(speech) + did_you_mean(name, known_names(corpus)))
    if len(found) > 1:
        lines = [msg("“{name}” may be one of these:", name=name).render(speech)]
        for one in found:
            what = marks(speech).bracketed(one.name, KIND_WORDS[one.kind].render(speech))
            lines.append(f"  {one.id}  {what}  {places.spot(one.place)}")
        lines.append(msg("Write its id or full name, or add --kind.").render(speech))
        raise click.UsageError("\n".join(lines))
    return found[0]


def _lines(thing: Thing, found: Uses, places: Places) -> Iterator[str]:
    from planforge.cli.things import KIND_WORDS
    from planforge.source.writing import block

    speech = language()
    what = marks(speech).bracketed(thing.name, KIND_WORDS[thing.kind].render(speech))
    yield f"{what}  {places.spot(thing.place)}"
    for line in block(_record(thing)) if thing.entity else ():
        yield f"  {line}"
    for view, uses in found.plans:
        yield ""
        yield f"{view.plan.name} ({view.plan.id})"
        yield from _told(uses, places)
    if found.registers:
        yield ""
        yield msg("In the registers").render(speech)
        yield from _told(found.registers, places)
    if not found.plans and not found.registers:
        yield ""
        yield msg("Nothing speaks of it.").render(speech)


def _told(uses: tuple[Use, ...], places: Places) -> Iterator[str]:
    from planforge.cli.output import visible

    for use in uses:
        said = use.text or (places.line(use.place) if use.place.on_key else "")
        text = said if len(said) <= _LONGEST else said[: _LONGEST - 1] + "…"
        yield f"  {places.spot(use.place)}  " + visible(
            marks(language()).labelled(_role(use), text) if text else _role(use)
        )


def _role(use: Use) -> str:
    """Return what the thing does there: its role, or the keys that lead to the place."""
    from planforge.cli.roles import ROLES

    role = ROLES.get(use.role)
    if role is not None:
        return role.render(language())
    if use.place.span is not None:
        return msg("in the prose").render(language())
    return " › ".join(_keys(use))


def _keys(use: Use) -> Iterator[str]:
    from planforge.model.keys import FILE_MODELS, label

    name = use.place.file.rpartition("/")[2].rpartition(".")[0]
    model = FILE_MODELS[name]
    for depth, step in enumerate(use.place.pointer, 1):
        if isinstance(step, str):
            chinese, english = label(model, use.place.pointer[:depth])
            yield english if language() == "en" else chinese


def _record(thing: Thing) -> dict[str, Tree]:
    from planforge.corpus.outline import PlanOutline

    if thing.entity is None:
        return {}
    element = thing.entity.element
    if isinstance(element, PlanOutline):
        values: dict[str, Tree] = {
            "id": element.id,
            "name": element.name,
            "short_names": list(element.short_names),
            "event_types": list(element.event_types),
            "lead": element.lead,
            "command": element.command,
            "levels": [level.name for level in element.levels],
        }
        return {_key(name): value for name, value in values.items() if value}
    by_alias = language() != "en"
    dumped = element.model_dump(mode="json", by_alias=by_alias, exclude_defaults=True)
    return {name: _tree(value) for name, value in dumped.items() if value not in (None, [], {})}


def _key(name: str) -> str:
    """Return how a key of a plan is written in the language of this run."""
    from planforge.model.keys import label
    from planforge.model.plan import Plan

    return name if language() == "en" else label(Plan, (name,))[0]


def _tree(value: object) -> Tree:
    if isinstance(value, bool):
        return _YES_NO[language() == "en"][value]
    if isinstance(value, dict):
        return {str(name): _tree(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_tree(item) for item in value]
    return str(value)


def _json(thing: Thing, found: Uses, places: Places) -> str:
    def use(one: Use) -> dict[str, str | int]:
        spot = places.spot(one.place)
        return {
            "file": spot.file,
            "line": spot.line,
            "role": one.role,
            "what": _role(one),
            "text": one.text,
        }

    spot = places.spot(thing.place)
    value: dict[str, object] = {
        "kind": thing.kind,
        "id": thing.id,
        "name": thing.name,
        "file": spot.file,
        "line": spot.line,
        "record": _record(thing),
        "plans": [
            {"plan": view.plan.id, "name": view.plan.name, "uses": [use(one) for one in uses]}
            for view, uses in found.plans
        ],
        "registers": [use(one) for one in found.registers],
    }
    return json.dumps(value, ensure_ascii=False, indent=2)

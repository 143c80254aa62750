"""`planforge drill cover`: what the drills reach of the plans, and what none of them does."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from planforge.cli.command import verb
from planforge.cli.handbook import Several
from planforge.cli.language import _, language
from planforge.cli.options import plans_folder, text_or_json
from planforge.i18n import marks, msg

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.cli.places import Places
    from planforge.corpus.corpus import Corpus
    from planforge.corpus.drills import DrillView
    from planforge.drill.coverage import Coverage, Item
    from planforge.drill.drafts import Draft
    from planforge.drill.gaps import Filled
    from planforge.drill.rehearsal import Rehearsal

DRAFTS: Final = ("levels", "unreached", "outages", "orders")
"""Sorts of drafts."""


@verb(
    "cover",
    help=_(
        "Rehearse DRILL, or all drills, and say which plans, levels, actions, links, posts, teams "
        "and reports any of them reaches, and which none does."
    ),
)
@click.argument("drill", nargs=-1, metavar=_("[DRILL]…"))
@click.option(
    "--drafts",
    "target",
    type=click.Path(path_type=Path, file_okay=False),
    metavar=_("FOLDER"),
    help=_(
        "Write drafts of drills to this folder: by default one for every level that no drill "
        "reaches, with facts just below, at and just above its bound, and those that reach all "
        "else that none does; what cannot be reached is named."
    ),
)
@click.option(
    "--drafts-of",
    "kinds",
    type=Several(DRAFTS),
    default="levels,unreached",
    metavar=_("KINDS"),
    help=_(
        "Drafts that are written, with commas between: levels that no drill reaches; unreached, "
        "plans, actions, links, posts, teams and reports that none does, each rehearsed; outages, "
        "the drills again without one person, desk, channel or road that is the only one; orders, "
        "with what makes them harder in other orders."
    ),
)
@plans_folder
@text_or_json
def command(
    drill: tuple[str, ...], target: Path | None, kinds: tuple[str, ...], root: Path, style: str
) -> int:
    """Say what drills reach."""
    from planforge.cli.drill import named_drill
    from planforge.cli.drill_run import read, refuse_unreadable
    from planforge.cli.places import Places
    from planforge.cli.prefix import shown_prefix

    corpus, views, findings = read(root)
    places = Places(root, shown_prefix(root))
    if refuse_unreadable(places, findings):
        return 1
    chosen = tuple(named_drill(views, name) for name in drill) or views
    found, made = _covered(corpus, chosen)
    if target is not None:
        _write(target, corpus, found, made, kinds)
    if style == "json":
        click.echo(_json(found, places))
    else:
        for line in _lines(found, corpus, language()):
            click.echo(line)
    return 0


def _covered(
    corpus: Corpus, views: tuple[DrillView, ...]
) -> tuple[Coverage, tuple[Rehearsal, ...]]:
    from planforge.drill.coverage import coverage
    from planforge.drill.entries import Entry, EntryKind
    from planforge.drill.rehearsal import play, rehearsal

    plans = [
        Entry(view.plan.id, EntryKind.PLAN, view.plan.name, view.plan.id, "", view.file)
        for view in corpus.plans
    ]
    made = tuple(rehearsal(corpus, view) for view in views)
    return coverage([(one, play(one)) for one in made], plans), made


def _write(
    target: Path,
    corpus: Corpus,
    found: Coverage,
    made: tuple[Rehearsal, ...],
    kinds: tuple[str, ...],
) -> None:
    """Write the drafts of *kinds*, and say how many; what stands in their place already stays."""
    from planforge.cli.files import write_whole

    count = 0
    filled = _filled(corpus, found, made) if "unreached" in kinds else None
    for draft in (*_drafts(found, made, kinds), *(filled.drafts if filled else ())):
        file = target / draft.id / "drill.yaml"
        if file.exists():
            text = msg("{file} is there already and stays as it is.", file=str(file))
            click.secho(text.render(language()), fg="yellow", err=True)
            continue
        file.parent.mkdir(parents=True, exist_ok=True)
        write_whole(file, draft.text.encode())
        count += 1
    text = msg("{count} drafts in {folder}", count=count, folder=str(target))
    click.secho(text.render(language()), fg="green", err=True)
    for line in _gaps(filled) if filled else ():
        click.echo(line, err=True)


def _filled(corpus: Corpus, found: Coverage, made: tuple[Rehearsal, ...]) -> Filled | None:
    """Return drafts for what *found* lacks; None without a drill to take the start from."""
    from planforge.drill.gaps import fill

    return fill(corpus, found, [one.view for one in made]) if made else None


def _gaps(filled: Filled) -> Iterator[str]:
    """Yield what no draft reaches either, and why."""
    from planforge.cli.output import visible
    from planforge.drill.coverage import KINDS

    speech = language()
    if filled.gaps:
        yield msg("No scenario reaches").render(speech)
    for gap in filled.gaps:
        kind = KINDS[gap.entry.kind].render(speech)
        name = marks(speech).bracketed(visible(gap.entry.name), kind)
        yield "  " + marks(speech).labelled(name, gap.why.render(speech))


def _drafts(
    found: Coverage, made: tuple[Rehearsal, ...], kinds: tuple[str, ...]
) -> Iterator[Draft]:
    """Yield drafts; one for a level comes from the first drill with its plan."""
    from planforge.drill.drafts import drafts
    from planforge.drill.generate import missing_levels
    from planforge.drill.variants import order_drafts, outage_drafts

    if "levels" in kinds:
        for plan, rank in missing_levels([item.entry for item in found.unreached]):
            source = next(one for one in made if any(own.id == plan for own in one.world.plans))
            yield from drafts(source, [(plan, rank)])
    for one in made:
        if "outages" in kinds:
            yield from outage_drafts(one)
        if "orders" in kinds:
            yield from order_drafts(one.view)


def _lines(found: Coverage, corpus: Corpus, speech: str) -> Iterator[str]:
    from planforge.drill.coverage import COVERED, KINDS
    from planforge.drill.entries import EntryKind

    yield msg("{count} drills reach", count=len(found.drills)).render(speech)
    for kind in COVERED:
        items = found.of(kind)
        if items:
            reached = sum(bool(item.drills) for item in items)
            text = msg(
                "{kind}: {reached} of {all} ({percent} %)",
                kind=KINDS[kind],
                reached=reached,
                all=len(items),
                percent=100 * reached // len(items),
            )
            yield "  " + text.render(speech)
    names = {view.plan.id: view.plan.name for view in corpus.plans}
    missing = found.unreached
    if missing:
        yield ""
        yield msg("No drill reaches").render(speech)
    for kind in COVERED:
        for plan in sorted({item.entry.plan for item in missing if item.entry.kind is kind}):
            here = [i for i in missing if i.entry.kind is kind and i.entry.plan == plan]
            label = KINDS[kind].render(speech)
            if plan in names and kind is not EntryKind.PLAN:
                label = marks(speech).bracketed(label, names[plan])
            yield "  " + marks(speech).labelled(label, marks(speech).listed(_names(here)))


def _names(items: list[Item]) -> list[str]:
    from planforge.cli.output import visible

    return [visible(item.entry.name) for item in items]


def _json(found: Coverage, places: Places) -> str:
    from planforge.findings import Place

    items = []
    for item in found.items:
        entry = item.entry
        spot = places.spot(Place(entry.file, entry.pointer)) if entry.file else None
        items.append(
            {
                "kind": entry.kind.value,
                "id": entry.id,
                "name": entry.name,
                "plan": entry.plan,
                "clause": entry.clause,
                "file": spot.file if spot else None,
                "line": spot.line if spot else None,
                "drills": list(item.drills),
            }
        )
    return json.dumps({"drills": list(found.drills), "items": items}, ensure_ascii=False, indent=2)


__all__ = ["command"]

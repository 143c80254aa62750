"""`planforge drill compare`: what a change of the plans makes of the drills."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from planforge.cli.command import verb
from planforge.cli.language import _, language
from planforge.cli.options import plans_folder, text_or_json
from planforge.i18n import marks, msg

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from planforge.corpus.corpus import Corpus
    from planforge.corpus.drills import DrillView
    from planforge.drill.compare import Comparison, Milestone, Recurrence
    from planforge.i18n import Message


@verb(
    "compare",
    help=_(
        "Rehearse DRILL, or all drills, with the plans as they were at REVISION and as they are "
        "now, and say what comes earlier or later, what is new and what is gone. Both are played "
        "on the drills of today, with the same draws."
    ),
)
@click.argument("revision", metavar=_("REVISION"))
@click.argument("drill", nargs=-1, metavar=_("[DRILL]…"))
@click.option(
    "--runs",
    type=click.IntRange(1, 1000),
    default=1,
    metavar=_("NUMBER"),
    help=_("Runs of each with times drawn at random; one with the usual times by default."),
)
@plans_folder
@text_or_json
def command(revision: str, drill: tuple[str, ...], runs: int, root: Path, style: str) -> int:
    """Compare two editions."""
    from planforge.cli.drill import named_drill
    from planforge.cli.drill_run import read, refuse_unreadable
    from planforge.cli.places import Places
    from planforge.cli.prefix import shown_prefix
    from planforge.cli.revision import corpus_at
    from planforge.corpus.drills import load_drills
    from planforge.corpus.load import load

    corpus, views, findings = read(root)
    places = Places(root, shown_prefix(root))
    if refuse_unreadable(places, findings):
        return 1
    chosen = tuple(named_drill(views, name) for name in drill) or views
    with corpus_at(root, revision) as folder:
        older, _findings = load(folder)
        old_views = {view.drill.id: view for view in load_drills(root, older)[0]}
        found = [
            (view, _compared((older, old_views[view.drill.id]), (corpus, view), runs))
            for view in chosen
            if _is_comparable(revision, old_views[view.drill.id], view)
        ]
    if not found:
        return 1
    if style == "json":
        click.echo(_json(found))
        return 0
    for view, comparison in found:
        for line in _lines(view, comparison, language()):
            click.echo(line)
    return 0


def _is_comparable(revision: str, old: DrillView, new: DrillView) -> bool:
    """Say which plans of a drill could not be read at *revision*; return whether there is none.

    A plan that was not there yet would make all that it does look new.
    """
    from planforge.cli.output import visible

    known = {view.plan.id for view in old.plans}
    missing = tuple(view.plan.name for view in new.plans if view.plan.id not in known)
    if missing:
        text = msg(
            "{drill} ({id}) is not compared: at {revision} there is no {plans} that can be read. "
            "Choose a revision that has them.",
            drill=new.drill.name,
            id=new.drill.id,
            revision=revision,
            plans=missing,
        )
        click.secho(visible(text.render(language())), fg="yellow", err=True)
    return not missing


def _compared(
    old: tuple[Corpus, DrillView], new: tuple[Corpus, DrillView], runs: int
) -> Comparison:
    from planforge.drill.compare import compare
    from planforge.drill.rehearsal import rehearsal

    return compare(rehearsal(*old), rehearsal(*new), runs=runs)


def _lines(view: DrillView, found: Comparison, speech: str) -> Iterator[str]:
    from planforge.cli.output import visible
    from planforge.drill.compare import often

    yield visible(view.drill.name)
    if found.is_same:
        yield "  " + msg("Nothing changed.").render(speech)
    for one in found.milestones:
        yield "  " + visible(_milestone(view, one).render(speech))
    for label, weaknesses in (
        (msg("new weakness"), found.fresh),
        (msg("weakness that shows more or less often"), found.shifted),
        (msg("weakness mended"), found.mended),
    ):
        for weak in weaknesses:
            text = visible(weak.weakness.message.render(speech))
            if found.runs > 1:
                text = marks(speech).bracketed(text, often(weak).render(speech))
            yield f"  {marks(speech).labelled(label.render(speech), text)} [{weak.weakness.id}]"
    yield ""


def _milestone(view: DrillView, one: Milestone) -> Message:
    from planforge.drill.compare import Moved
    from planforge.drill.weakness.words import clock, span

    names = {plan.plan.id: plan.plan.name for plan in view.plans}
    plan = names.get(one.entry.plan, "")
    what = f"{plan}：{one.entry.name}" if plan and plan != one.entry.name else one.entry.name
    when = one.at_after or one.at_before
    at = clock(when.middle) if when else ""
    if one.moved is Moved.APPEARED:
        return msg("new at {time}: {what}", time=at, what=what)
    if one.moved is Moved.VANISHED:
        return msg("no longer at {time}: {what}", time=at, what=what)
    shift = one.shift.middle if one.shift else 0
    if shift > 0:
        return msg("{shift} later, at {time}: {what}", shift=span(shift), time=at, what=what)
    return msg("{shift} earlier, at {time}: {what}", shift=span(-shift), time=at, what=what)


def _json(found: list[tuple[DrillView, Comparison]]) -> str:
    value = [
        {
            "drill": view.drill.id,
            "runs": comparison.runs,
            "milestones": [
                {
                    "id": one.entry.id,
                    "kind": one.entry.kind.value,
                    "name": one.entry.name,
                    "moved": one.moved.value if one.moved else None,
                    "before": one.at_before.middle if one.at_before else None,
                    "after": one.at_after.middle if one.at_after else None,
                }
                for one in comparison.milestones
            ],
            "new": [_weakness(one) for one in comparison.fresh],
            "shifted": [_weakness(one) for one in comparison.shifted],
            "mended": [_weakness(one) for one in comparison.mended],
        }
        for view, comparison in found
    ]
    return json.dumps(value, ensure_ascii=False, indent=2)


def _weakness(one: Recurrence) -> dict[str, object]:
    return {
        "id": one.weakness.id,
        "entries": [entry.id for entry in one.weakness.entries],
        "message": one.weakness.message.render(language()),
        "before": one.before,
        "after": one.after,
    }


__all__ = ["command"]

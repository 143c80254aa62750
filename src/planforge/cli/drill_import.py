"""`planforge drill import`: a list of events that was changed in Excel or WPS is taken over."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from planforge.cli.command import verb
from planforge.cli.language import _, language
from planforge.cli.options import plans_folder
from planforge.i18n import Message, marks, msg

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from planforge.corpus.corpus import Corpus
    from planforge.corpus.drills import DrillView
    from planforge.drill.returned import Merged
    from planforge.report import Located

_LONGEST: Final = 60
"""Characters that are shown of a value."""


@verb(
    "import",
    help=_(
        "Take over what was changed in the list of events (MSEL) of DRILL: FILE is the workbook "
        "that “planforge drill kit” made, edited with Excel or WPS. Rows are known by their "
        "numbers. Everything is shown; what contradicts the drill or the plans is refused, and "
        "then nothing is written."
    ),
)
@click.argument("drill", metavar=_("DRILL"))
@click.argument(
    "file", type=click.Path(path_type=Path, exists=True, dir_okay=False), metavar=_("FILE")
)
@click.option("--diff", "is_diff", is_flag=True, help=_("Show the changes; write nothing."))
@plans_folder
def command(drill: str, file: Path, root: Path, *, is_diff: bool) -> int:
    """Take over a list of events."""
    from planforge.cli.workbooks import drill_at, reading

    found = drill_at(root, drill)
    if found is None:
        return 1
    from planforge.drill.returned import merge
    from planforge.publish.drills.returned import returned_events

    corpus, view = found
    with reading(file):
        rows = returned_events(file.read_bytes())
    merged = merge(view, _today(root, corpus, view), rows)
    for line in _told(view, merged):
        click.echo(line)
    if merged.refused:
        text = msg("Nothing was written: mend these cells first, then import again.")
        click.secho(text.render(language()), fg="red", err=True)
        return 1
    return _written(root, view, merged, is_diff=is_diff)


def _today(root: Path, corpus: Corpus, view: DrillView) -> dict[str, dict[str, str]]:
    """Return the list of events as it would be made today."""
    from planforge.document.pages.frame import Frame
    from planforge.document.sheets.drills import Tables
    from planforge.drill.kit.build import kit
    from planforge.drill.kit.packs import packs_at
    from planforge.drill.rehearsal import play, rehearsal
    from planforge.publish.drills.returned import events_of

    made = rehearsal(corpus, view)
    frame = Frame(corpus, language="zh_CN", public=False, version="")
    events = Tables(frame, kit(made, play(made), packs_at(root).packs)).events()
    return events_of(events, "zh_CN")


def _told(view: DrillView, merged: Merged) -> Iterator[str]:
    """Yield a line for each change, each new row and each refusal."""
    from planforge.cli.output import visible
    from planforge.document.sheets.drill_words import HEADINGS

    def named(field: str) -> str:
        return HEADINGS[field].render(language()) if field in HEADINGS else ""

    for one in merged.altered:
        text = msg(
            "{inject}, {field}: “{before}” becomes “{after}”",
            inject=one.inject,
            field=named(one.field),
            before=_short(one.before),
            after=_short(one.after),
        )
        yield visible(text.render(language()))
    for id_, cells in merged.added:
        title = cells.get("title") or cells["text"]
        yield visible(
            msg("{inject} is new: {title}", inject=id_, title=_short(title)).render(language())
        )
    for id_ in merged.missing:
        text = msg(
            "{inject} is not in the table; it stays. To drop it, delete it in {file}.",
            inject=id_,
            file=view.file,
        )
        yield visible(text.render(language()))
    for refused in merged.refused:
        where = marks(language()).parts((refused.inject, named(refused.field)))
        said = marks(language()).labelled(where, refused.why.render(language()))
        yield click.style(visible(said), fg="red")


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _written(root: Path, view: DrillView, merged: Merged, *, is_diff: bool) -> int:
    """Write the drill, unless the check then finds something new; return the exit code."""
    from planforge.cli.files import write_whole
    from planforge.source.layout import survey

    if not merged.edits:
        click.secho(_say(msg("The table changes nothing.")), fg="green", err=True)
        return 0
    found = next(one for one in survey(root).files if one.path == view.file)
    before = found.location.read_bytes().decode("utf-8")
    after = _edited(before, merged)
    if after is None:
        text = msg(
            "{file} is laid out in a way that cannot be changed for sure (anchors, blocks of "
            "text). Change it by hand as shown above.",
            file=view.file,
        )
        raise click.ClickException(_say(text))
    worse = _worse(root, {view.file: after})
    if worse:
        _tell(worse, root)
        click.secho(
            _say(msg("Nothing was written: the drill would break a rule.")), fg="red", err=True
        )
        return 1
    if is_diff:
        click.echo(_difference(before, after, view.file), nl=False)
        return 0
    write_whole(found.location, after.encode("utf-8"))
    text = msg("{count} changes written to {file}", count=len(merged.edits), file=view.file)
    click.secho(_say(text), fg="green")
    return 0


def _edited(text: str, merged: Merged) -> str | None:
    """Return the drill's file with the changes made; None if one cannot be worked out."""
    from planforge.model.drill import Drill
    from planforge.model.keys import same_key
    from planforge.source.edits import Written, changed, changes
    from planforge.source.positions import SourceMap

    mark = "\ufeff" if text.startswith("\ufeff") else ""
    plain = text.removeprefix(mark)
    file = Written(plain, SourceMap(plain, same_key), Drill)
    made = changes(merged.edits, lambda _path: file)
    return mark + changed(plain, made) if len(made) == len(merged.edits) else None


def _worse(root: Path, texts: Mapping[str, str]) -> list[Located]:
    """Return what the check finds with *texts* in the place of files and does not find today."""
    from planforge.checking import check

    known = {(one.file, one.finding.rule, one.finding.message) for one in check(root).findings}
    with tempfile.TemporaryDirectory(prefix="planforge-") as folder:
        drafts: dict[str, Path] = {}
        for i, (path, text) in enumerate(sorted(texts.items())):
            drafts[path] = Path(folder) / f"{i}.yaml"
            drafts[path].write_bytes(text.encode("utf-8"))
        found = check(root, drafts=drafts).findings
    return [one for one in found if (one.file, one.finding.rule, one.finding.message) not in known]


def _tell(findings: list[Located], root: Path) -> None:
    from planforge.cli.output import visible
    from planforge.cli.prefix import shown_prefix

    for one in findings:
        message = one.finding.message.render(language())
        line = f"{shown_prefix(root)}{one.file}:{one.span.line} {one.finding.rule} {message}"
        click.echo(visible(line), err=True)


def _difference(before: str, after: str, path: str) -> str:
    import difflib

    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    return "".join(difflib.unified_diff(old, new, path, path))


def _say(message: Message) -> str:
    return message.render(language())

"""Edits written into the file of a drill, if the check finds nothing worse afterwards."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

from planforge.cli.language import language
from planforge.i18n import Message, msg

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from planforge.corpus.drills import DrillView
    from planforge.findings import Edit
    from planforge.report import Located


def write_edits(  # noqa: PLR0913 - what is written, and how
    root: Path,
    view: DrillView,
    edits: Sequence[Edit],
    *,
    is_diff: bool = False,
    reminders: Collection[str] = (),
    quiet: bool = False,
) -> int:
    """Write *edits* into the file of a drill, unless the check then finds something new.

    Args:
        root: The folder of the plans.
        view: The drill.
        edits: What is changed in its file.
        is_diff: Whether the change is only shown.
        quiet: Whether it is not told how much was written.
        reminders: Rules whose findings are told, but do not keep it from being written.

    Returns:
        The exit code: 0, or 1 if nothing was written.

    Raises:
        click.ClickException: The file cannot be changed for sure.
    """
    from planforge.cli.files import write_whole
    from planforge.source.layout import survey

    found = next(one for one in survey(root).files if one.path == view.file)
    before = found.location.read_bytes().decode("utf-8")
    after = _edited(before, edits)
    if after is None:
        text = msg(
            "{file} is laid out in a way that cannot be changed for sure (anchors, blocks of "
            "text). Change it by hand as shown above.",
            file=view.file,
        )
        raise click.ClickException(_say(text))
    worse = _worse(root, {view.file: after})
    _tell(worse, root)
    if any(one.finding.rule not in reminders for one in worse):
        click.secho(
            _say(msg("Nothing was written: the drill would break a rule.")), fg="red", err=True
        )
        return 1
    if is_diff:
        click.echo(_difference(before, after, view.file), nl=False)
        return 0
    write_whole(found.location, after.encode("utf-8"))
    if quiet:
        return 0
    text = msg("{count} changes written to {file}", count=len(edits), file=view.file)
    click.secho(_say(text), fg="green")
    return 0


def _edited(text: str, edits: Sequence[Edit]) -> str | None:
    """Return the drill's file with the changes made; None if one cannot be worked out."""
    from planforge.model.drill import Drill
    from planforge.model.keys import same_key
    from planforge.source.edits import Written, changed, changes
    from planforge.source.positions import SourceMap

    mark = "\ufeff" if text.startswith("\ufeff") else ""
    plain = text.removeprefix(mark)
    file = Written(plain, SourceMap(plain, same_key), Drill)
    made = changes(edits, lambda _path: file)
    return mark + changed(plain, made) if made else None


def _worse(root: Path, texts: Mapping[str, str]) -> list[Located]:
    """Return what the check finds with *texts* in the place of files and does not find today."""
    from planforge.checking import check
    from planforge.processes import available

    known = {
        (one.file, one.finding.rule, one.finding.message)
        for one in check(root, jobs=available()).findings
    }
    with tempfile.TemporaryDirectory(prefix="planforge-") as folder:
        drafts: dict[str, Path] = {}
        for i, (path, text) in enumerate(sorted(texts.items())):
            drafts[path] = Path(folder) / f"{i}.yaml"
            drafts[path].write_bytes(text.encode("utf-8"))
        found = check(root, drafts=drafts, jobs=available()).findings
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


__all__ = ["write_edits"]

"""The baseline: old findings that a check leaves out until they are fixed, and never new ones.

A file of JSON with one finding a line, sorted, so that a change of it can be reviewed.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final, NoReturn

import click

from planforge.cli.files import write_whole
from planforge.cli.language import language
from planforge.frozen import dataclass
from planforge.i18n import msg

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping
    from pathlib import Path

    from planforge.i18n import Message
    from planforge.report import Located

_KEY: Final = "planforge-baseline"
_VERSION: Final = 1


@dataclass(frozen=True, slots=True, order=True)
class Entry:
    """A finding that is left out; only the fingerprint counts, the rest is for readers."""

    file: str
    rule: str
    message: str
    fingerprint: str


def settle(
    path: Path,
    findings: Mapping[str, Located],
    everything: Container[str],
    *,
    is_updated: bool,
) -> tuple[frozenset[str], tuple[Message, ...]]:
    """Return the fingerprints that the baseline at *path* records, and what is to be said of it.

    Args:
        path: Its file; made from *findings* if there is none and *is_updated*.
        findings: What was asked for, by fingerprint.
        everything: Fingerprints of all findings, so that what was not asked for is not taken for
            fixed.
        is_updated: Whether entries that no longer occur are taken out of the file.

    Raises:
        click.UsageError: The file cannot be read or is no baseline.
        OSError: The file cannot be written.
    """
    file = str(path)
    if is_updated and not path.exists():
        made = [_entry(item, fingerprint) for fingerprint, item in findings.items()]
        write(path, made)
        said = msg("The new baseline {file} records {count} findings.", file=file, count=len(made))
        return frozenset(findings), (said,)
    entries = read(path)
    left = [one for one in entries if one.fingerprint in everything]
    known = frozenset(one.fingerprint for one in left)
    fixed = len(entries) - len(left)
    hidden = len(known.intersection(findings))
    notes = [
        msg(
            "Not shown: {count} findings that the baseline {file} records.", count=hidden, file=file
        )
    ]
    if fixed and is_updated:
        write(path, left)
        notes.append(
            msg(
                "Fixed and taken out of the baseline: {count}; left in it: {left}.",
                count=fixed,
                left=len(left),
            )
        )
    elif fixed:
        notes.append(
            msg(
                "Fixed but still in the baseline: {count}; --update-baseline takes them out.",
                count=fixed,
            )
        )
    elif is_updated:
        notes.append(msg("Nothing in the baseline is fixed; left in it: {left}.", left=len(left)))
    return known, tuple(notes)


def _entry(item: Located, fingerprint: str) -> Entry:
    """Return *item* as it is recorded."""
    return Entry(item.file, item.finding.rule, item.finding.message.render(language()), fingerprint)


def read(path: Path) -> tuple[Entry, ...]:
    """Return the entries of the baseline at *path*.

    Raises:
        click.UsageError: The file cannot be read or is no baseline.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        _refuse(
            msg("There is no baseline “{file}”. Make it with --update-baseline.", file=str(path))
        )
    except UnicodeDecodeError:
        _refuse(_broken(path, msg("it is not UTF-8 text")))
    try:
        return _entries(json.loads(text))
    except json.JSONDecodeError as error:
        place = msg("line {line}, column {column}: no JSON", line=error.lineno, column=error.colno)
        _refuse(_broken(path, place))
    except (KeyError, TypeError, ValueError, RecursionError):
        _refuse(_broken(path, msg("it is no baseline of planforge")))


def _entries(value: Any) -> tuple[Entry, ...]:  # noqa: ANN401 - JSON
    if value[_KEY] != _VERSION:
        raise ValueError(value[_KEY])
    entries = tuple(Entry(**fields) for fields in value["findings"])
    if not all(isinstance(text, str) for one in entries for text in asdict(one).values()):
        raise TypeError(_KEY)
    return entries


def write(path: Path, entries: Iterable[Entry]) -> None:
    """Write *entries* to *path*, sorted, one a line."""
    lines = [json.dumps(asdict(one), ensure_ascii=False) for one in sorted(entries)]
    body = "[\n" + ",\n".join(lines) + "\n]" if lines else "[]"
    write_whole(path, f'{{"{_KEY}": {_VERSION}, "findings": {body}}}\n')


def _broken(path: Path, why: Message) -> Message:
    return msg(
        "The baseline “{file}” cannot be used: {why}. "
        "Restore it from git, or delete it and make it again with --update-baseline.",
        file=str(path),
        why=why,
    )


def _refuse(message: Message) -> NoReturn:
    raise click.UsageError(message.render(language()))

"""A name that a register gave up while everybody goes on using it, told once, in the register."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from planforge.corpus.names import fold, spellings
from planforge.corpus.registry import REGISTER_FIELDS
from planforge.findings import Place
from planforge.i18n import msg
from planforge.rules.doubles import used
from planforge.rules.names.kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from planforge.corpus.names import Entity, Names
    from planforge.findings import Finding

_USES: Final = 10
_FILES: Final = 3
"""From as many uses on, in as many files, the entry is what changed: nobody errs so often."""


def told_at_the_register(findings: Sequence[Finding], names: Names) -> list[Finding]:
    """Return *findings* with what uses a name that one entry lost (REF001) told at that entry.

    An entry may have lost a name if it has a longer or shorter form of it, and no other entry has.
    """
    uses: dict[str, list[Finding]] = defaultdict(list)
    for one in findings:
        if one.rule == "REF001":
            uses[str(dict(one.message.args).get("name", ""))].append(one)
    lost: dict[str, Finding] = {}
    for name, found in uses.items():
        files = {one.place.file for one in found}
        if len(found) >= _USES and len(files) >= _FILES:
            entries = tuple(_may_have_lost(name, found, names))
            if len(entries) == 1:
                lost[name] = _told(name, found, len(files), entries[0])
    if not lost:
        return list(findings)
    told = {one for name in lost for one in uses[name]}
    return [*(one for one in findings if one not in told), *lost.values()]


def _may_have_lost(name: str, uses: Iterable[Finding], names: Names) -> Iterator[Entity]:
    """Yield the entries of all the kinds that may be meant where *name* stands."""
    said = [dict(one.message.args).get("kinds", ()) for one in uses]
    wanted = fold(name)
    for kind in dict.fromkeys(REGISTER_FIELDS.values()):
        if all(isinstance(kinds, tuple) and KINDS[kind] in kinds for kinds in said):
            for entity in names.entities(kind):
                known = [fold(one) for one in spellings(entity) if one != entity.id]
                if any(one.endswith(wanted) or wanted.endswith(one) for one in known):
                    yield entity


def _told(name: str, uses: Sequence[Finding], files: int, entry: Entity) -> Finding:
    field = "short_names" if getattr(entry.element, "short_names", ()) else "name"
    return replace(
        uses[0],
        place=Place(entry.place.file, (*entry.place.pointer, field)),
        message=msg(
            "{entry} is not registered as “{name}”, but {count} places in {files} files call it so",
            entry=entry.name,
            name=name,
            count=len(uses),
            files=files,
        ),
        hint=msg(
            "Add “{name}” to its short names if it is in use, to its former names with the day if "
            "it was given up: then each place is told the name of today. If they mean another, "
            "register that",
            name=name,
        ),
        related=tuple(used(uses)),
        fix=(),
    )


__all__ = ["told_at_the_register"]

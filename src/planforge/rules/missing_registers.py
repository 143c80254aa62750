"""A register that is not there, though plans name what it should hold, is one slip."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.corpus.names import fold
from planforge.findings import Place, Span
from planforge.i18n import msg
from planforge.rules.certain import texts_of
from planforge.source.layout import REGISTERS, REGISTRY, FileKind
from planforge.source.problems import problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from planforge.findings import Finding
    from planforge.source.layout import Layout

_OF_NAMES: Final = frozenset({"REF001", "REF004", "REF008"})
"""Rules that say where an unknown name may be registered."""
_SEVERAL: Final = 3
"""Unknown names from which on the register is missed, rather than one entry of it."""


def missing_registers(layout: Layout, findings: Sequence[Finding]) -> Iterator[Finding]:
    """Yield what is to be said of registers that are not there, and that *findings* miss.

    One finding for the whole folder where it has no register at all.
    """
    told = {finding.place.file for finding in layout.findings}
    there = {found.name for found in layout.files if found.kind is FileKind.REGISTER}
    paths = {f"{REGISTRY}/{name}.yaml" for name in REGISTERS if name not in there}
    missed: dict[str, set[str]] = {path: set() for path in sorted(paths - told)}
    if not missed or REGISTRY in told:
        return
    for finding in findings:
        if finding.rule in _OF_NAMES and finding.hint is not None:
            name = str(dict(finding.message.args).get("name", ""))
            files = texts_of(finding.hint)
            for path, names in missed.items():
                if fold(path) in files:
                    names.add(name)
    lacking = {path: names for path, names in missed.items() if len(names) >= _SEVERAL}
    if lacking and not there:
        lacking = {REGISTRY: set().union(*lacking.values())}
    for path, names in sorted(lacking.items()):
        yield problem(
            "SRC021",
            Place(path, span=Span()),
            msg("The file “{path}” is missing.", path=path)
            if path != REGISTRY
            else msg("The folder “{path}” is missing.", path=path),
            msg(
                "The plans name {count} things that stand there, such as “{name}”: restore it, or "
                "write it anew; until then these names are not checked.",
                count=len(names),
                name=min(names),
            ),
        )


__all__ = ["missing_registers"]

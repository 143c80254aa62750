"""Which extras must be installed before files of a kind can be made."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_PRINT: Final = ("typst", "pikepdf", "fontTools", "segno", "pylopdf_fonts_zh_cn")
_NEEDS: Final[Mapping[str, tuple[tuple[str, tuple[str, ...]], ...]]] = {
    "pdf": (("print", _PRINT),),
    "docx": (("print", _PRINT),),  # pictures in it are painted as for print
    "xlsx": (("office", ("xlsxwriter",)),),
    "ics": (("office", ("icalendar",)),),
    "cap": (),
    "json": (),
}
"""Ending of a file → extras and the modules of them that it needs."""


def missing(formats: Iterable[str]) -> tuple[str, ...]:
    """Return the extras that must be installed before files of *formats* can be made."""
    return tuple(
        sorted(
            {
                extra
                for ending in formats
                for extra, modules in _NEEDS[ending]
                if any(find_spec(module) is None for module in modules)
            }
        )
    )


__all__ = ["missing"]

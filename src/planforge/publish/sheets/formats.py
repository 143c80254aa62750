"""How cells look, each way made once for a workbook."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from planforge.i18n import DEFAULT_LANGUAGE

if TYPE_CHECKING:
    import xlsxwriter
    from xlsxwriter.format import Format

    from planforge.model.scalars import Limit

_GRID: Final = {"border": 1, "border_color": "#808080", "valign": "vcenter", "text_wrap": True}
_UNIT: Final = re.compile(r"[^\d.\s]+")
_HOUR, _DAY = 3_600, 86_400
_WORDS: Final = {
    DEFAULT_LANGUAGE: ("立即", "秒", "分钟", "小时", "天"),
    "en": ("at once", " s", " min", " h", " d"),
}
"""At once, and the units of time, as number formats show them."""


class Formats:
    """The formats of one workbook."""

    def __init__(self, book: xlsxwriter.Workbook, language: str) -> None:
        """Make formats in *book*; units of time are those of *language*."""
        self._book = book
        self._words = _WORDS.get(language, _WORDS["en"])
        self._durations: dict[str, Format] = {}
        self.head = book.add_format(
            {
                **_GRID,
                "font_name": "黑体",
                "bold": False,
                "align": "center",
                "bg_color": "#D9E2EC",
            }
        )
        self.text = book.add_format({**_GRID, "num_format": "@"})
        self.quoted = book.add_format({**_GRID, "num_format": "@", "quote_prefix": True})
        self.number = book.add_format({**_GRID, "num_format": "0", "align": "right", "indent": 1})
        self.decimal = book.add_format(
            {**_GRID, "num_format": "0.0##", "align": "right", "indent": 1}
        )
        self.date = book.add_format({**_GRID, "num_format": "yyyy-mm-dd", "align": "center"})
        self.link = book.add_format({**_GRID, "font_color": "#0B5394", "underline": 1})

    def duration(self, limit: Limit) -> Format:
        """Return the format that shows a length of time, counted in days, as *limit* is written."""
        code = _code(limit, self._words)
        if code not in self._durations:
            look = {**_GRID, "num_format": code, "align": "center"}
            self._durations[code] = self._book.add_format(look)
        return self._durations[code]


def _code(limit: Limit, words: tuple[str, ...]) -> str:
    at_once, second, minute, hour, day = words
    seconds = limit.seconds or 0
    written = {unit[0] for unit in _UNIT.findall(limit.text)}
    if not seconds:
        return f'[=0]"{at_once}";[m]"{minute}"'
    if written <= {"天", "日", "周", "d"} and not seconds % _DAY:
        return f'0"{day}"'
    if written <= {"小", "h"} and not seconds % _HOUR:
        return f'[h]"{hour}"'
    if seconds % 60:
        return f'[m]"{minute}"ss"{second}"' if seconds > 60 else f'[s]"{second}"'  # noqa: PLR2004 - a minute
    if written <= {"分", "m", "小", "h"} and (seconds < _HOUR or written <= {"分", "m"}):
        return f'[m]"{minute}"'
    return f'[h]"{hour}"mm"{minute}"'


__all__ = ["Formats"]

"""How wide a text is and where its lines break, decided here and not by a browser or a font.

Layout programs without font files take Chinese for narrow, and every machine has other fonts. So each
character has an upper bound of its width in the common fonts, and boxes are sized by that bound.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import Final

BOLD: Final = 1.06
"""Factor by which bold Latin text is wider; Chinese keeps its square."""

_NO_START: Final = frozenset("，。、；：？！）》〉」』】〕｝”’％…—·～,.;:?!)]}%‰℃°々ー")
_NO_END: Final = frozenset("（《〈「『【〔｛“‘([{＃¥￥№")
_WIDE_LATIN: Final = frozenset("mwMW@%&—…")
_NARROW_LATIN: Final = frozenset("ijl|.,:;'!I ()[]{}`ft/\\-r\"")
_TOKEN: Final = re.compile(
    r"——|……"
    r"|[≥≤＞＜>=<±～~]*\d+(?:[.:：/\-～~]\d+)*"
    r"(?:小时|分钟|毫米|千米|公里|万千瓦|立方米|平方公里|[%‰℃°年月日天时分秒米吨人户次级号个条类家座处支项])?"
    r"|[A-Za-z][A-Za-z0-9_\-.+²³]*|\s+|.",
    re.DOTALL,
)


@cache
def advance(char: str) -> float:
    """Return an upper bound of the width of one character, in em."""
    if unicodedata.category(char) in {"Mn", "Me", "Cf"}:
        return 0.0
    if ord(char) >= 0x1F000:  # pictographs come from their own, wider fonts
        return 1.4
    if unicodedata.east_asian_width(char) in "WFA":
        return 1.0
    if not char.isascii():
        return 1.1
    if char in _WIDE_LATIN:
        return 1.0
    if char in _NARROW_LATIN:
        return 0.46
    return 0.8 if char.isupper() else 0.65


@lru_cache(maxsize=65536)
def width(text: str, *, bold: bool = False) -> float:
    """Return an upper bound of the width of one line, in em."""
    factor = BOLD if bold else 1.0
    return sum(advance(char) * (factor if advance(char) < 1.0 else 1.0) for char in text)


def plain(text: str) -> str:
    """Return *text* as one clean line stack: no control characters, no lone surrogates, `\\n` kept."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n")
    return "".join(_plain_char(char) for char in text).strip()


def wrap(text: str, limit: float, *, max_lines: int = 0, bold: bool = False) -> tuple[str, ...]:
    """Break *text* into as few lines as fit *limit* em, of about equal length.

    Closing marks never begin a line and opening marks never end one, Latin words and numbers with
    their unit stay whole, unless a piece is longer than a whole line. No line is wider than *limit*
    (at least 2 em is taken). Beyond *max_lines* (0: no bound) the text ends in “…”.
    """
    limit = max(limit, 2.0)
    lines = [
        line
        for paragraph in plain(text).split("\n")
        if paragraph.strip()
        for line in _balanced(_chunks(paragraph.strip(), limit, bold=bold), limit, bold=bold)
    ]
    if max_lines and len(lines) > max_lines:
        lines = [*lines[: max_lines - 1], _shortened(lines[max_lines - 1], limit, bold=bold)]
    return tuple(lines)


def _plain_char(char: str) -> str:
    if char == "\n":
        return char
    category = unicodedata.category(char)
    if category == "Cs" or char in "\ufffe\uffff":
        return "\ufffd"
    if category == "Cc" or category in {"Zs", "Zl", "Zp"}:
        return " "
    return "" if category == "Cf" else char


def _chunks(paragraph: str, limit: float, *, bold: bool) -> list[str]:
    """Return the pieces between which a line may break; none is wider than *limit*."""
    chunks: list[str] = []
    for token in _TOKEN.findall(paragraph):
        joins = bool(chunks) and (token[0] in _NO_START or chunks[-1][-1] in _NO_END)
        if joins and not chunks[-1].isspace() and width(chunks[-1] + token, bold=bold) <= limit:
            chunks[-1] += token
        elif width(token, bold=bold) <= limit:
            chunks.append(token)
        else:
            chunks.extend(_pieces(token, limit, bold=bold))
    return chunks


def _pieces(token: str, limit: float, *, bold: bool) -> list[str]:
    pieces = [""]
    for char in token:
        if pieces[-1] and width(pieces[-1] + char, bold=bold) > limit:
            pieces.append("")
        pieces[-1] += char
    return pieces


def _balanced(chunks: list[str], limit: float, *, bold: bool) -> list[str]:
    """Return the lines with the least (number of lines, sum of squared slack)."""
    widths = [width(chunk, bold=bold) for chunk in chunks]
    best: list[tuple[int, float, int]] = [(0, 0.0, 0)]
    for end in range(1, len(chunks) + 1):
        choice: tuple[int, float, int] | None = None
        total = 0.0
        for start in range(end - 1, -1, -1):
            total += widths[start]
            if total > limit + 1e-9:
                break
            lines, cost, _ = best[start]
            bonus = 2.0 if start and chunks[start - 1][-1] in "，。、；：" else 0.0
            candidate = (lines + 1, cost + (limit - total) ** 2 - bonus, start)
            if choice is None or candidate < choice:
                choice = candidate
        assert choice is not None, "a chunk is never wider than a line"
        best.append(choice)
    lines_back: list[str] = []
    end = len(chunks)
    while end:
        start = best[end][2]
        lines_back.append("".join(chunks[start:end]).strip())
        end = start
    return [line for line in reversed(lines_back) if line]


def _shortened(line: str, limit: float, *, bold: bool) -> str:
    while line and (width(line + "…", bold=bold) > limit or line[-1] in "，。、；："):
        line = line[:-1]
    return line + "…"

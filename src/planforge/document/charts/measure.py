"""How wide a text is and where its lines break, decided here and not by a browser or a font.

Layout programs without font files take Chinese for narrow, and every machine has other fonts. So
each character has an upper bound of its width in the common fonts, and boxes are sized by it.
"""

from __future__ import annotations

import math
import re
import unicodedata
from functools import cache, lru_cache
from typing import Final

BOLD: Final = 1.06
"""Factor by which bold Latin text is wider; Chinese keeps its square."""

_NO_START: Final = frozenset("，。、；：？！）》〉」』】〕｝”’％…—·～,.;:?!)]}%‰℃°々ー")
_NO_END: Final = frozenset("（《〈「『【〔｛“‘([{＃¥￥№")
_FIRST_PICTOGRAPH: Final = "\U0001f000"
"""From here on characters come from fonts of their own, which are wider."""
_WIDE_LATIN: Final = frozenset("mwMW@%&")
_NARROW_LATIN: Final = frozenset("ijl|.,:;'!I ()[]{}`ft/\\-r\"")
_WORDS: Final = (
    "指挥部|办公室|专家组|工作组|成员单位|总指挥|负责人|应急|响应|预案|预警|启动|终止|升级|降级|级别|"
    "险情|灾情|灾害|洪水|洪涝|水位|水库|堤防|工程|群众|人员|伤亡|受灾|救援|救助|抢险|抢护|转移|安置|"
    "监测|预报|会商|研判|信息|报告|发布|部门|单位|综合|行政|执法|管理|资源|储备|物资|保障|重点|重大|重要|"
    "特大|提高|组织|协调|开展|加强|启用|条件|超过|警戒|保证|面积|降雨量|降雨|区域|地质|事故|事件|突发|总体|专项|"
    "化学品|危险|火灾|停电|通信|交通|电力|医疗|卫生|防疫|宣传|舆情|气象|水文|消防|公安|自然|环境|建设|"
    "城市|农村|市委|政府|支援|控制|评估|总结|恢复|重建|预计|可能|发生|持续|以上|以下|以内|清除|排查|"
    "笼罩|干流|派出|现场|责任|预防|处置|市长|局长|县长|司令员|领导"
)
"""Words of the field that look torn when a line breaks inside them."""
_TOKEN: Final = re.compile(
    r"——|……|[Ⅰ-Ⅻ]级|" + _WORDS + r"|"
    r"[A-Za-z][A-Za-z0-9_\-.+²³]*|\s+"
    r"|[≥≤＞＜>=<±～~]*\d+(?:[.:：/\-～~—]\d+)*"
    r"(?:小时|分钟|毫米|千米|公里|万千瓦|立方米|平方公里|[%‰℃°年月日天时分秒米吨人户次级号个条类家座处支项])?"
    r"(?:以?内|以上|以下)?"
    r"|.",
    re.DOTALL,
)


@cache
def advance(char: str) -> float:
    """Return an upper bound of the width of one character, in em."""
    if char.isascii():
        return _latin(char)
    if unicodedata.category(char) in {"Mn", "Me", "Cf"}:
        return 0.0
    if char >= _FIRST_PICTOGRAPH:
        return 1.4
    return 1.0 if unicodedata.east_asian_width(char) in "WFA" else 1.1


def _latin(char: str) -> float:
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
    """Return *text* without control characters and lone surrogates; line breaks are kept."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n")
    return "".join(_plain_char(char) for char in text).strip()


@lru_cache(maxsize=8192)
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
        elif joins and (cut := _tail(chunks[-1], token, limit, bold=bold)):
            chunks[-1:] = [chunks[-1][:cut], chunks[-1][cut:] + token]
        elif width(token, bold=bold) <= limit:
            chunks.append(token)
        else:
            chunks.extend(_pieces(token, limit, bold=bold))
    return chunks


def _tail(chunk: str, mark: str, limit: float, *, bold: bool) -> int:
    """Return where *chunk* is cut so that its end joins *mark* on the next line; 0: nowhere."""
    for at in range(len(chunk) - 1, 0, -1):
        if chunk[at] not in _NO_START and chunk[at - 1] not in _NO_END:
            fits = not chunk[at].isascii() and width(chunk[at:] + mark, bold=bold) <= limit
            return at if fits else 0
    return 0


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
            bonus = _bonus(chunks[start - 1], chunks[start]) if start else 0.0
            candidate = (lines + 1, cost + (limit - total) ** 2 - bonus, start)
            if choice is None or candidate < choice:
                choice = candidate
        best.append(choice or (best[end - 1][0] + 1, math.inf, end - 1))
    lines_back: list[str] = []
    end = len(chunks)
    while end:
        start = best[end][2]
        lines_back.append("".join(chunks[start:end]).strip())
        end = start
    return [line for line in reversed(lines_back) if line]


def _bonus(before: str, after: str) -> float:
    """Return how welcome a break between two pieces is, in squared em."""
    if before[-1] in "，。；：！？,;" or before.isspace():
        return 12.0
    if after[0] in "（《〈「『“〔(":
        return 8.0
    return 8.0 if before[-1] in "、）》”)" else 0.0


def _shortened(line: str, limit: float, *, bold: bool) -> str:
    while line and (width(line + "…", bold=bold) > limit or line[-1] in "，。、；："):
        line = line[:-1]
    return line + "…"

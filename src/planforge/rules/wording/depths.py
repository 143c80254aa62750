"""Headings that plans have as chapters, or as sections of one, at the other depth."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.findings import Place
from planforge.i18n import msg
from planforge.patterns import late
from planforge.rules.prose.text import on_line
from planforge.rules.rule import Hit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_CHAPTER: Final = late(
    "总则|预防[与和]监测预警|(?:应急)?组织(?:指挥)?体系(?:[与及和]职责)?|应急响应|后期处置|恢复与重建|应急保障|保障措施|附则"
)
_SECTION: Final = late(
    "编制目的|编制依据|适用范围|工作原则|事件分级|成员单位职责|成员单位及职责|工作组|现场指挥部|专家组|"
    "预警分级|预警行动|预警解除|先期处置|响应分级|响应启动|启动响应|响应措施|响应终止|信息发布|善后处置|"
    "调查评估|队伍保障|物资保障|通信保障|名词术语|预案解释|实施时间"
)
_FEWEST: Final = 4
"""Chapters in the usual words from which on the others are held against them."""


def misplaced(file: str, titles: Sequence[tuple[int, int, str, int]]) -> Iterator[Hit]:
    """Yield which of *titles* in *file* stand at the other depth.

    Only where the plan has the usual chapters, and a chapter only if it is not one elsewhere, too.

    Args:
        file: The prose.
        titles: Line, column, words and depth of each heading.
    """
    top = min((depth for *_, depth in titles), default=0)
    chapters = {title for *_, title, depth in titles if depth == top}
    if sum(_CHAPTER.fullmatch(title) is not None for title in chapters) < _FEWEST:
        return
    for line, column, title, depth in titles:
        span = line, column - 1, column - 1 + len(title)
        if depth == top + 1 and title not in chapters and _CHAPTER.fullmatch(title):
            yield Hit(
                Place(file, span=on_line(*span)),
                msg("“{title}” is a section here, elsewhere a chapter of its own", title=title),
                msg("Take away a #: the next chapters are numbered anew"),
            )
        elif depth == top and _SECTION.fullmatch(title):
            yield Hit(
                Place(file, span=on_line(*span)),
                msg("“{title}” is a chapter here, elsewhere a section of one", title=title),
                msg("Write one # more: the sections below it and the next chapters are renumbered"),
            )


__all__ = ["misplaced"]

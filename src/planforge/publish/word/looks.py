"""How each style of paragraphs looks, as values. GB/T 9704-2012, 7, and the custom of offices."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from planforge.frozen import dataclass
from planforge.publish.word.look import (
    CLOSER,
    FANG,
    HEI,
    KAI,
    LATIN,
    MARK_BEFORE,
    ONE,
    PITCH,
    SIZE_2,
    SIZE_3,
    SIZE_4,
    SIZE_5,
    SIZE_SMALL_4,
    SIZE_SMALL_5,
    SONG,
    TWO,
    XIAOBIAOSONG,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

HEADINGS: Final = 9
"""Levels of headings that Word has."""
DEEPEST: Final = 2
"""Levels of the outline that contents list."""
INNER: Final = 3
"""Levels of headings inside of annexes and sheets, which contents do not list."""
RED: Final = "E60012"


@dataclass(frozen=True, slots=True)
class Look:
    """How a style of paragraphs looks; lengths in twips on a page with 三号 text.

    Attributes:
        name: Name in Word; its own styles go by their English names in a file.
        east: Face of Chinese characters.
        size: In points.
        closer: Change of the distance from character to character.
        bold: Whether letters are bold.
        colour: RGB; empty for black.
        line: Exact distance of lines; 0 for single.
        before: Room above.
        after: Room below.
        first: Indent of the first line.
        left: Indent of all lines.
        right: The same at the right.
        hanging: How much of *left* is not for the first line.
        jc: Which way lines are set.
        keep: Whether it stays on the page of what follows.
        outline: Level in the outline, counted from 0; None for text.
        following: Id of the style that follows when somebody types on; empty for the same.
        own: Whether it is not one of Word's own.
        border: Sides with a line, thickness in eighths of a point, distance in points, RGB.
        fill: RGB of the ground; empty for none.
        stop: A tab stop at the right: `full` for the width of the text, with dots, `plain` one
            character before without; empty for none.
        latin: Face of letters and digits.
    """

    name: str
    east: str = FANG
    size: float = SIZE_3
    closer: int = 0
    bold: bool = False
    colour: str = ""
    line: int = PITCH
    before: int = 0
    after: int = 0
    first: int = 0
    left: int = 0
    right: int = 0
    hanging: int = 0
    jc: str = "both"
    keep: bool = False
    outline: int | None = None
    following: str = ""
    own: bool = True
    border: tuple[str, int, int, str] = ("", 0, 0, "")
    fill: str = ""
    stop: str = ""
    latin: str = LATIN


def _title(name: str, *, own: bool, outline: int | None = None, before: int = PITCH) -> Look:
    """Return a title in 二号小标宋."""
    return Look(
        name,
        XIAOBIAOSONG,
        SIZE_2,
        line=700,
        before=before,
        after=PITCH,
        jc="center",
        keep=True,
        outline=outline,
        following="Normal",
        own=own,
    )


def _heading(word_level: int, level: int) -> Look:
    """Return Word's heading *word_level*, which is the heading *level* of a plan; 0 for a title."""
    name = f"heading {word_level}"
    if level == 0:
        return _title(name, own=False, outline=0, before=0)
    east = {1: HEI, 2: KAI}.get(level, FANG)
    return Look(
        name,
        east,
        closer=CLOSER,
        first=TWO,
        keep=True,
        outline=word_level - 1,
        following="Normal",
        own=False,
    )


def _contents(level: int, east: str) -> Look:
    return Look(
        f"toc {level}",
        east,
        SIZE_4,
        line=460,
        left=280 * (level - 1),
        jc="left",
        own=False,
        stop="full",
    )


def _head(name: str, size: float, line: int) -> Look:
    """Return text of a head row, which stays on the page of the row below."""
    return replace(_table(name, HEI, size, line, "center"), keep=True)


def _table(name: str, east: str, size: float, line: int, jc: str) -> Look:
    return Look(name, east, size, line=line, jc=jc)


_FIXED: Final[Mapping[str, Look]] = {
    "Title": _title("Title", own=False, before=0),
    "TOCHeading": replace(_title("TOC Heading", own=False, before=0), after=500),
    "TOC1": _contents(1, HEI),
    "TOC2": _contents(2, FANG),
    "TOC3": _contents(3, FANG),
    "Caption": Look(
        "caption", HEI, SIZE_SMALL_4, line=440, jc="center", following="Normal", own=False
    ),
    "Header": Look(
        "header", KAI, SIZE_5, line=0, jc="left", own=False, border=("bottom", 4, 3, "auto")
    ),
    "Footer": Look("footer", SONG, SIZE_4, line=0, jc="left", own=False, latin=SONG),
    "FootnoteText": Look("footnote text", FANG, SIZE_5, line=320, first=420, own=False),
    "ListParagraph": Look("List Paragraph", closer=CLOSER, first=TWO, own=False),
    "Index1": Look(
        "index 1",
        FANG,
        SIZE_SMALL_4,
        line=360,
        left=240,
        hanging=240,
        jc="left",
        own=False,
    ),
    "IndexHeading": Look(
        "index heading", HEI, SIZE_SMALL_4, line=360, before=120, jc="left", keep=True, own=False
    ),
    "PfTable": _table("表格文字", FANG, SIZE_SMALL_4, 348, "left"),
    "PfTableSmall": _table("表格文字（小）", FANG, SIZE_5, 304, "left"),
    "PfTableTiny": _table("表格文字（最小）", FANG, SIZE_SMALL_5, 261, "left"),
    "PfTableCentre": _table("表格文字（居中）", FANG, SIZE_SMALL_4, 348, "center"),
    "PfTableCentreSmall": _table("表格文字（小，居中）", FANG, SIZE_5, 304, "center"),
    "PfTableCentreTiny": _table("表格文字（最小，居中）", FANG, SIZE_SMALL_5, 261, "center"),
    "PfTableHead": _head("表头", SIZE_SMALL_4, 348),
    "PfTableHeadSmall": _head("表头（小）", SIZE_5, 304),
    "PfTableHeadTiny": _head("表头（最小）", SIZE_SMALL_5, 261),
    "PfBefore": Look("表前", size=SIZE_SMALL_5, line=140, jc="left", keep=True),
    "PfGap": Look("表后", size=SIZE_SMALL_5, line=290, jc="left"),
    "PfGapSmall": Look("表后（小）", size=5, line=90, jc="left"),
    "PfRubric": Look("小标题", HEI, closer=CLOSER, first=TWO, keep=True, following="Normal"),
    "PfBox": Look(
        "说明",
        KAI,
        SIZE_4,
        line=460,
        left=240,
        right=160,
        border=("left", 16, 8, "5A5A5A"),
        fill="F7F7F7",
    ),
    "PfBoxTitle": Look(
        "说明标题",
        HEI,
        SIZE_4,
        line=460,
        left=240,
        right=160,
        keep=True,
        border=("left", 16, 8, "5A5A5A"),
        fill="F7F7F7",
    ),
    "PfFigure": Look("图", line=0, before=200, jc="center", keep=True),
    "PfLiteral": Look("原样文字", FANG, SIZE_SMALL_4, line=360, jc="left"),
    "PfFlush": Look("正文（顶格）", closer=CLOSER),
    "PfAttachment": Look(
        "附件说明",
        closer=CLOSER,
        before=PITCH,
        left=5 * ONE,
        hanging=3 * ONE,
        jc="left",
        keep=True,
    ),
    "PfAttachments": Look("附件说明（续）", closer=CLOSER, left=5 * ONE, jc="left", keep=True),
    "PfAnnexMark": Look("附件标记", HEI, closer=CLOSER, after=PITCH, jc="left", keep=True),
    "PfKept": Look("内部标记", HEI, jc="left", keep=True),
    "PfMark": Look(
        "发文机关标志",
        XIAOBIAOSONG,
        42,
        colour=RED,
        line=1100,
        before=MARK_BEFORE,
        jc="center",
        keep=True,
    ),
    "PfNumber": Look(
        "发文字号",
        closer=CLOSER,
        before=2 * PITCH,
        jc="center",
        keep=True,
        border=("bottom", 12, 11, RED),
    ),
    "PfNoticeTitle": _title("公文标题", own=True, before=2 * PITCH),
    "PfSign": Look("发文机关署名", closer=CLOSER, jc="right", keep=True),
    "PfDate": Look("成文日期", closer=CLOSER, jc="right"),
    "PfImprint": Look("版记", FANG, SIZE_4, line=440, jc="left", stop="plain"),
    "PfCoverMark": Look("封面标记", HEI, jc="left"),
    "PfCoverTitle": Look("封面标题", XIAOBIAOSONG, 36, line=1000, before=3400, jc="center"),
    "PfCoverLine": Look("封面文字", KAI, 18, line=700, before=300, jc="center"),
    "PfCoverIssuer": Look("封面落款", XIAOBIAOSONG, SIZE_2, line=700, jc="center"),
    "PfCardSort": Look("卡片类别", HEI, 18, colour=RED, line=440, jc="left", keep=True),
    "PfCardMotto": Look("卡片口号", HEI, SIZE_SMALL_4, line=320, jc="left", keep=True),
    "PfCardSubject": Look("卡片对象", HEI, 26, line=600, jc="left", keep=True),
    "PfCardRemark": Look("卡片说明", KAI, SIZE_4, line=360, after=40, jc="left", keep=True),
    "PfCardHead": Look(
        "卡片栏目",
        HEI,
        SIZE_SMALL_4,
        colour=RED,
        line=360,
        before=60,
        after=30,
        jc="left",
        keep=True,
        border=("bottom", 8, 1, RED),
    ),
    "PfCardText": Look("卡片文字", FANG, SIZE_5, line=300, jc="left"),
    "PfCardTextSmall": Look("卡片文字（小）", FANG, SIZE_SMALL_5, line=261, jc="left"),
    "PfCardFoot": Look("卡片落款", FANG, SIZE_SMALL_5, line=240, jc="left"),
    "PfStepTitle": Look("卡片事项", HEI, 11, line=300, jc="left"),
    "PfFormLine": Look("表单栏目", FANG, SIZE_5, line=340, jc="left"),
    "PfFormLead": Look("表单正文", FANG, SIZE_5, line=340, first=420),
    "PfFormNote": Look("表单注", KAI, SIZE_5, line=300, jc="left"),
    "PfSection": Look("分节", size=1, line=20, jc="left"),
}


def looks(shift: int) -> dict[str, Look]:
    """Return id → look of every style; the *shift* outermost headings are titles of parts."""
    found = {"Normal": Look("Normal", closer=CLOSER, first=TWO, own=False)}
    for level in range(1, HEADINGS + 1):
        found[f"Heading{level}"] = _heading(level, level - shift)
    for level in range(1, INNER + 1):
        found[f"PfInner{level}"] = replace(
            _heading(DEEPEST + level, level), name=f"附件内标题 {level}", own=True
        )
    annex = _title("附件标题", own=True, outline=shift, before=0)
    return {**found, "PfAnnexTitle": annex, **_FIXED}

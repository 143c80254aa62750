"""No line of a justified text is drawn apart so far that readers find blanks in it."""

from itertools import pairwise

import pytest

from planforge.document.books.book import Style
from planforge.publish.blocks.model import Block, Item, Listing
from planforge.publish.paper.encode import Folio, Setting
from planforge.publish.paper.spread import is_spread
from tests.unit.publish.paper.pages import MM, Sign, rows, said, signs, typeset, words

ROOM = 27.64
LONG = "统筹市级专项指挥机构，协调解决跨部门、跨县（区）、多灾种叠加的应急处置问题。"
CITED = "《国家大面积停电事件应急预案》（国办函〔2015〕134号）；"
PLAIN = "汛" * 90


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"（3）{LONG}", True),
        (f"（9）{CITED}", True),
        (f"（9）{CITED[:6]}", False),
        (PLAIN, False),
        (f"{PLAIN}，{PLAIN}。", False),
        (f"{'汛' * 20}abcdefghijklmnop{PLAIN}", True),
        ("", False),
    ],
)
def test_what_stays_together_may_leave_a_line_too_short(text: str, *, expected: bool) -> None:
    assert is_spread(text, ROOM) is expected


@pytest.mark.parametrize("text", [LONG, CITED])
@pytest.mark.parametrize("mark", ["（3）", "（9）", ""])
def test_characters_stand_less_than_a_tenth_apart(text: str, mark: str) -> None:
    block: Block = Listing((Item(mark, (words(text),)),)) if mark else words(f"按照规定{text}")
    sheets, _ = typeset((block,), Setting(Style.PLAN, "防汛预案", running=False, folio=Folio.NONE))
    for line in rows(signs(sheets.pdf)):
        assert _widest_gap(line) < 0.1 * line[0].size


def test_the_number_of_a_page_on_its_side_stands_where_it_does_on_others() -> None:
    """GB/T 9704-2012, 8: as bound, with the head of the page to the left."""
    for first, verso in ((7, False), (8, True)):
        setting = Setting(
            Style.ANNEX,
            "表",
            running=False,
            landscape=True,
            first_page=first,
            begins_left=verso,
        )
        sheets, _ = typeset((words("汛"),), setting)
        number = next(sign for sign in signs(sheets.pdf) if sign.text == str(first))
        edge = 210 * MM - number.y if not verso else number.y
        assert number.x < 35 * MM  # The foot of the page, as bound.
        assert 26 * MM < edge < 28 * MM + 45  # At the outer end, a character and a dash from it.


ADDRESS = "市民可通过网站https://www.anlan.gov.cn/yjgl/查询转移路线，也可拨打12345热线，"
MAIL = "或者发送邮件至anlanyingji_zhihuizhongxin@anlan.gov.cn反映情况。"


def test_lines_that_a_long_address_leaves_short_are_not_drawn_apart() -> None:
    setting = Setting(Style.PLAN, "防汛预案", running=False, folio=Folio.NONE)
    sheets, _ = typeset((words(ADDRESS + MAIL),), setting)
    lines = rows(signs(sheets.pdf))
    assert [said(line) for line in lines] == [
        "市民可通过网站https://www.anlan.gov.cn/yjgl/查询转移路线，",
        "也可拨打12345热线，或者发送邮件至anlanyingji_",
        "zhihuizhongxin@anlan.gov.cn反映情况。",
    ]
    assert [_widest_gap(line) < 0.02 * line[0].size for line in lines] == [True] * 3


def _widest_gap(line: list[Sign]) -> float:
    """Return how far two Chinese characters of *line* stand apart at most."""
    return max(
        (
            later.x - earlier.x - earlier.size
            for earlier, later in pairwise(line)
            if "一" <= earlier.text <= "龥" and "一" <= later.text <= "龥"
        ),
        default=0.0,
    )

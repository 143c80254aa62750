import pytest

from planforge.document.books.book import Numbering
from planforge.publish.paper.headings import chinese, label, title_lines


@pytest.mark.parametrize(
    ("number", "written"),
    [((3,), "三、"), ((3, 12), "（十二）"), ((3, 1, 2), "2."), ((3, 1, 2, 4), "（4）")],
)
def test_chinese_numbers_are_those_of_official_documents(
    number: tuple[int, ...], written: str
) -> None:
    assert label(number, len(number), Numbering.CHINESE) == written


def test_a_fifth_level_is_circled_up_to_twenty() -> None:
    assert label((1, 1, 1, 1, 20), 5, Numbering.CHINESE) == "⑳"
    assert label((1, 1, 1, 1, 21), 5, Numbering.CHINESE) == "（21）"


def test_decimal_numbers_stand_a_character_before_the_text() -> None:
    assert label((1,), 1, Numbering.DECIMAL) == "1\u3000"
    assert label((3, 2, 10), 3, Numbering.DECIMAL) == "3.2.10\u3000"


def test_a_heading_without_number_or_in_an_unnumbered_part_has_no_label() -> None:
    assert label((), 1, Numbering.CHINESE) == ""
    assert label((2,), 1, Numbering.NONE) == ""


def test_numbers_are_written_as_people_say_them() -> None:
    assert [chinese(n) for n in (1, 9, 10, 11, 20, 99, 102)] == [
        "一",
        "九",
        "十",
        "十一",
        "二十",
        "九十九",
        "一〇二",
    ]


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("", ()),
        ("目录", ("目录",)),
        ("安宁市民用航空器事故应急预案", ("安宁市民用航空器事故应急预案",)),
        (
            "安宁市人民政府办公室关于印发安宁市防汛抗旱应急预案的通知",
            ("安宁市人民政府办公室关于印发", "安宁市防汛抗旱应急预案的通知"),
        ),
        (
            "安宁市人民政府办公室关于印发《安宁市城市轨道交通运营突发事件应急预案》的通知",
            (
                "安宁市人民政府办公室关于印发",
                "《安宁市城市轨道交通运营",
                "突发事件应急预案》的通知",
            ),
        ),
        (
            "安宁市防汛抗旱指挥部成员单位职责分工和联系方式一览表",
            ("安宁市防汛抗旱指挥部成员单位", "职责分工和联系方式一览表"),
        ),
    ],
)
def test_the_lines_of_a_title_end_where_words_do(title: str, lines: tuple[str, ...]) -> None:
    assert title_lines(title, 20) == lines


def test_a_very_long_title_has_as_many_lines_as_it_needs() -> None:
    title = "安宁市突发事件" * 30

    lines = title_lines(title, 20)

    assert "".join(lines) == title
    assert max(map(len, lines)) <= 20
    assert len(lines) <= 12

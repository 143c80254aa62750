import pytest

from planforge.publish.paper.headings import title_lines


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

import pytest

from planforge.publish.paper.headings import running_title, title_lines


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
        (
            "青川县政府防汛抗旱指挥部　青川县应急管理局　青川县水务局关于印发山洪应急预案的通知",
            (
                "青川县政府防汛抗旱指挥部",
                "青川县应急管理局　青川县水务局",
                "关于印发山洪应急预案的通知",
            ),
        ),
        (
            "龙潭镇人民政府　青川县水务局　青川县应急管理局关于印发龙潭镇防汛应急预案的通知",
            (
                "龙潭镇人民政府　青川县水务局",
                "青川县应急管理局关于印发",
                "龙潭镇防汛应急预案的通知",
            ),
        ),
        (
            "龙潭镇崀山垟村水库极端强降雨引发山洪泥石流叠加突发事件应急预案（2026年修订试行）",
            (
                "龙潭镇崀山垟村水库极端强降雨",
                "引发山洪泥石流叠加突发事件",
                "应急预案（2026年修订试行）",
            ),
        ),
        (
            "次生环境污染突发事故灾难综合应对处置与区域协同联动救援保障专项应急预案",
            ("次生环境污染突发事故灾难综合应对", "处置与区域协同联动救援保障专项应急预案"),
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


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("安宁市防汛抗旱应急预案", "安宁市防汛抗旱应急预案"),
        ("防" * 38, "防" * 38),
        ("防" * 39, "防" * 37 + "…"),
        ("极" * 33 + "突发事件应急预案", "极" * 33 + "突发事件…"),
        ("极" * 35 + "突发事件应急预案", "极" * 35 + "…"),
        ("极" * 32 + "山洪与泥石流应急预案", "极" * 32 + "山洪…"),
    ],
)
def test_a_running_head_has_two_lines_at_most_and_ends_with_a_word(title: str, said: str) -> None:
    assert running_title(title, 20) == said

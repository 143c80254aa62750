from __future__ import annotations

import pytest

from planforge.corpus.plan_view import PlanView
from planforge.rules.prose.law_quotes import article_quotes, edition_of, number, written
from planforge.rules.statutes import find
from tests.unit.rules.city import view

LAW = "中华人民共和国突发事件应对法"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("一", 1),
        ("十", 10),
        ("十七", 17),
        ("四十二", 42),
        ("一百零六", 106),
        ("一百一十", 110),
    ],
)
def test_numbers_of_articles_are_read(text: str, value: int) -> None:
    assert number(text) == value
    assert written(value) == text
    assert number(str(value)) == value


def quotes(prose: str) -> list[tuple[str, int, int, str]]:
    plan = view()
    shown = PlanView(plan.plan, plan.registry, plan.file, prose)
    return [(x.document.title, x.article, x.clause, x.text) for x in article_quotes(shown)]


def test_a_list_of_articles_belongs_to_the_title_before_it() -> None:
    assert quotes(
        "依据《突发事件应对法》第十七条第一款、第六十一条和第二十四条第（四）项办理。"
    ) == [
        (LAW, 17, 1, "第十七条第一款"),
        (LAW, 61, 0, "第六十一条"),
        (LAW, 24, 0, "第二十四条第（四）项"),
    ]


def test_a_title_without_marks_is_known_by_its_end() -> None:
    assert quotes("按照突发事件应对法第六十三条办理。") == [(LAW, 63, 0, "第六十三条")]


def test_titles_of_other_texts_are_left_alone() -> None:
    assert not quotes("依据临江省突发事件应对法第三条、《临江省突发事件应对条例》第二条办理。")
    assert not quotes("原《突发事件应对法》第四十二条，本法第三条。")


def test_words_in_brackets_tell_the_edition() -> None:
    law = find(LAW)
    assert law
    assert edition_of(law, "2007年").title == f"{LAW}（2007年）"
    assert edition_of(law, "主席令第六十九号").title == f"{LAW}（2007年）"
    assert edition_of(law, "2007年公布，2024年修订") is law
    assert edition_of(law, "") is law

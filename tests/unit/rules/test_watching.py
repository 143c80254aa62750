"""A level below all grades of incidents, 关注级: it is there for watching only."""

from __future__ import annotations

import pytest

from planforge.model.plan import ResponseLevel
from tests.unit.rules.city import hits, view

ORDER = ("Ⅲ级", "Ⅳ级", "关注级")


def plan_with(grades: object, *, at: str = "关注级") -> dict[str, object]:
    given: dict[str, object] = {"Ⅲ级": "较大", "Ⅳ级": "一般", "关注级": "一般", at: grades}
    levels = {name: {"对应分级": given[name]} for name in ORDER}
    if grades is None:
        levels[at] = {}
    actions = [
        {
            "编号": "watch",
            "阶段": "启动响应",
            "起始级别": "关注级",
            "责任": "市防办",
            "内容": "会商",
        },
        {"编号": "save", "阶段": "应急处置", "起始级别": "Ⅳ级", "责任": "市防办", "内容": "抢险"},
    ]
    return {"响应级别次序": list(ORDER), "响应级别": levels, "响应措施": actions}


@pytest.mark.parametrize("word", ["无", "none"])
def test_a_level_below_all_grades_says_so(word: str) -> None:
    level = ResponseLevel.model_validate({"对应分级": word})
    assert (level.grades, level.is_for_watching) == ((), True)
    plan = view(**plan_with(word))
    assert hits("LVL016", plan) == []
    assert hits("TIM012", plan) == []


def test_a_level_that_says_nothing_of_grades_lacks_one() -> None:
    assert not ResponseLevel().is_for_watching
    plan = view(**plan_with(None))
    (hit,) = hits("LVL016", plan)
    assert hit.place.pointer == ("levels", "关注级")
    assert hit.hint is not None
    assert hit.hint.render() == ("写在「对应分级」下；低于各级事件、只作关注的级别，在那里写“无”")
    (missing,) = hits("TIM012", plan)
    assert missing.place.pointer == ("actions", 1, "first_level")


def test_only_a_level_below_the_mildest_grade_can_be_for_watching() -> None:
    plan = view(**plan_with("无", at="Ⅳ级"))
    assert [hit.place.pointer for hit in hits("LVL016", plan)] == [("levels", "Ⅳ级")]

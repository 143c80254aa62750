"""What nobody knows in a drill is asked for where a level or an action hangs on it."""

from __future__ import annotations

from planforge.drill.kit.unknown import WAIT, Question, questions
from planforge.model.drill_scales import InjectType
from tests.unit.drill.build.demo import NAMES, drills, played, rehearsed
from tests.unit.drill.kit.small_drill import demo_kit


def never(name: str) -> list[tuple[str, tuple[str, ...]]]:
    """Return what is never known in the drill called *name*: plans with dimensions."""
    found = questions(rehearsed(name), played(name))
    return [(one.plan, one.dimensions) for one in found if one.is_never]


def test_people_hurt_are_asked_for_once_there_is_damage_where_the_scenario_never_says_it() -> None:
    [start] = [x for x in played("night-landslide").of("level_activated") if x.plan == "geology"]
    [slide] = [x for x in drills()["night-landslide"].drill.developments if x.title == "整体下滑"]
    assert start.t < slide.at.seconds
    second = slide.at.seconds + WAIT
    assert questions(rehearsed("night-landslide"), played("night-landslide"))[-1] == Question(
        f"unknown-geology-{second}", second, "geology", ("deaths",), is_never=True
    )


def test_nothing_is_asked_of_a_false_alarm() -> None:
    [found] = [x for x in drills()["false-alarm"].drill.developments if x.false_alarms]
    asked = questions(rehearsed("false-alarm"), played("false-alarm"))
    assert [one for one in asked if one.second >= found.at.seconds] == []
    assert never("false-alarm") == []


def test_what_rows_lack_is_asked_for_and_nothing_from_elsewhere() -> None:
    assert never("province-takeover") == [
        ("hazchem", ("fire-uncontrolled-hours", "leak-uncontrolled-hours"))
    ]
    assert never("flood-season") == []
    assert never("blackout-blind") == []


def test_the_card_goes_to_the_office_of_the_plan_and_says_that_nobody_knows() -> None:
    cards = [x for x in demo_kit("mutual-aid").injects if x.id.startswith("unknown-")]
    [card] = cards
    assert (card.type, card.to) == (InjectType.CLARIFICATION, ("市危化办",))
    assert card.text.render("zh_CN").startswith(  # type: ignore[union-attr]  # a sentence
        "这是一次演练。请说明：死亡人数、泄漏失控持续时间、重伤人数"
    )
    assert card.leeway.render("zh_CN") == (  # type: ignore[union-attr]  # a sentence
        "情景始终没有给出：被问到的回答“正在核实”。看是否按“不明”上报并继续追问，是否按较重的情况作了准备。"
    )


def test_no_fact_is_asked_for_twice_and_none_that_is_told() -> None:
    for name in NAMES:
        told = {fact.dimension for fact in rehearsed(name).script.facts if fact.value is not None}
        asked = [(plan, x) for plan, found in never(name) for x in found]
        assert len(asked) == len(set(asked))
        assert told.isdisjoint(x for _, x in asked)
        assert drills()[name].drill.id == name


def test_what_is_asked_can_be_read_aloud_and_no_two_cards_at_one_time_look_alike() -> None:
    cards = [x for x in demo_kit("cascade").injects if x.id.endswith("-geology-15300")]
    then = "什么时候、从哪里得到的情况？按《突发地质灾害应急预案》，响应级别会不会因此提高？"
    assert [(x.title.render("zh_CN"), x.text.render("zh_CN")) for x in cards] == [  # type: ignore[union-attr]  # sentences
        (
            "催问未报情况：突发地质灾害应急预案",
            f"这是一次演练。请说明：滑坡体积、需搬迁转移人数、国省干线公路中断时间。{then}",
        ),
        (
            "核实未知情况：突发地质灾害应急预案",
            f"这是一次演练。请说明：有没有威胁县城或者集镇。{then}",
        ),
    ]

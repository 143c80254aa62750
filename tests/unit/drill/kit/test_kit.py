"""What the papers of a drill say, of a small drill and of those of the demonstration."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from planforge.document.drills.desk import Desk
from planforge.document.pages.frame import Frame
from planforge.drill.condition import base
from planforge.drill.kit.build import UnknownPackError, has_script, kit
from planforge.drill.kit.injects import REAL_EVENT
from planforge.drill.kit.packs import built_in
from planforge.drill.kit.values import text_of
from planforge.drill.rehearsal import play, rehearsal
from planforge.drill.returned.reading import limit_of
from planforge.model.base import Kind
from planforge.model.drill_scales import InjectType
from planforge.model.scalars import Limit
from tests.unit.drill.build.demo import drills
from tests.unit.drill.kit.small_drill import (
    BLIND,
    DRILL,
    ON_SITE,
    UNTOLD,
    city,
    demo_kit,
    kit_of,
    view_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from planforge.drill.kit.values import Kit, Words

LANGUAGE = "zh_CN"
NAMES = ("army", "blackout-blind", "cascade", "flood-season", "province-takeover")
"""Drills of each kind."""


def said(words: Words) -> str:
    return text_of(words, LANGUAGE)


def told(found: Kit) -> Iterator[str]:
    """Yield a small kit as text: what a review reads when a golden file changes."""
    for one in found.injects:
        to = "、".join(said(name) for name in one.to)
        yield f"{one.id} [{one.type.zh}] {one.at} {said(one.trigger)}"
        yield f"  {said(one.title)}：{said(one.text)} {said(one.sender)}→{to} {one.delivery.zh}"
        for action in one.expected:
            yield (
                f"  预期 {action.id} {'、'.join(action.actors)} {action.title} {action.due} "
                f"《{action.basis.plan_name}》{action.basis.clause} {action.standard}"
            )
        yield f"  {one.controller} {one.simulator} {one.helped_by} {said(one.leeway)}"
    for row in found.script:
        yield f"{row.id} {row.at} {said(row.stage)} {said(row.scene)} {said(row.action)}"
        yield f"  {row.actor} {said(row.caption)} {row.props} {row.due} {row.slack} {row.items}"
        yield from (f"  {said(turn.speaker)}：{said(turn.words)}" for turn in row.dialogue)
        yield f"  解说 {said(row.narration)} 提示 {said(row.cue)}"
    for sheet in found.sheets:
        yield f"评估表 {sheet.id or '汇总'}"
        yield from (f"  {one.id} {one.dimension} {one.critical}" for one in sheet.items)


def test_a_small_kit_reads_like_this(golden: Callable[[str, str], None]) -> None:
    golden("drills/small.txt", "".join(f"{line.rstrip()}\n" for line in told(kit_of())))


def test_every_critical_expected_action_has_a_call_that_helps() -> None:
    for name in NAMES:
        found = demo_kit(name)
        ids = {one.id for one in found.injects}
        for one in found.injects:
            if any(action.critical for action in one.expected):
                assert one.helped_by
            assert set(one.helped_by) <= ids


def test_every_message_has_the_drill_phrase_but_the_card_of_real_events() -> None:
    for name in NAMES:
        found = demo_kit(name)
        phrase = drills()[name].drill.phrase
        plain = [one.id for one in found.injects if not said(one.text).startswith(phrase)]
        assert plain == [REAL_EVENT]
        (real,) = (one for one in found.injects if one.id == REAL_EVENT)
        assert said(real.text).startswith("这不是演练")
        assert real.type is InjectType.REAL_EVENT


def test_ids_are_unique_and_stay_when_something_is_added() -> None:
    before = kit_of()
    more = DRILL.replace(
        "时间表:",
        "  - {编号: a0, 类型: 情境信息, 时间: T+00:10, 正文: 天阴了, 发出: 巡堤员, 接收: 市防办}\n"
        "时间表:",
    )
    after = kit_of(more)
    ids = [one.id for one in after.injects]
    assert len(set(ids)) == len(ids)
    assert set(ids) - {one.id for one in before.injects} == {"a0"}
    rows = [row.id for row in after.script]
    assert len(set(rows)) == len(rows)
    assert {row.id for row in before.script} <= set(rows)


def test_nobody_speaks_of_what_the_own_desk_does_not_know() -> None:
    """E14 and X06 for dialogue: a report only has facts of the record that it was made from."""
    found = demo_kit("cascade")
    registry = found.rehearsal.view.registry
    for row in found.script:
        if not row.id.startswith("report/"):
            continue
        record = found.trace.records[row.records[0]]
        known = record.know[record.role]
        assert isinstance(known, dict)
        names = {
            entity.name
            for name in known
            if (entity := registry.names.get(base(name), (Kind.INDICATOR,)))
        }
        spoken = "".join(said(turn.words) for turn in row.dialogue)
        strange = {entity.name for entity in registry.names.entities(Kind.INDICATOR)} - names
        assert [name for name in strange if f"、{name}" in spoken or f"。{name}" in spoken] == []


def test_limits_of_expected_actions_are_those_of_the_plan_and_passed_by_nobody() -> None:
    """Whatever organisers ask for; and a limit over before the inject runs from the inject."""
    for name in NAMES:
        found = demo_kit(name)
        for one in found.injects:
            for action in one.expected:
                plan = found.rehearsal.view.plan(action.plan)
                assert plan is not None
                index = plan.action_index[action.action]
                facts = plan.plan.actions[index]
                levels = [plan.action_at(index, facts, x.severity).limit for x in plan.levels]
                assert action.limit in levels
                if one.at is not None and action.due is not None:
                    assert action.due >= one.at
                if action.asked and action.limit and not action.is_at_once:
                    assert (action.asked.seconds or 0) < (action.limit.seconds or 0)
    by_id = {x.id: x for one in demo_kit("cascade").injects for x in one.expected}
    power = by_id["k5/blackout/own-power"]
    assert (power.limit, power.anchor, power.due) == (Limit.read("15分钟"), None, 6 * 3600 + 300)


def test_what_organisers_ask_for_stands_beside_the_limit_of_the_plan() -> None:
    by_id = {x.id: x for one in demo_kit("false-alarm").injects for x in one.expected}
    told = by_id["f3/hazchem/publish"]
    assert (told.limit, told.asked) == (Limit.read("5小时"), Limit.read("30分钟"))
    assert told.asked_due == 5100
    longer = DRILL.replace("时限: 40分钟", "时限: 9小时")
    (action,) = next(one.expected for one in kit_of(longer).injects if one.id == "a1")
    assert action.asked is None


def test_expected_actions_and_rows_have_their_clause() -> None:
    for name in NAMES:
        found = demo_kit(name)
        for one in found.injects:
            for action in one.expected:
                assert action.basis.clause
                assert action.actors
        for row in found.script:
            if row.id.startswith(("start/", "done/", "level/")):
                assert row.basis is not None
                assert row.basis.clause


def test_no_unit_is_invented() -> None:
    """Whoever acts, sends or gets something is registered, named by the drill, or the desk."""
    for name in NAMES:
        found = demo_kit(name)
        view = found.rehearsal.view
        drill = view.drill
        named = {*drill.simulated, *(one.source for one in drill.injects)}
        named |= {play for one in drill.organisers.simulators for play in one.plays}
        groups = {group.name for plan in view.plans for group, _ in plan.groups}
        for row in found.script:
            if row.actor and row.actor not in named | groups:
                assert view.get(row.actor) is not None, row.actor
        for one in found.injects:
            for to in one.to:
                if isinstance(to, str) and to not in named:
                    assert view.get(to) is not None, to


def test_a_drill_that_nobody_is_told_of_has_no_script() -> None:
    assert not has_script(view_of(BLIND).drill)
    assert kit_of(BLIND).script == ()
    assert kit_of().script != ()


def test_what_is_skipped_is_told_at_the_jump() -> None:
    rows = {row.id: row for row in demo_kit("province-takeover").script}
    told = said(rows["inject/jump-9000"].narration)
    assert told == "其间：升为《总体预案》Ⅱ级响应；开始5项行动。"


def test_levels_are_decided_by_those_who_know_why() -> None:
    rows = {row.id: row for row in kit_of().script}
    first, second = rows["level/flood/3300"].dialogue
    assert (said(first.speaker), said(first.words)) == (
        "市防办",
        "这是一次演练。市防办主任，24小时降雨量120毫米，达到条件，建议启动《防汛预案》Ⅱ级响应。",
    )
    assert said(second.speaker) == "市防办主任"


def test_evaluators_judge_their_goals() -> None:
    first, second, common = kit_of().sheets
    assert [one.id for one in first.items][:3] == [
        "a1/flood/consult", "quick/flood/patrol", "goal/quick",
    ]  # fmt: skip
    assert second.items[0].critical
    assert common.evaluator is None


def test_an_unknown_pack_is_refused() -> None:
    made = rehearsal(city(), view_of(DRILL + "评估包: ours\n"))
    with pytest.raises(UnknownPackError) as caught:
        kit(made, play(made))
    assert (caught.value.pack, caught.value.known) == ("ours", ("aqt9009", "guide2009", "hseep"))


@pytest.mark.parametrize("name", ["aqt9009", "guide2009", "hseep"])
def test_packs_judge_every_phase(name: str) -> None:
    pack = built_in().packs[name]
    assert pack.capped in {grade.id for grade in pack.grades}
    assert len(pack.timed) <= len(pack.ratings)
    items = [item.id for one in pack.dimensions for item in one.items]
    assert len(set(items)) == len(items)
    assert kit_of(DRILL + f"评估包: {name}\n").sheets


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (DRILL, "这是一次演练。“小城市防汛演练”现在开始。"),
        (UNTOLD, "这是一次演练。演练现在开始。"),
        (BLIND, "这是一次演练。演练现在开始。"),
    ],
)
def test_the_start_is_announced_without_a_name_that_tells_the_scenario(
    text: str, said: str
) -> None:
    (start,) = (one for one in kit_of(text).injects if one.id == "startex")
    assert text_of(start.text, "zh_CN") == said


def test_organisers_may_say_by_when_what_begins_at_once_is_done() -> None:
    """A plan that says 立即 says nothing of the end, so no limit of it is widened."""
    text = ON_SITE.replace("措施: evacuate, 关键: 是", "措施: evacuate, 时限: 45分钟, 关键: 是")
    made = kit_of(text)
    (action,) = next(one.expected for one in made.injects if one.id == "a2")
    assert (action.is_at_once, action.asked, action.asked_due) == (
        True,
        Limit.read("45分钟"),
        (4 * 60 + 5 + 45) * 60,
    )
    here = Desk(Frame(city(), language="zh_CN", public=False, version="1"), made)
    assert here.limits(action) == "立即（5分钟内开始）；组织方要求：注入后45分钟内做完"
    assert limit_of(made.rehearsal.view, "注入后50分钟内做完", None) == ("50分钟", None)

"""A drill is scored: real times against planned ones, ratings, what is to be mended."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planforge.drill.elements import Named
from planforge.drill.history import History
from planforge.drill.improvement import task_id
from planforge.drill.kit.build import kit
from planforge.drill.kit.clauses import action_basis
from planforge.drill.kit.clock import Piece, Timeline
from planforge.drill.kit.evaluation import judging
from planforge.drill.kit.packs import built_in
from planforge.drill.kit.values import text_of
from planforge.drill.lateness import Cause
from planforge.drill.lateness import rehearsed as rehearsed_span
from planforge.drill.prepared import Prepared
from planforge.drill.score import score
from planforge.drill.timed import (
    Judgement,
    Records,
    Seen,
    Timed,
    Verdict,
    drill_second,
)
from planforge.model.drill_scales import TaskTarget
from planforge.model.scalars import Limit
from planforge.model.scales import Anchor, Phase
from tests.unit.drill.build.demo import played, rehearsed

if TYPE_CHECKING:
    from planforge.drill.improvement import Improvement
    from planforge.drill.kit.values import Expected, Inject, Kit

NAME = "flood-season"


@cache
def papers() -> Kit:
    """Return papers of a drill at a table as if it were held on site."""
    return replace(kit(rehearsed(NAME), played(NAME)), is_table=False)


def expected() -> list[tuple[Inject, Expected]]:
    return [(inject, one) for inject in papers().injects for one in inject.expected]


def given_in_time() -> dict[str, int]:
    """Return every inject given at its minute."""
    clock = papers().timeline.drill_second
    return {
        one.id: second
        for one in papers().injects
        if one.at is not None and (second := clock(one.at)) is not None
    }


@pytest.mark.parametrize(
    ("text", "second"),
    [("09:00", 0), ("9:05", 300), ("09：05", 300), ("08:50", -600), ("00:10+1", 54_600)],
)
def test_clocks_are_seconds_of_the_drill(text: str, second: int) -> None:
    begins = papers().timeline.drill_start
    assert begins is not None
    assert (begins.hour, begins.minute) == (9, 0)
    assert drill_second(text, papers().timeline) == second


@pytest.mark.parametrize("text", ["", "上午", "9点", "09:5", "09:61", "25:00"])
def test_what_is_no_clock_is_none(text: str) -> None:
    assert drill_second(text, papers().timeline) is None


def printed(line: Timeline, second: int) -> int:
    """Return the second of the drill that papers print of a second of the scenario."""
    shown = line.shown_by(second)
    assert shown is not None
    return shown - shown % 60


@pytest.mark.parametrize("name", ["cascade", NAME])
def test_a_drill_held_to_the_minute_of_its_papers_is_neither_early_nor_late(name: str) -> None:
    papers = replace(kit(rehearsed(name), played(name)), is_table=False)
    line = papers.timeline
    history = History(Prepared(papers.rehearsal.world), papers.trace)
    given, seen = {}, {}
    for inject in papers.injects:
        if inject.at is None or line.shown_by(inject.at) is None:
            continue
        given[inject.id] = printed(line, inject.at)
        for one in inject.expected:
            span = rehearsed_span(history, one, inject.at)
            if span and None not in map(line.shown_by, span):
                begun, ended = span
                seen[one.id] = Seen(printed(line, begun), printed(line, ended))
    timed = score(papers, Records(given, seen)).timed
    own = [cause for one in timed for cause, _ in one.parts if cause is not Cause.PLAN]
    assert len(seen) > 5
    assert own == []


def test_what_nobody_wrote_of_is_not_recorded_and_counts_for_nothing() -> None:
    empty = score(papers(), Records(given_in_time(), {}))
    assert {one.verdict for one in empty.timed} == {Verdict.NOT_RECORDED}
    assert (empty.failed, empty.cap, empty.improvements) == ((), "", ())


def test_what_was_written_down_as_not_seen_is_and_what_was_not_given_was_not_to_be_seen() -> None:
    missed = {one.id: Seen(is_missed=True) for _, one in expected()}
    all_given = score(papers(), Records(given_in_time(), missed))
    assert {one.verdict for one in all_given.timed} == {Verdict.NOT_DONE}
    assert all_given.failed == tuple(one.id for _, one in expected() if one.critical)
    assert all_given.cap == papers().pack.capped
    assert len(all_given.improvements) == len(expected())
    one_given = score(papers(), Records({"s1": 0}, missed))
    assert [one.verdict for one in one_given.timed] == [
        Verdict.NOT_DONE if inject.id == "s1" else Verdict.NOT_GIVEN for inject, _ in expected()
    ]


def rated(rating: str) -> Records:
    """Return records in which an evaluator rated each action, and nobody wrote a time."""
    judged = tuple(Judgement("e1", one.id, rating) for _, one in expected())
    return Records(given_in_time(), {}, judged)


@pytest.mark.parametrize(
    ("rating", "verdict"),
    [
        ("优", Verdict.DONE),
        ("中", Verdict.DONE),
        ("差", Verdict.NOT_DONE),
        ("未观察", Verdict.NOT_RECORDED),
    ],
)
def test_without_times_the_rating_says_whether_it_was_seen(rating: str, verdict: Verdict) -> None:
    found = score(papers(), rated(rating))
    assert {one.verdict for one in found.timed} == {verdict}
    critical = tuple(one.id for _, one in expected() if one.critical)
    assert found.failed == (critical if verdict is Verdict.NOT_DONE else ())
    assert len(found.improvements) == (len(expected()) if verdict is Verdict.NOT_DONE else 0)


@pytest.mark.parametrize("limit", ["24小时", "20个工作日"])
def test_what_is_due_after_the_drill_only_is_no_failure(limit: str) -> None:
    line = Piece(0, AT + 7_200, 0, AT + 7_200)
    made = small_kit(line)
    inject, one = made.injects[0], made.injects[0].expected[0]
    read = Limit.read(limit)
    due = None if read.seconds is None else AT + read.seconds
    later = replace(one, limit=read, due=due)
    made = replace(made, injects=(replace(inject, expected=(later,)),))
    for seen in ({}, {one.id: Seen(is_missed=True)}):
        found = score(made, Records({inject.id: AT}, seen))
        assert [x.verdict for x in found.timed] == [Verdict.NOT_DUE]
        assert (found.failed, found.improvements) == ((), ())
    worst = (Judgement("e1", one.id, made.pack.worst.id),)
    (missed,) = score(made, Records({inject.id: AT}, {}, worst)).timed
    assert missed.verdict is Verdict.NOT_DONE


def test_what_ends_at_its_limit_is_in_time_and_a_second_later_late() -> None:
    line = papers().timeline
    limits = {
        one.id: due
        for _, one in expected()
        if one.due is not None and (due := line.shown_by(one.due)) is not None
    }
    assert len(limits) > 1
    for offset, verdict in ((0, Verdict.IN_TIME), (1, Verdict.LATE)):
        seen = {name: Seen(due - 60, due + offset) for name, due in limits.items()}
        found = score(papers(), Records(given_in_time(), seen))
        for one in found.timed:
            if one.expected.id in limits:
                assert one.verdict is verdict, one.expected.id
    assert all(one.problem for one in found.improvements)


@pytest.mark.parametrize("name", [NAME, "cascade", "false-alarm", "mutual-aid"])
def test_what_has_a_limit_that_is_known_is_held_against_it(name: str) -> None:
    """Also what is due in a jump of the drill: it has passed when the scenario goes on."""
    made = replace(kit(rehearsed(name), played(name)), is_table=False)
    last = made.timeline.length
    every = {
        one.id: Seen(last, last) for x in made.injects for one in x.expected if x.at is not None
    }
    for one in score(made, Records({}, every)).timed:
        if one.expected.due is not None and one.expected.id in every:
            assert one.verdict in {Verdict.IN_TIME, Verdict.LATE}, one.expected.id


def test_a_limit_that_runs_from_the_inject_moves_with_it() -> None:
    made = small_kit(Piece(0, 86_400, 0, 86_400))
    inject, one = made.injects[0], made.injects[0].expected[0]
    assert inject.at is not None
    late = Records({inject.id: inject.at + 600}, {one.id: Seen(None, inject.at + 4_200)})
    (found,) = score(made, late).timed
    assert (found.due, found.verdict) == (inject.at + 4_200, Verdict.IN_TIME)


AT = 24_000
"""When the inject of the small drill is given: T+06:40, when pumping is under way already."""


def small_kit(*pieces: Piece, limit_h: int = 1, anchor: Anchor | None = None) -> Kit:
    """Return papers with one expected action, due an hour after its inject, on another clock."""
    whole = papers()
    inject, one = next((i, x) for i, x in expected() if x.action == "drainage")
    due = AT + 3_600 * limit_h
    limit = Limit.read(f"{limit_h}小时")
    own = replace(one, limit=limit, anchor=anchor, due=due)
    line = Timeline(pieces, whole.timeline.start, whole.timeline.drill_start)
    return replace(whole, injects=(replace(inject, at=AT, expected=(own,)),), timeline=line)


def small_score(made: Kit, given: int, begun: int | None, ended: int) -> Timed:
    inject = made.injects[0]
    seen = {inject.expected[0].id: Seen(begun, ended)}
    (found,) = score(made, Records({inject.id: given}, seen)).timed
    return found


def test_delays_are_minutes_of_the_scenario() -> None:
    """At eight times the pace ten minutes of the drill are eighty of the scenario."""
    made = small_kit(Piece(0, 86_400, 0, 10_800))
    found = small_score(made, 3_000, 3_060, 3_000 + 450 + 600)
    assert (found.due, found.late, found.late_min) == (3_450, 4_800, 80)
    assert sum(seconds for _, seconds in found.parts) == 4_800


def test_what_a_jump_skips_is_nobodys_delay() -> None:
    """The limit passes within the jump: what is over when the scenario goes on is in time."""
    pieces = (
        Piece(0, AT + 600, 0, AT + 600),
        Piece(AT + 36_000, AT + 72_000, AT + 600, AT + 36_600),
    )
    made = small_kit(*pieces)
    assert small_score(made, AT, AT + 60, AT + 600).verdict is Verdict.IN_TIME
    late = small_score(made, AT, AT + 60, AT + 900)
    assert (late.due, late.late) == (AT + 600, 300)
    assert sum(seconds for _, seconds in late.parts) == 300


@pytest.mark.parametrize("anchor", [None, Anchor.ACTIVATION])
def test_nobody_is_blamed_for_the_time_before_the_inject(anchor: Anchor | None) -> None:
    """In the rehearsal pumping began long before: here it begins with the inject."""
    made = small_kit(Piece(0, 86_400, 0, 86_400), limit_h=2, anchor=anchor)
    length = pumping()
    assert length < 7_200
    found = small_score(made, AT + 120, AT + 180, AT + 180 + length + 7_200)
    told = {} if anchor is None else {Cause.TOLD: 120}
    assert dict(found.parts) == {
        **told,
        Cause.BEGUN: 60,
        Cause.WORK: 7_200,
        Cause.PLAN: length - 7_200,
    }
    assert found.main_cause is Cause.WORK
    spare = (7_200 - length) // 60
    assert found.split[-1].render("zh_CN") == f"推演中有余量-{spare}分钟"


def pumping() -> int:
    """Return how long pumping takes in the rehearsal that begins before the inject."""
    story = next(
        one
        for one in History(Prepared(papers().rehearsal.world), papers().trace).of_action[
            "flood/drainage"
        ]
        if one.start and one.closed
    )
    assert story.start
    assert story.closed
    return story.closed.t - story.start.t


@settings(max_examples=20)  # each looks the whole run up
@given(st.integers(0, 40_000), st.integers(0, 20_000), st.integers(-1_800, 7_200))
def test_the_parts_of_a_delay_are_the_delay(begun: int, length: int, shift: int) -> None:
    seen = {one.id: Seen(begun, begun + length) for _, one in expected()}
    given = {name: max(0, at + shift) for name, at in given_in_time().items()}
    for one in score(papers(), Records(given, seen)).timed:
        if one.parts:
            assert sum(seconds for _, seconds in one.parts) == one.late > 0
            assert sum(minutes for _, minutes in one.parts_min) == one.late_min
            for cause, seconds in one.parts:
                assert abs(dict(one.parts_min).get(cause, 0) - seconds / 60) < 1
        if one.verdict is Verdict.LATE and one.parts:
            assert one.main_cause is not None


def test_ratings_are_counted_and_advice_becomes_a_task() -> None:
    sheet = next(one for one in papers().sheets if any(not x.expected for x in one.items))
    item = next(one for one in sheet.items if not one.expected)
    best, *_, unseen = papers().pack.ratings
    worst = papers().pack.worst
    assert (worst.id, unseen.id) == ("差", "未观察")
    judged = (Judgement(sheet.id, item.id, best.id, advice="备一部卫星电话", cause="山里没有信号"),)
    found = score(papers(), Records({}, {}, judged))
    assert found.ratings == {item.dimension: {best.id: 1}}
    (task,) = (one for one in found.improvements if one.advice)
    assert (task.cause, task.advice) == ("山里没有信号", "备一部卫星电话")
    assert task.id == task_id(NAME, item.id)
    critical = [(s.id, x.id) for s in papers().sheets for x in s.items if x.critical]
    failed = tuple(Judgement(s, x, worst.id) for s, x in critical)
    assert set(score(papers(), Records({"s1": 0}, {}, failed)).failed) == {x for _, x in critical}
    not_seen = tuple(Judgement(s, x, unseen.id) for s, x in critical)
    assert score(papers(), Records({"s1": 0}, {}, not_seen)).failed == ()


@pytest.mark.parametrize(
    ("rating", "is_failed"),
    [("", True), ("未观察", True), ("差", True), ("中", False), ("优", False)],
)
def test_a_critical_action_that_comes_late_fails_unless_an_evaluator_lets_it_pass(
    rating: str, *, is_failed: bool
) -> None:
    critical = next(x for _, x in expected() if x.critical and x.due is not None)
    due = papers().timeline.shown_by(critical.due or 0) or 0
    judged = (Judgement("e1", critical.id, rating),) if rating else ()
    seen = {critical.id: Seen(due, due + 600)}
    found = score(papers(), Records(given_in_time(), seen, judged))
    assert found.count(Verdict.LATE) == 1
    assert found.failed == ((critical.id,) if is_failed else ())
    assert found.cap == (papers().pack.capped if is_failed else "")
    in_time = Records(given_in_time(), {critical.id: Seen(due - 60, due)})
    assert score(papers(), in_time).failed == ()


def test_an_action_that_is_not_critical_may_come_late() -> None:
    other = next(x for _, x in expected() if not x.critical and x.due is not None)
    due = papers().timeline.shown_by(other.due or 0) or 0
    found = score(papers(), Records(given_in_time(), {other.id: Seen(due, due + 600)}))
    assert (found.count(Verdict.LATE), found.failed, found.cap) == (1, (), "")


def test_what_evaluators_write_of_an_action_goes_with_it() -> None:
    sheet, item = next(
        (sheet, item)
        for sheet in papers().sheets
        for item in sheet.items
        if item.expected and item.inject and item.expected.due is not None
    )
    assert item.expected is not None
    due = papers().timeline.shown_by(item.expected.due or 0) or 0
    said = (Judgement(sheet.id, item.id, "良", cause="名单不全", advice="补齐名单"),)
    ident = f"{NAME}-{item.id.replace('/', '-')}"
    for ended, problem in ((due, "in time"), (due + 600, "late")):
        records = Records(given_in_time(), {item.id: Seen(due - 60, ended, remark="一句")}, said)
        (task,) = (one for one in score(papers(), records).improvements if one.id == ident)
        basis = item.expected.basis
        named = Named(basis.plan, basis.plan_name, item.expected.action, clause=basis.clause)
        assert (task.advice, task.about, task.target) == (
            "补齐名单",
            (named,),
            TaskTarget.PLAN,
        ), problem
        assert "名单不全" in text_of(task.cause, "zh_CN")


def test_the_worst_rating_is_a_task_without_further_words() -> None:
    sheet = next(one for one in papers().sheets if any(x.goal for x in one.items))
    goal = next(one for one in sheet.items if one.goal)
    judged = (Judgement(sheet.id, goal.id, papers().pack.worst.id),)
    (task,) = (
        one
        for one in score(papers(), Records(given_in_time(), {}, judged)).improvements
        if one.id.endswith(goal.id.replace("/", "-"))
    )
    assert text_of(task.problem, "zh_CN") == (f"没有做到“{goal.content}”：e1市应急救援中心评定为差")


def worded(*judged: Judgement, seen: dict[str, Seen] | None = None, name: str = NAME) -> list[str]:
    """Return what is to be mended by its number, in Chinese: problem, cause, advice, unit."""
    made = replace(kit(rehearsed(name), played(name)), is_table=False)
    records = Records(given_in_time() if seen else {}, seen or {}, judged)
    return [
        " | ".join((one.id, *(text_of(x, "zh_CN") for x in (one.problem, one.cause, one.advice)),
                    one.unit))
        for one in score(made, records).improvements
    ]  # fmt: skip


def test_a_problem_is_what_was_not_so_and_what_several_saw_is_one() -> None:
    judged = (
        Judgement("e1", "cc-2", "差"),
        Judgement("e2", "cc-2", "差", "没有人复诵", "电台杂音大", "改用电话复诵"),
        Judgement("e1", "cc-3", "否"),
        Judgement("e2", "cc-1", "优", advice="写下依据"),
        Judgement("e1", "pl-1", "", "4.2节找不到负责的人"),
        Judgement("e2", "pl-1", "", "4.2节找不到负责的人", cause="两个部门都写了"),
        Judgement("", "ir-3", "", cause="等了一轮电话", measured="45"),
    )
    assert worded(*judged) == [
        (
            "flood-season-cc-2 | 没有做到“指令写明单位、任务、时限和反馈要求，"
            "接收单位复诵或者书面确认”：e1市应急救援中心评定为差；"
            "e2市应急局评定为差，看到“没有人复诵” | 电台杂音大 | 改用电话复诵 | 市水务局"
        ),
        (
            "flood-season-cc-3 | 没有做到“指挥员不在位时，替补人员接替，其他单位知道由谁指挥”："
            "e1市应急救援中心评定为否 |  |  | 市水务局"
        ),
        (
            "flood-season-cc-1 | 还可以改进：“响应级别由有权的人按预案条件决定，"
            "说得出依据的条件”：e2市应急局评定为优 |  | 写下依据 | 市水务局"
        ),
        "flood-season-pl-1 | 4.2节找不到负责的人 | 两个部门都写了 |  | 市水务局",
        (
            "flood-season-ir-3 | “从获知到首次报告用了多少时间”：评估组实测45分钟"
            " | 等了一轮电话 |  | 市水务局"
        ),
    ]


def test_a_goal_that_was_not_reached_tells_what_went_wrong_and_whose_it_is() -> None:
    inject, one = next((i, x) for i, x in expected() if i.goals and x.due is not None)
    goal = inject.goals[0]
    sheet = next(x for x in papers().sheets for y in x.items if y.id == f"goal/{goal}")
    seen = {one.id: Seen(is_missed=True)}
    found = worded(Judgement(sheet.id, f"goal/{goal}", "差"), seen=seen)
    text = (
        "flood-season-goal-raise-in-time | 没有做到“市防办在水位达到条件后30分钟内"
        "提出并发出升级通知”：e1市应急救援中心评定为差；“启动响应”未见 |  |  | 市防办"
    )
    assert found[1:] == [text]


def test_what_was_done_late_says_by_when_it_was_due() -> None:
    one = next(x for _, x in expected() if x.due is not None)
    due = papers().timeline.shown_by(one.due or 0) or 0
    text = (
        "flood-season-s1-flood-activate | "
        "市防办“启动响应”按情景时间晚36分钟，按演练时钟晚10分钟"
        "（按演练时钟应在09:29以前完成，实际09:39完成） | 动手晚 |  | 市防办"
    )
    assert worded(seen={one.id: Seen(due, due + 600)}) == [text]


@pytest.mark.parametrize("name", [NAME, "cascade"])
def test_what_is_done_when_a_response_has_ended_is_judged_as_work_afterwards(name: str) -> None:
    made = replace(kit(rehearsed(name), played(name)), is_table=False)
    for ident, pack in built_in().packs.items():
        for one in (x for inject in made.injects for x in inject.expected):
            view = made.rehearsal.view.plan(one.plan)
            phase = view and view.plan.actions[view.action_index[one.action]].phase
            if phase is Phase.TERMINATION:
                found = judging(pack, one.title, phase)
                wanted = {"recovery"}
                if "终止" in one.title:
                    wanted |= {"command", "planning"}
                assert found is not None
                assert found.id in wanted | {"reporting", "publication"}, (ident, one.id)


def judged_worst(made: Kit, **said: str) -> dict[str, Improvement]:
    """Return by id what is to be mended if every item is judged the worst."""
    every = [
        Judgement(sheet.id, item.id, made.pack.worst.id, **said)
        for sheet in made.sheets
        for item in sheet.items
    ]
    return {one.id: one for one in score(made, Records({}, {}, tuple(every))).improvements}


@pytest.mark.parametrize("name", [NAME, "cascade", "mutual-aid"])
def test_what_is_to_be_mended_names_the_parts_of_plans_or_says_that_there_are_none(
    name: str,
) -> None:
    made = replace(kit(rehearsed(name), played(name)), is_table=False)
    found = judged_worst(made)
    bare = set()
    for sheet in made.sheets:
        for item in sheet.items:
            if item.expected:
                if item.inject:
                    assert found[task_id(name, item.id)].about, item.id
                continue
            own = found[task_id(name, item.id)]
            if item.goal:
                wanted = {(p.plan, x) for p in item.goal.about for x in (*p.levels, *p.actions)}
                assert {(x.plan, x.level or x.action) for x in own.about} == wanted, item.id
            if not own.about:
                bare.add((item.dimension, own.target))
            assert own.target is TaskTarget.PLAN or not own.about
    # what evaluators have to write, and the drill itself
    assert bare <= {("plan", TaskTarget.PLAN), ("safety", TaskTarget.EXERCISE)}


def test_what_evaluators_name_goes_before_what_the_item_is_about() -> None:
    flood = papers().rehearsal.view.plan("flood")
    assert flood is not None
    name, index = flood.plan.name, flood.action_index["drainage"]
    clause = action_basis(flood, index).clause
    found = judged_worst(papers(), advice=f"修订《{name}》{clause}，写明泵车台数")
    wanted = (Named("flood", name, "drainage", clause=clause),)
    items = [one for one in found.values() if one.id.endswith("-cc-1")]
    assert items
    assert {one.about for one in items} == {wanted}
    whole = judged_worst(papers(), advice=f"修订《{name}》")
    assert {x.about for x in whole.values() if x.id.endswith("-cc-1")} == {(Named("flood", name),)}


def test_work_that_was_called_off_is_no_plan_for_how_long_it_takes() -> None:
    made = replace(kit(rehearsed("false-alarm"), played("false-alarm")), is_table=False)
    seen = {"f1/hazchem/park-first-response": Seen(5_400, 17_400)}
    found = score(made, Records({"f1": 0}, seen)).timed
    (one,) = (x for x in found if x.expected.id == "f1/hazchem/park-first-response")
    assert (one.verdict, one.planned, one.parts) == (Verdict.LATE, None, ())


def test_words_say_what_was_not_written_down_and_what_comes_before_its_inject() -> None:
    made = small_kit(Piece(0, 86_400, 0, 86_400))
    (rated,) = score(
        made, Records({"s2": AT}, {}, (Judgement("e1", made.injects[0].expected[0].id, "优"),))
    ).timed
    assert (rated.verdict, rated.words.render("zh_CN")) == (
        Verdict.DONE,
        "已完成，没有记录时间",
    )
    found = [small_score(made, AT, None, AT + offset) for offset in (-60, 0)]
    assert [(one.verdict, one.words.render("zh_CN")) for one in found] == [
        (Verdict.IN_TIME, "按时；按记录在注入发出以前就已经完成，请核对两处时间"),
        (Verdict.IN_TIME, "按时"),
    ]


def test_what_was_written_down_as_done_after_the_drill_is_to_be_checked() -> None:
    one = next(x for _, x in expected() if x.due is not None)
    line = papers().timeline
    due, end = line.shown_by(one.due or 0) or 0, line.length
    (said,) = worded(seen={one.id: Seen(due, end + 1800)})
    assert said.split(" | ")[1].partition("（")[2] == (
        "按演练时钟应在09:29以前完成；记录为12:30完成，已在演练12:00结束之后，请核对时间）"
    )

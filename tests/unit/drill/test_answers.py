"""A drill at a table is timed by its answers, never by when work in the field would be over."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import pytest

from planforge.drill.kit.table import questions, talk
from planforge.drill.kit.values import text_of
from planforge.drill.score import score
from planforge.drill.timed import Judgement, Records, Seen, Timed, Verdict
from planforge.model.drill_scales import InjectType
from tests.unit.drill.kit.given_back import table_kit
from tests.unit.drill.kit.small_drill import DRILL, ON_SITE, demo_kit, kit_of

if TYPE_CHECKING:
    from planforge.drill.kit.values import Kit

M: Final = 60
RESCUE: Final = "s3/flood/reservoir-rescue"
ASKED_AT, TALKED_UNTIL = 7_211, 9_000
"""Seconds of the drill at which the small drill asks for the rescue, and ends the talk about it."""


def answered(
    seen: Seen, *judged: Judgement, given: int = ASKED_AT, kit: Kit | None = None
) -> Timed:
    records = Records({"s3": given}, {RESCUE: seen}, judged)
    found = score(kit or table_kit(), records)
    return next(one for one in found.timed if one.expected.id == RESCUE)


def test_the_table_talks_until_the_next_question_the_jump_or_the_end() -> None:
    made = table_kit()
    found = {one.id: talk(made, one) for one in questions(made)}
    clock = made.timeline.drill_second
    assert {name: span for name, span in found.items() if name.startswith("s")} == {
        "s1": (clock(7_500), clock(19_800)),  # the jump to T+05:30
        "s2": (clock(21_900), clock(34_200)),
        "s3": (clock(43_500), clock(70_200)),
    }
    assert found["s3"] == (ASKED_AT, TALKED_UNTIL)


def test_what_has_no_time_of_its_own_has_no_time_to_talk() -> None:
    made = table_kit()
    by_hand = next(one for one in made.injects if one.at is None)
    assert talk(made, by_hand) is None


@pytest.mark.parametrize(
    ("said", "given", "verdict", "late", "how"),
    [
        (TALKED_UNTIL, ASKED_AT, Verdict.IN_TIME, 0, "在讨论时间内答复"),
        (TALKED_UNTIL + 61, ASKED_AT, Verdict.LATE, 61, "晚2分钟答复"),
        (TALKED_UNTIL + 61, ASKED_AT + 120, Verdict.IN_TIME, 0, "在讨论时间内答复"),
    ],
)
def test_an_answer_is_in_time_while_the_table_may_talk(
    said: int, given: int, verdict: Verdict, late: int, how: str
) -> None:
    """Also where the limit of the plan passed on the clock of the scenario long before."""
    made = table_kit()
    (one,) = (x for inject in made.injects for x in inject.expected if x.id == RESCUE)
    limit = made.timeline.drill_second(one.due or 0)
    assert limit is not None
    assert limit < TALKED_UNTIL
    found = answered(Seen(None, said), given=given)
    assert (found.verdict, found.late, found.parts, text_of(found.words, "zh_CN")) == (
        verdict,
        late,
        (),
        how,
    )
    assert found.planned == (ASKED_AT, TALKED_UNTIL)


@pytest.mark.parametrize(
    ("seen", "rating", "verdict"),
    [
        (Seen(is_missed=True), "", Verdict.NOT_DONE),
        (Seen(), "差", Verdict.NOT_DONE),
        (Seen(), "良", Verdict.DONE),
        (Seen(), "", Verdict.NOT_RECORDED),
    ],
)
def test_without_a_time_what_was_written_says_whether_it_was_answered(
    seen: Seen, rating: str, verdict: Verdict
) -> None:
    judged = (Judgement("e1", RESCUE, rating),) if rating else ()
    assert answered(seen, *judged).verdict is verdict


def test_a_late_answer_fails_only_if_who_judges_it_says_so() -> None:
    late = {RESCUE: Seen(None, TALKED_UNTIL + 600)}
    given = {"s3": ASKED_AT}
    assert score(table_kit(), Records(given, late)).failed == ()
    worst = (Judgement("e1", RESCUE, "差"),)
    assert score(table_kit(), Records(given, late, worst)).failed == (RESCUE,)
    missed = {RESCUE: Seen(is_missed=True)}
    assert score(table_kit(), Records(given, missed)).failed == (RESCUE,)


def test_problems_speak_of_answers() -> None:
    found = [
        score(table_kit(), Records({"s3": ASKED_AT}, {RESCUE: seen})).improvements[0]
        for seen in (Seen(is_missed=True), Seen(None, TALKED_UNTIL + 600))
    ]
    problems = {text_of(one.problem, "zh_CN") for one in found}
    assert problems == {
        "市水务局：没有说出“水库堤防险情抢护”由谁做、什么时候完成",
        "市水务局：“水库堤防险情抢护”超过讨论时间10分钟才答复",
    }


def test_on_site_the_end_of_the_work_is_timed_as_before() -> None:
    made = replace(table_kit(), is_table=False)
    found = answered(Seen(ASKED_AT, TALKED_UNTIL), kit=made)
    assert (found.verdict, found.is_answer) == (Verdict.LATE, False)
    assert found.parts != ()


def test_a_script_of_a_table_ends_no_work() -> None:
    assert [row.id for row in demo_kit("flood-season").script if row.id.startswith("done/")] == []
    assert [row.id for row in kit_of(ON_SITE).script if row.id.startswith("done/")] != []


def test_help_comes_when_half_of_the_talk_is_over() -> None:
    made = {
        form: next(x for x in kit_of(form).injects if x.type is InjectType.CONTINGENCY)
        for form in (DRILL, ON_SITE)
    }
    table, site = made.values()
    assert table.at is None
    assert text_of(table.trigger, "zh_CN") == "讨论时间过半，仍没有人说出“会商”由谁做"
    assert text_of(table.plain, "zh_CN") == (
        "关于“暗号壬雨大了”：“会商”由谁做、什么时候完成、依据哪一条？"
    )
    assert site.at is not None

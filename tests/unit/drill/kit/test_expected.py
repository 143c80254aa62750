"""By when what an inject calls for is due: by the plan, and never before it can be."""

from __future__ import annotations

import pytest

from planforge.model.scalars import Limit
from planforge.model.scales import Anchor
from tests.unit.drill.build.demo import NAMES
from tests.unit.drill.kit.small_drill import demo_kit

MINUTE = 60


def dues(drill: str, inject: str) -> dict[str, int | None]:
    """Return by which minute of the scenario each action that *inject* expects is due."""
    [found] = [one for one in demo_kit(drill).injects if one.id == inject]
    return {one.action: None if one.due is None else one.due // MINUTE for one in found.expected}


def test_a_limit_runs_from_the_inject_where_its_occasion_comes_after_the_start() -> None:
    """The response had run since the power went; the leak is what its actions are about."""
    assert dues("cascade", "k6") == {
        "isolate-material": 8 * 60,
        "dispatch": 7 * 60 + 15,
        "recon": 7 * 60 + 30,
        "evacuate": 9 * 60,
    }


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_due_before_what_the_same_inject_calls_for_first(name: str) -> None:
    kit = demo_kit(name)
    for inject in kit.injects:
        due = {(one.plan, one.action): one.due for one in inject.expected}
        for one in inject.expected:
            plan = kit.rehearsal.view.plan(one.plan)
            assert plan is not None
            for first in plan.plan.actions[plan.action_index[one.action]].after:
                before = due.get((one.plan, first))
                assert before is None or one.due is None or before <= one.due, one.id


def test_a_level_that_rises_after_the_inject_leaves_less_time() -> None:
    """Three hours from the inject at Ⅲ; 35 minutes later Ⅱ is reached, which allows two."""
    [found] = [one for one in demo_kit("cascade").injects if one.id == "k3"]
    [evacuate] = [one for one in found.expected if one.action == "evacuate"]
    assert (evacuate.limit, evacuate.anchor, evacuate.due) == (
        Limit.read("2小时"),
        Anchor.ACTIVATION,
        (6 * 60 + 40) * MINUTE,
    )


@pytest.mark.parametrize("name", NAMES)
def test_the_script_allows_what_the_sheets_allow(name: str) -> None:
    """A limit that runs anew from an inject does so in the row of what is then begun."""
    kit = demo_kit(name)
    begun = {row.id: row for row in kit.script if row.id.startswith("start/")}
    for inject in kit.injects:
        for one in inject.expected:
            row = begun.get(f"start/{one.plan}/{one.action}#1")
            if row and row.due and one.due and inject.at is not None and row.at >= inject.at:
                assert row.due >= one.due, row.id

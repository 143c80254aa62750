"""Injects are not moved before what they tell of; a word in common by chance holds nobody back."""

from __future__ import annotations

import pytest

from planforge.drill.returned.causes import too_early
from planforge.model.drill_scales import ScenarioTime
from tests.unit.drill.kit.small_drill import demo_kit

BEFORE = ScenarioTime(-1, "T-00:01")


def refused(name: str) -> set[str]:
    """Return the injects that may not come before the last development before them."""
    view = demo_kit(name).rehearsal.view
    found = set()
    for one in view.drill.injects:
        told = [step.at for step in view.drill.developments if one.at and step.at <= one.at]
        earlier = ScenarioTime(told[-1].seconds - 60, "") if told else BEFORE
        if too_early(view, one, earlier) is not None:
            found.add(one.id)
    return found


@pytest.mark.parametrize(
    ("name", "telling", "harmless"),
    [
        ("cascade", {"k1", "k3", "k5", "k6"}, {"k2", "k7", "home"}),
        ("mutual-aid", set(), {"a1", "a2", "a3"}),
        ("night-landslide", {"n1"}, {"n2", "n3"}),
        ("false-alarm", {"f1", "f2", "f3"}, set()),
        ("extreme", {"x1"}, {"x0", "x2"}),
        ("army", {"j1"}, {"j3"}),
    ],
)
def test_what_tells_of_a_development_stays_behind_it_and_all_else_may_be_moved(
    name: str, telling: set[str], harmless: set[str]
) -> None:
    found = refused(name)
    assert telling <= found
    assert harmless.isdisjoint(found)

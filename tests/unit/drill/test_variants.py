"""Drafts without one thing that is single, and with complications in other orders."""

from __future__ import annotations

import shutil
from itertools import permutations
from typing import TYPE_CHECKING

import pytest

from planforge.checking import check
from planforge.corpus.drills import load_drills
from planforge.corpus.load import load
from planforge.drill.rehearsal import play, rehearsal
from planforge.drill.variants import order_drafts, outage_drafts
from planforge.findings import Severity
from tests.unit.drill.build.demo import NAMES, PLANS, drills, played, rehearsed

if TYPE_CHECKING:
    from pathlib import Path

    from planforge.corpus.drills import DrillView
    from planforge.drill.drafts import Draft
    from planforge.model.drill import Drill


@pytest.fixture(scope="module")
def every() -> list[Draft]:
    """Return all drafts of the demonstration."""
    made = (rehearsed(name) for name in NAMES)
    return [draft for one in made for draft in (*outage_drafts(one), *order_drafts(one.view))]


@pytest.fixture(scope="module")
def read(every: list[Draft], tmp_path_factory: pytest.TempPathFactory) -> dict[str, DrillView]:
    """Return the drafts read again; the check finds nothing in them that others do not have."""
    folder = tmp_path_factory.mktemp("variants") / "plans"
    shutil.copytree(PLANS, folder)
    for draft in every:
        target = folder / "drills" / draft.id
        target.mkdir()
        (target / "drill.yaml").write_text(draft.text, encoding="utf-8")
    assert _found(folder) == []
    corpus, _ = load(folder)
    views, findings = load_drills(folder, corpus)
    assert findings == ()
    return {view.drill.id: view for view in views}


def _found(folder: Path) -> list[str]:
    return [
        f"{one.file}:{one.span.line} {one.finding.rule} {one.finding.message.render('en')}"
        for one in check(folder).findings
        if one.finding.severity is not Severity.ADVICE
    ]


def test_every_draft_passes_the_check_and_has_its_own_id(
    every: list[Draft], read: dict[str, DrillView]
) -> None:
    ids = [draft.id for draft in every]
    assert len(set(ids)) == len(ids) > 20
    assert set(read) == {*NAMES, *ids}
    assert all(draft.text.startswith("# 由程序按演练") for draft in every)
    assert {read[name].drill.date for name in ids} == {None}


@pytest.mark.parametrize("name", ["night-landslide-outage-1", "cascade-order-3"])
def test_a_draft_runs_as_another_scenario(name: str, read: dict[str, DrillView]) -> None:
    corpus, _ = load(PLANS)
    trace = play(rehearsal(corpus, read[name]))
    base = name.rpartition("-")[0].rpartition("-")[0]
    assert len(trace.records) > 100
    assert trace.hash != played(base).hash


def test_an_outage_more_is_all_that_differs(read: dict[str, DrillView]) -> None:
    before = drills()["flood-season"].drill
    for name, view in read.items():
        if not name.startswith("flood-season-outage-"):
            continue
        assert view.drill.outages[:-1] == before.outages
        assert view.drill.outages[-1].strikes is True
        same = ("developments", "injects", "goals", "initial", "players", "time_map", "durations")
        assert all(getattr(view.drill, field) == getattr(before, field) for field in same)


def test_complications_change_places_and_any_three_come_in_every_order(
    read: dict[str, DrillView],
) -> None:
    before = drills()["cascade"].drill
    times = sorted(one.start.seconds for one in before.outages)
    found = [before, *(v.drill for n, v in read.items() if n.startswith("cascade-order-"))]
    starts = []
    for drill in found:
        assert sorted(one.start.seconds for one in drill.outages) == times
        lengths = [(one.what, one.end.seconds - one.start.seconds if one.end else None)
                   for one in drill.outages]  # fmt: skip
        assert lengths == [(one.what, one.end.seconds - one.start.seconds if one.end else None)
                           for one in before.outages]  # fmt: skip
        starts.append({one.what: one.start.seconds for one in drill.outages})
    assert len(starts) > 1
    for a, b, c in permutations([one.what for one in before.outages], 3):
        assert any(at[a] <= at[b] <= at[c] for at in starts)


def _orders(drill: Drill) -> list[tuple[int, str]]:
    return [(step.at.seconds, order.level) for step in drill.developments for order in step.orders]


def test_orders_of_superiors_move_too(read: dict[str, DrillView]) -> None:
    bases = {
        name
        for name in NAMES
        if any(step.orders for step in drills()[name].drill.developments)
        and f"{name}-order-1" in read
    }
    assert bases
    for base in bases:
        before = drills()[base].drill
        wanted = sorted(order.level for step in before.developments for order in step.orders)
        for name, view in read.items():
            if not name.startswith(f"{base}-order-"):
                continue
            steps = view.drill.developments
            times = [step.at.seconds for step in steps]
            assert times == sorted(times)
            assert sorted(order.level for step in steps for order in step.orders) == wanted
            assert _orders(view.drill) != _orders(before)

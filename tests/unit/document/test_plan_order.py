"""Plans stand as the master plan lists them, wherever their folders stand."""

from __future__ import annotations

from planforge.document.books.book import Style
from planforge.document.books.compilation import compilation
from tests.unit.document.books.made import demo, frame_of
from tests.unit.document.small import FLOOD, corpus

LISTED = ["master", "flood", "geology", "hazchem", "blackout", "airport"]


def test_plans_stand_as_the_master_plan_lists_them() -> None:
    assert [view.plan.id for view in demo().views] == LISTED
    printed = [part.ident for part in compilation(demo()).parts if part.style is Style.PLAN]
    assert printed == [f"plan-{ident}" for ident in LISTED]


def test_without_a_list_plans_stand_by_their_numbers() -> None:
    flood = FLOOD.replace("文号: 小政办〔2026〕1号", "文号: 小政办〔2026〕11号")
    assert [view.plan.id for view in frame_of(corpus()).views] == ["flood", "power"]
    assert [view.plan.id for view in frame_of(corpus(flood=flood)).views] == ["power", "flood"]

"""A hint on a value never fails."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from planforge.source.hints import hint


@given(st.sampled_from(["limit", "cycle", "amount", "count", "date", "yes_no"]), st.text())
@example("limit", "1" * 5000 + "分钟")
@example("amount", "1" * 5000)
def test_a_hint_is_found_whatever_stands_there(kind: str, text: str) -> None:
    assert hint(kind, text) is not None

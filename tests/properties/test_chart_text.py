"""What holds of every text that a chart breaks into lines."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from planforge.document.charts.measure import plain, width, wrap

TEXTS = st.text(
    alphabet=st.one_of(
        st.sampled_from("应急预案响应启动，。、；（）《》“”24小时≥100 mmABab \n—…"),
        st.characters(),
    ),
    max_size=80,
)


@given(TEXTS, st.floats(min_value=2.0, max_value=30.0))
def test_no_line_is_wider_than_the_limit_and_no_text_is_lost(text: str, limit: float) -> None:
    lines = wrap(text, limit)
    assert all(width(line) <= limit + 1e-6 for line in lines)
    assert "".join("".join(lines).split()) == "".join(plain(text).split())


@given(TEXTS, st.integers(min_value=1, max_value=4))
def test_never_more_lines_than_allowed(text: str, most: int) -> None:
    lines = wrap(text, 6.0, max_lines=most)
    assert len(lines) <= most
    assert all(width(line) <= 6.0 + 1e-6 for line in lines)

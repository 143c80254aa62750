"""Charts on a page: which of them are printed as tables."""

from __future__ import annotations

import pytest

from planforge.publish.site.figures import is_too_large


@pytest.mark.parametrize(
    ("width", "height", "expected"),
    [
        (400, 300, False),
        (695 / 0.72, 300, False),
        (695 / 0.71, 300, True),
        (400, 935 / 0.72, False),
        (400, 935 / 0.71, True),
        (1200, 6000, True),
    ],
)
def test_words_of_less_than_seven_points_are_too_small(
    width: float, height: float, *, expected: bool
) -> None:
    assert is_too_large(width, height) is expected

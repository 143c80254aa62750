"""Full-width digits are read nowhere, so that every value is reported alike."""

from __future__ import annotations

import pytest
from pydantic import TypeAdapter, ValidationError

from planforge.model.scalars import Amount, Count, Cycle, Date, Limit


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (Limit, "３０分钟"),
        (Limit, "２０个工作日"),
        (Limit, "每日９时前"),
        (Cycle, "每３年"),
        (Date, "２０２６-03-01"),
        (Count, "２０"),
        (Amount, "２０条"),
    ],
)
def test_full_width_digits_are_refused(kind: type, text: str) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(kind).validate_python(text)

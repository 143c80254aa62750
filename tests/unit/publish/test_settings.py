"""Settings of the site: the day of the check."""

from __future__ import annotations

from datetime import date

import pytest
from sphinx.errors import ConfigError

from planforge.publish.site.settings import Settings


def test_without_a_day_nothing_is_judged_by_it() -> None:
    assert Settings().day("zh_CN") is None


def test_the_day_is_read() -> None:
    assert Settings(as_of="2026-11-01").day("zh_CN") == date(2026, 11, 1)


@pytest.mark.parametrize("text", ["2026年11月1日", "2026-11-31"])
def test_a_day_that_is_none_ends_the_build(text: str) -> None:
    with pytest.raises(ConfigError, match="planforge_as_of 的值"):
        Settings(as_of=text).day("zh_CN")

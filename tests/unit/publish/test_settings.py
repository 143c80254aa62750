"""Settings of the site: the day of the check, and what is no setting."""

from __future__ import annotations

from dataclasses import fields
from datetime import date

import pytest
from sphinx.config import Config
from sphinx.errors import ConfigError

from planforge.publish.site.settings import Settings, read


def test_without_a_day_nothing_is_judged_by_it() -> None:
    assert Settings().day("zh_CN") is None


def test_the_day_is_read() -> None:
    assert Settings(as_of="2026-11-01").day("zh_CN") == date(2026, 11, 1)


@pytest.mark.parametrize("text", ["2026年11月1日", "2026-11-31"])
def test_a_day_that_is_none_ends_the_build(text: str) -> None:
    with pytest.raises(ConfigError, match="planforge_as_of 的值"):
        Settings(as_of=text).day("zh_CN")


def _config(**given: object) -> Config:
    config = Config({"language": "zh_CN"}, {})
    for option in fields(Settings):
        config.add(f"planforge_{option.name}", option.default, "env", ())
        if option.name in given:
            config[f"planforge_{option.name}"] = given[option.name]
    return config


def test_settings_are_read_and_the_folder_is_written_plainly() -> None:
    assert read(_config(plans="./data/plans/", public=False)) == Settings(
        "data/plans", public=False
    )


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"plans": None}, 'planforge_plans 的值是 None。请写成 planforge_plans = "…"。'),
        (
            {"as_of": date(2026, 11, 1)},
            'planforge_as_of 的值是 datetime.date(2026, 11, 1)。请写成 planforge_as_of = "…"。',
        ),
        ({"public": "no"}, "planforge_public 的值是 'no'。请写成 True 或 False。"),
    ],
)
def test_a_value_of_another_sort_ends_the_build(given: dict[str, object], said: str) -> None:
    with pytest.raises(ConfigError) as ended:
        read(_config(**given))
    assert str(ended.value) == said

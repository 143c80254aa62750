from __future__ import annotations

import pytest

from planforge.document.books.sounds import filed_as, initial, sort_key


@pytest.mark.parametrize(
    ("name", "letter"),
    [
        ("安全", "A"),
        ("财政局", "C"),
        ("防汛", "F"),
        ("水务局", "S"),
        ("应急", "Y"),
        ("自然资源", "Z"),
        ("座", "Z"),
        ("Ⅰ级", "I"),
        ("ｂ类", "B"),
        ("24小时", "#"),
        ("㵘河", "#"),
        ("淠河", "#"),
    ],
)
def test_names_stand_under_the_letter_of_their_sound(name: str, letter: str) -> None:
    assert initial(name) == letter


@pytest.mark.parametrize(
    ("name", "filed"),
    [
        ("市水务局", "水务局"),
        ("县政府", "政府"),
        ("市场监管局", "市场监管局"),
        ("市区", "市区"),
        ("水务局", "水务局"),
    ],
)
def test_whose_a_unit_is_does_not_file_it(name: str, filed: str) -> None:
    assert filed_as(name) == filed


def test_names_without_a_letter_come_last() -> None:
    names = ["24小时", "淠河", "水务局", "安全", "水文中心"]
    assert sorted(names, key=sort_key) == ["安全", "水文中心", "水务局", "24小时", "淠河"]

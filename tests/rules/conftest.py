"""The small city without findings, for all tests of rules."""

from __future__ import annotations

import pytest

from planforge.rules.cases import base
from tests.rules.city import City


@pytest.fixture(scope="session")
def city(tmp_path_factory: pytest.TempPathFactory) -> City:
    """Return the city that every case changes."""
    folder = tmp_path_factory.mktemp("city")
    for path, text in base().items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    return City(folder)

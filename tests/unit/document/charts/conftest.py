"""One layout program for all tests of charts."""

from __future__ import annotations

import pytest

from planforge.document.charts.layout import Program, find_program


@pytest.fixture(scope="session")
def driver() -> Program:
    """Return the layout program of the package, whatever the machine has besides."""
    return find_program(environment={"PATH": ""})

"""No test lies where the whole run does not look."""

from __future__ import annotations

from fnmatch import fnmatch
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest

TESTS = Path(__file__).resolve().parent.parent


def test_no_folder_of_tests_is_left_out(pytestconfig: pytest.Config) -> None:
    left_out = pytestconfig.getini("norecursedirs")
    folders = {
        part for file in TESTS.rglob("test_*.py") for part in file.relative_to(TESTS).parts[:-1]
    }
    assert "build" in folders
    found = sorted(one for one in folders if any(fnmatch(one, pattern) for pattern in left_out))
    assert found == []

"""The public names are the promise: listed, sorted, importable, and nothing else leaks."""

from __future__ import annotations

from types import ModuleType

import planforge


def test_exports_are_listed_and_sorted() -> None:
    assert list(planforge.__all__) == sorted(set(planforge.__all__))


def test_every_export_exists() -> None:
    assert [name for name in planforge.__all__ if not hasattr(planforge, name)] == []


def test_no_other_public_name_is_in_the_package() -> None:
    public = {
        name
        for name, value in vars(planforge).items()
        if not name.startswith("_") and not isinstance(value, ModuleType) and name != "annotations"
    }
    assert public - set(planforge.__all__) - {"TYPE_CHECKING"} == set()

"""From what somebody asked for to files, one kind and format after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from planforge.publish import orders
from planforge.publish.handbook import Kind, Made, Tables, Wanted, Workshop

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pytest

    from planforge.document.pages.frame import Frame


class Told:
    """A workshop that tells what it is to do."""

    def __init__(self) -> None:
        self.told: list[str] = []

    def xlsx(self, tables: Tables) -> Made:
        self.told.append(tables.ident)
        return Made(f"{tables.ident}.xlsx", b"")

    def rest(self) -> None:
        self.told.append("rest")


def _tables(_frame: Frame, _wanted: Wanted) -> Iterator[Tables]:
    yield Tables("one", "甲", list)
    yield Tables("two", "乙", list)


def test_memory_is_given_back_between_two_kinds_of_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(orders, "KINDS", {"a": Kind(None, _tables), "b": Kind(None, _tables)})
    workshop, frame = Told(), cast("Frame", None)
    asked = [("a", "xlsx"), ("b", "xlsx")]
    made = orders.make(cast("Workshop", workshop), frame, Wanted((), is_all=True), asked)
    assert made == [Made(f"{name}.xlsx", b"") for name in ("one", "two", "one", "two")]
    assert workshop.told == ["one", "two", "rest", "one", "two"]

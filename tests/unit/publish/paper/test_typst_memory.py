"""Typst remembers what it laid out until it is made to forget."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typst

from planforge.publish.paper import typst_engine

if TYPE_CHECKING:
    import pytest


def test_after_many_pages_typst_is_made_to_forget(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    monkeypatch.setattr(typst, "compile", lambda text, **_options: asked.append(text))
    monkeypatch.setattr(typst_engine, "_remembered", 0)
    folder = Path(typst_engine.__file__).parent / "fonts"
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[str(folder)])
    typst_engine._forget(149, fonts)
    assert asked == []
    typst_engine._forget(1, fonts)
    assert asked == [b""] * 11
    typst_engine._forget(1, fonts)
    assert len(asked) == 11

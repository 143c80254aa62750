"""What faces cover, read here and by fontTools."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from fontTools.ttLib.ttCollection import TTCollection

from planforge.publish.paper.cmap import code_points
from tests.unit.publish.paper.pages import typecase

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("face", typecase().faces, ids=lambda face: face.path.name)
def test_every_face_that_comes_along_covers_what_others_say(face: object) -> None:
    path = face.path  # type: ignore[attr-defined]  # a face
    with TTFont(path, lazy=True) as font:
        assert code_points(path, 0) == frozenset(font.getBestCmap() or {})


def built(covered: dict[int, str]) -> TTFont:
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", "a", "b"])
    builder.setupCharacterMap(covered)
    empty = TTGlyphPen(None).glyph()
    builder.setupGlyf({".notdef": empty, "a": empty, "b": empty})
    builder.setupHorizontalMetrics(dict.fromkeys((".notdef", "a", "b"), (500, 0)))
    builder.setupHorizontalHeader()
    builder.setupNameTable({"familyName": "x", "styleName": "y"})
    builder.setupOS2()
    builder.setupPost()
    return builder.font


def test_faces_of_a_collection_are_told_apart(tmp_path: Path) -> None:
    collection = TTCollection()
    collection.fonts = [built({0x4E00: "a", 0x4E02: "b"}), built({0x20000: "a", 0x41: "b"})]
    collection.save(tmp_path / "two.ttc")

    assert code_points(tmp_path / "two.ttc", 0) == frozenset({0x4E00, 0x4E02})
    assert code_points(tmp_path / "two.ttc", 1) == frozenset({0x41, 0x20000})


def test_what_is_no_face_is_left_to_others(tmp_path: Path) -> None:
    (tmp_path / "x.ttf").write_bytes(b"abc")

    assert code_points(tmp_path / "x.ttf", 0) is None

"""The tool that makes the typefaces that come along, and the faces themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from fontTools.ttLib import TTFont

from tools import fonts

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("name", fonts.FACES)
def test_each_face_is_here_and_holds_only_what_its_recipe_keeps(name: str) -> None:
    recipe = fonts.FACES[name]
    with TTFont(fonts.FOLDER / recipe.target, lazy=True) as font:
        assert fonts.name_of(font) == name
        assert not {"fpgm", "prep", "cvt ", "DSIG"} & set(font.keys())
        assert not recipe.kept or set(font.getBestCmap() or ()) <= recipe.kept


def test_a_face_is_made_again_of_its_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    upstream = fonts.FOLDER / "Tinos-Regular.ttf"
    made = tmp_path / upstream.name
    said = []
    for _ in range(2):
        assert fonts.main([str(upstream)], tmp_path) == 0
        said.append((made.read_bytes(), capsys.readouterr().out))
    assert said[0] == said[1]
    assert said[0][1].startswith("Tinos-Regular.ttf: 688 characters, ")
    with TTFont(made) as one, TTFont(upstream) as other:
        assert one.getBestCmap() == other.getBestCmap()


def test_an_unknown_face_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    strange = tmp_path / "strange.ttf"
    with TTFont(fonts.FOLDER / "Tinos-Regular.ttf") as font:
        for record in font["name"].names:
            record.string = "Strange"
        font.save(strange)
    assert fonts.main([str(strange)], tmp_path) == 2
    assert f"Unknown: {strange}" in capsys.readouterr().err
    assert fonts.main([], tmp_path) == 2

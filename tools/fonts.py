"""The typefaces that come along: ``python tools/fonts.py FILE…`` makes them from upstream files.

Each file is known by the name it has inside; what is left out stands in `FACES`: hinting, which
print does not need, and characters that another face of the stack has. The same file gives the
same bytes. ``src/planforge/publish/paper/fonts/README.md`` says where upstream files come from.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from fontTools import subset
from fontTools.ttLib import TTFont

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

FOLDER: Final = (
    Path(__file__).resolve().parent.parent / "src" / "planforge" / "publish" / "paper" / "fonts"
)
_FULL_NAME: Final = 4
_LAYOUT: Final = ("GPOS", "GSUB", "GDEF", "MATH")


def _gb2312() -> frozenset[int]:
    """Return the code points of GB 2312."""
    found = set()
    for row in range(0xA1, 0xF8):
        for column in range(0xA1, 0xFF):
            try:
                found.add(ord(bytes((row, column)).decode("gb2312")))
            except UnicodeDecodeError:
                continue
    return frozenset(found)


def _ranges(*pairs: tuple[int, int]) -> frozenset[int]:
    """Return the code points of *pairs*, first and last of each included."""
    return frozenset(code for first, last in pairs for code in range(first, last + 1))


_SIGNS: Final = _ranges(
    (0x20, 0x7E),
    (0xB7, 0xB7),
    (0x2000, 0x206F),
    (0x2150, 0x218F),
    (0x220B, 0x220B),
    (0x223C, 0x223C),
    (0x2460, 0x2473),
    (0x3000, 0x303F),
    (0xFF00, 0xFF60),
)
"""Signs of official texts besides those of GB 2312: ①, Ⅳ, 〔〕, full-width forms."""
_LATIN: Final = _ranges(
    (0x20, 0x17F),
    (0x370, 0x3FF),
    (0x400, 0x45F),
    (0x2000, 0x20AC),
    (0x2100, 0x218F),
    (0x2190, 0x2193),
    (0x2200, 0x2265),
)
_SYMBOLS: Final = _ranges((0x2190, 0x23FF), (0x25A0, 0x27BF), (0x2B00, 0x2BFF), (0x1F600, 0x1F64F))


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a face is made.

    Attributes:
        target: Name of the file that is made.
        kept: Code points that stay; empty for all.
        layout: Whether substitutions and kerning stay.
    """

    target: str
    kept: frozenset[int] = frozenset()
    layout: bool = True


FACES: Final = {
    "FandolFang R": Recipe("FandolFang-Regular.otf"),
    "FandolSong Bold": Recipe("FandolSong-Bold.otf", _gb2312() | _SIGNS),
    "LXGW WenKai": Recipe("LXGWWenKai-GB2312.ttf", _gb2312() | _SIGNS),
    "Tinos": Recipe("Tinos-Regular.ttf", _LATIN),
    "DejaVu Sans": Recipe("DejaVuSans-Symbols.ttf", _SYMBOLS, layout=False),
}
"""Name of a face, without “Regular” → how it is made."""


def name_of(font: TTFont) -> str:
    """Return the full English name of *font* without “Regular”."""
    return str(font["name"].getDebugName(_FULL_NAME) or "").removesuffix("Regular").strip()


def made(font: TTFont, recipe: Recipe) -> TTFont:
    """Return *font* with only what *recipe* keeps; it is changed in place."""
    options = subset.Options()
    options.hinting = False
    options.name_IDs = ["*"]  # type: ignore[list-item]  # every name, as the documentation says
    options.layout_features = ["*"] if recipe.layout else []
    options.recalc_timestamp = False
    options.drop_tables += ["FFTM", "DSIG", *(() if recipe.layout else _LAYOUT)]
    font.flavor = None
    font.recalcTimestamp = False
    has = set(font.getBestCmap() or ())
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=has & recipe.kept if recipe.kept else has)
    subsetter.subset(font)
    return font


def main(files: Sequence[str], folder: Path = FOLDER) -> int:
    """Make a face of each of *files* in *folder*; 2 if one of them is not known."""
    unknown = [file for file in files if not _is_made(Path(file), folder)]
    if unknown or not files:
        known = ", ".join(FACES)
        print(f"Name files of these faces: {known}. Unknown: {_listed(unknown)}", file=sys.stderr)
        return 2
    return 0


def _is_made(file: Path, folder: Path) -> bool:
    with TTFont(file) as font:
        recipe = FACES.get(name_of(font))
        if recipe is None:
            return False
        made(font, recipe).save(folder / recipe.target)
        count = len(font.getBestCmap() or ())
    print(f"{recipe.target}: {count} characters, {(folder / recipe.target).stat().st_size} bytes")
    return True


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names) or "none"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

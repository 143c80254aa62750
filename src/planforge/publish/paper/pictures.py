"""Charts and pictures of a part as files for the engine, and how large they stand."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING, Final, Protocol

from planforge.document.charts import LayoutProblem, Look, draw, in_words
from planforge.i18n import msg
from planforge.publish.blocks.model import Figure, Picture, caption_of, caption_of_part
from planforge.publish.paper.fitting import POINTS_PER_PX, Room
from planforge.publish.paper.geometry import MM_PER_POINT
from planforge.publish.paper.images import Image, shown
from planforge.publish.paper.typeset import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from planforge.document.charts import ByteStore, Drawable, Driver
    from planforge.document.charts import Picture as Drawing
    from planforge.publish.blocks.model import Code
    from planforge.publish.paper.encode import Data
    from planforge.publish.paper.geometry import Geometry

_CAPTION_PT: Final = 48.0
"""Room for a caption below a picture."""
MISSING_SIGN: Final = "〓"
"""What stands for a character that no face covers, as printers have always set it."""
_BETWEEN: Final = re.compile(r"(?<=>)[^<>]+(?=<)")
_WORDS: Final = re.compile(r"(?<=>)[^<>]+(?=</(?:text|tspan)>)")


class Gallery(Protocol):
    """Where pictures come from."""

    def drawing(self, chart: Drawable, prefix: str) -> Drawing:
        """Return the picture of *chart* for paper.

        Raises:
            LayoutProblem: The layout program is missing, fails or takes too long.
        """

    def read(self, file: str) -> bytes | None:
        """Return the image *file*, by its path from the root of the corpus; None if missing."""


class CorpusGallery:
    """Draws charts with a layout program; reads images with a function."""

    def __init__(
        self,
        driver: Driver,
        store: ByteStore | None = None,
        read: Callable[[str], bytes | None] = lambda _file: None,
    ) -> None:
        """Draw with *driver*, remembering layouts in *store*; read images with *read*."""
        self._driver = driver
        self._store = store
        self._read = read

    def drawing(self, chart: Drawable, prefix: str) -> Drawing:
        """Return the picture of *chart* for paper."""
        return draw(chart, self._driver, self._store, prefix=prefix, look=Look.ALONE)

    def read(self, file: str) -> bytes | None:
        """Return the image *file*; None if it is missing."""
        return self._read(file)


class Pictures:
    """The pictures of one part."""

    def __init__(
        self,
        gallery: Gallery,
        page: Geometry,
        uncovered: Callable[[str], Iterable[str]],
        sheet: Room | None = None,
    ) -> None:
        """Fit pictures of *gallery* into the type area of *page*, or each on its own *sheet*.

        *uncovered* tells which characters of a text no face has.
        """
        self._uncovered = uncovered
        self.files: dict[str, bytes] = {}
        self.problems: list[Problem] = []
        self._gallery = gallery
        self._wide = page.area_width / MM_PER_POINT
        self._high = page.area_height / MM_PER_POINT - _CAPTION_PT
        self._room = self._high
        self._sheet = sheet
        self._drawn = 0

    def leave(self, above_mm: float) -> None:
        """Leave room for what stands above the next picture on the same page, in 毫米."""
        self._room = self._high - above_mm / MM_PER_POINT

    def of(
        self, block: Figure | Picture | Code, text: Callable[[str], str], place: Sequence[str]
    ) -> Data:
        """Return *block* as data; its words instead, and a problem, if there is no picture."""
        if isinstance(block, (Figure, Picture)):
            if isinstance(block, Figure):
                told = self._chart(block, text, place)
            else:
                told = self._image(block, text, place)
            self._room = self._high
            return told
        name = f"code-{len(self.files)}.svg"
        self.files[name] = _code(block.text)
        return {"k": "q", "file": name, "alt": block.text, "title": text(block.caption)}

    def _chart(self, block: Figure, text: Callable[[str], str], place: Sequence[str]) -> Data:
        try:
            drawings = self._space().parts(block.chart, self._draw)
        except LayoutProblem as problem:
            self.problems.append(
                Problem(
                    msg(
                        "the chart “{title}” cannot be drawn: {said}",
                        title=block.chart.title,
                        said=problem.message,
                    ),
                    tuple(place),
                )
            )
            return {"k": "x", "t": text(block.alternative)}
        many = len(drawings)
        told = [
            self._drawing(
                replace(drawing, svg=_set(drawing.svg, text)),
                (in_words(chart) if many > 1 else block.alternative) or chart.title,
                text(caption_of_part(block, at, many)),
                is_first=at == 1,
            )
            | {"part": f"（{at}/{many}）" if many > 1 else ""}
            for at, (chart, drawing) in enumerate(drawings, 1)
        ]
        return told[0] if many == 1 else {"k": "s", "b": told}

    def _draw(self, chart: Drawable) -> Drawing:
        self._drawn += 1
        return self._gallery.drawing(chart, f"chart-{self._drawn}")

    def _space(self) -> Room:
        return self._sheet or Room(self._wide, self._high, taken=self._high - self._room)

    def _drawing(self, drawing: Drawing, alternative: str, title: str, *, is_first: bool) -> Data:
        nth = len(self.files)
        name = f"chart-{nth}.svg"
        self.files[name] = drawing.svg.encode()
        scale, is_turned = self._space().scale(drawing, is_first=is_first)
        return {
            "k": "i",
            "nth": nth,
            "file": name,
            "w": round(drawing.width * POINTS_PER_PX * scale, 2),
            "turned": is_turned,
            "alt": alternative,
            "title": title,
        }

    def _image(self, block: Picture, text: Callable[[str], str], place: Sequence[str]) -> Data:
        image = shown(block.file, self._gallery.read(block.file))
        if not isinstance(image, Image):
            self.problems.append(Problem(image, tuple(place)))
            return {"k": "x", "t": text(block.alternative)}
        nth = len(self.files)
        name = f"picture-{nth}.{image.ending}"
        is_drawn = image.ending == "svg"
        self.files[name] = self._covered(block, image.data, place) if is_drawn else image.data
        return {
            "k": "i",
            "nth": nth,
            "file": name,
            "w": round(image.size.within(self._wide, self._room).wide, 2),
            "fits": True,
            "turned": False,
            "alt": block.alternative or block.title or block.file,
            "title": text(caption_of(block)),
        }

    def _covered(self, block: Picture, svg: bytes, place: Sequence[str]) -> bytes:
        """Return *svg* with every character that no face has marked and named."""
        said = svg.decode()
        shown = "".join(map(html.unescape, _BETWEEN.findall(said)))
        for sign in self._uncovered("".join(shown.split())):
            told = msg(
                "no typeface has the character “{character}” (U+{code}) in the picture {file}",
                character=sign,
                code=f"{ord(sign):04X}",
                file=block.file,
            )
            self.problems.append(Problem(told, tuple(place)))
            number = rf"&#(?:0*{ord(sign)}|[xX]0*{ord(sign):x});"
            said = re.sub(
                number, MISSING_SIGN, said.replace(sign, MISSING_SIGN), flags=re.IGNORECASE
            )
        return said.encode()


def _set(svg: str, text: Callable[[str], str]) -> str:
    """Return *svg* with its words as *text* gives them back: missing characters marked."""
    return _WORDS.sub(lambda found: html.escape(text(html.unescape(found[0])), quote=False), svg)


def _code(text: str) -> bytes:
    """Return a QR code that says *text*, of medium redundancy, with its quiet zone."""
    import segno  # noqa: PLC0415 - an extra

    drawn = BytesIO()
    made = segno.make(text, error="m", micro=False)
    made.save(drawn, kind="svg", border=4, xmldecl=False, svgclass=None, lineclass=None)
    return drawn.getvalue()

"""Pictures: charts as PNG with the SVG beside it, images of plans, each with its words."""

from __future__ import annotations

import hashlib
import io
from typing import TYPE_CHECKING, Final, Protocol, TypeAlias, cast

from planforge.document.charts import LayoutProblem, in_words
from planforge.i18n import Message, msg
from planforge.publish.paper.fitting import Room
from planforge.publish.paper.geometry import geometry
from planforge.publish.paper.images import Image, Size, as_png, shown
from planforge.publish.paper.typeset import Problem
from planforge.publish.word.look import EMU, twips
from planforge.publish.word.xml import NAMESPACES, NOTHING, Xml, node

if TYPE_CHECKING:
    from collections.abc import Sequence

    import typst

    from planforge.document.books.book import Paper
    from planforge.document.charts import Drawable
    from planforge.document.charts import Picture as Drawing
    from planforge.publish.blocks.model import Code, Figure, Picture
    from planforge.publish.paper.fonts import Typecase
    from planforge.publish.paper.pictures import Gallery
    from planforge.publish.word.writing import Writing

_Part: TypeAlias = "tuple[Drawable, Drawing]"
PPI: Final = 200
"""Points of a picture in an inch of paper."""
_TWIPS_PER_PX: Final = 15
_TWIPS_PER_POINT: Final = 20
_CODE: Final = 1361
"""24 毫米, the edge of a QR code, in twips."""
CAPTION: Final = 1000
"""Room for the caption of a picture, in twips."""
_READABLE: Final = 0.62
"""Below this scale the text of a chart is smaller than 六号; it gets a page on its side."""
_SVG_EXTENSION: Final = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"
_MAIN: Final = (
    b"#set page(width: auto, height: auto, margin: 0pt, fill: white)\n"
    b'#image("drawing", format: "svg")\n'
)


class Painter(Protocol):
    """Makes a picture of points of a drawing."""

    def png(self, svg: bytes) -> bytes:
        """Return *svg* as PNG, `PPI` points to the inch.

        Raises:
            PaintProblem: It cannot be painted.
        """


class PaintProblem(Exception):  # noqa: N818 - says what is the case
    """A drawing cannot be painted.

    Attributes:
        message: What happened.
    """

    def __init__(self, message: Message) -> None:
        """Keep *message*; `str()` of the exception is its English text."""
        super().__init__(message.render("en"))
        self.message = message


class TypstPainter:
    """Paints with Typst and the faces that come along, so that all machines paint the same."""

    def __init__(self, typecase: Typecase) -> None:
        """Paint with the faces of *typecase*."""
        self._folders = sorted({str(face.path.resolve().parent) for face in typecase.faces})
        self._fonts: typst.Fonts | None = None

    def png(self, svg: bytes) -> bytes:
        """Return *svg* as PNG."""
        import typst  # noqa: PLC0415 - an extra, and slow to load

        if self._fonts is None:
            self._fonts = typst.Fonts(
                include_system_fonts=False,
                include_embedded_fonts=False,
                font_paths=list(self._folders),
            )
        # The stubs do not know files by their names.
        files = cast("bytes", {"main.typ": _MAIN, "drawing": svg})
        try:
            made = typst.compile(
                files,
                format="png",
                ppi=PPI,
                font_paths=self._fonts,
                ignore_system_fonts=True,
            )
        except typst.TypstError as error:
            raise PaintProblem(msg("Typst says: {said}", said=error.message)) from error
        return bytes(made)


class Pictures:
    """Writes the pictures of a book."""

    def __init__(self, writing: Writing, gallery: Gallery, painter: Painter) -> None:
        """Take drawings and images from *gallery*, paint drawings with *painter*."""
        self._writing = writing
        self._gallery = gallery
        self._painter = painter
        self._last: tuple[Figure | None, dict[Room | None, list[_Part]]] = None, {}

    def natural(self, figure: Figure) -> Size | None:
        """Return the size of a chart in twips as it is drawn; None if it cannot be drawn."""
        try:
            return _natural(self._drawn(figure)[0][1])
        except LayoutProblem:
            return None

    def sizes(self, figure: Figure, room: Size) -> list[Size]:
        """Return the sizes of the pictures of a chart that has *room* twips for each."""
        try:
            return [_natural(drawn) for _, drawn in self._drawn(figure, room)]
        except LayoutProblem:
            return []

    def is_wide(self, figure: Figure, paper: Paper) -> bool:
        """Whether *figure* can be read only on a page of *paper* on its side."""
        upright, lying = geometry(paper), geometry(paper, landscape=True)
        room = Size(twips(upright.area_width), twips(upright.area_height) - CAPTION)
        sizes = self.sizes(figure, room)
        if not sizes:
            return False
        size = max(sizes, key=lambda size: size.wide)
        now, then = (
            min(1.0, twips(page.area_width) / size.wide, twips(page.area_height) / size.high)
            for page in (upright, lying)
        )
        return now < _READABLE and then > now * 1.2

    def _drawn(self, figure: Figure, room: Size | None = None, taken: float = 0.0) -> list[_Part]:
        """Return the pictures of *figure*, drawn once for all who ask while it is at hand."""
        here = None
        if room:
            wide, high = room.wide / _TWIPS_PER_POINT, room.high / _TWIPS_PER_POINT
            here = Room(wide, high, taken=taken / _TWIPS_PER_POINT)
        if self._last[0] is not figure:
            self._last = figure, {}
        if here not in self._last[1]:
            self._last[1][here] = self._made(figure.chart, here)
        return self._last[1][here]

    def _made(self, chart: Drawable, here: Room | None) -> list[_Part]:
        def draw(one: Drawable) -> Drawing:
            return self._gallery.drawing(one, "chart")

        return here.parts(chart, draw) if here else [(chart, draw(chart))]

    def figure(
        self, figure: Figure, room: Size, place: Sequence[str], taken: float = 0.0
    ) -> list[Xml]:
        """Return a run for each picture of a chart, none wider or higher than *room* twips.

        There are as many as it takes to read the text of the chart; none if it cannot be drawn. The
        first is lower by *taken* twips.
        """
        found: list[Xml] = []
        try:
            parts = self._drawn(figure, room, taken)
            for chart, drawn in parts:
                svg = drawn.svg.encode()
                names = (self._kept(self._painter.png(svg), "png"), self._kept(svg, "svg"))
                size = _natural(drawn).within(room.wide, room.high - (0 if found else taken))
                said = in_words(chart) if len(parts) > 1 else figure.alternative
                found.append(self._drawing(names, size, chart.title, said))
        except (LayoutProblem, PaintProblem) as problem:
            self._tell(
                msg(
                    "the chart “{title}” cannot be drawn: {said}",
                    title=figure.chart.title,
                    said=problem.message,
                ),
                place,
            )
            return []
        return found

    def picture(self, picture: Picture, room: Size, place: Sequence[str]) -> Xml:
        """Return a run with an image of a plan; nothing if there is none that Word can show."""
        image = shown(picture.file, self._gallery.read(picture.file))
        if not isinstance(image, Image):
            self._tell(image, place)
            return NOTHING
        if image.ending == "svg":
            png = self._painter.png(image.data)
            names = (self._kept(png, "png"), self._kept(image.data, "svg"))
        elif image.ending == "webp":
            names = (self._kept(as_png(image), "png"), "")
        else:
            names = (self._kept(image.data, image.ending), "")
        natural = Size(image.size.wide * _TWIPS_PER_POINT, image.size.high * _TWIPS_PER_POINT)
        size = natural.within(room.wide, room.high)
        return self._drawing(names, size, picture.title, picture.alternative)

    def code(self, code: Code, room: Size) -> Xml:
        """Return a run with the QR code of an address."""
        import segno  # noqa: PLC0415 - an extra

        made = io.BytesIO()
        segno.make_qr(code.text, error="m").save(made, kind="png", scale=8, border=4)
        size = Size(_CODE, _CODE).within(room.wide, room.high)
        return self._drawing((self._kept(made.getvalue(), "png"), ""), size, "", code.text)

    def _tell(self, message: Message, place: Sequence[str]) -> None:
        self._writing.problems.append(Problem(message, tuple(place)))

    def _kept(self, data: bytes, ending: str) -> str:
        """Return the name of the relation to the file with *data*, which the book holds once."""
        name = f"media/{hashlib.sha256(data).hexdigest()[:16]}.{ending}"
        self._writing.media[name] = data
        return self._writing.relations.to("image", name)

    def _drawing(self, names: tuple[str, str], size: Size, title: str, words: str) -> Xml:
        number = self._writing.next_drawing()
        extent = {"cx": round(size.wide * EMU), "cy": round(size.high * EMU)}
        said = words or title
        shown: dict[str, str | int] = {"id": number, "name": f"Picture {number}", "descr": said}
        if title:
            shown["title"] = title
        vector = NOTHING
        if names[1]:
            svg = node("asvg:svgBlip", {"xmlns:asvg": NAMESPACES["asvg"], "r:embed": names[1]})
            vector = node("a:extLst", {}, node("a:ext", {"uri": _SVG_EXTENSION}, svg))
        graphic = node(
            "pic:pic",
            {"xmlns:pic": NAMESPACES["pic"]},
            node(
                "pic:nvPicPr",
                {},
                node("pic:cNvPr", {"id": number, "name": f"Picture {number}", "descr": said}),
                node("pic:cNvPicPr"),
            ),
            node(
                "pic:blipFill",
                {},
                node("a:blip", {"r:embed": names[0]}, vector),
                node("a:stretch", {}, node("a:fillRect")),
            ),
            node(
                "pic:spPr",
                {},
                node("a:xfrm", {}, node("a:off", {"x": 0, "y": 0}), node("a:ext", extent)),
                node("a:prstGeom", {"prst": "rect"}, node("a:avLst")),
            ),
        )
        inline = node(
            "wp:inline",
            {"distT": 0, "distB": 0, "distL": 0, "distR": 0},
            node("wp:extent", extent),
            node("wp:docPr", shown),
            node("wp:cNvGraphicFramePr", {}, node("a:graphicFrameLocks", {"noChangeAspect": 1})),
            node(
                "a:graphic",
                {},
                node("a:graphicData", {"uri": NAMESPACES["pic"]}, graphic),
            ),
        )
        return node("w:r", {}, node("w:drawing", {}, inline))


def _natural(drawn: Drawing) -> Size:
    """Return the size of a drawing in twips."""
    return Size(drawn.width * _TWIPS_PER_PX, drawn.height * _TWIPS_PER_PX)

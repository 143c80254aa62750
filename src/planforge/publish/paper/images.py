"""Pictures of plans, looked at before anything is set: what they are, how large, whether whole.

Both writers ask here, so a picture that one of them refuses is refused by the other with the same
words, and what no engine could show is found before pages are laid out.
"""

from __future__ import annotations

import re
import struct
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final, cast
from xml.parsers import expat

from planforge.frozen import dataclass
from planforge.i18n import Message, msg
from planforge.publish.paper.remarks import without_remarks
from planforge.source.svg import does_something

if TYPE_CHECKING:
    from collections.abc import Mapping

    import typst

_POINTS_PER_PX: Final = 0.75
_SIGNATURES: Final = (
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8", "jpeg"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
)
_RIFF: Final = 12
"""So many bytes say that a file is WebP."""
_END_OF_JPEG: Final = b"\xff\xd9"
_START_OF_SCAN: Final = b"\xff\xda"
_AREA: Final = re.compile(r'viewBox="0 0 ([0-9.]+) ([0-9.]+)"')
_ALONE: Final = '#set page(width: auto, height: auto, margin: 0pt, fill: white)\n#image("{name}")\n'
_SCALED: Final = (
    "#set page(width: {wide}pt, height: {high}pt, margin: 0pt, fill: white)\n"
    '#image("{name}", width: {wide}pt, height: {high}pt)\n'
)


@dataclass(frozen=True, slots=True)
class Size:
    """Width and height."""

    wide: float
    high: float

    def within(self, wide: float, high: float) -> Size:
        """Return the size, made smaller in proportion if it must stand in *wide* times *high*."""
        scale = min(1.0, wide / self.wide, high / self.high)
        return Size(self.wide * scale, self.high * scale)


@dataclass(frozen=True, slots=True)
class Image:
    """A picture that can be shown.

    Attributes:
        data: Its bytes.
        ending: What it is, whatever its file is called: `png`, `jpeg`, `gif`, `webp` or `svg`.
        size: How large it stands by itself, in points of 1/72 inch; both more than 0.
    """

    data: bytes
    ending: str
    size: Size


def shown(file: str, data: bytes | None) -> Image | Message:
    """Return what the picture *file* is, *data* being what is in it, or why it is not shown.

    What its file says besides is left out: a comment, where and when a photograph was taken.
    """
    if data is None:
        return msg("there is no picture {file}", file=file)
    found = examine(without_remarks(data, _ending(data)))
    if isinstance(found, Image):
        return found
    return msg("the picture {file} cannot be drawn: {said}", file=file, said=found)


@lru_cache(maxsize=8)
def examine(data: bytes) -> Image | Message:
    """Return what the picture *data* is, or why it cannot be shown."""
    ending = _ending(data)
    if ending == "svg":
        fault = _fault_of_svg(data)
    elif ending == "jpeg":
        # Engines take a JPEG over as it is, so that half of one would be printed as a grey area.
        is_whole = data.find(_END_OF_JPEG, max(0, data.rfind(_START_OF_SCAN))) >= 0
        fault = None if is_whole else _damaged()
    else:
        fault = None if ending else msg("it is none of PNG, JPEG, GIF, WebP and SVG")
    if fault is not None:
        return fault
    natural = _natural(data, ending)
    if natural is None:
        return msg("it has no size, or it is no SVG") if ending == "svg" else _damaged()
    return Image(data, ending, natural)


def as_png(image: Image) -> bytes:
    """Return *image* as PNG with as many points."""
    name = f"image.{image.ending}"
    wide, high = (round(side / _POINTS_PER_PX) for side in (image.size.wide, image.size.high))
    main = _SCALED.format(name=name, wide=wide, high=high)
    return _compiled(main, {name: image.data}, "png")


def png_size(data: bytes) -> Size | None:
    """Return the size of a PNG, JPEG or GIF in points of it; None for anything else."""
    if data.startswith(b"\x89PNG\r\n\x1a\n") and len(data) >= 24:  # noqa: PLR2004 - up to the size
        return Size(*struct.unpack(">II", data[16:24]))
    if data[:6] in (b"GIF87a", b"GIF89a") and len(data) >= 10:  # noqa: PLR2004 - up to the size
        return Size(*struct.unpack("<HH", data[6:10]))
    return _jpeg_size(data) if data.startswith(b"\xff\xd8") else None


def _jpeg_size(data: bytes) -> Size | None:
    """Return the size in the frame header of a JPEG."""
    at = 2
    while at + 9 <= len(data) and data[at] == 0xFF:  # noqa: PLR2004 - every marker begins so
        kind, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4], "big")
        if 0xC0 <= kind <= 0xCF and kind not in (0xC4, 0xC8, 0xCC):  # noqa: PLR2004 - ITU T.81, B.1
            high, wide = struct.unpack(">HH", data[at + 5 : at + 9])
            return Size(wide, high)
        at += 2 + length
    return None


def _ending(data: bytes) -> str:
    """Return what *data* is by how it begins; empty if it is nothing known."""
    for signature, ending in _SIGNATURES:
        if data.startswith(signature):
            return ending
    if data[:4] == b"RIFF" and data[8:_RIFF] == b"WEBP":
        return "webp"
    is_text = data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"<"
    return "svg" if is_text else ""


def _fault_of_svg(data: bytes) -> Message | None:
    """Return what keeps *data* from being read as XML, or from being shown."""
    try:
        data.decode()
    except UnicodeDecodeError:
        return msg("it is not in UTF-8; save it as UTF-8")
    parser = expat.ParserCreate("utf-8")
    # Never called: a drawing with entities of its own is none that may be shown.
    parser.EntityDeclHandler = _refuse
    try:
        parser.Parse(data, True)  # noqa: FBT003 - its only signature
    except (expat.ExpatError, _EntityProblem):
        return msg(
            "its XML is broken in line {line}, column {column}",
            line=parser.ErrorLineNumber,
            column=parser.ErrorColumnNumber + 1,
        )
    if does_something(data):
        return msg("it holds scripts; export it again as a plain SVG without scripts, or as PNG")
    return None


class _EntityProblem(Exception):  # noqa: N818 - says what is the case
    """A drawing declares entities, which could grow without end."""


def _refuse(*_declared: object) -> None:
    raise _EntityProblem


def _damaged() -> Message:
    return msg("its data are damaged or cut off")


def _natural(data: bytes, ending: str) -> Size | None:
    """Return how large the picture is by itself, in points; None if the engine refuses it."""
    import typst  # noqa: PLC0415 - an extra, and slow to load

    name = f"image.{ending}"
    try:
        drawn = _compiled(_ALONE.format(name=name), {name: data}, "svg")
    except typst.TypstError:
        return None
    found = _AREA.search(drawn[:500].decode(errors="replace"))
    if found is None:
        return None
    shown = Size(float(found[1]), float(found[2]))
    if ending == "svg":
        size = shown
    else:
        points = png_size(data) or shown
        if (points.wide > points.high) != (shown.wide > shown.high):
            points = Size(points.high, points.wide)  # a camera that was held upright
        size = Size(points.wide * _POINTS_PER_PX, points.high * _POINTS_PER_PX)
    return size if size.wide > 0 and size.high > 0 else None


def _compiled(main: str, files: Mapping[str, bytes], form: str) -> bytes:
    """Return the one page of *main* as *form*; it may show *files*."""
    import typst  # noqa: PLC0415 - an extra, and slow to load

    with TemporaryDirectory() as folder:
        for name, data in files.items():
            (Path(folder) / name).write_bytes(data)
        # The stubs know neither files by their names nor a folder beside them.
        given = cast("Any", {"main.typ": main.encode()})
        made = typst.compile(
            given,
            root=folder,
            format=cast("typst.OutputFormat", form),
            ppi=72,
            font_paths=_no_fonts(),
            ignore_system_fonts=True,
        )
    return bytes(made)


@lru_cache(maxsize=1)
def _no_fonts() -> typst.Fonts:
    import typst  # noqa: PLC0415 - an extra, and slow to load

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[])


__all__ = ["Image", "Size", "as_png", "examine", "png_size", "shown"]

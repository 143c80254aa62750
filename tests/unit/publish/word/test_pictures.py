from __future__ import annotations

import pytest

from planforge.i18n import Message
from planforge.publish.paper.fonts import Typecase
from planforge.publish.paper.images import Size, png_size
from planforge.publish.word.pictures import PaintProblem, TypstPainter
from tests.unit.publish.word.made import PNG, SVG

JPEG = (
    b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
    b"\xff\xc0\x00\x0b\x08\x00\x10\x00\x20\x01\x01\x11\x00"
)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (PNG, Size(2, 1)),
        (b"GIF89a\x03\x00\x04\x00", Size(3, 4)),
        (JPEG, Size(32, 16)),
        (b"\xff\xd8\xff\xe0\x00", None),
        (b"\x89PNG\r\n\x1a\n", None),
        (b"BM", None),
        (b"", None),
    ],
)
def test_the_size_stands_in_the_head_of_an_image(data: bytes, expected: Size | None) -> None:
    assert png_size(data) == expected


def test_a_picture_is_made_smaller_never_larger() -> None:
    assert Size(200, 100).within(100, 100) == Size(100, 50)
    assert Size(100, 200).within(100, 100) == Size(50, 100)
    assert Size(10, 20).within(100, 100) == Size(10, 20)


def test_drawings_are_painted_with_200_points_to_the_inch_and_always_alike() -> None:
    painter = TypstPainter(Typecase())
    made = painter.png(SVG.encode())
    assert png_size(made) == Size(83, 42)  # 40 and 20 px of a ninety-sixth of an inch
    assert painter.png(SVG.encode()) == made


def test_what_is_no_drawing_is_not_painted() -> None:
    with pytest.raises(PaintProblem) as caught:
        TypstPainter(Typecase()).png(b"<svg")
    assert isinstance(caught.value.message, Message)

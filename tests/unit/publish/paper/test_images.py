from __future__ import annotations

from struct import pack
from zlib import crc32

import pytest

from planforge.publish.paper.images import Image, Size, as_png, examine, png_size, shown
from tests.unit.publish.pictures import GIF, JPEG, SVG, WEBP, png

DAMAGED = "图片 route.png 画不出来：数据已损坏或不完整"


@pytest.mark.parametrize(
    ("data", "ending"),
    [(png(), "png"), (JPEG, "jpeg"), (GIF, "gif"), (WEBP, "webp"), (SVG, "svg")],
)
def test_a_picture_is_known_by_what_is_in_it(data: bytes, ending: str) -> None:
    image = shown("route.txt", data)
    assert image == Image(data, ending, Size(3, 1.5))


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (None, "没有图片 route.png"),
        (b"", "图片 route.png 画不出来：不是 PNG、JPEG、GIF、WebP 或 SVG 格式"),
        (b"BM12", "图片 route.png 画不出来：不是 PNG、JPEG、GIF、WebP 或 SVG 格式"),
        (png()[:-20], DAMAGED),
        (png()[:20], DAMAGED),
        (png().replace(b"IDAT", b"IDAX"), DAMAGED),
        (JPEG[:-2], DAMAGED),
        (JPEG[:30], DAMAGED),
        (GIF[:-20], DAMAGED),
        (WEBP[:-9], DAMAGED),
        (b"<svg>", "图片 route.png 画不出来：XML 在第 1 行第 6 列写错"),
        (
            '<svg xmlns="http://www.w3.org/2000/svg">转移路线</svg>'.encode("gbk"),
            "图片 route.png 画不出来：不是 UTF-8 编码，请另存为 UTF-8",
        ),
        (b'<!DOCTYPE s [<!ENTITY a "a">]><s/>', "图片 route.png 画不出来：XML 在第 1 行"),
        (
            SVG.replace(b"/>", b"><script>go()</script></svg>"),
            "图片 route.png 画不出来：里面有脚本，请重新导出不带脚本的 SVG，或者存为 PNG",
        ),
        (
            SVG.replace(b"/>", b' onload="go()"/>'),
            "图片 route.png 画不出来：里面有脚本，请重新导出不带脚本的 SVG，或者存为 PNG",
        ),
        (b"<html/>", "图片 route.png 画不出来：没有尺寸，或者内容不是 SVG"),
        (
            b'<svg xmlns="http://www.w3.org/2000/svg" width="0" height="2"/>',
            "图片 route.png 画不出来：没有尺寸，或者内容不是 SVG",
        ),
    ],
)
def test_what_cannot_be_shown_is_said_in_words(data: bytes | None, said: str) -> None:
    fault = shown("route.png", data)
    assert not isinstance(fault, Image)
    assert fault.render("zh_CN").startswith(said)


def segment(kind: int, held: bytes) -> bytes:
    return bytes((0xFF, kind)) + (len(held) + 2).to_bytes(2, "big") + held


def exif(order: str, *entries: tuple[int, int]) -> bytes:
    """Return a segment with fields of a camera, each a number and its value."""
    sign = "<" if order == "II" else ">"
    fields = b"".join(pack(f"{sign}HHIHH", number, 3, 1, value, 0) for number, value in entries)
    head = order.encode() + pack(f"{sign}HI", 42, 8) + pack(f"{sign}H", len(entries))
    return segment(0xE1, b"Exif\0\0" + head + fields + bytes(4))


def test_what_files_of_pictures_say_besides_is_left_out() -> None:
    plain = png()
    held = b"Comment\0\xe5\xaf\x86"
    chunk = pack(">I", len(held)) + b"tEXt" + held + pack(">I", crc32(b"tEXt" + held))
    assert shown("a.png", plain[:33] + chunk + plain[33:]) == shown("a.png", plain)
    profile = segment(0xE2, b"ICC_PROFILE\0")
    remarks = segment(0xFE, b"secret") + segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0x")
    photograph = JPEG[:2] + exif("II", (0x8825, 9)) + remarks + profile + JPEG[2:]
    assert shown("a.jpg", photograph) == shown("a.jpg", JPEG[:2] + profile + JPEG[2:])


@pytest.mark.parametrize("order", ["II", "MM"])
def test_which_side_of_a_photograph_is_up_stays(order: str) -> None:
    photograph = JPEG[:2] + exif(order, (0x010F, 7), (0x0112, 6), (0x8825, 9)) + JPEG[2:]
    upright = JPEG[:2] + exif(order, (0x0112, 6)) + JPEG[2:]
    assert shown("a.jpg", photograph) == shown("a.jpg", upright)
    image = shown("a.jpg", upright)
    assert isinstance(image, Image)
    assert image.data == upright


def test_what_word_cannot_show_becomes_a_png_with_as_many_points() -> None:
    image = examine(WEBP)
    assert isinstance(image, Image)
    assert png_size(as_png(image)) == Size(4, 2)

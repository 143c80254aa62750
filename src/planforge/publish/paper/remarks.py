"""Pictures without what their files say besides the picture: comments, places, cameras, dates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

_PNG_HEAD: Final = 8
_PNG_REMARKS: Final = frozenset({b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME"})
_COMMENT, _FIRST_APP, _LAST_APP = 0xFE, 0xE1, 0xEF
_KEPT_APPS: Final = frozenset({0xE2, 0xEE})
"""Colour profile, and how colours are coded."""
_EXIF: Final = b"Exif\0\0"
_SCAN: Final = 0xDA
_ORIENTATION: Final = 0x0112
_ENTRY: Final = 12


def without_remarks(data: bytes, ending: str) -> bytes:
    """Return the whole PNG or JPEG *data* without what it says besides the picture.

    Which side of a photograph is up stays. Other kinds of pictures come back as they are.
    """
    if ending == "png":
        return data[:_PNG_HEAD] + b"".join(_chunks(data))
    return b"".join(_segments(data)) if ending == "jpeg" else data


def _chunks(data: bytes) -> Iterator[bytes]:
    at = _PNG_HEAD
    while at < len(data):
        end = at + 12 + int.from_bytes(data[at : at + 4], "big")
        if data[at + 4 : at + 8] not in _PNG_REMARKS:
            yield data[at:end]
        at = end


def _segments(data: bytes) -> Iterator[bytes]:
    yield data[:2]
    at = 2
    while data[at : at + 1] == b"\xff" and at + 4 <= len(data) and data[at + 1] != _SCAN:
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        kind, held = data[at + 1], data[at + 4 : end]
        is_remark = kind == _COMMENT or (_FIRST_APP <= kind <= _LAST_APP and kind not in _KEPT_APPS)
        if not is_remark:
            yield data[at:end]
        elif held.startswith(_EXIF):
            yield _turn(held.removeprefix(_EXIF))
        at = end
    yield data[at:]


def _turn(tiff: bytes) -> bytes:
    """Return the segment that says which side is up, as *tiff* does; nothing if that is the top."""
    order: Literal["little", "big"] = "little" if tiff.startswith(b"II") else "big"

    def number(at: int, size: int) -> int:
        return int.from_bytes(tiff[at : at + size], order)

    first = number(4, 4)
    for at in range(first + 2, first + 2 + _ENTRY * number(first, 2), _ENTRY):
        if number(at, 2) == _ORIENTATION and number(at + 8, 2) > 1:
            entry = tiff[at : at + _ENTRY]
            mark = b"II*\0\x08\0\0\0\x01\0" if order == "little" else b"MM\0*\0\0\0\x08\0\x01"
            held = _EXIF + mark + entry + b"\0\0\0\0"
            return b"\xff\xe1" + (len(held) + 2).to_bytes(2, "big") + held
    return b""


__all__ = ["without_remarks"]

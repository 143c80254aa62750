"""Small sound pictures of every kind, four points by two."""

from __future__ import annotations

import struct
import zlib
from base64 import b64decode


def _chunk(kind: bytes, data: bytes) -> bytes:
    check = struct.pack(">I", zlib.crc32(kind + data))
    return struct.pack(">I", len(data)) + kind + data + check


def png(wide: int = 4, high: int = 2) -> bytes:
    """Return a grey PNG."""
    head = struct.pack(">IIBBBBB", wide, high, 8, 0, 0, 0, 0)
    lines = zlib.compress((b"\0" + b"\xc8" * wide) * high)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        _chunk(kind, data) for kind, data in ((b"IHDR", head), (b"IDAT", lines), (b"IEND", b""))
    )


JPEG = b64decode(
    "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAFA3PEY8MlBGQUZaVVBfeMiCeG5uePWvuZHI////////////////////////"
    "////////////////////////////wAALCAACAAQBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAAA//EABQQAQAAAAAAAAAA"
    "AAAAAAAAAAD/2gAIAQEAAD8Ad//Z"
)
WEBP = b64decode("UklGRh4AAABXRUJQVlA4TBEAAAAvA0AAAAdQ5CIXuf+BiOh/AAA=")
GIF = b64decode("R0lGODdhBAACAIEAAMjIyAAAAAAAAAAAACwAAAAABAACAAAIBwABCBwoMCAAOw==")
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="4" height="2"/>'

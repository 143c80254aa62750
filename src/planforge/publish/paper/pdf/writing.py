"""A PDF file written object by object."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Final

from planforge.publish.paper.pdf.values import Dict, Name, New, Value, settled, write

if TYPE_CHECKING:
    from io import BytesIO

_PACKED: Final = 200
"""Objects in one packet."""
_HEAD: Final = b"%PDF-1.7\n%\xbf\xf7\xa2\xfe\n"
_FREE, _AT, _IN_PACKET = range(3)
_OFFSET_BYTES: Final = 5
_FIRST_FREE: Final = 65_535


class Target:
    """A PDF file while it is written; what is not a stream is packed, 200 objects at a time."""

    def __init__(self, out: BytesIO) -> None:
        """Write to *out*."""
        self._out = out
        self._where: dict[int, tuple[int, int, int]] = {}
        self._count = 0
        self._waiting: list[tuple[int, bytes]] = []
        out.write(_HEAD)

    def number(self) -> int:
        """Return the number for one more object."""
        self._count += 1
        return self._count

    def put(self, number: int, text: bytes) -> None:
        """Let object *number* be *text*."""
        self._waiting.append((number, text))
        if len(self._waiting) == _PACKED:
            self._pack()

    def add(self, value: Value) -> New:
        """Return a reference to *value*, which refers to objects of this file only."""
        made = New(self.number())
        self.put(made.number, write(value, settled))
        return made

    def put_stream(self, number: int, about: bytes, content: bytes) -> None:
        """Let object *number* be a stream of *content*, its dictionary *about*."""
        self._where[number] = (_AT, self._out.tell(), 0)
        self._out.write(b"%d 0 obj\n%s\nstream\n" % (number, about))
        self._out.write(content)
        self._out.write(b"\nendstream\nendobj\n")

    def add_stream(self, about: Dict, content: bytes, *, packed: bool = True) -> New:
        """Return a reference to a stream of *content*; metadata must not be *packed*."""
        made = New(self.number())
        if packed:
            content = zlib.compress(content)
            about = about | {"Filter": Name("FlateDecode")}
        head = write(about | {"Length": len(content)}, settled)
        self.put_stream(made.number, head, content)
        return made

    def finish(self, root: New, info: New, ident: bytes) -> None:
        """Write what says where everything is."""
        self._pack()
        number = self.number()
        start = self._out.tell()
        self._where[number] = (_AT, start, 0)
        self._where[0] = (_FREE, 0, _FIRST_FREE)
        free = (_FREE, 0, 0)
        table = b"".join(
            bytes([kind]) + at.to_bytes(_OFFSET_BYTES, "big") + index.to_bytes(2, "big")
            for kind, at, index in (self._where.get(n, free) for n in range(number + 1))
        )
        content = zlib.compress(table)
        about: Dict = {
            "Type": Name("XRef"),
            "Size": number + 1,
            "W": [1, _OFFSET_BYTES, 2],
            "Root": root,
            "Info": info,
            "ID": [ident, ident],
            "Filter": Name("FlateDecode"),
            "Length": len(content),
        }
        self.put_stream(number, write(about, settled), content)
        self._out.write(b"startxref\n%d\n%%%%EOF\n" % start)

    def _pack(self) -> None:
        if not self._waiting:
            return
        packet = self.number()
        heads: list[bytes] = []
        at = 0
        for index, (number, text) in enumerate(self._waiting):
            self._where[number] = (_IN_PACKET, packet, index)
            heads.append(b"%d %d" % (number, at))
            at += len(text) + 1
        head = b" ".join(heads) + b"\n"
        content = zlib.compress(head + b"\n".join(text for _, text in self._waiting))
        about: Dict = {
            "Type": Name("ObjStm"),
            "N": len(self._waiting),
            "First": len(head),
            "Filter": Name("FlateDecode"),
            "Length": len(content),
        }
        self.put_stream(packet, write(about, settled), content)
        self._waiting = []

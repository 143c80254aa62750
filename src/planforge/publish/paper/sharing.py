"""Keep what several parts of a book embed alike only once: fonts and colour profiles.

Each part brings its own subset of each face, and its own colour profiles. Where two are equal to
the byte, the book needs one.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Final

import pikepdf

if TYPE_CHECKING:
    from collections.abc import Iterator

_SHARED: Final = ("/Font", "/ColorSpace")
_OWNERS: Final = ("/XObject", "/Pattern")
"""Kinds of resources that have resources of their own."""
_NONE: Final = pikepdf.Dictionary()


def share(pdf: pikepdf.Pdf) -> None:
    """Let equal fonts and colour spaces of *pdf* be the same object."""
    digests: dict[tuple[int, int], bytes] = {}
    kept: dict[bytes, pikepdf.Object] = {}
    for resources in _resources(pdf):
        for kind in _SHARED:
            things = resources.get(kind, _NONE)
            for name, thing in things.items():
                if isinstance(thing, pikepdf.Dictionary | pikepdf.Array):
                    shared = thing if thing.is_indirect else pdf.make_indirect(thing)
                    things[name] = kept.setdefault(_digest(thing, digests), shared)


def _resources(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """Yield the resource dictionaries of pages, and of forms and patterns on them, each once."""
    seen: set[tuple[int, int]] = set()
    waiting: list[pikepdf.Object] = [page.obj for page in pdf.pages]
    while waiting:
        owner = waiting.pop()
        resources = owner.get("/Resources")
        if not isinstance(resources, pikepdf.Dictionary):
            continue
        if resources.is_indirect:
            if resources.objgen in seen:
                continue
            seen.add(resources.objgen)
        yield resources
        for kind in _OWNERS:
            if kind in resources:
                inner = resources[kind]
                waiting += [thing for thing in inner.values() if "/Resources" in thing]


def _digest(thing: object, digests: dict[tuple[int, int], bytes]) -> bytes:
    """Return a digest of *thing* and all it refers to, which must not refer back to it."""
    key = thing.objgen if isinstance(thing, pikepdf.Object) and thing.is_indirect else None
    if key is not None and key in digests:
        return digests[key]
    if isinstance(thing, pikepdf.Stream):
        items = [f"{name}".encode() + _digest(value, digests) for name, value in _items(thing)]
        digest = sha256(b"stream" + b"".join(items) + thing.read_raw_bytes()).digest()
    elif isinstance(thing, pikepdf.Dictionary):
        items = [f"{name}".encode() + _digest(value, digests) for name, value in _items(thing)]
        digest = sha256(b"dictionary" + b"".join(items)).digest()
    elif isinstance(thing, pikepdf.Array):
        digest = sha256(b"array" + b"".join(_digest(value, digests) for value in thing)).digest()
    else:
        digest = sha256(repr(thing).encode()).digest()
    if key is not None:
        digests[key] = digest
    return digest


def _items(thing: pikepdf.Object) -> list[tuple[str, pikepdf.Object]]:
    return sorted(thing.items())

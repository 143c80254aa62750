"""Where an address leads inside a book: the part, and the name of the place in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.document.books.registers import listed
from planforge.document.nodes import SCHEME
from planforge.frozen import dataclass
from planforge.model.base import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from planforge.document.books.book import Book
    from planforge.document.pages.frame import Frame

_REGISTERS: Final = {"team": "teams", "depot": "depots", "shelter": "shelters", "expert": "experts"}
"""Kind of entry → the part of a compilation that lists it."""


@dataclass(frozen=True, slots=True)
class BookPlace:
    """A place in a book.

    Attributes:
        part: Identifier of the part.
        anchor: Name of the place in it; empty for its beginning.
        title: Title of the part, for readers who hear where a link leads.
    """

    part: str
    anchor: str
    title: str


class Places:
    """Finds places in one book."""

    def __init__(self, frame: Frame, book: Book) -> None:
        """Find places in *book*, which was made from *frame*."""
        self._titles: Mapping[str, str] = {part.ident: part.title for part in book.parts}
        self._listed = {
            Kind.ORGANISATION.value: listed(frame, Kind.ORGANISATION),
            Kind.POST.value: listed(frame, Kind.POST),
        }

    def find(self, address: str) -> BookPlace | None:
        """Return where the `planforge:` *address* leads; None if the book has no such place."""
        if not address.startswith(SCHEME):
            return None
        path, _, anchor = address.removeprefix(SCHEME).partition("#")
        kind, _, ident = path.partition("/")
        found = self._of(kind, ident, anchor)
        if found is None or found[0] not in self._titles:
            return None
        part, at = found
        return BookPlace(part, at, self._titles[part])

    def _of(self, kind: str, ident: str, anchor: str) -> tuple[str, str] | None:
        if kind in _REGISTERS:
            return _REGISTERS[kind], "" if ident == "index" else ident
        if kind in self._listed:
            name = f"post-{ident}" if kind == Kind.POST.value else ident
            return ("contacts", name) if ident in self._listed[kind] else None
        if kind == "plan":
            notice = f"notice-{ident}"
            return (notice if notice in self._titles else f"plan-{ident}"), ""
        plan, _, part = ident.partition("/")
        build = _IN_PLAN.get(kind)
        return build(plan, part, anchor) if build and part else None


_IN_PLAN: Final[Mapping[str, Callable[[str, str, str], tuple[str, str]]]] = {
    "chapter": lambda plan, part, anchor: (f"plan-{plan}", anchor or f"s{part}"),
    "level": lambda plan, _part, _anchor: (f"plan-{plan}", "levels"),
    "action": lambda plan, part, _anchor: (f"plan-{plan}", f"action-{part}"),
    "group": lambda plan, _part, _anchor: (f"plan-{plan}", "groups"),
    "annex": lambda plan, part, _anchor: (f"annex-{plan}-{part}", ""),
    "page": lambda plan, part, _anchor: (
        (f"annex-{plan}-1", "") if part == "annexes" else (f"plan-{plan}", "")
    ),
}
"""Kind of address inside a plan → part and name."""

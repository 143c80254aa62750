"""The table of contents: a field that Word counts, with entries that stand until it does."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, Final

from planforge.frozen import dataclass
from planforge.publish.word.looks import DEEPEST
from planforge.publish.word.paragraphs import field, field_end, field_start, paragraph
from planforge.publish.word.runs import run
from planforge.publish.word.xml import NOTHING, Xml, node

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from planforge.publish.paper.numbers import Numbers
    from planforge.publish.word.writing import Writing

_LINE: Final = 460
_TITLE: Final = 1300
"""Room of a line of the contents, and of their title, in twips."""
_TOC: Final = rf'TOC \o "1-{DEEPEST}" \f \h \z'
"""Headings, and hidden entries: titles of annexes are none of the headings, so that their entries
have the number that stands in a line of its own above the title.
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents.

    Attributes:
        level: From 1.
        text: What it says.
        part: Ident of the part it leads to.
        anchor: Name of the place there.
        page: Number that its page is reckoned to have; 0 for none.
        number: Number that its page has in print, if it is known.
    """

    level: int
    text: str
    part: str
    anchor: str
    page: int
    number: str = ""


def numbered(entries: Sequence[Entry], numbers: Numbers) -> list[Entry]:
    """Return *entries* with their *numbers* in print."""
    found: list[Entry] = []
    for part, group in groupby(entries, key=lambda entry: entry.part):
        own = list(group)
        pages = numbers.of(part, [entry.text for entry in own])
        found += (replace(entry, number=page) for entry, page in zip(own, pages, strict=True))
    return found


def moved(entries: Sequence[Entry], later: Container[str], high: int) -> list[Entry]:
    """Return *entries* moved on by the pages of the contents, reckoned to be one.

    Args:
        entries: The entries.
        later: The parts that stand behind the contents.
        high: Height of their pages in twips; 0 if they are numbered by themselves.
    """
    count = sum(1 for entry in entries if entry.level <= DEEPEST)
    more = max(-(-(count * _LINE + _TITLE) // high) - 1, 0) if high else 0
    return [
        replace(entry, page=entry.page + more) if entry.part in later else entry
        for entry in entries
    ]


def contents(
    writing: Writing, entries: Sequence[Entry], empty: str, *, is_reckoned: bool
) -> list[Xml]:
    """Return the contents; *empty* stands there if there is nothing to list.

    Word is asked to count pages that are only *reckoned*.
    """
    listed = [entry for entry in entries if entry.level <= DEEPEST]
    found: list[Xml] = []
    for at, entry in enumerate(listed):
        name = writing.link_name(entry.part, entry.anchor)
        page = field(rf"PAGEREF {name} \h", run(entry.number or str(entry.page or "")))
        link = node(
            "w:hyperlink",
            {"w:anchor": name, "w:history": 1},
            run(entry.text),
            node("w:r", {}, node("w:tab")),
            page,
        )
        start = field_start(_TOC, dirty=is_reckoned) if at == 0 else NOTHING
        end = field_end() if at == len(listed) - 1 else NOTHING
        found.append(paragraph(f"TOC{entry.level}", start, link, end))
    return found or [paragraph("Normal", run(empty))]

"""Table of contents and index: fields that Word counts, with entries that stand until it does."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, Final

from planforge.frozen import dataclass
from planforge.publish.blocks.model import Heading, Listing, Paragraph
from planforge.publish.word.looks import DEEPEST
from planforge.publish.word.paragraphs import field, field_end, field_start, paragraph
from planforge.publish.word.runs import run
from planforge.publish.word.writing import Indexed
from planforge.publish.word.xml import NOTHING, Xml, node

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from planforge.publish.blocks.model import Blocks, Runs
    from planforge.publish.paper.numbers import Numbers
    from planforge.publish.word.writing import Writing

_RUN: Final = 3
"""So many pages in a row are written as from – to."""
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


def index(
    entries: Sequence[tuple[str, Sequence[str]]], group: str, *, is_reckoned: bool
) -> list[Xml]:
    """Return the index *group*: names with the pages that mention them, or are reckoned to."""
    found: list[Xml] = []
    for at, (name, pages) in enumerate(entries):
        start = field_start(rf'INDEX \f "{group}" \e "　" \z "2052"', dirty=is_reckoned)
        text = "　".join([name, ", ".join(pages)]) if pages else name
        found.append(
            paragraph(
                "Index1",
                start if at == 0 else NOTHING,
                run(text),
                field_end() if at == len(entries) - 1 else NOTHING,
            )
        )
    return found


def runs_of(pages: Sequence[int]) -> list[str]:
    """Return *pages* as printed, three in a row and more as from – to."""
    found: list[list[int]] = []
    for page in sorted(set(pages)):
        if found and found[-1][-1] == page - 1:
            found[-1].append(page)
        else:
            found.append([page])
    return [
        text
        for run in found
        for text in ([f"{run[0]}–{run[-1]}"] if len(run) >= _RUN else map(str, run))
    ]


def index_groups(blocks: Blocks) -> list[tuple[Runs, str, list[tuple[str, str]]]]:
    """Return the parts of an index: title, letter, and names with their addresses."""
    found: list[tuple[Runs, str, list[tuple[str, str]]]] = []
    title: Runs = ()
    for block in blocks:
        if isinstance(block, Heading):
            title = block.runs
        elif isinstance(block, Listing):
            firsts = (item.blocks[0] for item in block.items if item.blocks)
            runs = [one.runs[0] for one in firsts if isinstance(one, Paragraph) and one.runs]
            letter = chr(ord("a") + len(found))
            found.append((title, letter, [(one.text, one.target) for one in runs]))
            title = ()
    return found


def indexed(blocks: Blocks) -> dict[str, Indexed]:
    """Return what the index *blocks* lists, by address."""
    return {
        target: Indexed(name, letter)
        for _, letter, entries in index_groups(blocks)
        for name, target in entries
    }

"""The index: fields that Word counts, with entries that stand until it does."""

from __future__ import annotations

from string import ascii_lowercase
from typing import TYPE_CHECKING, Final

from planforge.frozen import dataclass
from planforge.publish.blocks.model import Heading, Listing, Paragraph
from planforge.publish.word.paragraphs import field_end, field_start, paragraph
from planforge.publish.word.runs import run
from planforge.publish.word.writing import Indexed
from planforge.publish.word.xml import NOTHING, Xml

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from planforge.publish.blocks.model import Blocks, Runs

_RUN: Final = 3
"""So many pages in a row are written as from – to."""
_LETTER: Final = "index-letter"
"""Style of a letter of the alphabet above the entries that begin with it."""


@dataclass(frozen=True, slots=True)
class Letter:
    """Entries of an index that begin with the same letter of the alphabet.

    Attributes:
        letter: The letter; empty if they have none in common.
        entries: Names and their addresses.
    """

    letter: str
    entries: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Group:
    """A section of an index.

    Attributes:
        title: What stands above it.
        kinds: Its letters, by the kind of entries that Word counts together.
    """

    title: Runs
    kinds: tuple[tuple[str, tuple[Letter, ...]], ...]


def index_groups(blocks: Blocks) -> list[Group]:
    """Return the sections of an index, each from its heading on.

    Every letter of a section is a kind of its own, as long as there are enough for that.
    """
    sections = _sections(blocks)
    free = list(ascii_lowercase)
    found: list[Group] = []
    for at, (title, letters) in enumerate(sections):
        later = len(sections) - at - 1
        is_enough = len(letters) <= len(free) - later
        kinds = [(letter,) for letter in letters] if is_enough else [tuple(letters)]
        found.append(Group(title, tuple((free.pop(0), kind) for kind in kinds)))
    return found


def _sections(blocks: Blocks) -> list[tuple[Runs, list[Letter]]]:
    found: list[tuple[Runs, list[Letter]]] = []
    letter = ""
    for block in blocks:
        if isinstance(block, Heading):
            letter = ""
            found.append((block.runs, []))
        elif isinstance(block, Paragraph) and block.style == _LETTER:
            letter = "".join(run.text for run in block.runs)
        elif isinstance(block, Listing):
            if not found:
                found.append(((), []))
            firsts = (item.blocks[0] for item in block.items if item.blocks)
            runs = [one.runs[0] for one in firsts if isinstance(one, Paragraph) and one.runs]
            found[-1][1].append(Letter(letter, tuple((one.text, one.target) for one in runs)))
            letter = ""
    return [(title, letters) for title, letters in found if letters]


def indexed(blocks: Blocks) -> dict[str, Indexed]:
    """Return what the index *blocks* lists, by address."""
    return {
        target: Indexed(name, kind)
        for group in index_groups(blocks)
        for kind, letters in group.kinds
        for letter in letters
        for name, target in letter.entries
    }


def index(group: Group, pages: Mapping[str, Sequence[int]], *, is_reckoned: bool) -> list[Xml]:
    """Return the section *group* below its title: what has *pages*, with them, by letters.

    Word is asked to count pages that are only *reckoned*.
    """
    found: list[Xml] = []
    for kind, letters in group.kinds:
        listed = [(one.letter, shown) for one in letters if (shown := _shown(one, pages))]
        found += _field(listed, kind, is_reckoned=is_reckoned)
    return found


def _shown(letter: Letter, pages: Mapping[str, Sequence[int]]) -> list[str]:
    return [
        f"{name}　{', '.join(runs_of(pages[to]))}" for name, to in letter.entries if to in pages
    ]


def _field(
    letters: Sequence[tuple[str, Sequence[str]]], kind: str, *, is_reckoned: bool
) -> list[Xml]:
    r"""Return the entries of a *kind* below their letters.

    A letter that has all of them stands above the field, so that it stays when Word counts. Word
    would set letters itself if told so (`\h`), but that, with a kind, ends LibreOffice 7.4.
    """
    shown: list[tuple[str, str]] = []
    for letter, entries in letters:
        shown += [("IndexHeading", letter)] if letter else []
        shown += [("Index1", entry) for entry in entries]
    first = 1 if len(letters) == 1 and letters[0][0] else 0
    asked = rf'INDEX \f "{kind}" \e "　" \z "2052"'
    return [
        paragraph(
            style,
            field_start(asked, dirty=is_reckoned) if at == first else NOTHING,
            run(text),
            field_end() if at == len(shown) - 1 else NOTHING,
        )
        for at, (style, text) in enumerate(shown)
    ]


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

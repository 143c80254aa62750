"""The seam to the program that lays out pages: what it is given, what it gives back.

`encode.job` makes a `Job` of the blocks of a part; an `Engine` makes `Sheets` of it: a PDF of its
own, and what stands on which of its pages, from which contents, index, bookmarks and links of the
bound book are made. Links that lead out of the part are links to addresses in that PDF, as they
stand in the blocks (`planforge:…`); who binds the parts gives them their page or takes them away.

    made, problems = encode.job(blocks, setting, Typecase(folders), CorpusGallery(driver, store))
    sheets = TypstEngine().typeset(made)
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Final, Protocol

from planforge.findings import Severity
from planforge.frozen import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planforge.i18n import Message
    from planforge.publish.paper.fonts import Face, Role


AT: Final = "planforge:at/"
"""Begins addresses of places in the book at hand: `planforge:at/<part>/<anchor>`."""
HERE: Final = "planforge:here/"
"""Begins addresses of anchors in another slice of the same part."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that does not stand on the page as it was meant.

    Attributes:
        message: What is wrong.
        place: Where: the headings above it, from the part down, as a reader would look it up.
        severity: An error keeps all files from being written; after a warning they can be used.
        sought: Words under which the plans say what it is about, the best first.
    """

    message: Message
    place: tuple[str, ...]
    severity: Severity = Severity.ERROR
    sought: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Flaw:
    """Something in part *part* of a book that does not stand there as it was meant."""

    part: str
    problem: Problem


@dataclass(frozen=True, slots=True)
class Job:
    """All that an engine needs to lay out one part; equal jobs give equal bytes.

    Attributes:
        data: What the templates are given: text, numbers, lists and mappings only.
        files: Pictures by the names that *data* uses.
        stacks: Faces for each role, tried glyph by glyph in this order.
        title: Title of the document, for its metadata.
        author: Who issues it.
        standards: PDF standards to keep, as Typst names them: `ua-1`, `a-2a`, …
        timestamp: When it is said to be made, in seconds since 1970-01-01 UTC.
    """

    data: Mapping[str, object]
    files: Mapping[str, bytes]
    stacks: Mapping[Role, tuple[Face, ...]]
    title: str
    author: str = ""
    standards: tuple[str, ...] = ("ua-1", "a-2a")
    timestamp: int = 0


class PlaceKind(Enum):
    """What can be found again on a page."""

    HEADING = "heading"
    ANCHOR = "anchor"
    MENTION = "mention"
    ROW = "row"


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands.

    Attributes:
        kind: What it is.
        page: Page of the part, from 1.
        top: From the upper edge of the page to its top, in points.
        name: Anchor of a heading or anchor, target of a mention, index of a row; empty if nothing
            leads to it.
        title: Text of a heading with its number, name of what is mentioned.
        level: Level of a heading, from 1; the heading of the part itself has 0.
    """

    kind: PlaceKind
    page: int
    top: float
    name: str = ""
    title: str = ""
    level: int = 0


@dataclass(frozen=True, slots=True)
class Sheets:
    """A part laid out.

    Attributes:
        pdf: The file.
        pages: How many pages it has.
        places: What stands where, in reading order.
        problems: What is not as it was meant; the part is not fit to be issued if there are any.
        more: Files with the pages that follow those of *pdf*, and how many each has, if the part
            was laid out in slices; *pages* counts them all.
        floated: Whether text stands before a chart that it follows in the plan.
    """

    pdf: bytes
    pages: int
    places: tuple[Place, ...] = ()
    problems: tuple[Problem, ...] = ()
    more: tuple[tuple[bytes, int], ...] = ()
    floated: bool = False

    @property
    def slices(self) -> tuple[tuple[bytes, int], ...]:
        """The files that the part consists of, and how many pages each has."""
        return (self.pdf, self.pages - sum(pages for _, pages in self.more)), *self.more


class Engine(Protocol):
    """Lays out parts."""

    @property
    def version(self) -> str:
        """Name and version; two engines with the same one give the same bytes."""

    def typeset(self, job: Job) -> Sheets:
        """Return the part of *job* laid out.

        Raises:
            EngineProblem: The engine could not lay it out at all.
        """


class EngineProblem(Exception):  # noqa: N818 - says what is the case
    """The engine failed: a matter of this program or of a picture, no plan's.

    Attributes:
        message: What happened.
    """

    def __init__(self, message: Message) -> None:
        """Keep *message*; `str()` of the exception is its English text."""
        super().__init__(message.render("en"))
        self.message = message

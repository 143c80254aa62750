"""What a check reports: values, never exceptions.

A finding names a file and a place in it. Rules know the place as a pointer into the model
(`("响应级别", "Ⅲ级", "决定")`); line and column are looked up only when the finding is shown.
"""

from __future__ import annotations

from dataclasses import field
from enum import Enum
from typing import TYPE_CHECKING, TypeAlias

from planforge.frozen import dataclass

if TYPE_CHECKING:
    from planforge.i18n import Message

Pointer: TypeAlias = tuple[str | int, ...]
"""Path into a file's tree: mapping keys (in either language) and list indexes."""


class Severity(Enum):
    """How bad a finding is; the order is that of `rank`."""

    ERROR = "error"
    WARNING = "warning"
    ADVICE = "advice"

    @property
    def rank(self) -> int:
        """0 for an error, 1 for a warning, 2 for advice."""
        return _RANK[self]


_RANK = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.ADVICE: 2}


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a text file; lines and columns count from 1, columns in characters.

    `end_line`/`end_column` point behind the last character.
    """

    line: int = 1
    column: int = 1
    end_line: int = 1
    end_column: int = 1


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the corpus a finding belongs.

    Attributes:
        file: Path of the file as shown to the user, with `/`.
        pointer: Path in the file's tree; if there is no such entry, its nearest parent is shown.
        on_key: Whether the key of the entry is meant rather than its value.
        chars: First and one-past-last character inside the text of the value, for an error inside a
            table cell; None for the whole value.
        span: Known position, for files without a tree (Markdown, broken YAML); beats *pointer*.
    """

    file: str
    pointer: Pointer = ()
    on_key: bool = False
    chars: tuple[int, int] | None = None
    span: Span | None = None

    def below(self, *steps: str | int) -> Place:
        """Return the place of the value that *steps* lead to from here."""
        return Place(self.file, (*self.pointer, *steps))


@dataclass(frozen=True, slots=True)
class Citation:
    """An article that a rule rests on.

    Attributes:
        document: Full title of the law, regulation or standard, without 《》.
        article: Article or section (“第六十三条”), empty for the whole document.
        verified: Whether the text was read; an unverified one may advise, never fail a check.
    """

    document: str
    article: str = ""
    verified: bool = True


@dataclass(frozen=True, slots=True)
class Rewrite:
    """Other text for a value, for a stretch of its characters, or for the key of an entry."""

    place: Place
    text: str


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a closed list, to be written in the language of the file."""

    english: str
    chinese: str


@dataclass(frozen=True, slots=True)
class Entries:
    """A list of mappings, each English key → text or list of texts."""

    items: tuple[tuple[tuple[str, str | tuple[str, ...]], ...], ...]


EntryValue: TypeAlias = (
    "str | Word | Place | tuple[tuple[str, str], ...] | tuple[str, ...] | Entries"
)
"""A text, a word, what stands at another place already, a mapping, a list of texts or mappings."""


@dataclass(frozen=True, slots=True)
class Addition:
    """A further entry at the end of the list at *place*, in the layout of its file.

    Attributes:
        place: The list; it need not be there yet if it belongs to the top of the file.
        entry: English key → value, in the order in which they are written.
    """

    place: Place
    entry: tuple[tuple[str, EntryValue], ...]


@dataclass(frozen=True, slots=True)
class Setting:
    """Another value, or a first one, for the entry *name* of the mapping at *place*.

    Attributes:
        place: The mapping.
        name: English key.
        value: A text, or the texts or mappings of a list.
    """

    place: Place
    name: str
    value: str | tuple[str, ...] | Entries


@dataclass(frozen=True, slots=True)
class Reorder:
    """Another order for the entries of the mapping at *place*: all of its keys, as written."""

    place: Place
    keys: tuple[str, ...]


Edit: TypeAlias = "Rewrite | Addition | Setting | Reorder"
"""A change that mends a finding, told by what the file says and not by how it is laid out."""


@dataclass(frozen=True, slots=True)
class Change:
    """An edit worked out for a file as it is: *text* goes where *span* is; the rest stays."""

    file: str
    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One problem in one place, with what to do about it."""

    rule: str
    severity: Severity
    place: Place
    message: Message
    hint: Message | None = None
    basis: tuple[Citation, ...] = ()
    related: tuple[tuple[Place, Message], ...] = field(default=())
    fix: tuple[Edit, ...] = ()
    """Edits that together mend it for sure; none where somebody has to decide."""

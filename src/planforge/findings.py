"""What a check reports: values, never exceptions.

A finding names a file and a place in it. Rules know the place as a pointer into the model
(`("响应级别", "Ⅲ级", "决定")`); line and column are looked up only when the finding is shown.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, TypeAlias

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
class Finding:
    """One problem in one place, with what to do about it."""

    rule: str
    severity: Severity
    place: Place
    message: Message
    hint: Message | None = None
    basis: tuple[Citation, ...] = ()
    related: tuple[tuple[Place, Message], ...] = field(default=())

"""What can be wrong with a file before anybody asks what its plan says: one frozen table.

The rules package documents these ids beside its own; an id is never reused.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from planforge.findings import Finding, Severity
from planforge.frozen import dataclass
from planforge.i18n import Message, msg

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planforge.findings import Place


@dataclass(frozen=True, slots=True)
class Problem:
    """One kind of reading problem.

    Attributes:
        rule: Stable id, `SRC001`.
        slug: Stable name in words, `not-utf8`.
        title: What the problem is, as the heading of its documentation.
        severity: How bad it is.
    """

    rule: str
    slug: str
    title: Message
    severity: Severity = Severity.ERROR


_TABLE: Final = (
    Problem("SRC001", "not-utf8", msg("The file is not encoded in UTF-8")),
    Problem("SRC002", "control-character", msg("The file contains an invisible character")),
    Problem("SRC003", "file-too-large", msg("The file is too large")),
    Problem("SRC004", "empty-file", msg("The file is empty")),
    Problem("SRC005", "link-leaves-corpus", msg("A link that is not followed")),
    Problem("SRC006", "unreadable", msg("The file cannot be read")),
    Problem(
        "SRC007",
        "byte-order-mark",
        msg("The file starts with a byte order mark"),
        Severity.ADVICE,
    ),
    Problem("SRC010", "yaml-syntax", msg("The text is not valid YAML")),
    Problem("SRC011", "full-width-punctuation", msg("Full-width punctuation used as YAML sign")),
    Problem("SRC012", "tab-indentation", msg("Lines are indented with tabs")),
    Problem("SRC013", "duplicate-key", msg("A key is given twice")),
    Problem("SRC014", "bad-key", msg("A key is not plain text")),
    Problem("SRC015", "alias-bomb", msg("References repeat too much content")),
    Problem("SRC016", "too-deep", msg("The content is nested too deeply")),
    Problem("SRC017", "tag-not-allowed", msg("A YAML tag is used")),
    Problem("SRC018", "several-documents", msg("The file holds several YAML documents")),
    Problem("SRC019", "mixed-key-languages", msg("Chinese and English keys are mixed")),
    Problem("SRC020", "unknown-file", msg("A file or folder has an unknown name")),
    Problem("SRC021", "missing-file", msg("A required file is missing")),
    Problem("SRC030", "wrong-type", msg("A value has the wrong form")),
    Problem("SRC031", "missing-key", msg("A required key is missing")),
    Problem("SRC032", "unknown-key", msg("A key is unknown")),
    Problem("SRC033", "value-not-in-list", msg("A value is not among the allowed ones")),
    Problem(
        "SRC034",
        "comment-in-text",
        msg("A comment that may be meant as text"),
        Severity.WARNING,
    ),
)

PROBLEMS: Final[Mapping[str, Problem]] = MappingProxyType({p.rule: p for p in _TABLE})
"""Every reading problem by id, in ascending order of id."""


def problem(
    rule: str,
    place: Place,
    message: Message,
    hint: Message | None = None,
    related: tuple[tuple[Place, Message], ...] = (),
) -> Finding:
    """Return a finding of *rule* with the severity of the table.

    Raises:
        KeyError: *rule* is not in `PROBLEMS`.
    """
    return Finding(rule, PROBLEMS[rule].severity, place, message, hint, (), related)

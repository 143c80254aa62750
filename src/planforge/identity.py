"""What makes a finding the same one in two runs, although the text around it has moved.

A baseline, a comparison with an earlier commit and the programs that read SARIF or GitLab reports
all ask this. Lines and columns do not count, nor does the wording of the hint.
"""

from __future__ import annotations

from collections import Counter
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from planforge.i18n import Message

if TYPE_CHECKING:
    from collections.abc import Iterable

    from planforge.i18n import Argument
    from planforge.report import Located

_MOVING: Final = frozenset({"line", "column"})
"""Fields of messages that say where something stands."""
_DIGITS: Final = 32


def identities(findings: Iterable[Located]) -> tuple[str, ...]:
    """Return a fingerprint for each finding of one report, in their order, all different.

    It is made of the rule, the file, what the finding is about and the message. Findings that are
    equal in all of these are counted: if there were two and there are three, one is new. One that
    is told in the place of others is another one if they change.
    """
    seen: Counter[str] = Counter()
    found = []
    for item in findings:
        text = _text(item)
        seen[text] += 1
        found.append(sha256(f"{text}\n{seen[text]}".encode()).hexdigest()[:_DIGITS])
    return tuple(found)


def _text(item: Located) -> str:
    finding = item.finding
    own = finding.rule, item.file, item.about, _fixed(finding.message)
    return repr((*own, *map(_text, item.within)))


def _fixed(value: Argument) -> object:
    """Return *value* without what changes when lines move."""
    if isinstance(value, Message):
        fields = ((name, _fixed(field)) for name, field in value.args if name not in _MOVING)
        return (value.msgid, *fields)
    if isinstance(value, tuple):
        return tuple(_fixed(item) for item in value)
    return value

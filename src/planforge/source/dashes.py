"""List items that YAML takes for text: a line of a plain text that starts with a dash."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from planforge.i18n import msg

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.i18n import Message

DASHES: Final = "-\u2013\u2014\uff0d\u00b7"
"""Signs that editors start a list item with; YAML knows only the first."""
WIDE_BRACKETS: Final = "［］"
"""Signs that editors put around a list; to YAML they are text."""
ODD: Final = DASHES + WIDE_BRACKETS[0]
"""What a plain text begins with that may have been meant as a list."""
_ITEM: Final = re.compile(rf"[ \t]*(?P<at>[{DASHES}])(?![{DASHES}\d])(?P<space>[ \t]?)")
_NO_ITEM: Final = (
    msg("A list item must start with “-” and a space."),
    msg("Write a half-width “-”, a space, then the text."),
)
_INSIDE_TEXT: Final = (
    msg("This line is read as part of the text above it, not as a list item."),
    msg("Indent it like the items above, or start the list on a line below the key."),
)


def items_in_text(text: str, start: int, end: int) -> Iterator[tuple[int, Message, Message]]:
    """Yield index, fault and remedy of the dashes that were to start items.

    Args:
        text: The whole text.
        start: Index of the first character of a plain value in *text*.
        end: Index behind its last one.
    """
    line_start = text.rfind("\n", 0, start) + 1
    is_own_line = not text[line_start:start].strip()
    at = line_start if is_own_line else start
    is_list = False
    for number, line in enumerate(text[at:end].split("\n")):
        found = _ITEM.match(line) if number or is_own_line else None
        if found:
            is_item = found["at"] == "-" and bool(found["space"])
            if not is_item or not is_list:
                yield (at + found.start("at"), *(_INSIDE_TEXT if is_item else _NO_ITEM))
            is_list = True
        at += len(line) + 1

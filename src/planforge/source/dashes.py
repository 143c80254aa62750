"""List items that YAML takes for text: a line of a plain text that starts with a dash."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from planforge.i18n import msg
from planforge.patterns import late

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.i18n import Message

DASHES: Final = "-\u2013\u2014\uff0d\u00b7"
"""Signs that editors start a list item with; YAML knows only the first."""
WIDE_BRACKETS: Final = "［］"
"""Signs that editors put around a list; to YAML they are text."""
ODD: Final = DASHES + WIDE_BRACKETS[0]
"""What a plain text begins with that may have been meant as a list."""
_ITEM: Final = late(rf"[ \t]*(?P<at>[{DASHES}])(?![{DASHES}\d])(?P<space>[ \t]?)")
_NO_ITEM: Final = (
    msg("A list item must start with “-” and a space."),
    msg("Write a half-width “-”, a space, then the text."),
)
FAR_LEFT: Final = msg("This line stands too far left: the lines around it are indented deeper.")
_FIRST: Final = re.compile(r" *(?P<at>-) +$")
_INSIDE_TEXT: Final = (
    msg("This line is read as part of the text above it, not as a list item."),
    msg("Indent it like the items above, or start the list on a line below the key."),
)


def items_in_text(text: str, start: int, end: int) -> Iterator[tuple[int, Message, Message]]:
    """Yield index, fault and remedy of the dashes that were to start items.

    Where a list begins with one item and all others stand deeper, it is that first one.

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
            further = found.start("at")
            is_near = is_item and number == 1
            depth = _first_item(text, line_start, start, end, further) if is_near else -1
            if depth >= 0:
                todo = msg("Put {count} blanks more before it.", count=further - depth)
                yield (line_start + depth, FAR_LEFT, todo)
            elif not is_item or not is_list:
                yield (at + found.start("at"), *(_INSIDE_TEXT if is_item else _NO_ITEM))
            is_list = True
        at += len(line) + 1


def _first_item(text: str, line_start: int, start: int, end: int, depth: int) -> int:
    """Return where the item that begins at *start* stands, if it is amiss and not the next one.

    The next one stands at *depth*. -1 if there are items above; of two items alone that one is
    amiss which stands where fewer others of the text do.
    """
    found = _FIRST.fullmatch(text[line_start:start])
    above = text[:line_start].rstrip().rpartition("\n")[2]
    if found is None or not above.endswith(":"):
        return -1
    own, item = found.start("at"), "\n" + " " * depth + "- "
    is_alone = text.count(item, start, end) == 1
    others = text.count("\n" + " " * own + "- ") - 1
    return -1 if is_alone and text.count(item) <= others else own

"""What stands on one page with what follows it, and what may come between."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING, Final, cast

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from planforge.publish.blocks.model import Paragraph

_DRAWN: Final = frozenset({"i", "s"})
_FLOWS: Final = frozenset({"p", "h", "l"})
"""Pictures, and what fills pages that they do not fit on: no tables, whose rows they would part."""
_LEADING: Final = frozenset({"rubric", "box-title", "table-name", "lead-in"})
"""Styles of paragraphs that stand on the page of what follows them."""
_THREE_LINES: Final = 84
"""So many signs of 三号 stand in three lines; what is longer is not kept whole on a page."""


def leads(paragraph: Paragraph) -> bool:
    """Whether *paragraph* stands on the page of what follows: by style, or short with a colon."""
    runs = paragraph.runs
    ends = bool(runs) and runs[-1].text.endswith(("：", ":"))
    is_short = sum(len(run.text) for run in runs) <= _THREE_LINES
    return paragraph.style in _LEADING or (ends and is_short)


def _ends(made: Mapping[str, object]) -> bool:
    """Whether no picture above *made* may follow it: a chapter begins, or the attachments."""
    return (made["k"] == "h" and made["l"] == 1) or made.get("s") == "attachment"


def tie(above: Sequence[dict[str, object]], made: Mapping[str, object]) -> None:
    """Have attachments keep a short text *above* them, and text fill the pages before pictures."""
    if above and above[-1]["k"] == "p" and str(made.get("s")).startswith("attachment"):
        runs = cast("Sequence[str | dict[str, str]]", above[-1]["r"])
        if (
            sum(len(one if isinstance(one, str) else one.get("t", "")) for one in runs)
            <= _THREE_LINES
        ):
            above[-1]["keep"] = 1
    if made["k"] in _FLOWS and not _ends(made):
        for drawn in takewhile(lambda one: one["k"] in _DRAWN, reversed(above)):
            drawn["floats"] = 1

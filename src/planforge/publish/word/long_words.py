"""Words that are too long for any line, such as check sums and addresses."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from planforge.publish.paper.words import LONG
from planforge.publish.word.xml import Xml, val

if TYPE_CHECKING:
    from planforge.publish.blocks.model import Paragraph

_LONG: Final = re.compile(rf"[!-~]{{{LONG},}}")


def around_long_words(block: Paragraph) -> dict[str, Xml]:
    """Return what the properties of *block* must be if it has words that are broken as in print.

    The line before such a word would be spread over the page where a program keeps it whole.
    """
    if not _LONG.search("".join(one.text for one in block.runs)):
        return {}
    return {"wordWrap": val("wordWrap", 0), "jc": val("jc", "left")}

"""Front matter of `plan.md`, which nothing reads: it could switch parser extensions on."""

from __future__ import annotations

import re
from typing import Final

_FRONT_MATTER: Final = re.compile(r"(?sm)\A---[ \t]*\n.*?^(?:---|\.\.\.)[ \t]*$")


def without_front_matter(text: str) -> str:
    """Return *text* with blank lines in place of its front matter, so that line numbers stay."""
    return _FRONT_MATTER.sub(lambda found: "\n" * found[0].count("\n"), text, count=1)

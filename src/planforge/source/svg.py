"""SVG images that would do something when they are opened: run scripts, load parts of others."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

_ACTIVE: Final = re.compile(rb"(?i)<\s*(script|foreignobject|!entity)|\son\w+\s*=|javascript:")


def is_active(file: Path) -> bool:
    """Return whether *file* is an SVG image that does something; False if it cannot be read."""
    if file.suffix.lower() != ".svg":
        return False
    try:
        return _ACTIVE.search(file.read_bytes()) is not None
    except OSError:
        return False

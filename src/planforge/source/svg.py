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
        return does_something(file.read_bytes())
    except OSError:
        return False


def does_something(svg: bytes) -> bool:
    """Return whether *svg*, the content of an SVG image, would do something when it is opened."""
    return _ACTIVE.search(svg) is not None

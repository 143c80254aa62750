"""What stands before the paths of a report."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def shown_prefix(root: Path) -> str:
    """Return the folder of plans as the user named it, with a slash; empty for the current one."""
    folder = (
        root if (root / "jurisdiction.yaml").exists() or root.name == "plans" else root / "plans"
    )
    if not folder.is_dir():
        folder = root
    text = folder.as_posix()
    return "" if text == "." else f"{text}/"


__all__ = ["shown_prefix"]

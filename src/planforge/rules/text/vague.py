"""Words that several rules take for vague."""

from __future__ import annotations

from typing import Final

SOON: Final = ("尽快", "尽早", "抓紧")
"""Words that ask for haste and give no time."""

__all__ = ["SOON"]

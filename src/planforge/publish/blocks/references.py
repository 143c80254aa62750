"""References by number that lead nowhere, as every writer tells them."""

from __future__ import annotations

from planforge.i18n import Message, msg


def nowhere(reference: str) -> Message:
    """Return what is wrong with *reference*, such as 表9, in a plan that prints no such thing."""
    return msg(
        "“{reference}” does not exist: no figure or table is printed with that number",
        reference=reference,
    )

"""Full-width signs where half-width ones are meant: the commonest slip of a Chinese keyboard."""

from __future__ import annotations

from typing import Final

from planforge.i18n import Message, msg

_DIGITS: Final = str.maketrans("０１２３４５６７８９．，－＋％（）：\u3000", "0123456789.,-+%(): ")
_SEPARATORS: Final = "，、；"
_AROUND: Final = " \"'“”‘’「」『』【】［］〔〕＂＇《》（）"


def half_width(text: str) -> str:
    """Return *text* with half-width digits and signs."""
    return text.translate(_DIGITS)


def digits_hint(text: str) -> Message | None:
    """Return what to write instead of *text* if it has full-width digits, else None."""
    if not any("０" <= character <= "９" for character in text):
        return None
    return msg("Write the digits half-width: “{text}”.", text=half_width(text))


def bare(text: str) -> str:
    """Return *text* without the quotes and brackets around it, as `“2小时”` has them."""
    return text.strip(_AROUND)


def items(text: str) -> tuple[str, ...]:
    """Return the parts of *text* between full-width separators; one part if it has none.

    A list written `[洪涝，干旱]` arrives as one item, `洪涝，干旱`. Whoever knows the right names
    can tell from the parts whether several were meant.
    """
    for separator in _SEPARATORS:
        text = text.replace(separator, _SEPARATORS[0])
    return tuple(part.strip() for part in text.split(_SEPARATORS[0]) if part.strip()) or (text,)


def first_separator(text: str) -> int:
    """Return the index of the first full-width separator in *text*, -1 if it has none."""
    return min((text.index(sign) for sign in _SEPARATORS if sign in text), default=-1)


ONLY_ONE: Final = msg("Only one value may stand here: keep one of them.")
"""What to do about several values where one is asked for."""
COMMA_HINT: Final = msg("Separate the items with half-width commas: “{example}”.", example="[a, b]")
"""What to do about a list with full-width separators."""

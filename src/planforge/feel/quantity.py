"""Exact numbers as plans write them: `3`, `1.5`, `-2`, `30万`, `0.2万`.

Numbers are fractions, never floating point: a bound of 0.1 is a tenth, and 10 人 is in a level or
is not. What could be read in two ways (`1,000`) is refused.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from planforge.feel.problem import Problem, ProblemKind
from planforge.i18n import Message, msg

MULTIPLES: Final = {"万": 10_000, "亿": 100_000_000, "万亿": 1_000_000_000_000}
"""Words that may follow the digits of a number directly."""
MAX_DIGITS: Final = 30
"""Longest number read; anything longer is a slip, and costs time to compute with."""
DIGITS: Final = frozenset("0123456789")
FULL_WIDTH: Final = str.maketrans("０１２３４５６７８９．－＋", "0123456789.-+")
_FULL_WIDTH_DIGITS: Final = frozenset("０１２３４５６７８９．")
_SEPARATORS: Final = frozenset(",，_'’")


def parse_number(text: str, start: int = 0) -> Fraction | Problem:
    """Return the number that *text* is, exactly.

    Args:
        text: Digits with an optional minus, decimal point and 万/亿; surrounding blanks do not
            count. Thousands separators, exponents and full-width digits are problems.
        start: Where *text* begins in the cell; the problem's position is counted from there.
    """
    body = text.strip()
    begin = start + len(text) - len(text.lstrip())
    negative = body.startswith("-")
    word = body[1:] if negative else body
    length = run_length(word, 0)
    digits, multiple = word[:length], word[length:].strip()
    problem = digits_problem(digits, begin + negative)
    if problem is not None:
        return problem
    if multiple and multiple not in MULTIPLES:
        return _problem(msg("“{text}” is not a number", text=body), begin, begin + len(body))
    value = Fraction(digits) * MULTIPLES.get(multiple, 1)
    return -value if negative else value


def run_length(text: str, at: int) -> int:
    """Return how many characters from *at* on were meant as one number, well written or not.

    Stops before `..`, before a separator that no digit follows, and before anything else.
    """
    here = at
    while here < len(text):
        char, following = text[here], text[here + 1 : here + 2]
        is_digit = char in DIGITS or char in _FULL_WIDTH_DIGITS
        if char == "." and following == ".":
            break
        if char in _SEPARATORS and not (here > at and _groups(text, here)):
            break
        if not is_digit and char != "." and char not in _SEPARATORS:
            break
        here += 1
    return here - at


def digits_problem(text: str, start: int) -> Problem | None:
    """Return what is wrong with *text* as an unsigned number without 万/亿, None if nothing is."""
    end = start + len(text)
    if any(char in _FULL_WIDTH_DIGITS for char in text):
        plain = text.translate(FULL_WIDTH)
        return _problem(
            msg("“{text}” is written with full-width digits", text=text),
            start,
            end,
            msg("Write “{text}”", text=plain),
        )
    separators = [char for char in text if char in _SEPARATORS]
    if separators:
        joined = "".join(char for char in text if char not in _SEPARATORS)
        return _problem(
            msg("“{text}” could be one number or several", text=text),
            start,
            end,
            msg(
                "Write {number} for the number, or put a blank behind each comma of a list",
                number=joined,
            ),
        )
    whole, point, decimals = text.partition(".")
    if not whole or (point and not decimals) or "." in decimals:
        return _problem(
            msg("“{text}” is not a number", text=text),
            start,
            end,
            msg("Write digits before and behind one decimal point, such as 0.5"),
        )
    if len(text) > MAX_DIGITS:
        return _problem(
            msg("A number may have at most {limit} digits", limit=MAX_DIGITS), start, end
        )
    return None


def format_number(value: Fraction) -> str:
    """Return *value* as a decimal without exponent; `p/q` where no finite decimal exists.

    `parse_number` reads every decimal back to the same value.
    """
    rest, twos, fives = value.denominator, 0, 0
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    if rest != 1:
        return str(value)
    places = max(twos, fives)
    digits = str(abs(value.numerator) * 10**places // value.denominator).rjust(places + 1, "0")
    sign = "-" if value < 0 else ""
    return sign + (f"{digits[:-places]}.{digits[-places:]}" if places else digits)


def _groups(text: str, here: int) -> bool:
    if text[here] != "," and text[here] != "，":
        return text[here + 1 : here + 2] in DIGITS
    group = text[here + 1 : here + 4]
    return len(group) == 3 and all(char in DIGITS for char in group)  # noqa: PLR2004 - 1,000


def _problem(message: Message, start: int, end: int, hint: Message | None = None) -> Problem:
    return Problem(ProblemKind.NUMBER, message, start, end, hint)

"""Guesses which test was meant by a phrase from a plan: “30毫米以上50毫米以下”, “大于30”, “3～10”.

Such phrases are not accepted, because whether 以下 includes the number is what plans quarrel about;
the editor gets the texts to choose from instead.
"""

from __future__ import annotations

import re
from typing import Final

from planforge.feel.quantity import FULL_WIDTH, MULTIPLES
from planforge.feel.units import known_unit

_PREFIXES: Final = {
    word: operator
    for operator, words in {
        ">=": "大于等于 大于或等于 不少于 不低于 不小于 至少 达到 ≥ ≧ ⩾ >= ＞＝ ＞= =>",
        "<=": "小于等于 小于或等于 不超过 不高于 不大于 不多于 至多 ≤ ≦ ⩽ <= ＜＝ ＜= =<",
        ">": "大于 超过 高于 多于 ＞ > 》",
        "<": "小于 不足 不满 低于 少于 ＜ < 《",
        "!=": "不等于 ≠ 不是",
        "=": "等于 ＝",
    }.items()
    for word in words.split()
}
_SUFFIXES: Final = {
    word: operator
    for operator, words in {
        ">=": "及以上 以上 (含)以上 及其以上",
        "<=": "及以下 (含)以下 及其以下 以内 之内",
        "<": "以下",
    }.items()
    for word in words.split()
}
_NUMBER: Final = r"(-?[0-9]+(?:\.[0-9]+)?)\s*"
_UNIT: Final = (
    r"((?:[^\s0-9<>≥≤=~以至到且、,，.()\[\]及之\-][^\s<>≥≤=~以至到且、,，.()\[\]及之\-]{0,9}?)?)\s*"
)
_PREFIX: Final = "(" + "|".join(sorted(map(re.escape, _PREFIXES), key=len, reverse=True)) + r")\s*"
_SUFFIX: Final = "(" + "|".join(sorted(map(re.escape, _SUFFIXES), key=len, reverse=True)) + r")\s*"
_AND: Final = r"(?:且|并|、|,|，|并且)?\s*"
_TO: Final = r"(?:-+|~+|至|到|\.{2,})\s*"
_WORD: Final = r"([^\s0-9<>=\"“”\[\](),，、~\-/]{1,20}?)\s*"

# Patterns stay text until a phrase comes that may fit: `re` compiles each once, at first use.
_PREFIXED: Final = _PREFIX + _NUMBER + _UNIT + "$"
_SUFFIXED: Final = _NUMBER + _UNIT + _SUFFIX + "$"
_BETWEEN_SUFFIXES: Final = _NUMBER + _UNIT + _SUFFIX + _AND + _NUMBER + _UNIT + _SUFFIX + "$"
_BETWEEN_PREFIXES: Final = _PREFIX + _NUMBER + _UNIT + _AND + _PREFIX + _NUMBER + _UNIT + "$"
_FROM_TO: Final = _NUMBER + _UNIT + _TO + _NUMBER + _UNIT + "$"
_BRACKETED: Final = (
    r"([\[(])\s*"
    + _NUMBER
    + r"(?:[,，、~\-至到]|\.{3,})\s*"
    + _NUMBER
    + r"([\])])\s*"
    + _UNIT
    + "$"
)
_FIGURE: Final = _NUMBER + _UNIT + "$"
_WORD_PREFIXED: Final = _PREFIX + _WORD + "$"
_WORD_SUFFIXED: Final = _WORD + _SUFFIX + "$"
_WORD_FROM_TO: Final = _WORD + _TO + _WORD + "$"
_LISTED: Final = r"\s*(?:、|/|或者|或|;|；)\s*"
_ANY_DIGIT: Final = re.compile("[0-9]")
_DASHES: Final = str.maketrans("～—–−−", "~----")
_BRACKETS: Final = str.maketrans("（）［］", "()[]")
_LONGEST: Final = 60
_DIGITS: Final = "零一二三四五六七八九"
_PLACES: Final = {"十": 10, "百": 100, "千": 1000}
_NUMERAL: Final = r"([零一二两三四五六七八九十百千]+)([^零一二两三四五六七八九十百千\s]{1,6})"
_SCALE: Final = "级"


def suggest(text: str) -> tuple[str, ...]:
    """Return the tests that the phrase *text* may stand for, likeliest first; often none.

    A text that is a proper test already has no suggestion, unless it contains such a phrase.
    """
    phrase = text.strip().translate(FULL_WIDTH).translate(_DASHES)
    phrase = phrase.translate(_BRACKETS)
    if len(phrase) > _LONGEST:
        return ()
    found = _guessed(phrase)
    if found:
        found = _in_digits(phrase, found)
    return tuple(fix for fix in found if fix != text)


_SIGNS: Final = (*_PREFIXES, *_SUFFIXES, *"-~至到、/或;；", "..")
"""What a phrase without figures has, if it stands for a test."""


def _guessed(phrase: str) -> tuple[str, ...]:
    figures = (_between, _one_sided) if _ANY_DIGIT.search(phrase) else ()
    if not figures and not any(map(phrase.__contains__, _SIGNS)):
        return ()
    guesses = (guess(phrase) for guess in (*figures, _words, _listed))
    return next((found for found in guesses if found), ())


def _in_digits(phrase: str, found: tuple[str, ...]) -> tuple[str, ...]:
    """Return what is meant if words such as 五十 before a unit are numbers, else *found*.

    三级 may be a number of a scale as well as one of its words, so both are offered.
    """
    units: list[str] = []

    def digits(match: re.Match[str]) -> str:
        number, behind = spelled(match[1]), match[2]
        unit = next((behind[:n] for n in range(len(behind), 0, -1) if _unit(behind[:n])), "")
        if number is None or not (unit or re.match(_TO, behind)):
            return match[0]
        units.append(unit)
        return f"{number}{behind}"

    meant = _guessed(re.sub(_NUMERAL, digits, phrase))
    if not any(units) or not meant:
        return found
    return (*meant, *found) if _SCALE in units else meant


def spelled(text: str) -> int | None:
    """Return the number below ten thousand written *text* (一百二十, 两千零五), None for none."""
    total, digit = 0, 0
    for character in text.replace("两", "二"):
        place = _PLACES.get(character)
        if place is None:
            if digit:
                return None
            digit = _DIGITS.index(character)
        elif total % (place * 10):
            return None
        else:
            total, digit = total + (digit or 1) * place, 0
    return total + digit


def _between(phrase: str) -> tuple[str, ...]:
    if match := re.match(_BRACKETED, phrase):
        left, low, high, right, unit = match.groups()
        written = _unit(unit)
        return () if written is None else (f"{left}{low}..{high}{right}{written}",)
    if match := re.match(_FROM_TO, phrase):
        low, first, high, second = match.groups()
        pair = _same_unit(first, second)
        if pair is None:
            return ()
        return (f"[{low}..{high}){pair}", f"[{low}..{high}]{pair}")
    if match := re.match(_BETWEEN_SUFFIXES, phrase):
        low, first, above, high, second, below = match.groups()
        return _interval(low, _SUFFIXES[above], high, _SUFFIXES[below], _same_unit(first, second))
    if match := re.match(_BETWEEN_PREFIXES, phrase):
        above, low, first, below, high, second = match.groups()
        return _interval(low, _PREFIXES[above], high, _PREFIXES[below], _same_unit(first, second))
    return ()


def _one_sided(phrase: str) -> tuple[str, ...]:
    if match := re.match(_SUFFIXED, phrase):
        number, unit, suffix = match.groups()
        operator = _SUFFIXES[suffix]
    elif match := re.match(_PREFIXED, phrase):
        prefix, number, unit = match.groups()
        operator = _PREFIXES[prefix]
    elif match := re.match(_FIGURE, phrase):
        number, unit = match.groups()
        operator = "="
    else:
        return ()
    written = _unit(unit)
    if written is None:
        return ()
    figure = f"{number}{written}"
    return (figure,) if operator == "=" else (f"{operator} {figure}",)


_AMBIGUOUS: Final = frozenset(
    ["超过", "达到", "不足", "等于", "不是", "高于", "低于", "不满", ">", "<", ">=", "<="]
)
"""Words of a scale may begin so (超过警戒), and `> 橙色` is a proper test."""


def _words(phrase: str) -> tuple[str, ...]:
    match = re.match(_WORD_FROM_TO, phrase)
    if match and len(match[1]) > 1:
        return (f"[{match[1]}..{match[2]}]",)
    if match := re.match(_WORD_SUFFIXED, phrase):
        word, suffix = match.groups()
        return (f">= {word}",) if _SUFFIXES[suffix] == ">=" else (f"< {word}", f"<= {word}")
    match = re.match(_WORD_PREFIXED, phrase)
    if match and match[1] not in _AMBIGUOUS:
        return (f"{_PREFIXES[match[1]]} {match[2]}",)
    return ()


def _listed(phrase: str) -> tuple[str, ...]:
    words = re.split(_LISTED, phrase)
    if len(words) == 1 or not all(
        re.fullmatch(r"[^\s0-9<>=\[\](),，\"“”]{1,20}", w) for w in words
    ):
        return ()
    return (", ".join(words),)


def _interval(low: str, above: str, high: str, below: str, unit: str | None) -> tuple[str, ...]:
    if unit is None or not above.startswith(">") or not below.startswith("<"):
        return ()
    left = "[" if above == ">=" else "("
    right = "]" if below == "<=" else ")"
    return (f"{left}{low}..{high}{right}{unit}",)


def _same_unit(first: str, second: str) -> str | None:
    written = _unit(first or second)
    return written if not first or not second or first == second else None


def _unit(text: str) -> str | None:
    """Return *text* as it stands behind a number: “万” at once, a unit after a blank."""
    if not text:
        return ""
    if text in MULTIPLES:
        return text
    if known_unit(text) is not None:
        return f" {text}"
    for multiple in MULTIPLES:
        rest = text.removeprefix(multiple)
        if rest != text and known_unit(rest) is not None:
            return f"{multiple} {rest}"
    return None

"""What to do about a value of the wrong form: what to write instead, or how it is written."""

from __future__ import annotations

import re
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from planforge.i18n import Message, msg
from planforge.model.scalars import MOST_DIGITS, Amount, Cycle, Limit
from planforge.source.width import ONLY_ONE, bare, digits_hint, half_width, items

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_LIMIT: Final = msg(
    "Write a number with its unit, such as “30分钟”, “2小时” or “20个工作日”, or “立即”, "
    "“每日9时前”."
)
_DATE: Final = msg("Write year, month and day in digits: 2026-03-01.")
_YES_NO: Final = msg("Write 是 or 否.")
_COUNT: Final = msg("Write the number alone, without unit, sign or words: 20.")
_AMOUNT_HINT: Final = msg("Write the number in digits, with or without its unit: 20, 20条.")
_CYCLE: Final = msg("Write how often: “每3年”, “半年”, “6个月”.")
_TEXT: Final = msg("Write one text behind the colon, without list signs or further keys.")
_ENTRIES: Final = msg(
    "Write its parts below, each on a line of its own and indented: “key: value”."
)
_LIST: Final = msg("Write each item on a line of its own that starts with “- ”.")
_NUMBER: Final = msg("Write the number alone, in digits.")
_TIME: Final = msg("Write hour and minute in digits: 08:30.")
_WEB: Final = msg("Write it as the browser shows it, without “?” and “#”: https://….")
_MOMENT: Final = msg("Write day and time in digits: 2026-03-01 08:30.")
_SCENARIO_TIME: Final = msg("Write hours and minutes since the start of the scenario: T+02:30.")
_ID: Final = msg(
    "Use lower-case letters, digits and single hyphens, a letter first, such as flood-team."
)
_LENGTH: Final = msg("Make it longer or shorter, as is said above.")
_BOUNDS: Final = msg("Check the number and correct it.")

_BY_KIND: Final[Mapping[str, Message]] = MappingProxyType(
    {
        "limit": _LIMIT,
        "date": _DATE,
        "yes_no": _YES_NO,
        "count": _COUNT,
        "amount": _AMOUNT_HINT,
        "cycle": _CYCLE,
        "web_address": _WEB,
        "moment": _MOMENT,
        "scenario_time": _SCENARIO_TIME,
        "string_type": _TEXT,
        "string_sub_type": _TEXT,
        "model_type": _ENTRIES,
        "model_attributes_type": _ENTRIES,
        "dict_type": _ENTRIES,
        "mapping_type": _ENTRIES,
        "list_type": _LIST,
        "tuple_type": _LIST,
        "frozen_set_type": _LIST,
        "iterable_type": _LIST,
        "int_type": _COUNT,
        "int_parsing": _COUNT,
        "int_from_float": _COUNT,
        "float_type": _NUMBER,
        "float_parsing": _NUMBER,
        "decimal_type": _NUMBER,
        "decimal_parsing": _NUMBER,
        "bool_type": _YES_NO,
        "bool_parsing": _YES_NO,
        "date_type": _DATE,
        "date_parsing": _DATE,
        "date_from_datetime_parsing": _DATE,
        "time_type": _TIME,
        "time_parsing": _TIME,
        "datetime_type": _MOMENT,
        "datetime_parsing": _MOMENT,
        "datetime_from_date_parsing": _MOMENT,
        "string_pattern_mismatch": _ID,
        "string_too_short": _LENGTH,
        "string_too_long": _LENGTH,
        "too_short": _LENGTH,
        "too_long": _LENGTH,
        "greater_than": _BOUNDS,
        "greater_than_equal": _BOUNDS,
        "less_than": _BOUNDS,
        "less_than_equal": _BOUNDS,
        "multiple_of": _BOUNDS,
    }
)
"""Type of error → what to do. Nothing is said of kinds that are not here."""


def hint(kind: str, value: object) -> Message | None:
    """Return what to do about *value*, at which there is an error of *kind*: the nearest right one.

    A hint never changes the meaning: it proposes only what a reader would take the text for.
    """
    text = value.strip() if isinstance(value, str) else ""
    most = MOST_DIGITS.get(kind, len(text))
    if any(len(digits) > most for digits in _FIGURES.findall(text)):
        return msg("Correct the number: it may have at most {limit} digits here.", limit=most)
    right = meant(kind, text)
    if right is not None and right != text:
        return msg("Write “{text}”.", text=right)
    parts = items(bare(text))
    if len(parts) > 1 and all(meant(kind, part) is not None for part in parts):
        return ONLY_ONE
    return (digits_hint(text) if text else None) or _BY_KIND.get(kind)


def meant(kind: str, text: str) -> str | None:
    """Return the right text that *text*, at which there is an error of *kind*, stands for."""
    inner = bare(text)
    return _MEANT[kind](inner) if kind in _MEANT and inner else None


_FIGURES: Final = re.compile("[0-9０-９]+")
_NUMERALS: Final = "〇一二三四五六七八九"
_NUMERAL: Final = re.compile(
    r"(?<![一二三四五六七八九十百千万几多余])(?:([二三四五六七八九])?(十)([一二三四五六七八九])?|[一二三四五六七八九])"
    r"(?![一二三四五六七八九十百千万几多余])"
)
_AROUND: Final = re.compile(r"^(?:在|于|须|应|不得?超过|最迟|最多)+|(?:之内|以内|内|之前)$")
_GROUPED: Final = re.compile(r"(?<![\d,])\d{1,3}(?:,\d{3})+(?![\d,])")
"""A number whose thousands are parted: 20,000; “20,30” is two numbers."""
_AMOUNT: Final = re.compile(r"(\d+)(?:\s*[^\W\d_十百千万亿几多余]{1,3})?")
_LETTERS: Final = re.compile(r"(?<=\d)[\dOo]+")
"""Digits behind the first one, with the letter O typed for a zero."""
_DAY: Final = re.compile(r"(\d{4})\s*[./年-]\s*(\d{1,2})\s*[./月-]\s*(\d{1,2})\s*日?")


def _digits(text: str) -> str:
    """Return *text* with Chinese numerals below a hundred in digits."""

    def number(found: re.Match[str]) -> str:
        tens, ten, ones = found.groups()
        if ten is None:
            return str(_NUMERALS.index(found[0]))
        return str(10 * _NUMERALS.index(tens or "一") + _NUMERALS.index(ones or "〇"))

    return _NUMERAL.sub(number, text.replace("两", "二"))


def _meant_limit(text: str) -> str | None:
    bare = _AROUND.sub("", half_width(text)).strip()
    bare = bare.replace("半小时", "30分钟").replace("半个小时", "30分钟").replace("半天", "12小时")
    bare = _digits(bare).replace("个小时", "小时").replace("个钟头", "小时")
    return _if_read(Limit.read, bare)


def _meant_cycle(text: str) -> str | None:
    return _if_read(Cycle.read, _digits(half_width(text)).replace("每隔", "每"))


def _if_read(read: Callable[[object], object], text: str) -> str | None:
    try:
        read(text)
    except ValueError:  # what pydantic raises too
        return None
    return text


def _meant_count(text: str) -> str | None:
    found = _AMOUNT.fullmatch(_ungrouped(_LETTERS.sub(_zeros, text)))
    return found[1] if found else None


def _zeros(found: re.Match[str]) -> str:
    return found[0].upper().replace("O", "0")


def _meant_amount(text: str) -> str | None:
    return _if_read(Amount.read, _ungrouped(text))


def _ungrouped(text: str) -> str:
    """Return *text* half-width, without the commas between thousands."""
    return _GROUPED.sub(lambda found: found[0].replace(",", ""), half_width(text))


def _meant_date(text: str) -> str | None:
    found = _DAY.fullmatch(half_width(text))
    if found is None:
        return None
    try:
        return date(int(found[1]), int(found[2]), int(found[3])).isoformat()
    except ValueError:
        return None


_YES_OR_NO: Final = {
    "是": "是",
    "否": "否",
    "y": "是",
    "yes": "是",
    "√": "是",
    "n": "否",
    "no": "否",
    "×": "否",
    "不": "否",
}


def _meant_yes_no(text: str) -> str | None:
    return _YES_OR_NO.get(text.lower())


_MEANT: Final[Mapping[str, Callable[[str], str | None]]] = MappingProxyType(
    {
        "limit": _meant_limit,
        "cycle": _meant_cycle,
        "count": _meant_count,
        "amount": _meant_amount,
        "date": _meant_date,
        "yes_no": _meant_yes_no,
    }
)
"""Type of error → what a text was meant to be; None if that is not clear."""

"""Lengths of time as sentences write them, in figures or in Chinese: 两小时, 半天, 15分钟."""

from __future__ import annotations

from typing import Final

from planforge.model.scalars import Limit

_NUMERALS: Final = "一二三四五六七八九"
NUMBER: Final = (
    r"[0-9]+(?:\.[0-9]+)?|[一二两三四五六七八九]?十[一二三四五六七八九]?|[一二两三四五六七八九]|半"
)
"""How many, in figures or in Chinese, in a sentence on time."""


def read_limit(number: str, unit: str) -> Limit:
    """Return the time that *number* and *unit* of a text mean."""
    if number == "半":
        halves = {"小时": "30分钟", "天": "12小时", "日": "12小时", "分钟": "30秒"}
        return Limit.read(halves.get(unit, f"1{unit}"))
    if not number[0].isdigit():
        tens, ten, ones = number.replace("两", "二").rpartition("十")
        value = 10 * (_NUMERALS.index(tens) + 1 if tens else 1) if ten else 0
        number = str(value + (_NUMERALS.index(ones) + 1 if ones else 0))
    if unit == "工作日" and "." in number:
        number, unit = f"{24 * float(number):g}", "小时"  # no time limit is given so
    return Limit.read(f"{number}{unit}")


__all__ = ["NUMBER", "read_limit"]

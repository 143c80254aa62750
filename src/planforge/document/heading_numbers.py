"""Numbers of headings: which a plan has, and how they are written, on pages and on paper alike."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.document.books.book import Numbering
from planforge.model.scales import HeadingNumbers, PlanClass
from planforge.patterns import late

if TYPE_CHECKING:
    from planforge.model.plan import Plan

_SHORT: Final = frozenset({PlanClass.DEPARTMENT, PlanClass.TOWN, PlanClass.VILLAGE})
"""Classes of plans so short that their headings are numbered as those of other documents."""
_DIGITS: Final = "〇一二三四五六七八九"
_CIRCLED: Final = 20
_TEN: Final = 10
_HUNDRED: Final = 100


def numbering_of(plan: Plan) -> Numbering:
    """Return how the headings of *plan* are numbered: as it says, else as its class is wont to."""
    if plan.heading_numbers is None:
        return Numbering.CHINESE if plan.plan_class in _SHORT else Numbering.DECIMAL
    is_chinese = plan.heading_numbers is HeadingNumbers.CHINESE
    return Numbering.CHINESE if is_chinese else Numbering.DECIMAL


_TITLE: Final = late(r"(?i:预案|方案|规程|手册|指南|办法|细则|plan) *(?:[（(][^（）()]*[）)])?$")


def is_title_of_plan(text: str) -> bool:
    """Whether the only top heading of a file is the title of the plan, and no chapter as 总则."""
    return _TITLE.search(text.strip()) is not None


def numbered_title(title: str, number: tuple[int, ...], numbering: Numbering) -> str:
    """Return *title* with its *number*, as one line of a page."""
    return label(number, len(number), numbering).replace("\u3000", " ") + title


def label(number: tuple[int, ...], level: int, numbering: Numbering) -> str:
    """Return what stands before the text of a heading, with the gap behind it.

    Chinese numbers are those of GB/T 9704-2012, 7.3.3: 一、 （一） 1. （1）, and ① below them, as
    offices write where a fifth level cannot be avoided.
    """
    if not number or numbering is Numbering.NONE:
        return ""
    if numbering is Numbering.DECIMAL:
        return ".".join(map(str, number)) + "\u3000"
    last = number[-1]
    written = (
        f"{chinese(last)}、",
        f"（{chinese(last)}）",
        f"{last}.",
        f"（{last}）",
        chr(0x2460 + last - 1) if last <= _CIRCLED else f"（{last}）",
    )
    return written[min(level, len(written)) - 1]


def chinese(number: int) -> str:
    """Return *number*, 0 to 99, in Chinese: 十, 十二, 二十; beyond that digit by digit."""
    if number >= _HUNDRED:
        return "".join(_DIGITS[int(digit)] for digit in str(number))
    tens, ones = divmod(number, _TEN)
    if not tens:
        return _DIGITS[ones]
    return ("" if tens == 1 else _DIGITS[tens]) + "十" + (_DIGITS[ones] if ones else "")

"""Values that YAML leaves as text: dates, time limits, yes/no, whole numbers, identifiers.

Each is read strictly and says in its error what it should look like.
"""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated, Final, Self

from pydantic import StringConstraints
from pydantic_core import PydanticCustomError

from planforge.frozen import dataclass
from planforge.model.spelled import Before, Spelled
from planforge.patterns import late

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from pydantic.json_schema import JsonSchemaValue

_UNITS: Final = {
    "秒": 1,
    "分钟": 60,
    "分": 60,
    "小时": 3_600,
    "天": 86_400,
    "日": 86_400,
    "周": 604_800,
    "min": 60,
    "h": 3_600,
    "d": 86_400,
}
MOST_DIGITS: Final[Mapping[str, int]] = MappingProxyType(
    {"limit": 6, "cycle": 3, "count": 15, "amount": 15}
)
"""How long a number may be, by the kind of the error that a longer one gives.

Longer ones are slips, and too long to reckon with: dates end, and Python reads no number of 5,000
digits.
"""
_TIME: Final = rf"\d{{1,{MOST_DIGITS['limit']}}}(?:\.\d{{1,{MOST_DIGITS['limit']}}})?"
_UNIT: Final = "分钟|小时|min|秒|分|天|日|周|h|d"
_SPAN: Final = late(rf"({_TIME})\s*({_UNIT})", re.ASCII)
_WHOLE: Final = late(rf"(?:{_TIME}\s*(?:{_UNIT})\s*)+", re.ASCII)
_WORKDAYS: Final = late(
    rf"(\d{{1,{MOST_DIGITS['limit']}}})\s*(?:个工作日|工作日|workdays?)", re.ASCII
)
_CLOCK: Final = late(r"(?:每日|每天|daily\s*)(\d{1,2})(?:时|:(\d{2}))前?", re.ASCII)
_AT_ONCE: Final = frozenset({"立即", "immediately"})


@dataclass(frozen=True, slots=True, order=True)
class Limit(Spelled):
    """A time limit or duration as a plan writes it.

    Exactly one of the three is set. A limit includes its last instant (以内含本数).

    Attributes:
        seconds: Length in seconds; 0 for 立即.
        workdays: Length in working days of the Chinese calendar.
        clock: Time of day “HH:MM” by which it is due every day.
        text: As written.
    """

    seconds: int | None
    workdays: int | None
    clock: str | None
    text: str

    @classmethod
    def read(cls, value: object) -> Limit:
        """Read “立即”, “30分钟”, “1小时30分钟”, “2天”, “20个工作日”, “每日9时前”."""
        if isinstance(value, Limit):
            return value
        text = str(value).strip() if isinstance(value, str) else ""
        if text in _AT_ONCE:
            return cls(0, None, None, text)
        if _WHOLE.fullmatch(text):
            spans = [(n, _UNITS[unit]) for n, unit in _SPAN.findall(text)]
            seconds = sum([(Fraction(n) if "." in n else int(n)) * each for n, each in spans])
            return cls(int(seconds), None, None, text)
        if found := _WORKDAYS.fullmatch(text):
            return cls(None, int(found[1]), None, text)
        if (found := _CLOCK.fullmatch(text)) and int(found[1]) <= 24:  # noqa: PLR2004 - hours of a day
            return cls(None, None, f"{int(found[1]):02d}:{found[2] or '00'}", text)
        raise PydanticCustomError(
            "limit",
            "should be a time span such as “30分钟” or “2小时”; here it is “{given}”",
            {"given": str(value)},
        )

    def spelling(self) -> str:
        """Return it as written."""
        return self.text

    @classmethod
    def described(cls) -> JsonSchemaValue:
        """Give editors a pattern and examples."""
        return {
            "type": "string",
            "pattern": f"^(?:{'|'.join(sorted(_AT_ONCE))}|{_WHOLE.pattern}"
            f"|{_WORKDAYS.pattern}|{_CLOCK.pattern})$",
            "examples": ["立即", "30分钟", "2小时", "20个工作日", "每日9时前"],
        }


_DATE: Final = late(r"([0-9]{4})(?:-([0-9]{1,2})-([0-9]{1,2})|年([0-9]{1,2})月([0-9]{1,2})日)")


def _read_date(value: object) -> date:
    if isinstance(value, date):
        return value
    if isinstance(value, str) and (found := _DATE.fullmatch(value.strip())):
        year, *rest = (int(g) for g in found.groups() if g)
        try:
            return date(year, *rest)
        except ValueError:
            pass
    raise PydanticCustomError(
        "date",
        "should be a date such as 2026-03-01; here it is “{given}”",
        {"given": str(value)},
    )


def text_like(pattern: str, examples: Sequence[str] = ()) -> Callable[[object], JsonSchemaValue]:
    """Return what describes text that *pattern* matches as a whole, with *examples* of it."""
    shown = {"examples": list(examples)} if examples else {}
    return lambda _described: {"type": "string", "pattern": f"^{pattern}$", **shown}


Date = Annotated[date, Before(_read_date, text_like(_DATE.pattern, ["2026-03-01"]))]
"""A calendar day, written 2026-03-01 or 2026年3月1日."""

_YES: Final = {"是": True, "否": False, "true": True, "false": False, "有": True, "无": False}


def _read_yes(value: object) -> bool:
    if isinstance(value, bool):
        return value
    found = _YES.get(value) if isinstance(value, str) else None
    if found is None:
        raise PydanticCustomError(
            "yes_no", "should be 是 or 否; here it is “{given}”", {"given": str(value)}
        )
    return found


YesNo = Annotated[bool, Before(_read_yes, text_like(f"(?:{'|'.join(_YES)})", ["是", "否"]))]
"""是 or 否."""

_COUNT: Final = late(rf"[0-9]{{1,{MOST_DIGITS['count']}}}")


def _read_count(value: object) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, str) and _COUNT.fullmatch(value.strip()):
        return int(value)
    raise PydanticCustomError(
        "count",
        "should be a whole number in digits such as 20; here it is “{given}”",
        {"given": str(value)},
    )


def _number_or_digits(number: JsonSchemaValue) -> JsonSchemaValue:
    return {"anyOf": [number, text_like(_COUNT.pattern)(number)]}


Count = Annotated[int, Before(_read_count, _number_or_digits)]
"""A whole number, 0 or more, in half-width digits."""

_AMOUNT: Final = late(
    rf"([0-9]{{1,{MOST_DIGITS['amount']}}})\s*([^\s\d_十百千万亿几多余,.，。%/:：-]{{0,5}})"
)


class Amount(Spelled, int):
    """How much of something: a whole number, 0 or more, which may say what it counts (20000条).

    It equals and sorts as its number.
    """

    unit: str
    """What it counts, empty if that is not said."""

    def __new__(cls, number: int, unit: str = "") -> Self:
        """Create the amount of *number* counted in *unit*."""
        made = super().__new__(cls, number)
        made.unit = unit
        return made

    @classmethod
    def read(cls, value: object) -> Amount:
        """Read 20000, “20000”, “20000条”."""
        if isinstance(value, Amount):
            return value
        if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
            return cls(value)
        found = _AMOUNT.fullmatch(value.strip()) if isinstance(value, str) else None
        if found is None:
            raise PydanticCustomError(
                "amount",
                "should be a whole number in digits such as 20, or with its unit such as 20条; "
                "here it is “{given}”",
                {"given": str(value)},
            )
        return cls(int(found[1]), found[2])

    def spelling(self) -> str | int:
        """Return the number, with its unit where it carries one."""
        return f"{int(self)}{self.unit}" if self.unit else int(self)

    @classmethod
    def described(cls) -> JsonSchemaValue:
        """Take a number, or text that begins with one."""
        text = {"type": "string", "pattern": f"^{_AMOUNT.pattern}$"}
        return {"anyOf": [{"type": "integer", "minimum": 0}, text], "examples": [20, "20条"]}


Text = Annotated[str, StringConstraints(min_length=1)]
"""Text that is not empty."""

Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$")]
"""Identifier used in addresses: lower-case letters, digits and single hyphens."""

_WEB: Final = late(r"(?:https?://[^\s/?#]+(?:/[^\s?#]*)?)?")


def _read_web(value: object) -> str:
    text = value.strip() if isinstance(value, str) else None
    if text is not None and _WEB.fullmatch(text):
        return text
    raise PydanticCustomError(
        "web_address",
        "should be the address of a web site such as https://yjya.example.cn/; "
        "here it is “{given}”",
        {"given": str(value)},
    )


WebAddress = Annotated[
    str, Before(_read_web, text_like(_WEB.pattern, ["https://yjya.example.cn/"]))
]
"""The address of a web site, or empty."""

_CYCLE: Final = late(
    rf"每?(?:([0-9]{{1,{MOST_DIGITS['cycle']}}})?(年|个月|月)|半年)(?:一次|至少一次)?"
)


@dataclass(frozen=True, slots=True, order=True)
class Cycle(Spelled):
    """How often something recurs, such as drills or evaluations.

    Attributes:
        months: Length of the cycle in calendar months, 1 or more.
        text: As written.
    """

    months: int
    text: str

    @classmethod
    def read(cls, value: object) -> Cycle:
        """Read “3年”, “每2年至少一次”, “半年”, “6个月”."""
        if isinstance(value, Cycle):
            return value
        text = value.strip() if isinstance(value, str) else ""
        if found := _CYCLE.fullmatch(text):
            count, unit = found.groups()
            number = int(count or 1)
            months = {"年": 12 * number, None: 6}.get(unit, number)
            if months:
                return cls(months, text)
        raise PydanticCustomError(
            "cycle",
            "should be a cycle such as “3年” or “半年”; here it is “{given}”",
            {"given": str(value)},
        )

    def spelling(self) -> str:
        """Return it as written."""
        return self.text

    @classmethod
    def described(cls) -> JsonSchemaValue:
        """Give editors a pattern and examples."""
        examples = ["3年", "每2年至少一次", "半年"]
        return {"type": "string", "pattern": f"^{_CYCLE.pattern}$", "examples": examples}

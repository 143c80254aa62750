from __future__ import annotations

from datetime import date

import pytest
from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticCustomError

from planforge.model.scalars import Amount, Count, Cycle, Date, Id, Limit, YesNo


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("立即", 0),
        ("30分钟", 1800),
        ("2小时", 7200),
        ("1小时30分钟", 5400),
        ("1.5小时", 5400),
        ("90秒", 90),
        ("2天", 172_800),
        ("1周", 604_800),
        ("30 min", 1800),
        ("2h", 7200),
    ],
)
def test_a_span_is_read_exactly(text: str, seconds: int) -> None:
    assert Limit.read(text) == Limit(seconds, None, None, text)


def test_working_days_and_clock_times_are_not_spans() -> None:
    assert Limit.read("20个工作日") == Limit(None, 20, None, "20个工作日")
    assert Limit.read("每日9时前") == Limit(None, None, "09:00", "每日9时前")
    assert Limit.read("每日16:30") == Limit(None, None, "16:30", "每日16:30")


@pytest.mark.parametrize(
    "text",
    [
        "半小时内",
        "30",
        "尽快",
        "",
        "30分钟内",
        "-1小时",
        "1小时半",
        "每日25时前",
        "9" * 5_000 + "分",
        "1234567小时",
        "1234567个工作日",
    ],
)
def test_other_words_are_refused_with_an_example(text: str) -> None:
    with pytest.raises(ValidationError) as caught:
        TypeAdapter(Limit).validate_python(text)
    assert [(e["type"], e["ctx"]) for e in caught.value.errors()] == [("limit", {"given": text})]


def test_a_date_is_read_in_both_spellings() -> None:
    adapter: TypeAdapter[date] = TypeAdapter(Date)
    assert adapter.validate_python("2026-03-01") == date(2026, 3, 1)
    assert adapter.validate_python("2026年3月1日") == date(2026, 3, 1)


@pytest.mark.parametrize("text", ["2026-02-30", "2026/3/1", "20260301", "三月一日"])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValidationError) as caught:
        TypeAdapter(Date).validate_python(text)
    assert [e["type"] for e in caught.value.errors()] == ["date"]


@pytest.mark.parametrize(("text", "number"), [("0", 0), ("20000", 20_000), (" 7 ", 7)])
def test_a_count_is_a_whole_number(text: str, number: int) -> None:
    assert TypeAdapter(Count).validate_python(text) == number


@pytest.mark.parametrize("text", ["1_000", "1.5", "-3", "２０", "约20", ""])
def test_what_is_no_count_is_refused(text: str) -> None:
    with pytest.raises(ValidationError) as caught:
        TypeAdapter(Count).validate_python(text)
    assert [e["type"] for e in caught.value.errors()] == ["count"]


def test_yes_and_no_are_words() -> None:
    adapter: TypeAdapter[bool] = TypeAdapter(YesNo)
    assert [adapter.validate_python(x) for x in ("是", "否", "true", "false")] == [
        True,
        False,
        True,
        False,
    ]
    with pytest.raises(ValidationError):
        adapter.validate_python("no")


@pytest.mark.parametrize(
    ("text", "months"),
    [("3年", 36), ("每2年至少一次", 24), ("半年", 6), ("每年", 12), ("6个月", 6)],
)
def test_a_cycle_has_months(text: str, months: int) -> None:
    assert Cycle.read(text) == Cycle(months, text)


@pytest.mark.parametrize("text", ["定期", "0年", "3天"])
def test_what_is_no_cycle_is_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(Cycle).validate_python(text)


@pytest.mark.parametrize(
    ("text", "is_id"),
    [("flood", True), ("a-1", True), ("A", False), ("a--b", False), ("防汛", False)],
)
def test_an_id_is_fit_for_addresses(text: str, is_id: bool) -> None:  # noqa: FBT001 - a table of cases
    adapter: TypeAdapter[str] = TypeAdapter(Id)
    if is_id:
        assert adapter.validate_python(text) == text
    else:
        with pytest.raises(ValidationError):
            adapter.validate_python(text)


@pytest.mark.parametrize(
    ("written", "number", "unit"),
    [(20, 20, ""), ("20", 20, ""), ("20000条", 20000, "条"), ("3 平方米", 3, "平方米"), (0, 0, "")],
)
def test_amount(written: object, number: int, unit: str) -> None:
    amount = Amount.read(written)
    assert (int(amount), amount.unit) == (number, unit)


@pytest.mark.parametrize(
    "written", ["2万条", "二十条", "20多条", "-1", -1, True, "", "20.5吨", None]
)
def test_no_amount(written: object) -> None:
    with pytest.raises(PydanticCustomError):
        Amount.read(written)


@pytest.mark.parametrize("text", ["1234年", "9" * 5_000 + "个月"])
def test_cycles_of_centuries_are_refused(text: str) -> None:
    with pytest.raises(PydanticCustomError):
        Cycle.read(text)


@pytest.mark.parametrize("kind", [Amount, Count])
def test_counts_that_nothing_has_are_refused(kind: type) -> None:
    assert TypeAdapter(kind).validate_python("9" * 15) == 999_999_999_999_999
    with pytest.raises(ValidationError) as caught:
        TypeAdapter(kind).validate_python("9" * 5_000)
    assert [e["type"] for e in caught.value.errors()] == ["amount" if kind is Amount else "count"]

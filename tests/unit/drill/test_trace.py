"""The text of a trace is canonical, and causes lead back."""

from __future__ import annotations

import json
from fractions import Fraction

from planforge.drill.trace import Record, Trace, exact


def record(i: int, kind: str, *cause: int) -> Record:
    return Record(i, i, 0, 10, kind, "", "甲", f"e{i}", "", "", cause, {}, {"b": 1, "a": 2}, {})


TRACE = Trace({"seed": 1}, [record(0, "x"), record(1, "y"), record(2, "x", 0), record(3, "z", 2)])


def test_lines_are_sorted_and_the_footer_counts() -> None:
    lines = list(TRACE.lines())
    assert lines[0] == '{"seed":1}'
    assert lines[1] == (
        '{"basis":{},"cause":[],"data":{"a":2,"b":1},"delta":0,"entity":"e0","event":"","i":0,'
        '"know":{},"person":"","phase":10,"plan":"甲","role":"","t":0,"type":"x"}'
    )
    assert json.loads(lines[-1]) == {
        "hash": TRACE.hash,
        "records": 4,
        "types": {"x": 2, "y": 1, "z": 1},
    }


def test_a_trace_has_the_hash_of_its_text() -> None:
    same = Trace({"seed": 1}, TRACE.records)
    other = Trace({"seed": 2}, TRACE.records)
    assert same.hash == TRACE.hash
    assert other.hash != TRACE.hash
    assert len(TRACE.hash) == 64


def test_why_walks_back_to_the_first_cause() -> None:
    assert [found.i for found in TRACE.why(TRACE.records[3])] == [0, 2, 3]


def test_records_are_found_by_type_and_entity() -> None:
    assert [found.i for found in TRACE.of("x", "z")] == [0, 2, 3]
    assert [found.i for found in TRACE.of("x", entity="e2")] == [2]


def test_values_are_written_without_floats() -> None:
    written = [exact(value) for value in (Fraction(3), Fraction(3, 2), "红色", True)]
    assert written == [3, "3/2", "红色", True]

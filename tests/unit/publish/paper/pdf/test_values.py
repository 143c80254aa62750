"""Values of PDF objects, read and written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from planforge.publish.paper.pdf.values import Name, New, Ref, heard, move, parse, said, write

if TYPE_CHECKING:
    from planforge.publish.paper.pdf.values import Value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (b"null", None),
        (b"true", True),
        (b"-12", -12),
        (b"+.5", 0.5),
        (b"4.", 4.0),
        (b"/Type", Name("Type")),
        (b"12 0 R", Ref(12)),
        (b"(a (b) \\(c \\051\\n\\\\)", b"a (b) (c )\n\\"),
        (b"<FEFF 6C5>", b"\xfe\xff\x6c\x50"),
        (b"[1 2 0 R/A(3 0 R)]", [1, Ref(2), Name("A"), b"3 0 R"]),
        (b"<</A<</B[]>>/C 1 0 R>>", {"A": {"B": []}, "C": Ref(1)}),
        (b"", None),
    ],
)
def test_values_are_read(text: bytes, value: object) -> None:
    assert parse(text) == value


def test_values_are_written_as_they_are_read() -> None:
    value: Value = {
        "A": [1, 2.5, True, None, b"x y", b"(\xfe"],
        "B": Name("Q"),
        "C": Ref(7),
        "D": New(3),
    }

    text = write(value, lambda old: b"1" + old)

    assert text == b"<</A [1 2.5 true null (x y) <28fe> ]/B /Q/C 17 0 R/D 3 0 R>>"


def test_small_numbers_have_no_exponent() -> None:
    assert write([1e-7, 0.00001], bytes) == b"[0.000000 0.000010 ]"


def test_references_move_and_what_looks_like_one_in_a_string_stays() -> None:
    def moved(old: bytes) -> bytes:
        return b"%d" % (int(old) + 100)

    assert move(b"[1 0 R 22 0 R]", moved) == b"[101 0 R 122 0 R]"
    assert move(b"<</T(see 1 0 R \\) (2 0 R))/P 3 0 R>>", moved) == (
        b"<</T(see 1 0 R \\) (2 0 R))/P 103 0 R>>"
    )


@pytest.mark.parametrize("text", ["plan-1/a", "汛情", ""])
def test_text_is_said_and_heard(text: str) -> None:
    assert heard(said(text)) == text

"""Bytes become text, or the one finding that says why not."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from planforge.findings import Finding, Severity, Span
from planforge.source.text import Lines, decode, read_bytes

if TYPE_CHECKING:
    from pathlib import Path


def seen(findings: tuple[Finding, ...]) -> list[tuple[str, int, int, str]]:
    spans = [f.place.span or Span(0, 0) for f in findings]
    return [
        (f.rule, span.line, span.column, f.message.render("zh_CN"))
        for f, span in zip(findings, spans, strict=True)
    ]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_kind_of_line_end_counts_lines_the_same(end: str) -> None:
    lines = Lines(f"一{end}二三{end}")
    assert [lines.at(i) for i in (0, 1 + len(end), 2 + len(end))] == [(1, 1), (2, 1), (2, 2)]
    assert lines.line(2) == "二三"
    assert lines.line(9) == ""


def test_index_outside_of_the_text_is_clamped() -> None:
    assert Lines("ab").at(99) == (1, 3)
    assert Lines("ab").at(-1) == (1, 1)


def test_utf8_is_text() -> None:
    assert decode("名称: 甲\r\n".encode(), "f").text == "名称: 甲\r\n"
    assert decode("名称: 甲\r\n".encode(), "f").findings == ()


def test_byte_order_mark_is_dropped_with_advice() -> None:
    found = decode(b"\xef\xbb\xbfa: 1\n", "f")
    assert found.text == "a: 1\n"
    assert [(f.rule, f.severity) for f in found.findings] == [("SRC007", Severity.ADVICE)]


def test_gb18030_is_named() -> None:
    found = decode("a: 1\n名称: 安澜市防汛预案\n".encode("gb18030"), "f")
    assert found.text is None
    assert seen(found.findings) == [
        ("SRC001", 2, 1, "这个文件是GB18030（GBK）编码，不是UTF-8编码。")
    ]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf16_is_named(encoding: str) -> None:
    found = decode("name: a\nvalue: b\n".encode(encoding), "f")
    assert seen(found.findings) == [
        ("SRC001", 1, 1, "这个文件是UTF-16编码（Windows中称“Unicode”），不是UTF-8编码。")
    ]


def test_other_bytes_are_placed() -> None:
    found = decode("a: 1\nb: ä\xff".encode("latin-1"), "f")
    assert [(f[0], f[1], f[2]) for f in seen(found.findings)] == [("SRC001", 2, 4)]


def test_control_characters_stop_the_reading() -> None:
    found = decode("甲: 1\n乙: \x0b2\x00\n".encode(), "f")
    assert found.text is None
    assert seen(found.findings) == [
        ("SRC002", 2, 4, "这里有看不见的字符：文字处理软件的软换行符（U+000B）。"),
        ("SRC002", 2, 6, "这里有看不见的字符：空字符（U+0000）。"),
    ]


def test_zero_width_space_is_a_warning() -> None:
    found = decode("甲: 市\u200b水务局\n".encode(), "f")
    assert found.text == "甲: 市\u200b水务局\n"
    assert [(f.rule, f.severity) for f in found.findings] == [("SRC002", Severity.WARNING)]


@pytest.mark.parametrize("data", [b"", b"  \n\t\n", b"\xef\xbb\xbf\n"])
def test_file_without_content(data: bytes) -> None:
    found = decode(data, "f")
    assert found.text is None
    assert found.findings[-1].rule == "SRC004"


def test_file_over_the_limit_is_not_read(tmp_path: Path) -> None:
    file = tmp_path / "a"
    with file.open("wb") as stream:
        stream.truncate(50_000_000_000)  # a hole: reading it would take minutes
    found = read_bytes(file, "a")
    assert isinstance(found, Finding)
    assert (found.rule, found.message.render("zh_CN")) == (
        "SRC003",
        "文件大小为50000 MB，最多只读取10 MB。",
    )


def test_limit_includes_its_bound(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_bytes(b"1234")
    assert read_bytes(file, "a", limit=4) == b"1234"
    assert isinstance(read_bytes(file, "a", limit=3), Finding)


def test_missing_file_folder_pipe_and_loop_are_findings(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "loop").symlink_to("loop")
    messages = {}
    for name in ("none", ".", "pipe", "loop"):
        found = read_bytes(tmp_path / name, name)
        assert isinstance(found, Finding)
        messages[name] = (found.rule, found.message.render("zh_CN"))
    assert messages == {
        "none": ("SRC006", "文件无法读取：文件不存在。"),
        ".": ("SRC006", "文件无法读取：它不是普通文件。"),
        "pipe": ("SRC006", "文件无法读取：它不是普通文件。"),
        "loop": ("SRC006", "文件无法读取：链接循环指向自身。"),
    }

"""Bytes of a file to text, or to the one finding that says why not.

The size is asked before anything is read, so that a huge or special file costs nothing.
"""

from __future__ import annotations

import errno
import os
import re
import stat
from bisect import bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from planforge.findings import Finding, Place, Severity, Span
from planforge.frozen import dataclass
from planforge.i18n import Message, msg
from planforge.patterns import late
from planforge.source.problems import problem

if TYPE_CHECKING:
    from pathlib import Path

MAX_BYTES: Final = 10_000_000
"""Largest plan file that is read, in bytes (inclusive)."""

_MAX_REPORTED: Final = 20
_BREAK: Final = late(r"\r\n|\r|\n")
_CONTROL: Final = r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff"
FORBIDDEN: Final = late(f"[{_CONTROL}]")
"""Characters that no plan may contain, not even as an escape."""
_UNSEEN: Final = r"\u200b-\u200f\u202a-\u202e\u2060-\u2069"
_INVISIBLE: Final = late(f"[{_UNSEEN}]")
_EITHER: Final = late(f"[{_CONTROL}{_UNSEEN}]")
_CJK: Final = "[\u4e00-\u9fff\u3000-\u303f\uff00-\uffef]"
_BOM: Final = "\ufeff"
_NAMES: Final = {
    "\x00": msg("NUL character"),
    "\x0b": msg("soft line break from a word processor"),
    "\x0c": msg("page break"),
    "\x7f": msg("DEL character"),
    "\u200b": msg("zero-width space"),
    "\u2028": msg("line separator"),
    "\u2029": msg("paragraph separator"),
    "\ufeff": msg("byte order mark"),
}


class Lines:
    """Line and column of a character index; lines end with LF, CR LF or CR."""

    def __init__(self, text: str) -> None:
        """Index the line starts of *text*."""
        self._starts = [0, *(found.end() for found in _BREAK.finditer(text))]
        self._length = len(text)
        self._text = text
        self._kept = 0, ""
        """The line that was asked for last, and its text: findings come one after another."""

    @property
    def starts(self) -> tuple[int, ...]:
        """Character index of each line's first character, line 1 first."""
        return tuple(self._starts)

    def line(self, number: int) -> str:
        """Return the text of line *number* (from 1) without its end; empty outside the file."""
        if not 1 <= number <= len(self._starts):
            return ""
        end = self._starts[number] if number < len(self._starts) else self._length
        if self._kept[0] != number:
            self._kept = number, self._text[self._starts[number - 1] : end].rstrip("\r\n")
        return self._kept[1]

    def at(self, index: int) -> tuple[int, int]:
        """Return line and column, both from 1; an index outside the text is clamped."""
        index = min(max(index, 0), self._length)
        line = bisect_right(self._starts, index)
        return line, index - self._starts[line - 1] + 1

    def start_of(self, line: int) -> int:
        """Return the index of the first character of *line* (from 1, clamped)."""
        return self._starts[min(max(line, 1), len(self._starts)) - 1]

    def span(self, start: int, end: int) -> Span:
        """Return the span of the characters in [start, end)."""
        return Span(*self.at(start), *self.at(max(start, end)))


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text of a file, None where a finding says why there is none; no byte order mark."""

    text: str | None
    findings: tuple[Finding, ...] = ()


def read_bytes(path: Path, file: str, *, limit: int = MAX_BYTES) -> bytes | Finding:
    """Return the content of *path*, or a finding at *file* (SRC003, SRC005 or SRC006).

    A file above *limit* bytes or one that is no regular file (device, pipe) is not opened for
    reading. Where a link leads is the business of `planforge.source.layout`.
    """
    try:
        before = path.stat()
        if not stat.S_ISREG(before.st_mode):
            return _unreadable(file, msg("it is not an ordinary file"))
        if before.st_size > limit:
            return _too_large(file, before.st_size, limit)
        with os.fdopen(os.open(path, os.O_RDONLY | _OPEN_FLAGS), "rb") as stream:
            data = stream.read(before.st_size + 1)  # of the limit, room would be made each time
            if len(data) > before.st_size:  # it grew meanwhile
                data += stream.read(limit + 1 - len(data))
    except OSError as error:
        return unreadable(file, error)
    if len(data) > limit:
        return _too_large(file, len(data), limit)
    return data


_OPEN_FLAGS: Final = (
    getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
)
# O_NONBLOCK: a file swapped for a pipe between stat and open must not hang the run.


def decode(data: bytes, file: str) -> Decoded:
    """Return the text of *data*: UTF-8 with LF, CR LF or CR, with or without byte order mark.

    Anything else gives findings at *file*: SRC001, SRC002, SRC004 (no text), SRC007 (text usable).
    Zero-width and direction characters are reported as warnings and kept.
    """
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return Decoded(None, (_not_utf8(data, error, file),))
    findings: list[Finding] = []
    if text.startswith(_BOM):
        text = text[1:]
        findings.append(
            problem(
                "SRC007",
                Place(file, span=Span()),
                msg("The file starts with a byte order mark (BOM)."),
                msg("It does no harm; to get rid of it, save the file as “UTF-8 without BOM”."),
            )
        )
    if not text or text.isspace():
        return Decoded(None, (*findings, empty(file)))
    if _EITHER.search(text):
        forbidden = _characters(FORBIDDEN, text, file, Severity.ERROR)
        if forbidden and text.count("\x00") > len(text) // 4:
            return Decoded(None, (_utf16(file),))
        if forbidden:
            return Decoded(None, (*findings, *forbidden))
        findings += _characters(_INVISIBLE, text, file, Severity.WARNING)
    return Decoded(text, tuple(findings))


def empty(file: str) -> Finding:
    """Return the finding for a file without content."""
    return problem(
        "SRC004",
        Place(file, span=Span()),
        msg("The file has no content."),
        msg("Fill it in, or delete the file if it is not needed."),
    )


def _characters(
    pattern: re.Pattern[str], text: str, file: str, severity: Severity
) -> list[Finding]:
    first = pattern.search(text)
    if first is None:
        return []
    lines = Lines(text)
    found: list[Finding] = []
    for hit in pattern.finditer(text, first.start()):
        if len(found) == _MAX_REPORTED:
            break
        finding = problem(
            "SRC002",
            Place(file, span=lines.span(hit.start(), hit.end())),
            msg("There is an invisible character here: {character}.", character=name(hit[0])),
            msg("Delete it: put the cursor behind it and press Backspace, or retype the line."),
        )
        found.append(replace(finding, severity=severity))
    return found


def name(character: str) -> Message:
    """Return what to call an invisible *character*, with its code point."""
    code = f"U+{ord(character):04X}"
    known = _NAMES.get(character)
    return msg("{name} ({code})", name=known, code=code) if known else msg("{code}", code=code)


def _not_utf8(data: bytes, error: UnicodeDecodeError, file: str) -> Finding:
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return _utf16(file)
    before = data[: error.start].decode("utf-8").removeprefix(_BOM)
    line, column = Lines(before).at(len(before))
    place = Place(file, span=Span(line, column, line, column + 1))
    if _is_gb18030(data):
        message = msg("The file is encoded in GB18030 (GBK), not in UTF-8.")
    else:
        message = msg("The file is not encoded in UTF-8: the first wrong character is here.")
    return problem("SRC001", place, message, _SAVE_AS_UTF8)


def _utf16(file: str) -> Finding:
    message = msg("The file is encoded in UTF-16 (“Unicode” in Windows), not in UTF-8.")
    return problem("SRC001", Place(file, span=Span()), message, _SAVE_AS_UTF8)


_SAVE_AS_UTF8: Final = msg(
    "Open the file in a text editor, choose “Save as”, and select the encoding UTF-8."
)


def _is_gb18030(data: bytes) -> bool:
    """Whether *data* reads as GB18030 and most of what is not ASCII is then Chinese."""
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        return False
    foreign = sum(1 for character in text if character > "\x7f")
    return 2 * len(re.findall(_CJK, text)) > foreign


def _too_large(file: str, size: int, limit: int) -> Finding:
    return problem(
        "SRC003",
        Place(file, span=Span()),
        msg(
            "The file has {size} MB; at most {limit} MB are read.",
            size=_megabytes(size),
            limit=_megabytes(limit),
        ),
        msg("Split it into several plans, with pictures and attachments in other files."),
    )


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:.1f}".removesuffix(".0")


def unreadable(file: str, error: OSError) -> Finding:
    """Return the finding for a file or folder that the system does not let us read."""
    reason = _REASONS.get(error.errno or 0)
    return _unreadable(file, reason or msg("{reason}", reason=error.strerror or "OSError"))


_REASONS: Final = {
    errno.EACCES: msg("you have no permission to open it"),
    errno.EPERM: msg("you have no permission to open it"),
    errno.ENOENT: msg("it does not exist"),
    errno.ELOOP: msg("the link leads in a circle"),
    errno.EISDIR: msg("it is a folder"),
    errno.ENAMETOOLONG: msg("its name is too long"),
}


def _unreadable(file: str, reason: Message) -> Finding:
    return problem(
        "SRC006",
        Place(file, span=Span()),
        msg("The file cannot be read: {reason}.", reason=reason),
        msg("Check that the file exists, that you may open it, and that no program locks it."),
    )

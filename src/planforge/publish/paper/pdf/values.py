"""Values that PDF objects are made of: ISO 32000-1, 7.3.

A dictionary is a `dict`, an array a `list`, a string `bytes`, null `None`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable


class Name(str):
    """A name, without its slash."""

    __slots__ = ()


class Ref(NamedTuple):
    """A reference to object *number* of the file that the value was read from."""

    number: int


class New(NamedTuple):
    """A reference to object *number* of the file that is written."""

    number: int


Value: TypeAlias = (
    "bool | int | float | bytes | Name | Ref | New | list[Value] | dict[str, Value] | None"
)
Dict: TypeAlias = "dict[str, Value]"

_NESTED: Final = rb"(?:[^()\\]|\\.|\((?:[^()\\]|\\.|\((?:[^()\\]|\\.)*\))*\))*"
"""What stands in a string; brackets in it are in pairs, or escaped."""
STRING: Final = rb"\(" + _NESTED + rb"\)"
"""A string in brackets, as a pattern."""
_TOKEN: Final = re.compile(
    rb"(<<|\[)|(>>)|(\])"
    rb"|/([^\x00\t\n\f\r ()<>\[\]{}/%]*)"
    rb"|(\d+)\s+0\s+R\b"
    rb"|([+-]?(?:\d+\.?\d*|\.\d+))"
    rb"|<([0-9A-Fa-f\s]*)>"
    rb"|\((" + _NESTED + rb")\)"
    rb"|(true|false|null)",
    re.DOTALL,
)
_OPEN, _DICT_END, _ARRAY_END, _NAME, _REF, _NUMBER, _HEX, _STRING, _WORD = range(1, 10)
_REFERENCES: Final = re.compile(STRING + rb"|(\d+) 0 R\b", re.DOTALL)
_BARE_REFERENCES: Final = re.compile(rb"(\d+) 0 R\b")
_ESCAPE: Final = re.compile(rb"\\([0-7]{1,3}|\r\n|.)", re.DOTALL)
_MEANT: Final = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_IGNORED: Final = frozenset({b"\n", b"\r", b"\r\n"})
_WORDS: Final[dict[bytes, bool | None]] = {b"true": True, b"false": False, b"null": None}
_PLAIN: Final = re.compile(rb"[ -'*-\[\]-~]*")
"""Printable ASCII without brackets and backslash."""


def parse(text: bytes) -> Value:
    """Return the value that *text* is; None if it is none."""
    above: list[list[Value]] = []
    items: list[Value] = []
    for found in _TOKEN.finditer(text):
        kind = found.lastindex
        if kind == _NAME:
            items.append(Name(found[_NAME].decode("latin-1")))
        elif kind == _REF:
            items.append(Ref(int(found[_REF])))
        elif kind == _NUMBER:
            digits = found[_NUMBER]
            items.append(float(digits) if b"." in digits else int(digits))
        elif kind == _OPEN:
            above.append(items)
            items = []
        elif kind == _DICT_END:
            pairs: Dict = dict(zip(items[::2], items[1::2]))  # type: ignore[arg-type]  # noqa: B905 - keys are names; a last one without a value is dropped
            items = above.pop()
            items.append(pairs)
        elif kind == _ARRAY_END:
            inner, items = items, above.pop()
            items.append(inner)
        else:
            items.append(_simple(kind, found[kind or 0]))
    return items[0] if items else None


def _simple(kind: int | None, said: bytes) -> Value:
    if kind == _HEX:
        digits = b"".join(said.split())
        return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())
    if kind == _STRING:
        return _ESCAPE.sub(_unescaped, said) if b"\\" in said else said
    return _WORDS[said]


def _unescaped(found: re.Match[bytes]) -> bytes:
    said = found[1]
    if said.isdigit() and said[:1] < b"8":
        return bytes([int(said, 8) & 0xFF])
    return b"" if said in _IGNORED else _MEANT.get(said, said)


def write(value: Value, moved: Callable[[bytes], bytes]) -> bytes:
    """Return *value* as text; *moved* gives the new number of an object for its old one."""
    parts: list[bytes] = []
    _write(value, moved, parts.append)
    return b"".join(parts)


def _write(value: Value, moved: Callable[[bytes], bytes], put: Callable[[bytes], object]) -> None:
    if isinstance(value, dict):
        put(b"<<")
        for key, one in value.items():
            put(b"/%s " % key.encode("latin-1"))
            _write(one, moved, put)
        put(b">>")
    elif isinstance(value, list):
        put(b"[")
        for one in value:
            _write(one, moved, put)
            put(b" ")
        put(b"]")
    elif isinstance(value, Ref):
        put(moved(b"%d" % value.number) + b" 0 R")
    elif isinstance(value, New):
        put(b"%d 0 R" % value.number)
    else:
        put(_written(value))


def _written(value: Value) -> bytes:
    if isinstance(value, str):
        return b"/" + value.encode("latin-1")
    if isinstance(value, bytes):
        return b"(%s)" % value if _PLAIN.fullmatch(value) else b"<%s>" % value.hex().encode()
    if isinstance(value, bool):
        return b"true" if value else b"false"
    if isinstance(value, int):
        return b"%d" % value
    if isinstance(value, float):
        said = repr(value)
        return (said if "e" not in said else f"{value:.6f}").encode()
    return b"null"


def settled(number: bytes) -> bytes:
    """Serve `write` for values that refer to nothing of another file.

    Raises:
        ValueError: They do.
    """
    raise ValueError(f"object {number.decode()} is of another file")


def move(text: bytes, moved: Callable[[bytes], bytes]) -> bytes:
    """Return the value *text* with references to the objects that *moved* says."""
    if b"(" not in text:
        return _BARE_REFERENCES.sub(lambda found: moved(found[1]) + b" 0 R", text)
    return _REFERENCES.sub(
        lambda found: found[0] if found[1] is None else moved(found[1]) + b" 0 R", text
    )


def said(text: str) -> bytes:
    """Return *text* as a text string: ISO 32000-1, 7.9.2.2."""
    return text.encode() if text.isascii() else b"\xfe\xff" + text.encode("utf-16-be")


def heard(string: bytes) -> str:
    """Return the text that a text string is."""
    if string.startswith(b"\xfe\xff"):
        return string[2:].decode("utf-16-be", "replace")
    return string.decode("latin-1")


def listed(value: Value) -> list[Value]:
    """Return *value* as an array: itself, or an array of it; empty for null."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]

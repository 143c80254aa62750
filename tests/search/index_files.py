"""Read the scripts of the search back, as a browser would."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

_LETTERS = {"n": "\n", "r": "\r"}


def unescaped(inner: str) -> str:
    """Return what the inside of a JavaScript string literal stands for."""

    def one(found: re.Match[str]) -> str:
        code, letter = found[1], found[2]
        return chr(int(code[1:], 16)) if code else _LETTERS.get(letter, letter)

    return re.sub(r"\\(?:(x[0-9a-f]{2}|u[0-9a-f]{4})|(.))", one, inner)


def parsed(path: Path) -> Any:  # noqa: ANN401 - whatever JSON the file holds
    """Return the data of a script written by `write_index`."""
    found = re.fullmatch(r"window\.PF_DATA\S* = JSON\.parse\('(.*)'\);\n", path.read_text("utf-8"))
    assert found
    return json.loads(unescaped(found[1]))

"""Names of files: shown so that nothing in them does harm, and recognised where mistyped."""

from __future__ import annotations

import difflib


def shown(path: str) -> str:
    r"""Return *path* as printable text, with bytes that are no UTF-8 escaped (`\xb8`).

    Control characters are `?`. Where the system itself names files in UTF-16 (Windows), half a
    pair is escaped by its number (`\ud800`).
    """
    return path if path.isprintable() else "".join(map(_printable, path))


def _printable(character: str) -> str:
    if character.isprintable():
        return character
    if "\udc80" <= character <= "\udcff":  # a byte, see PEP 383
        return f"\\x{ord(character) - 0xDC00:02x}"
    return f"\\u{ord(character):04x}" if "\ud800" <= character <= "\udfff" else "?"


def meant_name(name: str, names: list[str]) -> str | None:
    """Return the known name that *name* was probably meant to be."""
    lower = name.lower().replace(".yml", ".yaml").replace(".markdown", ".md")
    if lower in names:
        return lower
    stem, _, end = lower.partition(".")
    alike = [known for known in names if known.partition(".")[2] == end]
    near = difflib.get_close_matches(stem, [known.partition(".")[0] for known in alike], 1, 0.75)
    return next((k for k in alike if near and k.partition(".")[0] == near[0]), None)


__all__ = ["meant_name", "shown"]

"""What an excerpt of a case shows of its files: what the point is about, without what repeats."""

from __future__ import annotations

from typing import TypeAlias

Line: TypeAlias = tuple[str, ...]
"""A line, behind the lines that it stands under."""


def joined(text: str, others: list[Line]) -> str:
    """Return *text* with the lines *others* behind, under the same lines as in their file."""
    if not others:
        return text
    known = dict.fromkeys(lines_of(text.rstrip()) if text.strip() else ())
    for at in others:
        known.update(dict.fromkeys(at[:depth] for depth in range(1, len(at) + 1)))
    return "\n".join(at[-1] for at in known)


def shortened(text: str, without: frozenset[Line]) -> str:
    """Return YAML without the lines *without*, but for those that lead to a line that stays."""
    lines = lines_of(text.rstrip())
    staying = {at for at in lines if at not in without}
    if not staying:
        return text
    kept = {at[:depth] for at in staying for depth in range(1, len(at) + 1)}
    shown: list[str] = []
    is_left_out = False
    for at in lines:
        if at in kept:
            shown.append(at[-1])
        elif not is_left_out:
            indent = len(at[-1]) - len(at[-1].lstrip(" "))
            shown.append(" " * indent + "# …")
        is_left_out = at not in kept
    return "\n".join(shown)


def own_paragraphs(text: str, known: str) -> str:
    """Return the paragraphs of a prose that the base lacks, each below its heading."""
    theirs = set(known.strip().split("\n\n"))
    shown: list[str] = []
    heading = ""
    for paragraph in text.strip().split("\n\n"):
        if paragraph.startswith("#"):
            heading = paragraph
        if paragraph in theirs:
            continue
        if heading not in {"", paragraph} and heading not in shown:
            shown.append(heading)
        shown.append(paragraph)
    return "\n\n".join(shown) or text


def differing(text: str, repeated: frozenset[str]) -> str:
    """Return the paragraphs of a long prose that are not *repeated*, and signs for the others."""
    shown: list[str] = []
    for paragraph in text.split("\n\n"):
        if paragraph not in repeated:
            shown.append(paragraph)
        elif shown[-1:] != ["…"]:
            shown.append("…")
    return "\n\n".join(shown)


def lines_of(text: str) -> list[Line]:
    """Return every line of a YAML text behind those it stands under."""
    found: list[Line] = []
    above: list[tuple[int, str]] = []
    for line in text.split("\n"):
        depth = len(line) - len(line.lstrip(" "))
        while above and above[-1][0] >= depth:
            above.pop()
        above.append((depth, line))
        found.append(tuple(text for _, text in above))
    return found


__all__ = ["Line", "differing", "joined", "lines_of", "own_paragraphs", "shortened"]

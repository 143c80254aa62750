"""Comments in `plan.md`: words for those who write the plan, which no reader of it sees."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from planforge.corpus.code_spans import closings
from planforge.patterns import late

if TYPE_CHECKING:
    import re

HOLDS_TEXT: Final = frozenset(
    {
        "admonition",
        "attention",
        "caution",
        "danger",
        "epigraph",
        "error",
        "figure",
        "hint",
        "important",
        "list-table",
        "note",
        "seealso",
        "tip",
        "warning",
    }
)
"""Directives whose content is Markdown again."""

_LINE: Final = late(r"(?m)^[ \t]*%")
_TOKEN: Final = late(
    r"(?m)^(?: {0,3}(?:[-*+]|\d{1,9}[.)])(?= ))* *"
    r"(?P<fence>`{3,}(?=[^`\n]*$)|:{3,}|~{3,})(?P<rest>.*)$"
    r"|^[ \t]*(?P<line>%.*)$"
    r"|(?P<open><!--)"
    r"|(?P<ticks>`+)"
)
_NAME: Final = late(r"[ \t]*\{(?P<name>[^}]*)\}")
_BEGINS_A_BLOCK: Final = late(r"(?:[ \t>]|[-*+][ \t]|\d{1,9}[.)][ \t])*")
_BLANK_LINE: Final = late(r"\n[ \t\r]*\n")
_VISIBLE: Final = late(r"\S")


@lru_cache(maxsize=4)
def uncommented(prose: str) -> str:
    """Return *prose* with blanks for its comments: `<!-- … -->`, and lines that begin with `%`.

    What stays keeps its place. What only looks like a comment, in code or without an end, stays.
    """
    if "<!--" not in prose and not ("%" in prose and _LINE.search(prose)):
        return prose
    kept: list[str] = []
    fences: list[tuple[str, bool]] = []
    at = done = open_until = 0
    code = closings(prose) if "`" in prose else {}
    while (token := _TOKEN.search(prose, at)) is not None:
        at = token.end()
        if token["fence"]:
            _count(token, fences)
        elif token["ticks"]:
            at = code.get(token.start(), at)
        elif fences and not fences[-1][1]:
            continue
        elif token["open"]:
            is_block = _begins_a_block(prose, token.start())
            if at < open_until and not (is_block and open_until < len(prose)):
                continue
            blank = None if is_block else _BLANK_LINE.search(prose, at)
            limit = blank.start() if blank else len(prose)
            end = prose.find("-->", token.start() + 2, limit)
            at, open_until = (end + 3, 0) if end >= 0 else (at, limit)
        if token["line"] or (token["open"] and not open_until):
            kept += prose[done : token.start()], _VISIBLE.sub(" ", prose[token.start() : at])
            done = at
    return "".join((*kept, prose[done:]))


def _count(mark: re.Match[str], fences: list[tuple[str, bool]]) -> None:
    """Close the innermost of *fences*, or open another one, with whether text is in it."""
    fence, is_text = fences[-1] if fences else ("", True)
    if fence and mark["fence"].startswith(fence) and not mark["rest"].strip():
        fences.pop()
    elif is_text:
        found = _NAME.match(mark["rest"])
        fences.append((mark["fence"], found is not None and found["name"] in HOLDS_TEXT))


def _begins_a_block(prose: str, start: int) -> bool:
    """Whether nothing stands before *start* in its line: only then are blank lines let in."""
    begins = prose.rfind("\n", 0, start) + 1
    return _BEGINS_A_BLOCK.fullmatch(prose, begins, start) is not None


__all__ = ["HOLDS_TEXT", "uncommented"]

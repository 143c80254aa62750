"""Comments in `plan.md`: words for those who write the plan, which no reader of it sees."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

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

_ANY: Final = late(r"(?m)<!--|^[ \t]*%")
_TOKEN: Final = late(
    r"(?m)^ {0,3}(?P<fence>`{3,}(?=[^`\n]*$)|:{3,}|~{3,})(?P<rest>.*)$"
    r"|^[ \t]*(?P<line>%.*)$"
    r"|(?P<open><!--)"
    r"|(?P<ticks>`+)(?!`).*?(?<!`)(?P=ticks)(?!`)"
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
    if not _ANY.search(prose):
        return prose
    kept: list[str] = []
    fences: list[tuple[str, bool]] = []
    at = done = 0
    while (token := _TOKEN.search(prose, at)) is not None:
        at = token.end()
        if token["fence"]:
            _count(token, fences)
        elif (fences and not fences[-1][1]) or token["ticks"]:
            continue
        elif token["line"] or (end := _end(prose, token.start())):
            at = token.end() if token["line"] else end
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


def _end(prose: str, start: int) -> int:
    """Return where the comment that begins at *start* ends; 0 if it does not.

    A blank line may stand in it only if nothing stands before it in its line.
    """
    end = prose.find("-->", start + 2) + 3
    begins = prose.rfind("\n", 0, start) + 1
    is_block = _BEGINS_A_BLOCK.fullmatch(prose, begins, start)
    is_cut = not is_block and _BLANK_LINE.search(prose, start, end)
    return 0 if end < start or is_cut else end


__all__ = ["HOLDS_TEXT", "uncommented"]

"""Code in lines of Markdown: between runs of backticks of one length, as CommonMark says."""

from __future__ import annotations

from typing import Final

from planforge.patterns import late

_RUN: Final = late("`+|\n")
_ROLE: Final = late(r"\{[a-z-]+\}")


def closings(text: str) -> dict[int, int]:
    """Return where the code ends that each run of backticks opens, by where the run begins.

    In the order of the text. A run of which no other one of the same length follows in its line
    opens none. What a hostile line costs grows with its length, not with its square.
    """
    ends: dict[int, int] = {}
    later: dict[int, int] = {}
    for run in reversed(list(_RUN.finditer(text))):
        if run[0] == "\n":
            later.clear()
            continue
        length = len(run[0])
        if length in later:
            ends[run.start()] = later[length]
        later[length] = run.end()
    return dict(reversed(ends.items()))


def without_code(line: str) -> str:
    """Return *line* with blanks of the same length for its code; roles stay as they are."""
    kept: list[str] = []
    done = 0
    for start, end in closings(line).items():
        if start < done:
            continue
        if _is_role(line, done, start):
            kept.append(line[done:end])
        else:
            kept += line[done:start], " " * (end - start)
        done = end
    return "".join((*kept, line[done:]))


def _is_role(line: str, done: int, start: int) -> bool:
    """Whether the name of a role, which begins at *done* or later, ends at *start*."""
    if start == done or line[start - 1] != "}":
        return False
    begin = line.rfind("{", done, start)
    return begin >= 0 and _ROLE.fullmatch(line, begin, start) is not None


__all__ = ["closings", "without_code"]

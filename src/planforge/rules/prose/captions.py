"""Figures and tables that are numbered by hand: references to them, and gaps in numbers."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from planforge.findings import Place, Severity
from planforge.frozen import dataclass
from planforge.i18n import msg
from planforge.patterns import late
from planforge.rules.articles import COMPLETE
from planforge.rules.prose.facts import STEPS, number, own_words
from planforge.rules.prose.text import (
    Text,
    headings,
    lines_with,
    on_line,
    parts,
    text_lines,
    whole_prose,
)
from planforge.rules.rule import Hit, plan_rule
from planforge.rules.text.said import text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.corpus.plan_view import PlanView
    from planforge.findings import Span

_NUMBER: Final = r"(?P<n>\d{1,2}(?:[-—.]\d{1,2})?|[一二三四五六七八九十]{1,3})"
_CAPTION: Final = late(
    r"^[ \t>#*]*(?:!\[)?[ \t]*(?P<kind>图|表|附图|附表|附件)[ \t]?"
    rf"{_NUMBER}(?=[\s　：:.．、*]|[一-鿿])(?![级是为中所的和、])"
)
_KINDS: Final = frozenset("图表附")
_BEFORE_CAPTION: Final = " \t>#*!["
"""How a caption begins, and what may stand before it: few lines are worth a closer look."""
_TABLE: Final = late(rf"(?P<kind>图|表)[ \t]?{_NUMBER}(?=[\s　：:.．、]|[一-鿿]|$)")
_REFERENCE: Final = late(rf"(?P<kind>附?[图表])[ ]?{_NUMBER}(?![\d级])")
_ROW: Final = late(r"^[ \t]*\|?[ \t]*:?-{2,}:?[ \t]*\|")
"""The line below the head of a table."""
_MADE: Final = {
    "图": Counter(
        {"figure": 1, "level-ladder": 1, "link-map": 1, "organisation-chart": 1, "response-flow": 2}
    ),
    "表": Counter(
        {
            "adjustments": 1,
            "contacts": 1,
            "csv-table": 1,
            "depots": 1,
            "edition": 1,
            "grades": 1,
            "groups": 1,
            "leadership": 1,
            "links": 1,
            "list-table": 1,
            "listed-plans": 1,
            "local-commands": 1,
            "management": 2,
            "members": 1,
            "monitoring": 1,
            "reports": 1,
            "response-levels": 1,
            "shelters": 1,
            "table": 1,
            "takeover": 1,
            "teams": 1,
            "termination": 1,
            "transitions": 1,
            "warning-measures": 4,
            "warning-response": 1,
            "warnings": 1,
        }
    ),
}
"""Directive → the figures or tables that it prints at most, which are numbered in print."""
_LEAD: Final = late(r"(?:[见按依如]照?|参[见照]|详见|对照|[（(])$")


@dataclass(frozen=True, slots=True)
class _Caption:
    """A caption with a number typed by hand: 图, 表 or 附件, its number, and where that stands."""

    kind: str
    number: str
    span: Span


@lru_cache(maxsize=2)
def _captions(view: PlanView) -> tuple[_Caption, ...]:
    prose = view.prose or ""
    found = [
        _Caption(match["kind"], _plain(match["n"]), on_line(line.number, *match.span("n")))
        for line in lines_with(prose, ("图", "表", "附件"))
        if line.line.lstrip(_BEFORE_CAPTION)[:1] in _KINDS and (match := _CAPTION.match(line.line))
    ]
    found.extend(
        _Caption(match["kind"], _plain(match["n"]), piece.span)
        for piece in parts(prose)[0]
        if piece.key in {"argument", "caption", "alt"}
        and piece.value[:1] in _KINDS
        and (match := _TABLE.match(piece.value))
    )
    return tuple(sorted(found, key=lambda one: (one.span.line, one.span.column)))


def _plain(text: str) -> str:
    """Return a number in figures: 一 is 1, and 2—1 is 2-1."""
    return re.sub("[—.]", "-", text) if text[0].isdigit() else str(number(text))


@plan_rule(
    "PRO022",
    "prose.no-such-figure",
    Severity.WARNING,
    title=msg("Figure or table that the plan does not have"),
    rationale=msg(
        "Who follows the reference finds nothing; it is left over from an older edition."
    ),
    sources=(COMPLETE,),
)
def no_such_figure(view: PlanView) -> Iterator[Hit]:
    """见图3 or （表2） in sentences where no figure or table carries that number."""
    text = text_of(view)
    for found in text.matches(_REFERENCE, ("图", "表")):
        if not _is_reference(text.whole, found.start()):
            continue
        kind = found["kind"]
        known = tuple(one.number for one in _captions(view) if one.kind == kind)
        if _plain(found["n"]) in known or (not known and _is_law(text.whole, found.start())):
            continue
        most = 0 if known else _most(view, kind)
        if most and found["n"].isdigit() and 0 < int(found["n"]) <= most:
            continue
        yield Hit(
            text.place(*found.span()),
            msg(
                "“{reference}” does not exist: the plan has {captions}",
                reference=found[0],
                captions=tuple(f"{kind}{one}" for one in known),
            )
            if known
            else msg(
                "“{reference}” does not exist: the plan prints {count} of that kind at most",
                reference=found[0],
                count=most,
            )
            if most
            else msg(
                "“{reference}” does not exist: nothing in the plan carries a number of that kind",
                reference=found[0],
            ),
            msg("Correct it, or name the figure or table by its title"),
        )


def _most(view: PlanView, kind: str) -> int:
    """Return how many figures or tables without a number of their own the plan prints at most."""
    prose = view.prose or ""
    made = _MADE.get(kind, Counter())
    count = sum(made[piece.value] for piece in parts(prose)[0] if not piece.key)
    if kind == "表":
        count += sum(1 for line in text_lines(prose) if _ROW.match(line.line))
    return count


def _is_reference(whole: str, at: int) -> bool:
    """Whether the figure at *at* is referred to: by words before it, or in a row of parts."""
    return _LEAD.search(whole, max(0, at - 2), at) is not None or own_words(whole, at) is not None


def _is_law(whole: str, at: int) -> bool:
    """Whether the figure is that of another document: a title stands right before."""
    return whole[:at].rstrip("的中 ").endswith("》")


_INLINE: Final = late(
    r"(?P<circle>[①-⑳])|(?:^|(?<=[。；：，]))[ \t]*(?P<point>[一二三四五六七八九十]{1,3})是"
    r"|(?:^|(?<=[。；：，]))[ \t]*(?P<figure>[（(]\d{1,2}[）)])"
    r"|(?<=[。；：，])[ \t]*[（(](?P<step>[一二三四五六七八九十]{1,3})[）)]"
)
_STEP_BEGINS: Final = frozenset("（(一二三四五六七八九十")
_INLINE_NEAR: Final = late(
    r"[①-⑳是（(](?:(?<=[①-⑳])|(?<=[一二三四五六七八九十]是)|(?<=[（(])[\d一二三四五六七八九十])"
)
"""In whatever that pattern finds, and quick to find."""


@plan_rule(
    "PRO012",
    "prose.gap-in-numbers",
    Severity.WARNING,
    title=msg("Number missing in a list that was numbered by hand"),
    rationale=msg("A point was lost, or the numbers were not brought up to date."),
    sources=(COMPLETE,),
)
def gap_in_numbers(view: PlanView) -> Iterator[Hit]:
    """（三） behind （一）, 三是 behind 一是, ③ behind ①, 图3 behind 图1 and the like.

    Likewise fewer or more of 一是, 二是 than the words right before them say: 五个方面.
    """
    starts = {at for at, _, _ in headings(view.prose or "")}
    before: dict[str, int] = {}
    inline = frozenset(whole_prose(view.prose or "").touched(_INLINE_NEAR))
    points: list[_Point] = []
    above = Text(0, "")
    for i, line in enumerate(text_lines(view.prose or "")):
        if line.number in starts:
            before, above = {}, Text(0, "")
            continue
        last_line, above = above, line if line.line else above
        has_inline = i in inline
        if not has_inline and line.line.lstrip()[:1] not in _STEP_BEGINS:
            continue  # most lines
        for kind, value, words, (start, end) in _numbers(line.line, has_inline=has_inline):
            if kind == "outer":
                before.pop("inner", None)
            last = before.get(kind, 0)
            if value not in {1, last + 1}:
                yield _gap(
                    Place(view.prose_file, span=on_line(line.number, start, end)), words, last
                )
            if kind == "point":
                points.append(_Point(value, line, start, last_line))
            before[kind] = value
    yield from _miscounted(view, points)
    last_of: dict[tuple[str, str], int] = {}
    for caption in _captions(view):
        chapter, _, own = caption.number.rpartition("-")
        series = (caption.kind, chapter)
        last = last_of.get(series, 0)
        if int(own) != last + 1:
            words = f"{caption.kind}{caption.number}"
            yield _gap(Place(view.prose_file, span=caption.span), words, last)
        last_of[series] = int(own)


_ANNOUNCED: Final = late(
    r"(?P<words>(?<![第\d一二三四五六七八九十百])(?P<n>\d{1,2}|[二两三四五六七八九十])"
    r"个?(?:方面|大?类|种|点|环节|阶段|部分))[^，。；：]{0,8}[。：:，]?[ \t]*$"
)
"""What says how many points follow: 主要集中在五个方面."""


class _Point(NamedTuple):
    """A point such as 一是: its number, its line, where it begins there, and the line above."""

    value: int
    line: Text
    start: int
    above: Text


def _miscounted(view: PlanView, points: list[_Point]) -> Iterator[Hit]:
    """Yield what announces another number of points than those that follow without a gap."""
    begins = [i for i, point in enumerate(points) if point.value == 1]
    for first, behind in pairwise([*begins, len(points)]):
        values = [point.value for point in points[first:behind]]
        begin = points[first]
        own = begin.line.line[: begin.start]
        line = begin.line if own.strip() else begin.above
        found = _ANNOUNCED.search(own if own.strip() else line.line)
        if found is None or values != list(range(1, len(values) + 1)):
            continue
        said = found["n"].replace("两", "二")
        if (int(said) if said.isdigit() else number(said)) != len(values):
            span = on_line(line.number, *found.span("words"))
            yield Hit(
                Place(view.prose_file, span=span),
                msg(
                    "“{words}” is followed by {count} points",
                    words=found["words"],
                    count=len(values),
                ),
                msg("Correct the number, or the points"),
            )


def _gap(place: Place, words: str, last: int) -> Hit:
    return Hit(
        place,
        msg("“{here}” follows number {last}", here=words, last=last),
        msg("Write the missing point, or number the points anew"),
    )


def _numbers(line: str, *, has_inline: bool) -> Iterator[tuple[str, int, str, tuple[int, int]]]:
    """Yield the numbers of points in a line: the list they belong to, value, words, where."""
    step = STEPS.match(line) if line.lstrip()[:1] in _STEP_BEGINS else None
    if step is not None:
        kind = "inner" if step["inner"] else "outer"
        yield kind, number(step[kind]), step[0].strip(), step.span()
    for found in _INLINE.finditer(line) if has_inline else ():
        words = found[0].strip()
        if found["circle"]:
            yield "circle", ord(words) - ord("①") + 1, words, found.span()
        elif found["point"]:
            yield "point", number(found["point"]), words, found.span()
        elif found["step"]:
            yield "inner", number(found["step"]), words, found.span()
        else:
            yield "figure", int(words[1:-1]), words, found.span()

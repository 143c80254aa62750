"""What `plan.md` repeats by hand, against the facts: chapters, annexes, dates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.findings import Place, Severity
from planforge.i18n import msg
from planforge.patterns import late
from planforge.rules.articles import COMPLETE
from planforge.rules.prose.counts import N, number
from planforge.rules.prose.text import depths, lines_with, on_line
from planforge.rules.rule import Hit, plan_rule
from planforge.rules.text.said import text_of

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from planforge.corpus.plan_view import PlanView
    from planforge.rules.prose.text import Text
    from planforge.rules.text.said import Text as Sentences


def _at(view: PlanView, line: Text, found: re.Match[str]) -> Place:
    return Place(view.prose_file, span=on_line(line.number, found.start(), found.end()))


_PART: Final = (
    rf"(?:附件{N}|第{N}章|\d\d?(?:\.\d{{1,2}}){{1,3}}节?|附?[图表][ ]?\d{{1,2}})"
).replace("?P<n>", "?:")
_LISTED: Final = rf"(?P<listed>{_PART}(?:[、，]|以?及|和|与))"
_OWN: Final = late(
    rf"(?:(?:[见按依]照?|参[见照]|详见|本预案(?:的)?)[“《（]?|[（(](?=[附图表])){_LISTED}*$"
)
"""Before the number of a part of this plan, and not of another document; other parts between."""
_BEHIND: Final = r"(?:节|条|款|部分|(?=[）)，。；、]|的?规定|所[列述]|执行|\n|$))"
_CHAPTER: Final = late(rf"第{N}章(?:第{N.replace('?P<n>', '?P<section>')}节)?", holds=("章",))
_SECTION: Final = late(
    rf"(?P<section>\d\d?(?:\.\d{{1,2}}){{1,3}})(?![\d.])"
    rf"(?:{_BEHIND}|(?=[ \t　]*[一-鿿、（）]{{2,30}}[”》]))"
)
_CLOSED: Final = late("[^“”\n]{0,32}”")
_ANNEX: Final = late(rf"附件{N}(?!\d)", holds=("附件",))
_TYPED_ANNEX: Final = late(rf"^[ \t#*]*附件{N}(?!\d)", holds=("附件",))


def _references(text: Sentences, pattern: re.Pattern[str]) -> Iterator[tuple[re.Match[str], int]]:
    """Yield what *pattern* finds behind 见, 按 or the like, and where these words begin.

    Of several parts in a row only the first has the words before it.
    """
    whole = text.whole
    for found in text.matches(pattern, (".",)) if pattern is _SECTION else pattern.finditer(whole):
        start = found.start() - (pattern is _SECTION and whole[found.start() - 1] == "第")
        own = own_words(whole, start)
        if own is not None:
            yield found, start if own["listed"] else own.start()
        elif pattern is _ANNEX and whole[start - 1 : start] in {"（", "("}:
            yield found, start


def own_words(whole: str, start: int) -> re.Match[str] | None:
    """Return the words before *start* that say a part of this plan follows, with parts listed."""
    return _OWN.search(whole, max(0, start - 40), start)


@plan_rule(
    "PRO009",
    "prose.broken-reference",
    Severity.WARNING,
    title=msg("Chapter or annex that the plan does not have"),
    rationale=msg(
        "Who follows the reference finds nothing; it is left over from an older edition."
    ),
    sources=(COMPLETE,),
)
def broken_reference(view: PlanView) -> Iterator[Hit]:
    """见第九章, 见第四章第九节, 见4.7 or 见附件12 in sentences where there is no such part."""
    if view.prose is None:
        return
    chapters, sections = _numbered(view)
    text = text_of(view)
    whole = text.whole
    for found, start in _references(text, _CHAPTER):
        chapter, section = number(found["n"]), found["section"]
        own = f"{chapter}.{number(section)}" if section else str(chapter)
        if chapter > chapters or (section and own not in sections):
            yield _nothing(view, start, found.end(), chapters)
    for found, start in _references(text, _SECTION):
        if found["section"] not in sections:
            quoted = "“" in whole[start : found.start()] and _CLOSED.match(whole, found.end())
            yield _nothing(view, start, quoted.end() if quoted else found.end(), chapters)
    annexes = lines_with(view.prose, ("附件",)) if "附件" in whole else ()
    typed = (_TYPED_ANNEX.match(line.line) for line in annexes)
    most = max([len(view.plan.annexes), *(number(x["n"]) for x in typed if x)])
    for found, start in _references(text, _ANNEX):
        if number(found["n"]) > most:
            yield _nothing(view, start, found.end(), chapters)


def _nothing(view: PlanView, start: int, end: int, chapters: int) -> Hit:
    text = text_of(view)
    return Hit(
        text.place(start, end),
        msg(
            "“{reference}” does not exist: the plan has {chapters} chapters and {annexes} annexes",
            reference=text.whole[start:end],
            chapters=chapters,
            annexes=len(view.plan.annexes),
        ),
        msg("Correct it, or name the chapter by its title"),
    )


def _numbered(view: PlanView) -> tuple[int, frozenset[str]]:
    """Return the number of chapters, and the numbers of all headings as they are printed."""
    counts: list[int] = []
    found: set[str] = set()
    for depth in depths(view.prose or ""):
        counts = [*counts[:depth], *([0] * (depth - len(counts)))]
        counts[depth - 1] += 1
        found.add(".".join(map(str, counts)))
    return max((int(x.split(".", maxsplit=1)[0]) for x in found), default=0), frozenset(found)


_IN_FORCE: Final = late(
    r"本预案自(?:(?P<y>\d{4})年(?P<m>\d{1,2})月(?P<d>\d{1,2})日|(?P<issue>印发|发布)之日)起(?:施行|实施|生效)"
)


@plan_rule(
    "PRO011",
    "prose.other-date",
    Severity.WARNING,
    title=msg("Day from which the plan holds differs between text and edition"),
    rationale=msg("Two dates leave open which plan was in force in between."),
    sources=(COMPLETE,),
    follows=("STR006", "STR011"),
)
def other_date(view: PlanView) -> Iterator[Hit]:
    """本预案自…起施行 in `plan.md` against 施行日期, or 印发日期 if that is left out."""
    edition = view.plan.edition
    effective = edition.effective or edition.issued
    for line in lines_with(view.prose or "", ("本预案自",)):
        for found in _IN_FORCE.finditer(line.line):
            said = (
                (edition.issued.year, edition.issued.month, edition.issued.day)
                if found["issue"]
                else (int(found["y"]), int(found["m"]), int(found["d"]))
            )
            if said != (effective.year, effective.month, effective.day):
                yield Hit(
                    _at(view, line, found),
                    msg(
                        "“{said}”, but the plan holds from {day}",
                        said=found[0],
                        day=f"{effective.year}年{effective.month}月{effective.day}日",
                    ),
                    msg("Write the same day in both"),
                    ((view.at("edition"), msg("The edition says so here")),),
                )


STEPS: Final = late(
    r"^\s*(?:[（(](?P<inner>[一二三四五六七八九十]{1,3})[）)]|(?P<outer>[一二三四五六七八九十]{1,3})、)"
)
"""（一） or 一、 at the beginning of a line."""

__all__ = ["COMPLETE", "STEPS", "broken_reference", "number", "other_date"]

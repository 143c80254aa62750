"""Where a plan quotes the articles of laws: which law, which article, where it stands."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from planforge.frozen import dataclass
from planforge.model.base import Kind
from planforge.patterns import late
from planforge.rules import statutes
from planforge.rules.prose.text import headings
from planforge.rules.wording.marks import part, texts_with

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.corpus.plan_view import PlanView
    from planforge.findings import Place
    from planforge.rules.statutes import Document

_N: Final = "[一二三四五六七八九十百零〇0-9]{1,6}"
_ARTICLE: Final = late(rf"第{_N}条")
"""In every quotation of an article: quick to find."""
_PART: Final = late(
    rf"(?P<joint>、|，|和|及|与|或|以及|至|到|)第(?P<article>{_N})条(?:之{_N})?"
    rf"(?:第(?P<clause>{_N})款)?(?:第?[（(]?{_N}[）)]?项)?"
)
_QUOTED: Final = late(
    r"《(?P<title>[^《》\n]{2,60})》(?:[（(](?P<edition>[^（）()\n]{1,40})[）)])?(?=第)"
)
_PAST: Final = late(r"(?:原|旧|修订前的?|修改前的?)$")
_DIGITS: Final = "零一二三四五六七八九"
_OLD_EDITION: Final = late(r"2007|二〇〇七|六十九号|69号|2013|101号|旧|修订前")
_NEW_EDITION: Final = late(r"2024|25号|二十五号|修订|修正")
_END: Final = late(r"[。；！？]")
_LEADS_IN: Final = frozenset("据照按合和及与由在以循反对")
"""Characters that may stand right before a title without marks."""


@dataclass(frozen=True, slots=True)
class ArticleQuote:
    """An article of a listed document, as a plan quotes it.

    Attributes:
        document: The law or regulation.
        article: Number of the article.
        clause: Number of the paragraph (款); 0 if none is named.
        text: The words of the quotation behind the title, e.g. 第六十三条第二款.
        sentence: The sentence it stands in, without the quotation and its title.
        about: What the place is about: the heading above it, what an action or task is called and
            what is said beside it, 信息报告 for the basis of a report.
        place: Where *text* stands.
    """

    document: Document
    article: int
    clause: int
    text: str
    sentence: str
    about: str
    place: Place

    @property
    def of_report(self) -> int | None:
        """Return which report has it as its 依据, None if it is none."""
        match self.place.pointer:
            case ("reports", int(index), "basis", *_):
                return index
        return None


def number(text: str) -> int:
    """Return the number below a thousand that *text* writes, in figures or in Chinese."""
    if text.isdigit() and text.isascii():
        return int(text)
    total, digit = 0, 0
    for character in text.replace("〇", "零"):
        if character in "十百":
            total += (digit or 1) * (10 if character == "十" else 100)
            digit = 0
        else:
            digit = _DIGITS.index(character) if character in _DIGITS else int(character)
    return total + digit


def written(number: int) -> str:
    """Return a *number* below a thousand as laws write it: 一百零六."""
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    text = f"{_DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        text += "十" if tens == 1 and not hundreds else f"{_DIGITS[tens]}十"
    elif hundreds and ones:
        text += "零"
    return text + (_DIGITS[ones] if ones else "")


def edition_of(document: Document, words: str) -> Document:
    """Return the edition of *document* that the *words* in brackets behind its title mean."""
    older = next((one for one in statutes.documents() if one.successor == document.title), None)
    if older is None or not older.title.startswith(document.title):
        return document
    is_old = _OLD_EDITION.search(words) and not _NEW_EDITION.search(words)
    return older if is_old else document


def document_of(view: PlanView, title: str) -> Document | None:
    """Return the listed document that a *title* in a plan means, by its own or registered names."""
    found = statutes.find(title)
    if found is None:
        entity = view.registry.names.get(title, (Kind.REGULATION,))
        found = statutes.find(entity.name) if entity is not None else None
    return found


@lru_cache(maxsize=2)  # several rules ask it of one plan before they go on to the next
def article_quotes(view: PlanView) -> tuple[ArticleQuote, ...]:
    """Return the quotations of articles of listed documents in the sentences of a plan."""
    return tuple(_found(view))


def _found(view: PlanView) -> Iterator[ArticleQuote]:
    for text, place, line in texts_with(view, _ARTICLE):
        for document, start, end in _titles(view, text):
            if not _PAST.search(text, 0, start):
                about = _about(view, place, line)
                yield from _parts(document, text, start, end, place, line, about)


def _about(view: PlanView, place: Place, line: int) -> str:
    """Return what the text at *place* is about, apart from what it says itself."""
    plan = view.plan
    match place.pointer:
        case ("actions", int(i), *_):
            return f"{plan.actions[i].phase.zh}，{plan.actions[i].title}"
        case ("recovery", int(i), *_):
            return plan.recovery[i].item
        case ("guarantees", int(i), *_):
            return plan.guarantees[i].item
        case ("reports", *_):
            return "信息报告"
        case ("warnings", *_):
            return "预警"
    above = [title for number, _, title in headings(view.prose or "") if number < line]
    return above[-1] if above else ""


def _titles(view: PlanView, text: str) -> Iterator[tuple[Document, int, int]]:
    """Yield the listed documents that stand before articles, and where their titles stand."""
    for title in _QUOTED.finditer(text):
        document = document_of(view, title["title"])
        if document is not None:
            yield edition_of(document, title["edition"] or ""), title.start(), title.end()
    for article in _ARTICLE.finditer(text):
        end = article.start()
        names = _names().get(text[end - 1 : end], ())
        name = next((name for name in names if text.endswith(name, 0, end)), "")
        start = end - len(name)
        document = statutes.find(name) if name else None
        if document is None or (start and _is_inside(text[start - 1])):
            continue
        yield document, start, end


def _is_inside(before: str) -> bool:
    """Whether a title seems to begin further left: with the character *before*."""
    return before == "《" or ("一" <= before <= "鿿" and before not in _LEADS_IN)


@lru_cache(maxsize=1)
def _names() -> dict[str, tuple[str, ...]]:
    """Return the titles of the listed documents by their last character, the longest first."""
    known = {name for one in statutes.documents() for name in (one.title, *one.short)}
    longest = sorted(known, key=lambda name: (-len(name), name))
    return {last: tuple(x for x in longest if x[-1] == last) for last in {x[-1] for x in known}}


def _parts(  # noqa: PLR0913, PLR0917 - a quotation, and where it stands
    document: Document, text: str, start: int, end: int, place: Place, line: int, about: str
) -> Iterator[ArticleQuote]:
    found = []
    at = end
    while match := _PART.match(text, at):
        found.append(match)
        at = match.end()
    before = [mark.end() for mark in _END.finditer(text, 0, start)]
    behind = _END.search(text, at)
    sentence = (
        text[before[-1] if before else 0 : start]
        + text[at : behind.start() if behind else len(text)]
    )
    for match in found:
        first = match.end("joint")
        yield ArticleQuote(
            document,
            number(match["article"]),
            number(match["clause"]) if match["clause"] else 0,
            text[first : match.end()],
            sentence,
            about,
            part(place, line, first, match.end()),
        )


__all__ = ["ArticleQuote", "article_quotes", "document_of", "edition_of", "number", "written"]

"""What a plan has to lay down, article by article, and where it does.

An answer to an article stands in the facts or in words: in `plan.md`, or in any sentence of
`plan.yaml`. Words are searched generously: what is called missing is nowhere in the plan.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from pydantic import BaseModel

from planforge.findings import Place, Span
from planforge.frozen import dataclass
from planforge.model.walk import key_of, together
from planforge.patterns import late
from planforge.rules.contents.data import CONTENTS, DEMANDS
from planforge.rules.contents.printed import PRINTS, headings_above, printing
from planforge.rules.prose.text import headings, lines_with
from planforge.rules.text.whole import Whole

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from planforge.corpus.plan_view import PlanView
    from planforge.findings import Citation, Pointer
    from planforge.model.walk import Walked
    from planforge.rules.contents.records import Content, Demand
    from planforge.rules.text.whole import Near


@dataclass(frozen=True, slots=True)
class Required:
    """Something an article wants a plan to lay down.

    Attributes:
        content: What.
        article: The article that wants it.
        rule: Id of the rule that reports it when it is missing.
        where: Where the plan lays it down first; None if it nowhere does.
    """

    content: Content
    article: Citation
    rule: str
    where: Place | None

    @property
    def is_present(self) -> bool:
        """Whether the plan lays it down."""
        return self.where is not None


@lru_cache(maxsize=2)  # every rule of the family asks it of one plan before they go on to the next
def required_contents(view: PlanView) -> tuple[Required, ...]:
    """Return everything the articles for plans like that of *view* want, in their order.

    What several articles want is there once for each.
    """
    places: dict[str, Place | None] = {}
    found: list[Required] = []
    for demand in demands_on(view):
        for code in demand.contents:
            if code not in places:
                places[code] = place_of(view, CONTENTS[code])
            found.append(Required(CONTENTS[code], demand.article, demand.rule, places[code]))
    return tuple(found)


def demands_on(view: PlanView) -> tuple[Demand, ...]:
    """Return the articles that say what a plan like that of *view* must contain."""
    jurisdiction = view.registry.jurisdiction
    level = jurisdiction.level if jurisdiction else None
    return tuple(demand for demand in DEMANDS if demand.about.means(view.plan, level))


def place_of(view: PlanView, content: Content) -> Place | None:
    """Return where the plan lays *content* down: facts first, then `plan.md`, then any sentence."""
    for path in content.fields:
        pointer = _filled(view.plan, path.split("."))
        if pointer is not None:
            return view.at(*pointer)
    if not content.words:
        return None
    words = _pattern(content.words)
    empty = _empty_sections(view, content)
    for number, column, title in headings(view.prose or ""):
        if number not in empty and words.search(title):
            return Place(view.prose_file, span=Span(number, column, number, column + len(title)))
    if content.only_headings:
        return None
    return _in_words(view, words) or (_in_terms(view, words) if content.key == _GRADES else None)


def _empty_sections(view: PlanView, content: Content) -> set[int]:
    """Return the lines of headings above directives that should print *content* and cannot."""
    blocks = {path.partition(".")[0] for path in content.fields}
    pieces = [piece for block in blocks for piece in printing(view, block)]
    empty = [piece for piece in pieces if not PRINTS[piece.value][1](view)]
    return headings_above(empty, (line for line, _, _ in headings(view.prose or "")))


def has_facts(view: PlanView, content: Content) -> bool:
    """Whether fields of the plan show *content*."""
    return any(_filled(view.plan, path.split(".")) is not None for path in content.fields)


def has_chapter(view: PlanView, content: Content) -> bool:
    """Whether a heading is about *content*."""
    words = _pattern(content.words)
    return any(words.search(title) for _, _, title in headings(view.prose or ""))


def _in_words(view: PlanView, words: re.Pattern[str]) -> Place | None:
    for text in lines_with(view.prose or "", words):
        found = words.search(text.line)
        if found:
            span = Span(text.number, found.start() + 1, text.number, found.end() + 1)
            return Place(view.prose_file, span=span)
    facts = sentences_of_facts(view)
    for number in whole_facts(view).touched(words):
        if words.search(facts.texts[number]):
            return view.at(*facts.places[number])
    return None


def sentences_with(view: PlanView, near: Near) -> Iterator[str]:
    """Yield the sentences in the facts, then the lines of `plan.md`, that may have *near*.

    No others have it, as `Whole.touched` says.
    """
    facts = sentences_of_facts(view).texts
    yield from (facts[number] for number in whole_facts(view).touched(near))
    yield from (line.line for line in lines_with(view.prose or "", near))


def _in_terms(view: PlanView, words: re.Pattern[str]) -> Place | None:
    """Return where a definition has *words*: plans lay down grades among their terms."""
    terms = view.walked_fields.get("terms")
    for pointer, value in zip(terms.places, terms.texts, strict=True) if terms else ():
        if words.search(value):
            return view.at(*pointer)
    return None


@cache
def _pattern(words: str) -> re.Pattern[str]:
    return late(words)


def _filled(value: object, path: list[str]) -> Pointer | None:
    """Return the pointer to the first thing at *path* below *value* that is filled."""
    if not path:
        return () if value else None
    for at, item in _parts(value, path[0]):
        rest = _filled(item, path[1:] if isinstance(value, BaseModel) else path)
        if rest is not None:
            return (*at, *rest)
    return None


def _parts(value: object, name: str) -> Iterator[tuple[Pointer, object]]:
    """Yield the items of a list or mapping, or the field *name* of an element."""
    if isinstance(value, tuple):
        for i, item in enumerate(value):
            yield (i,), item
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield (key_of(key),), item
    elif isinstance(value, BaseModel):
        yield (name,), getattr(value, name)


_GRADES: Final = "事件分级"
NO_SENTENCES: Final = frozenset(
    {"basis", "edition", "id", "name", "principles", "scope", "short_names", "terms", "upper_plans"}
)
"""Fields of a plan whose texts lay nothing down."""


@lru_cache(maxsize=2)
def sentences_of_facts(view: PlanView) -> Walked:
    """Return the texts in the facts that lay something down, with their places; to be read only."""
    return together(
        walked for name, walked in view.walked_fields.items() if name not in NO_SENTENCES
    )


@lru_cache(maxsize=2)
def whole_facts(view: PlanView) -> Whole:
    """Return `sentences_of_facts` as one text."""
    return Whole(sentences_of_facts(view).texts)


def keys_of(contents: Iterable[Content]) -> tuple[str, ...]:
    """Return the keys of `plan.yaml` under which *contents* are written, each once."""
    return tuple(dict.fromkeys(content.key for content in contents))


__all__ = [
    "NO_SENTENCES",
    "Required",
    "demands_on",
    "has_chapter",
    "has_facts",
    "keys_of",
    "place_of",
    "required_contents",
    "sentences_of_facts",
    "sentences_with",
    "whole_facts",
]

"""What the sentences of a plan say: one text to search, and the names in a part of it.

The sentences of `plan.md` and of the facts stand below one another in one text, so that a rule
searches it with one pattern. Titles in 《》 are blotted out: what they say is said elsewhere. Marks
for printing, as of {org}`…` and **…**, are left out.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import field
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from planforge.corpus.longer_names import is_in_longer_name
from planforge.corpus.names import former_names, spellings
from planforge.findings import Place
from planforge.frozen import dataclass
from planforge.model.base import Kind
from planforge.model.scales import GovernmentLevel
from planforge.patterns import late
from planforge.rules.text.texts import texts_of
from planforge.rules.text.whole import LONGEST_SENTENCE, lines_with_words, starts_of
from planforge.rules.text.words import Words
from planforge.rules.wording.marks import part

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Mapping

    from planforge.corpus.names import Entity
    from planforge.corpus.plan_view import PlanView
    from planforge.corpus.registry import Registry
    from planforge.findings import Pointer
    from planforge.rules.text.texts import Texts

_TITLE: Final = late(r"《[^《》\n]*》")
_MARK: Final = late(r"\{[a-z]+\}(?=`)|`|\*\*")
_WIDEST_MARK: Final = 3
"""Characters that marks other than the names of roles have at most, and one for the step."""
_END: Final = late(r"[。；！？\n]")
_CLAUSE_END: Final = late(r"[，。；：！？\n]")
_SHORTEST: Final = 2


@dataclass(frozen=True, slots=True)
class Text:
    """All sentences of a plan.

    Attributes:
        whole: They, one text a line.
        starts: Where each line starts.
    """

    whole: str
    starts: list[int]
    _files: tuple[str, str]
    _texts: Texts
    """They as they were written."""
    _kept: Mapping[int, tuple[int, ...]]
    """Lines of which characters were left out: where those that stayed stood."""
    _found: dict[tuple[tuple[str, ...], tuple[str, ...]], list[tuple[int, int]]] = field(
        default_factory=dict
    )
    """Lines that have one of some words: several rules ask for the same ones."""

    def matches(
        self, pattern: re.Pattern[str], near: tuple[str, ...], also: tuple[str, ...] = ()
    ) -> Iterator[re.Match[str]]:
        """Yield where *pattern* is found in the lines that have one of the words *near*.

        Each match of *pattern* must lie in one line and hold one of the words, and one of those
        *also* wanted: for few words the whole text is searched, for others only such lines.
        """
        lines = self._found.get((near, also))
        if lines is None:
            lines = self._found[near, also] = self._with(near, also)
        for start, end in lines:
            yield from pattern.finditer(self.whole, start, end)

    def _with(self, near: tuple[str, ...], also: tuple[str, ...]) -> list[tuple[int, int]]:
        """Return the bounds of the lines that have one of *near*, and one of *also* if any."""
        whole, starts = self.whole, self.starts
        if also:
            lines = self._found.get((near, ()))
            if lines is None:
                lines = self._found[near, ()] = self._with(near, ())
            held = [(whole[a:b].__contains__, a, b) for a, b in lines]
            return [(a, b) for has, a, b in held if any(map(has, also))]
        last = len(starts) - 1
        return [
            (starts[i], starts[i + 1] - 1 if i < last else len(whole))
            for i in lines_with_words(whole, starts, near)
        ]

    def place(self, start: int, end: int) -> Place:
        """Return where the characters [start, end) stand, all in one line."""
        i = self._line(start)
        number = self._texts.line(i)
        begin, behind = start - self.starts[i], end - self.starts[i]
        kept = self._kept.get(i)
        if kept is not None:
            begin, behind = kept[begin], kept[behind - 1] + 1
        facts, prose = self._files
        return part(
            Place(prose) if number else Place(facts, self._texts.pointer(i)), number, begin, behind
        )

    @property
    def prose(self) -> int:
        """Where the first line of `plan.md` starts; behind all texts if there is none."""
        i = len(self._texts.places)
        return self.starts[i] if self._texts.lines else len(self.whole)

    @property
    def prose_lines(self) -> Iterator[tuple[int, int]]:
        """Where each line of `plan.md` starts, and its number."""
        return zip(self.starts[len(self._texts.places) :], self._texts.lines, strict=False)

    @property
    def facts(self) -> Iterator[tuple[int, Pointer]]:
        """Where each text of the facts starts, and its path in `plan.yaml`."""
        return zip(self.starts, self._texts.places, strict=False)

    def field(self, at: int) -> str:
        """Return the key of `plan.yaml` under which a character stands; empty for `plan.md`."""
        pointer = self.pointer(at)
        return str(pointer[0]) if pointer else ""

    def pointer(self, at: int) -> Pointer:
        """Return the path of the text of a character in `plan.yaml`; empty for `plan.md`."""
        return self._texts.pointer(self._line(at))

    def is_role(self, at: int) -> bool:
        """Whether a character is the first of a role such as {org}`…`, whose name stood before."""
        i = self._line(at)
        kept, begin = self._kept.get(i), at - self.starts[i]
        before = -1 if kept is None or not begin else kept[begin - 1]
        return kept is not None and kept[begin] - before > _WIDEST_MARK

    def _line(self, at: int) -> int:
        return bisect_right(self.starts, at) - 1

    def sentence(self, start: int, end: int) -> tuple[int, int]:
        """Return the bounds of the sentence around the characters [start, end).

        No more than 1,000 characters on either side: nobody writes longer ones, and a line that
        somebody made of nothing but limits is read in linear time.
        """
        return self._around(start, end, _END)

    def clause(self, start: int, end: int) -> tuple[int, int]:
        """Return the bounds of the clause, from mark to mark, around [start, end)."""
        return self._around(start, end, _CLAUSE_END)

    def _around(self, start: int, end: int, marks: re.Pattern[str]) -> tuple[int, int]:
        line = self.starts[bisect_right(self.starts, start) - 1]
        first = max(line, start - LONGEST_SENTENCE)
        last = min(end + LONGEST_SENTENCE, len(self.whole))
        before = [mark.end() for mark in marks.finditer(self.whole, first, start)]
        behind = marks.search(self.whole, end, last)
        return (before[-1] if before else first), (behind.start() if behind else last)


@lru_cache(maxsize=2)  # every rule on sentences asks it of one plan before they go on to the next
def text_of(view: PlanView) -> Text:
    """Return all sentences of the plan, those of the facts first."""
    written = texts_of(view)
    texts = written.texts.copy()
    if written.whole.text.count("\n") >= len(texts):  # there are some in the texts
        texts = [text.replace("\n", " ") for text in texts]
    for i in written.whole.touched(("《",)):
        texts[i] = _TITLE.sub(_blotted_out, texts[i])
    kept: dict[int, tuple[int, ...]] = {}
    for i in written.whole.touched(("`", "**")):
        if written.line(i):
            texts[i], kept[i] = _without_marks(texts[i])
    files = view.file, view.prose_file
    return Text("\n".join(texts), starts_of(texts), files, written, kept)


def _blotted_out(title: re.Match[str]) -> str:
    return f"《{'〇' * (len(title[0]) - 2)}》"


def _without_marks(text: str) -> tuple[str, tuple[int, ...]]:
    """Return *text* without marks for printing, and where each character and its end stood."""
    kept: list[int] = []
    words: list[str] = []
    done = 0
    for mark in _MARK.finditer(text):
        start, end = mark.span()
        kept += range(done, start)
        words.append(text[done:start])
        done = end
    return "".join([*words, text[done:]]), (*kept, *range(done, len(text) + 1))


@dataclass(frozen=True, slots=True)
class Mention:
    """A registered name in the text: what it means, and where it stands."""

    entity: Entity
    start: int
    end: int


_LEVELS: Final = {
    GovernmentLevel.PROVINCE: "省",
    GovernmentLevel.CITY: "市",
    GovernmentLevel.COUNTY: "县",
}
"""What stands for the name of a jurisdiction before the names of its units."""


def as_spoken(name: str, registry: Registry) -> str:
    """Return 市水务局 for 清河市水务局: a name of the jurisdiction's own as its plans say it."""
    jurisdiction = registry.jurisdiction
    level = _LEVELS.get(jurisdiction.level) if jurisdiction else None
    if jurisdiction is None or level is None or not name.startswith(jurisdiction.name):
        return name
    return level + name[len(jurisdiction.name) :]


def level_word(registry: Registry) -> str:
    """Return 省, 市 or 县 as the jurisdiction is one; empty for other levels."""
    return _LEVELS.get(registry.jurisdiction.level, "") if registry.jurisdiction else ""


def _actors(registry: Registry) -> tuple[Words, dict[str, Entity | None]]:
    return _actors_of(_Same(registry))


@lru_cache(maxsize=2)
def _actors_of_plan(view: PlanView) -> tuple[Words, dict[str, Entity | None]]:
    return _actors(view.registry)


class _Same:
    """A registry as a key: equal to itself alone, by its names."""

    def __init__(self, registry: Registry) -> None:
        self.registry = registry

    def __hash__(self) -> int:
        return hash(self.registry.names)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.registry.names is self.registry.names


@lru_cache(maxsize=4)  # one registry serves all plans of a run
def _actors_of(key: _Same) -> tuple[Words, dict[str, Entity | None]]:
    """Return the names of units and posts, with what each means; None for one that two share."""
    known: dict[str, Entity | None] = {}
    spoken: dict[str, Entity | None] = {}
    for kind in (Kind.ORGANISATION, Kind.POST):
        for entity in key.registry.names.entities(kind):
            for name in spellings(entity):
                if len(name) >= _SHORTEST and not name.isascii():
                    for words, word in ((known, name), (spoken, as_spoken(name, key.registry))):
                        other = words.setdefault(word, entity)
                        if other is not None and other.kind is kind and other != entity:
                            words[word] = None
    known = {**spoken, **known}
    return Words(known), known


def all_names(registry: Registry) -> Words:
    """Return all names that are or were registered, parts of the land left out."""
    return _all_names(_Same(registry))


@lru_cache(maxsize=4)
def _all_names(key: _Same) -> Words:
    names = {
        name
        for entity in key.registry.names
        if entity.kind is not Kind.REGION
        for name in (
            *spellings(entity),
            *(former.name for former in former_names(entity)),
        )
        if not name.isascii()
    }
    return Words({*names, *(as_spoken(name, key.registry) for name in names)})


def named_in(registry: Registry, text: str) -> Iterator[Mention]:
    """Yield the units and posts that *text* names, the longest name at each place."""
    names, known = _actors(registry)
    for found in names.finditer(text):
        entity = known[found.word]
        if entity is not None and not is_in_longer_name(text, found.start, found.end):
            yield Mention(entity, found.start, found.end)


def mentions(view: PlanView, start: int, end: int) -> Iterator[Mention]:
    """Yield the units and posts named in the characters [start, end), the longest names first."""
    names, known = _actors_of_plan(view)
    whole = text_of(view).whole
    for found in names.finditer(whole, start, end):
        entity = known[found.word]
        if entity is not None and not is_in_longer_name(whole, found.start, found.end):
            yield Mention(entity, found.start, found.end)


def mention_at(view: PlanView, at: int) -> Mention | None:
    """Return the longest name that begins at a character, if one does."""
    names, known = _actors_of_plan(view)
    whole = text_of(view).whole
    found = names.match(whole, at)
    entity = known[found.word] if found else None
    if not found or not entity or is_in_longer_name(whole, found.start, found.end):
        return None
    return Mention(entity, found.start, found.end)


def begins_with_name(view: PlanView, text: str) -> bool:
    """Whether *text* begins with the name of a unit or post."""
    return _actors_of_plan(view)[0].match(text) is not None


def mention_before(view: PlanView, at: int) -> Mention | None:
    """Return the name that ends right before a character, if one does."""
    start, _ = text_of(view).clause(at, at)
    found = [one for one in mentions(view, start, at) if one.end == at]
    return found[-1] if found else None


__all__ = [
    "Mention",
    "Text",
    "all_names",
    "as_spoken",
    "begins_with_name",
    "level_word",
    "mention_at",
    "mention_before",
    "mentions",
    "named_in",
    "text_of",
]

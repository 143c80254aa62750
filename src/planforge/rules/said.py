"""What the sentences of a plan say: one text to search, and the names in a part of it.

The sentences of `plan.md` and of the facts stand below one another in one text, so that a rule
searches it with one pattern. Titles in 《》 are blotted out: what they say is said elsewhere. Marks
for printing, as of {org}`…` and **…**, are left out.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, Final, NamedTuple

from planforge.corpus.names import spellings
from planforge.findings import Place
from planforge.frozen import dataclass
from planforge.model.base import Kind
from planforge.model.scales import GovernmentLevel
from planforge.patterns import late
from planforge.rules.wording_marks import part, texts_of
from planforge.rules.words import Words

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from planforge.corpus.names import Entity
    from planforge.corpus.plan_view import PlanView
    from planforge.corpus.registry import Registry
    from planforge.findings import Pointer

_TITLE: Final = late(r"《[^《》\n]*》")
_MARK: Final = late(r"\{[a-z]+\}(?=`)|`|\*\*")
_WIDEST_MARK: Final = 3
"""Characters that marks other than the names of roles have at most, and one for the step."""
_END: Final = late(r"[。；！？\n]")
_CLAUSE_END: Final = late(r"[，。；：！？\n]")
_SHORTEST: Final = 2


class _Line(NamedTuple):  # there are a thousand in a plan, and a tuple is made fastest
    """A text as it is searched, where it stood, and where its characters stood if some left."""

    text: str
    pointer: Pointer
    number: int
    kept: tuple[int, ...] | None


@dataclass(frozen=True, slots=True)
class Text:
    """All sentences of a plan.

    Attributes:
        whole: They, one text a line.
        starts: Where each line starts.
    """

    whole: str
    starts: tuple[int, ...]
    _files: tuple[str, str]
    _lines: tuple[_Line, ...]

    def matches(self, pattern: re.Pattern[str], near: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """Yield where *pattern* is found in the lines that have *near*, which is quick to find.

        Each match of *pattern* must lie in one line and hold a match of *near*.
        """
        last = -1
        for mark in near.finditer(self.whole):
            i = bisect_right(self.starts, mark.start()) - 1
            if i > last:
                last = i
                start = self.starts[i]
                yield from pattern.finditer(self.whole, start, start + len(self._lines[i].text))

    def place(self, start: int, end: int) -> Place:
        """Return where the characters [start, end) stand, all in one line."""
        line, first = self._line(start)
        begin, behind = start - first, end - first
        if line.kept is not None:
            begin, behind = line.kept[begin], line.kept[behind - 1] + 1
        facts, prose = self._files
        place = Place(prose) if line.number else Place(facts, line.pointer)
        return part(place, line.number, begin, behind)

    @property
    def prose(self) -> int:
        """Where the first line of `plan.md` starts; behind all texts if there is none."""
        i = bisect_left(self._lines, 1, key=lambda line: line.number)
        return self.starts[i] if i < len(self._lines) else len(self.whole)

    @property
    def lines(self) -> Iterator[tuple[int, Pointer, int]]:
        """Where each text starts, its path in `plan.yaml`, and its line in `plan.md` or 0."""
        for start, line in zip(self.starts, self._lines, strict=False):
            yield start, line.pointer, line.number

    def field(self, at: int) -> str:
        """Return the key of `plan.yaml` under which a character stands; empty for `plan.md`."""
        line, _ = self._line(at)
        return "" if line.number else str(line.pointer[0])

    def pointer(self, at: int) -> Pointer:
        """Return the path of the text of a character in `plan.yaml`; empty for `plan.md`."""
        line, _ = self._line(at)
        return line.pointer

    def is_role(self, at: int) -> bool:
        """Whether a character is the first of a role such as {org}`…`, whose name stood before."""
        line, first = self._line(at)
        kept, begin = line.kept, at - first
        before = -1 if kept is None or not begin else kept[begin - 1]
        return kept is not None and kept[begin] - before > _WIDEST_MARK

    def _line(self, at: int) -> tuple[_Line, int]:
        i = bisect_right(self.starts, at) - 1
        return self._lines[i], self.starts[i]

    def sentence(self, start: int, end: int) -> tuple[int, int]:
        """Return the bounds of the sentence around the characters [start, end)."""
        return self._around(start, end, _END)

    def clause(self, start: int, end: int) -> tuple[int, int]:
        """Return the bounds of the clause, from mark to mark, around [start, end)."""
        return self._around(start, end, _CLAUSE_END)

    def _around(self, start: int, end: int, marks: re.Pattern[str]) -> tuple[int, int]:
        line = self.starts[bisect_right(self.starts, start) - 1]
        before = [mark.end() for mark in marks.finditer(self.whole, line, start)]
        behind = marks.search(self.whole, end)
        return (before[-1] if before else line), (behind.start() if behind else len(self.whole))


@lru_cache(maxsize=2)  # every rule on sentences asks it of one plan before they go on to the next
def text_of(view: PlanView) -> Text:
    """Return all sentences of the plan, those of the facts first."""
    lines = tuple(
        _line(text, pointer, number)
        if number or "《" in text or "\n" in text
        else _Line(text, pointer, 0, None)
        for text, pointer, number in texts_of(view)
    )
    starts = accumulate((len(line.text) + 1 for line in lines), initial=0)
    whole = "\n".join(line.text for line in lines)
    files = (view.file, view.prose_file)
    return Text(whole, tuple(starts)[: len(lines) or 1], files, lines)


def _line(text: str, pointer: Pointer, number: int) -> _Line:
    if "\n" in text:
        text = text.replace("\n", " ")
    if "《" in text:
        text = _TITLE.sub(lambda title: f"《{'〇' * (len(title[0]) - 2)}》", text)
    if not number or ("`" not in text and "**" not in text):
        return _Line(text, pointer, number, None)
    left = {i for mark in _MARK.finditer(text) for i in range(*mark.span())}
    kept = tuple(i for i in range(len(text)) if i not in left)
    return _Line("".join(text[i] for i in kept), pointer, number, (*kept, len(text)))


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


def _actors(registry: Registry) -> tuple[Words, dict[str, Entity]]:
    return _actors_of(_Same(registry))


class _Same:
    """A registry as a key: equal to itself alone, by its names."""

    def __init__(self, registry: Registry) -> None:
        self.registry = registry

    def __hash__(self) -> int:
        return hash(self.registry.names)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.registry.names is self.registry.names


@lru_cache(maxsize=4)  # one registry serves all plans of a run
def _actors_of(key: _Same) -> tuple[Words, dict[str, Entity]]:
    known: dict[str, Entity] = {}
    spoken: dict[str, Entity] = {}
    for kind in (Kind.ORGANISATION, Kind.POST):
        for entity in key.registry.names.entities(kind):
            for name in spellings(entity):
                if len(name) >= _SHORTEST and not name.isascii():
                    known.setdefault(name, entity)
                    spoken.setdefault(as_spoken(name, key.registry), entity)
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
            *(former.name for former in getattr(entity.element, "former_names", ())),
        )
        if not name.isascii()
    }
    return Words({*names, *(as_spoken(name, key.registry) for name in names)})


def named_in(registry: Registry, text: str) -> Iterator[Mention]:
    """Yield the units and posts that *text* names, the longest name at each place."""
    names, known = _actors(registry)
    for found in names.finditer(text):
        yield Mention(known[found.word], found.start, found.end)


def mentions(view: PlanView, start: int, end: int) -> Iterator[Mention]:
    """Yield the units and posts named in the characters [start, end), the longest names first."""
    names, known = _actors(view.registry)
    for found in names.finditer(text_of(view).whole, start, end):
        yield Mention(known[found.word], found.start, found.end)


def mention_at(view: PlanView, at: int) -> Mention | None:
    """Return the longest name that begins at a character, if one does."""
    names, known = _actors(view.registry)
    found = names.match(text_of(view).whole, at)
    return Mention(known[found.word], found.start, found.end) if found else None


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
    "level_word",
    "mention_at",
    "mention_before",
    "mentions",
    "named_in",
    "text_of",
]

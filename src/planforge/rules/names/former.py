"""Former names in running text: the prose of a plan, and the sentences in its facts."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from planforge.corpus.names import Former, spellings
from planforge.findings import Place, Rewrite, Severity
from planforge.frozen import dataclass
from planforge.i18n import msg
from planforge.model.base import Kind
from planforge.model.walk import references
from planforge.patterns import late
from planforge.rules.articles import REORGANISED
from planforge.rules.names.kinds import alike, no_longer
from planforge.rules.prose.text import on_line, parts
from planforge.rules.rule import Hit, asked_of_the_system, plan_rule
from planforge.rules.text.texts import all_text, texts
from planforge.rules.text.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.corpus.names import Names
    from planforge.corpus.plan_view import PlanView
    from planforge.corpus.system import System

_KINDS: Final = (
    Kind.ORGANISATION,
    Kind.POST,
    Kind.TEAM,
    Kind.DEPOT,
    Kind.SHELTER,
    Kind.MECHANISM,
    Kind.REGULATION,
)
_SHORTEST: Final = 3
_NOT_MEANT_BEFORE: Final = late(r"(?:原|曾用名|前身为?|[一-鿿](?:省|自治区))[“《]?$")
_HISTORY: Final = ("edition", "replaces")
"""Where old titles belong: the editions that a plan replaces."""
_SPOKEN_OF: Final = frozenset({"former_names", "note"})
"""Fields of the registers that speak of former names."""


@dataclass(frozen=True, slots=True)
class _Known:
    """Former names, alone and with the current ones they stand inside."""

    words: Words
    with_longer: Words
    former: dict[str, Former]


@lru_cache(maxsize=4)
def _known(names: Names) -> _Known:
    """Return all former names, and the current ones they could stand inside."""
    former: dict[str, Former] = {}
    current: set[str] = set()
    for kind in _KINDS:
        for entity in names.entities(kind):
            current.update(spellings(entity))
            for one in getattr(entity.element, "former_names", ()):
                if len(one.name) >= _SHORTEST:
                    former.setdefault(one.name, Former(entity, one))
    former = {name: result for name, result in former.items() if name not in current}
    words = Words(former)
    longer = {name for name in current if words.are_in(name)} if former else set()
    return _Known(words, Words({*former, *longer}), former)


@plan_rule(
    "PRO004",
    "prose.former-name",
    Severity.WARNING,
    title=msg("Name in the text that is no longer used"),
    rationale=msg("Readers look for a unit that has another name now."),
    sources=(REORGANISED,),
)
def former_name_in_text(view: PlanView) -> Iterator[Hit]:
    """Former names in sentences, unless 原 stands before them. References are judged elsewhere."""
    known = _known(view.registry.names)
    if not known.former:
        return
    for at, value in view.walked.plain if known.words.are_in(all_text(view)) else ():
        if at[:2] != _HISTORY:
            for start, end, result in _found(value, known):
                yield _hit(Place(view.file, at, chars=(start, end)), value[start:end], result)
    prose = view.prose or ""
    for text in parts(prose)[1] if known.words.are_in(prose) else ():
        for start, end, result in _found(text.line, known):
            place = Place(view.prose_file, span=on_line(text.number, start, end))
            yield _hit(place, text.line[start:end], result)


@asked_of_the_system("PRO004")
def former_name_in_register(system: System) -> Iterator[Hit]:
    """Former names in texts of the registers, but for 曾用名 itself and remarks."""
    known = _known(system.registry.names)
    if not known.former:
        return
    for file, register in system.registry.registers:
        judged_elsewhere = {reference.pointer for reference in references(register)}
        for at, value in texts(register):
            if at not in judged_elsewhere and _SPOKEN_OF.isdisjoint(at):
                for start, end, result in _found(value, known):
                    yield _hit(Place(file, at, chars=(start, end)), value[start:end], result)


def _found(text: str, known: _Known) -> Iterator[tuple[int, int, Former]]:
    for word, start, end in known.with_longer.finditer(text):
        result = known.former.get(word)
        if result is not None and not _NOT_MEANT_BEFORE.search(text[:start]):
            yield start, end, result


def _hit(place: Place, name: str, result: Former) -> Hit:
    now = alike(name, result.entity)
    return Hit(
        place,
        no_longer(name, now, result.former.until),
        msg("Write “{name}”", name=now),
        ((result.entity.place, msg("“{name}” is registered here", name=now)),),
        (Rewrite(place, now),),
    )

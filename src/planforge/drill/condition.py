"""When something holds, as far as somebody knows: true, false, or open.

What nobody told is open, never zero and never no (Kleene's three values). Rows of compiled tables
are answered by `planforge.corpus.assess`; here stands only what tables do not say: colours of
warnings, levels of other plans, how long something has held, what people judged, and how parts are
joined.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final, Protocol, TypeAlias

from planforge.corpus.assess import Answer, answer, confirms
from planforge.corpus.drills import OF
from planforge.frozen import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from planforge.corpus.tables import Rule
    from planforge.feel import Value, ValueSet

TOLD: Final = "told"
"""What depends on anything that people judge."""


class View(Protocol):
    """What somebody knows at some moment."""

    @property
    def facts(self) -> Mapping[str, Value]:
        """Values by dimension."""

    @property
    def told(self) -> Mapping[str, bool]:
        """What people judged, by the text of what they were asked."""

    def colour(self, hazard: str) -> int:
        """Return the rank of the warning in force for *hazard*, 0 for none."""

    def level(self, plan: str) -> int:
        """Return the rank of the level at which *plan* runs, 0 for none."""

    def grade(self, incident: str) -> int:
        """Return the rank of the grade determined for *incident*, 0 for none."""

    @property
    def answers(self) -> Kept | None:
        """Answers that hold as long as nothing changes that they ask for; None to keep none."""

    def held(self, condition: Held, *, holds: bool) -> int:
        """Note whether *condition* holds now; return for how many seconds it has."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a compiled table (启动条件), with what limits it and what people have to judge."""

    rule: Rule


@dataclass(frozen=True, slots=True)
class FactIs:
    """A fact lies in a set of values, in the unit of its indicator."""

    dimension: str
    values: ValueSet


@dataclass(frozen=True, slots=True)
class WarningIs:
    """A warning of at least a colour is in force; ranks as in `Script`."""

    hazard: str
    at_least: int


@dataclass(frozen=True, slots=True)
class LevelIs:
    """A plan runs at this level or a higher one."""

    plan: str
    at_least: int


@dataclass(frozen=True, slots=True)
class GradeIs:
    """An incident has been given this grade or a higher one."""

    incident: str
    at_least: int


@dataclass(frozen=True, slots=True)
class Held:
    """Something has held without a break for so many seconds; the last one counts."""

    condition: Condition
    seconds: int


@dataclass(frozen=True, slots=True)
class Judged:
    """People judge that it is so (研判); open until somebody says yes or no."""

    text: str


@dataclass(frozen=True, slots=True)
class AllOf:
    """All hold (同时符合); so does none at all."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Any holds (符合下列条件之一); none at all never does."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class AtLeast:
    """So many of them hold (其中几项以上)."""

    count: int
    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """It does not hold."""

    part: Condition


@dataclass(frozen=True, slots=True)
class Sure:
    """It is known to hold; what is open is not."""

    part: Condition


Atom: TypeAlias = Row | FactIs | WarningIs | LevelIs | GradeIs | Judged
"""What has no parts."""
Condition: TypeAlias = Atom | Held | AllOf | AnyOf | AtLeast | Not | Sure
_Joint: TypeAlias = AllOf | AnyOf | AtLeast
Kept: TypeAlias = "dict[int, Answer | None]"
"""By `id` of those conditions whose answers are kept; None where it has to be found anew."""


def evaluate(condition: Condition, view: View) -> Answer:
    """Return whether *condition* holds by what *view* knows.

    Every part is looked at, so that `View.held` hears of each; but for what `is_steady`, where the
    view keeps its answer.
    """
    kept = view.answers
    if kept is None:
        return _evaluated(condition, view)
    found = kept.get(id(condition))
    if found is None:
        found = _evaluated(condition, view)
        if id(condition) in kept:
            kept[id(condition)] = found
    return found


def _evaluated(condition: Condition, view: View) -> Answer:
    match condition:
        case Held(inner, seconds):
            found = evaluate(inner, view)
            since = view.held(condition, holds=found is Answer.HOLDS)
            return _sure(since >= seconds) if found is Answer.HOLDS else found
        case Not(part) | Sure(part):
            turned = _OPPOSITE if isinstance(condition, Not) else _CLOSED
            return turned[evaluate(part, view)]
        case AllOf(parts):
            return _joined(len(parts), parts, view)
        case AnyOf(parts):
            return _joined(1, parts, view)
        case AtLeast(count, parts):
            return _joined(count, parts, view)
        case _:
            return _simple(condition, view)


def _simple(condition: Atom, view: View) -> Answer:
    match condition:
        case FactIs(dimension, values):
            known = view.facts.get(dimension)
            return Answer.OPEN if known is None else _sure(values.contains(known))
        case Row(rule):
            return _row(rule, view)
        case Judged(text):
            said = view.told.get(text)
            return Answer.OPEN if said is None else _sure(said)
        case WarningIs(name, rank):
            reached = view.colour(name)
        case LevelIs(name, rank):
            reached = view.level(name)
        case GradeIs(name, rank):
            reached = view.grade(name)
    return _sure(reached >= rank)


def _sure(holds: bool) -> Answer:  # noqa: FBT001 - what it turns into an answer
    return Answer.HOLDS if holds else Answer.FAILS


_OPPOSITE = {
    Answer.HOLDS: Answer.FAILS,
    Answer.OPEN: Answer.OPEN,
    Answer.FAILS: Answer.HOLDS,
}


_CLOSED = {
    Answer.HOLDS: Answer.HOLDS,
    Answer.OPEN: Answer.FAILS,
    Answer.FAILS: Answer.FAILS,
}


def _joined(count: int, parts: tuple[Condition, ...], view: View) -> Answer:
    found = [evaluate(part, view) for part in parts]
    holding = found.count(Answer.HOLDS)
    if holding >= count:
        return Answer.HOLDS
    return Answer.OPEN if holding + found.count(Answer.OPEN) >= count else Answer.FAILS


def _row(rule: Rule, view: View) -> Answer:
    """Return what `answer` says of *rule*, with what was denied; most rows are settled at once."""
    facts, is_counted, is_open = view.facts, False, bool(rule.unread)
    for cell in rule.conditions:
        known = facts.get(cell.dimension)
        if known is None:
            is_open = True
            is_counted = is_counted or cell.reach is not None
        elif not cell.values.contains(known):
            return Answer.FAILS
    if is_open and not is_counted and False not in view.told.values():
        return Answer.OPEN  # nobody denied anything, so what people judge changes nothing
    if not is_counted and not rule.scope and not rule.judgement:
        return Answer.OPEN if is_open or not rule.conditions else Answer.HOLDS
    asked = (*rule.scope, rule.judgement) if rule.judgement else rule.scope
    told = tuple(view.told.items()) if asked else ()
    said = [_said(told, text) for text in asked]
    if False in said:
        return Answer.FAILS
    if is_counted:
        return answer(rule, facts, [text for text, so in view.told.items() if so]).answer
    is_open = is_open or None in said or not (rule.conditions or asked)
    return Answer.OPEN if is_open else Answer.HOLDS


@lru_cache(maxsize=1 << 14)
def _said(told: tuple[tuple[str, bool], ...], text: str) -> bool | None:
    """Return what people judged of *text* when *told* is all they did; None for nothing."""
    if confirms([one for one, so in told if not so], text):
        return False
    return True if confirms([one for one, so in told if so], text) else None


def _parts(condition: Condition) -> tuple[Condition, ...]:
    if isinstance(condition, _Joint):
        return condition.parts
    if isinstance(condition, Not | Sure):
        return (condition.part,)
    return (condition.condition,) if isinstance(condition, Held) else ()


def atoms(condition: Condition) -> Iterator[Condition]:
    """Yield *condition* and all its parts, from the outside inwards."""
    yield condition
    for part in _parts(condition):
        yield from atoms(part)


def depends(condition: Condition) -> Iterator[str]:
    """Yield what *condition* has to be looked at again for when it changes, perhaps twice.

    “fact:…” with the indicator, whatever place or count of places is told; “warning:…”, “level:…”
    and “grade:…”; `TOLD` for what people judge.
    """
    for atom in atoms(condition):
        match atom:
            case FactIs(dimension, _):
                yield f"fact:{base(dimension)}"
            case Row(rule):
                yield from (f"fact:{base(cell.dimension)}" for cell in rule.conditions)
                if rule.judgement or rule.scope:
                    yield TOLD
            case WarningIs(hazard, _):
                yield f"warning:{hazard}"
            case LevelIs(plan, _):
                yield f"level:{plan}"
            case GradeIs(incident, _):
                yield f"grade:{incident}"
            case Judged():
                yield TOLD


def is_steady(condition: Condition) -> bool:
    """Whether the answer of *condition* stays as it is until something changes that it asks for.

    Time alone changes what has to hold for a while.
    """
    return not any(isinstance(atom, Held) for atom in atoms(condition))


def base(dimension: str) -> str:
    """Return the indicator of *dimension*: what is told of a count of places bears on others."""
    return dimension.partition("#")[0].partition(OF)[0]


def dimensions(condition: Condition) -> tuple[str, ...]:
    """Return the dimensions on which *condition* depends, sorted."""
    found: list[str] = []
    for atom in atoms(condition):
        if isinstance(atom, FactIs):
            found.append(atom.dimension)
        elif isinstance(atom, Row):
            found += [cell.dimension for cell in atom.rule.conditions]
    return tuple(sorted(set(found)))


def missing(condition: Condition, view: View) -> tuple[str, ...]:
    """Return the dimensions that *condition* asks for and nobody told, sorted."""
    return tuple(name for name in dimensions(condition) if name not in view.facts)


def unsettled(condition: Condition, view: View) -> Iterator[Atom]:
    """Yield the atoms that leave open whether *condition* holds; none where it does or does not."""
    if evaluate(condition, view) is not Answer.OPEN:
        return
    parts = _parts(condition)
    for part in parts:
        yield from unsettled(part, view)
    if not parts and not isinstance(condition, _Joint | Held | Not | Sure):
        yield condition


def unsaid(atoms_: Iterable[Atom], view: View) -> tuple[str, ...]:
    """Return the words of *atoms_* of which nobody has said whether they are so."""
    told = tuple(view.told.items())
    found: dict[str, None] = {}
    for atom in atoms_:
        words: tuple[str, ...] = ()
        if isinstance(atom, Row):
            words = (*atom.rule.scope, atom.rule.judgement, *atom.rule.unread)
        elif isinstance(atom, Judged):
            words = (atom.text,)
        found |= {text: None for text in words if text and _said(told, text) is None}
    return tuple(found)


__all__ = [
    "TOLD",
    "AllOf",
    "AnyOf",
    "AtLeast",
    "Atom",
    "Condition",
    "FactIs",
    "GradeIs",
    "Held",
    "Judged",
    "Kept",
    "LevelIs",
    "Not",
    "Row",
    "Sure",
    "View",
    "WarningIs",
    "atoms",
    "base",
    "depends",
    "dimensions",
    "evaluate",
    "is_steady",
    "missing",
    "unsaid",
    "unsettled",
]

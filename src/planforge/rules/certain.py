"""What rules find in a plan with schema errors, as far as it cannot come from the errors.

Such a plan is judged in every way it can be read. A finding is kept if every way has it, at the
same place and in the same words, and if it is not about what was left out. In doubt it is dropped:
it comes back when the errors are mended.
"""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final

from planforge.corpus.names import fold, spellings
from planforge.corpus.plan_view import PlanView
from planforge.frozen import dataclass
from planforge.i18n import Message
from planforge.model.base import Kind
from planforge.patterns import late

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from planforge.corpus.load import Loaded, PartialPlan, PartialRegister
    from planforge.corpus.names import Names
    from planforge.corpus.registry import Registry
    from planforge.findings import Finding, Place, Pointer

_KINDS: Final = tuple(Kind)
_FIGURE: Final = late(r"[\d.]+ ?(?:%|年|个?月|日|天|小时|分钟?|万?[人个处户台辆件])?")
"""An amount, or a length of time; not the name of anything."""
_NAMES: Final = frozenset({("id",), ("name",), ("short_names",)})
_OF_WHAT_IS_NOT_THERE: Final = frozenset(
    {"CNT", "DRL", "LNK005", "LNK008", "ORG010", "PRO", "REF", "RPT", "WRN"}
)
"""Rules and families that look for something elsewhere: it may stand in what was left out."""


@dataclass(frozen=True, slots=True)
class Gaps:
    """What is not known of a plan or a register because of errors in its file.

    Attributes:
        file: The file of a plan or a register.
        gone: Of each way to read it, the places of the list items that were taken out.
        touched: Places of everything that was left out or filled in.
        is_filled: Whether one of the ways leaves nothing out.
        words: Names in what was touched, folded, with the other names of the same things.
        called: What the plan itself is called, folded.
    """

    file: str
    gone: tuple[tuple[Pointer, ...], ...]
    touched: tuple[Pointer, ...]
    is_filled: bool
    words: frozenset[str]
    called: frozenset[str]

    def dump(self) -> list[Any]:
        """Return it as values that JSON can hold."""
        names = sorted(self.words), sorted(self.called)
        return [self.file, self.gone, self.touched, self.is_filled, *names]

    @classmethod
    def load(cls, value: list[Any]) -> Gaps:
        """Return what `dump` wrote."""
        file, gone, touched, is_filled, words, called = value
        ways = tuple(tuple(tuple(place) for place in way) for way in gone)
        places = tuple(map(tuple, touched))
        return cls(file, ways, places, is_filled, frozenset(words), frozenset(called))

    @property
    def hide_the_name(self) -> bool:
        """Whether it is not known what the plan is called."""
        return any(gap[:1] in _NAMES for gap in self.touched)

    def is_about(self, place: Place) -> bool:
        """Whether what is found at *place* may come from what was touched.

        That is so inside of it and in the element around it; in its whole chapter, if something had
        to be left out.
        """
        if place.file != self.file:
            return False
        at = place.pointer
        if self.is_filled:
            return any(
                at[: len(gap)] == gap or (len(gap) > 1 and at == gap[:-1]) for gap in self.touched
            )
        return not at or any(at[0] == gap[0] for gap in self.touched)

    def is_named(self, finding: Finding) -> bool:
        """Whether *finding* speaks of what was touched, or of this plan in the file of another.

        Figures name nothing: the 2 of one file is not that of another.
        """
        names = {text for text in texts_of(finding.message) if not _FIGURE.fullmatch(text)}
        is_elsewhere = finding.place.file != self.file
        return not names.isdisjoint(self.words) or (
            is_elsewhere and not names.isdisjoint(self.called)
        )


def gaps_of(plan: PartialPlan) -> Gaps:
    """Return what is not known of *plan*."""
    called = {
        fold(name)
        for view in plan.views
        for name in (view.plan.id, view.plan.name, *view.plan.short_names)
    }
    indexes = [names for v in plan.views for names in (v.registry.names, v.local_names)]
    return Gaps(
        plan.views[0].file,
        tuple(way.gone for way in plan.readings.ways),
        plan.readings.touched,
        plan.readings.is_filled,
        _folded(plan.readings.words, indexes),
        frozenset(called),
    )


@dataclass(frozen=True, slots=True)
class Registers:
    """What plans are judged against.

    Attributes:
        registries: The registers; several if some have errors, one for each way to read those.
        gaps: What is not known of the registers with errors.
    """

    registries: tuple[Registry, ...]
    gaps: tuple[Gaps, ...] = ()

    @classmethod
    def of(cls, loaded: Loaded) -> Registers:
        """Return what was *loaded*."""
        if not loaded.partial:
            return cls((loaded.registry,))
        return cls(loaded.ways, tuple(_gaps_of_register(one, loaded) for one in loaded.partial))

    def for_plans(self) -> Registers:
        """Return what rules on plans may know of them."""
        return Registers(tuple(one.for_plans for one in self.registries), self.gaps)

    @property
    def digest(self) -> str:
        """Hash of the registers and of what is not known of them."""
        if not self.gaps:
            return self.registries[0].digest
        parts = [one.digest for one in self.registries] + [repr(one.dump()) for one in self.gaps]
        return sha256("\n".join(parts).encode()).hexdigest()

    def way(self, number: int) -> Registry:
        """Return the registers as they are read the *number*th way."""
        return self.registries[min(number, len(self.registries) - 1)]

    def seen_from(self, views: Sequence[PlanView]) -> tuple[PlanView, ...]:
        """Return a plan with its *views*, one for each way to read it, against all these registers.

        The ways of a plan and of the registers go side by side.
        """
        number = max(len(views), len(self.registries))
        return tuple(_against(views[min(i, len(views) - 1)], self.way(i)) for i in range(number))


def _against(view: PlanView, registry: Registry) -> PlanView:
    if view.registry is registry:
        return view
    return PlanView(
        view.plan,
        registry,
        view.file,
        view.prose,
        view.images,
        active_images=view.active_images,
    )


def _gaps_of_register(register: PartialRegister, loaded: Loaded) -> Gaps:
    readings = register.readings
    return Gaps(
        register.file,
        tuple(way.gone for way in readings.ways),
        readings.touched,
        readings.is_filled,
        _folded(readings.words, [way.names for way in loaded.ways]),
        frozenset(),
    )


def _folded(words: Iterable[str], indexes: Iterable[Names]) -> frozenset[str]:
    """Return *words* as they are compared, with the other names of what they name."""
    found = set(words)
    for names in indexes:
        for word in words:
            for kind in _KINDS:
                entity = names.get(word, (kind,))
                found.update(spellings(entity) if entity else ())
    return frozenset(map(fold, found))


def certain(
    found: Sequence[Iterable[Finding]], gaps: Sequence[Gaps], *, crashed: str
) -> tuple[Finding, ...]:
    """Return the findings that do not come from *gaps*.

    Args:
        found: What was found in each way to read the plans with errors.
        gaps: What is not known of each of these plans.
        crashed: Rule of a finding that says that a rule failed.
    """
    by_file = {one.file: one for one in gaps}
    ways = [
        {_key(finding): finding for finding in (_original(f, by_file, way) for f in findings)}
        for way, findings in enumerate(found)
    ]
    dropped = {crashed}
    if not all(one.is_filled for one in gaps if one.called):
        dropped |= _OF_WHAT_IS_NOT_THERE
    return tuple(
        finding
        for key, finding in ways[0].items()
        if dropped.isdisjoint((finding.rule, finding.rule[:3]))
        and all(key in other for other in ways[1:])
        and not any(one.is_about(place) for one in gaps for place in _places(finding))
        and not any(one.is_named(finding) for one in gaps)
    )


def _places(finding: Finding) -> tuple[Place, ...]:
    return finding.place, *(place for place, _text in finding.related)


def _key(finding: Finding) -> tuple[str, Place, Message]:
    return finding.rule, finding.place, finding.message


def _original(finding: Finding, gaps: dict[str, Gaps], way: int) -> Finding:
    """Return *finding* with places as they are in the files; nothing is mended beside errors."""
    related = tuple((_moved(place, gaps, way), text) for place, text in finding.related)
    return replace(finding, place=_moved(finding.place, gaps, way), related=related, fix=())


def _moved(place: Place, gaps: dict[str, Gaps], way: int) -> Place:
    from planforge.source.readings import original  # noqa: PLC0415 - for mistakes

    known = gaps.get(place.file)
    if known is None:
        return place
    gone = known.gone[min(way, len(known.gone) - 1)]
    return replace(place, pointer=original(place.pointer, gone)) if gone else place


def texts_of(message: Message) -> set[str]:
    """Return the texts that *message* speaks of, folded."""
    found: set[str] = set()
    pending: list[object] = [message]
    while pending:
        value = pending.pop()
        if isinstance(value, Message):
            pending += [argument for _name, argument in value.args]
        elif isinstance(value, tuple):
            pending += value
        else:
            found.add(fold(str(value)))
    return found


__all__ = ["Gaps", "Registers", "certain", "gaps_of", "texts_of"]

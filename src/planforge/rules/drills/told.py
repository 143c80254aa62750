"""What injects tell: figures and warnings, against the scenario at that moment."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from planforge.corpus.assess import Fact
from planforge.feel import Numeric, Ordered
from planforge.findings import Severity
from planforge.i18n import msg
from planforge.model.base import Kind
from planforge.model.drill_scales import InjectType
from planforge.model.registers import Indicator
from planforge.rules.drills.figures import figures
from planforge.rules.rule import Hit, drill_rule
from planforge.rules.text.named_figures import subject_of, words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from planforge.corpus.drills import DrillView
    from planforge.corpus.names import Entity
    from planforge.model.drill import Inject
    from planforge.rules.drills.figures import Figure

_WARNING: Final = "预警"
_LIFTED: Final = ("解除", "取消", "撤销")
_AMOUNT: Final = re.compile("(?:人数|条数|个数|数量|水位|比例|[量数])$")
_ONE_STATION: Final = "单站"


class _Course(NamedTuple):
    """The values of an indicator: second from which each holds, what it is, how it is written."""

    indicator: Entity
    values: tuple[tuple[int, Fact | None], ...]

    def at(self, second: int) -> Fact | None:
        """Return what is so at *second*; None if that is not known."""
        known = [fact for since, fact in self.values if since <= second]
        return known[-1] if known else None


class _Told(NamedTuple):
    """Something that a text says of an indicator: the words, and whether a value agrees."""

    words: str
    colours: tuple[str, ...] = ()
    figures: tuple[Figure, ...] = ()

    def fits(self, fact: Fact) -> bool:
        """Whether *fact* agrees with it."""
        if not isinstance(fact.domain, Numeric):
            return str(fact.value) in self.colours
        value = fact.domain.rank(fact.value)
        return value is not None and any(one.fits(value) for one in self.figures)


@drill_rule(
    "DRL025",
    "drill.text-against-the-scenario",
    Severity.ERROR,
    title=msg("Inject that tells what the scenario does not have at that moment"),
    rationale=msg(
        "Players decide by what they are told. A figure that is not the scenario's, or a warning "
        "before it is issued, leads them to another level than the drill is built for."
    ),
)
def text_against_the_scenario(view: DrillView) -> Iterator[Hit]:
    """Figures and colours of warnings in texts; what is spread by the media may be wrong."""
    courses: tuple[_Course, ...] | None = None
    for i, inject in enumerate(view.drill.injects):
        if inject.at is None or inject.type is InjectType.PUBLIC_MEDIA:
            continue
        if courses is None:
            courses = tuple(_courses(view))
        hits = list(_hits(view, i, inject, courses))
        early = [hit for hit in hits if hit.place.pointer[-1] == "at"]
        yield from early[:1] or hits


def _hits(view: DrillView, i: int, inject: Inject, courses: Iterable[_Course]) -> Iterator[Hit]:
    second = inject.at.seconds if inject.at else 0
    text = f"{inject.title}，{inject.text}"
    for course in courses:
        told = _told(text, course.indicator, course.values)
        now = course.at(second)
        if told is None or (now is not None and told.fits(now)):
            continue
        later = [(at, x) for at, x in course.values if at > second and x and told.fits(x)]
        earlier = [x for at, x in course.values if at <= second and x and told.fits(x)]
        if later and not earlier:
            yield Hit(
                view.at("injects", i, "at"),
                msg(
                    "The inject tells “{words}”, and in the scenario that is so from {time} only",
                    words=told.words,
                    time=_offset(later[0][0]),
                ),
                msg("Let it come at that time or later, or change the development"),
            )
        elif now is not None and not earlier and not _may_be_elsewhere(told, now):
            yield Hit(
                view.at("injects", i, "text"),
                msg(
                    "The inject tells “{words}”, and in the scenario {indicator} is {value} then",
                    words=told.words,
                    indicator=now.dimension_name,
                    value=now.domain.show(now.value),
                ),
                msg("Correct the text, or the fact of the scenario"),
            )


def _courses(view: DrillView) -> Iterator[_Course]:
    """Yield the values of each indicator that texts may speak of, in order of time."""
    found: dict[str, list[tuple[int, Fact | None]]] = {}
    entities: dict[str, Entity] = {}
    for one in view.facts:
        fact = view.read(one)
        if isinstance(fact, Fact) and fact.dimension == fact.indicator.id:
            second = view.drill.developments[one.step].at.seconds if one.step >= 0 else 0
            entities[fact.dimension] = fact.indicator
            found.setdefault(fact.dimension, []).append((second, fact))
    for step in view.drill.developments:
        for name in step.cleared:
            entity = view.get(name, (Kind.INDICATOR,))
            if entity is not None and entity.id in found:
                found[entity.id].append((step.at.seconds, None))
    for dimension, values in found.items():
        yield _Course(entities[dimension], tuple(sorted(values, key=lambda one: one[0])))


def _told(text: str, indicator: Entity, values: Iterable[tuple[int, Fact | None]]) -> _Told | None:
    """Return what *text* says of *indicator*; None if it says nothing that can be compared."""
    domain = next(fact.domain for _, fact in values if fact)
    entry = indicator.of(Indicator)
    if isinstance(domain, Ordered) and entry.name.endswith(_WARNING):
        return _colours(text, entry.name.removesuffix(_WARNING), domain)
    if not isinstance(domain, Numeric) or not entry.unit:
        return None
    stems = {_AMOUNT.sub("", name) for name in (entry.name, *entry.short_names)}
    stems |= {f"{word}水位" for word in _stations(indicator)}
    found = figures(text, {stem for stem in stems if len(stem) > 1}, entry.unit)
    return _Told(found[0].words, figures=found) if found else None


def _stations(indicator: Entity) -> tuple[str, ...]:
    """Return the names of the station where *indicator* is measured, without its river."""
    subject = subject_of(indicator)
    return tuple(word for word in words_of(subject) if word.endswith(("站", "水库")))


def _colours(text: str, stem: str, domain: Ordered) -> _Told | None:
    """Return the colours of a warning that *text* says is in force."""
    if stem not in text or any(word in text for word in _LIFTED):
        return None
    words = "|".join(domain.words)
    rises = "(?:提?升级?[为至到]|[为是：])?"
    pattern = f"{re.escape(stem)}(?:预警)?(?:信号)?{rises}(?P<one>{words})(?:预警)?"
    matches = list(re.finditer(pattern, text))
    if not matches:
        return None
    return _Told(matches[0][0], colours=tuple(match["one"] for match in matches))


def _may_be_elsewhere(told: _Told, now: Fact) -> bool:
    """Whether the figure may be that of a station that has less than the highest of all."""
    entry = now.indicator.of(Indicator)
    if not isinstance(now.domain, Numeric) or entry.place != _ONE_STATION:
        return False
    if _stations(now.indicator):
        return False
    value = now.domain.rank(now.value)
    return value is not None and all(one.value <= value for one in told.figures)


def _offset(second: int) -> str:
    return f"T+{second // 3600:02d}:{second // 60 % 60:02d}"


__all__ = ["text_against_the_scenario"]

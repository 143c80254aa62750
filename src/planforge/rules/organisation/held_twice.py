"""Persons who lead in several plans that run at the same time."""

from __future__ import annotations

from collections import defaultdict
from itertools import islice
from typing import TYPE_CHECKING, Final

from planforge.corpus.coactive import Persons, origins
from planforge.corpus.names import fold
from planforge.findings import Place, Severity
from planforge.frozen import dataclass
from planforge.i18n import msg
from planforge.model.base import Kind
from planforge.rules.articles import CLEAR_DUTIES, FITTING
from planforge.rules.organisation.workload import wanted_at_two_scenes
from planforge.rules.rule import Hit, system_rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from planforge.corpus.coactive import Running
    from planforge.corpus.outline import PlanOutline
    from planforge.corpus.system import System
    from planforge.findings import Pointer


@dataclass(frozen=True, slots=True)
class _Part:
    """What a post does in a plan.

    Attributes:
        plan: The plan.
        post: The post as named there.
        pointer: Where it is named.
        levels: At which levels, folded; empty for all.
        leads: Whether it decides on a level or commands it.
        is_chief: Whether it commands the whole.
    """

    plan: PlanOutline
    post: str
    pointer: Pointer
    levels: frozenset[str]
    leads: bool
    is_chief: bool = False


@system_rule(
    "ORG058",
    "organisation.one-leader-two-plans",
    Severity.ADVICE,
    title=msg("One person leads under two plans that run together"),
    rationale=msg(
        "Each plan has somebody who decides and commands; together they have one for two crises, "
        "and nobody says who stands in where."
    ),
    sources=(FITTING, CLEAR_DUTIES),
    follows=("ORG022",),
)
def one_leader_two_plans(system: System) -> Iterator[Hit]:
    """Persons whose posts decide, command, or head the office or a group in plans that run at once.

    In one of the plans the post decides or commands. Once a person. Not meant: who is 总指挥 of all
    of them, or of a plan that names none; two offices with one head; one body for
    several plans; deputies. Which levels run at least, the links say. Left to other rules: who is
    wanted at two scenes.
    """
    found = list(_pairs(system))
    elsewhere = wanted_at_two_scenes(system) if found else frozenset()
    for person, running, pair in found:
        if person not in elsewhere:
            yield _hit(person, running, *pair)


def _pairs(system: System) -> Iterator[tuple[str, tuple[Running, ...], tuple[_Part, _Part]]]:
    """Yield each person with two such parts once, and the plans of which the first starts all."""
    doubled = _doubled(system)
    told: set[str] = set()
    for running in origins(system) if doubled else ():
        held: dict[str, list[_Part]] = defaultdict(list)
        for person, part in _active(doubled, running):
            held[person].append(part)
        for person, parts in held.items():
            pair = None if person in told else _pair(parts)
            if pair is not None:
                told.add(person)
                yield person, running, pair


_CHIEFS: Final = (Kind.POST, Kind.ORGANISATION)


def _doubled(system: System) -> dict[str, list[tuple[str, _Part]]]:
    """Return by plan the parts of persons who have some in several plans and lead in one."""
    persons, names = Persons(system), system.registry.names
    found: dict[str, list[_Part]] = defaultdict(list)
    for outline in system.outlines:
        known = [one for one in outline.chiefs if names.get(one, _CHIEFS) is not None]
        for part in _parts(outline, known):
            holder = persons.holder(part.post)
            if holder:
                found[holder].append(part)
    by_plan: dict[str, list[tuple[str, _Part]]] = defaultdict(list)
    for person, parts in found.items():
        for part in parts if _pair(parts) is not None else ():
            by_plan[part.plan.file].append((person, part))
    return by_plan


def _active(
    doubled: Mapping[str, Sequence[tuple[str, _Part]]], running: Iterable[Running]
) -> Iterator[tuple[str, _Part]]:
    """Yield the parts of *doubled* that are active when the plans are *running*."""
    for one in running:
        level = fold(one.level)
        for person, part in doubled.get(one.plan.file, ()):
            if not part.levels or level in part.levels:
                yield person, part


def _parts(outline: PlanOutline, chiefs: Sequence[str]) -> Iterator[_Part]:
    """Yield who leads in a plan; anyone may be chief where none of its *chiefs* is known."""
    for level in outline.levels:
        at = frozenset({fold(level.name)})
        for field, names in (("commander", level.commander), ("decided_by", level.decided_by)):
            if len(names) == 1:
                is_chief = not chiefs or names[0] in chiefs
                pointer = ("levels", level.name, field)
                yield _Part(outline, names[0], pointer, at, leads=True, is_chief=is_chief)
    for head in outline.heads:
        levels = frozenset(map(fold, head.levels))
        yield _Part(outline, head.post, head.pointer, levels, leads=False)


def _pair(parts: Sequence[_Part]) -> tuple[_Part, _Part] | None:
    """Return two parts in plans of different bodies that one person cannot well have at once.

    One of them leads. The chief of the whole may be chief of the whole elsewhere too.
    """
    anyone = _of_two_bodies(parts)
    not_chiefs = _of_two_bodies([part for part in parts if not part.is_chief])
    for one in parts:
        for other in (not_chiefs if one.is_chief else anyone) if one.leads else ():
            if one.plan.command != other.plan.command:
                return one, other
    return None


def _of_two_bodies(parts: Sequence[_Part]) -> tuple[_Part, ...]:
    """Return the first of *parts*, and the first under another body: one is apart from any."""
    apart = (part for part in parts if part.plan.command != parts[0].plan.command)
    return (*parts[:1], *islice(apart, 1))


def _hit(person: str, running: tuple[Running, ...], one: _Part, other: _Part) -> Hit:
    files = [each.plan.file for each in running]
    first, second = sorted((one, other), key=lambda part: files.index(part.plan.file))
    levels = {each.plan.file: each.level for each in running}
    return Hit(
        Place(second.plan.file, second.pointer),
        msg(
            "{person} is {post} at {plan} and {other_post} at {other}, and when {origin} runs, "
            "both run",
            person=person,
            post=first.post,
            plan=_short(first.plan) + levels[first.plan.file],
            other_post=second.post,
            other=_short(second.plan) + levels[second.plan.file],
            origin=_short(running[0].plan) + running[0].level,
        ),
        msg("Name another person for one of the posts, or write who stands in when both run"),
        ((Place(first.plan.file, first.pointer), msg("{post} acts here", post=first.post)),),
    )


def _short(plan: PlanOutline) -> str:
    return plan.short_names[0] if plan.short_names else plan.name

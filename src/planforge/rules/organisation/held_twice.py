"""Persons who lead in several plans that run at the same time."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from planforge.corpus.coactive import Persons, origins
from planforge.corpus.names import fold
from planforge.findings import Place, Severity
from planforge.frozen import dataclass
from planforge.i18n import msg
from planforge.rules.articles import CLEAR_DUTIES, FITTING
from planforge.rules.organisation.workload import wanted_at_two_scenes
from planforge.rules.rule import Hit, system_rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

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
    by_person = _doubled(system)
    if not by_person:
        return
    told: frozenset[str] | None = None
    for running in origins(system):
        at = {one.plan.file: fold(one.level) for one in running}
        for person, parts in list(by_person.items()):
            held = [part for part in parts if _is_active(part, at)]
            pair = _pair(held)
            if pair is not None:
                del by_person[person]
                told = wanted_at_two_scenes(system) if told is None else told
                if person not in told:
                    yield _hit(person, running, *pair)
        if not by_person:
            return


def _doubled(system: System) -> dict[str, list[_Part]]:
    """Return the persons with parts in several plans, of which one leads."""
    persons = Persons(system)
    found: dict[str, list[_Part]] = defaultdict(list)
    for outline in system.outlines:
        for part in _parts(outline):
            holder = persons.holder(part.post)
            if holder:
                found[holder].append(part)
    return {person: parts for person, parts in found.items() if _pair(parts) is not None}


def _parts(outline: PlanOutline) -> Iterator[_Part]:
    for level in outline.levels:
        at = frozenset({fold(level.name)})
        for field, names in (("commander", level.commander), ("decided_by", level.decided_by)):
            if len(names) == 1:
                is_chief = not outline.chiefs or names[0] in outline.chiefs
                pointer = ("levels", level.name, field)
                yield _Part(outline, names[0], pointer, at, leads=True, is_chief=is_chief)
    for head in outline.heads:
        levels = frozenset(map(fold, head.levels))
        yield _Part(outline, head.post, head.pointer, levels, leads=False)


def _is_active(part: _Part, at: dict[str, str]) -> bool:
    level = at.get(part.plan.file)
    return level is not None and (not part.levels or level in part.levels)


def _pair(parts: Iterable[_Part]) -> tuple[_Part, _Part] | None:
    """Return two parts in plans of different bodies that one person cannot well have at once."""
    parts = list(parts)
    for one in parts:
        for other in parts if one.leads else ():
            is_apart = one.plan.file != other.plan.file and one.plan.command != other.plan.command
            if is_apart and not (one.is_chief and other.is_chief):
                return one, other
    return None


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

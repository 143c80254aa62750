"""One plan seen against the registers: names resolved, levels in order, actions per level."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

from planforge.corpus.asks import asks_of
from planforge.corpus.deadlines import split
from planforge.corpus.deeds import meanings
from planforge.corpus.defaults import by_grade, complete
from planforge.corpus.level_names import highest_first
from planforge.corpus.names import Entity, Found, Names, Resolution, Unknown, fold
from planforge.corpus.tables import Compiled, compile_triggers, joined
from planforge.findings import Place, Pointer
from planforge.frozen import dataclass
from planforge.model.base import Kind
from planforge.model.walk import by_kind, together, walk_fields

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from planforge.corpus.asks import Ask
    from planforge.corpus.deeds import Doing
    from planforge.corpus.registry import Registry
    from planforge.model.plan import (
        Action,
        ActionChange,
        CommandBody,
        Group,
        Member,
        Needs,
        Plan,
        ResponseLevel,
    )
    from planforge.model.scalars import Limit
    from planforge.model.scales import Anchor
    from planforge.model.trigger import Row, Table
    from planforge.model.walk import Reference, Walked

ACTORS = (Kind.GROUP, Kind.ORGANISATION, Kind.POST, Kind.TEAM)
"""What may act; the order in which a name is tried."""


@dataclass(frozen=True, slots=True)
class Level:
    """A response level of a plan.

    Attributes:
        name: As declared in the order of levels.
        severity: 1 for the lowest level, growing; comparable only inside one plan.
        facts: What the plan says of it, with what it says once for all levels or for a grade.
        pointer: Where that stands.
    """

    name: str
    severity: int
    facts: ResponseLevel
    pointer: Pointer


@dataclass(frozen=True, slots=True)
class ActionAt:
    """An action as it is carried out at one level.

    Attributes:
        action: The action.
        index: Its position in the plan.
        content: Text at that level.
        responsible: Names of those responsible at that level.
        supporting: Names of those who help.
        limit: Time limit at that level.
        anchor: From what moment the limit runs.
        needs: What it calls on.
    """

    action: Action
    index: int
    content: str
    responsible: tuple[str, ...]
    supporting: tuple[str, ...]
    limit: Limit | None
    anchor: Anchor
    needs: Needs | None


class PlanView:
    """A plan with its names resolved against a registry. Immutable; answers are kept."""

    def __init__(  # noqa: PLR0913 - what is read of a plan, and what it is seen against
        self,
        plan: Plan,
        registry: Registry,
        file: str,
        prose: str | None = None,
        images: frozenset[str] | None = None,
        *,
        active_images: frozenset[str] = frozenset(),
    ) -> None:
        """See *plan*, read from *file*, against *registry*.

        Args:
            plan: Its facts.
            registry: What names mean.
            file: Path of `plan.yaml` as shown to the user.
            prose: The text of `plan.md`, None if there is none.
            images: Image files in the folder of the plan, as paths below it; None if not known.
            active_images: Those of them that are SVG with scripts, which no site shows.
        """
        self.plan = plan
        self.registry = registry
        self.file = file
        self.prose = prose
        self.images = images
        self.active_images = active_images
        self._compiled: dict[Pointer, Compiled] = {}
        self._actions_at: dict[str, tuple[ActionAt, ...]] = {}
        self._unchanged: dict[int, ActionAt] = {}
        self._meanings: dict[tuple[Kind, ...], dict[str, Resolution]] = defaultdict(dict)
        self._meant: dict[tuple[Kind, ...], dict[str, Entity | None]] = defaultdict(dict)
        self._actor_keys: dict[str, str] = {}

    @property
    def prose_file(self) -> str:
        """Path of the plan's prose as shown to the user."""
        return self.file.rpartition("/")[0] + "/plan.md"

    def at(self, *pointer: str | int, on_key: bool = False) -> Place:
        """Return the place of *pointer* in the plan's file."""
        return Place(self.file, pointer, on_key=on_key)

    @cached_property
    def bodies(self) -> tuple[tuple[CommandBody, Pointer], ...]:
        """The command body and every body under it, with their places."""
        command = self.plan.command
        return tuple(_bodies(command, ("command",))) if command else ()

    @cached_property
    def groups(self) -> tuple[tuple[Group, Pointer], ...]:
        """The working groups of all bodies, with their places."""
        return tuple(
            (group, (*at, "groups", i))
            for body, at in self.bodies
            for i, group in enumerate(body.groups)
        )

    @cached_property
    def members(self) -> tuple[tuple[Member, Pointer], ...]:
        """The member units of all bodies, with their places."""
        return tuple(
            (member, (*at, "members", i))
            for body, at in self.bodies
            for i, member in enumerate(body.members)
        )

    @cached_property
    def local_names(self) -> Names:
        """Names that only this plan defines: its working groups."""
        return Names(
            Entity(
                Kind.GROUP,
                f"{self.plan.id}/{group.id}",
                group.name,
                group.name,
                Place(self.file, at),
                group,
            )
            for group, at in self.groups
        )

    def find(self, name: str, kinds: tuple[Kind, ...]) -> Resolution:
        """Say what *name* means in this plan: own groups first, then the registers."""
        meanings = self._meanings[kinds]
        known = meanings.get(name)
        if known is None:
            known = meanings[name] = self._find(name, kinds)
        return known

    def _find(self, name: str, kinds: tuple[Kind, ...]) -> Resolution:
        result = self._own_group(name, kinds) or self.registry.names.find(name, kinds)
        if isinstance(result, Unknown) and Kind.GROUP in kinds:
            near = self.local_names.nearest(name, (Kind.GROUP,))
            return Unknown((*near, *result.candidates)[:3])
        return result

    def get(self, name: str, kinds: tuple[Kind, ...] = ACTORS) -> Entity | None:
        """Return what *name* means in this plan if that is clear."""
        meant = self._meant[kinds]
        try:
            return meant[name]
        except KeyError:
            entity = meant[name] = self._get(name, kinds)
            return entity

    def _get(self, name: str, kinds: tuple[Kind, ...]) -> Entity | None:
        own = self._own_group(name, kinds)
        return own.entity if isinstance(own, Found) else self.registry.names.get(name, kinds)

    def _own_group(self, name: str, kinds: tuple[Kind, ...]) -> Resolution | None:
        is_own = Kind.GROUP in kinds and fold(name) in self.local_names.named(Kind.GROUP)
        return self.local_names.known(name, (Kind.GROUP,)) if is_own else None

    def same(self, one: str, other: str) -> bool:
        """Whether two names mean the same actor; unknown names are compared as text."""
        first, second = self.get(one), self.get(other)
        return first == second if first and second else fold(one) == fold(other)

    def actor_key(self, name: str) -> str:
        """Return a key that is equal for names of the same actor."""
        try:
            return self._actor_keys[name]
        except KeyError:
            entity = self.get(name)
            known = self._actor_keys[name] = "/".join(entity.key) if entity else fold(name)
            return known

    @cached_property
    def walked_fields(self) -> Mapping[str, Walked]:
        """Every text in the plan's facts by field, and which of them refer to something."""
        return walk_fields(self.plan)

    @cached_property
    def walked(self) -> Walked:
        """The same of all fields together."""
        return together(self.walked_fields.values())

    @cached_property
    def references(self) -> tuple[Reference, ...]:
        """Every name in the plan's facts that refers to something, in file order."""
        return tuple(chain.from_iterable(x.references for x in self.walked_fields.values()))

    @cached_property
    def references_to(self) -> Mapping[Kind, Sequence[Reference]]:
        """The references that may name something of a kind, by kind, in file order."""
        return by_kind(self.references)

    def registry_references(self) -> tuple[tuple[Reference, Resolution], ...]:
        """Return the references that the plan or the registers must answer, with the answer.

        References to other plans are not among them: those need the system.
        """
        return self._registry_references

    @cached_property
    def _registry_references(self) -> tuple[tuple[Reference, Resolution], ...]:
        found: list[tuple[Reference, Resolution]] = []
        for one in self.references:
            if one[1].is_registered:
                known = self._meanings[one[1].kinds].get(one[2])
                found.append((one, known or self.find(one[2], one[1].kinds)))
        return tuple(found)

    @cached_property
    def unclear_references(self) -> tuple[tuple[Reference, Resolution], ...]:
        """Those of `registry_references` that do not lead to one thing by a name of today."""
        found = self._registry_references  # has all names looked up, each of which stands often
        answers = chain.from_iterable(map(dict.values, self._meanings.values()))
        is_clear = all(isinstance(answer, Found) for answer in answers)
        return () if is_clear else tuple(x for x in found if not isinstance(x[1], Found))

    @cached_property
    def level_names(self) -> tuple[str, ...]:
        """The declared names of the levels, highest first."""
        own = highest_first(self.plan.level_order)
        return own or self.registry.level_order or tuple(self.plan.levels)

    @cached_property
    def _severities(self) -> dict[str, int]:
        count = len(self.level_names)
        return {fold(name): count - i for i, name in enumerate(self.level_names)}

    def severity(self, level: str) -> int | None:
        """Return the severity of *level* (1 is the lowest), or None for an undeclared name."""
        return self._severities.get(fold(level))

    @cached_property
    def levels(self) -> tuple[Level, ...]:
        """The levels that the plan describes and that are declared, highest first."""
        found = [
            Level(name, severity, complete(self.plan, facts), ("levels", name))
            for name, facts in self.plan.levels.items()
            if (severity := self.severity(name)) is not None
        ]
        return tuple(sorted(found, key=lambda level: -level.severity))

    def level(self, name: str) -> Level | None:
        """Return the level called *name*."""
        return next((x for x in self.levels if fold(x.name) == fold(name)), None)

    def _change(self, action: Action, severity: int) -> list[ActionChange]:
        steps = [
            (s, change)
            for level, change in action.changes.items()
            if (s := self.severity(level)) is not None and s <= severity
        ]
        return [change for _, change in sorted(steps, key=lambda step: step[0])]

    def applies(self, action: Action, severity: int) -> bool:
        """Whether *action* is in force at *severity*, replacements left aside."""
        if action.only_levels:
            return severity in {self.severity(level) for level in action.only_levels}
        if action.first_level is None:
            return True
        first = self._severities.get(fold(action.first_level))
        return first is not None and first <= severity

    def actions_at(self, level: str) -> tuple[ActionAt, ...]:
        """Return what is done at *level*, in file order: inherited, changed, nothing replaced."""
        known = self._actions_at.get(level)
        if known is None:
            known = self._actions_at[level] = self._compute_actions_at(level)
        return known

    def _compute_actions_at(self, level: str) -> tuple[ActionAt, ...]:
        severity = self.severity(level)
        if severity is None:
            return ()
        active = [(i, a) for i, a in enumerate(self.plan.actions) if self.applies(a, severity)]
        replaced = {target for _, a in active for target in a.replaces}
        return tuple(self.action_at(i, a, severity) for i, a in active if a.id not in replaced)

    def action_at(self, index: int, action: Action, severity: int) -> ActionAt:
        """Return *action* as it is carried out at *severity*."""
        if action.changes:
            return self._changed(index, action, severity)
        known = self._unchanged.get(index)
        if known is None or known.action is not action:
            known = self._unchanged[index] = self._changed(index, action, severity)
        return known

    def _changed(self, index: int, action: Action, severity: int) -> ActionAt:
        content, responsible, supporting = action.content, action.responsible, action.supporting
        deadline, needs = action.deadline, action.needs
        for change in self._change(action, severity):
            content = change.content or content
            responsible = change.responsible or responsible
            supporting = change.supporting or supporting
            deadline = change.deadline or deadline
            needs = change.needs or needs
        limit, anchor = split(deadline)
        return ActionAt(action, index, content, responsible, supporting, limit, anchor, needs)

    @cached_property
    def tables(self) -> dict[str, Compiled]:
        """The trigger tables of the described levels made exact, by level name."""
        return {level.name: self._table(level) for level in self.levels}

    def _table(self, level: Level) -> Compiled:
        grades = by_grade(self.plan, self.plan.levels[level.name])
        if not grades:
            here = (*level.pointer, "triggers")
            return self.compiled(level.facts.triggers, here)
        return joined(
            self.compiled(rule.conditions, ("grades", name, "conditions")) for name, rule in grades
        )

    def compiled(self, triggers: Iterable[Row | Table], pointer: Pointer) -> Compiled:
        """Return the table *triggers*, which stands at *pointer* of the plan, made exact."""
        known = self._compiled.get(pointer)
        if known is None:
            known = self._compiled[pointer] = compile_triggers(triggers, self.registry, pointer)
        return known

    @cached_property
    def action_index(self) -> dict[str, int]:
        """Positions of the actions by id; the first of equal ids."""
        return {action.id: i for i, action in reversed([*enumerate(self.plan.actions)])}

    @cached_property
    def doings(self) -> tuple[tuple[Doing, ...], ...]:
        """What each action says is done to what (`planforge.corpus.deeds`), in file order."""
        return tuple(map(meanings, self.plan.actions))

    def asks(self) -> tuple[Ask, ...]:
        """Return everything the plan asks of anybody, in file order."""
        return self._asks

    @cached_property
    def _asks(self) -> tuple[Ask, ...]:
        return tuple(asks_of(self))

    @cached_property
    def asks_by_actor(self) -> dict[str, tuple[Ask, ...]]:
        """What is asked, by `actor_key`."""
        found: dict[str, list[Ask]] = defaultdict(list)
        keys = {name: self.actor_key(name) for name in {ask[0] for ask in self._asks}}
        for ask in self._asks:
            found[keys[ask[0]]].append(ask)
        return {key: tuple(asks) for key, asks in found.items()}


def _bodies(body: CommandBody, at: Pointer) -> Iterator[tuple[CommandBody, Pointer]]:
    yield body, at
    for i, part in enumerate(body.parts):
        yield from _bodies(part, (*at, "parts", i))

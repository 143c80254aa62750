"""Actions of a plan as the engine does them: who, when, how long, with what, and by when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.corpus.deadlines import split
from planforge.corpus.deeds import title
from planforge.corpus.tables import Rule
from planforge.drill.build import durations
from planforge.drill.build.levels import clause
from planforge.drill.build.places import at, spread
from planforge.drill.build.times import hands_over, stated
from planforge.drill.build.work import any_of
from planforge.drill.entries import EntryKind
from planforge.drill.means import QUARTERS
from planforge.drill.work import Action, After, Deadline, Notice, Variant
from planforge.i18n import msg
from planforge.model.base import Kind
from planforge.model.drill_scales import Confidence
from planforge.model.scales import Anchor, Phase

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from planforge.corpus.plan_view import PlanView
    from planforge.drill.build.means import Stores
    from planforge.drill.build.people import Cast
    from planforge.drill.build.reports import Channels
    from planforge.drill.build.work import Work
    from planforge.drill.chance import Span
    from planforge.drill.condition import Condition
    from planforge.model.plan import Action as PlanAction
    from planforge.model.plan import Needs, RecoveryItem
    from planforge.model.scalars import Limit

_DAY: Final = 86_400
_AFTER: Final = (Phase.TERMINATION, Phase.RECOVERY)
"""Phases whose actions are done once the response has ended."""


class Actions:
    """The actions of one plan."""

    def __init__(
        self, work: Work, cast: Cast, stores: Stores, channels: Channels, plan: PlanView
    ) -> None:
        self._work = work
        self._cast = cast
        self._stores = stores
        self._channels = channels
        self._plan = plan
        self._places: dict[str, tuple[tuple[str, ...], ...]] = {}

    def made(self) -> tuple[Action, ...]:
        """Return what is done in the response, and after it (后期处置)."""
        known = self._plan.action_index
        found = [
            self._action(i, action)
            for i, action in enumerate(self._plan.plan.actions)
            if known[action.id] == i
        ]
        names: set[str] = set()
        for i, item in enumerate(self._plan.plan.recovery):
            if item.item not in names:
                names.add(item.item)
                found.append(self._recovery(i, item))
        return spread(found, self._places, self._plan.plan.id)

    def _key(self, action: str) -> str:
        return f"{self._plan.plan.id}/{action}"

    def _enter(self, action: str, name: str, pointer: tuple[str | int, ...]) -> str:
        here = clause(pointer, name)
        self._work.enter(
            self._key(action),
            EntryKind.ACTION,
            name,
            plan=self._plan.plan.id,
            clause=here,
            file=self._plan.file,
            pointer=pointer,
        )
        return here

    def _action(self, place: int, action: PlanAction) -> Action:
        pointer = ("actions", place)
        here = self._enter(action.id, title(action), pointer)
        is_after = action.phase in _AFTER
        only = [rank for name in action.only_levels if (rank := self._plan.severity(name))]
        first = self._plan.severity(action.first_level) if action.first_level else None
        doers, others = self._doers(action.responsible)
        self._spread(action, pointer)
        trigger, guard = self._conditions(place, action)
        known = self._plan.action_index
        limits = tuple(self._deadlines(action))
        estimate = (
            durations.afterwards(title(action), limits[0].seconds if limits else None)
            if is_after
            else durations.estimate(title(action), action.content)
        )
        return Action(
            action.id,
            self._duration(action, estimate),
            doers,
            order=place,
            priority=estimate.priority,
            first_rank=min(only, default=first or 1),
            only=tuple(only),
            replaces=tuple(one for one in action.replaces if one in known),
            trigger=trigger,
            guard=guard,
            after=tuple(
                After(self._key(one)) for one in action.after if one in known and one != action.id
            ),
            deadlines=limits,
            quarters=self._quarters(action.responsible),
            supporting=self._supporting(action, others, doers),
            needs=self._stores.needs(self._plan, self._key(action.id), action.needs),
            notices=tuple(self._notices(action)),
            after_end=is_after,
            hands_over=hands_over(action),
            clause=here,
            is_early=action.phase is Phase.FIRST_RESPONSE,
            variants=tuple(self._variants(action)),
            every=(action.repeat.seconds or 0) if action.repeat else 0,
            stands=durations.stands(title(action)),
        )

    def _spread(self, action: PlanAction, pointer: tuple[str | int, ...]) -> None:
        """Note who does *action* elsewhere, each for itself (事发地县（区）政府)."""
        first = next(iter(action.responsible), "")
        entity = self._plan.get(first, (Kind.ORGANISATION,)) if first else None
        several = self._cast.meant(entity, self._plan)[1:] if entity else ()
        if several:
            units = self._cast.units(self._plan, first)[1:]
            self._places[action.id] = units
            for unit, doers in zip(several, units, strict=True):
                name = f"{title(action)}（{unit.short_name}）"
                self._enter(at(action.id, doers), name, pointer)

    def _variants(self, action: PlanAction) -> Iterator[Variant]:
        """Yield how *action* is done from higher levels on (分级要求), if otherwise."""
        key = self._key(action.id)
        responsible, supporting, needs = action.responsible, action.supporting, action.needs
        changes = [(self._plan.severity(name) or 0, one) for name, one in action.changes.items()]
        for rank, change in sorted(changes, key=lambda one: one[0]):
            responsible = change.responsible or responsible
            supporting = change.supporting or supporting
            needs = change.needs or needs
            if rank and (change.responsible or change.supporting or change.needs):
                doers, others = self._doers(responsible)
                helpers = [*others, *self._helpers(supporting)]
                yield Variant(
                    rank,
                    doers,
                    self._with_places(helpers, needs, doers),
                    self._stores.needs(self._plan, key, needs),
                )

    def _recovery(self, place: int, item: RecoveryItem) -> Action:
        name = f"recovery.{item.item}".replace(":", "：").replace("/", "／")
        here = self._enter(name, item.item, ("recovery", place))
        doers, others = self._doers(item.responsible)
        limit = self._seconds(item.limit, name)
        estimate = durations.afterwards(item.item, limit)
        self._assume_duration(name, item.item, estimate)
        return Action(
            name,
            estimate.span,
            doers,
            order=len(self._plan.plan.actions) + place,
            priority=estimate.priority,
            deadlines=(Deadline(limit, Anchor.TERMINATION),) if limit is not None else (),
            quarters=self._quarters(item.responsible),
            supporting=tuple(dict.fromkeys([*others, *self._helpers(item.supporting)])),
            after_end=True,
            clause=here,
            stands=durations.stands(item.item),
        )

    def _doers(self, names: Iterable[str]) -> tuple[tuple[str, ...], list[str]]:
        """Return who does it, any of them; and those who do the same elsewhere, one of each."""
        units = [unit for name in names for unit in self._cast.units(self._plan, name)]
        return (units[0] if units else ()), [unit[0] for unit in units[1:]]

    def _helpers(self, names: Iterable[str]) -> list[str]:
        return [unit[0] for name in names for unit in self._cast.units(self._plan, name)]

    def _supporting(
        self, action: PlanAction, others: list[str], doers: tuple[str, ...]
    ) -> tuple[str, ...]:
        helpers = [*others, *self._helpers(action.supporting)]
        return self._with_places(helpers, action.needs, doers)

    def _with_places(
        self, helpers: Iterable[str], needs: Needs | None, doers: tuple[str, ...]
    ) -> tuple[str, ...]:
        """Return *helpers* with the shelters and experts of *needs*, without those who do it."""
        found = dict.fromkeys([*helpers, *self._stores.supporting(self._plan, needs)])
        return tuple(name for name in found if name not in doers)

    def _quarters(self, names: Iterable[str]) -> int:
        """Return how much of a person it takes: all of one named by post, a quarter to direct."""
        kinds = [entity.kind for name in names if (entity := self._plan.get(name))]
        return QUARTERS if kinds[:1] == [Kind.POST] else 1

    def _conditions(
        self, place: int, action: PlanAction
    ) -> tuple[Condition | None, Condition | None]:
        """Return what must hold for *action* to be done at all, and what lets it be skipped.

        A table is looked at again and again. So are words of which the scenario says something, or
        which an inject expects; of others nobody can tell: what depends on them is skipped.
        """
        if action.when:
            rules = self._plan.compiled(action.when, ("actions", place, "when")).rules
            return any_of(self._work.rows(rules, self._plan)), None
        if not action.condition:
            return None, None
        rule = Rule(("actions", place, "condition"), (), action.condition)
        row = self._work.row(rule, self._plan)
        if self._work.is_told(action.condition):
            return row, None
        expected = self._work.expected.get(self._key(action.id))
        if expected is not None:
            self._work.tell(action.condition, expected)
            source = msg("an inject expects the action")
            self._work.assume(
                self._key(action.id),
                msg("“{text}” is so", text=action.condition),
                source,
                Confidence.MEDIUM,
            )
            return row, None
        self._work.deny(action.condition)
        self._work.assume(
            self._key(action.id),
            msg("“{text}” is not so: the action is skipped", text=action.condition),
            msg("the scenario does not say so under 属实"),
            Confidence.MEDIUM,
        )
        return None, row

    def _duration(self, action: PlanAction, estimate: durations.Estimate) -> Span:
        known = stated(self._work, self._plan, action)
        if known:
            return known
        self._assume_duration(action.id, title(action), estimate)
        return estimate.span

    def _assume_duration(self, action: str, name: str, estimate: durations.Estimate) -> None:
        self._work.assume(
            self._key(action),
            msg("time that “{action}” takes ({kind})", action=name, kind=estimate.name),
            durations.source(estimate),
            span=estimate.span,
        )

    def _deadlines(self, action: PlanAction) -> Iterator[Deadline]:
        limit, anchor = split(action.deadline)
        if (seconds := self._seconds(limit, action.id)) is not None:
            yield Deadline(seconds, anchor)
        for name, change in action.changes.items():
            rank = self._plan.severity(name)
            limit, anchor = split(change.deadline)
            if rank and (seconds := self._seconds(limit, action.id)) is not None:
                yield Deadline(seconds, anchor, rank)

    def _seconds(self, limit: Limit | None, action: str) -> int | None:
        """Return *limit* in seconds; None for none, for 立即 and for a time of the day.

        立即 is no number of seconds: what is done at once is not late while somebody does it.
        """
        if limit is None:
            return None
        if limit.workdays is not None:
            days = limit.workdays + 2 * (limit.workdays // 5)
            self._work.assume(
                self._key(action),
                msg("“{limit}” is {days} days", limit=limit.text, days=days),
                msg("five working days a week, no holidays"),
                Confidence.MEDIUM,
            )
            return days * _DAY
        return limit.seconds or None

    def _notices(self, action: PlanAction) -> Iterator[Notice]:
        for message in action.messages:
            for name in message.to:
                for org in self._orgs(name):
                    yield Notice(org, channels=self._channels.of(message.channel, org))

    def _orgs(self, name: str) -> Iterator[str]:
        entity = self._plan.get(name, (Kind.ORGANISATION,))
        for unit in self._cast.meant(entity, self._plan) if entity else ():
            yield self._cast.org(unit)


__all__ = ["Actions"]

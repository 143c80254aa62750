"""Reports as the plans order them: who owes whom what, how soon, how often, by what way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.drill.build import durations
from planforge.drill.build.levels import clause
from planforge.drill.build.work import all_of, any_of
from planforge.drill.chance import exactly
from planforge.drill.condition import FactIs, GradeIs, LevelIs, Not
from planforge.drill.entries import EntryKind
from planforge.drill.means import Channel
from planforge.drill.work import ReportRule
from planforge.feel import Ordered, only
from planforge.i18n import msg
from planforge.model.base import Kind
from planforge.model.drill_scales import OutageKind
from planforge.model.scales import Anchor, ReportStage
from planforge.patterns import late

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from planforge.corpus.plan_view import PlanView
    from planforge.drill.build.people import Cast
    from planforge.drill.build.work import Work
    from planforge.drill.chance import Span
    from planforge.drill.condition import Condition
    from planforge.drill.world import Plan
    from planforge.model.plan import ReportRule as PlanRule
    from planforge.model.scalars import Limit

_DAY: Final = 86_400
_PHONE: Final = late("(?<!卫星)电话|手机|短信|微信|移动")
"""Ways that need the public mobile or telephone network of a place; satellite phones do not."""
_AT_ONCE: Final = durations.REPORT.most
"""Seconds of 立即 for a report, which somebody has to write."""


class Channels:
    """The ways to tell something that plans name; those are kept that somebody asked for."""

    def __init__(self, work: Work, cast: Cast) -> None:
        self._work = work
        self._cast = cast
        self._known: dict[str, str] = {}

    def of(self, names: Iterable[str], *orgs: str) -> tuple[str, ...]:
        """Return the ids of the ways called *names* between *orgs*, in order.

        Where the scenario cuts the network of a place, its units have that one for their phones.
        """
        local = self._local(orgs)
        found: dict[str, None] = {}
        for name in names:
            used = local if local and _PHONE.search(name) else name
            id_ = f"channel.{used}".replace(":", "：")
            self._known[id_] = used
            found[id_] = None
        return tuple(found)

    def _local(self, orgs: Iterable[str]) -> str:
        regions = (self._cast.region_of(org) for org in orgs)
        cut = (self._work.cut_off(region, OutageKind.CHANNEL) for region in regions)
        return next((what for what in cut if what), "")

    def made(self) -> tuple[Channel, ...]:
        """Return the ways that were asked for; what they carry arrives at once."""
        for id_, name in sorted(self._known.items()):
            self._work.enter(id_, EntryKind.CHANNEL, name)
        return tuple(Channel(id_) for id_ in sorted(self._known))


class Reports:
    """The reports that one plan orders."""

    def __init__(self, work: Work, cast: Cast, channels: Channels, plan: PlanView) -> None:
        self._work = work
        self._cast = cast
        self._channels = channels
        self._plan = plan

    def made(self, plan: Plan) -> tuple[ReportRule, ...]:
        """Return the reports; follow-ups and final ones belong to the first of the same two."""
        found: dict[str, ReportRule] = {}
        rest: list[tuple[PlanRule, str, str]] = []
        for place, rule in enumerate(self._plan.plan.reports):
            for sender, receiver in self._pairs(rule):
                if rule.stage in (ReportStage.FIRST, ReportStage.DAILY):
                    made = self._first(plan, place, rule, sender, receiver)
                    if made and made.id not in found:
                        found[made.id] = made
                else:
                    rest.append((rule, sender, receiver))
        if found:
            self._work.assume(
                plan.id,
                msg("time to write and send a report that is due"),
                durations.SOURCE,
                span=durations.REPORT,
            )
        return tuple(self._with_later(one, rest) for one in found.values())

    def _pairs(self, rule: PlanRule) -> Iterator[tuple[str, str]]:
        for sender in rule.sender:
            for one in self._orgs(sender):
                for recipient in rule.recipient:
                    yield from ((one, other) for other in self._receivers(recipient, one))

    def _receivers(self, name: str, sender: str) -> list[str]:
        """Return who *name* means to *sender*: of several governments the one of its own place.

        One that lies in none of these places has nobody of them to report to.
        """
        meant = self._orgs(name)
        found = [other for other in meant if other != sender]
        here, lies_in = self._cast.region_of(sender), self._work.lies_in
        places = {other: self._cast.region_of(other) for other in found}
        is_local = lies_in(here, here) and not any(lies_in(one, here) for one in places.values())
        if len(meant) == 1 or not is_local:
            return found
        return [other for other in found if lies_in(here, places[other])]

    def _orgs(self, name: str) -> list[str]:
        entity = self._plan.get(name, (Kind.ORGANISATION,))
        units = self._cast.meant(entity, self._plan) if entity else ()
        return [self._cast.org(unit) for unit in units]

    def _first(
        self, plan: Plan, place: int, rule: PlanRule, sender: str, receiver: str
    ) -> ReportRule | None:
        on = self._on(plan, place, rule)
        within, every = self._times(rule)
        if on is None or within is None:
            return None
        kind = "daily" if rule.stage is ReportStage.DAILY else "first"
        told = "+".join((*rule.grades, *rule.levels))
        id_ = f"{plan.id}~{kind}~{sender}→{receiver}" + (f"~{told}" if told else "")
        pointer = ("reports", place)
        here = clause(pointer, rule.stage.zh)
        names = f"{self._cast.name_of(sender)}→{self._cast.name_of(receiver)}"
        self._work.enter(
            id_,
            EntryKind.REPORT,
            f"{rule.stage.zh}（{names}）",
            plan=plan.id,
            clause=here,
            file=self._plan.file,
            pointer=pointer,
        )
        return ReportRule(
            id_,
            plan.id,
            sender,
            receiver,
            within,
            on,
            handling=_last(within) if rule.stage is ReportStage.DAILY else durations.REPORT,
            every=every,
            channels=self._channels.of(rule.channels, sender, receiver),
            clause=here,
        )

    def _times(self, rule: PlanRule) -> tuple[int | None, int]:
        every = (rule.repeat.seconds or 0) if rule.repeat else 0
        if rule.limit is None:
            return None, every
        if rule.limit.clock is not None:
            return _DAY, every or _DAY
        if rule.limit.seconds == 0:
            self._work.assume(
                self._plan.plan.id,
                msg(
                    "“{limit}” of a report is {minutes} minutes",
                    limit=rule.limit.text,
                    minutes=_AT_ONCE // 60,
                ),
                msg("the longest time in which a report is written"),
            )
            return _AT_ONCE, every
        return rule.limit.seconds, every

    def _on(self, plan: Plan, place: int, rule: PlanRule) -> Condition | None:
        """Return when it is due: by its own table, its levels or grades, or at any level at all."""
        if rule.when:
            rules = self._plan.compiled(rule.when, ("reports", place, "when")).rules
            return any_of(self._work.rows(rules, self._plan))
        ranks = [rank for name in rule.levels if (rank := self._plan.severity(name))]
        if ranks:
            return LevelIs(plan.id, min(ranks))
        grades = [rank for name in rule.grades if (rank := self._grade(name))]
        if grades:
            worse = GradeIs(plan.incident, max(grades) + 1)
            top = len(self._plan.plan.grades)
            found = GradeIs(plan.incident, min(grades))
            own = found if max(grades) == top else all_of([found, Not(worse)])
            return any_of([own, *self._said(rule.grades)])
        if rule.stage is ReportStage.DAILY:
            return LevelIs(plan.id, 1)
        return any_of(level.when for level in plan.levels if level.when)

    def _said(self, names: Sequence[str]) -> Iterator[Condition]:
        """Yield that somebody said the incident to be of one of the grades *names* (初判).

        Only indicators count by which the plan itself decides on levels.
        """
        grades = tuple(reversed(tuple(self._plan.plan.grades)))
        tables = self._plan.tables.values()
        cells = [cell for table in tables for rule in table.rules for cell in rule.conditions]
        domains = {cell.dimension: cell.values.domain for cell in cells}
        for dimension, domain in sorted(domains.items()):
            if isinstance(domain, Ordered) and domain.words == grades:
                yield from (FactIs(dimension, only(domain, name)) for name in names)

    def _grade(self, name: str) -> int:
        names = tuple(self._plan.plan.grades)
        return len(names) - names.index(name) if name in names else 0

    def _with_later(self, one: ReportRule, rest: list[tuple[PlanRule, str, str]]) -> ReportRule:
        every, final = one.every, one.final
        for rule, sender, receiver in rest:
            if (sender, receiver) != (one.sender, one.receiver):
                continue
            if rule.stage is ReportStage.FOLLOW_UP:
                every = every or _seconds(rule.repeat) or _seconds(rule.limit)
            elif rule.anchor is Anchor.TERMINATION:
                final = final or _seconds(rule.limit)
        changed = (every, final) != (one.every, one.final)
        if not changed:
            return one
        return ReportRule(
            one.id,
            one.plan,
            one.sender,
            one.receiver,
            one.within,
            one.on,
            handling=one.handling,
            every=every,
            final=final,
            channels=one.channels,
            clause=one.clause,
        )


def _last(within: int) -> Span:
    """Return how long a report waits that is written at the end of its time."""
    took = durations.REPORT
    return exactly(max(0, within - took.most))


def _seconds(limit: Limit | None) -> int:
    """Return *limit* in seconds, working days by the calendar day; 0 for none."""
    if limit is None:
        return 0
    return limit.workdays * _DAY if limit.workdays is not None else limit.seconds or 0


__all__ = ["Channels", "Reports"]

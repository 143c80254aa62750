"""Reports as the plans order them: who owes whom what, how soon, how often, by what way."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from planforge.drill.build import durations
from planforge.drill.build.levels import clause
from planforge.drill.build.work import all_of, any_of
from planforge.drill.chance import exactly
from planforge.drill.condition import FactIs, GradeIs, LevelIs, Not
from planforge.drill.entries import EntryKind
from planforge.drill.means import Channel
from planforge.drill.work import ReportRule, Stage
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
_STAGES: Final = {
    ReportStage.FIRST: Stage.FIRST,
    ReportStage.FOLLOW_UP: Stage.FOLLOW_UP,
    ReportStage.FINAL: Stage.FINAL,
    ReportStage.DAILY: Stage.DAILY,
}
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
        """Return the reports.

        Follow-ups and final ones belong to the first of the same two; where there is none they
        stand for themselves: they go on while the plan runs, or follow its end. Of two that say
        the same thing of the same two the shorter time counts, wherever they stand.
        """
        found: dict[str, ReportRule] = {}
        later: list[tuple[int, PlanRule, str, str]] = []
        for place, rule in sorted(enumerate(self._plan.plan.reports), key=_in_haste):
            for sender, receiver in self._pairs(rule):
                if rule.stage not in (ReportStage.FIRST, ReportStage.DAILY):
                    later.append((place, rule, sender, receiver))
                elif made := self._first(plan, place, rule, sender, receiver):
                    found.setdefault(made.id, made)
        for place, rule, sender, receiver in later:
            firsts = [one for one in found.values() if _is_before(one, rule, sender, receiver)]
            found |= {one.id: _with_later(one, rule) for one in firsts}
            if not firsts and (made := self._later(plan, place, rule, sender, receiver)):
                found.setdefault(made.id, made)
        if found:
            self._work.assume(
                plan.id,
                msg("time to write and send a report that is due"),
                durations.SOURCE,
                span=durations.REPORT,
            )
        return tuple(found.values())

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
        return ReportRule(
            self._entered(plan, place, rule, sender, receiver),
            plan.id,
            sender,
            receiver,
            within,
            on,
            handling=_last(within) if rule.stage is ReportStage.DAILY else durations.REPORT,
            every=every,
            channels=self._channels.of(rule.channels, sender, receiver),
            clause=clause(("reports", place), rule.stage.zh),
            stage=_STAGES[rule.stage],
            is_for_all=not any(_kinds(rule)),
        )

    def _later(
        self, plan: Plan, place: int, rule: PlanRule, sender: str, receiver: str
    ) -> ReportRule | None:
        """Return a follow-up or a final report that stands for itself."""
        every, final = _rhythm(rule), _after_end(rule)
        on = self._on(plan, place, rule) if any(_kinds(rule)) else None
        ranks = [rank for name in rule.levels if (rank := self._plan.severity(name))]
        if rule.stage is ReportStage.FOLLOW_UP:
            on = self._between(plan, ranks) if ranks or on is None else on
        if not (every if rule.stage is ReportStage.FOLLOW_UP else final):
            return None
        return ReportRule(
            self._entered(plan, place, rule, sender, receiver),
            plan.id,
            sender,
            receiver,
            _AT_ONCE,
            on,
            handling=durations.REPORT,
            every=every if rule.stage is ReportStage.FOLLOW_UP else 0,
            final=final if rule.stage is not ReportStage.FOLLOW_UP else 0,
            channels=self._channels.of(rule.channels, sender, receiver),
            clause=clause(("reports", place), rule.stage.zh),
            stage=_STAGES[rule.stage],
        )

    def _between(self, plan: Plan, ranks: Sequence[int]) -> Condition:
        """Return that *plan* runs at one of *ranks*, or at any level if none are given."""
        found = LevelIs(plan.id, min(ranks, default=1))
        top = max((level.rank for level in plan.levels), default=1)
        highest = max(ranks, default=top)
        return found if highest >= top else all_of([found, Not(LevelIs(plan.id, highest + 1))])

    def _entered(self, plan: Plan, place: int, rule: PlanRule, sender: str, receiver: str) -> str:
        """Return the id of a report, whose name and place are known from now on."""
        told = "+".join((*rule.grades, *rule.levels))
        kind = _STAGES[rule.stage].value
        id_ = f"{plan.id}~{kind}~{sender}→{receiver}" + (f"~{told}" if told else "")
        pointer = ("reports", place)
        names = f"{self._cast.name_of(sender)}→{self._cast.name_of(receiver)}"
        self._work.enter(
            id_,
            EntryKind.REPORT,
            f"{rule.stage.zh}（{names}）",
            plan=plan.id,
            clause=clause(pointer, rule.stage.zh),
            file=self._plan.file,
            pointer=pointer,
        )
        return id_

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
            return any_of([own, *self._said(plan, rule.grades)])
        if rule.stage is ReportStage.DAILY:
            return LevelIs(plan.id, 1)
        return any_of(level.when for level in plan.levels if level.when)

    def _said(self, plan: Plan, names: Sequence[str]) -> Iterator[Condition]:
        """Yield that somebody said the incident to be of one of the grades *names* (初判).

        So does who starts a level that the plan gives to incidents of this grade (对应分级). Only
        indicators count by which the plan itself decides on levels.
        """
        levels = self._plan.plan.levels.items()
        meant = (name for name, level in levels if not {*names}.isdisjoint(level.grades))
        if ranks := [rank for name in meant if (rank := self._plan.severity(name))]:
            yield self._between(plan, ranks)
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


def _in_haste(one: tuple[int, PlanRule]) -> tuple[int, int, str]:
    """Return in which turn a report is looked at: by its times, and by all that it says."""
    _, rule = one
    return _seconds(rule.limit) or _DAY, _seconds(rule.repeat) or _DAY, repr(rule)


def _kinds(rule: PlanRule) -> tuple[object, ...]:
    """Return which incidents *rule* is for; nothing in it for all."""
    return rule.grades, rule.levels, rule.when


def _is_before(one: ReportRule, rule: PlanRule, sender: str, receiver: str) -> bool:
    """Whether *one* is the first report that *rule* follows from *sender* to *receiver*.

    A follow-up of some levels, and a last report of more than the first is for, stand for
    themselves.
    """
    is_first = one.stage is Stage.FIRST and (one.sender, one.receiver) == (sender, receiver)
    is_for_all = not any(_kinds(rule))
    if rule.stage is ReportStage.FOLLOW_UP:
        return is_first and is_for_all
    return is_first and is_for_all is one.is_for_all


def _with_later(one: ReportRule, rule: PlanRule) -> ReportRule:
    """Return *one* with what *rule* says of its follow-ups, or of its last report."""
    if rule.stage is ReportStage.FOLLOW_UP:
        return replace(one, every=one.every or _rhythm(rule))
    return replace(one, final=one.final or _after_end(rule))


def _rhythm(rule: PlanRule) -> int:
    return _seconds(rule.repeat) or _seconds(rule.limit)


def _after_end(rule: PlanRule) -> int:
    return _seconds(rule.limit) if rule.anchor is Anchor.TERMINATION else 0


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

"""What was done with an edition: numbered, approved, filed, made public, each as its class wants.

Filing and publication are judged by two recorded days, or by the day of the check. Days are
working days of the Chinese calendar; where a year's holidays are not known, only what is late in
any case is said.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final, TypeAlias

from planforge.corpus.workdays import surely_over, workday_after, workdays_between
from planforge.findings import Place, Severity
from planforge.frozen import dataclass
from planforge.i18n import msg
from planforge.model.base import Visibility
from planforge.model.scales import GovernmentLevel, PlanClass, PlanPurpose
from planforge.rules.rule import Hit, Option, cite, plan_rule, system_rule
from planforge.rules.structure.folders import is_in_its_group

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.corpus.outline import PlanOutline
    from planforge.corpus.plan_view import PlanView
    from planforge.corpus.system import System
    from planforge.i18n import Argument, Message

FILING: Final = cite("突发事件应急预案管理办法", "第二十六条")
PUBLICATION: Final = cite("突发事件应急预案管理办法", "第二十八条")
FILING_OF_SPECIAL: Final = cite("突发事件应急预案管理办法", "第二十六条第二项")
FILING_OF_JOINT: Final = cite("突发事件应急预案管理办法", "第二十六条第四项")
RULES_SINCE: Final = date(2024, 1, 31)
"""Since when the rules on plans ask for approval and filing as judged here."""
FILED: Final = frozenset(c.value for c in PlanClass if c is not PlanClass.UNIT)
"""Classes that are filed as judged here; plans of units follow other rules."""
NOT_FILED_BY_NATION: Final = frozenset({PlanClass.MASTER.value, PlanClass.SPECIAL.value})
"""Classes the article asks of local governments only: nobody stands above the State Council."""
_OWN: Final = frozenset({PlanClass.VILLAGE.value, PlanClass.UNIT.value})
"""Classes that are made known to the own people, and to units and places that may be hit."""
PUBLIC: Final = FILED | _OWN
"""Classes that are made known within the time."""

FILED_WITHIN: Final = Option(
    "CYC001",
    ("备案期限", "filed_within"),
    20,
    1,
    20,
    msg("Working days from the issue of a plan to its filing; the law sets 20"),
)
PUBLIC_WITHIN: Final = Option(
    "CYC002",
    ("公布期限", "public_within"),
    20,
    1,
    20,
    msg("Working days from the issue of a plan to its publication; the law sets 20"),
)


_Beside: TypeAlias = "tuple[Place, Message]"


def since_issue(file: str) -> tuple[_Beside, ...]:
    """Return where the plan in *file* says when it was issued, to be shown beside a finding."""
    return ((Place(file, ("edition", "issued")), msg("The day of issue stands here")),)


@plan_rule(
    "CYC001",
    "cycle.filed-late",
    Severity.ERROR,
    title=msg("Plan filed too late"),
    rationale=msg("Until it is filed, the level above cannot check that the plans fit."),
    sources=(FILING,),
    options=(FILED_WITHIN,),
)
def filed_late(view: PlanView) -> Iterator[Hit]:
    """Plans filed later than 20 working days after their issue."""
    filing = view.plan.edition.filing
    if filing is None or view.plan.plan_class is PlanClass.UNIT:
        return
    for late in _late(view, ("filing", "filed"), filing.filed, FILED_WITHIN):
        yield Hit(
            late.place,
            msg(
                "Filed {days} working days after the issue on {issued}; {limit} are allowed, "
                "until {last}",
                **late.words,
            )
            if late.until is None
            else msg(
                "Filed {days} days after the issue on {issued}; {limit} working days are allowed, "
                "{until}",
                **late.words,
                until=late.until,
            ),
            msg("Correct the day if it is wrong; else note the reason and file in time"),
            since_issue(view.file),
        )


@plan_rule(
    "CYC002",
    "cycle.published-late",
    Severity.ERROR,
    title=msg("Plan made public too late"),
    rationale=msg("People cannot follow a plan that they cannot read."),
    sources=(PUBLICATION,),
    options=(PUBLIC_WITHIN,),
)
def published_late(view: PlanView) -> Iterator[Hit]:
    """Plans made public later than 20 working days after their issue."""
    publication = view.plan.edition.publication
    if publication is None:
        return
    at = ("publication", "published")
    for late in _late(view, at, publication.published, PUBLIC_WITHIN):
        yield Hit(
            late.place,
            msg(
                "Made public {days} working days after the issue on {issued}; {limit} are "
                "allowed, until {last}",
                **late.words,
            )
            if late.until is None
            else msg(
                "Made public {days} days after the issue on {issued}; {limit} working days are "
                "allowed, {until}",
                **late.words,
                until=late.until,
            ),
            msg("Correct the day if it is wrong; else note the reason and publish in time"),
            since_issue(view.file),
        )


_CERTAINLY_ENOUGH: Final = timedelta(days=400)
"""A day so much later is written wrong; its working days are not counted one by one."""


@dataclass(frozen=True, slots=True)
class _Late:
    """What was done too late.

    Attributes:
        place: Where its day stands.
        words: What is said of it.
        until: How long there was time, where the working days until it was done are not counted.
    """

    place: Place
    words: dict[str, Argument]
    until: Message | None


def _late(view: PlanView, at: tuple[str, str], done: date, within: Option) -> Iterator[_Late]:
    """Yield that *done* came too late, if so; where holidays are not known, if so in any case."""
    issued, limit = view.plan.edition.issued, within.of(view.registry)
    last = workday_after(issued, limit)
    over = last or surely_over(issued, limit)
    if done <= over:
        return
    days = workdays_between(issued, done) if last and done - issued < _CERTAINLY_ENOUGH else None
    place = view.at("edition", *at)
    words: dict[str, Argument] = {"issued": issued.isoformat(), "limit": limit}
    if last is not None and days is not None:
        yield _Late(place, {**words, "days": days, "last": last.isoformat()}, None)
    else:
        yield _Late(place, {**words, "days": (done - issued).days}, _until(last, over))


def _until(last: date | None, over: date) -> Message:
    if last is not None:
        return msg("until {last}", last=last.isoformat())
    return msg("until {day} at the latest, whatever the holidays", day=over.isoformat())


@system_rule(
    "CYC005",
    "cycle.not-filed",
    Severity.WARNING,
    title=msg("Plan that was not filed"),
    rationale=msg("Until it is filed, the level above cannot check that the plans fit."),
    sources=(FILING,),
)
def not_filed(system: System) -> Iterator[Hit]:
    """Plans without 备案 when the time for it is over on the day of the check."""
    jurisdiction = system.registry.jurisdiction
    is_nation = jurisdiction is not None and jurisdiction.level is GovernmentLevel.NATION
    filed = FILED - NOT_FILED_BY_NATION if is_nation else FILED
    for outline, until in _overdue(system, FILED_WITHIN.of(system.registry)):
        if outline.edition.filed is None and outline.plan_class in filed:
            yield Hit(
                Place(outline.file, ("edition",), on_key=True),
                msg("No filing is recorded; there was time {until}", until=until),
                msg("File the plan and write day and authority under 备案"),
                since_issue(outline.file),
            )


@system_rule(
    "CYC006",
    "cycle.not-published",
    Severity.WARNING,
    title=msg("Plan that was not made public"),
    rationale=msg("People cannot follow a plan that they cannot read."),
    sources=(PUBLICATION,),
)
def not_published(system: System) -> Iterator[Hit]:
    """Plans without 公布 when the time for it is over; internal ones are left out."""
    for outline, until in _overdue(system, PUBLIC_WITHIN.of(system.registry)):
        if (
            outline.edition.published is None
            and outline.plan_class in PUBLIC
            and not outline.internal
        ):
            yield Hit(
                Place(outline.file, ("edition",), on_key=True),
                msg("No publication is recorded; there was time {until}", until=until),
                msg(
                    "Make the plan known to your own people and to units and places that may be "
                    "hit, and write the day under 公布"
                )
                if outline.plan_class in _OWN
                else msg(
                    "Publish the plan and write the day under 公布, or mark the plan 可见: 内部"
                ),
                since_issue(outline.file),
            )


def _overdue(system: System, limit: int) -> Iterator[tuple[PlanOutline, Message]]:
    """Yield the plans of which the time after the issue is over, and how long it was."""
    if system.as_of is None:
        return
    known: dict[date, date | None] = {}
    for outline in system.outlines:
        if outline.issued not in known:
            known[outline.issued] = workday_after(outline.issued, limit)
        last = known[outline.issued]
        over = last or surely_over(outline.issued, limit)
        if over < system.as_of:
            yield outline, _until(last, over)


@plan_rule(
    "CYC007",
    "cycle.no-public-extract",
    Severity.ADVICE,
    title=msg("Internal plan without a public extract"),
    rationale=msg("Those who are to follow the plan have nothing that they may read."),
    sources=(cite("突发事件应急预案管理办法", "第二十三条"), PUBLICATION),
)
def no_public_extract(view: PlanView) -> Iterator[Hit]:
    """Plans marked 内部 as a whole that have no 简本."""
    if view.plan.visibility is Visibility.INTERNAL and not view.plan.public_extract:
        yield Hit(
            view.at("visibility"),
            msg("The plan is internal and has no public extract"),
            msg("Write an extract and 有简本: 是, if people outside are to follow the plan"),
        )


def without_copies(recipient: str) -> str:
    """Return *recipient* without what stands in brackets."""
    closed = max(map(recipient.rfind, "）)")) + 1
    return _COPIES.sub("", recipient[:closed]) + recipient[closed:]


@plan_rule(
    "CYC013",
    "cycle.filed-elsewhere",
    Severity.WARNING,
    title=msg("Plan filed with the wrong authority"),
    rationale=msg("It lies where nobody compares it with the plans it has to fit."),
    sources=(FILING,),
)
def filed_elsewhere(view: PlanView) -> Iterator[Hit]:
    """备案 with an authority other than that of the class; what stands in brackets is a copy."""
    filing, jurisdiction = view.plan.edition.filing, view.registry.jurisdiction
    if filing is None or jurisdiction is None or not is_in_its_group(view):
        return
    if view.plan.edition.issued < RULES_SINCE:
        return
    recipient = without_copies(filing.recipient)
    upper, own = jurisdiction.upper.name, jurisdiction.name
    expected: Message | None = None
    if view.plan.plan_class is PlanClass.MASTER and (
        recipient.startswith(own) or not _GOVERNMENT.search(recipient)
    ):
        expected = msg("the government of {place}, by its emergency department", place=upper)
    elif view.plan.plan_class is PlanClass.SPECIAL and (
        recipient.startswith(own) or recipient.endswith("人民政府")
    ):
        expected = msg("the lead department of {place} for such events", place=upper)
    elif view.plan.plan_class is PlanClass.DEPARTMENT and (
        recipient.startswith(upper) or not _GOVERNMENT.search(recipient)
    ):
        expected = msg("the government of {place}, by its emergency department", place=own)
    elif view.plan.plan_class is PlanClass.TOWN and not _GOVERNMENT.search(recipient):
        expected = msg("the government of the county, by its emergency department")
    elif view.plan.plan_class is PlanClass.VILLAGE and not _TOWN.search(recipient):
        expected = msg("the town or street office")
    if expected is not None:
        yield Hit(
            view.at("edition", "filing", "recipient"),
            msg(
                "A plan of the class “{kind}” is filed with {expected}; here: {recipient}",
                kind=view.plan.plan_class.zh,
                expected=expected,
                recipient=recipient,
            ),
            msg("File it there; those who only get a copy stand in brackets"),
        )


@plan_rule(
    "CYC014",
    "cycle.filed-without-copy",
    Severity.ADVICE,
    title=msg("Filing without the copy that the emergency department gets"),
    rationale=msg(
        "The emergency department of the level above looks whether the plans fit; without a copy "
        "it cannot."
    ),
    sources=(FILING_OF_SPECIAL, FILING_OF_JOINT),
)
def filed_without_copy(view: PlanView) -> Iterator[Hit]:
    """备案 of special plans, those of several governments among them, without 应急 in 机关.

    Left to another rule: filings with a government, or at home.
    """
    filing, jurisdiction = view.plan.edition.filing, view.registry.jurisdiction
    if filing is None or jurisdiction is None or view.plan.edition.issued < RULES_SINCE:
        return
    if jurisdiction.level is GovernmentLevel.NATION or not is_in_its_group(view):
        return
    if view.plan.plan_class is not PlanClass.SPECIAL or "应急" in filing.recipient:
        return
    if filing.recipient.startswith(jurisdiction.name) or filing.recipient.endswith("人民政府"):
        return
    is_joint = view.plan.purpose is PlanPurpose.JOINT
    yield Hit(
        view.at("edition", "filing", "recipient"),
        msg(
            "No copy of this joint plan went to the emergency department of the level above all "
            "partners; here: {recipient}",
            recipient=filing.recipient,
        )
        if is_joint
        else msg(
            "No copy went to the emergency department of {place}; here: {recipient}",
            place=jurisdiction.upper.name,
            recipient=filing.recipient,
        ),
        msg("Send it, and add it in brackets: （抄送…应急管理厅）"),
    )


_COPIES: Final = re.compile("[（(].*?[）)]")
"""Who gets a copy. To be looked for as far as a bracket closes, or each one open costs a look."""
_GOVERNMENT: Final = re.compile("政府|应急管理|应急局|应急厅")
_TOWN: Final = re.compile("[乡镇]|街道|办事处")

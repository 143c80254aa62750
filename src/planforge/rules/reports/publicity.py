"""What the public is told, by whom and how soon."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.corpus.comments import uncommented
from planforge.findings import Severity
from planforge.i18n import msg
from planforge.model.registers import Organisation
from planforge.model.scales import OrganisationCategory as Category
from planforge.patterns import late
from planforge.rules.reports.hops import is_response_plan
from planforge.rules.rule import Hit, cite, plan_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.corpus.plan_view import PlanView

_HOUR: Final = 3600
TOLD: Final = cite("中华人民共和国突发事件应对法", "第七条")
OVERALL: Final = cite("国家突发事件总体应急预案", "3.3.5")


@plan_rule(
    "RPT006",
    "report.public-told-late",
    Severity.ADVICE,
    title=msg("The public is told late"),
    rationale=msg(
        "After five hours without an authoritative word others have told the story; a press "
        "conference is expected within a day."
    ),
    sources=(
        cite("关于全面推进政务公开工作的意见实施细则"),
        cite("国家突发事件总体应急预案", "3.3.5"),
    ),
)
def public_told_late(view: PlanView) -> Iterator[Hit]:
    """A first release later than 5 hours, or a press conference later than 24."""
    info = view.plan.public_information
    if info is None:
        return
    for field, limit, hours in (
        ("first_release", info.first_release, 5),
        ("press_conference", info.press_conference, 24),
    ):
        if limit is not None and limit.seconds is not None and limit.seconds > hours * _HOUR:
            yield Hit(
                view.at("public_information", field),
                msg("{limit} is more than the usual {hours} h", limit=limit.text, hours=hours),
                msg("Write {hours}小时 or less", hours=hours),
            )


@plan_rule(
    "RPT030",
    "report.nobody-tells-the-public",
    Severity.WARNING,
    title=msg("Nobody tells the public"),
    rationale=msg("Governments publish what happened and what they decided, in time."),
    sources=(TOLD,),
)
def nobody_tells_the_public(view: PlanView) -> Iterator[Hit]:
    """Master and special plans without 信息发布, or without 责任 there."""
    info = view.plan.public_information
    if not is_response_plan(view) or (info is not None and info.responsible):
        return
    yield Hit(
        view.at("public_information", on_key=True) if info else view.at("name"),
        msg("Nobody is responsible for telling the public"),
        msg("Name who releases information under 信息发布, 责任"),
    )


@plan_rule(
    "RPT031",
    "report.one-voice",
    Severity.ADVICE,
    title=msg("No spokesperson, or several"),
    rationale=msg("Two voices say two things; without a voice others speak."),
    sources=(OVERALL,),
)
def one_voice(view: PlanView) -> Iterator[Hit]:
    """信息发布 whose 发言人 names nobody or more than one post."""
    info = view.plan.public_information
    if info is None or not info.responsible or not is_response_plan(view):
        return
    if not info.spokesperson:
        yield Hit(
            view.at("public_information", on_key=True),
            msg("No spokesperson is named"),
            msg("Name the post that speaks to the press under 发言人"),
        )
    elif len(info.spokesperson) > 1:
        yield Hit(
            view.at("public_information", "spokesperson"),
            msg("Several speak for the plan: {posts}", posts=info.spokesperson),
            msg("Name one under 发言人; the others stand in (AB角)"),
        )


@plan_rule(
    "RPT032",
    "report.public-without-limit",
    Severity.ADVICE,
    title=msg("Nothing says how soon the public is told"),
    rationale=msg(
        "A first authoritative word is expected within five hours, a press conference on a heavy "
        "event within a day."
    ),
    sources=(cite("关于全面推进政务公开工作的意见实施细则"), OVERALL),
)
def public_without_limit(view: PlanView) -> Iterator[Hit]:
    """信息发布 without 首次发布 or without 新闻发布会."""
    info = view.plan.public_information
    if info is None or not info.responsible or not is_response_plan(view):
        return
    place = view.at("public_information", on_key=True)
    if info.first_release is None:
        yield Hit(
            place,
            msg("Nothing says how soon the public is told first"),
            msg("Write 首次发布: 5小时 or less"),
        )
    if info.press_conference is None:
        yield Hit(
            place,
            msg("Nothing says how soon the press is told"),
            msg("Write 新闻发布会: 24小时 or less, for extraordinary and major events"),
        )


_RUMOUR: Final = late(r"谣|舆情|舆论|不实|澄清|虚假")


@plan_rule(
    "RPT033",
    "report.rumours",
    Severity.ADVICE,
    title=msg("Nobody answers rumours"),
    rationale=msg("The law wants false reports that upset people to be corrected in time."),
    sources=(TOLD,),
)
def rumours(view: PlanView) -> Iterator[Hit]:
    """Plans that tell the public, but say nowhere that what is false is corrected."""
    info = view.plan.public_information
    if info is None or not info.responsible or not is_response_plan(view):
        return
    duties = (
        *(text for member, _ in view.members for text in member.duties),
        *(text for group, _ in view.groups for text in group.duties),
    )
    actions = (action.content for action in view.plan.actions)
    texts = (info.content, uncommented(view.prose or ""), *duties, *actions)
    if not any(_RUMOUR.search(text) for text in texts):
        yield Hit(
            view.at("public_information", on_key=True),
            msg("Nothing says who corrects what is false"),
            msg("Write it under 内容 here, or among the duties of a member or group"),
        )


_RELEASES: Final = late("(?:信息|新闻)发布")
_IS_TOLD: Final = late("宣传部|新闻办")


@plan_rule(
    "RPT047",
    "report.publicity-department-left-out",
    Severity.WARNING,
    title=msg("Information released without the department whose duty it is"),
    rationale=msg(
        "The publicity department organises the release; what others publish without it, it can "
        "neither check nor answer for."
    ),
    sources=(TOLD, OVERALL),
)
def publicity_department_left_out(view: PlanView) -> Iterator[Hit]:
    """信息发布 whose 责任 lacks the publicity department that releases by its duty as a member.

    A command body that releases does so by its members.
    """
    info = view.plan.public_information
    if info is None or not info.responsible:
        return
    named = [view.get(name) for name in info.responsible]
    keys = {view.actor_key(name) for name in info.responsible}
    if None in named or any(
        isinstance(entity.element, Organisation) and entity.element.category is Category.COMMAND
        for entity in named
        if entity is not None
    ):
        return
    for member, at in view.members:
        if not _IS_TOLD.search(member.unit) or view.actor_key(member.unit) in keys:
            continue
        duty = next((i for i, text in enumerate(member.duties) if _RELEASES.search(text)), None)
        if duty is not None:
            yield Hit(
                view.at("public_information", "responsible"),
                msg(
                    "{units} release information here, but “{duty}” is the duty of {unit}",
                    units=info.responsible,
                    duty=member.duties[duty],
                    unit=member.unit,
                ),
                msg("Add {unit} under 责任", unit=member.unit),
                ((view.at(*at, "duties", duty), msg("the duty")),),
            )
            return

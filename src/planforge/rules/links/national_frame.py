"""What the law and the national master plan lay down for plans of every jurisdiction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.findings import Severity
from planforge.i18n import msg
from planforge.model.base import Kind
from planforge.model.registers import Post
from planforge.model.scales import EventCategory, PlanClass
from planforge.patterns import late
from planforge.rules.contents.demands import sentences_with
from planforge.rules.rule import Hit, cite, plan_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.corpus.plan_view import PlanView

NATIONAL_PLAN: Final = "国家突发事件总体应急预案"
_TYPES: Final = (
    (EventCategory.HEALTH, late("传染病|疫情|食品安全|药品安全|不明原因疾病|群体性中毒")),
    (EventCategory.SECURITY, late("恐怖|群体性事件|刑事案件|金融|涉外|民族宗教")),
    (
        EventCategory.NATURAL,
        late(
            "水旱|洪涝|洪水|山洪|内涝|干旱|台风|暴雨|暴雪|低温|冰冻|寒潮|高温|气象灾害|地震|地质"
            "|塌陷|滑坡|泥石流|崩塌|森林火灾|草原火灾|海啸|风暴潮|赤潮|生物灾害"
        ),
    ),
    (
        EventCategory.ACCIDENT,
        late(
            "生产安全|危险化学品|矿山|煤矿|道路交通|铁路|轨道交通|航空器|水上交通|停电|燃气|特种设备"
            "|环境事件|环境污染|生态环境|核事故|辐射|溢油|网络安全|网络与信息安全|数据安全|火灾"
        ),
    ),
)
"""Words of event types → their category; of words in two of them the first counts."""


def category_of(event: str) -> EventCategory | None:
    """Return the category that the national plan gives to an event type, None if it names none."""
    return next((category for category, words in _TYPES if words.search(event)), None)


@plan_rule(
    "STR014",
    "structure.event-of-another-category",
    Severity.WARNING,
    title=msg("Event type that belongs to another category"),
    rationale=msg(
        "The category decides on grades, warning colours and measures: network security, say, "
        "counts as an accident since 2025."
    ),
    sources=(cite(NATIONAL_PLAN, "1.3"),),
)
def event_of_another_category(view: PlanView) -> Iterator[Hit]:
    """Plans whose 事件类别 is that of none of their event types, as far as they are known."""
    given = view.plan.category
    known = [(i, category_of(event)) for i, event in enumerate(view.plan.event_types)]
    meant = [(i, category) for i, category in known if category is not None]
    if given is None or not meant or len(meant) < len(known):
        return
    if all(category is not given for _, category in meant):
        i, category = meant[0]
        yield Hit(
            view.at("category"),
            msg(
                "{event} belongs to {meant}, not to {given}",
                event=view.plan.event_types[i],
                meant=category.zh,
                given=given.zh,
            ),
            msg("Correct 事件类别, and see whether grades and warnings still fit"),
        )


_HEAD: Final = late(
    "书记|主要负责|省长|州长|盟长|(?<!副)市长|(?<!副)县长|(?<!副)区长|(?<!副)旗长|主席"
)
_PARTS: Final = late(r"[、，,；;（）() ]")
_DEPUTY: Final = late("副|常务|政法委|纪委")


@plan_rule(
    "ORG049",
    "organisation.overall-body-without-head",
    Severity.WARNING,
    title=msg("Overall command that the heads of party and government do not lead"),
    rationale=msg("Only they can order all departments, towns and forces together."),
    sources=(cite(NATIONAL_PLAN, "2.2"), cite("突发事件应对法", "第十九条")),
)
def overall_body_without_head(view: PlanView) -> Iterator[Hit]:
    """Master plans none of whose commanders is the head of the committee or the government."""
    body = view.plan.command
    if view.plan.plan_class is not PlanClass.MASTER or body is None or not body.commander:
        return
    titles = []
    for name in body.commander:
        post = view.get(name, (Kind.POST,))
        if post is None or not isinstance(post.element, Post):
            return
        titles.append(post.element.title)
    offices = [office for title in titles for office in _PARTS.split(title)]
    if not any(_HEAD.search(office) and not _DEPUTY.search(office) for office in offices):
        yield Hit(
            view.at("command", "commander"),
            msg("{body} is led by {titles}", body=body.name, titles=tuple(titles)),
            msg("Let the heads of party committee and government lead it; others are deputies"),
        )


_CONGRESS: Final = late("人大|人民代表大会")


@plan_rule(
    "CNT032",
    "content.no-report-to-congress",
    Severity.ADVICE,
    title=msg("Master plan without the report to the people's congress"),
    rationale=msg("It is a duty of the government as a whole; no special plan has it."),
    sources=(cite("突发事件应对法", "第二十五条"),),
)
def no_report_to_congress(view: PlanView) -> Iterator[Hit]:
    """Master plans that do not name the standing committee of the people's congress."""
    if view.plan.plan_class is not PlanClass.MASTER:
        return
    if next((x for x in sentences_with(view, _CONGRESS) if _CONGRESS.search(x)), None) is None:
        yield Hit(
            view.at("name"),
            msg("Nothing is said of what is filed with and reported to the standing committee"),
            msg("Say that decisions are filed there and that a report follows the response"),
        )

"""Who drafts a plan, and whose field the authority is that it is filed with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.findings import Severity
from planforge.i18n import msg
from planforge.model.base import Kind
from planforge.model.scales import PlanClass, PlanPurpose
from planforge.patterns import late
from planforge.rules.rule import Hit, cite, plan_rule
from planforge.rules.text.whole import is_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.corpus.plan_view import PlanView

_RULES: Final = "突发事件应急预案管理办法"
_EMERGENCY: Final = late("应急管理|应急局|应急厅|应急委|应急办")


@plan_rule(
    "ORG051",
    "organisation.master-plan-drafted-elsewhere",
    Severity.WARNING,
    title=msg("Master plan that another department than that for emergencies keeps"),
    rationale=msg(
        "The master plan is drafted by the emergency department of the government: it sees all "
        "hazards, and brings the special plans into line."
    ),
    sources=(cite(_RULES, "第十九条"),),
)
def master_plan_drafted_elsewhere(view: PlanView) -> Iterator[Hit]:
    """Master plans whose 牵头部门 is not the emergency department (应急管理部门)."""
    lead = view.get(view.plan.lead, (Kind.ORGANISATION,))
    if view.plan.plan_class is not PlanClass.MASTER or lead is None:
        return
    if not _EMERGENCY.search(lead.name):
        yield Hit(
            view.at("lead"),
            msg(
                "The master plan is kept by {lead}; it is for the emergency department to draft it",
                lead=lead.name,
            ),
            msg("Name the emergency department of this government (应急管理局) under 牵头部门"),
        )


_NAMES: Final = (
    ("水利|水务|防汛|防洪|抗旱", "水利|水务|洪|涝|汛|旱|水库"),
    ("自然资源|国土|地质矿产|地矿", "自然资源|地质|滑坡|泥石流"),
    ("发展改革|发改|能源|电力|工信|工业和信息|经信", "发改|能源|电力|停电|工信|油气|煤"),
    ("公安", "公安|治安|恐怖|群体性|踩踏|社会安全"),
    ("交通|海事|民航|铁路", "交通|道路|公路|水上|海事|机场|航空|铁路|轨道|客货"),
    ("卫生|卫健|疾控", "卫生|卫健|疫|中毒"),
    ("生态环境|环境保护|环保", "环境|污染|辐射|核"),
    ("农业|畜牧", "农业|动物|植物|畜"),
    ("林业|林草", "森林|草原|林|火"),
    ("气象", "气象|雨雪|冰冻|寒潮|大风|台风|暴雨"),
    ("地震", "地震"),
    ("住房|住建|城乡建设|城管|城市管理", "建设|住建|房屋|燃气|供水|供热|城市|内涝"),
    ("市场监督|市场监管|食品药品|药监", "食品|药品|特种设备|市场|电梯"),
    ("教育", "教育|学校|校园"),
    ("民政", "民政|救助"),
    ("文化和旅游|文旅|旅游", "旅游|文旅|文物"),
    ("网信|互联网信息|通信管理", "网络|通信"),
    ("商务|粮食", "商务|粮|商品|供应"),
    ("人防|国防动员", "人防|国防动员"),
)
"""Fields of departments: how those of the level above are called, what plans of the field say."""
_FIELDS: Final = tuple((late(names), late(events)) for names, events in _NAMES)
_ANY_FIELD: Final = late("政府|应急|指挥|委员会|办公室|办公厅|领导小组")


def _fields(text: str, side: int) -> frozenset[int]:
    return frozenset(n for n, field in enumerate(_FIELDS) if is_in(field[side], text))


@plan_rule(
    "CYC024",
    "cycle.filed-with-another-field",
    Severity.WARNING,
    title=msg("Special plan filed with a department of another field"),
    rationale=msg("It lies where nobody leads in such events, and nobody compares it."),
    sources=(cite(_RULES, "第二十六条第二项"),),
)
def filed_with_another_field(view: PlanView) -> Iterator[Hit]:
    """Special plans whose 备案 names a department that is neither the lead's nor the event's field.

    Left out: emergency departments, commands and offices, which may be for anything.
    """
    filing, plan = view.plan.edition.filing, view.plan
    if filing is None or plan.plan_class is not PlanClass.SPECIAL:
        return
    if plan.purpose is not PlanPurpose.EVENT:
        return
    recipient = filing.recipient.partition("（")[0].partition("(")[0]
    theirs = _fields(recipient, 0)
    if not theirs or _ANY_FIELD.search(recipient):
        return
    lead = view.get(plan.lead, (Kind.ORGANISATION,))
    name = lead.name if lead else plan.lead
    own = _fields(name, 0) | _fields("".join((plan.name, *plan.event_types)), 1)
    if own and not own & theirs:
        yield Hit(
            view.at("edition", "filing", "recipient"),
            msg(
                "A plan led by {lead} is filed with the department of the level above that leads "
                "in such events; {recipient} does not",
                lead=name,
                recipient=recipient,
            ),
            msg("File it with the lead department above, and correct 备案"),
        )


__all__ = ["filed_with_another_field", "master_plan_drafted_elsewhere"]

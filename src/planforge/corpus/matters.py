"""Matters that few units are there for: which a plan works on, and whom the master plan charges.

A cultural relic or a stray animal is the business of one unit of a city. Where no action speaks of
it, in the plan of any hazard, nobody else does it by the way. What all plans have in common, such
as supplies or medical care, is none of these.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pydantic import BaseModel, ConfigDict

from planforge.findings import Pointer
from planforge.model.scales import PlanClass
from planforge.patterns import late

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from planforge.model.plan import CommandBody, Plan

MATTERS: Final[Mapping[str, tuple[str, ...]]] = {
    "文物保护": ("文物", "古建筑", "博物馆"),
    "动物收容": ("流浪", "收容"),
    "动物疫情防控": ("动物", "畜禽"),
    "殡葬": ("殡葬", "殡仪", "遗体处置"),
    "血液供应": ("供血", "血液"),
    "渔船避风": ("渔船", "渔港"),
    "邮政和寄递": ("邮政", "寄递", "快递"),
    "宗教活动场所": ("宗教",),
    "辐射监测": ("辐射", "放射"),
    "监管场所": ("监狱", "监所", "看守所", "戒毒"),
    "养老和福利机构": ("养老", "福利机构", "敬老"),
    "心理援助": ("心理",),
    "保险理赔": ("保险", "理赔"),
    "审计": ("审计",),
    "志愿者": ("志愿",),
    "涉外事务": ("涉外", "境外", "外籍", "外国"),
    "景区和游客": ("景区", "景点", "旅游", "游客"),
    "学校和师生": ("学校", "校园", "师生", "停课"),
    "粮油供应": ("粮油", "粮食"),
    "特种设备": ("特种设备", "锅炉", "电梯"),
    "食品安全": ("食品",),
    "药品供应": ("药品",),
    "人防工程": ("人防", "防空"),
    "房屋安全": ("房屋", "危房"),
    "燃气": ("燃气", "供气"),
    "铁路运输": ("铁路",),
    "林区防火": ("林区", "森林", "林火"),
    "重要目标守护": ("重要目标",),
    "科技支撑": ("科技", "技术攻关"),
    "停产停工": ("停产", "停工"),
    "工伤保险": ("工伤",),
    "抚恤": ("抚恤", "抚慰"),
    "测绘": ("测绘", "遥感"),
    "地震监测": ("地震", "震情"),
    "疫情防控": ("传染病", "疫病", "疫情"),
    "档案": ("档案", "归档"),
}
"""What a matter is called in messages, and words that speak of it and hardly of another."""
_WORDS: Final = late(f"(?:{'|'.join(word for words in MATTERS.values() for word in words)})")
"""All of them at once: every plan has some, so that looking for each by itself takes longer."""
_FEWEST: Final = 4
"""With fewer actions a plan leaves its work to its text."""


class Charged(BaseModel):
    """A duty of the master plan in one of the matters.

    Attributes:
        pointer: Where the duty stands.
        unit: Whose it is, as written.
        duty: The duty.
        matter: What it is about.
    """

    model_config = ConfigDict(frozen=True, defer_build=True)

    pointer: Pointer
    unit: str
    duty: str
    matter: str


def matters_of(plan: Plan) -> tuple[str, ...] | None:
    """Return the matters that some work of *plan* speaks of; None if its text says what is done.

    Work is what actions, monitoring, measures of warnings, recovery and guarantees say.
    """
    if len(plan.actions) < _FEWEST:
        return None
    return _named("\n".join(_work(plan)))


def _named(text: str) -> tuple[str, ...]:
    """Return the matters that *text* speaks of, in their order."""
    found = set(_WORDS.findall(text))
    if not found:
        return ()
    return tuple(name for name, words in MATTERS.items() if not found.isdisjoint(words))


def _work(plan: Plan) -> Iterator[str]:
    for action in plan.actions:
        yield action.title
        yield action.content
        for change in action.changes.values():
            if change.content:
                yield change.content
    for watch in plan.monitoring:
        yield watch.item
        yield watch.means
    for rule in plan.warnings.rules.values() if plan.warnings else ():
        for measure in rule.measures:
            yield measure.content
    for task in plan.recovery:
        yield task.item
        yield task.content
    for guarantee in plan.guarantees:
        yield guarantee.item
        yield guarantee.content


def charges(plan: Plan) -> tuple[Charged, ...]:
    """Return the duties of members of the master plan in these matters; none of other plans."""
    if plan.plan_class is not PlanClass.MASTER or plan.command is None:
        return ()
    return tuple(_charges(plan.command, ("command",)))


def _charges(body: CommandBody, at: Pointer) -> Iterator[Charged]:
    for i, member in enumerate(body.members):
        for k, duty in enumerate(member.duties):
            for matter in _named(duty):
                yield Charged(
                    pointer=(*at, "members", i, "duties", k),
                    unit=member.unit,
                    duty=duty,
                    matter=matter,
                )
    for i, part in enumerate(body.parts):
        yield from _charges(part, (*at, "parts", i))

"""Sentences that speak of somebody else's plan, or of what has happened: no facts of this plan."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.model.scales import GovernmentLevel
from planforge.patterns import late

if TYPE_CHECKING:
    from planforge.corpus.plan_view import PlanView

_FOREIGN: Final = late(
    r"(?<![与和跟同向按照据循参接])"
    r"(?:(?P<nation>国家|全国)|(?P<province>省级?|自治区)|(?P<city>(?<![县本])市级?)"
    r"|(?P<county>县级?|县（市、区）|县区|区级)|(?P<town>乡镇级?|镇级|街道|村级))"
    r"(?:人民政府)?[^，。；、：本我全]{0,14}?(?:预案|指挥部|方案)",
    holds=("预案", "指挥部", "方案"),
)
_OWN: Final = late("本预案|本[省市县区镇乡村]|我[省市县区镇乡村]|全[省市县区镇乡村]")
_DEMANDED: Final = late(
    "(?:上级|国家|国务院|国家防总|省[^，。；、]{0,8}?)[^，。；、]{0,6}(?:要求|规定|部署|指令|另有)"
    "[^，。；]{0,16}$",
    holds=("要求", "规定", "部署", "指令", "另有"),
)
"""What somebody above asks for: 上级要求每3小时续报一次的."""
_PAST: Final = late(
    r"(?:(?:19|20)\d\d年(?:\d{1,2}月(?:\d{1,2}日)?)?(?![^，。；]{0,6}[起前])"
    r"[^，。；]{0,12}?(?:期间|过程|发生|洪水|洪灾|洪涝|台风|地震|滑坡|疫情|事故|灾害|事件)"
    r"|去年|上年|历史上|曾)",
    holds=("19", "20", "去年", "上年", "历史上", "曾"),
)
_DUTY: Final = late("应当|应在|必须|须|要求|原则上")


def is_aside(view: PlanView, before: str, behind: str, *, has_subject: bool = False) -> bool:
    """Whether words between *before* and *behind*, in one sentence, are no facts of this plan.

    省级预案规定… and 县级指挥部设立… speak of another level than the plan's own, unless it
    comes back to 本市 or 本预案 before the words; 2020年洪水期间… tells what has happened, unless
    something follows from it for the days to come (应当…). Where the facts say what those do of
    whom the sentence speaks (*has_subject*), their level is no reason to leave it out.
    """
    past = _PAST.search(before)
    if past is not None and not _DUTY.search(before + behind, past.end()):
        return True
    if _DEMANDED.search(before):
        return True
    found = [] if has_subject else list(_FOREIGN.finditer(before))
    if not found or _OWN.search(before, found[-1].end()):
        return False
    level = GovernmentLevel[str(found[-1].lastgroup).upper()]
    own = view.registry.jurisdiction
    if own is None or own.level is level:
        return own is None
    return not (level is GovernmentLevel.CITY and own.name.endswith("市"))


__all__ = ["is_aside"]

"""Kinds of support that the law wants governments to keep, and that the master plan arranges."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from planforge.findings import Severity
from planforge.i18n import msg
from planforge.model.scales import PlanClass
from planforge.patterns import late
from planforge.rules.rule import Hit, cite, plan_rule

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from planforge.corpus.plan_view import PlanView
    from planforge.findings import Citation
    from planforge.i18n import Message
    from planforge.model.plan import Guarantee

_LAW: Final = "中华人民共和国突发事件应对法"


class _Support(NamedTuple):
    """A kind of support.

    Attributes:
        what: What it is called.
        words: What names an item of 应急保障, or a heading in the chapter on it, that arranges it.
        article: The article that wants it.
        is_anywhere: Whether what an item says or calls will do too: few plans have such an item.
    """

    what: Message
    words: re.Pattern[str]
    article: Citation
    is_anywhere: bool = False


_KINDS: Final = (
    _Support(msg("teams (队伍)"), late("队伍|救援力量|人力|骨干力量"), cite(_LAW, "第三十九条")),
    _Support(
        msg("money (经费)"), late("资金|经费|财力|财政(?![局厅部所])"), cite(_LAW, "第四十四条")
    ),
    _Support(msg("supplies (物资)"), late("物资|装备|物质"), cite(_LAW, "第四十六条")),
    _Support(msg("transport (运输)"), late("运输|交通|运力"), cite(_LAW, "第四十七条")),
    _Support(
        msg("energy (能源)"),
        late("能源|电力|供电|用电|电源|燃油|油料|用油"),
        cite(_LAW, "第四十八条"),
        is_anywhere=True,
    ),
    _Support(msg("communications (通信)"), late("通信|通讯|网络"), cite(_LAW, "第四十九条")),
    _Support(msg("medical care (医疗)"), late("医疗|医学|卫生|救护"), cite(_LAW, "第五十一条")),
    _Support(msg("shelters (避难场所)"), late("避难|避险|安置场|场地"), cite(_LAW, "第三十一条")),
    _Support(
        msg("science and technology (科技)"),
        late("科技(?![局厅部])|技术|智能"),
        cite(_LAW, "第五十六条"),
    ),
)
_CHAPTER: Final = late(r"(?ms)^#[ \t]+[^\n]*保障[^\n]*\n(?P<text>.*?)(?=^#[ \t]|\Z)")
_ARRANGED: Final = late(r"(?m)^#+[^\n]*|.{1,6}保障")
"""Headings, and words before 保障."""
_FEWEST: Final = 4
"""A plan with fewer items of 应急保障 leaves support to its text, or to all in one."""


@plan_rule(
    "CNT033",
    "content.kind-of-support",
    Severity.ADVICE,
    title=msg("Master plan that leaves out a kind of support"),
    rationale=msg(
        "The special plans count on the master plan for what all hazards need; what it does not "
        "arrange, nobody prepares."
    ),
    sources=tuple(kind.article for kind in _KINDS),
)
def kind_of_support(view: PlanView) -> Iterator[Hit]:
    """Kinds of support that no item of 应急保障 in a master plan of four or more arranges.

    That is teams, money, supplies, transport, energy, communications, medical care, shelters and
    science; a heading of the chapter on support in `plan.md` will do.
    """
    plan = view.plan
    if plan.plan_class is not PlanClass.MASTER or len(plan.guarantees) < _FEWEST:
        return
    chapter = _CHAPTER.search(view.prose or "")
    said = _ARRANGED.findall(chapter["text"]) if chapter else ()
    named = "；".join((*(one.item for one in plan.guarantees), *said))
    anywhere = "；".join(map(_said, plan.guarantees))
    missing = [
        kind
        for kind in _KINDS
        if not kind.words.search(named) and not (kind.is_anywhere and kind.words.search(anywhere))
    ]
    if missing:
        yield Hit(
            view.at("guarantees", on_key=True),
            msg(
                "Nothing under 「应急保障」 arranges {kinds}, which {articles} want",
                kinds=tuple(kind.what for kind in missing),
                articles=tuple(f"《突发事件应对法》{x.article.article}" for x in missing),
            ),
            msg("Add an item with who is responsible, or say in plan.md where it is arranged"),
            basis=tuple(kind.article for kind in missing),
        )


def _said(one: Guarantee) -> str:
    called = (*one.teams, *one.depots, *one.mechanisms, *one.agreements)
    return "；".join((one.content, *called))

"""Army, armed police and militia: who calls them, and under whose command they come."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.findings import Severity
from planforge.i18n import msg
from planforge.model.base import Kind
from planforge.model.registers import Organisation, Team
from planforge.model.scales import OrganisationCategory
from planforge.patterns import late
from planforge.rules.rule import Hit, cite, plan_rule
from planforge.rules.text.said import text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.corpus.names import Entity
    from planforge.corpus.plan_view import PlanView
    from planforge.findings import Pointer
    from planforge.model.plan import ActionChange, Needs

_OWN_ORDERS: Final = cite("突发事件应对法", "第二十四条")
_WORDS: Final = ("部队", "武警", "武装警察", "民兵", "解放军", "军队", "驻军")
_TROOPS: Final = (
    "(?:解放军|武警|武装警察|民兵|军队|驻军|预备役部队|现役部队|驻[^，。；、\n]{0,3}部队)"
)
_ORDERS: Final = (
    "(?:调度|调动|调派|调遣|调用|指挥)(?!机构|机关|部|长|权|所|中心|体系|系统|大厅|平台|员|车|关系)"
)
_ASKED: Final = "协调|商请|请求|提请|申请|报请|会同|商定|配合|支援|提出|建议|与"
_DISPATCHED: Final = late(
    f"(?={_ORDERS}){_ORDERS}(?:(?!{_ASKED})[^，。；\n]){{0,40}}?{_TROOPS}"
    "(?![^，。；、\n]{0,6}(?:指挥|医院|学院|营区|驻地|设施))"
)
"""统一调度消防队伍、驻地部队: whom somebody orders about, without a word that asks for them."""
_COMMANDED: Final = late(
    f"{_TROOPS}[^。；\n]{{0,60}}?(?:服从|听从|接受|由)"
    "(?![^，。；\n]{0,10}(?:军|部队|武警|武装警察|战区|其|所属|建制|现场))"
    "[^，。；、\n]{0,16}?统一(?:调度|指挥|调遣)"
)
"""民兵……服从市防指统一调度: under whose command they are said to be.

At the scene the law has whoever comes there under one command (突发事件应对法第七十二条).
"""
_LAWFUL: Final = late("程序|权限|批准|依法|依照|按照?(?:有关)?规定|命令|军事|军委|军队负责|建制")
"""What says in the same sentence that they come as their own rules have it."""
_ASKING: Final = late(f"{_ASKED}|{_LAWFUL.pattern}")


@plan_rule(
    "ORG061",
    "organisation.forces-under-civil-command",
    Severity.ADVICE,
    title=msg("Army, armed police or militia dispatched or commanded by somebody else"),
    rationale=msg(
        "They take part by laws, military rules and orders of their own. A plan that dispatches "
        "them as a city brigade counts on people who do not come upon that call."
    ),
    sources=(_OWN_ORDERS,),
)
def forces_under_civil_command(view: PlanView) -> Iterator[Hit]:
    """Sentences that dispatch them or put them under 统一指挥, and 队伍 of theirs under 调用.

    Not so where the sentence asks for them (协调、商请、请求) or says by what procedure they come;
    what the units of 类别 军队武警 themselves do with their teams; what is led (统一领导); and
    who is at the scene.
    """
    text = text_of(view)
    for pattern in (_DISPATCHED, _COMMANDED):
        for found in text.matches(pattern, _WORDS):
            first, end = text.sentence(*found.span())
            own = pattern is _DISPATCHED and _is_theirs(view, text.pointer(found.start()))
            if own or _LAWFUL.search(text.whole, first, end):
                continue
            yield Hit(
                text.place(*found.span()),
                msg(
                    "“{words}” puts troops or militia under the orders of somebody else",
                    words=found[0],
                ),
                msg("Say that they are asked for by the procedure there is, and given a task"),
            )
    yield from _called(view)


def _is_theirs(view: PlanView, pointer: Pointer) -> bool:
    """Whether what stands at *pointer* is the work of troops or militia themselves."""
    match pointer:
        case ("actions", int(i), *_):
            return _all_armed(view, view.plan.actions[i].responsible)
        case ("command", "members", int(i), *_):
            body = view.plan.command
            member = body.members[i] if body else None
            return member is not None and _all_armed(view, (member.unit,))
        case _:
            return False


def _all_armed(view: PlanView, names: tuple[str, ...]) -> bool:
    entities = [view.get(name) for name in names]
    return bool(entities) and all(one is not None and _is_armed(view, one) for one in entities)


def _is_armed(view: PlanView, entity: Entity) -> bool:
    element = entity.element
    if isinstance(element, Team):
        unit = view.get(element.organisation, (Kind.ORGANISATION,))
        return unit is not None and _is_armed(view, unit)
    if not isinstance(element, Organisation):
        return False
    return element.category is OrganisationCategory.MILITARY


def _called(view: PlanView) -> Iterator[Hit]:
    """Yield the teams of theirs that actions of others call up without asking anybody."""
    for i, action in enumerate(view.plan.actions):
        calls: list[tuple[Needs | None, ActionChange | None, Pointer]]
        calls = [(action.needs, None, ("actions", i, "needs"))]
        calls += [
            (change.needs, change, ("actions", i, "changes", level, "needs"))
            for level, change in action.changes.items()
        ]
        for needs, change, at in calls:
            teams = needs.teams if needs else ()
            if not teams:
                continue
            doers = (change.responsible if change else ()) or action.responsible
            content = (change.content if change else "") or action.content
            if _all_armed(view, doers) or _ASKING.search(f"{action.title}。{content}"):
                continue
            for k, name in enumerate(teams):
                team = view.get(name, (Kind.TEAM,))
                if team is not None and _is_armed(view, team):
                    yield Hit(
                        view.at(*at, "teams", k),
                        msg(
                            "“{action}” of {doers} calls up {team}, which comes by its own orders",
                            action=action.title or action.id,
                            doers=doers,
                            team=team.short_name,
                        ),
                        msg("Let an action ask for it by the procedure there is, or call another"),
                    )


__all__ = ["forces_under_civil_command"]

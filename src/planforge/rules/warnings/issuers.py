"""Who may issue, change and lift warnings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.corpus.leaders import leader_in
from planforge.corpus.standing import unit_of
from planforge.findings import Severity
from planforge.i18n import msg
from planforge.model.registers import Organisation
from planforge.model.scales import GovernmentLevel
from planforge.model.scales import OrganisationCategory as Category
from planforge.patterns import late
from planforge.rules.prose.elsewhere import is_aside
from planforge.rules.prose.levels import may_be
from planforge.rules.rule import Hit, cite, plan_rule
from planforge.rules.text.said import mention_at, mention_before, named_in, text_of

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Mapping

    from planforge.corpus.names import Entity
    from planforge.corpus.plan_view import PlanView
    from planforge.findings import Citation, Place

_BY_GOVERNMENTS: Final = cite("中华人民共和国突发事件应对法", "第六十四条第一款")
_BY_THE_SAME: Final = cite("中华人民共和国突发事件应对法", "第七十条")
_OF_WEATHER: Final = cite("气象灾害防御条例", "第三十条")
_OF_SLOPES: Final = cite("地质灾害防治条例", "第十七条")
_OF_FLOODS: Final = cite("中华人民共和国防洪法", "第四十一条")
_OF_QUAKES: Final = cite("中华人民共和国防震减灾法", "第二十九条")
_WEATHER: Final = late(
    "气象灾害|^(?:暴雨|暴雪|大风|大雾|寒潮|高温|雷电|冰雹|霜冻|道路结冰|沙尘暴?)$"
)
_SERVICE: Final = late("气象")
_SLOPES: Final = late("地质灾害|滑坡|崩塌|泥石流")
_OF_LAND: Final = late("自然资源|国土|规划|地质|地环|地灾")


@plan_rule(
    "WRN014",
    "warning.weather-issued-by-another",
    Severity.WARNING,
    title=msg("Warning issued, changed or lifted by somebody who may not"),
    rationale=msg("Two sources of one warning contradict each other; nobody else may issue it."),
    sources=(_OF_WEATHER, _OF_SLOPES, _BY_GOVERNMENTS, _BY_THE_SAME),
)
def weather_issued_by_another(view: PlanView) -> Iterator[Hit]:
    """Warnings of plans on weather alone that no weather service issues.

    Likewise colours issued by a unit that has no part in warnings; 调整 and 解除 by somebody who
    neither issues nor approves a colour; sentences on signals and forecasts by another than the
    service whose they are; and 紧急防汛期 declared by another than the flood command.
    """
    yield from _issued(view)
    yield from _changed(view)
    yield from _flood_emergencies(view)
    yield from _in_sentences(view)


def _issued(view: PlanView) -> Iterator[Hit]:
    plan = view.plan
    events = plan.event_types
    is_weather = bool(events) and all(map(_WEATHER.search, events))
    is_slopes = bool(events) and all(map(_SLOPES.search, events))
    for colour, rule in plan.warnings.rules.items() if plan.warnings else ():
        names = rule.issued_by
        if not names:
            continue
        place = view.at("warnings", "rules", colour.zh, "issued_by")
        if is_weather:
            if not any(map(_SERVICE.search, names)):
                yield Hit(
                    place,
                    msg(
                        "{units} may not issue a warning of the weather ({colour})",
                        units=names,
                        colour=colour.zh,
                    ),
                    msg("Name the weather service; the command may announce what follows from it"),
                    basis=(_OF_WEATHER,),
                )
        elif not any(_may_issue(view, name, is_slopes=is_slopes) for name in names):
            yield Hit(
                place,
                msg(
                    "{units} issues the warning in {colour}, but has no part in warnings",
                    units=names,
                    colour=colour.zh,
                ),
                msg("Name the government, the command, or the unit that watches and forecasts"),
                basis=(_OF_SLOPES,) if is_slopes else (_BY_GOVERNMENTS,),
            )


_TOLD: Final = late(
    "(?:播发|播报|发送|传播|转发|刊播|刊载|接收|传达|推送|靶向)[^，。；、]{0,6}(?:预警|警报)"
)
_WARNS: Final = late("预警|预报|警报|预测")
_ORDER: Final = tuple(GovernmentLevel)
_OPEN: Final = frozenset({Category.GOVERNMENT, Category.COMMAND, Category.OFFICE, Category.OUTSIDE})


def _may_issue(view: PlanView, name: str, *, is_slopes: bool) -> bool:
    """Whether a unit may issue a warning of this plan, as far as its duties tell."""
    entity = view.get(name)
    unit = unit_of(view, entity) if entity else None
    if unit is None or not isinstance(unit.element, Organisation):
        return True  # another rule tells of unknown names
    if _is_open(view, unit) or unit in _own_units(view):
        return True
    if unit.element.category is Category.COLLECTIVE:
        return True  # 县级以上政府和有关部门 may be anybody
    if is_slopes:
        return _OF_LAND.search(unit.name) is not None
    command = view.plan.command
    said = [*unit.element.duties]
    for member in command.members if command else ():
        if view.get(member.unit) == unit:
            said += member.duties
    watched = {name for item in view.plan.monitoring for name in item.unit}
    return any(map(_warns, said)) or any(view.get(name) == unit for name in watched)


def _is_open(view: PlanView, unit: Entity) -> bool:
    """Whether a unit may issue warnings of any kind: governments, committees, command bodies.

    Not those of a lower government.
    """
    element, own = unit.element, view.registry.jurisdiction
    level = leader_in(unit.short_name) if own is not None else None
    if own is not None and level is not None and _ORDER.index(level) > _ORDER.index(own.level):
        return False
    return isinstance(element, Organisation) and (
        element.category in _OPEN
        or (element.category is Category.PARTY and unit.short_name.endswith("委"))
    )


def _warns(duty: str) -> bool:
    return _WARNS.search(_TOLD.sub("", duty)) is not None


def _own_units(view: PlanView) -> tuple[Entity, ...]:
    """Return the units that lead the plan: the command, its office, the lead department."""
    plan, command = view.plan, view.plan.command
    office = command.office if command else None
    names = (
        plan.lead,
        *((command.name,) if command else ()),
        *((office.name,) if office else ()),
        *((office.hosted_by,) if office and office.hosted_by else ()),
    )
    return tuple(entity for name in names if (entity := view.get(name)) is not None)


_EMERGENCY: Final = late("(?:宣布|决定)[^，。；]{0,6}?紧急防汛期")


def _flood_emergencies(view: PlanView) -> Iterator[Hit]:
    if "紧急防汛期" not in text_of(view).whole:
        return
    for i, action in enumerate(view.plan.actions):
        if not _EMERGENCY.search(f"{action.title}，{action.content}"):
            continue
        for j, name in enumerate(action.responsible):
            entity = view.get(name)
            unit = unit_of(view, entity) if entity else None
            if unit is None or _is_open(view, unit):
                continue
            yield Hit(
                view.at("actions", i, "responsible", j),
                msg(
                    "“{who}” declares 紧急防汛期 here; by law it is the flood command of the "
                    "government",
                    who=name,
                ),
                msg("Name the flood command"),
                basis=(_OF_FLOODS,),
            )


_ACTS: Final = late(
    r"(?:可以?|应当?|负责|统一|及时|适时|立即|根据|按照?|依据|结合|批准|宣布|决定|组织|签发)*"
    r"(?:[^，。；]{0,14}?)(?:调整|提[升高]|降低|升级|降级|变更|解除|终止|撤销|重新发布)"
)
_FIELDS: Final = {"adjustment": "调整", "lifting": "解除"}


def _changed(view: PlanView) -> Iterator[Hit]:
    """Yield who changes or lifts warnings by the facts without issuing or approving any."""
    warnings = view.plan.warnings
    for field in _FIELDS if warnings and _issuers(view) else ():
        text = getattr(warnings, field)
        for one in named_in(view.registry, text) if text else ():
            is_agent = one.start == 0 or text[one.start - 1] in "由经，；。"
            if not is_agent or not _ACTS.match(text, one.end):
                continue
            if not _may_change(view, one.entity):
                place = view.at("warnings", field)
                yield _not_theirs(view, place, text[one.start : one.end], _FIELDS[field])
                break


def _issuers(view: PlanView) -> Mapping[str, None]:
    """Return who issues or approves a colour."""
    rules = view.plan.warnings.rules.values() if view.plan.warnings else ()
    return dict.fromkeys(name for rule in rules for name in (*rule.issued_by, *rule.approved_by))


def _may_change(view: PlanView, who: Entity) -> bool:
    """Whether somebody who is named may change or lift warnings: who issued or approved one."""
    unit = unit_of(view, who)
    if unit is None or _is_open(view, unit):
        return True
    office = view.plan.command.office if view.plan.command else None
    host = (office.hosted_by,) if office and office.hosted_by else ()  # people take them for one
    return any(may_be(view, who, name) for name in (*_issuers(view), *host))


def _not_theirs(view: PlanView, place: Place, who: str, what: str) -> Hit:
    colour, field, names = next(
        (colour, field, names)
        for colour, rule in (view.plan.warnings.rules if view.plan.warnings else {}).items()
        for field, names in (("issued_by", rule.issued_by), ("approved_by", rule.approved_by))
        if names  # there is one: `_issuers` were asked for
    )
    return Hit(
        place,
        msg(
            "“{who}” stands for {what} of warnings, which {units} issues",
            who=who,
            what=what,
            units=names,
        ),
        msg("Who issued a warning changes and lifts it: name the same"),
        ((view.at("warnings", "rules", colour.zh, field), msg("who issues it")),),
        basis=(_BY_THE_SAME,),
    )


_BY: Final = r"(?:信息)?(?:统一)?(?:应当?|须|必须)?由(?P<who>[^。；，]{2,24}?)"
_ISSUE: Final = r"(?:按照?[^，。；]{1,8})?(?:依法|统一|负责|联合|共同|及时|会商后?)*发布"
_SIGNAL: Final = late(
    r"(?P<what>(?P<weather>气象(?:灾害)?(?:预警信号|预警|警报))"
    r"|(?P<slopes>地质灾害(?:气象)?(?:风险)?(?:预报预警|预警预报|预报|预警))"
    rf"|(?P<quakes>地震(?:短期|临震|短临|中期)*预[报测](?:意见)?)){_BY}{_ISSUE}"
)
_BY_WHOM: Final = ("由",)
_OF_SIGNALS: Final = (
    "气象预警",
    "气象灾害预警",
    "气象灾害警",
    "地质灾害预",
    "灾害气象",
    "震预",
    "临预报",
)
_SERVICES: Final[Mapping[str, tuple[re.Pattern[str], str, Citation]]] = {
    "weather": (
        late("气象|平台|系统|中心|有关|相关"),
        "气象主管机构所属的气象台站",
        _OF_WEATHER,
    ),
    "slopes": (
        late("自然资源|国土|地灾|政府|指挥|平台|系统|中心|有关|相关|发布机关|发布单位|发布机构"),
        "自然资源主管部门会同气象主管机构",
        _OF_SLOPES,
    ),
    "quakes": (late("省|国务院|自治区|中国"), "省级人民政府", _OF_QUAKES),
}
"""Whose a signal or forecast is: words by which they are named, in full, and the article."""

_LIFTED: Final = late(
    "预警(?:信息|级别|期)?(?:由|的?(?:解除|调整|变更|降级|终止)[^，。；]{0,6}?由)"
)
_CHANGES: Final = ("预警由", "息由", "解除由", "调整由", "变更由", "预警解除", "预警级别调")
_LIFTS: Final = late(
    "(?:负责|统一|批准|宣布|决定|及时|适时|组织)*(?:解除|调整|变更|撤销|降级|终止)"
)
_THEN: Final = late(
    "(?:负责|统一|批准|宣布|决定|及时|立即|可以?|应当?)*(?:解除|撤销)[^，。；]{0,8}?预警"
)
_ENDS: Final = ("解除", "撤销")


def _in_sentences(view: PlanView) -> Iterator[Hit]:
    text = text_of(view)
    for found in text.matches(_SIGNAL, _BY_WHOM, _OF_SIGNALS):
        kind = next(kind for kind in _SERVICES if found[kind])
        service, wanted, law = _SERVICES[kind]
        if text.field(found.start()) or service.search(found["who"]):
            continue
        first, end = text.sentence(*found.span())
        if is_aside(view, text.whole[first : found.start()], text.whole[found.end() : end]):
            continue
        yield Hit(
            text.place(*found.span("who")),
            msg(
                "“{who}” issues {what} in the text; by law it is {wanted}",
                who=found["who"],
                what=found["what"],
                wanted=wanted,
            ),
            msg("Name whom the law names"),
            basis=(law,),
        )
    if not _issuers(view):
        return
    for found in text.matches(_LIFTED, _BY_WHOM, _CHANGES):
        who = mention_at(view, found.end()) if not text.field(found.start()) else None
        if who and _LIFTS.match(text.whole, who.end) and not _may_change(view, who.entity):
            said = text.whole[who.start : who.end]
            yield _not_theirs(view, text.place(who.start, who.end), said, "解除")
    for found in text.matches(_THEN, ("解除预警", "色预警"), _ENDS):
        who = mention_before(view, found.start()) if not text.field(found.start()) else None
        if who and not _may_change(view, who.entity):
            said = text.whole[who.start : who.end]
            yield _not_theirs(view, text.place(who.start, who.end), said, "解除")


__all__ = ["weather_issued_by_another"]

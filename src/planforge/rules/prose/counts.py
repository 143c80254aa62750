"""How many there are by the sentences of `plan.md`, against the facts and the registers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from planforge.findings import Place, Severity
from planforge.i18n import msg
from planforge.model.base import Kind
from planforge.model.scales import GovernmentLevel
from planforge.patterns import late
from planforge.rules.articles import COMPLETE
from planforge.rules.prose.elsewhere import is_aside
from planforge.rules.prose.text import lines_with, on_line
from planforge.rules.rule import Hit, plan_rule
from planforge.rules.text.whole import LONGEST_SENTENCE

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from planforge.corpus.names import Entity
    from planforge.corpus.plan_view import PlanView
    from planforge.rules.prose.text import Text

_DIGITS: Final = "一二三四五六七八九"
N: Final = (
    r" ?(?<![\d百千万零一二两三四五六七八九十])"
    r"(?P<n>\d{1,3}|[一二两三四五六七八九]?十[一二三四五六七八九]?|[一二两三四五六七八九]) ?"
)
"""A number below 1,000 in figures, or below 100 in Chinese, with or without blanks around it.

The end of a longer one is none.
"""
_M: Final = N.replace("<n>", "<m>")


def number(text: str) -> int:
    """Return the number below 1,000 that *text* writes, in figures or in Chinese."""
    if text[0].isdigit():
        return int(text)
    tens, ten, ones = text.replace("两", "二").rpartition("十")
    value = 10 * (_DIGITS.index(tens) + 1 if tens else 1) if ten else 0
    return value + (_DIGITS.index(ones) + 1 if ones else 0)


_INTO: Final = (
    rf"(?:[^，。；、]{{0,12}}分为{N}个?(?:级别?|等级)(?![、响和及])"
    rf"|(?:(?!响应|预警|分为)[^。；]){{0,40}}分为[^。；]{{4,60}}?(?<=[）般大级色]){_M}个?(?:级别?|等级)"
    r"(?=[，。；（]|$))"
)
"""分为四级, or 分为特别重大、重大、较大和一般四级."""
_LEVELS: Final = late(rf"(?:应急)?响应(?:级别)?{_INTO}")
_GRADES: Final = late(rf"(?:事件|灾害|事故|疫情)(?:分级)?{_INTO}")
_COLOURS: Final = late(rf"预警(?:级别)?{_INTO}")
_MEMBERS: Final = late(rf"成员单位(?:共|包括|有|由)?{N}个|{_M}个成员单位")
_LISTED: Final = late(
    rf"(?:由|包括|含|为|：)[^。；]{{4,200}}?等(?:共|共计)?{N}[个家](?:单位|部门|委办局|机构)",
    holds=tuple(f"{one}{body}" for one in "个家" for body in ("单位", "部门", "委办局", "机构")),
)
"""由市水务局等47个单位组成: some of the members by name, and how many they are."""
_OF_BODY: Final = late("成员|指挥部|指挥机构|委员会|组成|领导小组")
_OF_OTHERS: Final = late(
    "工作组|[^小]组由|专班|专家组|[救抢][援险]组|联席|评估|检查|调查|演练|现场指挥"
)
"""What has members of its own: no command body."""
_GROUPS: Final = late(
    rf"(?:设立?|下设|成立|组建|分为)(?:下列|以下|有|了|[^，。；\d]{{2,40}}?等)?{N}个(?:应急|现场|专项|专业)?"
    rf"工作组|工作组(?:共计?|共有|总数为?){_M}个"
)
_SHELTERS: Final = late(
    rf"避难(?:场所|点)(?:共有?|共计|现有|总数为?)?{N}[处个座]"
    rf"|{_M}[处个座](?:应急)?避难(?:场所|点)"
)
_TEAMS: Final = late(
    rf"(?:应急|抢险|救援|应急救援|抢险救援)队伍?(?:共有?|共计|现有|总数为?)?{N}支"
    rf"|{_M}支(?:应急|抢险|救援|应急救援|抢险救援)队"
)
_PLANS: Final = late(
    rf"专项(?:应急)?预案(?:共有?|共计|现有|总数为?)?{N}[部个件项]|{_M}[部个件项]专项(?:应急)?预案"
)
_DEPUTIES: Final = late(
    rf"(?<!常务)副(?:总指挥|指挥长)(?:共|共有)?{N}[名人位]|{_M}[名人位](?!常务)副(?:总指挥|指挥长)"
)
_GRADE: Final = "(?P<{}>(?:特别)?重大|较大|一般)?"
_RISKS: Final = late(
    rf"{_GRADE.format('grade')}(?:灾害|安全|自然灾害)?风险(?:隐患)?[点源](?:共有?|共计|现有|总数为?)?{N}[处个]"
    rf"|{_M}[处个]{_GRADE.format('other')}(?:灾害|安全)?风险(?:隐患)?[点源]"
)
_REGISTERED: Final = late("登记|底册|列入|纳入|建档|入库")
"""What says that those in the register are meant."""
_OVERALL: Final = late(
    "(?:全[省市县区]|本[预市县省区]案?)[^，。；]{0,10}(?:共|现有|建有|建成|设有|列[出入]|组建|登记|纳入)"
)
"""What says that all of them are meant: 全市共有."""
_ANY: Final = r"(?:县级市|[县市区]（[县市区、/]+）|[县市区]{1,3})(?![级委政域管内外道])"
_REGION_TEXT: Final = rf"{N}个?(?P<what>{_ANY})"
_REGION: Final = late(_REGION_TEXT)
_EACH: Final = _REGION_TEXT.replace("?P<n>", "?:").replace("?P<what>", "?:")
_REGIONS: Final = late(
    rf"(?<![镇乡村县区])(?:[现下管]?辖有?)(?P<list>(?:{_EACH}[、和及，]?){{1,3}})"
)
_COUNTED: Final = (
    "分为",
    "成员单位",
    "工作组",
    "辖",
    "避难",
    "队伍",
    "支应急",
    "支抢险",
    "支救援",
    "个单位",
    "家单位",
    "个部门",
    "副总指挥",
    "副指挥长",
    "风险点",
    "风险源",
    "风险隐患点",
)
"""In whatever these patterns find."""
_SCENE: Final = late("现场(?:指挥|设立|下设|成立)")


class _Count(NamedTuple):
    """How many there are of something.

    Attributes:
        pattern: How sentences count them.
        word: What stands in every such sentence.
        other_word: What stands in it too.
        counts: The numbers that are right; the first one is shown.
        place: Where they are listed.
        what: What they are called.
        kind: What the register has of it, where a sentence must say that it counts all.
    """

    pattern: re.Pattern[str]
    word: str
    other_word: str
    counts: tuple[int, ...]
    place: Place | None
    what: str
    kind: Kind | None = None


def _counted(view: PlanView) -> Iterator[_Count]:
    """Yield what may be counted in words."""
    plan = view.plan
    if plan.levels:
        yield _Count(
            _LEVELS,
            "响应",
            "分为",
            (len(plan.levels),),
            view.at("levels", on_key=True),
            "响应级别",
        )
    if plan.grades:
        yield _Count(
            _GRADES,
            "分为",
            "级",
            (len(plan.grades),),
            view.at("grades", on_key=True),
            "事件分级",
        )
    if plan.warnings and plan.warnings.rules:
        at = view.at("warnings", "rules", on_key=True)
        yield _Count(_COLOURS, "预警", "分为", (len(plan.warnings.rules),), at, "预警")
    if plan.command is not None and plan.command.deputies:
        at = view.at("command", "deputies", on_key=True)
        yield _Count(_DEPUTIES, "副", "指挥", _deputies(view), at, "副总指挥")
    if view.members:
        units = {view.actor_key(member.unit) for member, _ in view.members}
        at = view.at("command", "members", on_key=True)
        yield _Count(_MEMBERS, "成员单位", "个", (len(units),), at, "成员单位")
        yield _Count(_LISTED, "等", "", (len(units),), at, "成员单位")
    if view.groups:
        at = view.at("command", "groups", on_key=True)
        yield _Count(_GROUPS, "工作组", "个", (len(view.groups),), at, "工作组")
    if plan.listed_plans:
        at = view.at("listed_plans", on_key=True)
        yield _Count(_PLANS, "专项", "预案", (len(plan.listed_plans),), at, "专项预案目录")
    yield _Count(_SHELTERS, "避难", "", (), None, "避难场所", Kind.SHELTER)
    yield _Count(_TEAMS, "队", "支", (), None, "队伍", Kind.TEAM)


def _deputies(view: PlanView) -> tuple[int, ...]:
    """Return how many deputies bodies of the plan have, alone and with the first ones."""
    bodies = [body for body, _ in view.bodies if body.deputies]
    alone = [len(body.deputies) for body in bodies]
    together = [len(body.deputies) + len(body.executive_deputies) for body in bodies]
    return tuple(dict.fromkeys((*alone, *together)))


def _registered(view: PlanView, kind: Kind, count: _Count) -> _Count | None:
    """Return how many there are in the register, or in the plan; None if nobody knows."""
    registered = view.registry.names.entities(kind)
    if not registered or kind in view.registry.broken:
        return None
    own = {found.id for found in _named(view, kind)}
    counts = tuple(filter(None, (len(registered), len(own))))
    return count._replace(counts=counts, place=registered[0].place)


def _named(view: PlanView, kind: Kind) -> Iterator[Entity]:
    """Yield the shelters or teams that the plan lists under 应急保障."""
    for item in view.plan.guarantees:
        for name in item.shelters if kind is Kind.SHELTER else item.teams:
            entity = view.registry.names.get(name, (kind,))
            if entity is not None:
                yield entity


def _is_aside(view: PlanView, line: str, found: re.Match[str]) -> bool:
    first = _first(line, found)
    rest = line[found.end() : found.end() + LONGEST_SENTENCE].partition("。")[0]
    return is_aside(view, line[first : found.start()], rest)


def _first(line: str, found: re.Match[str]) -> int:
    farthest = max(0, found.start() - LONGEST_SENTENCE)
    marks = (line.rfind(mark, farthest, found.start()) + 1 for mark in "。；")
    return max(farthest, *marks)


@plan_rule(
    "PRO010",
    "prose.other-number",
    Severity.WARNING,
    title=msg("Number in the text that differs from the facts"),
    rationale=msg("The facts were changed, the sentence was not; readers believe the sentence."),
    sources=(COMPLETE,),
)
def other_number(view: PlanView) -> Iterator[Hit]:
    """Numbers of levels, grades, warning levels, member units and groups in `plan.md`.

    Likewise of the counties and districts of the jurisdiction, and of all shelters and teams; and
    of risks by their grades, of which there are at least as many as are registered.
    """
    counted = tuple(_counted(view))
    words = (*_COUNTED, "专项") if view.plan.listed_plans else _COUNTED
    for line in lines_with(view.prose or "", words):
        if "辖" in line.line:
            yield from _regions(view, line)
        if "风险" in line.line and _OVERALL.search(line.line):
            yield from _risks(view, line)
        for count in counted:
            if count.word not in line.line or count.other_word not in line.line:
                continue
            is_of_all = count.kind is not None or count.pattern is _PLANS
            if is_of_all and not _OVERALL.search(line.line):
                continue
            for found in count.pattern.finditer(line.line):
                said = next(x for x in found.groups() if x)
                if number(said) in count.counts or _is_aside(view, line.line, found):
                    continue
                of = _meant(view, line.line, found, count)
                if of is not None and number(said) not in of.counts:
                    yield _hit(view, line, (found.start(), found.end()), of)


def _meant(view: PlanView, line: str, found: re.Match[str], count: _Count) -> _Count | None:
    """Return what a sentence counts: the groups at the scene, or nothing that the facts know."""
    first = _first(line, found)
    if count.kind is not None:
        is_overall = _OVERALL.search(line, first, found.end())
        return _registered(view, count.kind, count) if is_overall else None
    if count.pattern is _LISTED and not _is_of_body(view, line, first, found.end()):
        return None
    if count.pattern is _PLANS and not _OVERALL.search(line, first, found.end()):
        return None
    if count.pattern not in {_GROUPS, _DEPUTIES} or not _SCENE.search(line, first, found.end()):
        return count
    for body, at in view.bodies if count.pattern is _GROUPS else ():
        if body.scene is not None and body.scene.groups:
            place = view.at(*at, "scene", "groups", on_key=True)
            return _Count(
                _GROUPS, "工作组", "个", (len(body.scene.groups),), place, "现场指挥部 工作组"
            )
    return None


def _is_of_body(view: PlanView, line: str, start: int, end: int) -> bool:
    """Whether the words from *start* to *end* list the members of the command body."""
    sentence = line[start : end + 12].partition("。")[0]
    if _OF_OTHERS.search(sentence) or any(group.name in sentence for group, _ in view.groups):
        return False
    body = view.plan.command.name if view.plan.command else ""
    return (bool(body) and body in sentence) or _OF_BODY.search(sentence) is not None


def _hit(view: PlanView, line: Text, at: tuple[int, int], count: _Count) -> Hit:
    return Hit(
        Place(view.prose_file, span=on_line(line.number, *at)),
        msg(
            "“{said}”: under {key} there are {count}",
            said=line.line[slice(*at)],
            key=count.what,
            count=count.counts[0],
        ),
        msg("Correct the number, or leave it out: the directive prints the facts"),
        ((count.place, msg("Here they are listed")),) if count.place else (),
    )


def _regions(view: PlanView, line: Text) -> Iterator[Hit]:
    """Yield 辖4县3区 where the jurisdiction has other numbers of them."""
    own = view.registry.jurisdiction
    if own is None:
        return
    parts = [part.name for part in own.parts if part.level is GovernmentLevel.COUNTY]
    for found in _REGIONS.finditer(line.line):
        said = list(_REGION.finditer(line.line, found.start("list"), found.end("list")))
        if not parts or not said or _is_aside(view, line.line, found):
            continue
        for one in said:
            kinds = one["what"].replace("县级市", "市")
            count = sum(any(name.endswith(kind) for kind in kinds) for name in parts)
            if number(one["n"]) != count:
                yield _hit(
                    view, line, one.span(), _Count(_REGIONS, "辖", "", (count,), None, "下辖")
                )


def _risks(view: PlanView, line: Text) -> Iterator[Hit]:
    """Yield 全市共有重大风险点2处 where more are registered, or as many as are not 登记."""
    entries = view.registry.names.entities(Kind.RISK)
    for found in _RISKS.finditer(line.line) if Kind.RISK not in view.registry.broken else ():
        grade = found["grade"] or found["other"] or ""
        known = [one for one in entries if not grade or getattr(one.element, "grade", "") == grade]
        first = _first(line.line, found)
        said, is_of_all = number(found["n"] or found["m"]), _OVERALL.search(line.line, first)
        is_known = said > len(known) and not _REGISTERED.search(line.line, first, found.end())
        if not known or said == len(known) or is_known or not is_of_all:
            continue
        if is_of_all.start() < found.end() and not _is_aside(view, line.line, found):
            count = _Count(_RISKS, "", "", (len(known),), known[0].place, f"{grade}风险")
            yield _hit(view, line, found.span(), count)


__all__ = ["COMPLETE", "N", "number", "other_number"]

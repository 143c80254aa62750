"""Rules on duties that go with every response: raising, safety of rescuers, what follows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.findings import Place, Severity, Span
from planforge.i18n import msg
from planforge.model.scales import Direction, PlanClass
from planforge.patterns import late, words_of
from planforge.rules.contents.demands import sentences_of_facts, sentences_with, whole_facts
from planforge.rules.prose.text import text_lines, whole_prose
from planforge.rules.rule import Hit, cite, plan_rule
from planforge.rules.text.whole import is_in

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from planforge.corpus.plan_view import PlanView
    from planforge.rules.text.whole import Near

_LAW: Final = "中华人民共和国突发事件应对法"
_RULES: Final = "突发事件应急预案管理办法"
_JUDGED: Final = frozenset({PlanClass.MASTER, PlanClass.SPECIAL})
_RAISED: Final = late(
    "提级|越级启动|提前(?:或者?越级)?启动|提高.{0,6}级别|提高.{0,4}响应|升级|扩大响应|最不利"
    "|响应不足|(?:级别|等级)的?调整|调整.{0,6}(?:级别|等级)"
)
_RESCUERS_SAFE: Final = late(
    "(?:救援|抢险|应急|处置|作业|抢修|扑救|现场|队伍)[^，。；]{0,12}(?:安全防护|防护装备|防护用品|个人防护)"
    "|(?:救援|抢险|应急|处置|作业|抢修|扑救)(?:队员|人员)[^。；]{0,16}(?:安全|防护|撤离|保险)"
)
_RESCUERS_NEAR: Final = ("安全", "防护", "撤离", "保险")
"""Words of which whatever that pattern finds has one."""
_PROTECTED: Final = late("安全防护|防护装备|个体防护")
_TAKEN: Final = late("征用|征调|紧急调用")
_GIVEN_BACK: Final = late("返还|归还|补偿|偿还|赔偿")


def _places(view: PlanView) -> Iterator[tuple[Place, str]]:
    """Yield every text of the plan: facts first, then the lines of `plan.md`."""
    facts = sentences_of_facts(view)
    for pointer, text in zip(facts.places, facts.texts, strict=True):
        yield view.at(*pointer), text
    for line in text_lines(view.prose or ""):
        yield (
            Place(view.prose_file, span=Span(line.number, 1, line.number, len(line.line) + 1)),
            line.line,
        )


def _says(view: PlanView, words: re.Pattern[str], near: Near | None = None) -> bool:
    """Whether a text of the plan has *words*; *near* is quicker to find, and in every match."""
    if words_of(words):  # no word goes from one line to the next
        wholes = whole_facts(view), whole_prose(view.prose or "")
        return any(is_in(words, whole.text) for whole in wholes)
    return any(words.search(text) for text in sentences_with(view, near or words))


@plan_rule(
    "CNT025",
    "content.no-raising",
    Severity.ADVICE,
    title=msg("Nothing lets the response be raised beyond its figures"),
    rationale=msg(
        "In extreme events of low probability the level is raised at once, before the figures "
        "of the table are reached."
    ),
    sources=(cite("国家突发事件总体应急预案", "3.3.2"),),
)
def no_raising(view: PlanView) -> Iterator[Hit]:
    """Master and special plans with start conditions, without 升级 or any clause that raises."""
    plan = view.plan
    if plan.plan_class not in _JUDGED or not any(x.triggers for x in plan.levels.values()):
        return
    raised = any(x.direction is Direction.RAISE for x in plan.adjustments) or plan.transitions
    if not raised and not _says(view, _RAISED):
        yield Hit(
            view.at("name"),
            msg("No clause lets the level be raised when the event outgrows its figures"),
            msg("Write 级别调整, or a clause on 提级响应 with who decides it"),
        )


@plan_rule(
    "CNT026",
    "content.safety-of-rescuers",
    Severity.ADVICE,
    title=msg("Nothing on the safety of those who rescue"),
    rationale=msg(
        "Rescuers are insured, wear protection, and withdraw when the scene becomes too dangerous."
    ),
    sources=(cite(_LAW, "第四十条"),),
)
def safety_of_rescuers(view: PlanView) -> Iterator[Hit]:
    """Plans that call on teams and say nothing on protection, safety or withdrawal of rescuers."""
    plan = view.plan
    calls = next((i for i, x in enumerate(plan.actions) if x.needs and x.needs.teams), None)
    if plan.plan_class not in _JUDGED or calls is None:
        return
    if not _says(view, _PROTECTED) and not _says(view, _RESCUERS_SAFE, _RESCUERS_NEAR):
        yield Hit(
            view.at("name"),
            msg("Teams are sent out, but nothing is said on their protection and withdrawal"),
            msg("Write who provides protection, who watches, and who may order a withdrawal"),
            ((view.at("actions", calls, "needs"), msg("Here teams are sent out")),),
        )


@plan_rule(
    "CNT027",
    "content.requisition",
    Severity.ADVICE,
    title=msg("Requisition without return or compensation"),
    rationale=msg("What is taken for the response is returned in time, and damage is made good."),
    sources=(cite(_LAW, "第十二条"),),
)
def requisition(view: PlanView) -> Iterator[Hit]:
    """Plans that speak of 征用 and nowhere of 返还, 归还 or 补偿."""
    if _says(view, _TAKEN) and not _says(view, _GIVEN_BACK):
        yield Hit(
            next(place for place, text in _places(view) if _TAKEN.search(text)),
            msg("Things are requisitioned, but nothing is said on return and compensation"),
            msg("Write: 使用完毕及时返还，毁损、灭失的依法给予补偿"),
        )


@plan_rule(
    "CNT028",
    "content.keeping-the-plan",
    Severity.ADVICE,
    title=msg("Chapter on keeping the plan that is not complete"),
    rationale=msg(
        "A plan says how often it is practised and evaluated, when it is revised, who is trained "
        "and who explains it; otherwise nobody does it."
    ),
    sources=(
        cite(_RULES, "第三十二条第二款"),
        cite(_RULES, "第三十四条"),
        cite(_RULES, "第三十五条"),
    ),
)
def keeping_the_plan(view: PlanView) -> Iterator[Hit]:
    """Plans of governments and departments that lack some of 预案管理."""
    plan = view.plan
    if plan.plan_class not in (*_JUDGED, PlanClass.DEPARTMENT):
        return
    kept = plan.management
    missing = tuple(
        key
        for key, value in (
            ("演练周期", kept and kept.drill_cycle),
            ("评估周期", kept and kept.evaluation_cycle),
            ("修订情形", kept and kept.revision),
            ("培训", kept and kept.training),
            ("解释部门", kept and kept.interpreter),
        )
        if not value
    )
    if missing:
        yield Hit(
            view.at("management", on_key=True) if kept else view.at("name"),
            msg("预案管理 does not say: {missing}", missing=missing),
            msg("Write these keys under 预案管理"),
        )


_AFTERWARDS: Final = (
    (
        msg("a plan for recovery (恢复重建计划)"),
        late("重建|恢复.{0,8}计划|修复|恢复(?:生产|供|运行|营业|运营)"),
        cite(_LAW, "第八十七条"),
    ),
    (
        msg("help for those affected (救助、抚慰、安置等善后)"),
        late("善后|救助|补偿|抚慰|抚恤|安置|理赔|赔偿|安抚"),
        cite(_LAW, "第八十九条"),
    ),
)


@plan_rule(
    "CNT029",
    "content.afterwards",
    Severity.ADVICE,
    title=msg("Recovery that leaves out what the law wants afterwards"),
    rationale=msg(
        "Afterwards the government makes a plan for recovery and helps those who were affected."
    ),
    sources=tuple(article for _, _, article in _AFTERWARDS),
)
def afterwards(view: PlanView) -> Iterator[Hit]:
    """Master and special plans with 后期处置 that say nothing of recovery, or of help."""
    if view.plan.plan_class not in _JUDGED or not view.plan.recovery:
        return
    missing = tuple(what for what, words, _ in _AFTERWARDS if not _says(view, words))
    if missing:
        yield Hit(
            view.at("recovery", on_key=True),
            msg("After the event nothing is said on {missing}", missing=missing),
            msg("Add an item under 后期处置 with who does it"),
        )

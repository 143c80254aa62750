"""The five parts that the law wants every plan to have, in facts and in chapters."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from planforge.findings import Place, Severity, Span
from planforge.i18n import Message, msg
from planforge.model.scales import PlanClass
from planforge.rules.prose_text import headings
from planforge.rules.rule import Hit, cite, plan_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.corpus.plan_view import PlanView
    from planforge.model.plan import Plan


@dataclass(frozen=True, slots=True)
class _Required:
    """What the law wants a plan to lay down, and how a heading about it reads."""

    what: Message
    heading: re.Pattern[str]


_REQUIRED: Final = {
    "command": _Required(
        msg("command and duties (组织指挥体系与职责)"), re.compile("组织|指挥|职责")
    ),
    "prevention": _Required(
        msg("prevention and warning (预防与预警机制)"), re.compile("预警|预防|监测|风险防控")
    ),
    "procedure": _Required(
        msg("procedure of the response (处置程序)"), re.compile("响应|应急处置|处置程序|处置措施")
    ),
    "support": _Required(msg("support (应急保障措施)"), re.compile("保障")),
    "recovery": _Required(
        msg("recovery (事后恢复与重建措施)"), re.compile("恢复|重建|善后|后期处置")
    ),
}
STATUTORY_FIVE = cite("中华人民共和国突发事件应对法", "第二十八条")
_JUDGED: Final = frozenset({PlanClass.MASTER, PlanClass.SPECIAL})


def _facts_on(plan: Plan) -> frozenset[str]:
    """Return which of the required parts the facts of *plan* cover."""
    covered = {
        "command": plan.command is not None,
        "prevention": plan.warnings is not None or bool(plan.monitoring),
        "procedure": bool(plan.actions),
        "support": bool(plan.guarantees),
        "recovery": bool(plan.recovery),
    }
    return frozenset(name for name, is_covered in covered.items() if is_covered)


def _without_chapter(view: PlanView) -> tuple[str, ...]:
    titles = [title for _, _, title in headings(view.prose or "")]
    return tuple(
        name
        for name, required in _REQUIRED.items()
        if not any(required.heading.search(title) for title in titles)
    )


@plan_rule(
    "PRO006",
    "prose.chapter-missing",
    Severity.ADVICE,
    title=msg("Required content without a chapter"),
    rationale=msg("The facts are there, but the printed plan has no chapter that shows them."),
    sources=(STATUTORY_FIVE,),
)
def chapter_missing(view: PlanView) -> Iterator[Hit]:
    """Of the five parts the law names, those that the facts cover but no heading is about."""
    if view.prose is None or view.plan.plan_class not in _JUDGED:
        return
    covered = _facts_on(view.plan)
    for name in _without_chapter(view):
        if name in covered:
            yield Hit(
                Place(view.prose_file, span=Span()),
                msg("No chapter is about {what}", what=_REQUIRED[name].what),
                msg("Add a chapter with the directives for it"),
            )


@plan_rule(
    "PRO007",
    "prose.content-missing",
    Severity.ERROR,
    title=msg("Content that the law requires is missing"),
    rationale=msg(
        "The law names five parts: command and duties, prevention and warning, handling, support, "
        "recovery. A plan without one of them cannot be carried out."
    ),
    sources=(STATUTORY_FIVE,),
)
def content_missing(view: PlanView) -> Iterator[Hit]:
    """Of the five parts the law names, those that neither facts nor headings cover."""
    if view.plan.plan_class not in _JUDGED:
        return
    covered = _facts_on(view.plan)
    for name in _without_chapter(view):
        if name not in covered:
            yield Hit(
                view.at("name"),
                msg("The plan says nothing on {what}", what=_REQUIRED[name].what),
                msg("Write the facts and a chapter that shows them"),
            )

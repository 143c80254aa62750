"""Duties whose time is left to whoever reads the sentence: 适时启动响应, 视情转移群众."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.findings import Severity
from planforge.i18n import msg
from planforge.patterns import late
from planforge.rules.articles import CLEAR_DUTIES
from planforge.rules.prose.elsewhere import is_aside
from planforge.rules.rule import Hit, plan_rule
from planforge.rules.text.said import text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.corpus.plan_view import PlanView

_STARTS: Final = "(?:启动|发布|终止|结束|解除)[^，。；、]{0,12}?(?:响应|预警)"
_TELLS: Final = "(?:逐级|如实|立即|及时)?(?:报告|上报|报送|续报|通知|叫应)(?!机制|制度|材料)"
_MOVES: Final = "(?:组织)?(?:转移|撤离|疏散)[^，。；、]{0,8}?(?:群众|人员|居民|师生|游客|旅客|村民)"
_AT_WILL: Final = late(
    "(?:(?P<will>适时|视情况?(?!上)|酌情|择机|看情况)"
    rf"[^，。；、]{{0,8}}?(?:{_STARTS}|{_TELLS}|{_MOVES})"
    rf"|(?P<need>必要时|视需要|根据需要|如有必要)，?[^，。；、]{{0,8}}?(?:{_STARTS}))"
)
_WHEN: Final = late(
    r"\d|[一二三四五六七八九十百千两]+[个人处户天]|达到|符合|超过|超出|出现|条件|标准|不足以|无法|不能"
    "|收到|接到|认为|其他"
)
"""What says before it, or in the same clause, when it is to be done."""
_WORDS: Final = ("适时", "视情", "酌情", "择机", "看情况", "必要", "需要")


@plan_rule(
    "WRD019",
    "wording.at-will",
    Severity.ADVICE,
    title=msg("Warning, response, report or evacuation left to discretion"),
    rationale=msg(
        "“适时” and “视情” say neither when nor upon what; at night whoever is on duty waits for "
        "somebody to tell."
    ),
    sources=(CLEAR_DUTIES,),
)
def at_will(view: PlanView) -> Iterator[Hit]:
    """适时启动响应, 视情转移群众 and the like in sentences that do not say upon what.

    必要时 and 根据需要 are told of responses and warnings only: much else may well depend on need.
    """
    text = text_of(view)
    for found in text.matches(_AT_WILL, _WORDS):
        first, end = text.sentence(*found.span())
        if text.field(found.start()) in {"links", "levels", "transitions", "termination"}:
            continue  # who hands over to whom; and what LVL012 speaks of
        before, behind = text.whole[first : found.start()], text.whole[found.end() : end]
        clause = behind.partition("，")[0]
        if _WHEN.search(before) or _WHEN.search(clause) or is_aside(view, before, behind):
            continue
        word = found["will"] or found["need"]
        yield Hit(
            text.place(*found.span()),
            msg("“{words}” does not say when", words=found[0]),
            msg("Write upon what, or within what time, instead of {word}", word=word),
        )


__all__ = ["at_will"]

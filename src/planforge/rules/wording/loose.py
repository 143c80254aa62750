"""Duties and limits that a word takes back: 原则上由…负责, 一般应在2小时内, 有关部门配合."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.i18n import msg
from planforge.patterns import late
from planforge.rules.prose.elsewhere import is_aside
from planforge.rules.rule import Hit
from planforge.rules.text.said import mentions, text_of

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from planforge.corpus.plan_view import PlanView
    from planforge.i18n import Message

_LIMIT: Final = late(
    r"(?P<word>原则上|一般情况下|一般|通常|力争|争取|尽量|尽可能)(?:不超过|应当?|要|须|在|于|自"
    r"|[接事发到][^，。；\d]{1,8}[后起])*(?:\d+|[一二三四五六七八九十两]+) ?"
    r"(?:分钟|个?小时|日|天|个工作日)"
    r"(?:之?内|以内|报|到|$|，|。)"
)
_LOOSE: Final = ("原则上", "一般", "通常", "力争", "争取", "尽量", "尽可能")
_TIMES: Final = ("分钟", "小时", "日", "天")
_DUTY: Final = late(
    "(?P<word>原则上|必要时|根据实际(?:情况|需要)|视情况?|根据需要)，?(?:可|应当?)?由"
    "(?![^，。；]{0,10}?(?:党委|政府|上级|省|国|军队|部队))[^，。；]{2,16}?(?:负责|牵头|承担|组织实施)"
)
_WHO: Final = late(
    r"(?:(?<![^，。；\n：])|(?<=由))各?(?:有关|相关)(?:部门|单位|方面)(?:[和、]?(?:有关|相关)?单位)?"
    "(?:按照?各?自?(?:职责|分工)(?:分工)?|应当?|要|共同|积极|具体|分别|要)*"
    "(?:负责|配合|协助|牵头|承担|落实(?=[，。；])|做好(?:相关|有关|各自|各项|本职)*工作"
    "|(?:及时|立即|尽快)+(?:报告|上报|处置|派员))(?!人|同志|单位|部门)"
)
_NOBODY: Final = ("部门", "单位", "方面")
_WHEN: Final = late(r"\d|达到|符合|超过|超出|出现|条件|标准|不足以|无法|不能|认为|特殊")
"""What says before a word upon what it is so."""


def loose(view: PlanView, words: tuple[str, ...]) -> Iterator[Hit]:
    """Yield duties and limits of `plan.md` that a word takes back, and duties that are nobody's.

    All but the limits stand in lines with one of the *words* that the rule looks for anyway.
    """
    text = text_of(view)
    for found in text.matches(_LIMIT, _LOOSE, _TIMES):
        remedy = msg("Write the limit alone, and when it does not hold")
        yield from _hit(
            view,
            found,
            msg("“{words}” leaves open whether the limit holds", words=found[0]),
            remedy,
        )
    for found in text.matches(_DUTY, words, ("由",)):
        first, _ = text.sentence(*found.span())
        if not _WHEN.search(text.whole, first, found.start()):
            told = msg("“{words}” leaves open whose duty it is", words=found[0])
            remedy = msg("Leave out {word}, or write upon what", word=found["word"])
            yield from _hit(view, found, told, remedy)
    for found in text.matches(_WHO, words, _NOBODY):
        first, end = text.sentence(*found.span())
        if next(mentions(view, first, end), None) is None:
            told = msg("“{words}” names nobody who has to do it", words=found[0])
            yield from _hit(view, found, told, msg("Call the units by name"))


def _hit(view: PlanView, found: re.Match[str], told: Message, remedy: Message) -> Iterator[Hit]:
    text = text_of(view)
    first, end = text.sentence(*found.span())
    if found.start() >= text.prose and not is_aside(
        view, text.whole[first : found.start()], text.whole[found.end() : end]
    ):
        yield Hit(text.place(*found.span()), told, remedy)


__all__ = ["loose"]

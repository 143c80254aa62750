"""Words that let a report wait: until facts are verified, until somebody agrees, or for good.

A small grammar: a verb of reporting, and before it in the same sentence what it is made to wait
for: that facts are verified (核实), are clear (明了), that somebody agrees (同意). It is said in
many ways: 核实后再报, 待情况明了后方可上报, 未经同意不得报告, 先处置后报告, 查清前暂不报.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from planforge.findings import Place, Severity
from planforge.i18n import msg
from planforge.model.scales import ReportStage
from planforge.patterns import late
from planforge.rules.prose.text import lines_with, on_line
from planforge.rules.reports.hops import UPWARD
from planforge.rules.rule import Hit, plan_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.corpus.plan_view import PlanView
    from planforge.findings import Pointer

_WORDS: Final = {
    "CHECKED": "核实 核准 核清 核查 核对 查清 查明 查证 查实 弄清 搞清 摸清 理清 证实 落实 确认 "
    "判明 调查 研判 甄别",
    "CLEAR": "清楚 无误 属实 准确 完毕 明了 明确 明朗 清晰 确切 到位 齐全 完整 全面掌握 完全掌握",
    "AGREED": "同意 批准 许可 授权 准许 批复 批示 指示",
    "SEEN": "审核 审定 审批 审签 签批 审查 把关 审阅 签发 签字",
    "OVER": "稳定 控制 结束 平息 查出 定性",
    "AFTER": "以后 之后 后",
    "BEFORE": "之前 以前 前",
    "ONLY": "再 方 才",
    "MAY": "方可 方能 方 才能 才可 才",
    "NOT": "不得 不准 不能 不可 不应 不许 不予 严禁 禁止 一律不 暂不 先不",
    "SELF": "擅自 自行 随意 私自 予以 先行",
    "SOON": "及时 立即 立刻 迅速 随即 马上 即刻 尽快 第一时间 同时",
}
"""Words that stand for one another in the patterns below; whoever is in a hurry is let pass."""
_FORMS: Final = tuple((name, f"(?:{words.replace(' ', '|')})") for name, words in _WORDS.items())


def _sayings(*forms: tuple[str, str]) -> tuple[re.Pattern[str], ...]:
    """Return patterns for what stands before the verb; `…8` is at most eight characters.

    Each form comes with words of which every match holds one.
    """
    found = []
    for form, words_held in forms:
        pattern = form
        for name, words in _FORMS:
            pattern = pattern.replace(name, words)
        pattern = re.sub(r"…(\d+)", r"[^，。；]{0,\1}", pattern) + "$"
        found.append(late(pattern, holds=tuple(words_held.split())))
    return tuple(found)


_REPORT: Final = late(
    r"上报|报告|报送|初报|首报"
    r"|报(?=[市省县区乡镇]|国务院|上级|政府|党委|总值班|给|至|[，。；、）]|$)"
)
_WAIT: Final = _sayings(
    ("(?:CHECKED…8|CLEAR)AFTER，?ONLY…14", "后再 后方 后才 后，再 后，方 后，才"),  # 核实后再报告
    ("CHECKED…8，?(?:MAY|再行)…8", "方 才 再行"),  # 核实清楚才上报
    ("CHECKED…4的，?(?:再|才|方)…8", "的再 的，再 的才 的，才 的方 的，方"),  # 确认属实的再报告
    ("(?:CHECKED…8)?CLEARAFTER，?(?:(?!SOON)[^，。；]){0,14}", "后"),  # 在情况核实清楚后报告
    (  # 待情况明了再行上报
        "(?:待|等|俟)…16(?:CHECKED|CLEAR|AGREED|OVER)…4(?:AFTER|时)?，?ONLY…10",
        "再 方 才",
    ),
    ("先(?:行|期)?(?:CHECKED|处置|请示|控制|核|查)…8[，、]?(?:AFTER|再)…4", "先"),  # 先处置，后上报
)
_LEAVE: Final = _sayings(
    (  # 经市长审核后方可报告
        "(?:经|须|由|征得|取得|得到)…20(?:AGREED|SEEN)…3(?:AFTER)?，?MAY…12",
        "方 才",
    ),
    ("(?:经|征得|取得|得到)…20(?:AGREED|SEEN)AFTER，?再…8", "后再 后，再"),  # 经市长同意后再报告
    (
        "(?:报经|须经|应经|要经|必须经|征得|取得|请示)…20AGREEDAFTER，?(?:(?!SOON)[^，。；]){0,6}",
        "报经 须经 应经 要经 征得 取得 请示",
    ),
)
_FORBID: Final = _sayings(
    (  # 未经核实，不得上报
        "未…14(?:CHECKED|CLEAR|AGREED|SEEN)…8，?…6NOT(?:SELF)?(?:[向对给]…6)?",
        "未",
    ),
    (
        "(?:CHECKED…8|CLEAR|AGREED)BEFORE，?…6(?:NOT|不要|不宜|不)(?:SELF)?(?:[向对给]…6)?",
        "前",
    ),
)
_HIDE: Final = late(
    r"(?:可以|可|原则上|一般|暂)(?:不予|不再|不|缓|暂不|暂缓)(?:上报|报告|报送)"
    r"|(?:暂缓|推迟|延后|延缓|先不|暂不)(?:上报|报告|报送)",
    holds=("不", "缓", "推迟", "延后"),
)
_PERMIT: Final = late(
    r"(?<!不)(?:可(?![能疑靠])以?|允许|准许|容许|同意|视情|酌情|有权(?!拒))"
    r"(?:以[^，。；]{2,20}为由|[^，。；不而]{0,6})"
    r"(?:迟报|缓报|晚报|漏报|少报|压报|瞒报|谎报|隐瞒|不报|(?:延误|推迟)(?:首报|初报|上报|报告))"
    r"|(?:首报|初报|上报|报告|报送)(?:时间|时限|期限)?可以?(?:适当)?(?:延[至长后迟期缓]|推迟|放宽)"
    r"|(?:不必|无需|无须|不用|不需要?|免予|免于)(?:逐级|向上)?(?:上报|报告|报送)|(?<!避)免报(?!名)"
    r"|(?:次日|第二天|隔日|天亮后?|上班后?|节后|工作时间)(?:再|才|方|一并)行?(?:上报|报告|报送|报)"
)
"""What the law forbids, permitted; whatever else its sentence forbids."""
_PERMITTED: Final = late(
    "迟报|缓报|晚报|漏报|少报|压报|瞒报|谎报|隐瞒|不报|免报|延误|推迟|报可|告可|送可|间可|限可"
    "|不必|无需|无须|不用|不需|免予|免于|次日|第二天|隔日|天亮|上班|节后|工作时间"
)
"""Quick to find: one of them is in whatever is permitted."""
_NO: Final = late(r"不得|严禁|禁止|杜绝|切勿|切忌|反对|是否|不存在")
"""Before what is permitted: it is not."""
_ANY: Final = ("后", "不", "缓", "推迟", "才", "方可", "再", "严禁", "禁止")
"""Words of which one is in whatever lets a report wait."""
_NOT: Final = late(
    r"不得|不应|不能|不可|严禁|禁止|避免|防止|杜绝|切勿|切忌|不必|无需|无须|不要|不等|克服|反对"
)
_LATER: Final = late(
    r"续报|终报|补报|核报|补充|总结|调查报告|评估|详细|详情|书面|备案|方案|预案|建议|统计|汇总|核定"
)
"""What is no first report: it comes after one, or is on something else."""
_EARLIER: Final = late(
    r"先报|边[^，。；]{1,8}边"
    r"|(?:立即|及时|迅速|马上|第一时间|同时|电话|口头|先行|先期)[^，。；]{0,10}报"
)
"""What says that somebody was told before."""
_PUBLIC: Final = late(r"社会|公众|媒体|对外|发布|公布|公开|新闻|网络|舆")
_OF_EVENTS: Final = late(r"信息|险情|灾情|疫情|警情|情况|事故|事件|突发|首报|初报|伤亡")
_CORE: Final = late(
    "|".join(
        _WORDS[name].replace(" ", "|") for name in ("CHECKED", "CLEAR", "AGREED", "SEEN", "OVER")
    )
    + "|处置|请示|先核|先查"
)
"""What is waited for, in whatever way."""
_ORDER: Final = ("后", "再", "方", "才", "前", "不", "严禁", "禁止")
"""Words of which one says that the report comes later, or not."""
_REACH: Final = 60
"""How many characters before the verb are looked at."""


def waiting(text: str) -> tuple[int, int] | None:
    """Return where *text* lets a first report wait or leaves it out; None if it does not."""
    if "报" not in text and "隐瞒" not in text:
        return None
    permitted = _permitted(text)
    if permitted is not None or not any(word in text for word in _ANY):
        return permitted
    for verb in _REPORT.finditer(text):
        start = max(text.rfind(mark, 0, verb.start()) for mark in "。；;") + 1
        start = max(start, verb.start() - _REACH)
        found = _before(text, start, verb)
        if found is not None and not _LATER.search(text, found, verb.end() + 6):
            return found, verb.end()
    return _hidden(text)


def _permitted(text: str) -> tuple[int, int] | None:
    """Return where *text* permits what the law forbids; None if it does not."""
    permitted = _PERMIT.search(text) if _PERMITTED.search(text) else None
    if permitted is None:
        return None
    start = max(text.rfind(mark, 0, permitted.start()) for mark in "，。；;") + 1
    is_denied = _NO.search(text, start, permitted.start())
    return (
        None if is_denied or _LATER.search(text, start, permitted.end() + 4) else permitted.span()
    )


def _hidden(text: str) -> tuple[int, int] | None:
    """Return where *text* puts a report off, or leaves it out; None if it does not."""
    hidden = _HIDE.search(text)
    if hidden is not None:
        start = max(text.rfind(mark, 0, hidden.start()) for mark in "。；;") + 1
        if not _NOT.search(text, start, hidden.end()) and not _LATER.search(
            text, start, hidden.end() + 4
        ):
            return hidden.span()
    return None


def _before(text: str, start: int, verb: re.Match[str]) -> int | None:
    """Return where that begins on which *verb* waits; None if it does not wait.

    What stands before *start* belongs to another sentence.
    """
    end = verb.start()
    window = text[start:end]
    if not any(word in window for word in _ORDER) or not _CORE.search(window):
        return None
    if _EARLIER.search(text, start, end):
        return None
    patterns = _WAIT
    if not _PUBLIC.search(text, start, end):
        is_on_events = _OF_EVENTS.search(text, start, verb.end() + 6)
        patterns = (*_WAIT, *_FORBID, *_LEAVE) if is_on_events else (*_WAIT, *_FORBID)
    for pattern in patterns:
        found = pattern.search(text, start, end)
        if found is not None:
            own = found.start() if pattern in _FORBID else end
            if not _NOT.search(text, start, own):
                return found.start()
    return None


@plan_rule(
    "RPT018",
    "report.made-to-wait",
    Severity.ERROR,
    title=msg("Words that let a report wait"),
    rationale=msg(
        "The law forbids late and withheld reports: what is not yet known is reported as not yet "
        "known, and added later."
    ),
    sources=(UPWARD,),
)
def made_to_wait(view: PlanView) -> Iterator[Hit]:
    """Prose, first reports and actions by which a report waits for facts or for leave."""
    for pointer, text in _texts(view):
        found = waiting(text)
        if found is not None:
            yield _hit(view.at(*pointer), text, found)
    prose = view.prose or ""
    for line in lines_with(prose, ("报", "隐瞒") if "隐瞒" in prose else ("报",)):
        found = waiting(line.line)
        if found is not None:
            place = Place(view.prose_file, span=on_line(line.number, *found))
            yield _hit(place, line.line, found)


def _texts(view: PlanView) -> Iterator[tuple[Pointer, str]]:
    """Yield the texts of first reports and of actions."""
    for i, report in enumerate(view.plan.reports):
        if report.stage is ReportStage.FIRST:
            yield ("reports", i, "applies"), report.applies
            yield ("reports", i, "contents"), "；".join(report.contents)
    for i, action in enumerate(view.plan.actions):
        yield ("actions", i, "content"), action.content


def _hit(place: Place, text: str, found: tuple[int, int]) -> Hit:
    return Hit(
        place,
        msg("“{words}” lets the report wait", words=text[slice(*found)]),
        msg("Let it be reported at once, and supplemented when the facts are known"),
    )

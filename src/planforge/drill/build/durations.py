"""How long things take where no file says: estimates by the sort of work, each with its source.

The figures are rough on purpose and carry a low confidence: a rehearsal shows them beside its
result, and a drill replaces them under 工期. They say how long it takes until the work is in force
(到位), since that is what the limits of plans mean: 抢修, 值守 and 监测 go on much longer than the
hour in which they have to begin. The way to the site is not in them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from planforge.drill.chance import Span
from planforge.drill.work import Priority
from planforge.i18n import msg
from planforge.patterns import late

if TYPE_CHECKING:
    import re

    from planforge.i18n import Message

SOURCE: Final = msg("library of planforge: an estimate, not measured")
"""Where every figure of this module comes from."""
BY_LIMIT: Final = msg("half of what the plan allows: an estimate, not measured")
"""Where the figure for work comes from of which only the limit is known."""


class Estimate(NamedTuple):
    """How long a sort of work takes, and how urgent it is beside others.

    Attributes:
        words: By which the work is recognised in the name of an action, or in its text.
        name: What the sort is called.
        span: How long.
        priority: Who comes first when two want the same.
    """

    words: re.Pattern[str]
    name: Message
    span: Span
    priority: Priority


def _minutes(least: int, likely: int, most: int) -> Span:
    return Span(60 * least, 60 * likely, 60 * most)


HANDOVER: Final = _minutes(15, 30, 60)
"""From deciding to take over until it is done."""
_LIBRARY: Final = (
    Estimate(
        late("报告上级|信息报告|报送|上报|报告$"),
        msg("report"),
        _minutes(5, 10, 20),
        Priority.REPORT,
    ),
    Estimate(
        late("核实.*|接报.*|预警响应|初判"),
        msg("verification"),
        _minutes(5, 10, 20),
        Priority.COMMAND,
    ),
    Estimate(
        late("指挥权移交|移交指挥权|指挥权交接|交接指挥权"),
        msg("handing over command"),
        HANDOVER,
        Priority.COMMAND,
    ),
    Estimate(
        late("启动响应|终止响应|启动|终止|宣布|通报|通知|移交|请求|协调"),
        msg("order or notice"),
        _minutes(5, 10, 20),
        Priority.COMMAND,
    ),
    Estimate(
        late("会商|研判|专家|方案"), msg("consultation"), _minutes(15, 30, 60), Priority.COMMAND
    ),
    Estimate(
        late("值守|值班|坐镇|进驻|指挥部|工作组"),
        msg("setting up a post"),
        _minutes(15, 30, 60),
        Priority.COMMAND,
    ),
    Estimate(
        late("转移|疏散|撤离|避险|避难|安置|救助|清客"),
        msg("evacuation and shelter"),
        _minutes(30, 60, 120),
        Priority.LIFE,
    ),
    Estimate(
        late("搜救|救援|抢救|医疗|医学|救治|救护|先期|营救|灭火|扑救|洗消"),
        msg("rescue and medical care"),
        _minutes(10, 20, 45),
        Priority.LIFE,
    ),
    Estimate(
        late("警戒|封闭|管制|管控|关停|停课|停运|停业|隔离|断电|切断"),
        msg("closing off"),
        _minutes(10, 20, 45),
        Priority.CONTROL,
    ),
    Estimate(
        late("发布|舆情|新闻|公告|提示|告知|引导"),
        msg("public information"),
        _minutes(15, 30, 60),
        Priority.PUBLIC,
    ),
    Estimate(
        late("监测|巡|测报|预报|排查|检测|勘查|调查|评估|预警"),
        msg("monitoring and inspection, first round"),
        _minutes(10, 20, 45),
        Priority.CONTROL,
    ),
    Estimate(
        late("调拨|物资|资金|运输|调集|力量|队伍|支援|增援|兵力|部队"),
        msg("calling up forces and supplies"),
        _minutes(10, 20, 45),
        Priority.CONTROL,
    ),
    Estimate(
        late("抢修|抢险|抢护|抢通|排涝|恢复|堵漏|供电|发电|通信|供水|调度|保障|保电|拆除|处置"),
        msg("emergency repair and control"),
        _minutes(10, 30, 60),
        Priority.PROTECT,
    ),
)
_STANDING: Final = tuple(
    one
    for one in _LIBRARY
    if one.name.msgid
    in {
        "report",
        "verification",
        "order or notice",
        "consultation",
        "public information",
        "monitoring and inspection, first round",
    }
)
"""Work that goes on after a false alarm."""
AFTERWARDS: Final = Estimate(
    late("评估|调查|总结|重建|修复|治理|理赔|善后|补偿|赔偿|救助|安置"),
    msg("work after the response"),
    Span(86_400, 5 * 86_400, 20 * 86_400),
    Priority.RECOVERY,
)
"""What is known of work after a response, and of all such work of no sort below."""
_AFTER: Final = (
    *(
        one
        for one in _LIBRARY
        if one.name.msgid in {"order or notice", "setting up a post", "public information"}
    ),
    Estimate(
        late("检查|核查|复核|复查|确认|检测|验收|查验"),
        msg("checks after the response"),
        _minutes(120, 360, 1440),
        Priority.RECOVERY,
    ),
    Estimate(
        late("洗消|清场|清淤|清理|清运|消毒|消杀|撤收|撤离|撤场|归还|清点|回收|搬移"),
        msg("clearing up"),
        _minutes(240, 720, 2880),
        Priority.RECOVERY,
    ),
    AFTERWARDS,
)
"""Work at the end of a response and after it; of several of these the longest counts.

Washing down and checking mean all of a site here, not what is first done on it.
"""
OTHER: Final = Estimate(late("."), msg("any other work"), _minutes(15, 30, 60), Priority.CONTROL)
"""What is known of work of no sort above."""

DECISION: Final = _minutes(10, 20, 30)
"""From the facts to the decision, where a plan sets no 决定时限."""
ENDING: Final = _minutes(15, 30, 60)
"""From the facts to the decision that a response ends."""
REPORT: Final = _minutes(5, 10, 20)
"""From the duty to report to the report being sent."""
HANDLING: Final = _minutes(2, 5, 15)
"""From seeing something to passing it on."""
VERIFYING: Final = _minutes(10, 20, 40)
"""From being asked to knowing."""
MUSTER: Final = _minutes(10, 20, 40)
"""From the call to leaving, where a register sets no 集结时限."""
TRAVEL: Final = _minutes(15, 30, 60)
"""From there to the site."""
LOADING: Final = _minutes(10, 20, 40)
"""From the request to the departure of supplies."""
ANSWER: Final = _minutes(10, 20, 60)
"""From asking another depot to its answer."""
BACK: Final = _minutes(30, 60, 120)
"""From the end of the work until a team or a thing can be used again."""


def stands(title: str) -> bool:
    """Whether the work called *title* goes on though it turned out that nothing has happened.

    What finds out, decides, reports and tells people goes on; nobody is moved, saved or sent for.
    """
    return estimate(title, "") in _STANDING


def afterwards(title: str, limit: int | None = None) -> Estimate:
    """Return what is known of the work called *title* at the end of a response and after it.

    Weeks may be allowed for a 评估, so that nothing but its *limit*, in seconds, says how long one
    takes: it is then the time from a quarter of that to all of it.
    """
    found = [one for one in _AFTER if one.words.search(title)]
    longest = max(found, key=lambda one: one.span.likely, default=AFTERWARDS)
    if longest is not AFTERWARDS or not limit:
        return longest
    return AFTERWARDS._replace(span=Span(limit // 4, limit // 2, limit))


def source(known: Estimate) -> Message:
    """Return where the figure of *known* comes from."""
    is_own = known.name is AFTERWARDS.name and known.span != AFTERWARDS.span
    return BY_LIMIT if is_own else SOURCE


def estimate(title: str, content: str) -> Estimate:
    """Return what is known of the work called *title* that is to do *content*.

    A title says what it is at its end (紧急避险提示 is a notice), a text at its beginning.
    """
    ends = {
        i: max(match.end() for match in one.words.finditer(title))
        for i, one in enumerate(_LIBRARY)
        if one.words.search(title)
    }
    if ends:
        return _LIBRARY[min(ends, key=lambda i: (-ends[i], i))]
    starts = [
        (match.start(), i) for i, one in enumerate(_LIBRARY) if (match := one.words.search(content))
    ]
    return _LIBRARY[min(starts)[1]] if starts else OTHER


__all__ = [
    "AFTERWARDS",
    "ANSWER",
    "BACK",
    "BY_LIMIT",
    "DECISION",
    "ENDING",
    "HANDLING",
    "HANDOVER",
    "LOADING",
    "MUSTER",
    "OTHER",
    "REPORT",
    "SOURCE",
    "TRAVEL",
    "VERIFYING",
    "Estimate",
    "afterwards",
    "estimate",
    "source",
    "stands",
]

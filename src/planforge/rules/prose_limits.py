"""Time limits that sentences repeat by hand, against 信息报告, 信息发布, 决定时限 and 时限."""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from planforge.corpus.plan_view import split
from planforge.findings import Severity
from planforge.frozen import dataclass
from planforge.i18n import msg
from planforge.model.scalars import Limit
from planforge.model.scales import ReportStage
from planforge.patterns import late
from planforge.rules.action_text import NUMBER, read_limit
from planforge.rules.elsewhere import is_aside
from planforge.rules.prose_facts import COMPLETE
from planforge.rules.rule import Hit, plan_rule
from planforge.rules.said import mentions, text_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from planforge.corpus.plan_view import PlanView
    from planforge.findings import Pointer
    from planforge.model.plan import Action
    from planforge.rules.said import Text

_UNIT: Final = late("(?P<unit>分钟|小时|天|工作日|日)(?:以内|之内|内)")
_LEAD: Final = late(
    rf"(?P<lead>未来|今后|过去|此后|连续|每|前|近|[第约]|不少于|不低于|超过)?(?P<number>{NUMBER})个?$"
)
_FARTHEST: Final = 10
"""Characters before a unit of time in which its number stands."""
_SAID_ELSEWHERE: Final = frozenset(
    {"actions", "warnings", "recovery", "reports", "grades", "levels", "adjustments"}
)
"""Keys whose sentences other rules compare with the limit beside them."""
_TO: Final = late(
    r"向(?P<to>[^，。；]{2,40}?)(?:报告|上报|报送|续报|书面)|报(?:告|送)?(?P<up>[^，。；]+)"
)
_STAGES: Final = {
    "首报": ReportStage.FIRST,
    "初报": ReportStage.FIRST,
    "首次报告": ReportStage.FIRST,
    "续报": ReportStage.FOLLOW_UP,
    "终报": ReportStage.FINAL,
}
_SUBJECT: Final = late(
    "企业|单位|部门|机构|人员|负责人|责任人|政府|指挥部|公司|学校|医院|街道|[镇乡村局委办队]"
)
_REPORTED: Final = late("报告|上报|报送|首报|初报|续报|终报|报市|报省|报县")
_RELEASED: Final = late(r"(?:发布|公布)[^，。；预]{0,12}(?:信息|消息)")
_PRESS: Final = late(r"(?:召开|举行)[^，。；]{0,8}(?:新闻)?发布会")
_DECIDED: Final = late(r"(?:作出|做出)[^，。；]{0,10}决定")
_ALIKE: Final = 6
"""Characters in a row that a sentence shares with an action that it speaks of."""


@dataclass(frozen=True, slots=True)
class _Said:
    """A limit in the text: how long, and where it stands."""

    limit: Limit
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Fact:
    """What the facts allow for what a sentence speaks of: how long, where that stands, its key."""

    limits: tuple[Limit, ...]
    at: Pointer
    key: str


@plan_rule(
    "PRO014",
    "prose.other-limit",
    Severity.WARNING,
    title=msg("Time limit in the text that differs from the facts"),
    rationale=msg(
        "People act by the sentence, tables and rehearsals by the facts; both must agree."
    ),
    sources=(COMPLETE,),
)
def other_limit(view: PlanView) -> Iterator[Hit]:
    """Limits of reports, releases, decisions and actions in sentences, against the facts."""
    text = text_of(view)
    for said in _said(text):
        if text.field(said.start) in _SAID_ELSEWHERE:
            continue
        facts = tuple(_facts(view, said))
        allowed = [limit for fact in facts for limit in fact.limits]
        if not allowed or any(_is_same(said.limit, limit) for limit in allowed):
            continue
        first, last = text.sentence(said.start, said.end)
        if is_aside(view, text.whole[first : said.start], text.whole[said.end : last]):
            continue
        fact = next(fact for fact in facts if fact.limits)
        yield Hit(
            text.place(said.start, said.end),
            msg(
                "“{said}” in the text, {limit} under {key}",
                said=text.whole[said.start : said.end],
                limit=tuple(dict.fromkeys(limit.text for limit in allowed)),
                key=fact.key,
            ),
            msg("Write the same limit in both, or leave it out: the directive prints the facts"),
            ((view.at(*fact.at), msg("Here the limit is laid down")),),
        )


def _said(text: Text) -> Iterator[_Said]:
    for unit in _UNIT.finditer(text.whole):
        first = max(0, unit.start() - _FARTHEST)
        found = _LEAD.search(text.whole, first, unit.start())
        if found is not None and not found["lead"]:
            limit = read_limit(found["number"], unit["unit"])
            yield _Said(limit, found.start("number"), unit.end())


def _is_same(one: Limit, other: Limit) -> bool:
    return (one.seconds, one.workdays) == (other.seconds, other.workdays)


def _facts(view: PlanView, said: _Said) -> Iterator[_Fact]:
    """Yield the facts that the sentence around a limit speaks of."""
    text = text_of(view)
    first, last = text.sentence(said.start, said.end)
    end = text.clause(said.start, said.end)[1]
    rest = text.whole[said.end : end]
    if _PRESS.search(rest):
        yield from _released(view, "press_conference", "新闻发布会")
    elif _RELEASED.search(rest):
        yield from _released(view, "first_release", "首次发布")
    elif _DECIDED.search(rest):
        named = [x for x in view.levels if x.name in text.whole[first:last]] or view.levels
        for level in named:
            if level.facts.decision_limit is not None:
                at = (*level.pointer, "decision_limit")
                yield _Fact((level.facts.decision_limit,), at, "决定时限")
    elif _REPORTED.search(rest):
        yield from _reported(view, said, first, end)
    else:
        yield from _done(view, rest, (first, said.start))


def _released(view: PlanView, name: str, key: str) -> Iterator[_Fact]:
    information = view.plan.public_information
    limit = getattr(information, name) if information else None
    if isinstance(limit, Limit):
        yield _Fact((limit,), ("public_information", name), key)


def _reported(view: PlanView, said: _Said, first: int, end: int) -> Iterator[_Fact]:
    """Yield the reports from the sender to the recipient that the sentence names."""
    text = text_of(view)
    to = _TO.search(text.whole, said.end, end)
    recipients = set()
    if to is not None:
        span = to.span("to") if to["to"] else to.span("up")
        recipients = {x.entity.id for x in mentions(view, *span)}
    clause = text.whole[first:end]
    stage = next((stage for word, stage in _STAGES.items() if word in clause), None)
    if not recipients and (stage is None or (to is not None and to["to"])):
        return
    senders = [x.entity.id for x in mentions(view, first, said.start)][-1:]
    if not senders and _SUBJECT.search(text.whole, first, said.start):
        return  # somebody reports whom the facts do not name
    rules = []
    for i, rule in enumerate(view.plan.reports):
        told = _ids(view, rule.recipient)
        if (not recipients or recipients & told) and stage in {None, rule.stage}:
            rules.append((i, rule))
    if senders:
        rules = [x for x in rules if senders[0] in _ids(view, x[1].sender)]
    for i, rule in rules:
        limits = (rule.limit, rule.written_limit, rule.repeat)
        if "书面" in clause and rule.written_limit:
            limits = (None, rule.written_limit, rule.repeat)
        yield _Fact(tuple(filter(None, limits)), ("reports", i), rule.stage.zh)


def _ids(view: PlanView, names: Iterable[str]) -> set[str]:
    return {entity.id for name in names if (entity := view.get(name)) is not None}


def _done(view: PlanView, rest: str, before: tuple[int, int]) -> Iterator[_Fact]:
    """Yield the actions whose words follow the limit and whose unit the sentence names."""
    found = {
        i
        for start in range(len(rest) - _ALIKE + 1)
        for i in _actions_with(view, rest[start : start + _ALIKE])
    }
    named = {x.entity.id for x in mentions(view, *before)}
    for i in sorted(found):
        action = view.plan.actions[i]
        does = _ids(view, (*action.responsible, *action.supporting))
        if not named or named & does:
            yield _Fact(tuple(_limits(action)), ("actions", i, "deadline"), "时限")


def _limits(action: Action) -> Iterator[Limit]:
    for deadline in (action.deadline, *(x.deadline for x in action.changes.values())):
        limit, _ = split(deadline)
        if limit is not None:
            yield limit
    if action.repeat is not None:
        yield action.repeat


@lru_cache(maxsize=2)
def _contents(view: PlanView) -> tuple[str, tuple[int, ...]]:
    """Return the texts of all actions, one below the other, and where each starts."""
    texts = [action.content for action in view.plan.actions]
    return "\n".join(texts), tuple(accumulate((len(text) + 1 for text in texts), initial=0))


def _actions_with(view: PlanView, run: str) -> Iterator[int]:
    """Yield which actions have *run* in their text."""
    whole, starts = _contents(view)
    at = whole.find(run)
    while at >= 0:
        i = bisect_right(starts, at) - 1
        yield i
        at = whole.find(run, starts[i + 1])

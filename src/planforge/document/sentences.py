"""Clauses of official sentences: in which case, within what time, with whom and with what.

Plans say in sentences what their files say in keys. Each function here returns one clause as inline
nodes, without the mark behind it, so that whoever writes the sentence decides on its order.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from docutils import nodes

from planforge.corpus.report_chain import level_of
from planforge.document.blocks import SLOTS, filled, inline, joined, span
from planforge.document.conditions import condition_words, convention
from planforge.document.wording import capital, every, level_badge, limit_words, registered
from planforge.i18n import DEFAULT_LANGUAGE
from planforge.model.scales import GovernmentLevel, Phase

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from planforge.corpus.plan_view import ActionAt, Level
    from planforge.document.blocks import Content, Inline
    from planforge.document.context import Context
    from planforge.model.plan import Action, ActionChange, MessageOut, Needs
    from planforge.model.scalars import Limit
    from planforge.model.scales import Anchor

_A, _B, *_ = SLOTS
_RESPONSE: Final = "响应"
_AT_ONCE: Final = "立即"
_TELLS: Final = re.compile("报告|通报|报送|反馈|提出|移交|说明|发布|传达")
"""Verbs that take whom they tell before them: 向省防指报告…."""
_CASE_ENDS: Final = re.compile("[的时后前]$|期间$")
"""How a clause ends that says when something is done."""
_BEFORE_START: Final = frozenset({Phase.PREVENTION, Phase.WARNING, Phase.FIRST_RESPONSE})
"""Phases in which no response has been started yet."""


def levels_clause(context: Context, levels: Sequence[Level], phase: Phase) -> list[nodes.Node]:
    """Return “启动Ⅲ级以上响应的” for *levels*, highest first; nothing for all or no levels."""
    view = context.plan_view
    if not levels or len(levels) == len(view.levels):
        return []
    is_upward = tuple(levels) == tuple(view.levels[: len(levels)]) and len(levels) > 1
    above = is_upward and convention(context).above_includes
    shown = levels[-1:] if above else levels
    names = context.joined(
        level_badge(context, view, one, one.name.removesuffix(_RESPONSE)) for one in shown
    )
    if phase in _BEFORE_START:
        text = (
            context.t("if the conditions of {levels} or above are met", levels=_A)
            if above
            else context.t("if the conditions of {levels} are met", levels=_A)
        )
    else:
        text = (
            context.t("where {levels} or above is started", levels=_A)
            if above
            else context.t("where {levels} is started", levels=_A)
        )
    return filled(text, names)


def case_words(context: Context, action: Action) -> str:
    """Return the case in which *action* is done: “道路中断”; empty if it always is.

    Figures that say what the words say are left out, in the language of the words.
    """
    words = (action.condition or "").rstrip("。；，")
    figures = condition_words(context, action.when)
    if context.language == DEFAULT_LANGUAGE and _is_said(figures, words):
        return words
    return context.marks.clauses(text.rstrip("。；") for text in (words, figures))


def _is_said(figures: str, words: str) -> bool:
    """Whether *words* say what *figures* do: their numbers or, without any, their terms."""
    parts = re.findall(r"\d+(?:\.\d+)?", figures)
    if parts:
        return all(part in words for part in parts)
    terms = [figures[i : i + 2] for i in range(len(figures) - 1)]
    return sum(term in words for term in terms) * 2 >= len(terms)


def case_clause(context: Context, action: Action) -> str:
    """Return “道路中断的”, the case in which *action* is done; empty if it always is."""
    case = case_words(context, action)
    if not case or (context.language == DEFAULT_LANGUAGE and _CASE_ENDS.search(case)):
        return case
    return context.t("if {condition}", condition=case)


def circumstances(
    context: Context, levels: Sequence[Level], action: Action
) -> list[list[nodes.Node]]:
    """Return at which *levels* and in which case *action* is done, as clauses; none for always.

    Of both one clause is made in the language of plans: “启动Ⅲ级以上响应，且道路中断的”.
    """
    of_levels = levels_clause(context, levels, action.phase)
    case = inline(case_clause(context, action))
    if not (of_levels and case and context.language == DEFAULT_LANGUAGE):
        return [clause for clause in (of_levels, case) if clause]
    last = nodes.Text(of_levels[-1].astext().removesuffix("的"))
    return [[*of_levels[:-1], last, nodes.Text("，且"), *case]]


def limit_clause(context: Context, limit: Limit | None, anchor: Anchor | None) -> list[nodes.Node]:
    """Return “响应启动后30分钟内”, marked as a limit; nothing for none."""
    words = limit_words(context, limit, anchor)
    return [span(words, "pf-within")] if words else []


def begun(context: Context, clauses: Iterable[Content]) -> list[nodes.Node]:
    """Return *clauses* as the beginning of a sentence, with the mark behind the last."""
    found = [inline(clause) for clause in clauses if clause]
    if not found:
        return []
    line = joined(found, context.marks.part)
    return [*_capital(line), nodes.Text(context.marks.part)]


def closed(context: Context, line: Sequence[nodes.Node]) -> list[nodes.Node]:
    """Return *line* as a whole sentence."""
    return [*_capital(line), nodes.Text(context.marks.stop)]


def _capital(line: Sequence[nodes.Node]) -> list[nodes.Node]:
    first, *rest = line
    return [nodes.Text(capital(first)) if isinstance(first, nodes.Text) else first, *rest]


def doing(
    context: Context,
    clauses: Sequence[Content],
    limit: tuple[Limit | None, Anchor | None],
    units: Sequence[Inline],
    content: str,
) -> list[nodes.Node]:
    """Return “在什么情况下，什么时限内，谁做什么” as one sentence as far as *content* goes.

    What is done at once is said so behind who does it, unless *content* begins with it.
    """
    due, anchor = limit
    is_at_once = due is not None and due.seconds == 0 and context.language == DEFAULT_LANGUAGE
    within = limit_clause(context, due, anchor)
    found = begun(context, [*clauses, *([] if is_at_once else [within])])
    if units:
        found += [nodes.strong("", "", *inline(list(units)), classes=["pf-unit"])]
    if is_at_once and _AT_ONCE not in re.split("[，。；]", content)[0]:
        found += within
    return [*found, nodes.Text(content)]


def supported(context: Context, names: tuple[str, ...]) -> list[nodes.Node]:
    """Return “市水务局、市气象局配合”; nothing for nobody."""
    if not names:
        return []
    return filled(context.t("{units} give support", units=_A), context.actors(names))


def called_on(context: Context, needs: Needs | None) -> list[list[nodes.Node]]:
    """Return what an action calls on as clauses: teams, supplies and depots, shelters, experts."""
    if needs is None or not context.may_show(needs):
        return []
    gap = context.marks.gap
    unit_of = context.plan_view.registry.unit_of
    supplies = context.joined(
        f"{name}{gap}{count}{unit_of(name)}" for name, count in needs.supplies.items()
    )
    found: list[list[nodes.Node]] = []
    if needs.teams:
        teams = _registered(context, needs.teams)
        found.append(filled(context.t("{teams} are called in", teams=_A), teams))
    depots = _registered(context, needs.depots)
    if supplies and depots:
        text = context.t("{depots} deliver {supplies}", depots=_A, supplies=_B)
        found.append(filled(text, depots, supplies))
    elif supplies:
        found.append(filled(context.t("{supplies} are delivered", supplies=_A), supplies))
    elif depots:
        found.append(filled(context.t("{depots} are drawn on", depots=_A), depots))
    if needs.shelters:
        shelters = _registered(context, needs.shelters)
        found.append(filled(context.t("{shelters} are opened as shelters", shelters=_A), shelters))
    if needs.experts:
        experts = _registered(context, needs.experts)
        found.append(filled(context.t("{experts} advise as experts", experts=_A), experts))
    return found


def _registered(context: Context, names: Iterable[str]) -> list[nodes.Node]:
    return context.joined(registered(context, name) for name in names)


def repeated(context: Context, repeat: Limit | None, content: str) -> list[nodes.Node]:
    """Return “此项工作每3小时一次”; nothing for what is done once, or as *content* says itself."""
    period = every(context, repeat)
    if repeat is None or not period:
        return []
    if period.removesuffix("一次") in content.replace("每日", "每天"):
        return []
    if repeat.clock is not None:
        return inline(context.t("this is done {period}", period=period))
    return inline(context.t("this is repeated {period}", period=period))


def told(context: Context, message: MessageOut) -> list[nodes.Node]:
    """Return “以电话方式向省防指报告…” or “以电话方式通知各县（区）政府：…”."""
    to = context.actors(message.to)
    text = message.content.rstrip("。")
    means = context.marks.listed(message.channel)
    start = context.t("by {means}: ", means=means) if means else ""
    if _TELLS.match(text) and context.language == DEFAULT_LANGUAGE:
        return [*inline(start), *filled(f"向{_A}{text}", to)]
    if all(_is_above(context, name) for name in message.to):
        said = context.t("report to {recipients}: {content}", recipients=_A, content=text)
    else:
        said = context.t("tell {recipients}: {content}", recipients=_A, content=text)
    return [*inline(start), *filled(said, to)]


def _is_above(context: Context, name: str) -> bool:
    """Whether *name* belongs to a level of government above the jurisdiction's."""
    registry = context.corpus.registry
    level = level_of(registry, name, context.plan_view.get(name))
    own = registry.jurisdiction.level if registry.jurisdiction else None
    order = list(GovernmentLevel)
    return level is not None and own is not None and order.index(level) < order.index(own)


def changed(context: Context, at: ActionAt, change: ActionChange) -> list[nodes.Node]:
    """Return what *change* changes, as clauses of one sentence; *at* is the action with it."""
    within = limit_clause(context, at.limit, at.anchor) if change.deadline else []
    parts: list[Content] = []
    if change.responsible:
        units = nodes.strong("", "", *inline(context.actors(at.responsible)))
        parts.append(filled(context.t("{units} is in charge", units=_A), units))
    if change.content:
        parts += [part for part in (within, change.content.rstrip("。")) if part]
    elif within:
        parts.append(filled(context.t("the time limit is {limit}", limit=_A), within))
    if change.supporting:
        parts.append(supported(context, at.supporting))
    if change.needs:
        parts += called_on(context, at.needs)
    return joined(parts, context.marks.part)


__all__ = [
    "begun",
    "called_on",
    "case_clause",
    "case_words",
    "changed",
    "circumstances",
    "closed",
    "doing",
    "levels_clause",
    "limit_clause",
    "repeated",
    "supported",
    "told",
]

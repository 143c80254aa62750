"""Words for the small things plans are full of: time limits, periods, levels, dates."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from docutils import nodes

from planforge.document.blocks import joined, span
from planforge.document.nodes import address, link
from planforge.i18n import DEFAULT_LANGUAGE, Marks, Message, marks, msg
from planforge.model.base import Kind
from planforge.model.registers import Post
from planforge.model.scales import Anchor, GovernmentLevel

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from planforge.corpus.plan_view import ActionAt, Level, PlanView
    from planforge.document.context import Context
    from planforge.model.scalars import Cycle, Limit

PLAN: Final[Marks] = marks(DEFAULT_LANGUAGE)
"""The punctuation of the plans: what stands inside their own sentences is not translated."""

RESOURCES: Final = (
    Kind.TEAM,
    Kind.DEPOT,
    Kind.SHELTER,
    Kind.EXPERT,
    Kind.MECHANISM,
    Kind.AGREEMENT,
)
"""Kinds of registered resources, in the order a name is tried."""

AFTER: Final = {
    Anchor.OCCURRENCE: msg("within {limit} of the event"),
    Anchor.RECEIPT: msg("within {limit} of the report"),
    Anchor.WARNING: msg("within {limit} of the warning"),
    Anchor.ACTIVATION: msg("within {limit} of the start of the response"),
    Anchor.PREDECESSORS: msg("within {limit} of the steps before"),
    Anchor.ORDER: msg("within {limit} of the order"),
    Anchor.TERMINATION: msg("within {limit} of the end of the response"),
    Anchor.PREVIOUS_REPORT: msg("within {limit} of the report before"),
}
"""Time limits with the moment they run from."""
_REGIONS: Final = {
    GovernmentLevel.COUNTY: msg("county or district"),
    GovernmentLevel.TOWN: msg("town or street"),
    GovernmentLevel.VILLAGE: msg("village or community"),
}
"""Levels of which parts of the land of several kinds are."""
_DAYS: Final = msg("{count} days").msgid
_LENGTHS: Final = (
    (86_400, _DAYS),
    (3_600, msg("{count} h").msgid),
    (60, msg("{count} min").msgid),
    (1, msg("{count} s").msgid),
)
"""Lengths in seconds, the longest first, with their words."""


def level_of_region(context: Context, level: GovernmentLevel) -> str:
    """Return what a part of the land is: 县（市、区） for 县 and 区, as the files know them."""
    of_several = _REGIONS.get(level)
    if of_several is None:
        return level.label(context.language)
    return of_several.render(context.language)


def limit_words(context: Context, limit: Limit | None, anchor: Anchor | None = None) -> str:
    """Return *limit* in words, with the moment it runs from if given; empty for None."""
    if limit is None:
        return ""
    if limit.seconds == 0:
        return context.t("at once")
    if limit.clock is not None:
        return duration(context, limit)
    if anchor is None:
        return context.t("within {limit}", limit=duration(context, limit))
    words = (("limit", duration(context, limit)),)
    return Message(AFTER[anchor].msgid, words).render(context.language)


def duration(context: Context, limit: Limit) -> str:
    """Return *limit* itself: as the plan writes it to its own readers, in words to others."""
    if context.language == DEFAULT_LANGUAGE:
        return limit.text
    if limit.clock is not None:
        return context.t("by {time} every day", time=limit.clock)
    if limit.workdays is not None:
        return context.t("{count} working days", count=limit.workdays)
    left, parts = limit.seconds or 0, []
    for length, words in _LENGTHS:
        count, left = divmod(left, length)
        if count:
            is_one_day = words is _DAYS and count == 1
            parts.append(context.t("1 day") if is_one_day else context.t(words, count=count))
    return context.marks.gap.join(parts) or context.t("at once")


_ONE: Final = re.compile(r"^1 ?个?(?=[\u4e00-\u9fff]+$|day$)")
"""每小时 and “every day”, not 每1小时."""


def every(context: Context, repeat: Limit | None) -> str:
    """Return how often something is repeated; empty for None."""
    if repeat is None:
        return ""
    if repeat.clock is not None:
        return duration(context, repeat)
    return context.t("every {period}", period=_ONE.sub("", duration(context, repeat)))


def cycle_words(context: Context, cycle: Cycle | None) -> str:
    """Return “至少每3年一次”; empty for None."""
    if cycle is None:
        return ""
    years, months = divmod(cycle.months, 12)
    if cycle.months == 1:
        return context.t("at least once a month")
    if not months:
        once = context.t("at least once a year")
        return once if years == 1 else context.t("at least once in {count} years", count=years)
    return context.t("at least once in {count} months", count=cycle.months)


def day(context: Context, value: date | None) -> str:
    """Return a date as the language writes it; empty for None."""
    if value is None:
        return ""
    if context.language != DEFAULT_LANGUAGE:
        return value.isoformat()
    return context.t("{year}-{month}-{day}", year=value.year, month=value.month, day=value.day)


def level_rank(view: PlanView, level: Level) -> int:
    """Return the rank of *level*: 1 is the highest declared level."""
    return len(view.level_names) - level.severity + 1


def level_badge(context: Context, view: PlanView, level: Level, name: str = "") -> nodes.Node:
    """Return the name of *level*, or *name* for it, in its colour, as a link to its page."""
    rank = level_rank(view, level)
    target = address("level", f"{view.plan.id}/{rank}")
    text: nodes.Node | str = name or level.name
    if context.may_show(level.facts) and context.may_show(view.plan):
        text = link(name or level.name, target)
    return span(text, "pf-level", f"pf-level-{rank}")


def level_named(context: Context, view: PlanView, name: str) -> nodes.Node | str:
    """Return the level called *name* as a badge, or the name where the plan has no such level."""
    level = view.level(name)
    return level_badge(context, view, level) if level else name


def phone_links(numbers: str) -> list[nodes.Node]:
    """Return telephone numbers, several joined by 、, as links that dial; nothing for none."""
    return joined((_dial(number) for number in numbers.split(PLAN.item) if number), PLAN.item)


def _dial(number: str) -> nodes.Node:
    digits = "".join(char for char in number if char.isdigit() or char == "+")
    if not digits:
        return span(number, "pf-phone")
    return nodes.reference("", "", nodes.Text(number), refuri=f"tel:{digits}", classes=["pf-phone"])


def plain(parts: list[nodes.Node | str]) -> str:
    """Return the text of a run of inline content."""
    return "".join(part if isinstance(part, str) else part.astext() for part in parts)


def action_title(action_at: ActionAt) -> str:
    """Return the short name of an action: its own, or the first clause of its text."""
    if action_at.action.title:
        return action_at.action.title
    text = action_at.content
    for mark in "，。；,;":
        text = text.partition(mark)[0]
    return text


def capital(text: str) -> str:
    """Return *text* as the beginning of a line: its first letter a capital."""
    return text[:1].upper() + text[1:]


def ended(text: str) -> str:
    """Return *text* with a full stop, unless it has one."""
    return text if text.endswith((PLAN.stop, PLAN.clause)) else f"{text}{PLAN.stop}"


def enumerated(items: Sequence[str | Sequence[nodes.Node | str]]) -> list[list[nodes.Node | str]]:
    """Return *items* of a list as the parts of one sentence: ； behind each, 。 behind the last."""
    found: list[list[nodes.Node | str]] = []
    for at, item in enumerate(items, 1):
        line = [item] if isinstance(item, str) else [*item]
        if line and isinstance(line[-1], str):
            line[-1] = line[-1].rstrip("。；")
        found.append([*line, PLAN.stop if at == len(items) else PLAN.clause])
    return found


def noted(context: Context, remark: str) -> list[nodes.Node]:
    """Return *remark*, such as a time limit, in brackets behind a sentence; nothing for none."""
    if not remark:
        return []
    its = context.marks
    return [nodes.Text(its.gap), span(its.noted(remark), "pf-limit")]


def holder_words(context: Context, post: Post) -> str:
    """Return who holds *post* with the title, or the title alone."""
    return titled(context, post.holder, post.title)


def title_of(context: Context, name: str) -> str:
    """Return by virtue of which office somebody holds the post *name*: 市长 for 市防指总指挥.

    Empty for what is no post, and for a post whose title the reader must not see.
    """
    entity = context.plan_view.get(name)
    if entity is None or not isinstance(entity.element, Post):
        return ""
    return entity.element.title if context.may_show(entity.element) else ""


def titled(context: Context, name: str, title: str) -> str:
    """Return *name* with *title* in brackets, behind a comma if the title has brackets itself."""
    if not name or any(mark in title for mark in "（("):
        return context.marks.parts((name, title))
    return context.marks.bracketed(name, title)


def registered(context: Context, name: str) -> nodes.Node | str:
    """Return *name* of a resource as a link to its register."""
    entity = context.plan_view.get(name, RESOURCES)
    return context.entity(entity, name) if entity else name

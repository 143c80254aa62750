"""Forms of the notices that a response starts and that it ends."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.document.blocks import paragraph
from planforge.document.forms.filled import action_lines, fact_lines, facts_of, level_of, reasons
from planforge.document.forms.grid import (
    blank,
    boxes,
    field,
    grid,
    line,
    moment,
    register,
    remark,
)
from planforge.document.forms.official import event_types
from planforge.document.selection import bodies, shown_levels
from planforge.document.wording import limit_words

if TYPE_CHECKING:
    from docutils import nodes

    from planforge.corpus.plan_view import Level
    from planforge.document.context import Context
    from planforge.document.forms.filled import Filled

_MOST_ACTIONS: Final = 8
_MOST_REASONS: Final = 6


def start_notice(context: Context, it: Filled | None) -> list[nodes.Node]:
    """Return the notice that a response starts, with what it has to make clear by law.

    Article 72 of the Emergency Response Law (突发事件应对法): the matters responded to, the level,
    how long it is expected to last, and the measures.
    """
    t = context.t
    level = level_of(context, it)
    actions = [
        t("({number}) {text}", number=number, text=text)
        for number, text in enumerate(action_lines(context, it, _MOST_ACTIONS), 1)
    ]
    whom = context.marks.listed(facts_of(context, level).reported_to) if level else ""
    rows = [
        field(t("1. Matters responded to"), event_types(context, it), room=1),
        field(t("2. Level of the response"), _levels(context, level)),
        field(t("3. Expected to last"), _span(context)),
        field(t("4. Measures"), *actions, room=0 if actions else 6),
        field(t("Commanded by"), _who(context, level, "commander")),
        field(t("Reported to"), whom),
    ]
    return [
        *_opening(context),
        paragraph(_start_text(context, it, level), "pf-form-lead"),
        grid(rows),
        _decision(context, level),
        *_closing(context),
        remark(
            t(
                "A notice of the start makes clear the matters responded to, the level, how long"
                " it is expected to last and the measures (Emergency Response Law, Article 72)."
            )
        ),
    ]


def end_notice(context: Context, it: Filled | None) -> list[nodes.Node]:
    """Return the notice that a response ends."""
    t = context.t
    level = level_of(context, it)
    recovery = context.shown(context.plan_view.plan.recovery)
    rest = [
        context.marks.bracketed(item.item, context.marks.listed(item.responsible))
        for item in recovery
    ]
    rows = [
        field(t("Level that ends"), _levels(context, level)),
        field(t("Ended at"), moment(context)),
        field(t("Reasons for the end"), *_ends(context, level), room=1),
        field(t("Measures that go on"), room=2),
        field(t("Work after the event"), context.marks.clauses(rest), room=1),
    ]
    return [
        *_opening(context),
        paragraph(_end_text(context, level), "pf-form-lead"),
        grid(rows),
        _decision(context, level, is_end=True),
        *_closing(context),
        remark(
            t(
                "When danger is under control or removed the end of the response is announced, and"
                " what keeps a secondary event from happening goes on (Emergency Response Law,"
                " Article 86)."
            )
        ),
    ]


def _opening(context: Context) -> list[nodes.Node]:
    t = context.t
    body = next((body.name for body in bodies(context)), "")
    units = t("Member units of {body}", body=body) if body else blank(12)
    number = t("Document number: {blank}", blank=t("{office}〔{year}〕{count}", office=blank(4),
               year=blank(4), count=blank(3)))  # fmt: skip
    return [line(number), line(context.marks.labelled(units).rstrip())]


def _start_text(context: Context, it: Filled | None, level: Level | None) -> str:
    t, marks = context.t, context.marks
    facts = marks.parts(fact_lines(context, it)) if it else ""
    why = marks.clauses(reasons(context, it)[:_MOST_REASONS]) if it and level else ""
    return t(
        "{facts}. Under the {plan} this meets the start conditions of {level} ({why}). With the"
        " approval of {who} the response is started at {level} from {moment}:",
        facts=facts or blank(20),
        plan=context.plan_view.plan.name,
        level=level.name if level else blank(4),
        why=why or blank(10),
        who=_decider(context, level) or blank(6),
        moment=moment(context),
    )


def _end_text(context: Context, level: Level | None) -> str:
    return context.t(
        "Danger is under control. Under the {plan} the response at {level} is ended, with the"
        " approval of {who}, from {moment}:",
        plan=context.plan_view.plan.name,
        level=level.name if level else blank(4),
        who=_decider(context, level, is_end=True) or blank(6),
        moment=moment(context),
    )


def _decider(context: Context, level: Level | None, *, is_end: bool = False) -> str:
    if level is None:
        return ""
    facts = facts_of(context, level)
    end = facts.termination if context.may_show(facts.termination) else None
    names = (end.decided_by if end else ()) if is_end else facts.decided_by
    return context.marks.listed(names)


def _levels(context: Context, level: Level | None) -> str:
    names = [one.name for one in reversed(shown_levels(context))]
    return boxes(context, names, level.name if level else "")


def _span(context: Context) -> str:
    return context.t("from {start} to {end}", start=moment(context), end=moment(context))


def _ends(context: Context, level: Level | None) -> list[str]:
    """Return when the level, or any of them, ends, each with a box."""
    levels = [level] if level else shown_levels(context)
    found: dict[str, None] = {}
    for one in levels:
        end = facts_of(context, one).termination
        if end is not None and context.may_show(end):
            found |= dict.fromkeys(end.conditions)
    return [boxes(context, (text.rstrip("。；"),)) for text in found]


def _who(context: Context, level: Level | None, role: str) -> str:
    """Return who has *role* at *level*; at every level, the lowest first, if there is none."""
    if level is not None:
        return context.marks.listed(getattr(facts_of(context, level), role))
    by_name: dict[str, list[str]] = {}
    for one in reversed(shown_levels(context)):
        names = context.marks.listed(getattr(facts_of(context, one), role))
        if names:
            by_name.setdefault(names, []).append(one.name)
    if len(by_name) == 1:
        return next(iter(by_name))
    marks = context.marks
    return marks.clauses(
        marks.labelled(marks.listed(levels), names) for names, levels in by_name.items()
    )


def _decision(context: Context, level: Level | None, *, is_end: bool = False) -> nodes.table:
    """Return the table of those who propose, examine, decide and announce, to be signed."""
    t = context.t
    heads = (t("Part in it"), t("Who"), t("Opinion and signature"), t("Time"))
    if is_end:
        rows = [
            (t("Proposed by"), _who_ends(context, level, "proposed_by"), "", ""),
            (t("Decided by"), _who_ends(context, level, "decided_by"), "", ""),
        ]
        return register(heads, rows, (14, 40, 30, 16))
    rows = [
        (t("Proposed by"), _who(context, level, "proposed_by"), "", ""),
        (t("Reviewed by"), _who(context, level, "reviewed_by"), "", ""),
        (t("Decided by"), _decided(context, level), "", ""),
        (t("Announced by"), _who(context, level, "announced_by"), "", ""),
    ]
    kept = [row for row in rows if row[1] or row[0] != t("Reviewed by")]
    return register(heads, kept, (14, 40, 30, 16))


def _decided(context: Context, level: Level | None) -> str:
    who = _who(context, level, "decided_by")
    limit = limit_words(context, facts_of(context, level).decision_limit) if level else ""
    return context.marks.bracketed(who, limit)


def _who_ends(context: Context, level: Level | None, role: str) -> str:
    found: dict[str, list[str]] = {}
    levels = [level] if level else list(reversed(shown_levels(context)))
    for one in levels:
        end = facts_of(context, one).termination
        names = context.marks.listed(getattr(end, role)) if context.may_show(end) else ""
        if names:
            found.setdefault(names, []).append(one.name)
    if len(found) == 1:
        return next(iter(found))
    marks = context.marks
    return marks.clauses(marks.labelled(marks.listed(at), names) for names, at in found.items())


def _closing(context: Context) -> list[nodes.Node]:
    t, marks = context.t, context.marks
    body = next((body.name for body in bodies(context)), "")
    day = t("{year}-{month}-{day}", year=blank(4), month=blank(2), day=blank(2))
    return [line(marks.labelled(t("Issued by (seal)"), body or blank(10)), day)]


__all__ = ["end_notice", "start_notice"]

"""Forms of information reports (信息报告): the first one, those that follow, the final one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.document.components.reporting import report_limit
from planforge.document.forms.filled import conditions, fact_lines, level_of, reasons
from planforge.document.forms.grid import (
    blank,
    boxes,
    field,
    grid,
    half,
    line,
    moment,
    register,
    remark,
)
from planforge.document.forms.official import (
    casualties,
    event_types,
    losses,
    people,
    prospects,
    situation,
)
from planforge.document.forms.wanted import further_rows
from planforge.model.scales import IncidentGrade, ReportStage

if TYPE_CHECKING:
    from collections.abc import Iterable

    from docutils import nodes

    from planforge.document.context import Context
    from planforge.document.forms.filled import Filled
    from planforge.document.forms.grid import Field
    from planforge.model.plan import ReportRule

_MOST_ROWS: Final = 7
_ROOMY: Final = 2
"""Up to so many further elements the other rows have more than one line."""


def first_report(context: Context, it: Filled | None) -> list[nodes.Node]:
    """Return the form of the first report (首报)."""
    t = context.t
    further = _further(context, ReportStage.FIRST)
    more = 2 if len(further) <= _ROOMY else 1
    rows = [
        field(t("Name of the incident")),
        half(t("Kind of incident"), event_types(context, it)),
        half(
            t("Grade, as first judged"),
            _grade(context, it),
            t("Grounds: {blank}", blank=_grounds(context, it) or blank(8)),
        ),
        half(t("Time of occurrence"), moment(context)),
        half(t("Place of occurrence")),
        half(t("Source of the information")),
        half(t("Received at"), moment(context)),
        field(t("Course, cause and nature, as first judged"), room=more + 1),
        field(t("Casualties"), casualties(context, it)),
        field(t("Losses and extent"), losses(context, it), room=more),
        field(t("How it may develop"), prospects(context, it)),
        field(t("Measures taken"), room=more),
        field(t("Help asked for")),
        *_known(context, it),
        *(field(label, situation(context, it, label)) for label in further),
        *_reporter(context),
    ]
    return [
        _number(context),
        grid(rows),
        *_receipts(context, (ReportStage.FIRST,)),
        _signature(context),
        remark(
            t(
                "Reports are timely, objective and true; nobody delays, falsifies, conceals or"
                " leaves out anything (Emergency Response Law, Article 61)."
            )
        ),
    ]


def follow_up_report(context: Context, it: Filled | None) -> list[nodes.Node]:
    """Return the form of a report that follows (续报)."""
    t = context.t
    further = _further(context, ReportStage.FOLLOW_UP)
    heads = (t("Number of people"), t("Report before"), t("This report"), t("Changed by"))
    known = people(it)
    badly = t("badly injured {count}", count=known["badly"]) if known["badly"] else ""
    counted = [
        *([(t("dead and missing"), "", known["gone"], "")] if known["gone"] else []),
        (t("dead"), "", known["dead"], ""),
        (t("missing persons"), "", known["missing"], ""),
        (t("injured (badly injured)"), "", context.marks.bracketed(known["injured"], badly), ""),
        (t("trapped"), "", known["trapped"], ""),
        (t("moved and taken in"), "", known["moved"], ""),
    ]
    rows = [
        field(t("Name of the incident")),
        half(t("Number of the report before")),
        half(t("State as of"), moment(context)),
        field(
            t("Grade now"), _grade(context, it), t("Reason if changed: {blank}", blank=blank(16))
        ),
    ]
    rest = [
        field(t("What is newly known of cause and extent"), room=2),
        field(t("Losses and extent"), losses(context, it)),
        field(t("How the response goes"), room=2),
        field(t("Measures taken"), room=2),
        field(t("Forces and supplies sent, difficulties, help needed"), room=2),
        *_known(context, it),
        *(field(label, situation(context, it, label)) for label in further),
        *_reporter(context),
    ]
    return [
        line(t("Follow-up report no. {blank}", blank=blank(3)), _numbered(context)),
        grid(rows),
        register(heads, counted, (28, 24, 24, 24)),
        grid(rest),
        *_receipts(context, (ReportStage.FOLLOW_UP, ReportStage.DAILY)),
        _signature(context),
    ]


def final_report(context: Context, it: Filled | None) -> list[nodes.Node]:
    """Return the form of the final report (终报)."""
    t = context.t
    further = _further(context, ReportStage.FINAL)
    rows = [
        field(t("Name of the incident")),
        half(t("Time of occurrence"), moment(context)),
        half(t("Place of occurrence")),
        half(t("Response ended at"), moment(context)),
        half(t("Grade, as settled"), _grade(context, it)),
        field(t("Casualties, as settled"), casualties(context, it)),
        field(t("Losses, as settled"), losses(context, it), room=2),
        field(t("Course of the event and of the response"), room=4),
        field(t("Cause, as settled"), room=2),
        field(t("Liability and what was decided about it"), room=1),
        field(t("Lessons, and what to change in the plan"), room=3),
        field(t("Work to go on"), room=1),
        *(field(label, situation(context, it, label)) for label in further),
        *_reporter(context),
    ]
    receipts = _receipts(context, (ReportStage.FINAL,))
    return [_number(context), grid(rows), *receipts, _signature(context)]


def _numbered(context: Context) -> str:
    return context.marks.labelled(context.t("Number"), blank(8))


def _number(context: Context) -> nodes.paragraph:
    by = context.marks.labelled(context.t("Reporting unit (seal)"), blank(12))
    return line(by, _numbered(context))


def _grade(context: Context, it: Filled | None) -> str:
    own = tuple(context.plan_view.plan.grades)
    words = own or tuple(grade.label(context.language) for grade in IncidentGrade)
    return boxes(context, words, it.grade if it else "")


def _grounds(context: Context, it: Filled | None) -> str:
    """Return the first condition of the grade that known facts meet; empty for none."""
    return next(iter(conditions(context, it.graded_in)), "") if it else ""


def _known(context: Context, it: Filled | None) -> list[Field]:
    """Return what is known already, and which level follows."""
    if it is None:
        return []
    t, marks = context.t, context.marks
    facts = marks.clauses(fact_lines(context, it))
    found = [field(t("Figures known"), facts)] if facts else []
    level = level_of(context, it)
    if level is not None:
        why = marks.clauses(reasons(context, it))
        said = t("meets the start conditions of {level}", level=level.name)
        found.append(field(t("Response level"), marks.labelled(said, why) if why else said))
    return found


def _reporter(context: Context) -> Iterable[Field]:
    t = context.t
    return (
        half(t("Contact at the scene")),
        half(t("Phone")),
        half(t("Reported by")),
        half(t("Phone")),
    )


def _further(context: Context, stage: ReportStage) -> list[str]:
    """Return what the plan wants in reports of *stage* beyond what the form asks for."""
    said = [text for rule in _rules(context, (stage,)) for text in rule.contents]
    return further_rows(context.marks, said, stage)


def _rules(context: Context, stages: tuple[ReportStage, ...]) -> list[ReportRule]:
    reports = context.shown(context.plan_view.plan.reports)
    return [rule for rule in reports if rule.stage in stages]


def _receipts(context: Context, stages: tuple[ReportStage, ...]) -> list[nodes.Node]:
    """Return the table of who tells whom: limit, means, and room for time and name."""
    t, marks = context.t, context.marks
    rules = _rules(context, stages)
    each = [(rule, name) for rule in rules for name in rule.recipient]
    if len(each) > _MOST_ROWS:
        each = [(rule, marks.listed(rule.recipient)) for rule in rules]

    def told(rule: ReportRule, name: str) -> str:
        is_other = rule.stage is not stages[0]
        return marks.bracketed(name, rule.stage.label(context.language) if is_other else "")

    def limit(rule: ReportRule) -> str:
        said = marks.clauses(report_limit(context, rule))
        if not 0 < len(rule.grades) < len(IncidentGrade):
            return said
        return marks.labelled(marks.listed(rule.grades), said)

    rows = [
        (
            marks.listed(rule.sender),
            told(rule, name),
            limit(rule),
            marks.listed(rule.channels),
            "",
            "",
        )
        for rule, name in each
    ]
    heads = (
        t("Reporting unit"),
        t("Recipient"),
        t("Time limit"),
        t("By"),
        t("Sent at"),
        t("Received by, at"),
    )
    return [register(heads, rows, (17, 17, 27, 16, 10, 13), empty=0 if rows else 2)]


def _signature(context: Context) -> nodes.paragraph:
    t, marks = context.t, context.marks
    return line(
        marks.labelled(t("Approved by (signature)"), blank(6)),
        marks.labelled(t("Sent at"), moment(context)),
    )


__all__ = ["final_report", "first_report", "follow_up_report"]

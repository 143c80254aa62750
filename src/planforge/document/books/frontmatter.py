"""What stands before the text of a plan or of all plans: cover, edition sheet, notice of issue.

The layout of a notice is that of GB/T 9704-2012; a paragraph says by its class what it is there:

- `pf-cover-mark`, `-title`, `-edition`, `-issuer`, `-date`: the lines of a cover;
- `pf-notice-kept` 内部资料 above it, `pf-notice-mark` 发文机关标志, `pf-notice-number` 发文字号,
  `pf-notice-title` 标题, `pf-notice-addressee` 主送机关, `pf-notice-signature` 发文机关署名,
  `pf-notice-date` 成文日期, `pf-notice-remark` 附注;
- `pf-imprint-copies` 抄送机关, `pf-imprint-issued` 印发机关和印发日期, the date a run of class
  `pf-imprint-date`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from planforge.document.blocks import Content, facts, paragraph, span, table
from planforge.document.books.wording import (
    addressee,
    issuers,
    newest,
    office_of,
    own_name,
)
from planforge.document.nodes import address, link
from planforge.document.wording import day
from planforge.model.base import Visibility
from planforge.model.scales import PlanClass

if TYPE_CHECKING:
    from docutils import nodes

    from planforge.document.context import Context
    from planforge.document.pages.frame import Frame
    from planforge.model.plan import Edition, Plan


def cover(frame: Frame, title: str, edition: str, issuer: str) -> list[nodes.Node]:
    """Return the lines of the cover of a book of all plans."""
    t = frame.context.t
    mark = t("Public edition") if frame.context.public else t("Internal document, keep safe")
    dated = newest(frame)
    month = t("{year}-{month}", year=dated.year, month=dated.month) if dated else ""
    lines = (
        (mark, "pf-cover-mark"),
        (title, "pf-cover-title"),
        (edition, "pf-cover-edition"),
        (issuer, "pf-cover-issuer"),
        (month, "pf-cover-date"),
    )
    return [paragraph(text, name) for text, name in lines if text]


def edition_sheet(frame: Frame, title: str, edition: str, issuer: str) -> list[nodes.Node]:
    """Return the edition sheet: what book this is, and of which edition each plan in it is."""
    context, t = frame.context, frame.context.t
    special = sum(1 for view in frame.views if view.plan.plan_class is PlanClass.SPECIAL)
    count = t("{count} plans, {special} of them special", count=len(frame.views), special=special)
    readers = t("Public edition") if context.public else t("Internal document, keep safe")
    own = frame.corpus.registry.jurisdiction
    built: list[nodes.Node] = [
        facts(
            [
                (t("Title"), title),
                (t("Edition"), edition),
                (t("Compiled by"), issuer),
                (t("Readers"), readers),
                (t("Plans up to"), day(context, newest(frame))),
                (t("Plans in it"), count),
                (t("Duty phone"), own.duty_phone if own else ""),
            ],
            "pf-facts",
        )
    ]
    rows = [_edition_row(frame.context.of(view)) for view in frame.views]
    headings = (
        t("Plan and document number"),
        t("Issued"),
        t("Filed"),
        t("Published"),
        t("Last evaluation"),
        t("Replaces"),
    )
    if rows:
        built.append(table(headings, rows, "pf-editions", widths=(20, 17, 17, 17, 11, 18)))
    return built


def _edition_row(context: Context) -> tuple[Content, ...]:
    """Return what became of the plan in hand: issue, filing, publication, evaluation, old ones."""
    plan = context.plan_view.plan
    name: list[nodes.Node] = [paragraph([link(plan.name, address("plan", plan.id))])]
    it = plan.edition
    if not context.may_show(it):
        return name, "", "", "", "", ""
    if it.number:
        name.append(paragraph(it.number, "pf-detail"))
    filing = it.filing if context.may_show(it.filing) else None
    public = it.publication if context.may_show(it.publication) else None
    return (
        name,
        _lines(it.issuer, day(context, it.issued)),
        _lines(filing.recipient, day(context, filing.filed)) if filing else "",
        _lines(public.channel, day(context, public.published)) if public else "",
        day(context, it.last_evaluation),
        _lines(*it.replaces),
    )


def _lines(*texts: str) -> list[nodes.Node]:
    return [paragraph(text) for text in texts if text]


def notice_title(context: Context) -> str:
    """Return the title of the notice by which the plan in hand was issued."""
    plan = context.plan_view.plan
    issuer = "　".join(issuers(context, plan.edition.issuer))
    return context.t("Notice of {issuer} on the issue of {plan}", issuer=issuer, plan=plan.name)


def notice(context: Context) -> list[nodes.Node]:
    """Return the notice by which the plan in hand was issued; nothing if it may not be shown."""
    plan, t = context.plan_view.plan, context.t
    it = plan.edition
    if not context.may_show(it):
        return []
    signed = issuers(context, it.issuer)
    kept = "" if context.public else t("Internal document, keep safe")
    lines: list[tuple[Content, str]] = [
        (kept, "pf-notice-kept"),
        (t("Document of {issuer}", issuer=signed[0]), "pf-notice-mark"),
        (it.number or _blank_number(plan), "pf-notice-number"),
        (notice_title(context), "pf-notice-title"),
        (context.marks.labelled(addressee(context)).rstrip(), "pf-notice-addressee"),
        (_body(context, it), ""),
        *((name, "pf-notice-signature") for name in signed),
        (day(context, it.issued), "pf-notice-date"),
        (_remark(context, it), "pf-notice-remark"),
    ]
    return [paragraph(text, *([name] if name else [])) for text, name in lines if text]


def _blank_number(plan: Plan) -> str:
    """Return room to write the number in by hand; nothing for a village, which has no numbers."""
    return "" if plan.plan_class is PlanClass.VILLAGE else "〔　　　　〕　　号"


def _body(context: Context, it: Edition) -> str:
    t, name = context.t, context.plan_view.plan.name
    if it.approved_by and it.approved_by != it.issuer:
        approved = own_name(context, it.approved_by)
        text = t(
            "{plan} has been approved by {body} and is issued to you.", plan=name, body=approved
        )
    else:
        text = t("{plan} is issued to you.", plan=name)
    if it.effective is not None and it.effective != it.issued:
        text += context.marks.gap
        text += t("It is in force from {day}.", day=day(context, it.effective))
    if it.replaces:
        text += context.marks.gap
        text += t("Repealed at the same time: {replaced}.", replaced=it.replaces)
    return text


def _remark(context: Context, it: Edition) -> str:
    if context.plan_view.plan.visibility is Visibility.INTERNAL:
        return context.t("(Not to be published)")
    # What is published is the public edition, not one with what the public must not read.
    if context.public and context.may_show(it.publication):
        return context.t("(To be published)")
    return ""


def imprint(context: Context) -> list[nodes.Node]:
    """Return the imprint (版记) of the plan in hand: who gets a copy, who printed it, and when."""
    it = context.plan_view.plan.edition
    if not context.may_show(it):
        return []
    printed = context.t("Issued on {day}", day=day(context, it.issued))
    office = office_of(context, issuers(context, it.issuer)[0])
    copies = context.t("Copies to: {bodies}.", bodies=context.marks.parts(it.copied_to))
    return [
        *([paragraph(copies, "pf-imprint-copies")] if it.copied_to else []),
        paragraph([office, "　", span(printed, "pf-imprint-date")], "pf-imprint-issued"),
    ]

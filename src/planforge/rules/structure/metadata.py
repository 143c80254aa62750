"""Who approved an edition, its number, and what an edition has to say of itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.corpus.names import fold
from planforge.findings import Place, Severity
from planforge.i18n import msg
from planforge.model.scales import PlanClass, PlanPurpose
from planforge.patterns import late
from planforge.rules.cycles.editions import RULES_SINCE
from planforge.rules.rule import Hit, cite, plan_rule, system_rule
from planforge.rules.structure.folders import is_in_its_group

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.corpus.outline import PlanOutline
    from planforge.corpus.plan_view import PlanView
    from planforge.corpus.system import System
    from planforge.i18n import Message

APPROVAL: Final = cite("突发事件应急预案管理办法", "第二十五条第二款")
NUMBERS: Final = cite("党政机关公文处理工作条例", "第九条")


@plan_rule(
    "STR009",
    "structure.wrong-approval",
    Severity.WARNING,
    title=msg("Plan approved or issued by the wrong authority"),
    rationale=msg("Who approves a plan decides whom it binds: a bureau cannot bind a government."),
    sources=(APPROVAL,),
)
def wrong_approval(view: PlanView) -> Iterator[Hit]:
    """Master and special plans whose 批准机关 or 印发机关 is not that of their class."""
    plan, edition = view.plan, view.plan.edition
    if edition.issued < RULES_SINCE or not is_in_its_group(view):
        return
    if plan.plan_class is PlanClass.MASTER:
        for key, name in (("approved_by", edition.approved_by), ("issuer", edition.issuer)):
            if name and not ("委" in name and "政府" in name):
                yield Hit(
                    view.at("edition", key),
                    msg(
                        "A master plan comes from Party committee and government; here: {name}",
                        name=name,
                    ),
                    msg("Name both, e.g. 中共××市委、××市人民政府"),
                )
    elif plan.plan_class is PlanClass.SPECIAL and plan.purpose in _GOVERNMENT_APPROVES:
        name = edition.approved_by
        if name and "政府" not in name:
            yield Hit(
                view.at("edition", "approved_by"),
                msg("A special plan is approved by the government; here: {name}", name=name),
                msg("Name the government of this level"),
            )
        if not _ISSUES_SPECIAL.search(edition.issuer):
            yield Hit(
                view.at("edition", "issuer"),
                msg(
                    "A special plan is issued by the office of the government or by a command "
                    "body; here: {name}",
                    name=edition.issuer,
                ),
                msg("Name the office or the command body that issued it"),
            )


_GOVERNMENT_APPROVES: Final = frozenset(
    {PlanPurpose.EVENT, PlanPurpose.TARGET_PROTECTION, PlanPurpose.SUPPORT}
)
_ISSUES_SPECIAL: Final = late("政府|政府办|办公厅|办公室|指挥部|委员会|领导小组|指$")

_NUMBER: Final = late(
    r"(?P<code>[^\d\s〔〕\[\]［］【】（）()第]+)〔(?P<year>\d{4})〕(?P<n>[1-9]\d*)号"
)
_LOOSE: Final = late(
    r"(?P<code>[^\d\s〔〕\[\]［］【】（）()第]+)\s*[〔\[［【（(](?P<year>\d{4})年?[〕\]］】）)]\s*"
    r"第?\s*0*(?P<n>[1-9]\d*)\s*号?"
)
_GOVERNMENT: Final = late("^[^委、，,]*人民政府(?:办公室|办公厅)?$")
_CODE: Final = late("[政府国]")


@plan_rule(
    "STR010",
    "structure.number-form",
    Severity.ADVICE,
    title=msg("Document number that is not written as usual"),
    rationale=msg("Searches and citations do not find a number that is written otherwise."),
    sources=(NUMBERS, cite("党政机关公文格式")),
)
def number_form(view: PlanView) -> Iterator[Hit]:
    """Numbers (文号) other than 机关代字〔年份〕顺序号号, and with the code of another issuer."""
    number = view.plan.edition.number.strip()
    issuer = view.plan.edition.issuer
    loose = _LOOSE.fullmatch(number)
    if loose and _GOVERNMENT.search(issuer) and not _CODE.search(loose["code"]):
        yield Hit(
            view.at("edition", "number"),
            msg(
                "“{code}” is not the code of {issuer}: numbers of governments have 政 or 府 in it",
                code=loose["code"],
                issuer=issuer,
            ),
            msg("Write the number of {issuer}, or correct 印发机关", issuer=issuer),
            ((view.at("edition", "issuer"), msg("Who issued it stands here")),),
        )
        return
    if not number or _NUMBER.fullmatch(number):
        return
    meant = f"{loose['code']}〔{loose['year']}〕{loose['n']}号" if loose else ""
    yield Hit(
        view.at("edition", "number"),
        msg("“{number}” is not written like a document number", number=number),
        msg("Write “{meant}”", meant=meant)
        if meant
        else msg("Write code, year in 〔〕 and number, e.g. 安政办发〔2026〕3号"),
    )


@plan_rule(
    "STR011",
    "structure.number-of-another-year",
    Severity.WARNING,
    title=msg("Document number of another year than the issue"),
    rationale=msg("One of the two is wrong, and citations copy both."),
)
def number_of_another_year(view: PlanView) -> Iterator[Hit]:
    """Numbers whose year is not that of 印发日期."""
    edition = view.plan.edition
    found = _LOOSE.fullmatch(edition.number.strip())
    if found and int(found["year"]) != edition.issued.year:
        yield Hit(
            view.at("edition", "number"),
            msg(
                "The number is of {year}, but the plan was issued on {issued}",
                year=found["year"],
                issued=edition.issued.isoformat(),
            ),
            msg("Correct the number or the day"),
            ((view.at("edition", "issued"), msg("The day of issue stands here")),),
        )


@plan_rule(
    "STR015",
    "structure.repeals-itself",
    Severity.ERROR,
    title=msg("Edition that repeals itself"),
    rationale=msg("Under 废止 stand older editions; with its own number none would be in force."),
    follows=("STR011",),
)
def repeals_itself(view: PlanView) -> Iterator[Hit]:
    """Editions whose own 文号 stands under 废止; if it is of another year, STR011 says so."""
    number = view.plan.edition.number
    for i, text in enumerate(view.plan.edition.replaces):
        if number and number in text:
            yield Hit(
                view.at("edition", "replaces", i),
                msg("“{text}” has the number of this edition", text=text),
                msg("Write the number of the edition before this one"),
                ((view.at("edition", "number"), msg("the number of this edition")),),
            )


@system_rule(
    "STR016",
    "structure.number-taken",
    Severity.WARNING,
    title=msg("One document number for two plans"),
    rationale=msg("Who cites the number means one of them, and who looks it up finds the other."),
)
def number_taken(system: System) -> Iterator[Hit]:
    """Plans with one 文号 and two days of issue; several plans may be issued in one document."""
    first: dict[str, PlanOutline] = {}
    for outline in system.outlines:
        number = fold(outline.edition.number)
        other = first.setdefault(number, outline) if number else outline
        if other is not outline and other.issued != outline.issued:
            yield Hit(
                Place(outline.file, ("edition", "number")),
                msg(
                    "{plan} of {day} has the number {number}, and so has {other} of {there}",
                    plan=outline.name,
                    day=outline.issued.isoformat(),
                    number=outline.edition.number,
                    other=other.name,
                    there=other.issued.isoformat(),
                ),
                msg("Correct the number of one of them, or the day if one document issued both"),
                ((Place(other.file, ("edition", "number")), msg("The other number stands here")),),
            )


@plan_rule(
    "STR012",
    "structure.edition-incomplete",
    Severity.ADVICE,
    title=msg("Edition without who approved it or from when it holds"),
    rationale=msg("Whoever has two papers in hand cannot tell which one holds."),
    sources=(APPROVAL,),
)
def edition_incomplete(view: PlanView) -> Iterator[Hit]:
    """Editions without 批准机关 or 施行日期, and plans that say nobody explains them."""
    plan, edition = view.plan, view.plan.edition
    if plan.plan_class in (PlanClass.VILLAGE, PlanClass.UNIT):
        return
    missing: list[Message] = []
    if not edition.approved_by:
        missing.append(msg("who approved it (批准机关)"))
    if edition.effective is None:
        missing.append(msg("from when it holds (施行日期)"))
    if plan.management is not None and plan.management.interpreter is None:
        missing.append(msg("who explains it (解释部门)"))
    if missing:
        yield Hit(
            view.at("edition", on_key=True),
            msg("The plan does not say {missing}", missing=tuple(missing)),
            msg("Add it: readers and archives ask for it"),
        )

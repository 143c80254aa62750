"""Laws of the register against the texts that hold, and laws that now stand above a regulation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.findings import Place, Severity
from planforge.i18n import msg
from planforge.model.base import Kind
from planforge.model.registers import Regulation
from planforge.model.scales import RegulationClass
from planforge.rules import statutes
from planforge.rules.rule import Hit, cite, system_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.corpus.names import Entity
    from planforge.corpus.system import System
    from planforge.rules.statutes import Document

CHANGED: Final = cite("突发事件应急预案管理办法", "第三十五条第一项")


@system_rule(
    "RGS021",
    "register.law-was-replaced",
    Severity.WARNING,
    title=msg("Registered law that no longer holds"),
    rationale=msg("Plans that name it rest on articles that have other numbers or are gone."),
    sources=(CHANGED,),
)
def law_was_replaced(system: System) -> Iterator[Hit]:
    """Regulations under 编制依据 without 废止日期 whose text was replaced before the check."""
    for entity in system.registry.names.entities(Kind.REGULATION):
        text = entity.element
        if not isinstance(text, Regulation) or text.repealed is not None:
            continue
        old = _replaced(entity.name, text)
        if old is None or old.repealed is None or old.repealed > (system.as_of or old.repealed):
            continue
        is_named = old.title == entity.name
        yield Hit(
            entity.place.below("name" if is_named or text.issued is None else "issued"),
            msg(
                "{law} was replaced on {day} by {successor}",
                law=old.title,
                day=old.repealed.isoformat(),
                successor=old.successor,
            ),
            msg("Register the text that holds; give this one 废止日期 and 替代文件, or drop it")
            if is_named
            else msg("Write 文号, 印发日期 and 施行日期 of the text that holds"),
        )


def _replaced(name: str, text: Regulation) -> Document | None:
    """Return the replaced text that is registered, by its own title or by its data."""
    found = statutes.find(name)
    if found is None or found.repealed is not None:
        return found
    older = (one for one in statutes.documents() if one.successor == found.title)
    return next((one for one in older if _is_registered(one, name, text)), None)


def _is_registered(older: Document, name: str, text: Regulation) -> bool:
    """Whether an entry with the title of the text that holds has the data of the *older* one."""
    if not older.title.startswith(name):
        return False
    days = {older.issued, older.effective} - {None}
    return bool(days & {text.issued, text.effective}) or text.number == older.number


_AMENDED: Final = frozenset(
    {
        RegulationClass.LAW,
        RegulationClass.ADMINISTRATIVE,
        RegulationClass.LOCAL,
        RegulationClass.RULE,
    }
)
"""Texts that are amended, and go on from their first day."""


@system_rule(
    "RGS024",
    "register.law-data",
    Severity.WARNING,
    title=msg("Data of a registered text that cannot be right"),
    rationale=msg("Plans print number and days as they stand; who looks the text up goes by them."),
    sources=(cite("突发事件应急预案管理办法", "第二十四条第一项"),),
)
def law_data(system: System) -> Iterator[Hit]:
    """Days in the wrong order, and a number or a day that the text known by the others has not.

    Laws that are amended keep their first day in force, which may be before the day of issue.
    """
    for entity in system.registry.names.entities(Kind.REGULATION):
        text = entity.element
        if not isinstance(text, Regulation):
            continue
        known = statutes.find(entity.name)
        days = {known.issued, known.effective} - {None} if known else set()
        start = None if text.category in _AMENDED else text.issued
        if known and known.issued == text.issued and known.effective:
            start = known.effective
        for field, earlier, later in (
            ("effective", start, text.effective),
            ("repealed", text.effective or text.issued, text.repealed),
        ):
            if earlier and later and later < earlier:
                yield Hit(
                    entity.place.below(field),
                    msg(
                        "{name}: {later} comes before {earlier}, the day that has to be earlier",
                        name=entity.name,
                        later=later.isoformat(),
                        earlier=earlier.isoformat(),
                    ),
                    msg("Correct one of the two days"),
                )
        if known and days & {text.issued, text.effective}:
            yield from _against(known, entity, text)


def _against(known: Document, entity: Entity, text: Regulation) -> Iterator[Hit]:
    """Yield what *text* has otherwise than the edition *known*, with which it shares a day."""
    if _replaced(entity.name, text) is not None:
        return
    if known.number and text.number not in {"", known.number}:
        yield Hit(
            entity.place.below("number"),
            msg(
                "{name} of that day has the number {right}, not {number}",
                name=entity.name,
                right=known.number,
                number=text.number,
            ),
            msg("Write {right}", right=known.number),
        )
        return
    if not (text.issued and text.effective and known.issued and known.effective):
        return
    if text.issued == known.issued and text.effective > known.effective:
        yield Hit(
            entity.place.below("effective"),
            msg(
                "{name}, issued on {issued}, holds since {right}, not since {day}",
                name=entity.name,
                issued=known.issued.isoformat(),
                right=known.effective.isoformat(),
                day=text.effective.isoformat(),
            ),
            msg("Write {right}", right=known.effective.isoformat()),
        )
    is_law = text.category is RegulationClass.LAW  # others are passed on one day, issued on another
    if is_law and text.issued != known.issued and text.effective == known.effective:
        yield Hit(
            entity.place.below("issued"),
            msg(
                "{name}, which holds since {start}, was issued on {right}, not on {day}",
                name=entity.name,
                start=known.effective.isoformat(),
                right=known.issued.isoformat(),
                day=text.issued.isoformat(),
            ),
            msg("Write {right}", right=known.issued.isoformat()),
        )


_ABOVE: Final = (
    ("危险化学品安全管理条例", cite("危险化学品安全法", "第一百二十七条")),
    ("突发公共卫生事件应急条例", cite("突发公共卫生事件应对法", "第六十五条")),
)
"""A regulation, and the article that brings the law on the same matter into force."""


@system_rule(
    "LNK025",
    "link.law-above-not-named",
    Severity.ADVICE,
    title=msg("Basis that leaves out the law above it"),
    rationale=msg("Where both rule the same matter the law prevails, with duties of its own."),
    sources=(CHANGED, *(article for _, article in _ABOVE)),
)
def law_above_not_named(system: System) -> Iterator[Hit]:
    """Plans with the regulation under 编制依据, and not the law that holds on the day."""
    if system.as_of is None:
        return
    names = system.registry.names
    for below, above in _ABOVE:
        law = statutes.find(above.document)
        if law is None or law.effective is None or law.effective > system.as_of:
            continue
        regulation = names.get(below, (Kind.REGULATION,))
        for outline in system.outlines if regulation is not None else ():
            meant = [names.get(name, (Kind.REGULATION,)) for name in outline.basis]
            titles = {entity.name for entity in meant if entity is not None}
            if below in titles and not titles & {law.title, *law.short}:
                at = next(i for i, x in enumerate(meant) if x is not None and x.name == below)
                yield Hit(
                    Place(outline.file, ("basis", at)),
                    msg(
                        "《{law}》 holds since {day}; the basis names only 《{regulation}》",
                        law=law.title,
                        day=law.effective.isoformat(),
                        regulation=below,
                    ),
                    msg("Name the law as well, and compare the duties in the plan with it"),
                    basis=(CHANGED, above),
                )

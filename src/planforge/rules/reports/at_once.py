"""Units that have to tell at once what happened to them or what they found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.findings import Severity
from planforge.frozen import dataclass
from planforge.i18n import msg
from planforge.model.registers import Organisation
from planforge.model.scales import OrganisationCategory
from planforge.patterns import late
from planforge.rules.prose.law_quotes import article_quotes, number
from planforge.rules.reports.hops import first_reports, is_response_plan, longest_limit
from planforge.rules.rule import Hit, cite, plan_rule
from planforge.rules.statutes import written

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from planforge.corpus.plan_view import PlanView
    from planforge.findings import Citation
    from planforge.model.plan import ReportRule

_HOUR: Final = 3600
_POWER: Final = cite("电力安全事故应急处置和调查处理条例", "第八条")
_GROUND: Final = cite("地质灾害防治条例", "第二十八条")
_NO_UNITS: Final = frozenset(
    {
        OrganisationCategory.PARTY,
        OrganisationCategory.GOVERNMENT,
        OrganisationCategory.DEPARTMENT,
        OrganisationCategory.COMMAND,
        OrganisationCategory.OFFICE,
        OrganisationCategory.COLLECTIVE,
        OrganisationCategory.OUTSIDE,
    }
)


@dataclass(frozen=True, slots=True)
class _Duty:
    """An article that has units report at once.

    Attributes:
        article: The article.
        events: Pattern of the types of events in whose plans it holds, quoted or not.
        senders: Pattern of the names of the units that it then binds.
    """

    article: Citation
    events: re.Pattern[str]
    senders: re.Pattern[str]

    def binds(self, view: PlanView, name: str, *, is_quoted: bool) -> bool:
        """Whether it has the sender *name* of a report, which may quote it, report at once."""
        entity = view.get(name)
        unit = entity.element if entity else None
        if not isinstance(unit, Organisation) or unit.category in _NO_UNITS:
            return False
        if is_quoted:
            return True
        is_on_it = any(map(self.events.search, view.plan.event_types))
        return is_on_it and self.senders.search(unit.name) is not None


_DUTIES: Final = (
    _Duty(
        _POWER,
        late("停电|电力安全|电网|电力系统"),
        late("供电|电网|电力(?:股份|集团|有限)?公司|发电|热电|水电|核电|电厂|电站"),
    ),
    _Duty(_GROUND, late("地质灾害|滑坡|崩塌|泥石流"), late("")),
)


@plan_rule(
    "RPT049",
    "report.unit-not-at-once",
    Severity.WARNING,
    title=msg("Unit that does not report at once"),
    rationale=msg(
        "The law has the unit tell at once; while it may wait for hours, nobody else can begin."
    ),
    sources=(_POWER, _GROUND),
    follows=("RPT003", "RPT015"),
)
def unit_not_at_once(view: PlanView) -> Iterator[Hit]:
    """First reports of units within more than an hour where an article wants them at once.

    That is of power companies in a blackout, of units that find a geological danger, and where the
    report itself quotes the article. Left out: what is to be told to whom after a level started.
    """
    if not is_response_plan(view):
        return
    for report, at in first_reports(view):
        longest = longest_limit(report)
        if longest is None or (longest[1].seconds or 0) <= _HOUR or report.levels:
            continue
        found = _duty(view, report, at[1])
        if found is None:
            continue
        senders, article = found
        yield Hit(
            view.at(*at, longest[0]),
            msg(
                "{sender} may take {limit} to report, but {law} wants it at once",
                sender=senders,
                limit=longest[1].text,
                law=written(article),
            ),
            msg("Write 立即, or a limit of at most an hour for the first report by phone"),
            basis=(article,),
        )


def _duty(
    view: PlanView, report: ReportRule, index: str | int
) -> tuple[tuple[str, ...], Citation] | None:
    """Return the senders of *report*, which is number *index*, that an article binds, and it."""
    quoted = {
        (quote.document.title, quote.article)
        for quote in article_quotes(view)
        if quote.of_report == index
    }
    for duty in _DUTIES:
        article = duty.article
        own = article.document, number(article.article.strip("第条"))
        bound = tuple(
            name for name in report.sender if duty.binds(view, name, is_quoted=own in quoted)
        )
        if bound:
            return bound, article
    return None

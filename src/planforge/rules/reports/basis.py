"""The articles on which reports rest (依据): they have to be on reports."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.findings import Severity
from planforge.i18n import msg
from planforge.patterns import late
from planforge.rules.prose.law_quotes import article_quotes, written
from planforge.rules.reports.hops import RESPONSE_LAW
from planforge.rules.rule import Hit, cite, plan_rule
from planforge.rules.statutes.renumbered import ON_REPORTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.corpus.plan_view import PlanView
    from planforge.rules.statutes import Document

_ABOUT_REPORTS: Final = late("报告|上报|报送|报本级|通报|速报|直报|补报|迟报|缓报|瞒报")
_NEAR_REPORTS: Final = late(
    "报|通告|通知|告知|值班|值守|级|分|情形|预案|发布|公布|信息|会商|总结|评估|调查|查明|核定|教训"
)
"""Words of articles on which a report may rest: on whom to tell, on grades, on what is learnt."""
_SHOWN: Final = 4


@plan_rule(
    "RPT040",
    "report.basis-on-something-else",
    Severity.WARNING,
    title=msg("Report that rests on an article on something else"),
    rationale=msg("Who looks the duty up finds none, and thinks that nobody has to report."),
    sources=(cite("突发事件应急预案管理办法", "第二十四条第一项"),),
)
def on_something_else(view: PlanView) -> Iterator[Hit]:
    """依据 of reports: articles that were read, and that say nothing of reports.

    Left to PRO027: numbers of the emergency response law from before 2024.
    """
    for quote in article_quotes(view):
        if quote.of_report is None or quote.document.repealed:
            continue
        if quote.document.title == RESPONSE_LAW and quote.article in ON_REPORTS:
            continue
        article = f"第{written(quote.article)}条"
        said = [text for name, text in quote.document.articles.items() if _is_of(name, article)]
        if said and not any(_NEAR_REPORTS.search(text) for text in said):
            on_reports = _on_reports(quote.document)
            yield Hit(
                quote.place,
                msg(
                    "{article} of 《{law}》 is on something else: “{demand}”",
                    article=article,
                    law=quote.document.title,
                    demand=said[0],
                ),
                msg("On reports are {articles}; look up which is meant", articles=on_reports)
                if on_reports
                else msg("Look up which article is meant, or name only the law"),
            )


def _is_of(name: str, article: str) -> bool:
    """Whether *name* is the *article* or a part of it."""
    return name == article or (name.startswith(article) and name[len(article)] == "第")


def _on_reports(document: Document) -> tuple[str, ...]:
    """Return the first articles of *document* on reports."""
    found = (name for name, text in document.articles.items() if _ABOUT_REPORTS.search(text))
    return tuple(dict.fromkeys(name.partition("条")[0] + "条" for name in found))[:_SHOWN]

"""Articles on which reports (依据) and measures rest: they have to be on the same thing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from planforge.findings import Severity
from planforge.i18n import msg
from planforge.model.scales import ReportStage
from planforge.patterns import late
from planforge.rules import statutes
from planforge.rules.prose.law_quotes import article_quotes, written
from planforge.rules.reports.hops import RESPONSE_LAW
from planforge.rules.rule import Hit, cite, plan_rule
from planforge.rules.statutes.renumbered import ON_REPORTS
from planforge.rules.statutes.renumbered import RESPONSE_LAW as MOVED
from planforge.rules.statutes.subjects import speaks_of_telling, subjects

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from planforge.corpus.plan_view import PlanView
    from planforge.rules.prose.law_quotes import ArticleQuote
    from planforge.rules.statutes import Document

_ABOUT_REPORTS: Final = late(
    "(?<!调查)(?<!专项)报告(?!处理)|立即报|上报|报送|报本级|通报|速报|直报|补报|迟报|缓报|瞒报"
)
_NO_REPORT: Final = late(
    "预报|警报|调查报告|专项报告|报告处理|(?:计划|措施|改进)并?报上一级[^；，]*|报[^；，]{0,14}(?:备案|批准)"
)
"""What is no report of an incident: forecasts, and what is reported when all is over."""
_NEAR_REPORTS: Final = late(
    "报|通告|通知|告知|信息|值班|值守|分四[级等]|分特大型|分级标准|事故的情形"
)
"""Words of articles on which a report may rest: on whom to tell, and on grades of incidents."""
_AFTERWARDS: Final = late("总结|评估|调查|查明|核定|教训")
"""The same for the final report: on what is learnt."""
_SHOWN: Final = 4


class _Topic(NamedTuple):
    """What a sentence with a quotation may be about.

    Attributes:
        said: What such sentences say.
        meant: Words of the articles on it.
    """

    said: re.Pattern[str]
    meant: re.Pattern[str]


_TOPICS: Final = (
    _Topic(late("报告|上报|报送|首报|续报"), late("报|信息|通告|通知|告知|值班")),
    _Topic(
        late(
            "(?:发布|解除|调整|提高|降低)[^，。；]{0,8}(?:预警|警报)"
            "|(?:预警|警报)[^，。；]{0,6}(?:发布|解除|调整|级别)"
        ),
        late("预警|警报|信号|预报|监测|险情|危险区"),
    ),
    _Topic(late("征用"), late("征用|归还|补偿|调用|物资")),
    _Topic(late("演练|演习"), late("演练|演习|训练|培训|预案")),
    _Topic(late("备案"), late("备案|报送|批准|预案|报")),
    _Topic(late("避难场所|转移安置"), late("避难|转移|安置|疏散|撤离|措施|响应|处置|救助")),
)


@plan_rule(
    "RPT040",
    "report.basis-on-something-else",
    Severity.WARNING,
    title=msg("Report or measure that rests on an article on something else"),
    rationale=msg("Who looks the duty up finds none, and thinks that nobody has to report."),
    sources=(cite("突发事件应急预案管理办法", "第二十四条第一项"),),
)
def on_something_else(view: PlanView) -> Iterator[Hit]:
    """依据 of reports, and sentences with an article: articles that are on something else.

    Known are the articles that rules cite, and those of texts whose every article was read. A
    sentence is judged if it is about one thing of a few: reports, warnings, requisition, drills,
    filing, shelters. Left to PRO027: numbers of the emergency response law from before 2024.
    """
    for quote in article_quotes(view):
        if quote.document.repealed:
            continue
        said = _said(quote.document, quote.article)
        stage = _stage(view, quote)
        if not said:
            if stage is not None and _is_silent(quote):
                yield _hit(quote, "", _on_reports(quote.document))
            continue
        if stage is None:
            is_amiss = _is_on_other_topic(quote, said)
        else:
            is_amiss = not any(_may_carry(stage, text) for text in said) and not (
                quote.document.title == RESPONSE_LAW and quote.article in ON_REPORTS
            )
        if is_amiss:
            on_reports = _on_reports(quote.document) if stage is not None else ()
            yield _hit(quote, said[0], on_reports)


def _is_silent(quote: ArticleQuote) -> bool:
    """Whether the article exists, and says nothing of reports."""
    title = quote.document.title
    counted = statutes.paragraphs(title) or ()
    return 0 < quote.article <= len(counted) and speaks_of_telling(title, quote.article) is False


def _hit(quote: ArticleQuote, said: str, on_reports: tuple[str, ...]) -> Hit:
    article, law = f"第{written(quote.article)}条", quote.document.title
    return Hit(
        quote.place,
        msg(
            "{article} of 《{law}》 is on something else: “{demand}”",
            article=article,
            law=law,
            demand=said,
        )
        if said
        else msg("{article} of 《{law}》 says nothing of reports", article=article, law=law),
        msg("On reports are {articles}; look up which is meant", articles=on_reports)
        if on_reports
        else msg("Look up which article is meant, or name only the law"),
    )


def _said(document: Document, number: int) -> tuple[str, ...]:
    """Return what is known of an article: what rules cite of it, or what it is on."""
    article = f"第{written(number)}条"
    cited = tuple(text for name, text in document.articles.items() if _is_of(name, article))
    other = subjects(document.title).get(number)
    return cited or ((other,) if other else ())


def _stage(view: PlanView, quote: ArticleQuote) -> ReportStage | None:
    """Return which report rests on *quote*; None if it stands elsewhere."""
    return None if quote.of_report is None else view.plan.reports[quote.of_report].stage


def _may_carry(stage: ReportStage, text: str) -> bool:
    """Whether a report may rest on an article that says *text*."""
    if stage is ReportStage.FINAL and _AFTERWARDS.search(text):
        return True
    return _NEAR_REPORTS.search(_NO_REPORT.sub("", text)) is not None


def _is_on_other_topic(quote: ArticleQuote, said: tuple[str, ...]) -> bool:
    """Whether the sentence of *quote* is about one thing, and the article about another."""
    topics = [topic for topic in _TOPICS if topic.said.search(quote.sentence)]
    if len(topics) != 1 or any(topics[0].meant.search(text) for text in said):
        return False
    moved = MOVED.get(quote.article) if quote.document.title == RESPONSE_LAW else None
    return moved is None or not moved.about.search(quote.sentence)


def _is_of(name: str, article: str) -> bool:
    """Whether *name* is the *article* or a part of it."""
    return name == article or (name.startswith(article) and name[len(article)] == "第")


def _on_reports(document: Document) -> tuple[str, ...]:
    """Return the first articles of *document* on reports."""
    found = (
        name
        for name, text in document.articles.items()
        if _ABOUT_REPORTS.search(_NO_REPORT.sub("", text))
    )
    return tuple(dict.fromkeys(name.partition("条")[0] + "条" for name in found))[:_SHOWN]

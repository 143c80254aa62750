"""Laws that a plan quotes: articles that exist, texts that hold, numbers of today, terms in use."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from planforge.findings import Severity
from planforge.i18n import msg
from planforge.model.base import Kind
from planforge.model.registers import Regulation
from planforge.patterns import late
from planforge.rules import statutes
from planforge.rules.prose.law_quotes import article_quotes, written
from planforge.rules.rule import Hit, cite, plan_rule
from planforge.rules.statutes.renumbered import ON_REPORTS, RESPONSE_LAW
from planforge.rules.text.said import text_of
from planforge.rules.wording.marks import part, texts_with

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.corpus.names import Names
    from planforge.corpus.plan_view import PlanView
    from planforge.i18n import Message
    from planforge.rules.prose.law_quotes import ArticleQuote
    from planforge.rules.statutes.renumbered import Moved

LAWFUL: Final = cite("突发事件应急预案管理办法", "第二十四条第一项")
CHANGED: Final = cite("突发事件应急预案管理办法", "第三十五条第一项")
_LAW: Final = "中华人民共和国突发事件应对法"


@plan_rule(
    "PRO025",
    "prose.no-such-article",
    Severity.ERROR,
    title=msg("Quoted article that the law does not have"),
    rationale=msg("Who looks it up finds nothing, and nobody knows what the duty rests on."),
    sources=(LAWFUL,),
)
def no_such_article(view: PlanView) -> Iterator[Hit]:
    """Articles and paragraphs beyond those of the law that is quoted, where they were counted."""
    for quote in article_quotes(view):
        counted = statutes.paragraphs(quote.document.title)
        if counted is None or quote.document.repealed:
            continue
        last = len(counted)
        if not 0 < quote.article <= last:
            message = msg(
                "《{law}》 has no {article}: its last is 第{last}条",
                law=quote.document.title,
                article=quote.text,
                last=written(last),
            )
        elif quote.clause > counted[quote.article - 1]:
            message = msg(
                "《{law}》 has no {article}: that article has {count} paragraphs",
                law=quote.document.title,
                article=quote.text,
                count=counted[quote.article - 1],
            )
        else:
            continue
        yield Hit(quote.place, message, msg("Look the article up in the text that holds now"))


@lru_cache(maxsize=4)
def _replaced(names: Names) -> tuple[re.Pattern[str], dict[str, tuple[str, str, str]]]:
    """Return a pattern of what names a text that no longer holds, and what each name means.

    Each means the title, the day on which it ceased to hold, and what replaced it.
    """
    known: dict[str, tuple[str, str, str]] = {}
    for entity in names.entities(Kind.REGULATION):
        text = entity.element
        if isinstance(text, Regulation) and text.repealed is not None:
            meant = (entity.name, text.repealed.isoformat(), text.successor or "")
            known.update({f"《{name}》": meant for name in (entity.name, *text.short_names)})
    for one in statutes.documents():
        if one.repealed is None:
            continue
        meant = (one.title, one.repealed.isoformat(), one.successor)
        for name in (f"《{one.title}》", *([one.number] if "〔" in one.number else ())):
            known[name] = meant
    others = "|".join(re.escape(name) for name in sorted(known, key=lambda x: (-len(x), x)))
    edition = (
        r"《(?:中华人民共和国)?突发事件应对法》"
        r"[（(](?![^（）()]*(?:2024|修订|修正))[^（）()\n]*(?:2007|二〇〇七|六十九号|69号)[^（）()\n]*[）)]"
    )
    law = next(one for one in statutes.documents() if one.successor == _LAW)
    known[""] = (law.title, law.repealed.isoformat() if law.repealed else "", law.successor)
    return late(f"{others}|{edition}", holds=(*filter(None, known), "应对法》")), known


_NEAR_TITLES: Final = ("《", "〔")
"""In whatever names a text: its title, or its number."""
_PAST: Final = late("废止|替代|取代|代替|不再|曾|原$|原《|停止执行|失效")


@plan_rule(
    "PRO026",
    "prose.replaced-law",
    Severity.WARNING,
    title=msg("Text that rests on a law that no longer holds"),
    rationale=msg("Its articles have other numbers now, or there are no longer any."),
    sources=(CHANGED,),
)
def replaced_law(view: PlanView) -> Iterator[Hit]:
    """Titles and numbers of repealed texts in sentences that do not speak of their end."""
    pattern, known = _replaced(view.registry.names)
    for text, place, line in texts_with(view, _NEAR_TITLES):
        seen: set[str] = set()
        for found in pattern.finditer(text):
            title, day, successor = known.get(found[0], known[""])
            first = max(text.rfind(mark, 0, found.start()) for mark in "。；") + 1
            behind = re.split("[。；]", text[found.end() :])[0]
            if title in seen or _PAST.search(text[first : found.start()] + behind):
                continue
            seen.add(title)
            yield Hit(
                part(place, line, found.start(), found.end()),
                msg("《{law}》 was replaced on {day}", law=title, day=day),
                msg("Use 《{successor}》, and look up its articles", successor=successor)
                if successor
                else msg("Take it out, or name what replaced it"),
            )


@plan_rule(
    "PRO027",
    "prose.article-of-the-old-text",
    Severity.WARNING,
    title=msg("Article by the number that it had before the law was revised"),
    rationale=msg("The number now belongs to an article on something else."),
    sources=(CHANGED, LAWFUL),
)
def article_of_the_old_text(view: PlanView) -> Iterator[Hit]:
    """Articles of the emergency response law that stand where 2007 is meant.

    Either the sentence is about what they said then, or it says nothing and the action, the task or
    the heading is; or a report rests on them (依据), and today they are on something else.
    """
    for quote in article_quotes(view):
        moved = RESPONSE_LAW.get(quote.article) if quote.document.title == _LAW else None
        if moved is None:
            continue
        about = _about(quote, moved)
        if about is not None:
            yield Hit(
                quote.place,
                msg(
                    "What {old} of 《{law}》 said of “{about}” until 2024 stands in {now} today",
                    law=quote.document.title,
                    old=quote.text,
                    about=about,
                    now=f"第{written(moved.now)}条",
                ),
                msg("Write {now}", now=f"第{written(moved.now)}条"),
            )


def _about(quote: ArticleQuote, moved: Moved) -> str | None:
    """Return of what *quote* means what its article said before the revision; None if it may not.

    The basis of a report (依据) has no words of its own.
    """
    if quote.of_report is not None:
        return quote.about if quote.article in ON_REPORTS else None
    for said in (quote.sentence, quote.about):
        if moved.instead.search(said):
            return None
        found = moved.about.search(said)
        if found is not None:
            return found[0]
    return None


_TITLE: Final = late(
    r"《(?P<title>(?P<stem>[^《》（()\n]{3,40}?)(?:法|条例|办法|规定|规程|细则))》"
)
_RANK: Final = late(r"(?:法|条例|办法|规定|规程|细则)$")
_SHORTEST: Final = 4
"""Characters of a title without its rank from which on another rank is surely a slip."""


@lru_cache(maxsize=4)
def _by_stem(names: Names) -> dict[str, str]:
    """Return the known titles by what is left of them without 法, 条例 and the like."""
    titles = [entity.name for entity in names.entities(Kind.REGULATION)]
    titles += [name for one in statutes.documents() for name in (one.title, *one.short)]
    stems = {_RANK.sub("", title): title for title in titles if _RANK.search(title)}
    return {stem: title for stem, title in stems.items() if len(stem) >= _SHORTEST}


_STATE: Final = "中华人民共和国"
_LONG: Final = 6
"""Characters without rank and state from which on one other character is surely a slip."""
_LONGER: Final = 8
"""Characters from which on two that are put in or left out together surely are one too."""
_FILLING: Final = late("(?<=..)(?:管理|工作|防汛)")
"""Words behind others that titles are remembered with, or without."""


@lru_cache(maxsize=256)  # plans of one place say the same titles
def _almost(names: Names, title: str) -> str | None:
    """Return the known title of the same rank from which *title* differs by a slip; None if none.

    Laws that differ by so little there are not; what stands before a title is another government.
    """
    rank = _RANK.search(title)
    own = _RANK.sub("", title).removeprefix(_STATE)
    if rank is None:
        return None
    filled = None
    for stem, right in _by_stem(names).items():
        if not right.endswith(rank[0]):
            continue
        other = stem.removeprefix(_STATE)
        if _is_slip_in(own, other, rank[0]):
            return right
        if own != other and _without_filling(own) == _without_filling(other):
            filled = right
    return filled


@lru_cache(maxsize=1024)
def _without_filling(own: str) -> str:
    return _FILLING.sub("", own)


def _is_slip_in(own: str, other: str, rank: str) -> bool:
    """Whether *own* is *other* but for one character, or for two in a long title or in a 法."""
    more = len(own) - len(other)
    is_long = min(len(own), len(other)) >= _LONGER
    most = 2 if is_long or rank == "法" else 0
    least = -2 if is_long else -1
    if len(own) < _LONG - 1 or len(other) < _LONG or not least <= more <= most:
        return False
    pairs = enumerate(zip(own, other, strict=False))
    same = next((i for i, (one, two) in pairs if one != two), min(len(own), len(other)))
    width = abs(more) or 1
    rest = own[same + (width if more >= 0 else 0) :]
    return same > 0 and own != other and rest == other[same + (width if more <= 0 else 0) :]


@plan_rule(
    "PRO032",
    "prose.law-of-another-rank",
    Severity.WARNING,
    title=msg("Title of a law that is called otherwise"),
    rationale=msg("Nobody finds a law under a title that it does not have."),
    sources=(LAWFUL,),
)
def law_of_another_rank(view: PlanView) -> Iterator[Hit]:
    """Titles in 《》 that are not registered, but known with another of 法, 条例 and 办法.

    Likewise long ones that are known but for one character, or for two put into the name of a 法.
    """
    names = view.registry.names
    stems = _by_stem(names)
    for text, place, line in texts_with(view, ("《",)):
        for found in _TITLE.finditer(text):
            title = found["title"]
            if statutes.find(title) or _is_known(view, title):
                continue
            right = stems.get(found["stem"]) or _almost(names, title)
            if right is None:
                continue
            at = part(place, line, found.start("title"), found.end("title"))
            yield Hit(
                at,
                msg("《{title}》 is called 《{right}》", title=title, right=right),
                msg("Write 《{right}》", right=right),
            )


def _is_known(view: PlanView, title: str) -> bool:
    return view.registry.names.get(title, (Kind.REGULATION, Kind.PLAN)) is not None


_TERMS: Final = late(
    r"突发公共事件|(?:安全生产监督管理|安全监管|安监)部门|公安(?:机关)?消防(?:部队|队伍|机构)"
    r"|国土资源(?:主管|行政主管)?部门|环境保护(?:主管|行政主管)部门|环保部门"
    r"|卫生(?:和)?计(?:划)?生(?:育)?(?:主管|行政)?部门|食品药品监(?:督管理|管)部门",
    holds=(
        *("突发公共事件", "安全生产监督管理部门", "安全监管部门", "安监部门", "公安消防"),
        *("公安机关消防", "国土资源", "环境保护主管", "环境保护行政", "环保部门", "卫生计"),
        *("卫生和计", "药品监"),
    ),
)
_NOW: Final = (
    ("突发公共", "突发事件"),
    ("公安", "消防救援队伍"),
    ("国土", "自然资源部门"),
    ("环", "生态环境部门"),
    ("卫", "卫生健康部门"),
    ("食品", "市场监督管理部门"),
    ("安", "应急管理部门"),
)
"""What a term begins with → what it is called now."""


@plan_rule(
    "WRD017",
    "wording.outdated-term",
    Severity.ADVICE,
    title=msg("Term that laws no longer use"),
    rationale=msg("It shows that a passage was carried over from an older edition."),
    sources=(cite("突发事件应对法", "第二条"), cite("突发事件应对法", "第二十一条")),
)
def outdated_term(view: PlanView) -> Iterator[Hit]:
    """突发公共事件, 安监部门 and the like outside of titles; one finding for each term."""
    text = text_of(view)
    seen: dict[str, Message] = {}
    for found in _TERMS.finditer(text.whole):
        if found[0] not in seen and text.whole[found.start() - 1 : found.start()] != "原":
            now = next(now for begin, now in _NOW if found[0].startswith(begin))
            seen[found[0]] = msg(
                "“{term}” is no longer used; laws say “{now}”", term=found[0], now=now
            )
            yield Hit(
                text.place(*found.span()),
                seen[found[0]],
                msg("Write “{name}”, here and elsewhere, if it means that", name=now),
            )

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

from planforge.findings import Severity
from planforge.rules import engine as _engine  # noqa: F401 - enters every rule
from planforge.rules.law import TABLES
from planforge.rules.prose.law_quotes import number
from planforge.rules.rule import rules
from planforge.rules.statutes import (
    cite,
    demands,
    documents,
    find,
    numbered,
    paragraphs,
    written,
)
from planforge.rules.statutes.renumbered import RESPONSE_LAW

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.rules.statutes import Document

ROOT = Path(__file__).resolve().parents[3]
NUMBER = "[一二三四五六七八九十百]+"
CITATION = re.compile(
    rf"《([^《》]+)》(?:（[^（）]*）)?((?:[、至]?第{NUMBER}条(?:第{NUMBER}[款项])*)+)"
)


def test_a_name_leads_to_one_document() -> None:
    names = [name for one in documents() for name in (one.title, *one.short)]
    assert len(names) == len(set(names))
    assert find("突发事件应对法") is find("中华人民共和国突发事件应对法")
    assert find("没有的办法") is None


def test_dates_follow_each_other_and_what_is_repealed_names_its_successor() -> None:
    for one in documents():
        days = [day for day in (one.issued, one.effective, one.repealed) if day]
        assert days == sorted(days), one.title
        assert bool(one.repealed) == bool(one.successor), one.title
        assert not one.successor or find(one.successor), one.title


def test_every_listed_place_says_what_it_demands() -> None:
    for one in documents():
        assert one.articles, one.title
        for article, text in one.articles.items():
            assert text, (one.title, article)
            assert not text.endswith("。"), (one.title, article)


PLACE = re.compile(rf"第({NUMBER})条(?:第({NUMBER})款)?")


def test_every_listed_place_is_in_the_text_that_was_counted() -> None:
    for one in documents():
        counted = paragraphs(one.title)
        for found in PLACE.finditer("、".join(one.articles)) if counted else ():
            assert counted
            assert number(found[1]) <= len(counted), (one.title, found[0])
            assert not found[2] or number(found[2]) <= counted[number(found[1]) - 1], found[0]


def test_the_emergency_response_law_was_counted_in_both_texts() -> None:
    now, before = (
        paragraphs("中华人民共和国突发事件应对法"),
        paragraphs("中华人民共和国突发事件应对法（2007年）"),
    )
    assert now
    assert before
    assert (len(now), len(before)) == (106, 70)
    assert paragraphs("没有的办法") is None


def test_articles_that_moved_are_in_both_texts() -> None:
    for old, moved in RESPONSE_LAW.items():
        assert 0 < old < 70
        assert old != moved.now
        assert 0 < moved.now < 106


def test_a_citation_takes_title_and_state_from_the_register() -> None:
    law = cite("突发事件应对法", "第七十一条第三款")
    assert written(law) == "《中华人民共和国突发事件应对法》第七十一条第三款"
    assert law.verified
    assert demands(law) == "县级以上政府和部门应当在预案中确定应急响应级别"
    assert (
        numbered(cite("突发事件应急预案管理办法", "第八条"))
        == "《突发事件应急预案管理办法》（国办发〔2024〕5号）第八条"
    )
    assert not cite("党政机关公文处理工作条例", "第九条").verified


def test_what_is_not_listed_cannot_be_cited() -> None:
    with pytest.raises(LookupError, match="突发事件应急预案管理办法"):
        cite("突发事件应急预案管理方法", "第八条")
    with pytest.raises(LookupError, match="no article “第九百条”"):
        cite("突发事件应急预案管理办法", "第九百条")


def test_rules_rest_on_what_is_listed_and_holds() -> None:
    for rule in rules():
        for source in rule.sources:
            assert source == cite(source.document, source.article), rule.id
            document = find(source.document)
            assert document is not None
            assert document.repealed is None, rule.id


def test_a_rule_on_unread_articles_alone_advises() -> None:
    for rule in rules():
        if rule.sources and not any(source.verified for source in rule.sources):
            assert rule.severity is Severity.ADVICE, rule.id


def _listed(document: Document, article: str) -> bool:
    """Whether *article*, or a paragraph of it, is listed."""
    return any(known.startswith(article) for known in document.articles)


def _citations(text: str) -> Iterator[tuple[str, str]]:
    for found in CITATION.finditer(text):
        for article in re.findall(rf"第{NUMBER}条(?:第{NUMBER}[款项])*", found[2]):
            yield found[1], article


def test_tables_of_the_law_stand_in_listed_places() -> None:
    for table in TABLES:
        found = re.fullmatch(r"《(.+)》(?:（.+?）)?(.+)", table.law.title)
        assert found is not None, table.law.title
        source = cite(found[1], found[2])
        assert source.verified is table.law.verified, table.law.title
        for grade in table.cells:
            its = re.fullmatch(r"《(.+)》(?:（.+?）)?(.+)", table.law.of(grade))
            assert its is not None, table.law.title
            assert cite(its[1], its[2]).verified is table.law.verified
        document = find(found[1])
        assert document is not None
        assert document.repealed is None


def _texts() -> Iterator[tuple[str, str]]:
    for folder, kinds in (
        ("src/planforge", ("py", "po")),
        ("plans", ("yaml", "md")),
        ("docs", ("md",)),
    ):
        for kind in kinds:
            for path in sorted((ROOT / folder).rglob(f"*.{kind}")):
                yield path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")
    for name in ("README.md", "README.en.md"):
        yield name, (ROOT / name).read_text(encoding="utf-8")


def test_articles_named_in_messages_plans_and_guides_are_listed() -> None:
    seen = 0
    unknown = []
    for file, text in _texts():
        for title, article in _citations(text):
            seen += 1
            document = find(title)
            if document is None or not _listed(document, article):
                unknown.append((file, title, article))
    assert unknown == []
    assert seen > 20


def test_the_register_of_the_demonstration_says_the_same() -> None:
    text = (ROOT / "plans/registry/regulations.yaml").read_text(encoding="utf-8")
    compared = 0
    for entry in yaml.safe_load(text)["编制依据"]:
        document = find(entry["名称"])
        if document is None:
            continue
        compared += 1
        for key, value in (
            ("文号", document.number or None),
            ("制定机关", document.issuer),
            ("印发日期", document.issued),
            ("施行日期", document.effective),
            ("废止日期", document.repealed),
        ):
            if entry.get(key) is not None and value is not None:
                assert entry[key] == value, (document.title, key)
    assert compared > 30

"""The check against real plans: each finding is judged, and no error is wrong."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from planforge.findings import Severity
from planforge.rules.engine import run
from planforge.source.digests import iter_digests
from tests.yardstick.judging import VERDICTS, findings, ids, surveyed, tables, where, yardstick

DOCS = Path(__file__).parents[2] / "docs"
PAGES = {"zh_CN": DOCS / "zh" / "precision.md", "en": DOCS / "en" / "precision.md"}
MARKED = re.compile(r"(?<=<!-- counted -->\n).*?(?=\n<!-- /counted -->)", re.DOTALL)


@pytest.mark.parametrize("corpus", ids())
def test_the_findings_are_those_judged(corpus: str) -> None:
    own = yardstick(corpus)
    found = Counter(where(f) for f in findings(corpus, own.as_of))
    judged = Counter(j.where for j in own.judgements)
    assert {"new": sorted((found - judged).elements())} == {"new": []}
    assert {"gone": sorted((judged - found).elements())} == {"gone": []}


@pytest.mark.parametrize("corpus", ids())
def test_each_judgement_has_a_verdict_and_a_reason(corpus: str) -> None:
    own = yardstick(corpus)
    assert {j.verdict for j in own.judgements} <= set(VERDICTS)
    assert [j.where for j in own.judgements if len(j.why) < len("§1.1 why")] == []


@pytest.mark.parametrize("corpus", ids())
def test_no_error_is_noise(corpus: str) -> None:
    own = yardstick(corpus)
    noise = {j.where for j in own.judgements if j.verdict == "noise"}
    errors = {where(f) for f in findings(corpus, own.as_of) if f.finding.severity is Severity.ERROR}
    assert errors & noise == set()


@pytest.mark.parametrize("corpus", ids())
def test_the_corpus_can_be_read(corpus: str) -> None:
    layout = surveyed(corpus)
    report = run(layout, tuple(iter_digests(layout)), strict=True)
    assert [plan.name for plan in report.plans] == [yardstick(corpus).plan]
    assert [f.finding.rule for f in report.findings if f.finding.rule[:3] in {"SRC", "RUN"}] == []


@pytest.mark.parametrize("language", sorted(PAGES))
def test_the_page_shows_what_was_counted(language: str, request: pytest.FixtureRequest) -> None:
    page = PAGES[language]
    text = page.read_text("utf-8")
    counted = f"\n{tables([yardstick(corpus) for corpus in ids()], language)}\n"
    if request.config.getoption("--regen"):
        text = MARKED.sub(lambda _: counted, text)
        page.write_text(text, encoding="utf-8", newline="\n")
    assert MARKED.findall(text) == [counted], f"run with --regen and review {page.name}"

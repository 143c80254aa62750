"""The pages on the check as a reviewer uses them: counts, findings, contents, cycles, rules."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from planforge.rules import catalogue  # noqa: F401 - enters the rules
from planforge.rules.rule import rules as all_rules
from tests.e2e.test_site import PALE_TEXTS
from tests.sphinx.builds import build, write_project

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Locator, Page

DEMO = "plans/special/demo/plan.yaml"
OTHER = "plans/special/other"
PAGES = ("check.html", "check/contents.html", "check/cycles.html", "rule/index.html")
SEVERITIES = ("错误", "警告", "建议")
LEGAL = re.compile("《.+》")


@pytest.fixture(scope="module", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PLANFORGE_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of the internal site of a small city with some mistakes, judged on a day."""
    folder = tmp_path_factory.mktemp("checked")
    conf = 'planforge_as_of = "2027-06-01"\nplanforge_public = False\n'
    project = write_project(folder / "city", conf=conf)
    for file, old, new in (
        (DEMO, "牵头部门: 市水利局", "牵头部门: 市河务局"),
        (DEMO, "[200..300) 毫米", "[210..300) 毫米"),
        (DEMO, "责任: 市公安局, 内容: 实行交通管制", "责任: 市公按局, 内容: 实行交通管制"),
        ("plans/registry/posts.yaml", "机构: 市防办", "机构: 市防班"),
        (f"{OTHER}/plan.md", "# 恢复与重建\n\n```{recovery}\n```\n\n", ""),
    ):
        text = (project / file).read_text(encoding="utf-8")
        assert old in text
        (project / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    plan = project / OTHER / "plan.yaml"
    text = plan.read_text(encoding="utf-8")
    plan.write_text(re.sub(r"后期处置:\n(?:  - .*\n)+", "", text), encoding="utf-8")
    assert build(project, folder / "site")
    return folder / "site"


def cells(rows: Locator) -> list[list[str]]:
    return [
        [cell.strip() for cell in row.locator("td, th").all_inner_texts()] for row in rows.all()
    ]


def go(page: Page, site: Path, address: str) -> None:
    page.goto((site / address).as_uri())


def test_counts_by_plan_and_by_family_are_those_of_the_findings(page: Page, checked: Path) -> None:
    go(page, checked, "check.html")
    tables = page.locator("article table:not(.pf-findings)")
    by_plan, by_family = tables.nth(0), tables.nth(1)
    found = page.locator("table.pf-findings tbody tr")
    severities = [row[0] for row in cells(found)]
    rules = [row[1] for row in cells(found)]
    assert len(severities) >= 5
    assert {"REF001", "LVL005", "CYC003"} <= set(rules)
    for table in (by_plan, by_family):
        rows = cells(table.locator("tbody tr"))
        for column, severity in enumerate(SEVERITIES, 1):
            assert sum(int(row[column]) for row in rows) == severities.count(severity)
    families = {rule[:3] for rule in rules}
    assert by_family.locator("tbody tr").count() == len(families)


def test_a_count_leads_to_its_findings_and_a_finding_to_what_it_speaks_of(
    page: Page, checked: Path
) -> None:
    go(page, checked, "check.html")
    counts = page.locator("article table:not(.pf-findings)").first
    counts.get_by_role("link", name="清河市防汛应急预案").click()
    assert page.url.endswith("#in-demo")
    part = page.locator("section#in-demo")
    assert part.locator("h2").evaluate("node => node.getBoundingClientRect().top") < 300
    slip = part.locator("tr", has_text="市公按局")
    assert re.search(r"plans/special/demo/plan\.yaml:\d+", slip.inner_text())
    assert "市公安局" in slip.inner_text()
    slip.get_by_role("link", name="实行交通管制").click()
    page.wait_for_url("**/plan/demo/actions.html#action-traffic")
    page.go_back()
    slip.get_by_role("link", name="REF001").click()
    page.wait_for_url("**/rule/REF001.html")
    assert "REF001" in page.locator("h1").inner_text()
    go(page, checked, "check.html")
    families = page.locator("article table:not(.pf-findings)").nth(1)
    families.get_by_role("link").first.click()
    page.wait_for_url("**/rule/index.html#*")


def test_findings_are_narrowed_down_by_severity_and_family(page: Page, checked: Path) -> None:
    go(page, checked, "check.html")
    rows = page.locator("table.pf-findings tbody tr")
    total = rows.count()
    errors = [row for row in cells(rows) if row[0] == "错误"]
    assert 0 < len(errors) < total
    severity = page.get_by_role("group", name="严重程度")
    button = severity.get_by_role("button", name="错误")
    assert button.inner_text().split() == ["错误", str(len(errors))]
    button.focus()
    page.keyboard.press("Enter")
    shown = [row for row in rows.all() if row.is_visible()]
    assert len(shown) == len(errors)
    assert button.get_attribute("aria-pressed") == "true"
    page.get_by_role("group", name="规则").get_by_role("button", name="名称与引用").click()
    names = [row for row in rows.all() if row.is_visible()]
    assert 0 < len(names) < len(errors)
    assert {row.locator("td").nth(1).inner_text() for row in names} == {"REF001"}
    assert page.locator("section#in-other").is_hidden()
    page.reload()
    assert len([row for row in rows.all() if row.is_visible()]) == len(names)
    page.emulate_media(media="print")
    assert page.locator(".pf-filter").is_hidden()


def test_the_matrix_tells_what_is_missing_and_leads_to_what_is_there(
    page: Page, checked: Path
) -> None:
    go(page, checked, "check/contents.html")
    table = page.locator("#class-special table")
    plans = [name.strip() for name in table.locator("thead th").all_inner_texts()][1:]
    assert len(plans) == 2
    row = table.locator("tbody tr", has_text="事后恢复与重建措施")
    marks = [mark.strip() for mark in row.locator("td, th").all_inner_texts()][1:]
    power = next(i for i, name in enumerate(plans) if "停电" in name.replace("\n", ""))
    assert (marks[power], marks[1 - power]) == ("○", "●")
    assert LEGAL.search(row.inner_text())
    there = row.get_by_role("link", name="●")
    assert "已规定" in str(there.get_attribute("title") or there.get_attribute("aria-label"))
    there.click()
    page.wait_for_url("**/plan/demo/**")
    page.go_back()
    row.get_by_role("link", name=re.compile(r"^[A-Z]{3}\d{3}$")).first.click()
    page.wait_for_url("**/rule/*.html")


def test_cycles_tell_days_and_what_is_overdue(page: Page, checked: Path) -> None:
    go(page, checked, "check/cycles.html")
    rows = cells(page.locator("article table tbody tr"))
    assert [row[0] for row in rows] == [
        "清河市突发事件总体应急预案",
        "清河市防汛应急预案",
        "清河市大面积停电事件应急预案",
    ]
    assert "2025年5月20日" in rows[1][4]
    assert "2027年5月20日" in rows[1][4]
    assert "已逾期" in rows[1][4]
    assert "已逾期" not in rows[0][4]
    page.get_by_role("link", name="清河市防汛应急预案").first.click()
    page.wait_for_url("**/plan/demo/index.html*")


def test_the_catalogue_lists_every_rule_with_basis_and_page(page: Page, checked: Path) -> None:
    go(page, checked, "rule/index.html")
    rows = page.locator("article table tbody tr")
    listed = cells(rows)
    known = {rule.id for rule in all_rules()}
    assert len(known) >= 120
    assert known <= {row[0] for row in listed}
    assert all(row[1] in SEVERITIES and row[2] for row in listed)
    assert len([row for row in listed if LEGAL.search(row[3])]) >= 100
    links = rows.locator("td:first-child a, th:first-child a").evaluate_all(
        "links => links.map((link) => link.getAttribute('href'))"
    )
    assert len(links) == len(listed)
    assert [link for link in links if not (checked / "rule" / link).is_file()] == []
    rows.first.get_by_role("link").first.click()
    page.wait_for_url("**/rule/*.html")
    assert page.get_by_role("heading", name="为什么重要").count() == 1


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_check_pages_stand_out_from_their_ground(page: Page, checked: Path, mode: str) -> None:
    page.add_init_script(f"localStorage.setItem('mode', {json.dumps(mode)});")
    for address in PAGES:
        go(page, checked, address)
        found = page.evaluate(PALE_TEXTS)
        assert (address, found["pale"]) == (address, [])
        assert found["looked"] > 10


def test_check_pages_are_no_wider_than_a_phone(page: Page, checked: Path) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    for address in PAGES:
        go(page, checked, address)
        assert page.evaluate("[document.scrollingElement.scrollWidth, innerWidth]") == [390, 390]


def test_check_pages_are_used_by_keys_alone(page: Page, checked: Path) -> None:
    go(page, checked, "check.html")
    page.keyboard.press("Tab")
    skip = page.evaluate("document.activeElement.textContent.trim()")
    assert skip == "跳到正文"
    page.keyboard.press("Enter")
    seen = []
    for _ in range(60):
        page.keyboard.press("Tab")
        seen.append(page.evaluate("document.activeElement.getAttribute('href') || ''"))
        if seen[-1].endswith("#in-demo"):
            break
    assert seen[-1].endswith("#in-demo"), seen
    outline = page.evaluate(
        "(() => { const s = getComputedStyle(document.activeElement);"
        " return s.outlineStyle !== 'none' || s.boxShadow !== 'none'; })()"
    )
    assert outline
    page.keyboard.press("Enter")
    page.wait_for_url("**/check.html#in-demo")

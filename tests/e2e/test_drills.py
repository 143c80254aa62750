"""The page of a scenario in a browser: a slider moves through what happens."""

from __future__ import annotations

import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, Final

import pytest

from tests.e2e.conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

DRILL: Final = "flood-season"
SETTINGS: Final = """\
project = "安澜市应急预案"
language = "zh_CN"
extensions = ["planforge.publish.site"]
planforge_public = False
planforge_organisers = True
planforge_checks = False
suppress_warnings = ["planforge"]
"""


@pytest.fixture(scope="module")
def internal(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of an internal site with one plan and one drill."""
    home = tmp_path_factory.mktemp("internal")
    plans = home / "plans"
    for part in ("registry", "special/flood", f"drills/{DRILL}"):
        shutil.copytree(ROOT / "plans" / part, plans / part)
    shutil.copy(ROOT / "plans/jurisdiction.yaml", plans)
    (home / "conf.py").write_text(SETTINGS, encoding="utf-8")
    command = [sys.executable, "-m", "planforge", "build", "-q", "--out", str(home / "html")]
    done = subprocess.run(
        [*command, str(home)], cwd=home, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    return home / "html"


def test_the_slider_moves_the_line_of_every_chart_and_ends_the_log_there(
    page: Page, internal: Path
) -> None:
    page.goto((internal / "drill" / f"{DRILL}.html").as_uri())
    slider = page.get_by_role("slider", name="情景时刻")
    rows = page.locator("table.pf-course tbody tr")
    assert page.locator("tr.pf-later").count() == 0
    assert page.locator("line.pf-now:visible").count() == 0

    slider.focus()
    page.keyboard.press("Home")
    first = rows.first.locator("td").first.inner_text()
    assert page.locator(".pf-time-slider output").inner_text().startswith("T+00:00")
    assert page.locator("tr.pf-later").count() == rows.count()

    page.get_by_role("button", name="下一事件").click()
    assert page.locator(".pf-time-slider output").inner_text().startswith(first)
    lines = page.locator("line.pf-now")
    axes = page.locator("rect.pf-time-axis")
    assert lines.count() == axes.count() >= 3
    assert page.locator("line.pf-now[style='']").count() == lines.count()
    shown = page.locator("tr.pf-now td:first-child").all_inner_texts()
    assert shown == [first] * len(shown) != []

    page.get_by_role("button", name="全程").click()
    assert page.locator("tr.pf-later").count() == 0


def test_a_phone_shows_the_scenario_without_scrolling_sideways(page: Page, internal: Path) -> None:
    page.set_viewport_size({"width": 375, "height": 800})
    page.goto((internal / "drill" / f"{DRILL}.html").as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= 375


def test_the_calendar_leads_to_the_scenario(page: Page, internal: Path) -> None:
    page.goto((internal / "index.html").as_uri())
    page.get_by_role("link", name="演练", exact=True).first.click()
    page.get_by_role("link", name="2027年汛前防汛桌面推演").first.click()
    assert page.get_by_role("heading", level=1).inner_text().startswith("2027年汛前防汛桌面推演")

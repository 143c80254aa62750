"""The browser fixtures themselves: they must notice what they promise to notice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from tests.e2e.conftest import Complaints

PAGE = """<!doctype html><meta charset="utf-8"><title>防汛</title><h1>{heading}</h1>
<script>{script}</script>"""


def test_page_opens_a_local_file_and_runs_its_script(page: Page, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    script = "document.querySelector('h1').textContent += '响应'"
    file.write_text(PAGE.format(heading="Ⅲ级", script=script), encoding="utf-8")
    page.goto(file.as_uri())
    assert (page.title(), page.inner_text("h1")) == ("防汛", "Ⅲ级响应")


@pytest.mark.parametrize(
    ("script", "noticed"),
    [
        ("console.error('broken')", "error: broken"),
        ("console.warn('odd')", "warning: odd"),
        ("throw new Error('thrown')", "uncaught: thrown"),
    ],
)
def test_complaints_hold_what_the_console_got(
    browser: Browser, complaints_type: Callable[[], Complaints], script: str, noticed: str
) -> None:
    complaints = complaints_type()
    with browser.new_context() as context:
        tab = context.new_page()
        tab.on("console", complaints.hear)
        tab.on("pageerror", complaints.catch)
        tab.set_content(PAGE.format(heading="", script=script))
        tab.evaluate("0")
    assert complaints.console == [noticed]


def test_complaints_hold_requests_to_other_machines_which_fail(
    browser: Browser, complaints_type: Callable[[], Complaints]
) -> None:
    complaints = complaints_type()
    with browser.new_context() as context:
        context.on("request", complaints.watch)
        tab = context.new_page()
        with tab.expect_event("requestfailed") as failed:
            tab.set_content("<img src='http://fonts.example/a.png'>", wait_until="load")
    assert complaints.outside == ["http://fonts.example/a.png"]
    assert failed.value.failure == "net::ERR_NAME_NOT_RESOLVED"

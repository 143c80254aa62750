"""A real browser for the end-to-end tests: the system's Chromium, nothing downloaded.

A page that writes an error to the console, raises one, or asks for anything outside this machine
fails its test, whatever else the test asserts. A screenshot of a failed test lands in
``tests/e2e/screenshots``.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from playwright.sync_api import Browser, ConsoleMessage, Error, Page, Request

SCREENSHOTS = Path(__file__).parent / "screenshots"
PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "chrome")
OWN_SCHEMES = frozenset({"file", "data", "blob", "about"})
OWN_HOSTS = frozenset({"127.0.0.1", "localhost"})
ARGUMENTS = (
    "--no-sandbox",  # a container's root has no other way
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--font-render-hinting=none",
    # Nothing but this machine is reached. The browser itself sees to it: requests that a test holds
    # up to look at them get lost now and then where the page is left before they are answered.
    "--no-proxy-server",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
)
ROOT = Path(__file__).parents[2]
BUILT_SITE = "PLANFORGE_TEST_SITE"
"""Environment variable naming a finished site of the demonstration, to save its build."""
FAILED = pytest.StashKey[bool]()


@dataclass
class Complaints:
    """What a page did that no page of ours may do."""

    console: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)

    def hear(self, message: ConsoleMessage) -> None:
        """Note an error or a warning on the console."""
        if message.type in {"error", "warning"}:
            self.console.append(f"{message.type}: {message.text}")

    def catch(self, error: Error) -> None:
        """Note an error that no script handled."""
        self.console.append(f"uncaught: {error.message}")

    def watch(self, request: Request) -> None:
        """Note a request that does not stay on this machine."""
        address = urlsplit(request.url)
        if address.scheme not in OWN_SCHEMES and address.hostname not in OWN_HOSTS:
            self.outside.append(request.url)


def browser_program() -> str:
    """Return the path of the browser; fail the test that needs it where there is none."""
    named = os.environ.get("PLANFORGE_BROWSER")
    found = named or next(filter(None, map(shutil.which, PROGRAMS)), None)
    if found is None:
        pytest.fail("no Chromium: apt-get install chromium, or name it in PLANFORGE_BROWSER")
    return found


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The browser, started once."""
    program = browser_program()
    with sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=program, args=list(ARGUMENTS))
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """An empty page of its own profile; Chinese, 1280 by 900, offline but for this machine."""
    complaints = Complaints()
    context = browser.new_context(locale="zh-CN", viewport={"width": 1280, "height": 900})
    context.on("request", complaints.watch)
    tab = context.new_page()
    tab.set_default_timeout(30_000)  # a loaded machine may take ten seconds for a page
    tab.on("console", complaints.hear)
    tab.on("pageerror", complaints.catch)
    yield tab
    if request.node.stash.get(FAILED, False):
        SCREENSHOTS.mkdir(exist_ok=True)
        name = re.sub(r"[^\w.-]+", "-", request.node.nodeid)
        tab.screenshot(path=SCREENSHOTS / f"{name}.png")
    context.close()
    assert complaints == Complaints()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of the demonstration's site, built once without a warning."""
    named = os.environ.get(BUILT_SITE)
    if named:
        return Path(named)
    target = tmp_path_factory.mktemp("demonstration") / "html"
    command = [sys.executable, "-m", "planforge", "build", "-W", "-q", "--out", str(target)]
    done = subprocess.run(
        [*command, str(ROOT)], cwd=target.parent, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    return target


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Remember on the item that it failed, for the fixture that takes the picture."""
    report = yield
    if report.failed:
        item.stash[FAILED] = True
    return report


@pytest.fixture
def complaints_type() -> type[Complaints]:
    """The class that judges a page, for the tests of the fixtures."""
    return Complaints

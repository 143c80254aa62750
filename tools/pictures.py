"""The pictures of the documents: ``python tools/pictures.py`` after the site was built.

Each is a page of ``build/site`` (or of the folder given) as a browser shows it, so that a picture
never shows what the site no longer is. Needs Chromium, as browser tests do.
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "chrome")
PICTURES = {"docs/images/site.png": ("plan/flood/level-3.html", 1200, 1180)}
"""Picture → page, width and height of the window."""


def main(arguments: list[str]) -> int:
    """Take every picture of the site in the folder given; 2 if there is no site or browser."""
    site = Path(arguments[0]) if arguments else ROOT / "build" / "site"
    program = os.environ.get("PLANFORGE_BROWSER") or next(
        filter(None, map(shutil.which, PROGRAMS)), None
    )
    if program is None or not (site / "index.html").is_file():
        print("Chromium or the site is missing: build it with python3 run.py site", file=sys.stderr)
        return 2
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=program, args=["--no-sandbox"])
        for picture, (name, width, height) in PICTURES.items():
            context = browser.new_context(
                locale="zh-CN", viewport={"width": width, "height": height}, color_scheme="light"
            )
            page = context.new_page()
            page.goto((site.resolve() / name).as_uri())
            page.evaluate("document.fonts.ready")
            page.screenshot(path=ROOT / picture)
            context.close()
        browser.close()
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

"""What `planforge serve` shows in the place of a page that the site does not have at the moment."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, Final

from planforge.i18n import msg

if TYPE_CHECKING:
    from pathlib import Path

_TITLE: Final = re.compile(r"<title>[^<]*</title>")
_ROOT: Final = re.compile(r'data-content_root="[^"]*"')
_ARTICLE: Final = re.compile(r'(<article class="bd-article"[^>]*>).*(</article>)', re.DOTALL)
_BARE: Final = (
    '<!DOCTYPE html><html><head><meta charset="utf-8"/><title></title></head>'
    '<body><article class="bd-article"></article></body></html>'
)
"""The frame of the page as long as there is no start page with one."""
_MISSING: Final = msg("This page is not there at the moment")
_WHY: Final = msg(
    "A page of a plan is left out while a file of the plan has errors that keep it from being "
    "read; it is also gone when its chapter or the plan was deleted or renamed. The window in "
    "which the command runs says what was found in which line. As soon as that is mended and the "
    "site is built again, this page reloads by itself."
)
_HOME: Final = msg("To the start page")
_CHECK: Final = msg("To the check result")


def missing_page(site: Path, language: str) -> str:
    """Return the page in *language*, in the frame of the start page of *site* if it has one."""
    start = site / "index.html"
    frame = start.read_text(encoding="utf-8") if start.is_file() else _BARE
    if not _ARTICLE.search(frame):  # of a theme of one's own
        frame = _BARE
    ways = [f'<a href="/index.html">{escape(_HOME.render(language))}</a>']
    if (site / "check.html").is_file():
        ways.append(f'<a href="/check.html">{escape(_CHECK.render(language))}</a>')
    title, why = (escape(text.render(language)) for text in (_MISSING, _WHY))
    body = f"<h1>{title}</h1><p>{why}</p><p>{' · '.join(ways)}</p>"
    page = _ARTICLE.sub(lambda found: found[1] + body + found[2], frame, count=1)
    page = _TITLE.sub(f"<title>{title}</title>", page, count=1)
    page = _ROOT.sub('data-content_root="/"', page, count=1)
    return page.replace("<head>", '<head><base href="/"/>', 1)


__all__ = ["missing_page"]

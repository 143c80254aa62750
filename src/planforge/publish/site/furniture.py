"""What stands around a page: parts of the site, navigation, the way down to the page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from planforge.i18n import msg
from planforge.publish.site.state import state_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from docutils import nodes
    from sphinx.application import Sphinx

    from planforge.document.page import Entry, Page
    from planforge.i18n import Message
    from planforge.publish.site.state import SiteState

SECTIONS: Final = (
    (("index",), msg("Plans"), ("plan",)),
    (("organisation/index",), msg("Organisations and posts"), ("organisation", "post", "group")),
    (("team/index",), msg("Teams and supplies"), ("team", "register")),
    (("mechanism/index",), msg("Mechanisms and basis"), ("mechanism", "regulation", "region")),
    (("drill/index",), msg("Drills"), ("drill",)),
    (("check", "rule/index"), msg("Check"), ("check", "rule")),
    (("docs/index",), msg("Help"), ("docs",)),
)
"""The parts of the site: pages of which the first that exists leads there, name, their folders."""

LISTS: Final = (
    ("organisation/index", "post/index", "group/index"),
    (
        "team/index",
        "register/depots",
        "register/shelters",
        "register/experts",
        "register/risks",
        "register/indicators",
    ),
    ("mechanism/index", "regulation/index", "region/index"),
    ("check", "check/contents", "check/cycles", "rule/index"),
)
"""The lists of each part of the site, which stand at the side of its pages."""

TEXTS: Final = {
    "contents": msg("Contents of this part"),
    "parts": msg("Parts of the site"),
    "search": msg("Search"),
    "search_plans": msg("Search the plans"),
    "here": msg("You are here"),
    "phone": msg("Duty phone"),
    "no_script": msg("The search needs JavaScript."),
    "made_from": msg("Made from"),
}
"""Texts of the templates."""


def furniture_digest(app: Sphinx) -> str:
    """Return a text that is another whenever what stands around every page is."""
    state = state_of(app)
    parts = [first for first, _, _ in _sections(app)]
    titles = [page.title for lists in LISTS for page in _listed(state, lists)]
    return repr((parts, titles, _jurisdiction(state), state.language))


def add_context(
    app: Sphinx,
    pagename: str,
    _template: str,
    context: dict[str, Any],
    _doctree: nodes.document | None,
) -> None:
    """Give templates what stands around the page."""
    state = state_of(app)
    page = state.by_docname.get(pagename)
    pathto: Callable[[str], str] = context["pathto"]

    def item(entry: Entry) -> dict[str, Any]:
        place = state.place(entry.target)
        url = "" if place is None else pathto(place[0]) + (f"#{place[1]}" if place[1] else "")
        is_here = place is not None and place[0] == pagename and not place[1]
        children = [item(child) for child in entry.children]
        return {
            "text": entry.text,
            "url": url,
            "here": is_here,
            "open": is_here or any(child["here"] or child["open"] for child in children),
            "children": children,
        }

    folder = pagename.split("/", maxsplit=1)[0]
    context["pf"] = {
        "text": {name: text.render(state.language) for name, text in TEXTS.items()},
        "sections": [
            {
                "text": name.render(state.language),
                "url": pathto(first),
                "here": folder == first or folder in folders or pagename == first,
            }
            for first, name, folders in _sections(app)
        ],
        "navigation": [item(entry) for entry in page.navigation]
        if page and page.navigation
        else _navigation(app, pagename, pathto),
        "breadcrumb": [item(entry) for entry in page.breadcrumb] if page else [],
        "previous": item(page.previous) if page and page.previous else None,
        "following": item(page.following) if page and page.following else None,
        "source": page.source if page else "",
        "kind": page.kind if page else "",
        "jurisdiction": _jurisdiction(state),
    }
    context["parents"], context["prev"], context["next"] = [], None, None
    if not context["pf"]["navigation"]:
        context["sidebars"] = []


def _sections(app: Sphinx) -> Iterator[tuple[str, Message, tuple[str, ...]]]:
    """Yield the parts that this site has, each with the page that comes first in it."""
    for pages, name, folders in SECTIONS:
        first = next((page for page in pages if page in app.env.found_docs), None)
        if first is not None:
            yield first, name, folders


def _navigation(app: Sphinx, pagename: str, pathto: Callable[[str], str]) -> list[dict[str, Any]]:
    """Return the side of a page that brings none: its part's lists, or the help around it."""
    state = state_of(app)
    if pagename not in state.by_docname:
        return _help_navigation(app, pagename, pathto)
    index = f"{pagename.partition('/')[0]}/index"
    lists = next((lists for lists in LISTS if pagename in lists or index in lists), ())
    shown = _listed(state, lists)
    found = [_line(page.docname, page.title, pagename, pathto) for page in shown]
    return found if len(found) > 1 else []


def _line(docname: str, text: str, pagename: str, pathto: Callable[[str], str]) -> dict[str, Any]:
    is_here = docname == pagename
    return {"text": text, "url": pathto(docname), "here": is_here, "open": is_here, "children": []}


def _listed(state: SiteState, lists: tuple[str, ...]) -> list[Page]:
    return [state.by_docname[docname] for docname in lists if docname in state.by_docname]


def _help_navigation(
    app: Sphinx, pagename: str, pathto: Callable[[str], str]
) -> list[dict[str, Any]]:
    """Return the documents that stand together with *pagename* in a table of contents."""
    env = app.env
    if pagename not in env.found_docs:
        return []
    above = next((d for d, inside in env.toctree_includes.items() if pagename in inside), pagename)
    listed = [above, *(d for d in env.toctree_includes.get(above, ()) if d in env.titles)]
    if len(listed) == 1:
        return []
    return [_line(name, env.titles[name].astext(), pagename, pathto) for name in listed]


def _jurisdiction(state: SiteState) -> dict[str, str]:
    place = state.corpus.registry.jurisdiction
    if place is None:
        return {"name": "", "phone": ""}
    return {"name": place.name, "phone": place.duty_phone}

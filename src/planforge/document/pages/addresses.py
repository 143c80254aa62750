"""Where every `planforge:` address leads on the site: page and anchor."""

from __future__ import annotations

from typing import Final

from planforge.document.nodes import SCHEME

_OWN_PAGE: Final = frozenset({"organisation", "post", "team", "rule", "drill"})
_LISTED: Final = {
    "depot": "register/depots",
    "shelter": "register/shelters",
    "expert": "register/experts",
    "risk": "register/risks",
    "indicator": "register/indicators",
    "mechanism": "mechanism/index",
    "agreement": "mechanism/index",
    "regulation": "regulation/index",
    "region": "region/index",
}
"""Kind of entry → the page that lists it; the anchor is its id."""


def resolve(address: str) -> tuple[str, str] | None:
    """Return the docname and anchor that *address* means; None for what is no such address.

    The anchor is empty for a whole page. Whether the page exists in a build is for the caller to
    see: a public build has no pages of internal things.
    """
    if not address.startswith(SCHEME):
        return None
    path, _, anchor = address.removeprefix(SCHEME).partition("#")
    kind, _, ident = path.partition("/")
    found = _page(kind, ident)
    if found is None:
        return None
    docname, own = found
    return docname, anchor or own


def _page(kind: str, ident: str) -> tuple[str, str] | None:  # noqa: PLR0911 - one line per kind of address
    if kind == "check":
        return (f"check/{ident}" if ident else "check"), ""
    if kind == "index":
        return kind, ""
    if not ident:
        return None
    if ident == "index" and kind in _OWN_PAGE | {"group"}:
        return f"{kind}/index", ""
    if kind in _OWN_PAGE:
        return f"{kind}/{ident}", ""
    if kind in _LISTED:
        return _LISTED[kind], "" if ident == "index" else anchor_of(kind, ident)
    if kind == "plan":
        return f"plan/{ident}/index", ""
    plan, _, part = ident.partition("/")
    if not part:
        return None
    return _plan_part(kind, plan, part)


def _plan_part(kind: str, plan: str, part: str) -> tuple[str, str] | None:
    places = {
        "level": (f"plan/{plan}/level-{part}", ""),
        "chapter": (f"plan/{plan}/chapter-{part}", ""),
        "action": (f"plan/{plan}/actions", f"action-{part}"),
        "annex": (f"plan/{plan}/annexes", f"annex-{part}"),
        "group": (f"group/{plan}-{part}", ""),
        "page": (f"plan/{plan}/{part}", ""),
    }
    return places.get(kind)


def anchor_of(kind: str, ident: str) -> str:
    """Return the anchor of an entry on the page that lists it."""
    return f"agreement-{ident}" if kind == "agreement" else ident

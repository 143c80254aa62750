"""Where a QR code on paper leads: the page of the site, if the site's address is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planforge.document.pages.addresses import resolve

if TYPE_CHECKING:
    from planforge.document.context import Context


def web_address(context: Context, target: str) -> str:
    """Return the address in the web of the page that *target* (`planforge:…`) means.

    Empty if the jurisdiction gives no address of its site (网址), or no page is meant: better no
    code than one that leads nowhere.
    """
    own = context.corpus.registry.jurisdiction
    base = own.website if own and context.may_show(own) else ""
    page = resolve(target) if base else None
    if page is None:
        return ""
    docname, anchor = page
    return f"{base.rstrip('/')}/{docname}.html" + (f"#{anchor}" if anchor else "")

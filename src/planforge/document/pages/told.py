"""Where the pages of a plan tell what a chart only names: reports, experts, the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planforge.document.nodes import address
from planforge.document.pages.headings import (
    directive_sections,
    prose_of,
    title_of,
    titled_section,
)
from planforge.i18n import DEFAULT_LANGUAGE

if TYPE_CHECKING:
    from planforge.document.context import Context


def told_at(context: Context, directives: tuple[str, ...]) -> str:
    """Return the address of the section of the plan in hand that tells what *directives* show.

    That is where the first of them stands that the plan has; else the section that bears the title
    under which the standard chapters have it; else the front page of the plan.
    """
    text, ident = prose_of(context), context.plan_view.plan.id
    sections = directive_sections(text)
    titles = [title.render(DEFAULT_LANGUAGE) for title in map(title_of, directives) if title]
    written = (sections[name] for name in directives if name in sections)
    titled = (path for title in titles if (path := titled_section(text, title)))
    path = next(written, ()) or next(titled, ())
    if not path:
        return address("plan", ident)
    anchor = "s" + "-".join(map(str, path)) if len(path) > 1 else ""
    return address("chapter", f"{ident}/{path[0]}", anchor)


__all__ = ["told_at"]

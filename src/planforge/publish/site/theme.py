"""Look and furniture: defaults for `conf.py`, navigation, and what templates may use."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from planforge.i18n import msg
from planforge.publish.site.state import state_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.config import Config

    from planforge.document.page import Entry
    from planforge.publish.site.state import SiteState

HERE: Final = Path(__file__).parent

_DEFAULTS: Final[Mapping[str, Any]] = {
    "html_theme": "pydata_sphinx_theme",
    "html_show_sourcelink": False,
    "html_copy_source": False,
    "html_permalinks_icon": "#",
    "smartquotes": False,
    "html_sidebars": {"**": ["planforge-navigation.html"]},
    "html_additional_pages": {"search": "planforge-search.html"},
    "html_last_updated_fmt": None,
    "html_show_sphinx": False,
    "html_use_smartypants": False,
    "root_doc": "index",
}

_THEME_OPTIONS: Final[Mapping[str, Any]] = {
    "navbar_align": "left",
    "navbar_center": ["planforge-sections.html"],
    "navbar_end": ["theme-switcher.html"],
    "navbar_persistent": ["planforge-search-button.html"],
    "secondary_sidebar_items": ["page-toc.html"],
    "show_prev_next": False,
    "back_to_top_button": False,
    "article_header_start": ["planforge-breadcrumb.html"],
    "article_header_end": [],
    "footer_start": ["planforge-footer.html"],
    "footer_end": [],
    "footer_center": [],
    "show_toc_level": 2,
    "pygments_light_style": "default",
    "pygments_dark_style": "github-dark",
}

SECTIONS: Final = (
    ("index", msg("Plans"), ("plan",)),
    ("organisation/index", msg("Organisations and posts"), ("organisation", "post", "group")),
    ("team/index", msg("Teams and supplies"), ("team", "register")),
    ("mechanism/index", msg("Mechanisms and basis"), ("mechanism", "regulation", "region")),
    ("check", msg("Check"), ("check", "rule")),
)
"""The parts of the site: first page, name, and the folders that belong to it."""


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


def set_defaults(_app: Sphinx, config: Config) -> None:
    """Fill in what `conf.py` leaves open; what it says wins."""
    overridden = {*config._raw_config, *config.overrides}  # noqa: SLF001 - Sphinx offers no other way to ask
    for name, value in _DEFAULTS.items():
        if name not in overridden:
            setattr(config, name, value)
    if "html_title" not in overridden:
        config.html_title = config.project
    if "exclude_patterns" not in overridden:
        config.exclude_patterns = list(_NOT_PAGES)
    options = dict(_THEME_OPTIONS)
    options.update(config.html_theme_options or {})
    options.setdefault("logo", {"text": config.project})
    config.html_theme_options = options
    config.templates_path = [*config.templates_path, str(HERE / "templates")]
    config.html_static_path = [*config.html_static_path, str(HERE / "static")]


_NOT_PAGES: Final = (
    "_build",
    "build",
    "dist",
    ".*",
    "**/.*",
    "plans",
    "node_modules",
    "src",
    "tests",
    "tools",
    "benchmarks",
    "changelog.d",
    "*.md",
    "docs/adr",
)
"""Folders and files of a repository that are no pages of its site."""


def add_context(
    app: Sphinx,
    pagename: str,
    _template: str,
    context: dict[str, Any],
    _doctree: nodes.document | None,
) -> None:
    """Give templates the navigation of the page."""
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
            for first, name, folders in SECTIONS
            if first in app.env.found_docs
        ],
        "navigation": [item(entry) for entry in page.navigation] if page else [],
        "breadcrumb": [item(entry) for entry in page.breadcrumb] if page else [],
        "source": page.source if page else "",
        "kind": page.kind if page else "",
        "jurisdiction": _jurisdiction(state),
    }
    if page is not None:
        context["parents"], context["prev"], context["next"] = [], None, None


def _jurisdiction(state: SiteState) -> dict[str, str]:
    place = state.corpus.registry.jurisdiction
    if place is None:
        return {"name": "", "phone": ""}
    return {"name": place.name, "phone": place.duty_phone}

"""Look: defaults for `conf.py` and the theme."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from sphinx import locale, package_dir
from sphinx.builders.html import StandaloneHTMLBuilder

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx.application import Sphinx
    from sphinx.config import Config

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
    "disable_search": True,
    "primary_sidebar_end": [],
    "back_to_top_button": False,
    "article_header_start": ["planforge-breadcrumb.html"],
    "article_header_end": [],
    "footer_start": ["planforge-footer.html"],
    "footer_end": [],
    "footer_center": [],
    "show_toc_level": 2,
    "templates_skip_empty_check": [
        "navbar-logo.html",
        "theme-switcher.html",
        "planforge-footer.html",
        "planforge-navigation.html",
        "planforge-search-button.html",
        "planforge-sections.html",
    ],
    "pygments_light_style": "default",
    "pygments_dark_style": "github-dark",
}


def speak_chinese(app: Sphinx) -> None:
    """Make Chinese the language of a site whose `conf.py` names none; Sphinx has taken English."""
    if "language" not in _said(app.config):
        app.config.language = "zh_CN"
        app.translator, _ = locale.init([Path(package_dir) / "locale"], app.config.language)


def set_defaults(app: Sphinx, config: Config) -> None:
    """Fill in what `conf.py` leaves open; what it says wins."""
    overridden = _said(config)
    for name, value in _DEFAULTS.items():
        if name not in overridden:
            setattr(config, name, value)
    if "html_title" not in overridden:
        config.html_title = config.project
    if "exclude_patterns" not in overridden:
        config.exclude_patterns = list(_NOT_PAGES)
    if config.html_theme == _DEFAULTS["html_theme"]:  # another one knows none of these
        options = {**_THEME_OPTIONS, "logo": {"text": config.project}}
        config.html_theme_options = {**options, **(config.html_theme_options or {})}
    look = _look_digest(Path(app.confdir), config)
    config.html_context = {**config.html_context, "planforge_look": look}
    config.templates_path = [*config.templates_path, str(HERE / "templates")]
    config.html_static_path = [*config.html_static_path, str(HERE / "static")]


def forget_folders(app: Sphinx) -> None:
    """Leave the folders of this package out of what Sphinx notes of the settings in the site.

    They are other ones on another computer; what lies in them is in `planforge_look`.
    """
    builder, config = app.builder, app.config
    if not isinstance(builder, StandaloneHTMLBuilder):
        return
    given = config.templates_path, config.html_static_path
    config.templates_path, config.html_static_path = (
        [folder for folder in folders if not Path(folder).is_relative_to(HERE)] for folders in given
    )
    builder.build_info = builder.create_build_info()
    config.templates_path, config.html_static_path = given


def _said(config: Config) -> set[str]:
    """Return the names of the settings that `conf.py` or the command line names."""
    return {*config._raw_config, *config.overrides}  # noqa: SLF001 - Sphinx offers no other way to ask


def _look_digest(confdir: Path, config: Config) -> str:
    """Return a hash of everything but the pages that shows in their HTML: another, all anew.

    Pages name style sheets and scripts with a hash of their content, which Sphinx does not compare.
    """
    seen = sha256()
    own = [confdir / folder for folder in config.html_static_path]
    for folder in (*own, HERE / "static", HERE / "templates", HERE.parent.parent / "locale"):
        for file in sorted(folder.rglob("*")):
            if file.is_file() and file.suffix not in {".po", ".png", ".jpg"}:
                seen.update(f"{file.relative_to(folder).as_posix()}\0".encode())
                seen.update(sha256(file.read_bytes()).digest())
    return seen.hexdigest()


_NOT_PAGES: Final = (
    "_build",
    "build",
    "dist",
    ".*",
    "**/.*",
    "node_modules",
    "src",
    "tests",
    "tools",
    "benchmarks",
    "changelog.d",
    "README*",
    "CHANGELOG*",
    "CONTRIBUTING*",
    "LICENSE*",
    "docs/adr",
)
"""Folders and files of a repository that are no pages of its site."""

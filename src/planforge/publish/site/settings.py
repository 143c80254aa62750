"""Settings of the site: declared once, read from `conf.py` and from the command line alike."""

from __future__ import annotations

import posixpath
from dataclasses import fields, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from sphinx.errors import ConfigError

from planforge.frozen import dataclass
from planforge.i18n import msg

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config


@dataclass(frozen=True, slots=True)
class Settings:
    """What a bureau may set in its `conf.py`, each as `planforge_<name>`.

    Attributes:
        plans: Folder of the plans, relative to `conf.py`.
        public: Whether 内部 elements are left out; False makes the internal edition.
        organisers: Whether the internal edition tells the whole of drills that were not held yet:
            only for those who run them.
        checks: Whether findings are shown, as warnings and on a page; rules have pages anyway.
        as_of: Day on which validity, drills and evaluations are judged, as YYYY-MM-DD; empty to
            leave them unjudged.
        dot: Program that lays out charts; empty for the one that comes with planforge.
        fonts: Folder with typefaces of the bureau's own for printed books, relative to `conf.py`;
            empty for the free ones that come with planforge.
    """

    plans: str = "plans"
    public: bool = True
    organisers: bool = False
    checks: bool = True
    as_of: str = ""
    dot: str = ""
    fonts: str = ""

    def day(self, language: str) -> date | None:
        """Return `as_of`.

        Raises:
            ConfigError: It is no day; said in *language*.
        """
        if not self.as_of:
            return None
        try:
            return date.fromisoformat(self.as_of)
        except ValueError:
            problem = msg(
                "planforge_as_of is “{text}”, which is no day. "
                "Write it as YYYY-MM-DD, e.g. 2026-11-01.",
                text=self.as_of,
            )
            raise ConfigError(problem.render(language)) from None


def register(app: Sphinx) -> None:
    """Declare every setting as a configuration value."""
    for option in fields(Settings):
        kind: Any = type(option.default)
        app.add_config_value(f"planforge_{option.name}", option.default, "env", frozenset({kind}))


def read(config: Config) -> Settings:
    """Return the settings of a `conf.py`, the folder of plans as places in it are shown.

    Raises:
        ConfigError: One is no text where text is due, or neither True nor False.
    """
    values = {
        option.name: getattr(config, f"planforge_{option.name}") for option in fields(Settings)
    }
    for option in fields(Settings):
        name, value, is_text = option.name, values[option.name], isinstance(option.default, str)
        if not isinstance(value, str if is_text else bool):
            problem = msg(
                "planforge_{name} is {value}. Write {right}.",
                name=name,
                value=repr(value),
                right=f'planforge_{name} = "…"' if is_text else msg("True or False"),
            )
            raise ConfigError(problem.render("en" if config.language == "en" else "zh_CN"))
    given = Settings(**values)
    return replace(given, plans=posixpath.normpath(given.plans))

"""Which books the builders of Sphinx make: settings of `conf.py`, or `-D` of `sphinx-build`.

They mean what the options of `planforge handbook` mean. They are no settings of the site: its pages
do not depend on them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.frozen import dataclass
from planforge.i18n import msg
from planforge.publish import kinds
from planforge.publish.kinds import OrderProblem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.config import Config

KIND: Final = "planforge_handbook_kind"
PLAN: Final = "planforge_handbook_plan"
ROLE: Final = "planforge_handbook_role"
SETTINGS: Final = (KIND, PLAN, ROLE)


@dataclass(frozen=True, slots=True)
class Printing:
    """What is to be printed.

    Attributes:
        kinds: Kinds of handbooks, each with the ending of the files that are made of it.
        plans: Names of plans; all are meant if there is none.
        roles: Names of posts, units or groups that cards are for; empty for all.
    """

    kinds: tuple[tuple[str, str], ...]
    plans: tuple[str, ...]
    roles: tuple[str, ...]


def register(app: Sphinx) -> None:
    """Declare every setting as a configuration value."""
    for name in SETTINGS:
        app.add_config_value(name, [], "", frozenset({list, tuple, str}))


def read(config: Config, ending: str) -> Printing:
    """Return what a `conf.py` wants printed as files with *ending*.

    Raises:
        OrderProblem: There is no such kind, none of it as such files, it cannot be narrowed so, or
            a setting is neither a text nor a list of texts.
    """
    words, plans, roles = (tuple(_words(config, name)) for name in SETTINGS)
    chosen = kinds.chosen(words, kinds.FORMATS_OF) or kinds.kinds_for(
        plans=bool(plans), roles=bool(roles), facts=False
    )
    for name, said, others in (
        (PLAN, plans, kinds.WITH_PLANS),
        (ROLE, roles, kinds.WITH_ROLES),
    ):
        if said:
            kinds.require_known(name, chosen, others)
    return Printing(tuple(kinds.asked(chosen, (ending,))), plans, roles)


def _words(config: Config, name: str) -> Iterator[str]:
    """Yield the words of a setting: a list, or a text with commas between."""
    value = config[name]
    items = value.split(",") if isinstance(value, str) else value
    if not isinstance(items, (list, tuple)) or not all(isinstance(item, str) for item in items):
        right = f'{name} = ["…", "…"]'
        problem = msg(
            "{name} is {value}. Write {right}.", name=name, value=repr(value), right=right
        )
        raise OrderProblem(problem)
    yield from filter(None, map(str.strip, items))


__all__ = ["SETTINGS", "Printing", "read", "register"]

"""Where a link in `plan.md` leads: a heading, a file below the folder of all plans, a website."""

from __future__ import annotations

import re
from posixpath import dirname, join, normpath
from typing import Final
from urllib.parse import unquote, urlsplit

from planforge.patterns import late

_SCHEME: Final = late(r"[A-Za-z][A-Za-z0-9+.-]*:")
_LEFT_OUT: Final = late(r"[^\w\s-]")
_OUTSIDE: Final = frozenset({"http", "https", "mailto", "tel"})
PLAN_FILES: Final = ("plan.md", "plan.yaml")
"""The files that stand for a plan when they are linked to."""


def anchor_key(text: str) -> str:
    """Return what a heading and a link to it (`#heading`) have in common.

    Letters in lower case, hyphens for spaces, no punctuation; `%…` is read as what it stands for.
    """
    return "-".join(_LEFT_OUT.sub("", unquote(text)).casefold().split())


def is_elsewhere(target: str) -> bool:
    """Whether *target* names another machine or a way to reach one (`https:`, `data:`, `//…`)."""
    return target.startswith("//") or _SCHEME.match(target) is not None


def leads_outside(target: str) -> bool:
    """Whether *target* is a whole address that a reader may follow out of the site."""
    try:
        parts = urlsplit(target)
    except ValueError:
        return False
    named = parts.netloc if parts.scheme in {"http", "https"} else parts.path
    return parts.scheme in _OUTSIDE and bool(named) and "%" not in parts.netloc


def plan_folder(file: str, target: str) -> str | None:
    """Return the folder of the plan that *target* names as a link in *file*; None for other files.

    Args:
        file: The `plan.md` that holds the link, below the folder of all plans.
        target: A relative path such as `../flood/plan.md`.
    """
    path = unquote(re.split("[?#]", target, maxsplit=1)[0])
    whole = normpath(join(dirname(file), path))
    folder, _, name = whole.rpartition("/")
    return folder if path and name in PLAN_FILES and not path.startswith("/") else None

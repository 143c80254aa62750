"""The parts that somebody may play in a plan, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.document.pages.asked import AT_LEVELS, IN_GROUPS, IN_WARNINGS, STANDING, WORK
from planforge.i18n import msg

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planforge.i18n import Message

ROLES: Final[Mapping[str, Message]] = {
    **STANDING,
    **AT_LEVELS,
    **IN_WARNINGS,
    **IN_GROUPS,
    **WORK,
    "duty": msg("duty"),
    "responsible": msg("is responsible"),
    "reports": msg("reports"),
    "receives_report": msg("receives the report"),
}
"""Role of an ask (`planforge.corpus.plan_view.Ask`) → words."""

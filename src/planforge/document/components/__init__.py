"""The directives and roles of `plan.md`: one small function each, from facts to nodes."""

from planforge.document.components import (
    actions,
    after,
    charts,
    closing,
    command,
    general,
    inline_roles,
    levels,
    links,
    registers,
    reporting,
    watch,
)
from planforge.document.directives import COMPONENTS, ROLES

__all__ = [
    "COMPONENTS",
    "ROLES",
    "actions",
    "after",
    "charts",
    "closing",
    "command",
    "general",
    "inline_roles",
    "levels",
    "links",
    "registers",
    "reporting",
    "watch",
]

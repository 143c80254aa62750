"""Every rule of planforge: importing this module lets all families enter the registry."""

from planforge.rules import (
    ladders,
    law,
    levels,
    links,
    organisation,
    prose,
    reading,
    references,
    registers,
    reports,
    structure,
    timing,
    warnings,
)

__all__ = [
    "ladders",
    "law",
    "levels",
    "links",
    "organisation",
    "prose",
    "reading",
    "references",
    "registers",
    "reports",
    "structure",
    "timing",
    "warnings",
]

"""Every rule of planforge: importing this module lets all families enter the registry."""

from planforge.rules import (
    links,
    organisation,
    prose,
    reading,
    references,
    registers,
    structure,
)

__all__ = [
    "links",
    "organisation",
    "prose",
    "reading",
    "references",
    "registers",
    "structure",
]

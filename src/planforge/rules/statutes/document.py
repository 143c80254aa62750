"""What is known of a law, regulation, standard or national plan that rules refer to."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from planforge.frozen import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date


@dataclass(frozen=True, slots=True)
class Document:
    """A text that rules may rest on, with the articles of it that were looked up.

    Attributes:
        title: Full title, without 《》.
        number: Document number (文号); empty if it is not known.
        issuer: Who made it.
        issued: Day on which the edition meant here was passed or issued; None if not known.
        effective: First day on which that edition holds; None if not known.
        articles: Article or section (“第六十三条第二款”, “3.3.6”) → what it demands, in words of
            our own, in Chinese as the text itself. An empty key stands for the whole document.
        short: Other titles people cite it by.
        repealed: First day on which it no longer holds; None while it holds.
        successor: Title of what replaced it.
        verified: Whether the articles were read in the text. What is known at second hand only
            may advise, never fail a check.
    """

    title: str
    number: str
    issuer: str
    issued: date | None
    effective: date | None
    articles: Mapping[str, str] = field(hash=False)
    short: tuple[str, ...] = ()
    repealed: date | None = None
    successor: str = ""
    verified: bool = True

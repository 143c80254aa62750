"""What is known of a law, regulation, standard or national plan that rules refer to."""

from __future__ import annotations

from dataclasses import field
from enum import Enum
from typing import TYPE_CHECKING

from planforge.frozen import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date


class Copy(Enum):
    """Where the articles of a text were read, in Chinese and in English."""

    LAW_BOOK = "法律法规库 LawRefBook/Laws", "the law library LawRefBook/Laws"
    JUST_LAWS = "法律库 ImCa0/just-laws", "the law library ImCa0/just-laws"
    PLAN_TEXTS = (
        "文件库 qieqiesitan/digital-emergency-plan-generator",
        "the texts of qieqiesitan/digital-emergency-plan-generator",
    )
    MINISTRY = "生态环境部网站", "the site of the Ministry of Ecology and Environment"
    PUBLISHED = "公开发布的文本", "a published copy"
    UNREAD = "未读原文", "not read"
    """Nobody read the text: what is listed of it is known at second hand."""


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
        read: Where the articles were read in the text. What is known at second hand only may
            advise, never fail a check.
        short: Other titles people cite it by.
        repealed: First day on which it no longer holds; None while it holds.
        successor: Title of what replaced it.
    """

    title: str
    number: str
    issuer: str
    issued: date | None
    effective: date | None
    articles: Mapping[str, str] = field(hash=False)
    read: Copy
    short: tuple[str, ...] = ()
    repealed: date | None = None
    successor: str = ""

    @property
    def verified(self) -> bool:
        """Whether the articles were read in the text."""
        return self.read is not Copy.UNREAD

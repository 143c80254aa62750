"""The records of what articles want plans to contain."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from planforge.findings import Severity
from planforge.frozen import dataclass

if TYPE_CHECKING:
    from planforge.findings import Citation
    from planforge.i18n import Message
    from planforge.model.plan import Plan
    from planforge.model.scales import GovernmentLevel, PlanClass, PlanPurpose


@dataclass(frozen=True, slots=True)
class Content:
    """Something a plan lays down.

    Attributes:
        code: Short name, unique.
        what: What it is, with the words of the article.
        key: Key of `plan.yaml` under which it is written.
        fields: Fields of the plan that show it, dotted; any of them filled suffices.
        words: Pattern of words that show it in a heading or a sentence; empty for none.
        only_headings: Whether only a heading counts, not a sentence.
    """

    code: str
    what: Message
    key: str
    fields: tuple[str, ...]
    words: str
    only_headings: bool = False


@dataclass(frozen=True, slots=True)
class About:
    """Which plans an article is about.

    Attributes:
        classes: Their classes.
        purpose: What they are for; None for any purpose.
        levels: Levels of the governments that make them; empty for any.
        hazards: Pattern of the title or the event types; empty for any.
        but: Pattern of titles and event types that are not meant all the same.
    """

    classes: frozenset[PlanClass]
    purpose: PlanPurpose | None = None
    levels: frozenset[GovernmentLevel] = frozenset()
    hazards: str = ""
    but: str = ""

    def means(self, plan: Plan, level: GovernmentLevel | None) -> bool:
        """Whether *plan*, made at *level* (None if not known), is one of them."""
        if plan.plan_class not in self.classes:
            return False
        if self.purpose is not None and plan.purpose is not self.purpose:
            return False
        if self.levels and level not in self.levels:
            return False
        named = " ".join((plan.name, *plan.event_types))
        is_excluded = bool(self.but) and re.search(self.but, named) is not None
        return not is_excluded and re.search(self.hazards, named) is not None


@dataclass(frozen=True, slots=True)
class Demand:
    """What one article wants the plans it is about to contain.

    Attributes:
        rule: Id of the rule that reports what is missing.
        slug: Last part of the slug of that rule.
        plans: Which plans the article is about, in words.
        about: Which plans the article is about.
        article: The article.
        contents: Codes of what it wants.
        severity: Severity of the rule.
    """

    rule: str
    slug: str
    plans: Message
    about: About
    article: Citation
    contents: tuple[str, ...]
    severity: Severity = Severity.WARNING


__all__ = ["About", "Content", "Demand"]

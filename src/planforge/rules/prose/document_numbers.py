"""Numbers that sentences give to documents: 《突发事件应急预案管理办法》（国办发〔2013〕5号）."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from planforge.findings import Severity
from planforge.i18n import msg
from planforge.model.base import Kind
from planforge.model.registers import Regulation
from planforge.patterns import late
from planforge.rules import statutes
from planforge.rules.prose.law import LAWFUL
from planforge.rules.rule import Hit, plan_rule
from planforge.rules.wording.marks import part, texts_with

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.corpus.names import Names
    from planforge.corpus.plan_view import PlanView

_NUMBER: Final = late(r"[一-鿿]{2,12}〔(?:19|20)\d\d〕\d{1,4}号")
_NUMBERED: Final = late(
    r"《(?P<title>[^《》\n]{4,60})》[（(](?P<said>[^（）()\n]{0,30}〔(?:19|20)\d\d〕[^（）()\n]{0,30})[）)]",
    holds=("》（", "》("),
)
_PAST: Final = late("废止|替代|取代|代替|不再|曾|原《|原$|停止执行|失效|修订前|旧")
_NOT_OWN: Final = late("^.*[年月日以由经原]")
"""What may stand before a number in brackets and is no part of it."""


@plan_rule(
    "PRO035",
    "prose.number-of-another-document",
    Severity.WARNING,
    title=msg("Document quoted with a number that it does not have"),
    rationale=msg("Who looks it up by the number finds another document, or an edition of old."),
    sources=(LAWFUL,),
    follows=("PRO026",),
)
def number_of_another_document(view: PlanView) -> Iterator[Hit]:
    """《…》（国办函〔2006〕48号) of registered documents and known laws that have another 文号.

    Left out: sentences on what no longer holds, and numbers of known earlier editions, which
    PRO026 tells.
    """
    for text, place, line in texts_with(view, ("》（", "》(")):
        for found in _NUMBERED.finditer(text):
            said = _NUMBER.search(found["said"])
            known = _numbers(view.registry.names, found["title"]) if said else ()
            if said is None or not known or any(one in found["said"] for one in known):
                continue
            first = max(text.rfind(mark, 0, found.start()) for mark in "。；") + 1
            behind = text[found.end() :].partition("。")[0].partition("；")[0]
            if _PAST.search(text[first : found.start("title")] + found["said"] + behind):
                continue
            yield Hit(
                part(place, line, *found.span("said")),
                msg(
                    "《{title}》 has the number {number}, not {said}",
                    title=found["title"],
                    number=known[0],
                    said=_NOT_OWN.sub("", said[0]),
                ),
                msg("Write {number}, or correct the title", number=known[0]),
            )


@lru_cache(maxsize=256)  # plans of one place quote the same documents
def _numbers(names: Names, title: str) -> tuple[str, ...]:
    """Return the numbers that *title* has or had, that of today first; none if not known."""
    entity = names.get(title, (Kind.REGULATION,))
    entry = entity.element if entity is not None else None
    document = statutes.find(entity.name if entity is not None else title)
    own = [entry.number] if isinstance(entry, Regulation) else []
    own += [document.number] if document is not None else []
    if not own or not all(map(_NUMBER.fullmatch, own)):
        return ()
    called = {title, *(entity.spelled if entity is not None else ())}
    earlier = [one.number for one in statutes.documents() if one.successor in called]
    for other in names.entities(Kind.REGULATION):
        text = other.element
        if isinstance(text, Regulation) and text.successor in called:
            earlier.append(text.number)
    return tuple(dict.fromkeys((*own, *filter(None, earlier))))


__all__ = ["number_of_another_document"]

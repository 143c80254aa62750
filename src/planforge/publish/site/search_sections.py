"""Cut the HTML of a page into the sections that the search finds.

The search promises every phrase that a reader sees, so the text is taken from the finished page
rather than from its source: what a directive, a chart or a table wrote is found like prose.
Standard library only.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Final

from planforge.publish.site.search import SearchSection


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


_HEADINGS: Final = _names("h1 h2 h3 h4 h5 h6")
_SILENT: Final = _names("script style template noscript title desc metadata select textarea iframe")
_VOID: Final = _names("area base br col embed hr img input link meta param source track wbr")
_INLINE: Final = _names(
    "a abbr b bdi bdo button cite code data del dfn em font i img input ins kbd label mark q "
    "rp rt ruby s samp small span strong sub sup time tspan u var wbr"
)
_HIDDEN_CLASSES: Final = frozenset({"headerlink", "visually-hidden", "sr-only"})
_SPACE: Final = re.compile(r"[ \t\r\n\f]+")


def sections_of(body: str) -> tuple[SearchSection, ...]:
    """Return the sections of *body*, the HTML of a page's own text, in order.

    A section begins at each heading and ends where the next one begins; its anchor is the id of the
    heading or of the `<section>` around it. Elements other than inline ones part blocks, so no
    phrase runs from one cell, item or paragraph into the next. Left out: scripts, anchors of
    headings, whatever is `hidden` or marked `data-planforge-nosearch`. Text before the first
    heading is a section with an empty heading. A heading without text is a section too.
    """
    reader = _Reader()
    reader.feed(body)
    reader.close()
    return reader.finish()


@dataclass(slots=True)
class _Draft:
    anchor: str
    heading: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._open: list[str] = []
        self._silent_from: int | None = None
        self._anchors: list[tuple[int, str]] = []
        self._heading_depth: int | None = None
        self._drafts = [_Draft("")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._part(tag)
        if tag in _VOID:
            return
        self._open.append(tag)
        depth = len(self._open)
        if self._silent_from is not None:
            return
        given = dict(attrs)
        if tag in _SILENT or _is_hidden(given):
            self._silent_from = depth
        elif tag in {"section", "article"} and given.get("id"):
            self._anchors.append((depth, given["id"] or ""))
        elif tag in _HEADINGS and self._heading_depth is None:
            anchor = given.get("id") or (self._anchors[-1][1] if self._anchors else "")
            self._drafts.append(_Draft(anchor))
            self._heading_depth = depth

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        self._part(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in self._open:
            return
        while self._open:
            depth = len(self._open)
            closed = self._open.pop()
            self._part(closed)
            if self._silent_from == depth:
                self._silent_from = None
            if self._heading_depth == depth:
                self._heading_depth = None
            if self._anchors and self._anchors[-1][0] == depth:
                self._anchors.pop()
            if closed == tag:
                return

    def handle_data(self, data: str) -> None:
        if self._silent_from is None:
            self._target().append(_SPACE.sub(" ", data))

    def _part(self, tag: str) -> None:
        if self._silent_from is None and tag not in _INLINE:
            self._target().append("\n")

    def _target(self) -> list[str]:
        draft = self._drafts[-1]
        return draft.text if self._heading_depth is None else draft.heading

    def finish(self) -> tuple[SearchSection, ...]:
        made = (
            SearchSection(
                _joined(draft.heading).replace("\n", " "), draft.anchor, _joined(draft.text)
            )
            for draft in self._drafts
        )
        return tuple(section for section in made if section.heading or section.text)


def _is_hidden(given: dict[str, str | None]) -> bool:
    classes = (given.get("class") or "").split()
    return (
        "hidden" in given
        or "data-planforge-nosearch" in given
        or not _HIDDEN_CLASSES.isdisjoint(classes)
    )


def _joined(pieces: list[str]) -> str:
    lines = (_SPACE.sub(" ", line).strip(" ") for line in "".join(pieces).split("\n"))
    return "\n".join(line for line in lines if line)

"""Cut the HTML of a page into the sections that the search finds.

The search promises every phrase that a reader sees, so the text is taken from the finished page
rather than from its source: what a directive, a chart or a table wrote is found like prose.
Standard library only.
"""

from __future__ import annotations

import re
from dataclasses import field
from html import unescape
from typing import Final

from planforge.frozen import dataclass
from planforge.publish.site.search import SearchSection


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


_HEADINGS: Final = _names("h1 h2 h3 h4 h5 h6")
_SILENT: Final = _names("script style template noscript title desc metadata select textarea iframe")
_VERBATIM: Final = _names("script style")
_SECTIONS: Final = _names("section article")
_VOID: Final = _names("area base br col embed hr img input link meta param source track wbr")
_INLINE: Final = _names(
    "a abbr b bdi bdo button cite code data del dfn em font i img input ins kbd label mark q "
    "rp rt ruby s samp small span strong sub sup time tspan u var wbr"
)
_HIDDEN_CLASSES: Final = frozenset({"headerlink", "visually-hidden", "sr-only"})
_SPACE: Final = re.compile(r"[ \t\r\n\f]+")
_TOKEN: Final = re.compile(
    r"([^<]++)|<(/?)([A-Za-z][^\s/>]*+)((?:[^>\"']++|\"[^\"]*+\"|'[^']*+')*+)>"
    r"|<!--.*?(?:-->|\Z)|<[!?][^>]*>?|(<)",
    re.DOTALL,
)
_MAY_HIDE: Final = re.compile(r"hidden|headerlink|sr-only|data-planforge-nosearch")
_ATTRIBUTE: Final = re.compile(r"([^\s=/\"'>]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+)))?")


def sections_of(body: str) -> tuple[SearchSection, ...]:
    """Return the sections of *body*, the HTML of a page's own text, in order.

    A section begins at each heading and ends where the next one begins; its anchor is the id of the
    heading or of the `<section>` around it. Elements other than inline ones part blocks, so no
    phrase runs from one cell, item or paragraph into the next. Left out: scripts, anchors of
    headings, whatever is `hidden` or marked `data-planforge-nosearch`. Text before the first
    heading is a section with an empty heading. A heading without text is a section too.
    """
    reader = _Reader()
    reader.read(body)
    return reader.finish()


@dataclass(slots=True)
class _Draft:
    anchor: str
    heading: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)


class _Reader:
    """Reads HTML as docutils and our charts write it; what is broken costs text, never an error.

    The standard library's parser does the same in five times the time.
    """

    def __init__(self) -> None:
        self._open: list[str] = []
        self._silent_from: int | None = None
        self._hiding = 0
        self._anchors: list[tuple[int, str]] = []
        self._heading_depth: int | None = None
        self._drafts = [_Draft("")]

    def read(self, body: str) -> None:
        """Read *body*."""
        at = 0
        token = _TOKEN.match
        while found := token(body, at):
            at = found.end()
            text, close, tag, given, lone = found.groups()
            if text is not None or lone:
                if self._silent_from is None:
                    plain = unescape(text or lone)
                    self._target().append(_SPACE.sub(" ", plain) if "\n" in plain else plain)
            elif tag is None:
                continue
            elif tag in _INLINE and not (self._hiding if close else _MAY_HIDE.search(given)):
                continue  # most of all tags: they part nothing and hide nothing
            elif close:
                self._end(tag.lower())
            elif given.endswith("/"):
                self._part(tag.lower())
            else:
                self._start(tag.lower(), given)
                if tag in _VERBATIM:
                    at = _end_of(tag, body, at)

    def _start(self, tag: str, given: str) -> None:
        self._part(tag)
        if tag in _VOID:
            return
        self._open.append(tag)
        depth = len(self._open)
        if self._silent_from is not None:
            return
        if tag in _SILENT or (_MAY_HIDE.search(given) and _is_hidden(_attributes(given))):
            self._silent_from = depth
            self._hiding += 1
        elif tag in _SECTIONS:
            anchor = _attributes(given).get("id")
            if anchor:
                self._anchors.append((depth, anchor))
        elif tag in _HEADINGS and self._heading_depth is None:
            anchor = _attributes(given).get("id") or (self._anchors[-1][1] if self._anchors else "")
            self._drafts.append(_Draft(anchor))
            self._heading_depth = depth

    def _end(self, tag: str) -> None:
        if tag not in self._open:
            return
        while self._open:
            depth = len(self._open)
            closed = self._open.pop()
            self._part(closed)
            if self._silent_from == depth:
                self._silent_from = None
                self._hiding -= 1
            if self._heading_depth == depth:
                self._heading_depth = None
            if self._anchors and self._anchors[-1][0] == depth:
                self._anchors.pop()
            if closed == tag:
                return

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


def _attributes(given: str) -> dict[str, str]:
    return {
        name.lower(): unescape(double or single or bare)
        for name, double, single, bare in _ATTRIBUTE.findall(given)
    }


def _end_of(tag: str, body: str, at: int) -> int:
    """Return where the element *tag*, whose content is no HTML, ends."""
    found = re.compile(rf"</{tag}\b", re.IGNORECASE).search(body, at)
    return len(body) if found is None else found.start()


def _is_hidden(given: dict[str, str]) -> bool:
    classes = given.get("class", "").split()
    return (
        "hidden" in given
        or "data-planforge-nosearch" in given
        or not _HIDDEN_CLASSES.isdisjoint(classes)
    )


def _joined(pieces: list[str]) -> str:
    lines = (_SPACE.sub(" ", line).strip(" ") for line in "".join(pieces).split("\n"))
    return "\n".join(line for line in lines if line)

"""Images in `plan.md`: only files in the folder of the plan are shown, and they must be there."""

from __future__ import annotations

import re
from difflib import get_close_matches
from posixpath import normpath
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from planforge.findings import Place, Severity
from planforge.frozen import dataclass
from planforge.i18n import Message, msg
from planforge.patterns import late
from planforge.rules.articles import COMPLETE
from planforge.rules.prose.text import on_line, parts, text_lines
from planforge.rules.rule import Hit, plan_rule
from planforge.source.layout import IMAGE_ENDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from planforge.corpus.plan_view import PlanView
    from planforge.findings import Span

_ALT: Final = r"(?<!\\)!\[(?P<alt>(?:\\.|[^\[\]\\]|\[[^\[\]]*\])*)\]"
_INLINE: Final = late(
    _ALT + r"\([ \t]*(?:<(?P<quoted>[^<>]*)>|(?P<plain>[^\s()<>]*(?:\([^\s()]*\)[^\s()<>]*)*))"
    r"(?=[\s)])"
)
_BY_LABEL: Final = late(_ALT + r"(?!\()(?:\[(?P<label>[^\[\]]*)\])?")
_DEFINED: Final = late(r" {0,3}\[(?P<label>[^\[\]]+)\]:\s*<?(?P<target>[^\s<>]+)>?")
_TAG: Final = late(r"(?i)<img\b[^<>]*?\bsrc\s*=\s*[\"']?(?P<target>[^\"'\s>]+)")
_ANY: Final = late(r"(?i)!\[|<img|\{(?:image|figure)\}")
_DIRECTIVES: Final = frozenset({"image", "figure"})
_LONGEST: Final = 60
"""Images may be written into their address whole (`data:`)."""
_ELSEWHERE: Final = late(r"[A-Za-z][A-Za-z0-9+.-]+:|//")
_ABSOLUTE: Final = late(r"[A-Za-z]:|[/\\]")


@dataclass(frozen=True, slots=True)
class Picture:
    """An image that the prose shows: what it names, where that stands, whether as an HTML tag."""

    target: str
    span: Span
    is_tag: bool = False


def pictures(prose: str) -> tuple[Picture, ...]:
    """Return the images of *prose* in the order in which their addresses stand there."""
    if not _ANY.search(prose):
        return ()
    found = [
        Picture(piece.value, piece.span)
        for piece in parts(prose)[0]
        if piece.key == "argument" and piece.directive in _DIRECTIVES
    ]
    lines = text_lines(prose)
    defined: dict[str, Picture] = {}
    for text in lines:
        match = _DEFINED.match(text.line)
        if match:
            at = on_line(text.number, *match.span("target"))
            defined.setdefault(_label(match["label"]), Picture(match["target"], at))
    for text in lines:
        for match in _INLINE.finditer(text.line):
            group = "quoted" if match["quoted"] is not None else "plain"
            found.append(Picture(match[group], on_line(text.number, *match.span(group))))
        for match in _TAG.finditer(text.line):
            at = on_line(text.number, *match.span("target"))
            found.append(Picture(match["target"], at, is_tag=True))
        found += _labelled(text.line, defined)
    return tuple(sorted(dict.fromkeys(found), key=lambda p: (p.span.line, p.span.column)))


def _labelled(line: str, defined: Mapping[str, Picture]) -> Iterator[Picture]:
    for match in _BY_LABEL.finditer(line) if defined else ():
        picture = defined.get(_label(match["label"] or match["alt"]))
        if picture is not None:
            yield picture


def _label(text: str) -> str:
    return " ".join(text.split()).casefold()


@plan_rule(
    "PRO008",
    "prose.image-not-shown",
    Severity.ERROR,
    title=msg("Image that cannot be shown"),
    rationale=msg(
        "A published plan holds everything itself: it is read on the intranet, printed, and kept "
        "for years. An image from elsewhere or one that is missing leaves a gap, and may tell "
        "others who reads the plan."
    ),
    sources=(COMPLETE,),
)
def image_not_shown(view: PlanView) -> Iterator[Hit]:
    """Images from elsewhere, with absolute paths, outside the plan's folder, missing, or active."""
    for picture in pictures(view.prose or ""):
        wrong = _wrong(picture, view.images, view.active_images)
        if wrong is not None:
            yield Hit(Place(view.prose_file, span=picture.span), *wrong)


def _wrong(
    picture: Picture, images: frozenset[str] | None, active: frozenset[str]
) -> tuple[Message, Message] | None:
    """Return what is wrong with *picture* and what to do, None if it can be shown."""
    target = picture.target
    if _ELSEWHERE.match(target):
        what = msg("The image “{target}” is not a file beside the plan", target=_short(target))
        return what, msg("Save it into the folder of the plan and name the file: ![…](map.png)")
    if picture.is_tag:
        what = msg("The image “{target}” is written as HTML, which is left out", target=target)
        return what, msg("Write ![…]({target})", target=target)
    if _ABSOLUTE.match(target):
        what = msg("The image “{target}” has an absolute path", target=target)
        return what, msg("Write the path from the folder of the plan, such as map.png")
    path = unquote(re.split("[?#]", target, maxsplit=1)[0])
    name = normpath(path) if path else ""
    if name in active:
        what = msg("The image “{target}” holds scripts, so only its words are shown", target=target)
        return what, msg("Export it again as a plain SVG without scripts, or as PNG")
    return _wrong_file(name, target, images)


def _wrong_file(
    name: str, target: str, images: frozenset[str] | None
) -> tuple[Message, Message] | None:
    if not name:
        return msg("The image names no file"), msg("Name it: ![…](map.png)")
    if name.startswith(("..", "/")):
        what = msg("The image “{target}” lies outside the folder of the plan", target=target)
        return what, msg("Copy it into the folder of the plan and name it there")
    if not name.lower().endswith(IMAGE_ENDS):
        what = msg("The image “{target}” is of a kind that browsers do not show", target=target)
        return what, msg("Save it as one of these: {kinds}", kinds=IMAGE_ENDS)
    if images is None or name in images:
        return None
    what = msg("There is no image “{target}” in the folder of the plan", target=target)
    near = get_close_matches(name, sorted(images), 3, 0.6)
    if near:
        return what, msg("Did you mean {candidates}?", candidates=tuple(near))
    return what, msg("Put the file there, or correct its name; capitals count")


def _short(target: str) -> str:
    return target if len(target) <= _LONGEST else target[:_LONGEST] + "…"

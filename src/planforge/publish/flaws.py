"""Where in the files of the plans that stands which does not print as it was meant."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.findings import Severity
from planforge.source.layout import survey
from planforge.source.text import decode, read_bytes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from collections.abc import Set as AbstractSet
    from pathlib import Path

    from planforge.document.pages.frame import Frame
    from planforge.publish.handbook import Made
    from planforge.publish.paper.typeset import Flaw
    from planforge.report import Located

_MOST: Final = 20
"""So many places of one character are named."""
EMPTY_PLACES: Final = frozenset({"PRO001", "PRO002", "PRO003", "PRO030"})
"""Rules about what leaves a place in the text of a plan empty: a heading over nothing."""
_WIDEST: Final = 12
"""So many characters on each side of a character tell one place of it from another."""
_TOLD: Final = ("sign", "file", "reference")
"""Arguments of a problem that stand in a file as they are."""


def reported(
    found: Iterable[Located],
    rules: AbstractSet[str],
    files: AbstractSet[str],
    prefix: str,
    language: str,
) -> list[str]:
    """Return a line for everything that *rules* found in *files*, `file:line:column: message`.

    Args:
        found: What a check found.
        rules: Ids of the rules.
        files: The files, as the check names them.
        prefix: What stands before the paths of files in a line.
        language: Language of the messages.
    """
    lines = []
    for one in found:
        finding = one.finding
        if finding.rule not in rules or one.file not in files:
            continue
        place = f"{prefix}{one.file}:{one.span.line}:{one.span.column}"
        hint = f" → {one.said(finding.hint, language)}" if finding.hint else ""
        lines.append(f"{place}: {one.said(finding.message, language)} [{finding.rule}]{hint}")
    return lines


def told(  # noqa: PLR0913 - what was made of what, and which of its flaws are asked for
    root: Path,
    prefix: str,
    frame: Frame,
    made: Iterable[Made],
    language: str,
    *,
    severity: Severity = Severity.ERROR,
) -> list[str]:
    """Return a line for every flaw of *made*, `file:line:column: message`, each once.

    Args:
        root: Folder of the plans.
        prefix: What stands before the paths of files in it.
        frame: What the books were made from.
        made: The files.
        language: Language of the messages.
        severity: Which flaws: errors, or warnings, with which the files can be used.
    """
    flaws = [flaw for one in made for flaw in one.flaws if flaw.problem.severity is severity]
    if not flaws:
        return []
    files = _Files(root, prefix)
    plans = {view.plan.id: view.file for view in frame.views}
    lines: dict[tuple[str, str], str] = {}
    for flaw in flaws:
        about = str(dict(flaw.problem.message.args).get("sign", ""))
        for line in _lines(flaw, files, plans, language):
            place = line.partition(": ")[0] if about else line
            lines.setdefault((place, about), line)
    return list(lines.values())


def _lines(flaw: Flaw, files: _Files, plans: Mapping[str, str], language: str) -> Iterator[str]:
    message = flaw.problem.message
    said = message.render(language)
    args = dict(message.args)
    own = _file_of(flaw.part, plans)
    sought = next((str(args[name]) for name in _TOLD if name in args), "")
    places = files.find(sought.rpartition("/")[2], own) if sought else []
    if "sign" in args and len(places) > 1:
        places = _near(files, sought, str(args.get("text", "")), own) or places
    if not places:
        found = (files.find(words, own)[:1] for words in flaw.problem.sought)
        places = next(filter(None, found), [])
    for place in places[:_MOST]:
        yield f"{files.prefix}{place}: {said}"
    if not places:
        above = " › ".join(flaw.problem.place)
        where = f"{files.prefix}{own}:1:1" if own else flaw.part
        yield f"{where}: {said} ({above})" if above else f"{where}: {said}"


def _near(files: _Files, sign: str, text: str, own: str) -> list[str]:
    """Return where *sign* stands in as many of the words around it in *text* as there are."""
    at = text.find(sign)
    for width in range(_WIDEST, 0, -1) if at >= 0 else ():
        for before, after in ((width, width), (0, width), (width, 0)):
            words = text[max(0, at - before) : at + 1 + after].strip("…")
            found = files.find(words, own, within=words.find(sign)) if len(words) > 1 else []
            if found:
                return found
    return []


def _file_of(part: str, plans: Mapping[str, str]) -> str:
    """Return the file of the plan that *part* of a book is made from; empty if it is of none."""
    named = [ident for ident in plans if f"-{ident}-" in f"-{part}-"]
    return plans[max(named, key=len)] if named else ""


class _Files:
    """The text of all files of a corpus, each read once and only if asked for."""

    def __init__(self, root: Path, prefix: str) -> None:
        self.prefix = prefix
        self._found = survey(root).files
        self._texts: dict[str, list[str]] = {}

    def find(self, text: str, own: str, *, within: int = 0) -> list[str]:
        """Return where *text* stands, as `file:line:column`, in the folder of *own* if it does.

        The column is that of the character *within* so many characters of the text.
        """
        folder = own.rpartition("/")[0]
        near = [place for place in self._find(text, f"{folder}/", within) if folder]
        return near or self._find(text, "", within)

    def _find(self, text: str, folder: str, within: int) -> list[str]:
        return [
            f"{found.path}:{number}:{line.index(text) + within + 1}"
            for found in self._found
            if found.path.startswith(folder)
            for number, line in enumerate(self._lines(found.path), 1)
            if text in line
        ]

    def _lines(self, path: str) -> list[str]:
        if path not in self._texts:
            location = next(found.location for found in self._found if found.path == path)
            data = read_bytes(location, path)
            text = decode(data, "").text if isinstance(data, bytes) else None
            self._texts[path] = (text or "").splitlines()
        return self._texts[path]


__all__ = ["EMPTY_PLACES", "reported", "told"]

"""File and line of what a command speaks of, as they can be opened from where the user stands."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from planforge.frozen import dataclass
from planforge.model.keys import same_key, spellings_at
from planforge.source.keys import model_of
from planforge.source.layout import survey
from planforge.source.positions import SourceMap
from planforge.source.text import Lines, decode, read_bytes

if TYPE_CHECKING:
    from pathlib import Path

    from planforge.findings import Place
    from planforge.source.layout import Found


@dataclass(frozen=True, slots=True)
class Spot:
    """A line of a file, counted from 1."""

    file: str
    line: int

    def __str__(self) -> str:
        """Return `file:line`."""
        return f"{self.file}:{self.line}"


class Places:
    """Looks lines up, reading each file once, and only if it is asked for."""

    def __init__(self, root: Path, prefix: str) -> None:
        """Look into the corpus at *root*; *prefix* stands before the paths that are shown."""
        self._files = {found.path: found for found in survey(root).files}
        self._prefix = prefix
        self._maps: dict[str, tuple[SourceMap, Lines]] = {}

    def spot(self, place: Place) -> Spot:
        """Return where *place* is."""
        spans, _lines = self._read(place.file)
        return Spot(f"{self._prefix}{place.file}", spans.place(place).line)

    def line(self, place: Place) -> str:
        """Return the text of the line of *place*, without the space around it."""
        spans, lines = self._read(place.file)
        return lines.line(spans.place(place).line).strip()

    def _read(self, path: str) -> tuple[SourceMap, Lines]:
        known = self._maps.get(path)
        if known is None:
            known = self._maps[path] = _map(self._files.get(path))
        return known


def _map(found: Found | None) -> tuple[SourceMap, Lines]:
    data = read_bytes(found.location, found.path) if found is not None else None
    text = decode(data, "").text if isinstance(data, bytes) else None
    model = model_of(found) if found is not None else None
    if model is None:
        return SourceMap("", same_key), Lines(text or "")
    return SourceMap(text or "", same_key, partial(spellings_at, model)), Lines(text or "")

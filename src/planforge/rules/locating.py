"""Where findings stand: lines and columns, looked up only in files that have findings.

To find the lines of a file is as much work as to read it, so several processes can share the files.
"""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final

from planforge.model.keys import same_key, spellings_at
from planforge.processes import shared, start_method
from planforge.report import Located
from planforge.rules.one_day import wrong_days
from planforge.rules.suppression import apply, suppressions
from planforge.source.edits import Written, changes
from planforge.source.keys import english_keys, has_english_keys, model_of
from planforge.source.positions import SourceMap
from planforge.source.text import Lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from planforge.findings import Finding, Span
    from planforge.processes import StartMethod
    from planforge.source.digests import SourceFile

_BOTH: Final = "SRC019"
"""The finding that names a key in both languages itself."""
_EACH: Final[Mapping[StartMethod, int]] = {"fork": 16, "spawn": 100}
"""How many files with findings each process must get at least, or it takes what it saves."""

_LONGEST: Final = 1_000
"""Characters of a line that a finding keeps: thousands may stand in one line."""


class Locator:
    """Looks up lines and columns, reading again only the files that have findings."""

    def __init__(self, files: Mapping[str, SourceFile]) -> None:
        """Look into *files*, by their paths."""
        self._files = files
        self._maps: dict[str, tuple[Written, Lines]] = {}

    def locate(self, findings: Iterable[Finding], jobs: int) -> list[Located]:
        """Return *findings* at their lines, sorted, without those that are suppressed.

        Args:
            findings: What was found, in any order.
            jobs: How many processes may share the work.
        """
        located = self._told_at_the_day(list(self._all_located(tuple(findings), jobs)))
        marked = [s for path in self._marked() for s in suppressions(self._map(path)[0].text, path)]
        remaining, problems = apply(located, marked)
        remaining += [self.located(problem) for problem in problems]
        unique = {item.sort_key: item for item in remaining}
        return [unique[key] for key in sorted(unique)]

    def _all_located(self, findings: Sequence[Finding], jobs: int) -> Iterator[Located]:
        """Yield *findings* at their lines, in their order; those of a file go to one process."""
        places: dict[str, list[int]] = {}
        for place, finding in enumerate(findings):
            places.setdefault(finding.place.file, []).append(place)
        shares = [tuple(findings[place] for place in share) for share in places.values()]
        processes = min(jobs, len(shares) // _EACH[start_method()])
        found: dict[int, Located] = {}
        with closing(shared(_share, self, shares, processes=processes)) as parts:
            for share, part in zip(places.values(), parts, strict=True):
                found.update(zip(share, part, strict=True))
        return (found[place] for place in range(len(findings)))

    def _told_at_the_day(self, findings: list[Located]) -> list[Located]:
        """Return *findings* with one on a wrong day of issue around all those that rest on it."""
        days = tuple(wrong_days([one.finding for one in findings]))
        if not days:
            return findings
        known = {one.finding: one for one in findings}
        told = {day.year: day for day in days}
        resting = {one for day in days for one in day.resting}
        left: list[Located] = []
        for one in findings:
            day = told.get(one.finding)
            if day is not None:
                within = tuple(known[other] for other in day.resting)
                left.append(replace(self.located(day.told), within=within))
            elif one.finding not in resting:
                left.append(one)
        return left

    def _marked(self) -> list[str]:
        return [path for path, file in sorted(self._files.items()) if file.is_marked]

    def located(self, finding: Finding) -> Located:
        """Return *finding* at its lines."""
        written, lines = self._map(finding.place.file)
        span = written.spans.place(finding.place)
        related = tuple(self._map(place.file)[0].spans.place(place) for place, _ in finding.related)
        about = written.spans.about(finding.place.pointer)
        made = changes(finding.fix, lambda path: self._map(path)[0]) if finding.fix else ()
        keys = _keys(finding, written)
        before, line = _part(lines.line(span.line), span)
        return Located(finding, span, line, related, about, made, keys, before)

    def _map(self, path: str) -> tuple[Written, Lines]:
        known = self._maps.get(path)
        if known is None:
            file = self._files.get(path)
            text = file.text() if file is not None else ""
            known = _written(file, text), Lines(text)
            self._maps[path] = known
        return known


def _share(locator: Locator, findings: Sequence[Finding]) -> list[Located]:
    return [locator.located(finding) for finding in findings]


def _part(line: str, span: Span) -> tuple[int, str]:
    """Return the part of *line* around *span* that is shown, and how much stands before it."""
    first = max(0, span.column - 1 - _LONGEST // 2) if len(line) > _LONGEST else 0
    return first, line[first : first + _LONGEST]


def _keys(finding: Finding, written: Written) -> tuple[tuple[str, str], ...]:
    """Return the Chinese keys that *finding* speaks of, with their names in a file in English."""
    model = written.model
    if finding.rule == _BOTH or model is None:
        return ()
    if not has_english_keys(written.spans.keys(), model):
        return ()
    said = [finding.message, *filter(None, [finding.hint])]
    text = "".join(message.render() for message in said)
    return english_keys(text, model, finding.place.pointer)


def _written(file: SourceFile | None, text: str) -> Written:
    model = model_of(file) if file is not None else None
    if model is None:
        return Written(text, SourceMap("", same_key), None)
    return Written(text, SourceMap(text, same_key, partial(spellings_at, model)), model)


__all__ = ["Locator"]

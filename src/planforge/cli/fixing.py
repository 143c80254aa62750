"""Findings mended where it is sure how: tried on copies, checked again, then written.

What the rules found is mended only as far as the check gets better by it: a change that brings a
new finding, or does not take its own away, is left out.
"""

from __future__ import annotations

import difflib
import re
import tempfile
from collections import Counter
from dataclasses import field
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Final

from planforge.cli.files import write_whole
from planforge.frozen import dataclass
from planforge.i18n import msg
from planforge.source.edits import changed
from planforge.source.layout import survey

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from planforge.findings import Change
    from planforge.i18n import Message
    from planforge.report import Located, Report

_BOM: Final = "\ufeff"
_LINES: Final = re.compile(r"[^\n]*\n|[^\n]+")
_ROUNDS: Final = 5
"""Mending one thing may uncover another; more rounds than this no plan has needed."""


@dataclass(frozen=True, slots=True)
class Mended:
    """What can be mended.

    Attributes:
        report: The check of the files as they would be then.
        count: How many findings are mended.
        left: Findings whose change would not make things better.
        before: Text of the files that change, with a byte order mark if there is one, by path.
        after: Their new text.
    """

    report: Report
    count: int
    left: tuple[Located, ...]
    before: Mapping[str, str]
    after: Mapping[str, str]

    def write(self, root: Path) -> None:
        """Write the files of the corpus at *root*, each whole or not at all.

        Raises:
            OSError: A file cannot be written.
        """
        for path, location in _locations(root).items():
            if path in self.after:
                write_whole(location, self.after[path].encode("utf-8"))

    def done(self, prefix: str) -> Message:
        """Say what was mended, once it is written; paths stand behind *prefix*."""
        if not self.count:
            return self._nothing()
        return msg(
            "Mended: {count} findings in {files}.{left}",
            count=self.count,
            files=tuple(prefix + path for path in sorted(self.after)),
            left=self._left(),
        )

    def would(self, prefix: str) -> Message:
        """Say what would be mended; paths stand behind *prefix*."""
        if not self.count:
            return self._nothing()
        return msg(
            "--fix would mend {count} findings in {files}; nothing was changed.{left}",
            count=self.count,
            files=tuple(prefix + path for path in sorted(self.after)),
            left=self._left(),
        )

    def _nothing(self) -> Message:
        return msg("There is nothing that can be mended for sure.{left}", left=self._left())

    def _left(self) -> Message | str:
        if not self.left:
            return ""
        return msg(
            " {count} findings were left alone: mending them would bring new ones.",
            count=len(self.left),
        )

    def diff(self, prefix: str) -> str:
        """Return the changes as a unified diff, paths behind *prefix*."""
        return "".join(
            line
            for path in sorted(self.after)
            for line in _diff(self.before[path], self.after[path], f"{prefix}{path}")
        )


def mend(
    root: Path,
    report: Report,
    wanted: Callable[[Report], Sequence[Located]],
    check: Callable[[Mapping[str, Path]], Report],
) -> Mended:
    """Return what can be mended in the corpus at *root*; nothing is written.

    Args:
        root: The folder that was checked.
        report: What was found.
        wanted: Gives the findings of a report that shall be mended if they can be.
        check: Checks the corpus with drafts of some of its files.

    Raises:
        OSError: A file of the corpus cannot be read, or a draft not be written.
    """
    with tempfile.TemporaryDirectory(prefix="planforge-") as folder:
        work = _Work(root, Path(folder), check, report)
        left: list[Located] = []
        for _ in range(_ROUNDS):
            able = [item for item in wanted(work.report) if item.changes]
            mended = work.round(able)
            left = [item for item in able if item not in mended]
            if not mended:
                break
        return Mended(work.report, work.count, tuple(left), work.before(), dict(work.texts))


@dataclass(slots=True)
class _Work:
    root: Path
    folder: Path
    check: Callable[[Mapping[str, Path]], Report]
    report: Report
    count: int = 0
    texts: dict[str, str] = field(default_factory=dict)

    def round(self, able: Sequence[Located]) -> list[Located]:
        """Mend as many of *able* as get on together, and return them."""
        base, texts = self.report, dict(self.texts)
        taken: list[Located] = []

        def attempt(group: Sequence[Located]) -> None:
            if not group:
                return
            together = [*taken, *group]
            made = _without_repeats(together)
            found = self._tried(made, texts) if made is not None else None
            if found is not None and _is_better(base, found[0], together):
                self.report, self.texts = found
                taken.extend(group)
            elif len(group) > 1:
                attempt(group[: len(group) // 2])
                attempt(group[len(group) // 2 :])

        attempt(able)
        self.count += len(taken)
        return taken

    def _tried(
        self, made: Sequence[Change], texts: Mapping[str, str]
    ) -> tuple[Report, dict[str, str]]:
        new = dict(texts)
        for path in sorted({change.file for change in made}):
            text = new[path] if path in new else self._text(path)
            mark = _BOM if text.startswith(_BOM) else ""
            mine = [change for change in made if change.file == path]
            new[path] = mark + changed(text.removeprefix(_BOM), mine)
        drafts = {}
        for number, path in enumerate(sorted(new)):
            drafts[path] = self.folder / str(number)
            drafts[path].write_bytes(new[path].encode("utf-8"))
        return self.check(drafts), new

    def _text(self, path: str) -> str:
        return _locations(self.root)[path].read_bytes().decode("utf-8")

    def before(self) -> dict[str, str]:
        """Return the text of the changed files as they are."""
        return {path: self._text(path) for path in self.texts}


def _locations(root: Path) -> dict[str, Path]:
    return {found.path: found.location for found in survey(root).files}


def _without_repeats(findings: Sequence[Located]) -> list[Change] | None:
    """Return the changes of *findings*, each once; None if two of them meet."""
    made = list(dict.fromkeys(change for item in findings for change in item.changes))
    by_file: dict[str, list[tuple[tuple[int, int], tuple[int, int]]]] = {}
    for change in made:
        span = change.span
        bounds = ((span.line, span.column), (span.end_line, span.end_column))
        by_file.setdefault(change.file, []).append(bounds)
    for taken in by_file.values():
        taken.sort()
        if any(end > start for (_, end), (start, _) in pairwise(taken)):
            return None
    return made


def _is_better(before: Report, after: Report, mended: Sequence[Located]) -> bool:
    """Whether *after* has no finding that is new, and none of those *mended*."""
    known, found, gone = _counts(before.findings), _counts(after.findings), _counts(mended)
    return all(found[key] <= known[key] - gone[key] for key in found | gone)


def _counts(findings: Sequence[Located]) -> Counter[tuple[str, str]]:
    """Return how many findings of each rule each file has: names of what they are about change."""
    return Counter((item.finding.rule, item.file) for item in findings)


def _diff(before: str, after: str, path: str) -> Iterator[str]:
    old, new = (_LINES.findall(text) for text in (before, after))
    for line in difflib.unified_diff(old, new, f"a/{path}", f"b/{path}"):
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"

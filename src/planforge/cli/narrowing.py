"""From all findings to those that were asked for: rules, plans, what is new, what is known."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict

import click

from planforge.cli.files import writable
from planforge.cli.formats import Outcome
from planforge.cli.groups import group_path
from planforge.cli.language import language
from planforge.findings import Severity
from planforge.frozen import dataclass
from planforge.i18n import msg
from planforge.identity import identities
from planforge.report import standing_alone
from planforge.source.layout import corpus_root

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Unpack

    from planforge.i18n import Message
    from planforge.report import Located, Report


class Asked(TypedDict):
    """The options that say which findings are wanted."""

    select: tuple[str, ...]
    ignore: tuple[str, ...]
    plans: tuple[str, ...]
    revision: str | None
    baseline: str | None
    update_baseline: bool


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What is left of a report.

    Attributes:
        report: With the findings that are left.
        fingerprints: Theirs, in the same order.
        notes: What a reader must know of those that are not.
    """

    report: Report
    fingerprints: tuple[str, ...]
    notes: tuple[Message, ...]

    def outcome(
        self, least: Severity, prefix: str, speech: str, fail_on: Severity = Severity.WARNING
    ) -> Outcome:
        """Return what is told: the findings at least as bad as *least*."""
        pairs = zip(self.report.findings, self.fingerprints, strict=True)
        shown = [pair for pair in pairs if pair[0].finding.severity.rank <= least.rank]
        hidden = len(self.report.findings) - len(shown)
        note = msg(
            "Not shown: {count} findings of lower severity; --fail-on sets the exit code.",
            count=hidden,
        )
        return Outcome(
            tuple(item for item, _ in shown),
            tuple(fingerprint for _, fingerprint in shown),
            self.report,
            prefix,
            speech,
            (*self.notes, note) if hidden else self.notes,
            fail_on,
        )


class Narrowing:
    """What was asked for, checked as far as that is possible before the plans are."""

    def __init__(self, **asked: Unpack[Asked]) -> None:
        """Take the options.

        Raises:
            click.UsageError: One of them cannot be meant so.
        """
        self._asked = asked
        self._is_wanted_rule = _rule_filter(asked["select"], asked["ignore"])
        self._baseline = _baseline_path(asked["baseline"], is_updated=asked["update_baseline"])

    def narrow(self, report: Report, root: Path, check: Callable[[Path], Report]) -> Narrowed:
        """Return what is left of *report*, the check of *root*.

        Args:
            report: Everything that was found.
            root: The folder that was checked.
            check: Checks another folder in the same way.

        Raises:
            click.UsageError: A plan, a commit or a baseline cannot be found or read.
            OSError: A baseline cannot be written.
        """
        found = tuple(standing_alone(report.findings, self._is_hidden))
        everything = dict(zip(identities(found), found, strict=True))
        notes: list[Message] = []
        left = self._of_rules_and_plans(everything, report, notes)
        left = self._new(left, root, check, notes)
        left = self._unknown(left, everything, notes)
        remaining = replace(report, findings=tuple(left.values()))
        return Narrowed(remaining, tuple(left), tuple(notes))

    def _is_hidden(self, found: Located) -> bool:
        return not self._is_wanted_rule(found.finding.rule)

    def _of_rules_and_plans(
        self, findings: dict[str, Located], report: Report, notes: list[Message]
    ) -> dict[str, Located]:
        folders: frozenset[str] | None = None
        if self._asked["plans"]:
            from planforge.cli.filters import plan_folders

            folders = plan_folders(self._asked["plans"], report)
        left = {
            key: item
            for key, item in findings.items()
            if self._is_wanted_rule(item.finding.rule)
            and (folders is None or group_path(item.file) in folders)
        }
        hidden = len(findings) - len(left)
        if hidden:
            notes.append(msg("Not shown: {count} findings of other rules or plans.", count=hidden))
        return left

    def _new(
        self,
        findings: dict[str, Located],
        root: Path,
        check: Callable[[Path], Report],
        notes: list[Message],
    ) -> dict[str, Located]:
        revision = self._asked["revision"]
        if revision is None:
            return findings
        from planforge.cli.revision import corpus_at

        with corpus_at(corpus_root(root), revision) as folder:
            before = set(identities(check(folder).findings)) if findings else set()
        left = {key: item for key, item in findings.items() if key not in before}
        hidden = len(findings) - len(left)
        if hidden:
            notes.append(
                msg(
                    "Not shown: {count} findings that were there at {revision} already.",
                    count=hidden,
                    revision=revision,
                )
            )
        return left

    def _unknown(
        self, findings: dict[str, Located], everything: dict[str, Located], notes: list[Message]
    ) -> dict[str, Located]:
        if self._baseline is None:
            return findings
        from planforge.cli.baseline import settle

        is_updated = self._asked["update_baseline"]
        known, said = settle(self._baseline, findings, everything, is_updated=is_updated)
        notes += said
        return {key: item for key, item in findings.items() if key not in known}


def _rule_filter(select: Sequence[str], ignore: Sequence[str]) -> Callable[[str], bool]:
    if not select and not ignore:
        return lambda _rule: True
    from planforge.cli.filters import rule_filter  # reads every rule

    return rule_filter(select, ignore)


def _baseline_path(name: str | None, *, is_updated: bool) -> Path | None:
    if name is None:
        if is_updated:
            text = msg("--update-baseline needs to know which: add --baseline FILE.")
            raise click.UsageError(text.render(language()))
        return None
    return writable(name) if is_updated else Path(name)

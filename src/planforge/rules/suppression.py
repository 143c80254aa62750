"""Findings that a file says to leave out, each with a reason; unused ones are findings themselves.

In YAML a comment at the end of the line or alone on the line above, in Markdown an HTML comment:

    责任: [市水务局, 市应急局]   # planforge: ignore[ORG001] 两部门联合牵头，市政府已批复
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.findings import Finding, Place, Severity, Span
from planforge.frozen import dataclass
from planforge.i18n import msg
from planforge.patterns import late
from planforge.report import standing_alone
from planforge.rules.rule import Scope, declared_rule, rules

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from planforge.report import Located

MARK: Final = "planforge"
_COMMENT: Final = late(
    r"(?P<open>#|<!--)\s*planforge\s*[:：]?\s*ignore(?![a-z])"
    r"(?:\s*[\[［【](?P<rules>[^\]］】]*)[\]］】])?(?P<reason>.*?)(?:-->|$)"
)
"""As it is meant, however it is typed: full-width marks and other blanks are no reason to fail."""
_ALIKE: Final = late(
    r"(?:#|<!--)\s*planforge\s*[:：]?\s*(?P<word>[^\s\[［【:：]{1,20})(?P<rest>.*?)(?:-->|$)"
)
"""A comment with another word in the place of *ignore*."""
_RULE: Final = late(r"[A-Z]{3}\d{3}")
_COMMAS: Final = late("[,，、]")

UNUSED: Final = declared_rule(
    "SUP001",
    "suppression.unused",
    Severity.WARNING,
    Scope.RUN,
    title=msg("Suppression that suppresses nothing"),
    rationale=msg(
        "A suppression that outlives its finding hides the next one that appears in the same line."
    ),
)
NO_REASON: Final = declared_rule(
    "SUP002",
    "suppression.without-reason",
    Severity.ERROR,
    Scope.RUN,
    title=msg("Suppression without rule or reason"),
    rationale=msg("Whoever reads the plan next has to know why a finding was set aside."),
)


@dataclass(frozen=True, slots=True)
class Suppression:
    """A comment that sets findings aside.

    Attributes:
        file: The file.
        span: Where the comment stands.
        line: The line whose findings it means.
        rules: Rules it names.
        reason: Why.
        word: What stands in the place of *ignore*, so that nothing is set aside; empty if nothing.
    """

    file: str
    span: Span
    line: int
    rules: tuple[str, ...]
    reason: str
    word: str = ""


def suppressions(text: str, file: str) -> tuple[Suppression, ...]:
    """Return the suppressions in *text*."""
    if MARK not in text:
        return ()
    found: list[Suppression] = []
    lines = text.splitlines()
    for number, line in enumerate(lines, 1):
        match = _COMMENT.search(line)
        if match is None:
            found += _misworded(line, number, file)
            continue
        alone = not line[: match.start()].strip()
        named = _COMMAS.split(match["rules"] or "")
        ids = tuple(name.strip() for name in named if name.strip())
        span = Span(number, match.start() + 1, number, match.end() + 1)
        target = _next_line(lines, number) if alone else number
        found.append(Suppression(file, span, target, ids, match["reason"].strip()))
    return tuple(found)


def _misworded(line: str, number: int, file: str) -> Iterator[Suppression]:
    """Yield the comment of *line* that names rules but does not say *ignore*, if it has one."""
    match = _ALIKE.search(line)
    ids = tuple(_RULE.findall(match["rest"])) if match else ()
    if match and ids:
        span = Span(number, match.start() + 1, number, match.end() + 1)
        reason = match["rest"].rpartition(ids[-1])[2].strip("]］】 ")
        yield Suppression(file, span, number, ids, reason, match["word"])


def _next_line(lines: list[str], number: int) -> int:
    while number < len(lines) and lines[number].lstrip().startswith(("#", "<!--")):
        number += 1
    return number + 1


def apply(
    findings: Iterable[Located], given: Iterable[Suppression]
) -> tuple[list[Located], list[Finding]]:
    """Return the findings that remain, and what is wrong with the suppressions themselves.

    What could not be read remains in any case: the rest of the report rests on it.
    """
    given = tuple(given)
    remaining = list(standing_alone(findings, lambda one: _is_set_aside(one, given)))
    problems: list[Finding] = []
    unread = {(f.file, f.span.line, f.finding.rule) for f in remaining if _is_unread(f)}
    known = {rule.id for rule in rules()}
    for suppression in given:
        place = Place(suppression.file, span=suppression.span)
        if suppression.word:
            problems.append(_of_other_word(suppression, place))
            continue
        if not suppression.rules or not suppression.reason:
            problems.append(
                Finding(
                    NO_REASON.id,
                    NO_REASON.severity,
                    place,
                    msg("A suppression must name its rule and give a reason"),
                    msg("Write it as “# planforge: ignore[ORG001] reason”"),
                )
            )
            continue
        for rule in suppression.rules:
            kept = [f for f in remaining if not _is_meant(f, suppression, rule)]
            if (suppression.file, suppression.line, rule) in unread:
                problems.append(_of_reading(rule, place))
            elif rule not in known:
                problems.append(_of_nothing(rule, place))
            elif len(kept) == len(remaining):
                problems.append(
                    Finding(
                        UNUSED.id,
                        UNUSED.severity,
                        place,
                        msg(
                            "There is no finding of {rule} in line {line}",
                            rule=rule,
                            line=suppression.line,
                        ),
                        msg("Delete the comment"),
                    )
                )
            remaining = kept
    return remaining, problems


def _of_other_word(suppression: Suppression, place: Place) -> Finding:
    rules_named = ", ".join(suppression.rules)
    return Finding(
        NO_REASON.id,
        NO_REASON.severity,
        place,
        msg("“{word}” sets nothing aside: the word is “ignore”", word=suppression.word),
        msg(
            "Write it as “# planforge: ignore[{rules}] {reason}”",
            rules=rules_named,
            reason=suppression.reason or msg("reason"),
        ),
    )


def _of_reading(rule: str, place: Place) -> Finding:
    return Finding(
        UNUSED.id,
        UNUSED.severity,
        place,
        msg("{rule} is an error of reading, which cannot be set aside", rule=rule),
        msg("Mend the error and delete the comment"),
    )


def _of_nothing(rule: str, place: Place) -> Finding:
    return Finding(
        UNUSED.id,
        UNUSED.severity,
        place,
        msg("There is no rule {rule}", rule=rule),
        msg("Write the id as the check shows it, such as ORG001, or delete the comment"),
    )


def _is_unread(located: Located) -> bool:
    """Whether something was not read; nothing that stands there has been checked."""
    finding = located.finding
    return finding.severity is Severity.ERROR and finding.rule.startswith("SRC")


def _is_set_aside(located: Located, given: Iterable[Suppression]) -> bool:
    return any(_is_meant(located, one, rule) for one in given if one.reason for rule in one.rules)


def _is_meant(located: Located, suppression: Suppression, rule: str) -> bool:
    return (
        not _is_unread(located)
        and located.finding.rule == rule
        and located.file == suppression.file
        and located.span.line == suppression.line
    )

"""The outcome of a check as plain values that can be kept, printed and compared.

A located finding is a finding whose line and column have been looked up. It imports nothing but
the standard library, so that an unchanged corpus is answered from the store at once.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from planforge.findings import (
    Addition,
    Change,
    Citation,
    Entries,
    Finding,
    Place,
    Reorder,
    Rewrite,
    Setting,
    Severity,
    Span,
    Word,
)
from planforge.frozen import dataclass
from planforge.i18n import Message, Wording

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from planforge.findings import Edit, EntryValue


@dataclass(frozen=True, slots=True)
class Located:
    """A finding with its line and column.

    Attributes:
        finding: What was found.
        span: Where its place is in the file.
        source_line: Text of the first line of *span*, without its end; of a line that is longer
            than anybody writes, the part around the place.
        related: Spans of the related places, in their order.
        about: The pointer with the names of list items for their numbers, so that it stays the same
            when items are put before or moved.
        changes: What to write where so that the finding is mended; none if that is not sure.
        keys: For a file with English keys, the Chinese keys that are spoken of, and their names.
        cut_before: How many characters of the line stand before *source_line*.
        within: Findings that this one is told in the place of; without it they stand by themselves.
    """

    finding: Finding
    span: Span
    source_line: str = ""
    related: tuple[Span, ...] = ()
    about: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()
    keys: tuple[tuple[str, str], ...] = ()
    cut_before: int = 0
    within: tuple[Located, ...] = ()

    def said(self, message: Message, language: str) -> str:
        """Return *message*, of this finding, with the keys as its file has them."""
        return self.with_keys(message.render(language))

    def with_keys(self, text: str) -> str:
        """Return *text*, of this finding, with the keys as its file has them."""
        for chinese, english in self.keys:
            text = text.replace(f"「{chinese}」", f"「{english}」")
        return text

    @property
    def file(self) -> str:
        """Path of the file as shown to the user."""
        return self.finding.place.file

    @property
    def sort_key(self) -> tuple[str, int, int, str, str]:
        """Order of findings in a report: file, line, column, rule, text."""
        message = self.finding.message
        return (self.file, self.span.line, self.span.column, self.finding.rule, repr(message))


@dataclass(frozen=True, slots=True)
class CheckedPlan:
    """A plan that could be read: its file and what people call it."""

    file: str
    id: str
    name: str
    short_names: tuple[str, ...] = ()

    @property
    def folder(self) -> str:
        """Path of the plan's folder below the corpus root."""
        return self.file.rpartition("/")[0]


@dataclass(frozen=True, slots=True)
class Report:
    """Everything a check found.

    Attributes:
        findings: Sorted by file, line, column and rule.
        files: Number of files that were looked at.
        plans: The plans among them that could be read, sorted by file.
    """

    findings: tuple[Located, ...]
    files: int
    plans: tuple[CheckedPlan, ...]

    def worst(self) -> Severity | None:
        """Return the worst severity there is, None for a clean corpus."""
        return min((f.finding.severity for f in self.findings), key=lambda s: s.rank, default=None)

    def fails(self, fail_on: Severity) -> bool:
        """Whether a finding is at least as bad as *fail_on*."""
        worst = self.worst()
        return worst is not None and worst.rank <= fail_on.rank

    def dump(self) -> bytes:
        """Return the report as JSON for the store."""
        value = {
            "files": self.files,
            "plans": [[plan.file, plan.id, plan.name, plan.short_names] for plan in self.plans],
            "findings": encode(self.findings),
        }
        return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()

    @classmethod
    def load(cls, data: bytes) -> Report:
        """Return the report that `dump` wrote."""
        value = json.loads(data)
        plans = (
            CheckedPlan(file, plan_id, name, tuple(short_names))
            for file, plan_id, name, short_names in value["plans"]
        )
        return cls(decode(value["findings"]), value["files"], tuple(plans))


def standing_alone(
    findings: Iterable[Located], is_hidden: Callable[[Located], bool]
) -> Iterator[Located]:
    """Yield *findings*, each that is hidden followed by those that it is told in the place of."""
    for one in findings:
        yield one
        if one.within and is_hidden(one):
            yield from one.within


def encode(findings: Iterable[Located]) -> list[Any]:
    """Return *findings* as values that JSON can hold."""
    return [
        [
            write_finding(located.finding),
            _span(located.span),
            located.source_line,
            [_span(span) for span in located.related],
            located.about,
            [[change.file, _span(change.span), change.text] for change in located.changes],
            located.keys,
            located.cut_before,
            encode(located.within),
        ]
        for located in findings
    ]


def decode(values: list[Any]) -> tuple[Located, ...]:
    """Return the findings that `encode` turned into *values*."""
    return tuple(
        Located(
            read_finding(finding),
            Span(*span),
            line,
            tuple(Span(*other) for other in related),
            tuple(about),
            tuple(Change(file, Span(*where), text) for file, where, text in changes),
            tuple((chinese, english) for chinese, english in keys),
            cut_before,
            decode(within),
        )
        for finding, span, line, related, about, changes, keys, cut_before, within in values
    )


def write_finding(finding: Finding) -> list[Any]:
    """Return *finding* as a value that JSON can hold."""
    return [
        finding.rule,
        finding.severity.value,
        _place(finding.place),
        _message(finding.message),
        finding.hint and _message(finding.hint),
        [[c.document, c.article, c.verified] for c in finding.basis],
        [[_place(place), _message(message)] for place, message in finding.related],
        [_edit(edit) for edit in finding.fix],
    ]


def read_finding(value: list[Any]) -> Finding:
    """Return the finding that was written as *value*."""
    rule, severity, place, message, hint, basis, related, fix = value
    return Finding(
        rule,
        Severity(severity),
        _read_place(place),
        _read_message(message),
        _read_message(hint) if hint else None,
        tuple(Citation(*c) for c in basis),
        tuple((_read_place(p), _read_message(m)) for p, m in related),
        tuple(_read_edit(edit) for edit in fix),
    )


def _edit(edit: Edit) -> list[Any]:
    place = _place(edit.place)
    match edit:
        case Rewrite(_, text):
            return ["rewrite", place, text]
        case Reorder(_, keys):
            return ["reorder", place, list(keys)]
        case Setting(_, name, value):
            return ["set", place, [name, _entry_value(value)]]
        case Addition(_, entry):
            return ["add", place, [[name, _entry_value(value)] for name, value in entry]]


def _entry_value(value: EntryValue) -> Any:  # noqa: ANN401 - JSON
    match value:
        case str():
            return value
        case Word(english, chinese):
            return {"w": [english, chinese]}
        case Place():
            return {"p": _place(value)}
        case Entries(items):
            return {"e": [[[k, _entry_value(v)] for k, v in item] for item in items]}
        case _:
            return [one if isinstance(one, str) else list(one) for one in value]


def _read_edit(value: list[Any]) -> Edit:
    kind, place, what = value
    if kind == "rewrite":
        return Rewrite(_read_place(place), what)
    if kind == "reorder":
        return Reorder(_read_place(place), tuple(what))
    if kind == "set":
        name, text = what
        return Setting(_read_place(place), name, _read_value(text))
    return Addition(_read_place(place), tuple((name, _read_entry(item)) for name, item in what))


def _read_entry(value: Any) -> EntryValue:  # noqa: ANN401 - JSON
    if isinstance(value, str):
        return value
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return tuple(value)
    if isinstance(value, list):
        return tuple((one, other) for one, other in value)
    if "e" in value:
        return _read_value(value)
    return Word(*value["w"]) if "w" in value else _read_place(value["p"])


def _read_value(value: Any) -> str | tuple[str, ...] | Entries:  # noqa: ANN401 - JSON
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return tuple(value)
    return Entries(
        tuple(
            tuple((key, text if isinstance(text, str) else tuple(text)) for key, text in item)
            for item in value["e"]
        )
    )


def _span(span: Span) -> list[int]:
    return [span.line, span.column, span.end_line, span.end_column]


def _place(place: Place) -> list[Any]:
    return [
        place.file,
        list(place.pointer),
        place.on_key,
        place.chars and list(place.chars),
        place.span and _span(place.span),
    ]


def _read_place(value: list[Any]) -> Place:
    file, pointer, on_key, chars, span = value
    return Place(
        file, tuple(pointer), on_key, tuple(chars) if chars else None, Span(*span) if span else None
    )


def _message(message: Message) -> list[Any]:
    return [message.msgid, [[name, _argument(value)] for name, value in message.args]]


def _argument(value: Any) -> Any:  # noqa: ANN401 - JSON
    if isinstance(value, Message):
        return {"m": _message(value)}
    if isinstance(value, Wording):
        return {"v": [_message(value.chinese), _message(value.other)]}
    if isinstance(value, tuple):
        return [_argument(item) for item in value]
    return value


def _read_message(value: list[Any]) -> Message:
    msgid, args = value
    return Message(msgid, tuple((name, _read_argument(item)) for name, item in args))


def _read_argument(value: Any) -> Any:  # noqa: ANN401 - JSON
    if isinstance(value, dict):
        if "v" in value:
            return Wording(*(_read_message(message) for message in value["v"]))
        return _read_message(value["m"])
    if isinstance(value, list):
        return tuple(_read_argument(item) for item in value)
    return value

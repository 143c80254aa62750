"""YAML text to a plain tree of dict, list, str and None, without any guessing of types.

`12:30`, `0571`, `no` and `2026-03-01` stay the text that the editor wrote; only an empty value, `~`
and `null` are None. The tree is built from parser events in one loop: no recursion, so depth and
size are bounded by counting, and no positions, which only a shown finding needs
(`planforge.source.positions`).
"""

from __future__ import annotations

import re
from dataclasses import field
from itertools import islice
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from planforge.findings import Place, Span
from planforge.frozen import dataclass
from planforge.i18n import msg
from planforge.patterns import late
from planforge.source import refusals
from planforge.source.comments import comments_in_text, may_cut_text
from planforge.source.dashes import ODD, WIDE_BRACKETS, items_in_text
from planforge.source.parser import MAX_DEPTH, MAX_REPEATED, extent, new_parser
from planforge.source.problems import problem
from planforge.source.repeats import repeated_keys
from planforge.source.text import FORBIDDEN, Lines, empty, name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from yaml.events import Event

    from planforge.findings import Finding
    from planforge.i18n import Message

Tree: TypeAlias = "str | list[Tree] | dict[str, Tree] | None"
"""Content of a YAML file. Aliased parts may be one shared object: never change a tree in place."""

MAX_DIRECTIVES: Final = 20
"""Most lines with “%”: the parser takes very long over many."""
MAX_NOTES: Final = 100
"""Most findings reported about one file that could be read to its end."""

NULLS: Final = frozenset({"", "~", "null", "Null", "NULL"})
_STR_TAG: Final = "tag:yaml.org,2002:str"
_MERGE: Final = "<<"
_WIDE_SPACES: Final = "\u3000\xa0"
_NO_KEY: Final = "\x00none"  # no key was read yet; compared by identity
_DISCARDED: Final = "\x00again"  # key of a repeated key's value; cannot occur in a text
_WATCH: Final = late(
    r"""\\|<<|^[ \t]*[\u3000\xa0]""", re.MULTILINE, holds=("\\", "<<", *_WIDE_SPACES)
)
"""Texts whose scalars need a second look: escapes, merge keys, odd spaces."""
_ALONE: Final = late(r"\r(?!\n)", holds=("\r",))
_GLUED: Final = late(
    r"(?P<key>[^:：]+)(?P<colon>：|:(?!/)(?!(?<=\d:)\d))\s*(?P<quote>[\"']?)(?P<value>.+)(?P=quote)",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a YAML text holds.

    Attributes:
        tree: The content; None if the text could not be read (or holds nothing).
        findings: What is wrong with the text itself, in the order of the text.
        is_complete: Whether the tree may be used; False after a finding that stopped the reading.
        rest: Of a text that could not be read as a whole, the top-level blocks that could.
        lost: Keys of the top-level blocks that could not; empty text where that is not clear.
        text: Of a text that could not be read as a whole, the text as it was read: no blocks that
            are lost, and some lines as they were probably meant; each line where it was.
        mended: These lines: number, text in the file.
    """

    tree: Tree
    findings: tuple[Finding, ...]
    is_complete: bool
    rest: Mapping[str, Tree] = field(default_factory=dict)
    lost: tuple[str, ...] = ()
    text: str = ""
    mended: tuple[tuple[int, str], ...] = ()


class _Stop(Exception):  # noqa: N818 - never leaves this module; carries a finding, not an error
    """Reading cannot go on."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.rule)
        self.finding = finding


def parse(text: str, file: str) -> Parsed:
    """Return the tree of YAML *text*; every problem is a finding at *file*, never an exception.

    Of a text that is no YAML, each top-level block that cannot be read gives one finding. A
    repeated key is reported and the text read on: its first value counts.
    """
    if text.count("\n%") > MAX_DIRECTIVES:
        from planforge.source.syntax import too_many_directives  # noqa: PLC0415 - as below

        return Parsed(None, (too_many_directives(text, file),), is_complete=False)
    parsed = _parsed(text, file, {})
    if parsed.is_complete or parsed.findings[-1].rule == "SRC004":
        return parsed
    from planforge.source.recovery import recover  # noqa: PLC0415 - only mistakes need it

    # What follows counts lines by line feeds; put for lone carriage returns, they move nothing.
    text = _ALONE.sub("\n", text)
    found = recover(
        text, file, parsed.findings[-1], lambda part, anchors: _parsed(part, file, anchors)
    )
    return Parsed(
        None,
        found.findings,
        is_complete=False,
        rest=found.rest,
        lost=found.lost,
        text=found.text,
        mended=found.mended,
    )


def _parsed(text: str, file: str, anchors: Mapping[str, Tree]) -> Parsed:
    """Return what *text* holds, up to the first error; *anchors* are known from elsewhere."""
    builder = _Builder(text, file, anchors)
    try:
        tree = builder.build()
    except _Stop as stop:
        return Parsed(None, (stop.finding,), is_complete=False)
    except (yaml.YAMLError, UnicodeError) as error:
        from planforge.source.syntax import explain  # noqa: PLC0415 - only mistakes need words

        return Parsed(None, (explain(error, text, file),), is_complete=False)
    if tree is None:
        return Parsed(None, (empty(file),), is_complete=False)
    notes = builder.notes
    more: list[Finding] = []
    if builder.has_repeats:
        more += islice(repeated_keys(text, file), MAX_NOTES)
    if may_cut_text(text):
        more += islice(comments_in_text(text, file), MAX_NOTES)
    if more:
        notes = sorted([*notes, *more], key=_position)[:MAX_NOTES]
    return Parsed(tree, tuple(notes), is_complete=True)


def _position(finding: Finding) -> tuple[int, int]:
    span = finding.place.span or Span()
    return span.line, span.column


class _Builder:
    """Builds one tree; rare events have methods of their own so that the loop stays short."""

    def __init__(self, text: str, file: str, anchors: Mapping[str, Tree]) -> None:
        self.notes: list[Finding] = []
        self.has_repeats = False
        self._text = text
        self._file = file
        self._anchors = dict(anchors)
        self._open: set[str] = set()
        self._merges: dict[int, ScalarEvent] = {}
        self._repeated = 0
        self._line_index: Lines | None = None

    def build(self) -> Tree:  # noqa: C901, PLR0912, PLR0915 - a call per event would cost too much
        """Return the tree; raise `_Stop` or `yaml.YAMLError` where it cannot be built."""
        get = new_parser(self._text).get_event
        watch = _WATCH.search(self._text) is not None
        marked = "!" in self._text or "&" in self._text
        root: list[Tree] = []
        items, entries = root, dict[str, Tree]()
        stack: list[tuple[list[Tree], dict[str, Tree], bool, bool, str | None]] = []
        is_map = in_flow = False
        key = _NO_KEY
        value: Any  # what the event says: text, None, or a new list or mapping
        while True:
            event = get()
            kind = event.__class__
            if kind is ScalarEvent:
                value = event.value
                if marked and (event.tag is not None or event.anchor is not None):
                    self._mark(event)
                if is_map and key is _NO_KEY:
                    key, key_event = value, event
                    if watch or not value or value in entries:
                        key = self._key(event, entries)
                    continue
                if event.style:
                    if watch:
                        value = self._unescaped(event)
                elif value in NULLS:
                    value = None
                    if in_flow and is_map and (":" in key or "：" in key):
                        key, value = self._split_key(key_event, key)
                elif " -" in value or value[0] in ODD:
                    value = self._odd(event)
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                if len(stack) >= MAX_DEPTH or event.tag is not None or (is_map and key is _NO_KEY):
                    raise self._refusal(event, is_key=is_map and key is _NO_KEY)
                value = {} if kind is MappingStartEvent else []
                if is_map:
                    entries[key] = value
                else:
                    items.append(value)
                stack.append((items, entries, is_map, in_flow, event.anchor))
                if event.anchor is not None:
                    self._open.add(event.anchor)
                is_map, in_flow, key = kind is MappingStartEvent, event.flow_style, _NO_KEY
                if is_map:
                    entries = value
                else:
                    items = value
                continue
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                closed: Tree = entries if is_map else items
                if is_map and (self.has_repeats or self._merges):
                    self._finish(entries)
                items, entries, is_map, in_flow, anchor = stack.pop()
                if anchor is not None:
                    self._anchors[anchor] = closed
                    self._open.discard(anchor)
                key = _NO_KEY
                continue
            elif kind is AliasEvent:
                value = self._alias(event, len(stack))
                if is_map and key is _NO_KEY:
                    key, key_event = self._alias_key(event, value, entries), event
                    continue
            elif kind is StreamEndEvent:
                return self._root(root)
            else:
                if kind is DocumentStartEvent and root:
                    raise self._stop("SRC018", event, *refusals.SEVERAL)
                continue
            if is_map:
                entries[key] = value
                key = _NO_KEY
            else:
                items.append(value)

    def _root(self, root: list[Tree]) -> Tree:
        tree = root[0] if root else None
        if isinstance(tree, str):
            from planforge.source.syntax import slip_in_first_line  # noqa: PLC0415 - as above

            slip = slip_in_first_line(self._text, self._file)
            if slip is not None:
                raise _Stop(slip)
        return tree

    def _mark(self, event: ScalarEvent) -> None:
        """Check the tag and remember the anchor of a scalar."""
        if event.tag not in {None, _STR_TAG}:
            raise self._stop("SRC017", event, *refusals.TAG)
        if event.anchor is not None:
            is_null = not event.style and event.tag is None and event.value in NULLS
            if is_null:
                self._note("SRC010", *extent(event), refusals.LONE_ANCHOR)
            self._anchors[event.anchor] = None if is_null else event.value

    def _key(self, event: ScalarEvent, entries: dict[str, Tree]) -> str:
        """Return the key to use for an unusual one."""
        key = self._unescaped(event)
        if key and key[0] in _WIDE_SPACES:
            raise self._stop("SRC011", event, *refusals.WIDE_SPACE)
        if not key:
            raise self._stop("SRC014", event, *refusals.EMPTY_KEY)
        if key == _MERGE and not event.style:
            self._merges[id(entries)] = event
        if key in entries:
            self.has_repeats = True
            return _DISCARDED
        return key

    def _alias_key(self, event: AliasEvent, value: Tree, entries: dict[str, Tree]) -> str:
        if not isinstance(value, str):
            raise self._stop("SRC014", event, *refusals.NOT_TEXT_KEY)
        marks = event.start_mark, event.end_mark
        return self._key(ScalarEvent(None, None, (True, False), value, *marks, "'"), entries)

    def _split_key(self, event: ScalarEvent, key: str) -> tuple[str, Tree]:
        """Return key and value of an entry like `{编织袋：20000}` that YAML reads as a lone key."""
        found = None if event.style else _GLUED.fullmatch(key)
        if found is None:
            return key, None
        at = extent(event)[0] + found.start("colon")
        if found["colon"] == "：":
            self._note("SRC011", at, at + 1, refusals.WIDE_COLON)
        else:
            self._note("SRC010", at, at + 1, refusals.NO_SPACE)
        return found["key"].rstrip(), found["value"]

    def _odd(self, event: ScalarEvent) -> Tree:
        """Report what was meant as a list in a plain text; return its items if it is one."""
        value: str = event.value
        start, end = extent(event)
        if value[0] == WIDE_BRACKETS[0]:
            if value[-1] != WIDE_BRACKETS[1]:
                return value
            self._note("SRC011", start, end, refusals.WIDE_BRACKETS)
            return [part.strip() for part in re.split("[,，、]", value[1:-1]) if part.strip()]
        for at, what, todo in items_in_text(self._text, start, end):
            self._note("SRC010", at, at + 1, (what, todo))
        return value

    def _unescaped(self, event: ScalarEvent) -> str:
        """Return the value without the control characters that escapes put into it."""
        value: str = event.value
        found = FORBIDDEN.search(value) if event.style == '"' else None
        if found is None:
            return value
        what = msg(
            "The code in this text stands for an invisible character: {character}.",
            character=name(found[0]),
        )
        text = what, msg("Delete the code.")
        self._note("SRC002", *extent(event), text)
        return FORBIDDEN.sub("", value)

    def _alias(self, event: AliasEvent, depth: int) -> Tree:
        """Return what an alias stands for, counting it against the limits of size and depth."""
        anchor = event.anchor or ""
        if anchor in self._open:
            raise self._stop("SRC015", event, *refusals.ENDLESS)
        if anchor not in self._anchors:
            raise self._stop("SRC010", event, *refusals.UNDEFINED)
        value = self._anchors[anchor]
        todo = [(value, depth)]
        while todo:
            node, level = todo.pop()
            self._count(event, 1)
            if isinstance(node, dict | list):
                if level >= MAX_DEPTH:
                    raise self._stop("SRC016", event, *refusals.TOO_DEEP)
                children = node.values() if isinstance(node, dict) else node
                todo += [(child, level + 1) for child in children]
        return value

    def _count(self, event: Event, number: int) -> None:
        self._repeated += number
        if self._repeated > MAX_REPEATED:
            raise self._stop("SRC015", event, *refusals.BOMB)

    def _finish(self, entries: dict[str, Tree]) -> None:
        """Drop the value of a repeated key and put in what `<<` refers to."""
        entries.pop(_DISCARDED, None)
        event = self._merges.pop(id(entries), None)
        if event is None:
            return
        merged = entries.pop(_MERGE, None)
        for part in merged if isinstance(merged, list) else [merged]:
            if not isinstance(part, dict):
                raise self._stop("SRC014", event, *refusals.BAD_MERGE)
            self._count(event, len(part))
            for key, value in part.items():
                entries.setdefault(key, value)

    def _refusal(self, event: MappingStartEvent | SequenceStartEvent, *, is_key: bool) -> _Stop:
        if event.tag is not None:
            return self._stop("SRC017", event, *refusals.TAG)
        if is_key:
            return self._stop("SRC014", event, *refusals.NOT_TEXT_KEY)
        return self._stop("SRC016", event, *refusals.TOO_DEEP)

    def _stop(self, rule: str, event: Event, what: Message, todo: Message) -> _Stop:
        return _Stop(problem(rule, self._place(event), what, todo))

    def _note(
        self,
        rule: str,
        start: int,
        end: int,
        text: tuple[Message, Message],
    ) -> None:
        if len(self.notes) < MAX_NOTES:
            place = Place(self._file, span=self._lines().span(start, end))
            self.notes.append(problem(rule, place, *text))

    def _place(self, event: Event) -> Place:
        start, end = extent(event)
        return Place(self._file, span=self._lines().span(start, max(end, start + 1)))

    def _lines(self) -> Lines:
        if self._line_index is None:
            self._line_index = Lines(self._text)
        return self._line_index

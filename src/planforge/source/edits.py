"""Edits worked out for files as they are written: everything else stays byte for byte.

An edit that cannot be worked out for sure (an alias, an anchor, a name broken over two lines)
gives no change rather than a guess.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from planforge.findings import Addition, Change, Entries, Place, Reorder, Rewrite, Setting, Word
from planforge.frozen import dataclass
from planforge.source.keys import known_keys, models_at
from planforge.source.text import Lines
from planforge.source.writing import block, escaped, flow, is_plain, scalar
from planforge.source.yaml_tree import parse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from pydantic import BaseModel

    from planforge.findings import Edit, EntryValue, Pointer
    from planforge.source.keys import Models
    from planforge.source.positions import Node, SourceMap
    from planforge.source.yaml_tree import Tree

_BREAK: Final = re.compile(r"\r\n|\r|\n")
_COMMENT: Final = re.compile(r"[ \t]*#")
_BLANKS: Final = " \t"
_USUAL_INDENT: Final = 2


@dataclass(frozen=True, slots=True)
class Written:
    """A file as it is written.

    Attributes:
        text: Its text, without a byte order mark.
        spans: Where everything in it stands.
        model: What it follows; None for prose.
    """

    text: str
    spans: SourceMap
    model: type[BaseModel] | None

    @property
    def line_end(self) -> str:
        """How its lines end: as the first one does."""
        found = _BREAK.search(self.text)
        return found[0] if found else "\n"

    def is_english(self) -> bool:
        """Whether most keys at its top are English ones."""
        root = self.spans.node(())
        known = known_keys(frozenset({self.model})) if self.model else {}
        keys = [known[name] for name in (root and root[0].entries) or () if name in known]
        names = set((root and root[0].entries) or ())
        return 2 * sum(key.english in names for key in keys) > len(keys)

    def line_after(self, index: int) -> int:
        """Return where the line ends that holds the last visible character before *index*."""
        found = _BREAK.search(self.text, len(self.text[:index].rstrip()))
        return found.start() if found else len(self.text)

    def line_start(self, index: int) -> int:
        """Return where the line of the character at *index* starts."""
        before = index - 1 if self.text[index - 1 : index + 1] == "\r\n" else index
        return max(self.text.rfind("\n", 0, before), self.text.rfind("\r", 0, before)) + 1


def changes(edits: Iterable[Edit], written: Callable[[str], Written]) -> tuple[Change, ...]:
    """Return what to write where; nothing if one of *edits* cannot be worked out for sure.

    Further entries of one list are one change. Of changes at the end of one line, what belongs
    deeper comes first, so that nothing is put between a thing and its parts.

    Args:
        edits: Edits that belong together.
        written: Gives a file by its path.
    """
    lists: dict[Place, list[Addition]] = {}
    others: list[Edit] = []
    for edit in edits:
        if isinstance(edit, Addition):
            lists.setdefault(edit.place, []).append(edit)
        else:
            others.append(edit)

    def outward(edit: Edit) -> tuple[int, bool]:
        node = written(edit.place.file).spans.node(edit.place.pointer)
        return -len(edit.place.pointer), node is None

    firsts = (additions[0] for additions in lists.values())
    try:
        return tuple(
            _change(edit, lists.get(edit.place, ()), written)
            for edit in sorted([*others, *firsts], key=outward)
        )
    except _UnsureError:
        return ()


class _UnsureError(Exception):
    """An edit cannot be worked out; never leaves this module."""


def _change(edit: Edit, additions: Sequence[Addition], written: Callable[[str], Written]) -> Change:
    file = written(edit.place.file)
    match edit:
        case Rewrite(place, text):
            start, end, new = _rewritten(file, place, text)
        case Addition(place):
            trees = [_tree(one.entry, file, place, written) for one in additions]
            start, end, new = _added(file, place, trees)
        case Setting(place, name, value):
            start, end, new = _set(file, place.pointer, name, value)
        case Reorder(place, keys):
            start, end, new = _reordered(file, place.pointer, keys)
    return Change(edit.place.file, Lines(file.text).span(start, end), new)


def changed(text: str, made: Iterable[Change]) -> str:
    """Return *text* with the changes *made* to it; none of them may overlap another."""
    lines = Lines(text)
    for start, end, new in sorted(_offsets(lines, made), key=lambda part: part[:2], reverse=True):
        text = text[:start] + new + text[end:]
    return text


def _offsets(lines: Lines, made: Iterable[Change]) -> list[tuple[int, int, str]]:
    def index(line: int, column: int) -> int:
        return lines.start_of(line) + column - 1

    spans = [(change.span, change.text) for change in reversed(list(made))]
    return [
        (index(span.line, span.column), index(span.end_line, span.end_column), text)
        for span, text in spans
    ]


_Where = tuple[int, int, str]
"""First character, one behind the last, and what stands there instead."""


def _rewritten(file: Written, place: Place, text: str) -> _Where:
    if place.span is not None:
        ((start, end, _),) = _offsets(Lines(file.text), [Change(place.file, place.span, text)])
        return start, end, text
    found = file.spans.node(place.pointer)
    node = found and (found[1] if place.on_key else found[0])
    if node is None or node.entries is not None or node.items is not None:
        raise _UnsureError
    first, behind = place.chars or (0, len(node.value))
    start, end = file.spans.inside(node, (first, behind))
    if file.text[start:end] != node.value[first:behind]:
        raise _UnsureError
    raw = file.text[node.start : node.end]
    if not node.style and not is_plain(text):
        if raw != node.value:
            raise _UnsureError
        return node.start, node.end, f'"{escaped(raw[:first] + text + raw[behind:])}"'
    return start, end, _in_style(text, node.style, raw)


def _in_style(text: str, style: str, raw: str) -> str:
    """Return *text* as it stands inside the scalar *raw*."""
    if not style:
        return text
    if style in {"|", ">"}:
        if not text.isprintable():
            raise _UnsureError
        return text
    if not raw[:1] == raw[-1:] == style:
        raise _UnsureError
    return text.replace("'", "''") if style == "'" else escaped(text)


def _tree(
    entry: Sequence[tuple[str, EntryValue]],
    file: Written,
    place: Place,
    written: Callable[[str], Written],
) -> dict[str, Tree]:
    """Return *entry* as it is to be written at *place*."""
    if file.model is None:
        raise _UnsureError
    is_english = file.is_english()
    models = models_at(file.model, (*place.pointer, 0))
    known = known_keys(models)
    found: dict[str, Tree] = {}
    for name, value in entry:
        key = known[name]
        tree: Tree
        match value:
            case str():
                tree = value
            case Word(english, chinese):
                tree = english if is_english else chinese
            case Place():
                other = written(value.file)
                if other.model is None:
                    raise _UnsureError
                tree = _copied(other, other.model, value.pointer)
                if other.is_english() is not is_english:
                    tree = _translated(tree, models_at(other.model, value.pointer))
            case Entries():
                tree = _listed(value, file.model, (*place.pointer, 0, name), english=is_english)
            case _:
                texts = [one for one in value if isinstance(one, str)]
                tree = [*texts] if texts else dict(one for one in value if not isinstance(one, str))
        found[key.english if is_english else key.chinese] = tree
    return found


def _listed(
    value: Entries, model: type[BaseModel], pointer: Pointer, *, english: bool
) -> list[Tree]:
    """Return the mappings of *value*, the list at *pointer*, as they are to be written."""
    known = known_keys(models_at(model, (*pointer, 0)))
    return [
        {
            (known[name].english if english else known[name].chinese): (
                text if isinstance(text, str) else [*text]
            )
            for name, text in item
        }
        for item in value.items
    ]


def _copied(file: Written, model: type[BaseModel], pointer: Pointer) -> Tree:
    """Return what stands at *pointer* of *file*, which follows *model*."""
    tree = parse(file.text, "").tree
    models: Models = frozenset({model})
    for step in pointer:
        if isinstance(step, int) and isinstance(tree, list) and step < len(tree):
            tree = tree[step]
        elif isinstance(step, str) and isinstance(tree, dict):
            key = known_keys(models).get(step)
            names = (key.chinese, key.english) if key else (step,)
            tree = next((tree[name] for name in names if name in tree), None)
            if tree is None:
                raise _UnsureError
            models = key.below if key and key.below else models
        else:
            raise _UnsureError
    return tree


def _translated(tree: Tree, models: Models) -> Tree:
    """Return *tree* with its keys in the other language; names and values stay."""
    if isinstance(tree, list):
        return [_translated(item, models) for item in tree]
    if not isinstance(tree, dict):
        return tree
    known = known_keys(models)
    found: dict[str, Tree] = {}
    for name, value in tree.items():
        key = known.get(name)
        if key is None:
            found[name] = value
        else:
            other = key.chinese if name == key.english else key.english
            found[other] = _translated(value, key.below or models)
    return found


def _added(file: Written, place: Place, entries: Sequence[dict[str, Tree]]) -> _Where:
    found = file.spans.node(place.pointer)
    if found is None:
        return _with_new_key(file, place.pointer, entries)
    node = found[0]
    if not node.items:
        if node.items is None or not node.is_flow or file.text[node.start] != "[":
            raise _UnsureError
        return node.start + 1, node.start + 1, ", ".join(map(flow, entries))
    last = node.items[-1]
    if node.is_flow:
        return last.end, last.end, "".join(f", {flow(entry)}" for entry in entries)
    dash = len(file.text[: last.start].rstrip(_BLANKS)) - 1
    line = file.line_start(last.start)
    if file.text[dash : dash + 1] != "-" or file.text[line:dash].strip(_BLANKS):
        raise _UnsureError
    lead, gap = file.text[line:dash], last.start - dash - 1
    written = ([flow(entry)] if last.is_flow else list(block(entry)) for entry in entries)
    return _behind(file, last, [line for lines in written for line in _item(lines, lead, gap)])


def _item(lines: Sequence[str], lead: str, gap: int = 1) -> list[str]:
    first, *rest = lines
    return [f"{lead}-{' ' * gap}{first}", *(f"{lead} {' ' * gap}{line}" for line in rest)]


def _behind(file: Written, node: Node, lines: Sequence[str]) -> _Where:
    at = file.line_after(node.end)
    return at, at, "".join(file.line_end + line for line in lines)


def _set(
    file: Written, pointer: Pointer, name: str, value: str | tuple[str, ...] | Entries
) -> _Where:
    """Write *value* where the entry *name* stands, or as the last entry of its mapping."""
    found = file.spans.node(pointer)
    if found is None or not found[0].entries or file.model is None:
        raise _UnsureError
    entries = found[0].entries
    key = known_keys(models_at(file.model, pointer))[name]
    if isinstance(value, Entries):
        new = flow(_listed(value, file.model, (*pointer, name), english=file.is_english()))
    else:
        new = scalar(value) if isinstance(value, str) else flow(list(value))
    own = next((entries[n] for n in (key.chinese, key.english) if n in entries), None)
    if own is not None:
        return _replaced(file, *own, new)
    last = max((node for _, node in entries.values()), key=lambda node: node.end)
    written = f"{scalar(key.english if file.is_english() else key.chinese)}: {new}"
    if found[0].is_flow:
        return last.end, last.end, f", {written}"
    first = min(node.start for node, _ in entries.values())
    return _behind(file, last, [" " * (first - file.line_start(first)) + written])


def _replaced(file: Written, key: Node, value: Node, new: str) -> _Where:
    if value.style in {"|", ">"} or file.text[value.start : value.start + 1] in {"*", "&", "!"}:
        raise _UnsureError
    if value.entries is not None or (value.items and not value.is_flow):
        if value.entries is not None or file.text[key.end : key.end + 1] != ":":
            raise _UnsureError
        return key.end + 1, value.items[-1].end if value.items else value.end, f" {new}"
    return value.start, value.end, new if value.start > key.end + 1 else f" {new}"


def _with_new_key(file: Written, pointer: Pointer, entries: Sequence[dict[str, Tree]]) -> _Where:
    """Put a list of *entries* where the key *pointer* belongs at the top of the file."""
    root = file.spans.node(())
    if root is None or len(pointer) != 1 or file.model is None or not root[0].entries:
        raise _UnsureError
    if root[0].is_flow:
        raise _UnsureError
    fields = list(file.model.model_fields)
    known = known_keys(frozenset({file.model}))
    wanted = known[str(pointer[0])]
    before = [
        value
        for name, (_key, value) in root[0].entries.items()
        if name in known and fields.index(known[name].english) < fields.index(wanted.english)
    ]
    if not before:
        raise _UnsureError
    above = max(before, key=lambda node: node.end)
    name = wanted.english if file.is_english() else wanted.chinese
    lead = " " * _indent_of_lists(file, root[0])
    items = [line for entry in entries for line in _item(list(block(entry)), lead)]
    return _behind(file, above, [f"{scalar(name)}:", *items])


def _indent_of_lists(file: Written, root: Node) -> int:
    """Return how far the items of lists at the top are put in."""
    for _key, value in (root.entries or {}).values():
        if value.items and not value.is_flow:
            return value.start - file.line_start(value.start)
    return _USUAL_INDENT


def _reordered(file: Written, pointer: Pointer, keys: Sequence[str]) -> _Where:
    found = file.spans.node(pointer)
    if found is None or not found[0].entries or sorted(found[0].entries) != sorted(keys):
        raise _UnsureError
    node = found[0]
    entries = dict(node.entries or {})
    parts = (
        [(key.start, value.end) for key, value in entries.values()]
        if node.is_flow
        else _blocks(file, list(entries.values()))
    )
    if any(end > start for (_, end), (start, _) in pairwise(parts)):
        raise _UnsureError
    texts = {name: file.text[start:end] for name, (start, end) in zip(entries, parts, strict=True)}
    between = ["", *(file.text[end:start] for (_, end), (start, _) in pairwise(parts))]
    new = "".join(gap + texts[name] for gap, name in zip(between, keys, strict=True))
    return parts[0][0], parts[-1][1], new


def _blocks(file: Written, entries: Sequence[tuple[Node, Node]]) -> list[tuple[int, int]]:
    """Return each entry with the comment lines right above it, up to the end of its last line."""
    parts = []
    for key, value in entries:
        start = file.line_start(key.start)
        if file.text[start : key.start].strip(_BLANKS):
            raise _UnsureError
        while start and _COMMENT.match(file.text, file.line_start(start - 1)):
            start = file.line_start(start - 1)
        parts.append((start, file.line_after(max(value.end, key.end))))
    return parts

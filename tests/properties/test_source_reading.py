"""Whatever bytes a file holds, reading it ends in values: text, tree, findings, spans."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import yaml
from hypothesis import assume, given
from hypothesis import strategies as st

from planforge.source.dashes import ODD
from planforge.source.positions import SourceMap
from planforge.source.text import decode
from planforge.source.yaml_tree import Tree, parse

if TYPE_CHECKING:
    from planforge.findings import Pointer

SIGNS = st.text("ab甲：，:,-[]{}\"'#&*!|>%@`?~ \t\n\r\\.<\u3000\u2028\x00\ufeff1", max_size=60)
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Zl", "Zp", "Cs")))
KEYS = WORDS.filter(lambda word: word[:1] not in ("", "\u3000", "\xa0"))
"""A wide space before a key counts as indentation with the wrong character."""
TREES: st.SearchStrategy[Tree] = st.recursive(
    st.none() | WORDS,
    lambda inner: st.lists(inner) | st.dictionaries(KEYS, inner),
    max_leaves=20,
)


def check(data: bytes) -> None:
    decoded = decode(data, "f")
    if decoded.text is None:
        assert decoded.findings
        return
    parsed = parse(decoded.text, "f")
    if parsed.is_complete:
        assert json.loads(json.dumps(parsed.tree)) == parsed.tree
    else:
        assert parsed.findings
    found = SourceMap(decoded.text, {})
    for finding in (*decoded.findings, *parsed.findings):
        assert finding.message.render("zh_CN")
        span = found.place(finding.place)
        assert (1, 1) <= (span.line, span.column) <= (span.end_line, span.end_column)
    for pointer in pointers(parsed.tree):
        assert found.span(pointer, chars=(0, 3)).line >= 1


def pointers(tree: Tree, at: Pointer = ()) -> list[Pointer]:
    if isinstance(tree, dict):
        return [at, *(p for k, v in tree.items() for p in pointers(v, (*at, k)))]
    if isinstance(tree, list):
        return [at, *(p for i, v in enumerate(tree) for p in pointers(v, (*at, i)))]
    return [at]


@given(st.binary(max_size=200))
def test_any_bytes(data: bytes) -> None:
    check(data)


@given(SIGNS)
def test_any_signs_of_yaml(text: str) -> None:
    check(text.encode())


@given(TREES)
def test_what_is_written_is_read_back(tree: Tree) -> None:
    assume(not (isinstance(tree, str) and tree.startswith(tuple(ODD))))  # a list was meant
    text = yaml.safe_dump(tree, allow_unicode=True)
    parsed = parse(text, "f")
    if tree is None:
        assert parsed.tree is None
    else:
        assert parsed.tree == tree
        assert parsed.findings == ()


@given(WORDS.filter(bool), st.data())
def test_characters_of_quoted_text_are_found(text: str, data: st.DataObject) -> None:
    style = data.draw(st.sampled_from(["'", '"']))
    written = "k: " + yaml.safe_dump(text, default_style=style, width=10_000, allow_unicode=True)
    if "\n" in written.rstrip("\n") or "\\" in written or parse(written, "f").tree != {"k": text}:
        return
    at = data.draw(st.integers(0, len(text) - 1))
    span = SourceMap(written, {}).span(("k",), chars=(at, at + 1))
    shown = written[span.column - 1 : span.end_column - 1]
    assert shown.replace("''", "'") == text[at]

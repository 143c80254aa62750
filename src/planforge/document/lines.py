"""Line ends in running text: a space between Latin words, nothing between Chinese characters."""

from __future__ import annotations

import re
from typing import Final

from docutils import nodes

_WIDE: Final = (
    "[\u2014\u2018-\u201d\u2026\u2e80-\u303f\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\ufe30-\ufe4f\uff01-\uff60\uffe0-\uffe6\U00020000-\U0003ffff]"
)
_BREAK: Final = re.compile(rf"(?<={_WIDE})[ \t]*\n[ \t]*(?={_WIDE})")
_OPAQUE: Final = (nodes.literal, nodes.FixedTextElement, nodes.raw)


def join_lines(tree: nodes.Element) -> None:
    """Take the line ends between Chinese characters out of the text of *tree*, in place.

    Text that stands as written (code, raw output) is left alone.
    """
    _merge(tree)
    for run in _runs(tree):
        texts = [str(text) for text in run]
        for i, (text, value) in enumerate(zip(run, texts, strict=True)):
            if "\n" not in value:
                continue
            before = texts[i - 1][-1:] if i else ""
            after = next((later[:1] for later in texts[i + 1 :] if later), "")
            whole = before + value + after
            joined = _BREAK.sub("", whole)[len(before) :]
            joined = joined[: len(joined) - len(after)] if after else joined
            if joined != value and text.parent is not None:
                texts[i] = joined
                text.parent.replace(text, nodes.Text(joined))


def _merge(tree: nodes.Element) -> None:
    """Make one text of texts that stand side by side: a parser ends one at every line."""
    merged: list[nodes.Node] = []
    for child in tree.children:
        last = merged[-1] if merged else None
        if isinstance(child, nodes.Text) and isinstance(last, nodes.Text):
            merged[-1] = nodes.Text(str(last) + str(child))
        else:
            merged.append(child)
        if isinstance(child, nodes.Element) and not isinstance(child, _OPAQUE):
            _merge(child)
    if len(merged) < len(tree.children):
        tree.children = []
        tree.extend(merged)


def _runs(tree: nodes.Element) -> list[list[nodes.Text]]:
    """Return the texts that stand in one line, block by block; some may be empty."""
    runs: list[list[nodes.Text]] = [[]]
    _collect(tree, runs, is_inline=False)
    return runs


def _collect(tree: nodes.Element, runs: list[list[nodes.Text]], *, is_inline: bool) -> None:
    """Add the texts of *tree* to *runs*; what is in a line (*is_inline*) begins no other."""
    for child in tree.children:
        if isinstance(child, nodes.Text):
            runs[-1].append(child)
        elif not isinstance(child, nodes.Element):
            continue
        elif isinstance(child, _OPAQUE):
            if not is_inline:
                runs.append([])
        elif is_inline or isinstance(child, nodes.Inline):
            _collect(child, runs, is_inline=True)
        else:
            runs.append([])
            _collect(child, runs, is_inline=False)

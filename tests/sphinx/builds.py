"""Small sites for the tests: the city of the rules' cases, built in this process."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

from sphinx import locale
from sphinx.application import Sphinx
from sphinx.builders.html import _assets
from sphinx.domains import python
from sphinx.util.console import strip_colors
from sphinx.util.docutils import docutils_namespace, patch_docutils

from planforge.rules.cases import base

if TYPE_CHECKING:
    from pathlib import Path

_WAITS_FOR_A_LANGUAGE = python.PythonModuleIndex.localname
"""Imported while no language is set: later it would keep the words of the first site's language."""

CONF = """\
project = "清河市应急预案"
language = "zh_CN"
extensions = ["planforge.publish.site"]
"""
HELP = {
    "docs/index.md": "# 帮助\n\n```{toctree}\nduty\n```\n",
    "docs/duty.md": (
        "# 值班须知\n\n先看{planforge:plan}`demo`，再看\n{plan}`停电预案`。\n\n"
        "```{response-levels}\n:plan: demo\n```\n"
    ),
    "docs/plain.md": "# 名词\n\n与预案无关的一页。\n",
}


def write_project(folder: Path, *, conf: str = "") -> Path:
    """Write the small city with its help pages and `conf.py` into *folder*."""
    files = {f"plans/{name}": text for name, text in base().items()}
    for name, text in {**files, **HELP, "conf.py": CONF + conf}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def build(
    source: Path, target: Path, *, builder: str = "html", said: dict[str, str] | None = None
) -> list[str]:
    """Build *source* in *target*, incrementally if there is something; return the warnings.

    What is *said* stands on the command line as `-D name=value`.
    """
    warnings = io.StringIO()
    _assets._file_checksum_inner.cache_clear()  # kept as long as the process lives
    locale.translators.clear()  # and the words of the language before
    with patch_docutils(source), docutils_namespace():
        app = Sphinx(
            source,
            source,
            target,
            target.with_name(f"{target.name}-doctrees"),
            builder,
            said,
            status=None,
            warning=warnings,
        )
        app.build()
    told = strip_colors(warnings.getvalue()).splitlines()
    return [line.replace(f"{source}/", "") for line in told if line.strip()]


def content(target: Path) -> dict[str, bytes]:
    """Return every file of a site with its bytes."""
    return {
        path.relative_to(target).as_posix(): path.read_bytes()
        for path in sorted(target.rglob("*"))
        if path.is_file()
    }


def difference(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    """Return which files differ and how, readable in a failed test."""
    found = [f"only in the first: {name}" for name in sorted(one.keys() - other.keys())]
    found += [f"only in the second: {name}" for name in sorted(other.keys() - one.keys())]
    for name in sorted(one.keys() & other.keys()):
        if one[name] != other[name]:
            at = next(
                (i for i, (a, b) in enumerate(zip(one[name], other[name], strict=False)) if a != b),
                min(len(one[name]), len(other[name])),
            )
            span = slice(max(0, at - 80), at + 80)
            found.append(f"{name}: {_shown(one[name][span])} ≠ {_shown(other[name][span])}")
    return found


def _shown(piece: bytes) -> str:
    return re.sub(r"\s+", " ", piece.decode("utf-8", "replace"))

"""The files of plans as written: a public site shows what its pages show, and never these.

They hold what is marked 内部 beside what is not, so a public build that would copy one, because a
hand-written page offers or takes it in or a setting names its folder, stops instead.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.errors import ConfigError, SphinxError

from planforge.i18n import msg
from planforge.publish.site.state import state_of
from planforge.source.layout import IMAGE_ENDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from planforge.i18n import Message


def require_settings(app: Sphinx, root: Path, language: str) -> None:
    """Stop a public build of the plans in *root* whose settings would copy their files.

    Raises:
        ConfigError: Says in *language* which settings, all of them.
    """
    told = [message.render(language) for message in _settings(app, root.resolve())]
    if told:
        raise ConfigError("\n".join(told))


def _settings(app: Sphinx, root: Path) -> Iterator[Message]:
    for name in ("html_extra_path", "html_static_path"):
        for given in getattr(app.config, name):
            folder = (Path(app.confdir) / given).resolve()
            if folder.is_relative_to(root) or root.is_relative_to(folder):
                yield msg(
                    "conf.py: {setting} names {folder}, which holds the files of plans. A public "
                    "site would show what is marked 内部 in them. Name another folder.",
                    setting=name,
                    folder=str(given),
                )


def leave_out(app: Sphinx, path: Path, _page: str, content: list[str]) -> None:
    """Let a page of a public site take in nothing of a file of plans; `keep_in` says why."""
    state = state_of(app)
    if state.settings.public and (Path(app.srcdir) / path).resolve().is_relative_to(
        state.root.resolve()
    ):
        content[0] = ""


def keep_in(app: Sphinx, env: BuildEnvironment) -> None:
    """Stop a public build that would copy files of plans.

    Raises:
        SphinxError: Says which page copies which file, all of them.
    """
    state = state_of(app)
    if not state.settings.public:
        return
    told = [message.render(state.language) for message in _pages(app, env)]
    if told:
        raise SphinxError("\n".join(told))


def _pages(app: Sphinx, env: BuildEnvironment) -> Iterator[Message]:
    root = state_of(app).root.resolve()
    shown = _folders_shown(app)
    source = Path(app.srcdir).resolve()
    taken = {(docname, (source / file).resolve()) for docname, file in _taken_in(env)}
    for docname, path in sorted(taken):
        if docname in state_of(app).by_docname or not path.is_relative_to(root):
            continue
        if path.suffix.lower() in IMAGE_ENDS and shown & set(path.parents):
            continue
        yield msg(
            "{page}: takes in {file} as written. A public site would show what is marked 内部 in "
            "it. Refer to the plan instead: {{plan}}`name`.",
            page=str(env.doc2path(docname, base=False)),
            file=Path(os.path.relpath(path, source)).as_posix(),
        )


def _taken_in(env: BuildEnvironment) -> Iterator[tuple[str, str]]:
    """Yield which document takes in which file, as a path below the source folder."""
    offered: Iterable[tuple[object, tuple[set[str], object]]] = (
        *env.dlfiles.items(),
        *env.images.items(),
    )
    for file, (docnames, _) in offered:
        yield from ((docname, str(file)) for docname in docnames)
    for docname, files in env.dependencies.items():
        yield from ((docname, str(file)) for file in files)


def _folders_shown(app: Sphinx) -> set[Path]:
    """Return the folders of plans that have pages on the site."""
    state = state_of(app)
    sources = {page.source for page in state.pages if page.source.endswith(".md")}
    return {(state.root / source).parent.resolve() for source in sources}

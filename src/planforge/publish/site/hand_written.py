"""Hand-written documents of the site, such as its help: Markdown that may use our directives.

Sphinx reads them. What they show of the plans is filled in here, and they are read again when the
plans change; what stands around them is theirs all together, so they are written again together.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Any

from sphinx import addnodes
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform

from planforge.document.lines import join_lines
from planforge.publish.site.domain import domain_of
from planforge.publish.site.links import draw_charts, relative_uri, resolve_links
from planforge.publish.site.state import state_of

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


class JoinLines(SphinxTransform):
    """Joins lines of Chinese text: a line end in the source is no space on the page."""

    default_priority = 20

    def apply(self, **_kwargs: Any) -> None:  # noqa: ANN401 - docutils passes what it likes
        """Join the lines of one document."""
        join_lines(self.document)


class FillIn(SphinxPostTransform):
    """Gives links to computed pages their addresses and draws charts."""

    default_priority = 5

    def run(self, **_kwargs: Any) -> None:  # noqa: ANN401 - docutils passes what it likes
        """Fill in one document."""
        app = self.env._app  # noqa: SLF001 - the application in use
        state = state_of(app)
        uri = relative_uri(state, app.builder, self.env.current_document.docname)
        resolve_links(self.document, uri)
        if app.builder.format == "html":
            draw_charts(self.document, state, uri)


def note_use(app: Sphinx, doctree: nodes.document) -> None:
    """Enter a document that refers to plans; none needs to stand in a table of contents."""
    env = app.env
    docname = env.current_document.docname
    if docname in state_of(app).by_docname:
        return
    env.metadata[docname].setdefault("orphan", "")
    if any(ref.get("refdomain") == "planforge" for ref in doctree.findall(addnodes.pending_xref)):
        domain_of(env).note_reader()


def to_write(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Return all hand-written documents if anything around them has changed, else none."""
    state = state_of(app)
    written = sorted(env.found_docs - set(state.by_docname))
    around = [state.furniture]
    for docname in written:
        title = env.titles.get(docname)
        around += [docname, title.astext() if title is not None else ""]
        around += env.toctree_includes.get(docname, [])
    digest = sha256("\0".join(around).encode()).hexdigest()
    domain = domain_of(env)
    if domain.data["around"] == digest:
        return []
    domain.data["around"] = digest
    return written

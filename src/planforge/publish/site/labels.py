"""Labels of facts in HTML: docutils puts the same colon behind each in every language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from planforge.i18n import marks

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator


def register(app: Sphinx) -> None:
    """Let the colon behind a label follow the language of the site."""
    app.add_node(nodes.field_name, override=True, html=(_visit, _depart))


def _visit(self: HTML5Translator, node: nodes.Element) -> None:
    parent = node.parent
    classes = parent["classes"] if isinstance(parent, nodes.Element) else []
    self.body.append(self.starttag(node, "dt", "", classes=classes))


def _depart(self: HTML5Translator, _node: nodes.Element) -> None:
    colon = marks(self.config.language).colon.strip()
    self.body.append(f'<span class="colon">{colon}</span></dt>\n')

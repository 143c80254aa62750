"""The Sphinx site: a thin adapter from neutral documents to pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def setup(app: Sphinx) -> dict[str, Any]:
    """Add the plans of a jurisdiction to a Sphinx site: the entry of `extensions`."""
    from planforge.publish.site import extension  # noqa: PLC0415 - the search is used without Sphinx

    return extension.setup(app)

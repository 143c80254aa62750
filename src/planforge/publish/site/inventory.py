"""What the inventory (`objects.inv`) lists: pages that there are.

Sphinx names the indexes of every site in it, the one of Python modules too, of which a site of
plans has none: whoever took the inventory for a list of addresses would find nothing there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sphinx.builders.html import StandaloneHTMLBuilder

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx

_OF_MODULES: Final = "py-modindex"
"""The page of the index of Python modules."""


def leave_out_missing_indexes(app: Sphinx) -> Iterable[tuple[str, dict[str, object], str]]:
    """Take the labels of an index of modules that was not written from what the inventory lists.

    References have been resolved by now, and what is kept for the next build has been written: a
    project that comes to have modules has the index and its labels. No page is added.
    """
    builder = app.builder
    if isinstance(builder, StandaloneHTMLBuilder):
        written = {name for name, *_ in builder.domain_indices}
        domain = app.env.domains.standard_domain
        for labels in (domain.labels, domain.anonlabels):
            for name in [label for label, at in labels.items() if at[0] == _OF_MODULES]:
                if _OF_MODULES not in written:
                    del labels[name]
    return ()


__all__ = ["leave_out_missing_indexes"]

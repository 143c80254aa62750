"""A page of the site as a value: where it is, what it was made from, how to build it."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING, TypeAlias

from planforge.frozen import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable

    from docutils import nodes

Address: TypeAlias = str


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a navigation: text and the address it leads to."""

    text: str
    target: Address
    children: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Target:
    """Something on a page that has a name of its own: enters the inventory and the index.

    Attributes:
        kind: Object type, e.g. `plan`, `level`, `action`, `organisation`.
        ident: Identifier, unique for its kind.
        name: Text shown for it.
        anchor: Anchor on the page; empty for the page itself.
    """

    kind: str
    ident: str
    name: str
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """A page.

    Attributes:
        docname: Path of the page without suffix, e.g. `plan/flood/index`.
        title: Plain text title.
        kind: What sort of page it is, a facet of the search: `plan`, `level`, `organisation`, …
        inputs: Digests of everything the page may depend on; equal inputs give an equal page.
        build: Makes the tree: a list of nodes without the page title's section around them.
        targets: What the page describes.
        navigation: The side navigation, e.g. the chapters of the plan.
        breadcrumb: The way down to this page.
        facets: Values for the filters of the search, by facet (`plan`, `level`, `unit`).
        previous: The page to read before this one, e.g. the chapter before.
        following: The page to read after this one.
        source: Plan file behind the page, as shown to the user; empty if there is none.
    """

    docname: str
    title: str
    kind: str
    inputs: tuple[str, ...]
    build: Callable[[], list[nodes.Node]] = field(compare=False)
    targets: tuple[Target, ...] = ()
    navigation: tuple[Entry, ...] = ()
    breadcrumb: tuple[Entry, ...] = ()
    facets: tuple[tuple[str, tuple[str, ...]], ...] = ()
    previous: Entry | None = None
    following: Entry | None = None
    source: str = ""

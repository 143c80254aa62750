"""The few docutils nodes that planforge adds, and the addresses used inside its trees."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from docutils import nodes

if TYPE_CHECKING:
    from planforge.corpus.names import Entity
    from planforge.document.charts.drawing import Drawable

SCHEME: Final = "planforge:"


class chart(nodes.General, nodes.Element):  # noqa: N801 - docutils names nodes in lower case
    """A picture; the attribute `chart` says of what, its children say the same in words."""

    @property
    def graph(self) -> Drawable:
        """The neutral chart."""
        graph: Drawable = self["chart"]
        return graph


class qr_code(nodes.General, nodes.Element):  # noqa: N801 - docutils names nodes in lower case
    """A QR code on paper; the attribute `text` holds what it says, `caption` a word below it."""


def address(kind: str, ident: str, anchor: str = "") -> str:
    """Return the address of a page or of a place in it, e.g. `planforge:organisation/water`."""
    return f"{SCHEME}{kind}/{ident}" + (f"#{anchor}" if anchor else "")


def entity_address(entity: Entity) -> str:
    """Return the address of the page, or the line of a register, that describes *entity*."""
    return address(entity.kind.value, entity.id)


def link(text: str, target: str, *, mention: bool = False) -> nodes.reference:
    """Return a link to the address *target*.

    Args:
        text: What is shown.
        target: A `planforge:` address.
        mention: Whether the link was recognised in prose; it then enters the index.
    """
    node = nodes.reference("", "", nodes.Text(text), refuri=target, internal=True)
    if mention:
        node["classes"].append("pf-mention")
    return node

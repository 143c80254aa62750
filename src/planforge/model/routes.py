"""Ways by which people leave a place in danger."""

from __future__ import annotations

from planforge.model.base import Element, ShelterRef, key
from planforge.model.scalars import Text


class Route(Element):
    """A way by which people leave a place in danger (转移路线)."""

    people: Text = key("对象", "Who leaves by it, e.g. 后山组32户96人.")
    way: Text = key("路线", "From where, by which roads, to where.")
    shelter: ShelterRef | None = key("避难场所", "The shelter at its end.", None)
    guide: str = key("责任人", "Who leads the people out, by office.", "")
    phone: str = key("电话", "Number of that person, as the people may know it.", "")


__all__ = ["Route"]

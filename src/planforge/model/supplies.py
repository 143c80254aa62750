"""Equipment and supplies: what is in store, how it is filled up, what others send when asked."""

from __future__ import annotations

from collections.abc import Mapping

from planforge.model.base import Element, key
from planforge.model.scalars import Amount, Count, Date, Limit, Text


class Resupply(Element):
    """What is ordered each time that less than the reserve is left (补充)."""

    quantity: Count = key("数量", "How many come.")
    within: Limit = key("到货时限", "From the order until they are there.")


class Equipment(Element):
    """A kind of equipment or supply with its amount."""

    name: Text = key("名称", "What it is.")
    model: str = key("规格", "Type or specification.", "")
    quantity: Count = key("数量", "How many there are.")
    unit: Text = key("单位", "Unit of the quantity, e.g. 台, 条, 顶.")
    minimum: Count | None = key("最低储备", "Quantity that must never be undercut.", None)
    resupply: Resupply | None = key(
        "补充", "What is ordered once less than 「最低储备」 is left.", None
    )
    expires: Date | None = key("有效期至", "Last day of use.", None)


class PromisedAid(Element):
    """What a party of an agreement sends when it is asked (支援)."""

    party: Text = key("提供", "Who sends it.")
    supplies: Mapping[Text, Amount] = key("物资", "Supplies with quantities, named as in depots.")
    within: Limit = key("到达时限", "From the request until they are there.")


__all__ = ["Equipment", "PromisedAid", "Resupply"]

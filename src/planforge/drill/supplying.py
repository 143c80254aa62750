"""What records on supplies say: asked for, lent, used, given back, ordered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.drill.saying import LineKind, Said, filled
from planforge.i18n import msg

if TYPE_CHECKING:
    from collections.abc import Callable

    from planforge.drill.telling import Teller
    from planforge.drill.trace import Record

_AID: Final = {
    "aid_requested": msg("{pool}: {lender} is asked for {quantity}"),
    "aid_granted": msg("{pool}: {lender} sends {quantity}"),
    "aid_refused": msg("{pool}: {lender} has none to spare"),
    "loan_arrived": msg("{pool}: {quantity} of {lender} arrive"),
}


def _aid(teller: Teller, record: Record) -> Said:
    data = record.data
    pool, lender = teller.name(str(data["pool"])), teller.name(str(data["lender"]))
    text = filled(_AID[record.type], pool=pool, lender=lender, quantity=str(data["quantity"]))
    return Said(text, LineKind.SUPPLY, is_bad=record.type == "aid_refused")


def _loan(teller: Teller, record: Record) -> Said:
    pool, quantity = teller.name(record.entity), str(record.data["quantity"])
    if record.type == "loan_overdue":
        text = msg("{pool}: {quantity} are due back and still in use", pool=pool, quantity=quantity)
        return Said(text, LineKind.SUPPLY, is_bad=True)
    lender = teller.name(str(record.data["lender"]))
    text = msg(
        "{pool}: {quantity} go back to {lender}", pool=pool, quantity=quantity, lender=lender
    )
    return Said(text, LineKind.SUPPLY)


def _restocked(teller: Teller, record: Record) -> Said:
    pool, quantity = teller.name(record.entity), str(record.data["quantity"])
    if record.type == "restock_ordered":
        text = msg("{pool}: {quantity} are ordered", pool=pool, quantity=quantity)
        return Said(text, LineKind.SUPPLY, is_key=False)
    return Said(msg("{pool}: {quantity} come in", pool=pool, quantity=quantity), LineKind.SUPPLY)


SUPPLIES: Final[dict[str, Callable[[Teller, Record], Said]]] = {
    "aid_requested": _aid,
    "aid_granted": _aid,
    "aid_refused": _aid,
    "loan_arrived": _aid,
    "loan_overdue": _loan,
    "loan_returned": _loan,
    "restock_ordered": _restocked,
    "restocked": _restocked,
}
"""Types of records on supplies, and what tells them."""

__all__ = ["SUPPLIES"]

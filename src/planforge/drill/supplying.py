"""What records on supplies say: asked for, lent, used, given back, ordered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.drill.saying import LineKind, Said, filled
from planforge.i18n import msg
from planforge.model.base import Kind
from planforge.model.registers import Depot

if TYPE_CHECKING:
    from collections.abc import Callable

    from planforge.drill.telling import Teller
    from planforge.drill.trace import Record

_AID: Final = {
    "aid_requested": msg("{borrower} asks {lender} to lend {quantity} of {thing}"),
    "aid_granted": msg("{lender} sends {quantity} of {thing} to {borrower}"),
    "aid_refused": msg("{lender} has no {thing} to spare for {borrower}"),
    "loan_arrived": msg("{quantity} of {thing} from {lender} arrive"),
    "loan_overdue": msg("{quantity} of {thing} from {lender} are due back and still in use"),
    "loan_returned": msg("{quantity} of {thing} go back to {lender}"),
}


def _lent(teller: Teller, record: Record) -> Said:
    pool = str(record.data.get("pool") or record.entity)
    borrower, thing, unit = _parts(teller, pool)
    lender = str(record.data.get("lender", ""))
    text = filled(
        _AID[record.type],
        borrower=borrower,
        thing=thing,
        lender=_parts(teller, lender)[0],
        quantity=f"{record.data['quantity']}{unit}",
    )
    return Said(text, LineKind.SUPPLY, is_bad=record.type in {"aid_refused", "loan_overdue"})


def _parts(teller: Teller, pool: str) -> tuple[str, str, str]:
    """Return who holds *pool*, what it is, and its unit; as far as its name and register say."""
    holder, _, thing = teller.name(pool).partition("：")
    depot = pool.partition("/")[0].removeprefix("depot.")
    known = teller.made.view.registry.names.entities(Kind.DEPOT)
    stock = (one for entity in known if entity.id == depot for one in entity.of(Depot).stock)
    unit = next((one.unit for one in stock if one.name == thing), "")
    return holder, thing, unit


def _restocked(teller: Teller, record: Record) -> Said:
    pool, quantity = teller.name(record.entity), str(record.data["quantity"])
    if record.type == "restock_ordered":
        text = msg("{pool}: {quantity} are ordered", pool=pool, quantity=quantity)
        return Said(text, LineKind.SUPPLY, is_key=False)
    return Said(msg("{pool}: {quantity} come in", pool=pool, quantity=quantity), LineKind.SUPPLY)


SUPPLIES: Final[dict[str, Callable[[Teller, Record], Said]]] = {
    "aid_requested": _lent,
    "aid_granted": _lent,
    "aid_refused": _lent,
    "loan_arrived": _lent,
    "loan_overdue": _lent,
    "loan_returned": _lent,
    "restock_ordered": _restocked,
    "restocked": _restocked,
}
"""Types of records on supplies, and what tells them."""

__all__ = ["SUPPLIES"]

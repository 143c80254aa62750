"""Supplies: drawn, sent, used up or brought back, borrowed when they run short, filled up.

At every moment `free + busy + lent + spent == stock + borrowed` for each pool: nothing appears and
nothing is lost.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from planforge.drill.chance import Stream
from planforge.drill.queue import Event, Kind, Subject
from planforge.drill.state import Shared, Stock
from planforge.drill.task import Status

if TYPE_CHECKING:
    from collections.abc import Container

    from planforge.drill.means import Agreement
    from planforge.drill.state import Run
    from planforge.drill.task import Task
    from planforge.drill.trace import Json
    from planforge.drill.work import Need


def prepare(run: Run) -> None:
    """Fill the pools.

    Raises:
        ValueError: The scenario adds to a pool that the world does not have.
    """
    extra = dict(run.script.extra)
    if unknown := extra.keys() - run.ready.pools.keys():
        raise ValueError(f"unknown: {min(unknown)}")
    for pool in run.ready.world.pools:
        amount = pool.stock + extra.get(pool.id, 0)
        run.stocks[pool.id] = Stock(amount, amount)
        run.free[f"pool:{pool.id}"] = amount


def move(run: Run, pool: str, amount: int, to: str) -> None:
    """Move *amount* of *pool* from what is free to *to*, or back if it is negative."""
    stock = run.stocks[pool]
    stock.free -= amount
    setattr(stock, to, getattr(stock, to) + amount)
    run.free[f"pool:{pool}"] = stock.free
    if amount > 0:
        stock.loose = max(0, stock.loose - amount)
        _order(run, pool)


def _order(run: Run, pool: str, *, is_lacking: bool = False) -> None:
    """Order more of *pool* if too little is left or somebody lacks it; one order at a time."""
    stock, rule = run.stocks[pool], run.ready.pools[pool].restock
    if rule is None or stock.is_ordered or not rule.quantity:
        return
    if not is_lacking and stock.free >= rule.below:
        return
    stock.is_ordered = True
    subject = Subject(entity=pool)
    took = run.draw(rule.after, Stream.DELAY, f"restock/{pool}")
    data: dict[str, Json] = {"quantity": rule.quantity, "due": run.now + took}
    i = run.record("restock_ordered", subject, data, role=run.ready.pools[pool].owner)
    run.post(Kind.RESTOCKED, run.now + took, subject, cause=i)


def on_restocked(run: Run, event: Event) -> None:
    """What was ordered is there; more is ordered if too little is left or somebody lacks it."""
    pool = event.subject.entity
    stock, rule = run.stocks[pool], run.ready.pools[pool].restock
    quantity = rule.quantity if rule else 0
    stock.is_ordered = False
    stock.stock += quantity
    stock.free += quantity
    run.free[f"pool:{pool}"] = stock.free
    data: dict[str, Json] = {"quantity": quantity}
    item = f"pool:{pool}"
    run.touch(item, run.record("restocked", event.subject, data))
    waiting = (task for task in run.tasks.values() if task.status is Status.WAITING)
    lacks = (lack for task in waiting for lack in task.lacks)
    _order(run, pool, is_lacking=any(one == item and n > stock.free for one, n in lacks))


def called(run: Run, task: Task) -> list[Need]:
    """Return what *task* draws now: of several teams, one that cannot come holds up no other."""
    needs = list(task.action.needs)
    teams = [need for need in needs if run.ready.pools[need.pool].is_shared]
    away = [need for need in teams if run.blocked.get(f"pool:{need.pool}")]
    return [need for need in needs if need not in away] if len(away) < len(teams) else needs


def is_there(run: Run, task: Task, need: Need) -> bool:
    """Whether *task* can draw *need* now: it is free, or the plan has it at its scene."""
    item = f"pool:{need.pool}"
    held = run.shared.get(need.pool)
    if held and held.plan == task.subject.plan:
        return not run.blocked.get(item)
    return run.available(item) >= need.quantity


def _joins(run: Run, task: Task, pool: str) -> bool:
    """Let *task* share *pool* if its plan has it; return whether it does."""
    held = run.shared.get(pool)
    if held is None or held.plan != task.subject.plan:
        return False
    held.users += 1
    held.drawn += 1
    task.drawn.append((pool, 0))
    run.holding.setdefault(f"pool:{pool}", {})[task.id] = 0
    return True


def draw(run: Run, task: Task) -> int:
    """Let *task* draw all it needs, which is there; return how long that is on its way."""
    longest = 0
    for need in called(run, task):
        pool = run.ready.pools[need.pool]
        if pool.is_shared:
            if _joins(run, task, pool.id):
                continue
            run.shared[pool.id] = Shared(task.subject.plan)
            run.joined.append((task.subject.plan, f"pool:{pool.id}"))
        quantity = run.stocks[pool.id].free if pool.is_shared else need.quantity
        move(run, pool.id, quantity, "spent" if pool.consumable else "busy")
        item = f"pool:{pool.id}"
        if not pool.consumable:
            task.drawn.append((pool.id, quantity))
            holders = run.holding.setdefault(item, {})
            holders[task.id] = holders.get(task.id, 0) + quantity
        name = f"{task.id}/{pool.id}"
        way = run.draw(pool.prepare, Stream.DELAY, f"{name}/prepare")
        longest = max(longest, way + run.draw(pool.travel, Stream.DELAY, f"{name}/travel"))
    return longest


def give_back(run: Run, task: Task) -> None:
    """Let *task* send back what it drew; it can be used again when it is back."""
    for place, (name, amount) in enumerate(task.drawn):
        run.holding[f"pool:{name}"].pop(task.id, None)
        held = run.shared.get(name)
        if held:
            held.users -= 1
            if held.users:
                continue
            amount = run.stocks[name].busy  # noqa: PLW2901 - all of it goes back with the last
        back = run.draw(run.ready.pools[name].back, Stream.DELAY, f"{task.id}/{name}/back")
        if back:
            turn = str(held.drawn) if held else f"{place}-{task.stints}"
            detail = f"{turn}:{name}:{amount}"
            run.post(Kind.RETURNED, run.now + back, task.subject, detail, task.last)
        else:
            run.shared.pop(name, None)
            move(run, name, -amount, "busy")
            run.touch(f"pool:{name}", task.last)
    task.drawn = []


def hand_over(run: Run, task: Task, items: Container[str]) -> None:
    """Let *task* leave what it drew of *items* where it is, for others to draw it from there."""
    kept = []
    for name, amount in task.drawn:
        if f"pool:{name}" not in items:
            kept.append((name, amount))
            continue
        run.holding[f"pool:{name}"].pop(task.id, None)
        held = run.shared.get(name)
        if held:
            held.users -= 1
            if held.users:
                continue
            del run.shared[name]
        move(run, name, -(run.stocks[name].busy if held else amount), "busy")
        run.touch(f"pool:{name}", task.last)
    task.drawn = kept


def on_returned(run: Run, event: Event) -> None:
    """What was sent out is back and can be used again."""
    turn, name, amount = event.detail.rsplit(":", 2)
    held = run.shared.get(name)
    if held and (held.users or str(held.drawn) != turn):
        return  # called back to the scene on its way
    run.shared.pop(name, None)
    move(run, name, -int(amount), "busy")
    data: dict[str, Json] = {"pool": name, "quantity": int(amount)}
    run.touch(f"pool:{name}", run.record("resource_returned", event.subject, data))


def ask_for_aid(run: Run, task: Task, need: Need) -> None:
    """Ask those who lend for what *task* lacks of *need*; each task asks once."""
    lack = need.quantity - run.available(f"pool:{need.pool}")
    if need.quantity > run.stocks[need.pool].free:
        _order(run, need.pool, is_lacking=True)
    is_lent = bool(run.ready.pools[need.pool].agreements)
    if lack > 0 and is_lent and not run.count(f"aid:{task.id}/{need.pool}"):
        _ask(run, task, need.pool, lack, 0)


def _ask(run: Run, task: Task, pool: str, lack: int, place: int) -> None:
    agreement = run.ready.pools[pool].agreements[place]
    data: dict[str, Json] = {"pool": pool, "lender": agreement.lender, "quantity": lack}
    i = run.record("aid_requested", task.subject, data, role=run.ready.pools[pool].owner)
    answer = run.draw(agreement.answer, Stream.DELAY, f"{task.id}/{pool}/{place}/answer")
    detail = f"{pool}:{lack}:{place}"
    run.post(Kind.AID_ANSWERED, run.now + answer, task.subject, detail, i)


def on_aid_answered(run: Run, event: Event) -> None:
    """A lender gives what it can spare, and the next is asked for the rest."""
    pool, lack_text, place_text = event.detail.split(":")
    lack, place = int(lack_text), int(place_text)
    agreement = run.ready.pools[pool].agreements[place]
    task = run.tasks[event.subject.entity]
    spare = min(lack, max(0, run.available(f"pool:{agreement.lender}") - agreement.keeps))
    if task.status is not Status.WAITING:
        spare = 0
    data: dict[str, Json] = {"pool": pool, "lender": agreement.lender, "quantity": spare}
    owner = run.ready.pools[agreement.lender].owner
    i = run.record("aid_granted" if spare else "aid_refused", event.subject, data, role=owner)
    if spare:
        move(run, agreement.lender, spare, "lent")
        way = run.draw(agreement.travel, Stream.DELAY, f"{task.id}/{pool}/{place}/travel")
        detail = f"{pool}:{spare}:{place}"
        run.post(Kind.ARRIVED, run.now + way, event.subject, detail, i)
    last = place + 1 == len(run.ready.pools[pool].agreements)
    if spare < lack and not last and task.status is Status.WAITING:
        _ask(run, task, pool, lack - spare, place + 1)


def on_arrived(run: Run, event: Event) -> None:
    """A loan is there, or those who were sent to a site are."""
    if not event.detail:
        task = run.tasks[event.subject.entity]
        if task.status is Status.RUNNING and task.arrives == run.now:
            task.last = run.record(
                "arrived", event.subject, role=task.role, person=task.person, cause=(task.last,)
            )
        return
    pool, amount, place = event.detail.split(":")
    agreement = run.ready.pools[pool].agreements[int(place)]
    stock = run.stocks[pool]
    stock.borrowed += int(amount)
    stock.free += int(amount)
    stock.loose += int(amount)
    item = f"pool:{pool}"
    run.free[item] = stock.free
    data: dict[str, Json] = {"pool": pool, "lender": agreement.lender, "quantity": int(amount)}
    i = run.record("loan_arrived", event.subject, data)
    run.touch(item, i)
    if run.ready.pools[pool].consumable:
        return
    if agreement.term or not run.plans[event.subject.plan].rank:
        detail = f"{amount}:{place}:{event.subject.plan}:{event.subject.entity}"
        run.post(Kind.LOAN_DUE, run.now + agreement.term, Subject(entity=pool), detail, i)
    else:
        run.loans.setdefault(event.subject.plan, []).append((pool, int(amount), int(place)))


def end_loans(run: Run, plan: str, cause: int) -> None:
    """Let what was borrowed until the end of *plan* fall due."""
    for n, (pool, amount, place) in enumerate(run.loans.pop(plan, [])):
        detail = f"{amount}:{place}:{plan}:{n}"
        run.post(Kind.LOAN_DUE, run.now, Subject(entity=pool), detail, cause)


def on_loan_due(run: Run, event: Event) -> None:
    """What was borrowed goes back, as soon as nobody uses it."""
    pool = event.subject.entity
    amount, place, _, _ = event.detail.split(":", 3)
    agreement = run.ready.pools[pool].agreements[int(place)]
    if run.stocks[pool].free < int(amount):
        overdue: dict[str, Json] = {"quantity": int(amount), "lender": agreement.lender}
        run.record("loan_overdue", event.subject, overdue)
        run.overdue.append((pool, int(amount), agreement, event))
        return
    _send_back(run, pool, int(amount), agreement, event)


def settle_overdue(run: Run) -> None:
    """Send back loans that are overdue, the longest first, before anybody else draws from them."""
    left = []
    for pool, amount, agreement, event in run.overdue:
        if run.stocks[pool].free >= amount:
            _send_back(run, pool, amount, agreement, event)
        else:
            left.append((pool, amount, agreement, event))
    run.overdue = left


def _send_back(run: Run, pool: str, amount: int, agreement: Agreement, event: Event) -> None:
    stock = run.stocks[pool]
    stock.borrowed -= amount
    stock.free -= amount
    run.free[f"pool:{pool}"] = stock.free
    stock.loose = max(0, stock.loose - amount)
    data: dict[str, Json] = {"quantity": amount, "lender": agreement.lender}
    i = run.record("loan_returned", event.subject, data)
    move(run, agreement.lender, -amount, "lent")
    way = run.draw(agreement.travel, Stream.DELAY, f"{pool}/{event.detail}/back")
    if way:
        move(run, agreement.lender, amount, "busy")
        detail = f"{event.detail}:{agreement.lender}:{amount}"
        run.post(Kind.RETURNED, run.now + way, event.subject, detail, i)
    else:
        run.touch(f"pool:{agreement.lender}", i)


__all__ = [
    "ask_for_aid",
    "called",
    "draw",
    "end_loans",
    "give_back",
    "hand_over",
    "is_there",
    "move",
    "on_aid_answered",
    "on_arrived",
    "on_loan_due",
    "on_restocked",
    "on_returned",
    "prepare",
    "settle_overdue",
]

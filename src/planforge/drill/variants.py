"""Drafts of drills made from a drill: without one thing that is single, or in another order.

Like all drafts they are in Chinese and invent nothing: names come from the drill and the registers.
What was written for people (injects, goals, story) is kept as it stands, to be read again by them.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from planforge.drill.drafts import Draft
from planforge.drill.generate import covering_orders, failures
from planforge.drill.script import Lost
from planforge.model.base import Kind
from planforge.model.drill_scales import OutageKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from planforge.corpus.drills import DrillView
    from planforge.drill.rehearsal import Rehearsal
    from planforge.drill.script import Outage
    from planforge.model.drill import Drill

MOST: Final = 7
"""Complications up to which orders are made: there are 5,040 orders of seven."""
_OWN: Final = ("日期", "开始", "举行", "整改")
"""What belongs to the drill that was planned, and not to its variants."""
_MINUTE: Final = 60
_HOUR: Final = 3_600


def outage_drafts(made: Rehearsal) -> tuple[Draft, ...]:
    """Return the drill of *made* again and again, each time without one thing that is single.

    That is a person who alone fills a post, a desk, the only channel of a report, or a road.
    """
    found: list[Draft] = []
    for variant in failures(made):
        named = _named(made, variant.script.outages[-1])
        if named is None:
            continue
        kind, what = named
        drill = _plain(made.view.drill)
        entry = {"类别": kind.zh, "对象": what, "中断在手": "是", "原因": "推演假设"}
        drill["失效"] = [*_list(drill, "失效"), entry]
        found.append(_draft(drill, f"outage-{len(found) + 1}", f"没有{what}"))
    return tuple(found)


def order_drafts(view: DrillView) -> tuple[Draft, ...]:
    """Return the drill with its complications in other orders; any three come in every order.

    Complications are outages that begin later than the scenario, and orders from above. They
    change places among the moments at which they come; an outage lasts as long as before.
    """
    drill = view.drill
    parts = sorted(
        (
            *((one.start.seconds, 0, i, 0) for i, one in enumerate(drill.outages)
              if one.start.seconds),
            *((step.at.seconds, 1, i, k) for i, step in enumerate(drill.developments)
              for k in range(len(step.orders))),
        )
    )  # fmt: skip
    if not 1 < len(parts) <= MOST:
        return ()
    times = [part[0] for part in parts]
    found: list[Draft] = []
    for order in covering_orders(len(parts))[1:]:
        moved = {parts[place][1:]: time for place, time in zip(order, times, strict=True)}
        plain = _plain(drill)
        _move(plain, drill, moved)
        found.append(_draft(plain, f"order-{len(found) + 1}", f"次序变化{len(found) + 1}"))
    return tuple(found)


def _move(
    plain: dict[str, object], drill: Drill, moved: Mapping[tuple[int, int, int], int]
) -> None:
    outages = _list(plain, "失效")
    for (kind, i, _), time in moved.items():
        if kind:
            continue
        one = drill.outages[i]
        outages[i]["起"] = _time(time)
        if one.end is not None:
            outages[i]["止"] = _time(one.end.seconds - one.start.seconds + time)
    steps = _list(plain, "事态")
    ordered: list[tuple[int, object]] = []
    for i, step in enumerate(drill.developments):
        written = steps[i].pop("指令", None)
        own = written if isinstance(written, list) else [written]
        ordered += [(moved[1, i, k], own[k]) for k in range(len(step.orders))]
    for time, order in sorted(ordered, key=lambda one: one[0]):
        _place(steps, time, order)


def _place(steps: list[dict[str, object]], time: int, order: object) -> None:
    """Give the development at *time* an order; one of its own if there is none."""
    times = [_seconds(str(step["时间"])) for step in steps]
    if time in times:
        step = steps[times.index(time)]
    else:
        step = {"时间": _time(time), "标题": "上级指令"}
        steps.insert(sum(other < time for other in times), step)
    known = step.get("指令")
    step["指令"] = [*(known if isinstance(known, list) else []), order]


def _named(made: Rehearsal, lost: Outage) -> tuple[OutageKind, str] | None:
    """Return what is lost as a drill names it; None if it has no name in registers and drill."""
    kind, _, id_ = lost.id.partition(".")
    if lost.lost is Lost.ROAD:
        return OutageKind.ROAD, lost.id
    if lost.lost is Lost.CHANNEL:
        return OutageKind.CHANNEL, id_
    if lost.lost is not Lost.PERSON or kind != "person":
        return None
    names = made.view.registry.names
    unit = id_.removeprefix("desk.")
    if unit != id_:
        found = next((one for one in names.entities(Kind.ORGANISATION) if one.id == unit), None)
        return (OutageKind.ORGANISATION, found.name) if found else None
    for post in made.world.posts:
        if post.persons == (lost.id,):
            name = made.index.name(post.id)
            if names.get(name, (Kind.POST,)):
                return OutageKind.POST, name
    return None


def _plain(drill: Drill) -> dict[str, object]:
    written: dict[str, object] = json.loads(
        drill.model_dump_json(by_alias=True, exclude_unset=True)
    )
    written["情景起始"] = f"{drill.start:%Y-%m-%d %H:%M}"
    return {key: value for key, value in written.items() if key not in _OWN}


def _list(plain: Mapping[str, object], key: str) -> list[dict[str, object]]:
    found = plain.get(key, [])
    return found if isinstance(found, list) else []


def _draft(plain: dict[str, object], suffix: str, what: str) -> Draft:
    base = str(plain["演练"])
    plain["演练"] = f"{base}-{suffix}"
    plain["名称"] = f"{plain['名称']}（{what}，草稿）"
    lines = [
        f"# 由程序按演练 {base} 生成的草稿：{what}。",
        "# 注入、目标和分工照原样保留，请看是否还说得通；日期另定。",
        *lines_of(plain),
    ]
    return Draft(f"{base}-{suffix}", "\n".join(lines) + "\n")


def lines_of(plain: Mapping[str, object]) -> Iterator[str]:
    """Yield the lines of a drill file with the keys and values of *plain*."""
    for key, value in plain.items():
        if isinstance(value, list) and any(isinstance(one, dict) for one in value):
            yield f"{key}:"
            yield from (f"  - {_flow(one)}" for one in value)
        else:
            yield f"{key}: {_flow(value)}"


def _flow(value: object) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, dict):
        pairs = (f"{_key(str(key))}: {_flow(one)}" for key, one in value.items())
        return f"{{{', '.join(pairs)}}}"
    if isinstance(value, list):
        return f"[{', '.join(_flow(one) for one in value)}]"
    return json.dumps(str(value), ensure_ascii=False)


def _key(text: str) -> str:
    return text if text.isalnum() else json.dumps(text, ensure_ascii=False)


def _time(seconds: int) -> str:
    hours, rest = divmod(seconds, _HOUR)
    minutes, rest = divmod(rest, _MINUTE)
    return f"T+{hours:02}:{minutes:02}" + (f":{rest:02}" if rest else "")


def _seconds(text: str) -> int:
    hours, minutes, *rest = text.removeprefix("T+").split(":")
    return _HOUR * int(hours) + _MINUTE * int(minutes) + sum(map(int, rest))


__all__ = ["MOST", "lines_of", "order_drafts", "outage_drafts"]

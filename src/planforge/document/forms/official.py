"""Boxes of official forms that a known fact belongs in: people, losses, outlook, kind of incident.

Forms are the same everywhere, indicators are a city's own. So a box knows the indicators that mean
what it asks for by their names; a fact that fits no box stands with the other known figures.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.document.forms.filled import fact_text
from planforge.document.forms.grid import blank, boxes
from planforge.feel import only
from planforge.patterns import late

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from planforge.corpus.assess import Fact
    from planforge.document.context import Context
    from planforge.document.forms.filled import Filled

_MOST_TYPES: Final = 8
_PEOPLE: Final = {
    "dead": late("(?:死亡|遇难|死难)人数"),
    "missing": late("(?:失联|失踪|失踪（失联）|失联（失踪）)人数"),
    "gone": late(
        "死亡(?:人员)?(?:[、和及与]|[（(]含)?(?:失踪|失联)[）)]?人数"
        "|死亡[（(](?:含)?(?:失踪|失联)[）)]人数"
    ),
    "injured": late("(?:受伤|伤员|负伤)人数"),
    "badly": late("重伤人数"),
    "trapped": late("被困(?:人员)?人数|被困人员数"),
    "endangered": late("受(?:到)?威胁(?:群众)?人数"),
    "moved": late("(?:紧急)?(?:疏散)?转移(?:安置)?(?:群众)?人数"),
}
"""Number of people in a form → names of indicators that mean it and nothing else."""
_COUNT: Final = late(r"(\d+)\s*人?")
_LOSSES: Final = late("损失|倒塌|损坏|受影响|中断|停电|减供|停运|滞留|延误|取消|泄漏量|作物受旱")
_OUTLOOK: Final = late("^预报|^预计|^潜在|预判|趋势")
_SITUATIONS: Final = {
    "雨情": late("雨(?!日数)|积水"),
    "水情": late("水位|流量|洪水"),
    "工情": late("险情"),
    "险情": late("险情|新增险情|变形速率|滑坡体积"),
    "灾情": late("灾情|房屋|损失"),
    "旱情": late("旱|无有效降雨|缺水"),
    "气象": late("气温|风力|降雨|积雪"),
}
"""Word in what a plan wants to be told → names of indicators that tell it."""
_KINDS: Final = {
    "干旱": late("旱|无有效降雨|缺水率|饮水困难"),
    "洪涝": late("降雨量|暴雨|水位|洪水|内涝|积水|流量|水库险情|堤防?险情|圩堤"),
}
"""Kind of incident → names of indicators that tell of it without its name."""
_NOTHING: Final = late(r"0(?:\.0+)?\D*|无|否|false")


def people(it: Filled | None) -> Mapping[str, str]:
    """Return each number of people that forms ask for, empty where none is known."""
    found = dict.fromkeys(_PEOPLE, "")
    for fact in it.known if it else ():
        counted = _COUNT.fullmatch(_text(fact))
        if counted is None or "#" in fact.dimension:
            continue
        for slot, named in _PEOPLE.items():
            if not found[slot] and named.fullmatch(fact.indicator.name):
                found[slot] = counted[1]
    return _parted(found)


def _parted(found: dict[str, str]) -> dict[str, str]:
    """Return *found* with the dead or the missing, where their sum and the others are known."""
    for one, other in (("dead", "missing"), ("missing", "dead")):
        if found["gone"] and found[one] and not found[other]:
            rest = int(found["gone"]) - int(found[one])
            found[other] = str(rest) if rest >= 0 else ""
    if found["dead"] and found["missing"]:
        found["gone"] = ""
    return found


def casualties(context: Context, it: Filled | None) -> str:
    """Return “死亡3人，失联＿＿＿人，…” with the numbers that are known.

    Where the dead and the missing are known as one number, that number stands before theirs.
    """
    few = blank(3)
    found = people(it)
    known = {slot: number or few for slot, number in found.items()}
    if found["gone"]:
        return context.t(
            "dead and missing {gone} in all (dead {dead}, missing {missing}), injured {injured}"
            " (badly {badly}), trapped {trapped}, in danger {endangered}, moved and taken in"
            " {moved}",
            gone=known["gone"],
            dead=known["dead"],
            missing=known["missing"],
            injured=known["injured"],
            badly=known["badly"],
            trapped=known["trapped"],
            endangered=known["endangered"],
            moved=known["moved"],
        )
    return context.t(
        "dead {dead}, missing {missing}, injured {injured} (badly {badly}), trapped {trapped}, in"
        " danger {endangered}, moved and taken in {moved}",
        dead=known["dead"],
        missing=known["missing"],
        injured=known["injured"],
        badly=known["badly"],
        trapped=known["trapped"],
        endangered=known["endangered"],
        moved=known["moved"],
    )


def losses(context: Context, it: Filled | None) -> str:
    """Return what is known of losses and extent."""
    return _told(context, it, lambda name: _LOSSES.search(name) and not _OUTLOOK.search(name))


def prospects(context: Context, it: Filled | None) -> str:
    """Return what is known of how the event may develop."""
    return _told(context, it, _OUTLOOK.search)


def situation(context: Context, it: Filled | None, label: str) -> str:
    """Return what is known of what the plan wants to be told as *label*, e.g. 雨情、水情."""
    asked = [named for word, named in _SITUATIONS.items() if word in label]
    return _told(
        context,
        it,
        lambda name: not _OUTLOOK.search(name) and any(named.search(name) for named in asked),
    )


def event_types(context: Context, it: Filled | None = None) -> str:
    """Return the event types of the plan in hand to tick; none if too many.

    The only one is ticked, and those that known facts tell of, unless they say that nothing is.
    """
    types = context.plan_view.plan.event_types
    if len(types) > _MOST_TYPES:
        return ""
    if len(types) == 1:
        return boxes(context, types, *types)
    facts = [fact for fact in it.known if not _NOTHING.fullmatch(_text(fact))] if it else []
    names = [fact.indicator.name for fact in facts]
    return boxes(context, types, *dict.fromkeys(k for name in names for k in _kinds(types, name)))


def _kinds(types: tuple[str, ...], name: str) -> list[str]:
    """Return the one of *types* that an indicator called *name* tells of, if any."""
    called = [kind for kind in types if kind in name]
    meant = [kind for kind, named in _KINDS.items() if named.search(name)]
    return (called or [kind for kind in meant[:1] if kind in types])[:1]


def _told(context: Context, it: Filled | None, is_meant: Callable[[str], object]) -> str:
    known = [fact for fact in it.known if is_meant(fact.indicator.name)] if it else []
    return context.marks.clauses([fact_text(context, fact) for fact in known])


def _text(fact: Fact) -> str:
    return only(fact.domain, fact.value).text()


__all__ = ["casualties", "event_types", "losses", "people", "prospects", "situation"]

"""How the army is asked for help: by the government, through the military body of its own level.

The government says what happened when and where, how bad it is, what has been done and what is
wanted; the command sets the task, the army leads its forces. That the army takes part is law
(突发事件应对法第二十四条), how it is asked is practice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.drill.kit.breaths import fits, listed, packed, sentences
from planforge.drill.kit.speech import MOST, by_when
from planforge.drill.kit.values import Turn
from planforge.frozen import dataclass
from planforge.i18n import msg
from planforge.model.registers import Organisation
from planforge.model.scales import OrganisationCategory

if TYPE_CHECKING:
    from planforge.corpus.drills import DrillView
    from planforge.corpus.names import Entity
    from planforge.drill.kit.values import Words

BY_LAW: Final = msg(
    "the government asks through the military body of its level and says what happened, when and "
    "where, how bad it is, what has been done, what forces and equipment are wanted; the command "
    "sets the task, the army leads its forces (that it takes part: 突发事件应对法第二十四条)"
)
"""What controllers mind where the army is asked."""
_POLICE: Final = ("武警", "武装警察")
"""The armed police is asked by a law of its own."""
_HIGHEST: Final = 5


@dataclass(frozen=True, slots=True)
class Need:
    """What is asked for, and why.

    Attributes:
        time: The clock at which it is asked for.
        plan: Short name of the plan.
        level: The level at which it runs.
        what: Name of the action.
        event: What happened where; empty if no development says so.
        facts: How bad it is, as the office knows.
        done: What the office has seen to; nothing if it has not come to that.
        means: Teams and equipment that the plan names for it.
        place: Where the task is; empty if no file says it.
        others: Who works beside it.
        until: By when; empty for no limit.
    """

    time: Words
    plan: str
    level: Words
    what: Words
    event: Words
    facts: tuple[Words, ...]
    done: tuple[str, ...]
    means: tuple[str, ...]
    place: str
    others: tuple[str, ...]
    until: Words


def is_army(view: DrillView, actor: str) -> bool:
    """Whether *actor* is a body of the army, or belongs to one."""
    unit = _unit(view, actor)
    it = unit.element if unit else None
    if unit is None or not isinstance(it, Organisation):
        return False
    is_police = any(word in unit.name for word in _POLICE)
    return it.category is OrganisationCategory.MILITARY and not is_police


def government(view: DrillView, office: str) -> str:
    """Return the government above *office*, by name; empty if the register has none above it."""
    return _above(view, office, OrganisationCategory.GOVERNMENT)


def command(view: DrillView, office: str) -> str:
    """Return the command body that *office* serves, by name; empty if the register has none."""
    return _above(view, office, OrganisationCategory.COMMAND)


def _above(view: DrillView, office: str, category: OrganisationCategory) -> str:
    unit = _unit(view, office)
    for _ in range(_HIGHEST):
        it = unit.element if unit else None
        if unit is None or not isinstance(it, Organisation):
            return ""
        if it.category is category:
            return unit.short_name
        unit = view.get(it.superior) if it.superior else None
    return ""


def asking(sides: tuple[str, str, str], army: str, need: Need) -> tuple[Turn, ...]:
    """Return what is said to *army*: it is proposed, asked for, and the task is set.

    Args:
        sides: The office that proposes it, the government that asks, the body that commands.
        army: Who is asked.
        need: For what.
    """
    office, asker, body = sides
    what = need.what
    proposed = msg("{who}: by {plan}, {level}: we propose to ask {army} for this: {what}.",
                   who=asker, plan=need.plan, level=need.level, army=army, what=what)  # fmt: skip
    wanted = msg("We ask for this: {what}{means}{until}.", what=what, means=_means(need),
                 until=_until(need))  # fmt: skip
    asked: tuple[Turn, ...] = (Turn(asker, wanted),)
    if need.until and not fits(wanted):
        wanted = msg("We ask for this: {what}{means}{until}.", what=what, means=_means(need),
                     until="")  # fmt: skip
        asked = (
            Turn(asker, wanted),
            Turn(army, msg("When do you need it?")),
            Turn(asker, by_when(need.until)),
        )
    answer = msg("{what}: we see to it by our rules. Please set the task.", what=what)
    return (
        Turn(office, proposed),
        *_situation(asker, army, need),
        *asked,
        Turn(army, answer),
        *(Turn(body, one) for one in _task(army, need)),
    )


def _situation(asker: str, army: str, need: Need) -> tuple[Turn, ...]:
    """Return what happened, how bad it is and what has been done; *army* asks for it in pieces."""
    facts = need.facts[:MOST]
    start = msg("{army}: at {time} {plan} runs, {level}",
                army=army, time=need.time, plan=need.plan, level=need.level)  # fmt: skip
    whole = start
    if need.event:
        whole = msg("{said}. What happened: {event}", said=whole, event=need.event)
    if facts:
        whole = msg("{said}; how bad it is: {facts}", said=whole, facts=facts)
    if need.done:
        whole = msg("{said}; what was done: {done}", said=whole, done=need.done)
    if fits(said := msg("{title}.", title=whole)):
        return (Turn(asker, said),)
    event = packed((need.event,), listed) if need.event else ()
    done = packed(need.done, lambda some: msg("Done: {done}.", done=some))
    more = packed((*event, *packed(facts, listed), *done), sentences)
    return (
        Turn(asker, msg("{title}.", title=start)),
        *((Turn(army, msg("Received. Please go into it.")),) if more else ()),
        *(Turn(asker, one) for one in more),
    )


def _means(need: Need) -> Words:
    return msg(", with {means}", means=need.means) if need.means else ""


def _until(need: Need) -> Words:
    return msg(", and report {limit}", limit=need.until) if need.until else ""


def _task(army: str, need: Need) -> tuple[Words, ...]:
    """Return the task that the command sets, who stands beside the army, and who leads it."""
    who: Words = msg("{army}: your officers lead the forces", army=army)
    if need.place:
        who = msg("{army}: the task is at {place}; your officers lead the forces",
                  army=army, place=need.place)  # fmt: skip
    whole = msg("{title}.", title=who)
    if need.others:
        whole = msg("{who}, beside {others}.", who=who, others=need.others)
    if fits(whole) or not need.place:
        return (whole,)
    leads = msg("Your officers lead the forces.")
    if need.others:
        leads = msg("Your officers lead the forces, beside {others}.", others=need.others)
    return msg("{army}: the task is at {place}.", army=army, place=need.place), leads


def _unit(view: DrillView, name: str) -> Entity | None:
    entity = view.get(name)
    own = getattr(entity.element, "organisation", "") if entity else ""
    return view.get(own) if own else entity


__all__ = ["BY_LAW", "Need", "asking", "command", "government", "is_army"]

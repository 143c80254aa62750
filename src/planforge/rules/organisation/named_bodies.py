"""Command bodies of other plans in sentences that say what the bodies of this plan do."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING, Final, Protocol

from planforge.corpus.names import fold
from planforge.model.base import Kind
from planforge.model.registers import Organisation, Post
from planforge.model.scales import OrganisationCategory as Category
from planforge.patterns import late
from planforge.rules.text.said import as_spoken, mention_at, text_of
from planforge.rules.text.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.corpus.names import Entity
    from planforge.corpus.plan_view import PlanView
    from planforge.corpus.registry import Registry
    from planforge.findings import Place, Pointer
    from planforge.rules.text.said import Mention

_Found = tuple["Entity", "Entity", "Place"]
_SHORTEST: Final = 3
_JOINED: Final = late("(?:[与和同及、向请]|会同|配合|协同|协助|支持|支援|通知|通报|报告)$")
"""Before somebody with whom something is done, or who is told."""
_BEARS: Final = late("承担$")
_THINKS: Final = late("认为")
_ORDERS: Final = late("的?(?:调度)?(?:调令|命令|指令)")
_CALLED: Final = late("(?:电话|热线|拨打)(?:号码)?(?:为|是|：)?$")
_BEGINS: Final = late(r"[-*\d.\s]*")
_OWN_MATTER: Final = late(
    "(?:启动|发布|印发)|(?:电话)?(?:通知|通报|请求|提请)|提出(?![^，。]{0,6}建议)|负责指导|应当?(?:配合|协助)|[\n、与和及]|$"
)
"""What another body does in its own plan, or asks of this one."""
_DOES: Final = late(
    "(?:根据|形成|核实|汇总|归口|通过|组织成员单位|组织会商|(?:统一)?向社会(?:公布|发布))"
)
"""Behind whoever does a piece of the work of this plan: 由市防办汇总."""

_GETS: Final = late("备案|反馈|报送")
"""Behind whoever gets what members send in for this plan: 报市防办备案."""


class Others(Protocol):
    """Says which bodies have no part in a plan."""

    def acting(self, entity: Entity) -> Entity | None:
        """Return the body that *entity* is or belongs to, if it has no part in the plan."""

    def body_of(self, unit: Entity) -> Entity:
        """Return the body whose office *unit* is; *unit* if it is none."""


@lru_cache(maxsize=4)  # one registry serves all plans of a run
def _names_of(registry: _Same) -> tuple[Words, dict[str, list[Entity]]]:
    found: dict[str, list[Entity]] = {}
    for name, entity in registry.spoken():
        found.setdefault(name, []).append(entity)
    return Words(found), found


class _Same:
    """A registry as a key: equal to itself alone, by its names."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry

    def __hash__(self) -> int:
        return hash(self._registry.names)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other._registry.names is self._registry.names

    def spoken(self) -> Iterator[tuple[str, Entity]]:
        """Yield what sentences call the command bodies and their offices."""
        for entity in self._registry.organisations():
            element = entity.element
            if isinstance(element, Organisation) and element.category in _BODIES:
                names = (as_spoken(entity.name, self._registry), *element.short_names)
                for name in dict.fromkeys(names):
                    if len(name) >= _SHORTEST and not name.isascii():
                        yield name, entity


_BODIES: Final = frozenset({Category.COMMAND, Category.OFFICE})


def _mentions(view: PlanView, others: Others) -> Iterator[_Mentioned]:
    """Yield who is named of other bodies, in order."""
    words, known = _names_of(_Same(view.registry))
    is_foreign: dict[str, bool] = {}
    done = -1
    for at, word in words.everywhere(text_of(view).whole):
        if word not in is_foreign:
            is_foreign[word] = any(map(others.acting, known[word]))
        if at == done or not is_foreign[word]:
            continue
        said = mention_at(view, at)
        unit = others.acting(said.entity) if said else None
        if said is not None and unit is not None:
            done = at
            yield said, unit


_Mentioned = tuple["Mention", "Entity"]
"""Who is named and where, and the body it is or belongs to."""


def in_texts(view: PlanView, others: Others) -> Iterator[_Found]:
    """Yield other bodies that texts put in charge of this plan, or of the call to a third.

    That is in sentences of the facts and of `plan.md`, and in 交接 of links.
    """
    text = text_of(view)
    prose = text.prose
    handed: dict[int, list[_Mentioned]] = defaultdict(list)
    for said, unit in _mentions(view, others):
        if said.start >= prose:
            is_wrong = _in_prose(view, said)
        else:
            pointer = text.pointer(said.start)
            if pointer[0] == "links" and pointer[-1] == "handover":
                handed[int(pointer[1])].append((said, unit))
            is_wrong = _in_facts(view, said, pointer)
        if is_wrong:
            yield said.entity, unit, text.place(said.start, said.end)
    yield from _in_hand_overs(view, others, handed)


def _in_facts(view: PlanView, said: Mention, pointer: Pointer) -> bool:
    text = text_of(view)
    whole = text.whole
    first, _ = text.sentence(said.start, said.end)
    is_joined = _JOINED.search(whole, first, said.start) is not None
    is_wrong = False
    match pointer[0]:
        case "command" if "scene" in pointer:
            is_wrong = not is_joined or whole[said.start - 1] == "向"
        case "command" if "members" in pointer or "groups" in pointer:
            is_wrong = _BEARS.search(whole, first, said.start) is not None
        case "command" | "leadership" | "annexes":
            is_wrong = not is_joined
        case "levels" if "triggers" not in pointer:
            is_wrong = not is_joined
        case "levels" | "adjustments" | "transitions" | "management":
            is_wrong = _THINKS.match(whole, said.end) is not None
        case "actions" | "warnings" | "recovery" | "guarantees":
            is_post = isinstance(said.entity.element, Post)
            is_wrong = is_post or _ORDERS.match(whole, said.end) is not None
    return is_wrong


def _in_prose(view: PlanView, said: Mention) -> bool:
    text = text_of(view)
    whole = text.whole
    if isinstance(said.entity.element, Post):
        return True
    first, _ = text.clause(said.start, said.end)
    before = whole[said.start - 1]
    if _BEGINS.fullmatch(whole, first, said.start):
        return _OWN_MATTER.match(whole, said.end) is None
    behind = {"由": _DOES, "向": _GETS, "报": _GETS}.get(before)
    if behind is not None and behind.match(whole, said.end):
        return True
    return _CALLED.search(whole, first, said.start) is not None


def _in_hand_overs(
    view: PlanView, others: Others, handed: dict[int, list[_Mentioned]]
) -> Iterator[_Found]:
    """Yield other bodies that 交接 names in a link to a plan with which they have nothing to do.

    That is a body that is named alone in the links to another plan: beside that one's own body in
    this, or in a link to a plan above. In links to plans of other governments it is any.
    """
    bodies = {i: {others.body_of(unit) for _, unit in found} for i, found in handed.items()}
    targets = {i: fold(view.plan.links[i].plan) for i in handed}
    alone: dict[Entity, set[str]] = defaultdict(set)
    for i, named in bodies.items():
        if len(named) == 1:
            alone[next(iter(named))].add(targets[i])
    above = {fold(name) for name in view.plan.upper_plans}
    names = view.registry.names
    outside = {i for i in handed if names.get(view.plan.links[i].plan, (Kind.REGULATION,))}
    for i, found in handed.items():
        for said, unit in found:
            elsewhere = alone[others.body_of(unit)] - {targets[i]}
            is_beside = len(bodies[i]) > 1 and targets[i] not in alone[others.body_of(unit)]
            if i in outside or (elsewhere and (is_beside or targets[i] in above)):
                yield said.entity, unit, text_of(view).place(said.start, said.end)

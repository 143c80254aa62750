"""Who leads a working group by the sentences of a plan."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.patterns import late
from planforge.rules.prose.doers import beside
from planforge.rules.text.said import mention_at, mention_before, mentions, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.corpus.plan_view import PlanView
    from planforge.findings import Pointer
    from planforge.model.plan import Group
    from planforge.rules.text.said import Mention

_LEADS: Final = late("牵头")
_HEADS: Final = late("组长")
_IS_UNIT: Final = late(r"(?:单位|部门)?(?:[：:为是]|由)+")
"""Between 牵头 and who does it."""
_IS_HEAD: Final = late(r"(?:单位|部门)?(?:[：:为是]|由)+")
_OF_HEAD: Final = late(
    "(?:主要|有关|分管)?(?:负责同志|负责人|领导)?(?:担任|兼任|任|$|[，。；、）)])"
)
_AS_HEAD: Final = late("(?:担?任|为)$")
_TAKES: Final = late("(?:负责|组织|组建|的)*")
_LINK: Final = "：:（(，。、由的是为 \t"
"""Characters between the name of a group and who leads it."""
_LIST_MARK: Final = late(
    r"[ \t#*]*(?:[-*+]|\d{1,2}[.．、]|[（(]?[一二三四五六七八九十\d]{1,3}[）)、.])?[ \t]*"
)
_LINES_ABOVE: Final = 4
"""Lines above one on 牵头单位 in which the name of the group may stand alone."""
_BEFORE: Final = 24
"""Characters before 牵头 in which the name of a unit begins."""


def leads(view: PlanView) -> Iterator[tuple[Group, Mention, Pointer]]:
    """Yield groups of which a sentence of `plan.md` says that another unit leads them.

    Each with the name of that unit in the text, and the place of the group in `plan.yaml`.
    """
    if not any(group.lead for group, _ in view.groups):
        return
    text = text_of(view)
    for word, said in ((_LEADS, _led), (_HEADS, _headed)):
        for found in word.finditer(text.whole, text.prose):
            of, named = said(view, *found.span()) or (None, ())
            if of is None:
                continue
            group, at = of
            lead = view.get(group.lead) if group.lead else None
            if lead is not None and all(one.entity != lead for one in named):
                yield group, named[0], at


_Led = tuple[tuple["Group", "Pointer"] | None, tuple["Mention", ...]]
"""A group, if one is meant, and who leads it by a sentence."""


def _led(view: PlanView, start: int, end: int) -> _Led | None:
    """Return the group, and who leads it, where 牵头 stands in the characters [start, end)."""
    text = text_of(view).whole
    is_unit = _IS_UNIT.match(text, end)
    if is_unit is not None:  # 抢险救援组牵头单位为市公安局
        who = mention_at(view, is_unit.end())
        return (_group_before(view, start), (who,)) if who else None
    first = max(text_of(view).clause(start, end)[0], start - _BEFORE)
    named = [one for one in mentions(view, first, start) if one.end == start]
    if not named:
        return None
    takes = _TAKES.match(text, end)
    behind = _group_at(view, takes.end() if takes else end)
    joint = (named[0], *beside(view, named[0]))
    return behind or _group_before(view, joint[-1].start), joint


def _headed(view: PlanView, start: int, end: int) -> _Led | None:
    """Return the group, and the unit whose people head it, where 组长 stands: 由…任组长单位.

    组长由…负责人担任 as well, unless the facts name a post of its own for that.
    """
    text = text_of(view).whole
    if text[start - 1 : start] == "副":
        return None
    is_head = _IS_HEAD.match(text, end)
    if is_head is None:
        as_head = _AS_HEAD.search(text, max(0, start - 2), start)
        who = mention_before(view, as_head.start()) if as_head else None
        return (_group_before(view, who.start), (who,)) if who else None
    who = mention_at(view, is_head.end())
    group = _group_before(view, start)
    if who is None or group is None or group[0].leader is not None:
        return None
    return (group, (who,)) if _OF_HEAD.match(text, who.end) else None


def _group_at(view: PlanView, at: int) -> tuple[Group, Pointer] | None:
    text = text_of(view).whole
    found = [x for x in view.groups if text.startswith(x[0].name, at)]
    return max(found, key=lambda x: len(x[0].name), default=None)


def _group_before(view: PlanView, at: int) -> tuple[Group, Pointer] | None:
    """Return the group whose name ends right before a character, or stands alone above it."""
    text = text_of(view).whole
    line = text.rfind("\n", 0, at) + 1
    before = text[line:at].rstrip(_LINK)
    mark = _LIST_MARK.match(before)
    if mark is None or mark.end() < len(before):
        found = [x for x in view.groups if before.endswith(x[0].name)]
        return max(found, key=lambda x: len(x[0].name), default=None)
    for above in reversed(text[max(0, line - 400) : line].split("\n")[-_LINES_ABOVE:]):
        mark = _LIST_MARK.match(above)
        name = above[mark.end() if mark else 0 :].strip(_LINK)
        if name:
            return next((x for x in view.groups if x[0].name == name), None)
    return None


def group_in(view: PlanView, words: str) -> tuple[Group, Pointer] | None:
    """Return the group that *words* name last."""
    found = [
        (words.rfind(group.name), -len(group.name), i) for i, (group, _) in enumerate(view.groups)
    ]
    best = max((x for x in found if x[0] >= 0), default=None)
    return view.groups[best[2]] if best else None


__all__ = ["group_in", "leads"]

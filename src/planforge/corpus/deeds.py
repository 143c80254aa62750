"""What an action does to what, as far as its name says it: closes a road, stores water."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pydantic import BaseModel, ConfigDict

from planforge.corpus.calls import Span, span_of
from planforge.model.scales import Phase
from planforge.patterns import late

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.model.plan import Action, Plan

_OPPOSITES: Final = (
    (("封闭", "关闭", "封堵"), ("开放", "开启", "打开", "恢复通行")),
    (("停用",), ("启用",)),
    (("泄洪", "预泄"), ("蓄水", "拦蓄")),
    (("疏散", "转移", "撤离"), ("就地避险", "原地待命", "居家避险", "原地避险")),
)
_VERB: Final = {
    verb: (pair, side)
    for pair, sides in enumerate(_OPPOSITES)
    for side, verbs in enumerate(sides)
    for verb in verbs
}
_DONE: Final = late("|".join(sorted(_VERB, key=len, reverse=True)))
_FILLING: Final = late("组织|立即|全部|全面|实施|受威胁|有关|相关|对|的")
_IN_A_RESPONSE: Final = frozenset({Phase.FIRST_RESPONSE, Phase.ACTIVATION, Phase.RESPONSE})


class Deed(BaseModel):
    """An action of a response that another one might undo, done whenever its level is reached.

    Attributes:
        index: Its position in the plan.
        title: What it is called.
        pair: The pair of opposites.
        side: Which of the two it does, 0 or 1.
        what: To what.
        span: The levels at which it is done.
    """

    model_config = ConfigDict(frozen=True, defer_build=True)

    index: int
    title: str
    pair: int
    side: int
    what: str
    span: Span


def title(action: Action) -> str:
    """Return what people call *action*: its name, or the first clause of its text."""
    return action.title or re.split("[，。；：]", action.content)[0] or action.id


def meaning(action: Action) -> tuple[int, int, str] | None:
    """Return the pair of verbs, the side and the object that the name of *action* speaks of."""
    name = title(action)
    found = _DONE.findall(name)
    if len(found) != 1:
        return None
    pair, side = _VERB[found[0]]
    what = _FILLING.sub("", name.replace(found[0], "", 1))
    return (pair, side, what) if what else None


def deeds(plan: Plan) -> Iterator[Deed]:
    """Yield the deeds of *plan*; left out is what depends on a condition, or may be replaced."""
    replaced = {target for action in plan.actions for target in action.replaces}
    for i, action in enumerate(plan.actions):
        if action.condition or action.when or action.id in replaced:
            continue
        said = meaning(action) if action.phase in _IN_A_RESPONSE else None
        if said is not None:
            pair, side, what = said
            name = title(action)
            yield Deed(index=i, title=name, pair=pair, side=side, what=what, span=span_of(action))

"""Conditions of actions (前提) that texts of a scenario tell and its facts do not decide."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from planforge.corpus.names import fold
from planforge.findings import Severity
from planforge.i18n import msg
from planforge.patterns import late
from planforge.rules.rule import Hit, drill_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.corpus.drills import DrillView
    from planforge.corpus.plan_view import PlanView
    from planforge.findings import Pointer

_OR: Final = late("或者|或|以及|[、，；。]")
_SAID: Final = late("(?:(?:事故|事件)?发生在|有人员|预报有?|出现|启动|需要|受到?|因|有|发生)+")
"""What stands before that which is so."""
_HAPPENS: Final = "发生"
_DENIED: Final = late("(?:没有|无|未|不|避免|防止|谨防|可能)[^，。；]{0,6}$")
_DONE_TO: Final = "被"
"""Before what is done to somebody: who are 被埋压 are told to be 被埋."""
_SHORTEST: Final = 2


@drill_rule(
    "DRL026",
    "drill.undecided-condition",
    Severity.WARNING,
    title=msg("Condition of an action that the texts tell and the scenario does not decide"),
    rationale=msg(
        "What the scenario does not state is not so in the rehearsal: the action is left out, in "
        "the papers too, and players who hear of the reason are not expected to do it."
    ),
)
def undecided_condition(view: DrillView) -> Iterator[Hit]:
    """「前提」 of the plans that are practised, in the texts of developments and injects."""
    asked = dict(_asked(view))
    if not asked:
        return
    texts = tuple(_texts(view))
    for condition, (plan, index) in asked.items():
        words = _words(condition)
        found = next((at for at, text in texts if any(_tells(text, one) for one in words)), None)
        if found is None:
            continue
        action = plan.plan.actions[index]
        yield Hit(
            view.at(*found),
            msg(
                "“{action}” of {plan} is done if “{condition}”: this text says so, "
                "no 「属实」 does",
                action=action.title or action.id,
                plan=plan.plan.name,
                condition=condition,
            ),
            msg(
                "Write “{condition}” under 「属实」 of the development, or under 「不再属实」 "
                "if it is not so",
                condition=condition,
            ),
            ((plan.at("actions", index, "condition"), msg("the condition of the action")),),
        )


def _asked(view: DrillView) -> Iterator[tuple[str, tuple[PlanView, int]]]:
    """Yield the conditions that nothing in the drill decides, each with an action it is for."""
    steps = view.drill.developments
    decided = [fold(text) for step in steps for text in (*step.holds, *step.ended)]
    expected = {
        (plan.plan.id, one.action)
        for inject in view.drill.injects
        for one in inject.expected
        if (plan := view.plan(one.plan))
    }
    for plan in view.plans:
        for i, action in enumerate(plan.plan.actions):
            text = action.condition
            if not text or action.when or (plan.plan.id, action.id) in expected:
                continue
            if not any(one in fold(text) for one in decided):
                yield text, (plan, i)


def _texts(view: DrillView) -> Iterator[tuple[Pointer, str]]:
    for i, step in enumerate(view.drill.developments):
        field = "text" if step.text else "title"
        yield ("developments", i, field), fold(f"{step.title}，{step.text}，{step.place}")
    for i, outage in enumerate(view.drill.outages):
        yield ("outages", i, "cause"), fold(outage.cause)
    for i, inject in enumerate(view.drill.injects):
        yield ("injects", i, "text"), fold(f"{inject.title}，{inject.text}")
    yield ("summary",), fold(view.drill.summary)


def _words(condition: str) -> tuple[tuple[str, ...], ...]:
    """Return for each case of *condition* the words that tell it, all of them in one text."""
    found: list[tuple[str, ...]] = []
    for case in _OR.split(fold(condition)):
        said = _SAID.match(case)
        core = case[said.end() :] if said else case
        is_done = core.startswith(_DONE_TO)
        parts = (core[:2],) if is_done else tuple(one for one in core.split(_HAPPENS) if one)
        if parts and all(len(one) >= _SHORTEST for one in parts):
            found.append(parts)
    return tuple(found)


def _tells(text: str, words: tuple[str, ...]) -> bool:
    """Whether *text* has all of *words*, none of them denied."""
    for word in words:
        places = [match.start() for match in re.finditer(re.escape(word), text)]
        if not any(not _DENIED.search(text[:at]) for at in places):
            return False
    return True


__all__ = ["undecided_condition"]

"""What the name of an action says, against its text: closed and opened, an order to wait for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.corpus.deadlines import split
from planforge.corpus.deeds import contrary, title
from planforge.findings import Severity
from planforge.i18n import msg
from planforge.model.scales import Anchor, Phase
from planforge.patterns import late
from planforge.rules.rule import Hit, plan_rule
from planforge.rules.timing.deadlines import CLEAR_STEPS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.corpus.plan_view import PlanView
    from planforge.findings import Pointer


@plan_rule(
    "TIM030",
    "timing.name-against-text",
    Severity.ERROR,
    title=msg("Name and text of an action that say the opposite"),
    rationale=msg(
        "Cards and charts show the name, the plan prints the text; one of two crews opens what the "
        "other one closes."
    ),
    sources=(CLEAR_STEPS,),
)
def name_against_text(view: PlanView) -> Iterator[Hit]:
    """名称 and 内容 with opposite verbs on the same thing, such as 封闭 and 开放.

    Texts that have the verb of the name too are left out, and so is what they say under a
    condition.
    """
    for i, action in enumerate(view.plan.actions):
        if not action.title:
            continue
        texts: list[tuple[Pointer, str]] = [(("actions", i, "content"), action.content)]
        texts += [
            (("actions", i, "changes", level, "content"), change.content)
            for level, change in action.changes.items()
            if change.content
        ]
        for at, text in texts:
            found = contrary(action.title, text)
            if found is not None:
                yield Hit(
                    view.at(*at),
                    msg(
                        "The action is called “{name}”, but its text says “{text}”",
                        name=action.title,
                        text=found,
                    ),
                    msg("Correct the one that is wrong"),
                    ((view.at("actions", i, "title"), msg("the name")),),
                )


_ON_ORDER: Final = late(
    "^(?:在)?(?:接到|收到|接)[^，。；]{0,12}?(?:命令|指令|调令|调度令)(?:后|之后|以后|时)"
)


@plan_rule(
    "TIM031",
    "timing.order-without-moment",
    Severity.WARNING,
    title=msg("Action upon an order whose limit runs from the start of the response"),
    rationale=msg(
        "Before the order comes nobody may begin; a limit that runs from the start of the response "
        "may be over by then."
    ),
    sources=(CLEAR_STEPS,),
)
def order_without_moment(view: PlanView) -> Iterator[Hit]:
    """内容 that begins with 接到…命令后 in the response, with a limit from its start."""
    for i, action in enumerate(view.plan.actions):
        limit, anchor = split(action.deadline)
        if limit is None or anchor is not Anchor.ACTIVATION or action.phase not in _RUNNING:
            continue
        found = _ON_ORDER.match(action.content)
        if found is not None and limit.clock is None:
            yield Hit(
                view.at("actions", i, "deadline"),
                msg(
                    "“{action}” begins “{text}”, but its limit of {limit} runs from {moment}",
                    action=title(action),
                    text=found[0],
                    limit=limit.text,
                    moment=anchor.zh,
                ),
                msg(
                    "Write {{时长: {limit}, 起算: {moment}}}",
                    limit=limit.text,
                    moment=Anchor.ORDER.zh,
                ),
                ((view.at("actions", i, "content"), msg("the text")),),
            )


_RUNNING: Final = frozenset({Phase.ACTIVATION, Phase.RESPONSE})


__all__ = ["name_against_text", "order_without_moment"]

"""Actions that tell the public later than 信息发布 of the same plan promises."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.corpus.deeds import title
from planforge.findings import Severity
from planforge.i18n import msg
from planforge.model.scales import Anchor, Phase
from planforge.patterns import late
from planforge.rules.rule import Hit, cite, plan_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.corpus.plan_view import ActionAt, PlanView
    from planforge.findings import Pointer
    from planforge.model.plan import Action
    from planforge.model.scalars import Limit

_PHASES: Final = frozenset({Phase.FIRST_RESPONSE, Phase.ACTIVATION, Phase.RESPONSE})
_ANCHORS: Final = frozenset(
    {Anchor.OCCURRENCE, Anchor.RECEIPT, Anchor.ACTIVATION, Anchor.PREDECESSORS}
)
_PRESS: Final = late("(?:新闻|记者)?发布会")
_RELEASE: Final = late(r"发布(?!会|令|中心|.{0,6}预警|.{0,4}警报|.{0,4}命令|.{0,4}指令)")
_TELLS: Final = late("宣传部|新闻办|新闻宣传组")
_PRESS_WITHIN: Final = late(
    r"(?P<n>\d{1,3})\s*(?P<unit>小时|天|日)(?:之?内|以内)[^，。；]{0,10}发布会",
    holds=("发布会",),
)
_SECONDS: Final = {"小时": 3600, "天": 86400, "日": 86400}


@plan_rule(
    "RPT048",
    "report.released-later-than-promised",
    Severity.WARNING,
    title=msg("Action that tells the public later than 信息发布 promises"),
    rationale=msg(
        "Whoever works by the action keeps its limit, and misses the one that the plan promises "
        "the public."
    ),
    sources=(
        cite("关于全面推进政务公开工作的意见实施细则"),
        cite("国家突发事件总体应急预案", "3.3.5"),
    ),
)
def released_later_than_promised(view: PlanView) -> Iterator[Hit]:
    """Limits of the first release or the press conference of actions beyond those of 信息发布.

    Of several actions that release, the first to be due counts. A limit in the words of an action
    counts where they speak of a press conference.
    """
    info = view.plan.public_information
    if info is None:
        return
    for promised, field, wanted in (
        (info.first_release, "first_release", _is_release),
        (info.press_conference, "press_conference", _is_press),
    ):
        if promised is not None and promised.seconds:
            yield from _late(view, promised, field, [a.id for a in view.plan.actions if wanted(a)])
    if info.press_conference is not None and info.press_conference.seconds:
        yield from _late_in_words(view, info.press_conference)


def _is_release(action: Action) -> bool:
    if "发布" not in action.title and "发布" not in action.content:
        return False
    if action.phase not in _PHASES or _PRESS.search(action.title):
        return False
    if action.title and "预警" not in action.title and _RELEASE.search(action.title):
        return True
    names = "".join(action.responsible)
    return bool(_TELLS.search(names) and _RELEASE.search(action.content))


def _is_press(action: Action) -> bool:
    return action.phase in _PHASES and bool(_PRESS.search(action.title))


def _late(view: PlanView, promised: Limit, field: str, ids: list[str]) -> Iterator[Hit]:
    told: set[Pointer] = set()
    for level in view.levels if ids else ():
        due = [
            (at.limit.seconds, at)
            for at in view.actions_at(level.name)
            if at.action.id in ids
            and at.anchor in _ANCHORS
            and at.limit is not None
            and at.limit.seconds is not None
        ]
        if not due:
            continue
        seconds, first = min(due, key=lambda one: one[0])
        if seconds <= (promised.seconds or 0):
            continue
        where = _where(view, first, level.severity)
        if where not in told and first.limit is not None:
            told.add(where)
            yield _hit(view, where, field, title(first.action), first.limit.text, promised.text)


def _where(view: PlanView, at: ActionAt, severity: int) -> Pointer:
    """Return where the limit stands that holds at the level of *severity*."""
    changed = [
        (rank, name)
        for name, change in at.action.changes.items()
        if change.deadline is not None
        and (rank := view.severity(name)) is not None
        and rank <= severity
    ]
    if changed:
        return "actions", at.index, "changes", max(changed)[1], "deadline"
    return "actions", at.index, "deadline"


def _late_in_words(view: PlanView, promised: Limit) -> Iterator[Hit]:
    for i, action in enumerate(view.plan.actions):
        texts: list[tuple[str, Pointer]] = [(action.content, ("actions", i, "content"))]
        texts += [
            (change.content, ("actions", i, "changes", name, "content"))
            for name, change in action.changes.items()
        ]
        for text, at in texts:
            found = _PRESS_WITHIN.search(text)
            if found and int(found["n"]) * _SECONDS[found["unit"]] > (promised.seconds or 0):
                said = f"{found['n']}{found['unit']}"
                yield _hit(view, at, "press_conference", title(action), said, promised.text)


def _hit(  # noqa: PLR0913, PLR0917 - what stands here and there
    view: PlanView, at: Pointer, field: str, action: str, said: str, promised: str
) -> Hit:
    return Hit(
        view.at(*at),
        msg(
            "“{action}” holds the press conference within {limit}, 信息发布 says {promised}",
            action=action,
            limit=said,
            promised=promised,
        )
        if field == "press_conference"
        else msg(
            "“{action}” tells the public within {limit}, 信息发布 says {promised}",
            action=action,
            limit=said,
            promised=promised,
        ),
        msg("Agree on one limit and write it at both places"),
        ((view.at("public_information", field), msg("It is promised here")),),
    )


__all__ = ["released_later_than_promised"]

"""Goals and items of the evaluation that were not met, as what is to be mended.

What is asked is a sentence that says how it should be; a problem says that it was not so, who saw
it and what. What several evaluators wrote of one item is one problem, unless they name parts of
plans of their own.
"""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING, Final

from planforge.drill.elements import keeper
from planforge.drill.improvement import Improvement, task_id
from planforge.drill.timed import Verdict
from planforge.i18n import LANGUAGES, Message, msg
from planforge.model.drill_scales import TaskTarget
from planforge.model.evaluation import Method

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from planforge.drill.elements import Elements
    from planforge.drill.kit.values import EvaluationSheet, Kit, Watched
    from planforge.drill.timed import Judgement, Records, Timed

_NO: Final = frozenset(msg("no").render(language) for language in LANGUAGES)
"""What evaluators write of an item that is answered by a choice and was not met."""
_WRONG: Final = frozenset({Verdict.LATE, Verdict.NOT_DONE})


def said(texts: Iterable[str]) -> tuple[str, ...]:
    """Return *texts*, each once, those that are empty left out."""
    return tuple(dict.fromkeys(filter(None, texts)))


def together(parts: tuple[Message | str, ...]) -> Message | str:
    """Return *parts* as one text; empty for none."""
    if not parts:
        return ""
    return parts[0] if len(parts) == 1 else msg("{parts}", parts=parts)


def of_items(
    kit: Kit, elements: Elements, timed: Iterable[Timed], records: Records
) -> Iterator[Improvement]:
    """Yield what evaluators wrote of goals and of items of the pack, if it asks for a change.

    Args:
        kit: What the papers of the drill say.
        elements: The parts of its plans.
        timed: Its expected actions.
        records: What was written down.
    """
    wrong = tuple(one for one in timed if one.verdict in _WRONG)
    items = {(sheet.id, item.id): item for sheet in kit.sheets for item in sheet.items}
    grouped: dict[tuple[str, str], list[Judgement]] = {}
    for one in records.judged:
        item = items.get((one.sheet, one.item))
        if item is None or item.expected is not None:
            continue
        if one.advice or one.cause or _fails(kit, item, one):
            own = one.sheet if elements.said_in(_words(one)) else ""
            grouped.setdefault((own, one.item), []).append(one)
    for (own, name), judged in grouped.items():
        yield _of_item(kit, elements, wrong, items, (own, name, tuple(judged)))


def _words(one: Judgement) -> str:
    return f"{one.seen} {one.cause} {one.advice}"


def _fails(kit: Kit, item: Watched, one: Judgement) -> bool:
    is_choice = item.item is not None and item.item.method is Method.CHOICE
    return one.rating == kit.pack.worst.id or (is_choice and one.rating in _NO)


def _of_item(
    kit: Kit,
    elements: Elements,
    wrong: tuple[Timed, ...],
    items: Mapping[tuple[str, str], Watched],
    group: tuple[str, str, tuple[Judgement, ...]],
) -> Improvement:
    own, name, judged = group
    item = items[judged[0].sheet, name]
    late = frozenset(one.expected.id for one in wrong)
    about = tuple(
        dict.fromkeys(
            part for one in judged for part in elements.of_item(one.sheet, item, late, _words(one))
        )
    )
    targets = {one.id: one.target for one in kit.pack.dimensions}
    serving = tuple(
        one for one in wrong if item.goal is not None and item.goal.id in one.inject.goals
    )
    acted = [unit for one in serving for unit in one.expected.actors[:1]]
    return Improvement(
        task_id(kit.rehearsal.view.drill.id, own, name),
        _problem(kit, item, judged, serving),
        together(said(one.cause for one in judged)),
        about,
        TaskTarget.PLAN if about else targets.get(item.dimension),
        together(said(one.advice for one in judged)),
        item.critical,
        acted[0] if acted else keeper(kit.rehearsal.view, about),
    )


def _problem(
    kit: Kit, item: Watched, judged: tuple[Judgement, ...], serving: tuple[Timed, ...]
) -> Message | str:
    """Return what was asked and that it was not so, with what evaluators saw and who was late."""
    if item.item is not None and item.item.method is Method.TEXT:
        wrote = said(one.seen for one in judged)
        if wrote:
            return together(wrote)
    seen = [*_seen(kit, item, judged), *_late(serving)]
    if any(_fails(kit, item, one) for one in judged):
        head = msg("not met: “{what}”", what=item.content)
    elif item.item is not None and item.item.method is Method.MEASURE:
        head = msg("“{what}”", what=item.content)
    else:
        head = msg("could be better: “{what}”", what=item.content)
    if not seen:
        return head
    return msg("{head}: {seen}", head=head, seen=reduce(_then, seen))


def _then(one: Message, other: Message) -> Message:
    return msg("{first}; {rest}", first=one, rest=other)


def _seen(kit: Kit, item: Watched, judged: tuple[Judgement, ...]) -> Iterator[Message]:
    """Yield what evaluators saw, those who only gave a rating together."""
    who = {sheet.id: _name(sheet) for sheet in kit.sheets}
    bare: dict[str, list[Message | str]] = {}
    for one in judged:
        if one.rating and not (one.seen or one.measured):
            bare.setdefault(one.rating, []).append(who[one.sheet])
    for rating, names in bare.items():
        yield msg("{who} rated it {rating}", who=tuple(names), rating=rating)
    unit = item.item.unit if item.item else ""
    for one in judged:
        if one.measured:
            yield msg("{who} measured {value}", who=who[one.sheet], value=f"{one.measured}{unit}")
        if one.seen and one.rating:
            yield msg("{who} rated it {rating} and saw “{seen}”",
                      who=who[one.sheet], rating=one.rating, seen=one.seen)  # fmt: skip
        elif one.seen:
            yield msg("{who} saw “{seen}”", who=who[one.sheet], seen=one.seen)


def _name(sheet: EvaluationSheet) -> Message | str:
    """Return who judges on *sheet*: id and unit, or all together."""
    one = sheet.evaluator
    return f"{one.id}{one.unit or ''}" if one else msg("the evaluators together")


def _late(serving: tuple[Timed, ...]) -> Iterator[Message]:
    for one in serving:
        yield msg("“{what}” {how}", what=one.expected.title, how=one.words)


__all__ = ["of_items", "said", "together"]

"""控制指南: how controllers run the drill, and a message card for each inject."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from planforge.document.drills.doubled import doubled
from planforge.document.drills.events import expected_line, list_part, stage_table, time_table
from planforge.document.drills.organising import bodies_facts, safety, staff_table
from planforge.document.forms.grid import Field, field, grid, half
from planforge.drill.kit.injects import REAL_EVENT
from planforge.drill.kit.speech import took
from planforge.model.drill_scales import InjectType

if TYPE_CHECKING:
    from collections.abc import Iterable

    from planforge.document.books.book import Book, Part
    from planforge.document.drills.desk import Desk, Tree
    from planforge.drill.kit.values import Inject


def control_book(desk: Desk) -> Book:
    """Return the handbook of controllers with all message cards."""
    title = desk.t("Handbook for controllers: {name}", name=desk.drill.name)
    return desk.book(
        "d04-control",
        title,
        desk.part("rules", title, lambda: _rules(desk)),
        list_part(desk),
        cards_part(desk, "cards", desk.t("Message cards"), desk.kit.injects),
    )


def _rules(desk: Desk) -> Tree:
    t = desk.t
    return [
        *desk.section(t("Scenario"), desk.text(desk.drill.summary), stage_table(desk)),
        *desk.section(t("Time of scenario and drill"), time_table(desk)),
        *desk.section(
            t("Who runs the drill"),
            bodies_facts(desk),
            staff_table(desk, only=("controllers", "simulators")),
            doubled(desk),
        ),
        *desk.section(t("Where players are and how to reach them"), _players(desk)),
        *desk.section(
            t("Rules of control"),
            desk.lines(
                [
                    t("Injects are given on order of the director, at the time or occasion on the "
                      "card, word for word as far as the card does not allow more."),
                    t("Every message begins with: {phrase}.", phrase=desk.drill.phrase),
                    t("What players do is never corrected in public; who helps does so with the "
                      "inject that the card names."),
                    t("If an expected action is not seen by its limit and the grace on the card, "
                      "the inject “if not seen” is given, and the time is written down."),
                    t("Conditional injects are not given when the action was seen."),
                    t("Real start, end, injects and everything unexpected are written down at "
                      "once with the clock."),
                    t("If the drill runs ahead or behind, the director orders a pause or a jump; "
                      "controllers do not change times themselves."),
                ]
            ),
        ),
        *desk.section(t("Stop, pause and real events"), safety(desk)),
    ]  # fmt: skip


def _players(desk: Desk) -> Tree:
    t = desk.t
    rows = [
        (one.name, one.phone, desk.context.marks.listed(one.controllers))
        for one in desk.kit.participants
    ]
    heads = (t("Player"), t("Duty phone"), t("Controllers"))
    bare = tuple(one.name for one in desk.kit.participants if not one.controllers)
    first = next(iter(desk.controllers), "")
    said = t("Nobody looks after {players}: what they get comes from a controller of their own "
             "unit, of one above them or at the place, else by telephone from {first}. Name them "
             "under 负责 of a controller.", players=bare, first=first)  # fmt: skip
    return [*desk.table(heads, rows, (40, 36, 24)), *(desk.text(said) if bare and first else [])]


def cards_part(desk: Desk, ident: str, title: str, injects: Iterable[Inject]) -> Part | None:
    """Return the message cards of *injects*; None if there are none."""
    chosen = tuple(injects)
    if not chosen:
        return None
    return desk.annex(ident, title, lambda: [node for one in chosen for node in card(desk, one)])


def card(desk: Desk, one: Inject) -> Tree:
    """Return a message card (控制消息单) with room for what really happened."""
    t, its, language = desk.t, desk.context.marks, desk.language
    controller = desk.controllers.get(one.controller)
    simulator = desk.simulators.get(one.simulator)
    is_real = one.id == REAL_EVENT
    when = desk.clock(one.at)
    if one.type is InjectType.CONTINGENCY and one.at is not None:
        when = t("not before {time}, only if needed", time=when)
    fields: list[Field] = [
        half(t("No."), one.id),
        half(t("Type"), one.type.label(language)),
        half(t("Controller"), desk.staff(controller) if controller else t("whoever sees it")),
        half(t("Way it is delivered"), one.delivery.label(language)),
        half(t("Time"), when or t("any time")),
        half(t("Place of delivery"), one.place or "—"),
    ]
    if desk.words(one.trigger):
        fields.append(field(t("Occasion"), desk.words(one.trigger)))
    fields += [
        half(t("Sent by"), desk.words(one.sender)),
        half(t("Given to"), desk.listed(one.to)),
        field(t("Text"), desk.words(one.text)),
    ]
    if simulator:
        fields.append(field(t("Spoken by"), desk.staff(simulator)))
    if one.attachments:
        fields.append(field(t("Enclosed"), its.listed(one.attachments)))
    if one.expected:
        fields.append(
            field(t("Expected action"), *(expected_line(desk, action) for action in one.expected))
        )
    if one.helped_by:
        grace = t("grace {time}", time=took(one.grace)) if one.grace else ""
        fields.append(field(t("If not seen"), its.bracketed(its.listed(one.helped_by), grace)))
    if desk.words(one.leeway):
        fields.append(field(t("Leeway"), desk.words(one.leeway)))
    if not is_real:
        fields += [half(t("Really given at")), half(t("Signature"))]
        fields.append(field(t("Real reaction"), room=2))
    heading = its.labelled(one.id, desk.words(one.title))
    return [nodes.rubric("", heading), grid(fields, is_whole=True)]


__all__ = ["card", "cards_part", "control_book"]

"""模拟人员卡: what role players say by themselves, and what they answer when players turn to them.

A card bears the own part and nothing else: what is expected of players stands on none. Whom nobody
plays yet has cards too, so that the director sees for whom somebody has to be found.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from planforge.document.blocks import paragraph
from planforge.document.drills.control import card
from planforge.drill.kit.replies import unplayed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from planforge.document.blocks import Content
    from planforge.document.books.book import Book
    from planforge.document.drills.desk import Desk, Tree
    from planforge.drill.kit.values import Inject
    from planforge.model.drill import Staff


def simulator_books(desk: Desk) -> Iterator[tuple[str, Book]]:
    """Yield the id of each role player with the own paper, then those whom nobody plays yet."""
    for one in desk.drill.organisers.simulators:
        yield one.id, _book(desk, one.id, one.plays, own_injects(desk, one), one)
    left = unplayed(desk.drill)
    if left:
        mine = tuple(one for one in desk.kit.injects if not one.simulator and one.sender in left)
        yield "", _book(desk, "", left, mine, None)


def own_injects(desk: Desk, staff: Staff) -> tuple[Inject, ...]:
    """Return what a role player brings in: what is spoken by the id, or sent by who is played."""
    return tuple(
        one
        for one in desk.kit.injects
        if one.simulator == staff.id
        or (not one.simulator and isinstance(one.sender, str) and one.sender in staff.plays)
    )


def _book(
    desk: Desk, ident: str, plays: Sequence[str], mine: Sequence[Inject], staff: Staff | None
) -> Book:
    t = desk.t
    title = t("Cards for role player {who}", who=ident or t("nobody yet"))
    return desk.book(
        f"d07-role-player-{ident or 'open'}",
        title,
        desk.part("rules", title, lambda: _simulator(desk, plays, mine, staff)),
        desk.annex(
            "cards",
            t("What to say"),
            lambda: [node for one in mine for node in card(desk, _without_expected(one))],
        )
        if mine
        else None,
    )


def _without_expected(one: Inject) -> Inject:
    """Return a card as role players get it: what is expected of players stands on none."""
    return replace(one, expected=(), helped_by=(), helps="", grace=0, trigger="", leeway="")


def _simulator(
    desk: Desk, plays: Sequence[str], mine: Sequence[Inject], staff: Staff | None
) -> Tree:
    t, its = desk.t, desk.context.marks
    controllers = [desk.controllers[i] for i in dict.fromkeys(x.controller for x in mine)
                   if i in desk.controllers]  # fmt: skip
    who = desk.staff(staff) if staff else t("nobody yet; the director names somebody")
    return [
        *desk.section(
            t("Your part"),
            desk.facts(
                [
                    (t("Role player"), who),
                    (t("Plays"), its.listed(plays)),
                    (t("Signs come from"), its.listed(desk.staff(one) for one in controllers)),
                ]
            ),
        ),
        *desk.section(t("When players turn to you"), _answers(desk, plays)),
        *desk.section(
            t("Rules for role players"),
            desk.lines(
                [
                    t("Speak on the sign of the controller, at the time on the card; say "
                      "“{phrase}” first.", phrase=desk.drill.phrase),
                    t("Say what stands on the card. Asked for more, say: “I do not know, I will "
                      "find out”; invent neither figures nor casualties."),
                    t("Write down who called when; if nobody has called by the time on the card, "
                      "tell the controller."),
                    t("A call marked “only if needed” is made only on the controller's sign."),
                    t("Do not tell players what comes next, and do not judge what they do."),
                    t("If something real happens, say “this is not a drill”."),
                ]
            ),
        ),
    ]  # fmt: skip


def _answers(desk: Desk, plays: Sequence[str]) -> Tree:
    """Return who is likely to call when, and what is answered; that nobody is, if so."""
    t = desk.t
    rows: list[tuple[Content, ...]] = [
        (
            desk.moment(one.at),
            one.who,
            desk.words(one.about),
            [paragraph(desk.words(words)) for words in one.words],
            "",
        )
        for one in desk.kit.replies
        if one.who in plays
    ]
    heads = (t("About when"), t("As"), t("What it is about"), t("You say"), t("Really at"))
    table = desk.table(heads, rows, (15, 15, 28, 30, 12))
    return table or desk.text(
        t("In the rehearsal nobody turned to you. If somebody does, say: “Received. Go on "
          "reporting.”, and tell the controller.")
    )  # fmt: skip


__all__ = ["own_injects", "simulator_books"]

"""宣传方案: what the public is told of the drill, and the notice where people may see it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planforge.drill.disclosure import is_undated, is_untold

if TYPE_CHECKING:
    from planforge.document.books.book import Book
    from planforge.document.drills.desk import Desk, Tree


def publicity_plan(desk: Desk) -> Book:
    """Return the plan for the public (宣传方案)."""
    title = desk.t("Public information about the drill “{name}”", name=desk.drill.name)
    return desk.book(
        "d09-publicity",
        title,
        desk.part("plan", title, lambda: _publicity(desk)),
        desk.annex(
            "notice",
            desk.t("Sign on the spot, from the start on")
            if is_undated(desk.drill)
            else desk.t("Notice to the public"),
            lambda: _notice(desk),
        ),
    )


def _publicity(desk: Desk) -> Tree:
    t = desk.t
    is_open = not is_untold(desk.drill)
    before = [
        t("The notice is published where people may see or hear the drill, and at the duty "
          "phones that people may call."),
        t("Duty desks 110, 119 and 120 know how to answer calls about the drill."),
    ]  # fmt: skip
    if is_undated(desk.drill):
        before.append(t("Nothing is published before the start; the sign is put up when the drill "
                        "begins, and taken down at its end."))  # fmt: skip
    return [
        *desk.section(t("Before the drill"), desk.lines(before if is_open else before[1:])),
        *desk.section(
            t("During the drill"),
            desk.lines(
                [
                    t("Pictures and texts about the drill carry the words: {phrase}.",
                      phrase=desk.drill.phrase),
                    t("Role players do not post on real networks; press and rumours are played "
                      "inside the drill."),
                    t("Whoever is asked by the public says that it is a drill."),
                ]
            ),
        ),
        *desk.section(
            t("After the drill"),
            desk.lines([t("A report says what was practised and what will be improved; it names "
                          "no person and no weakness that others could use.")]),
        ),
    ]  # fmt: skip


def _notice(desk: Desk) -> Tree:
    """Return what the public reads: of a drill that nobody is told of, no day, hour and place."""
    t, drill = desk.t, desk.drill
    if is_undated(desk.drill):
        return desk.text(
            t("A drill is held here. Vehicles, sirens, smoke and people in protective clothing "
              "belong to it. Please keep calm, do not come closer, and do not spread what you have "
              "not checked."),
            t("If you need help in a real emergency, call 110, 119 or 120 as always."),
        )  # fmt: skip
    where = drill.place or t("(place to be filled in)")
    when = desk.day() or t("(time to be filled in)")
    return desk.text(
        t("On {when} a drill is held at {where}. Vehicles, sirens, smoke and people in protective "
          "clothing may be seen. This is a drill; please keep calm, do not come closer, and do "
          "not spread what you have not checked.", when=when, where=where),
        t("If you need help in a real emergency, call 110, 119 or 120 as always."),
    )  # fmt: skip


__all__ = ["publicity_plan"]

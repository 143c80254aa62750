"""宣传方案: what the public is told of the drill, and the notice where people may see it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from planforge.document.wording import day
from planforge.drill.disclosure import is_undated, is_untold
from planforge.model.drill_scales import DrillPurpose

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planforge.document.blocks import Content
    from planforge.document.books.book import Book
    from planforge.document.drills.desk import Desk, Tree
    from planforge.model.drill import Staff

_WRITTEN: Final = 10
"""Days before the drill by which the notice is approved."""
_PUBLISHED: Final = 3
"""Days before it on which the notice is published."""


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
        *desk.section(t("Aim"), desk.lines(_aims(desk))),
        *desk.section(t("Tasks"), _tasks(desk)),
        *desk.section(t("Ways and channels"), desk.lines(_ways(desk))),
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


def _aims(desk: Desk) -> list[str]:
    """Return what the public is told for."""
    t = desk.t
    found = [
        t("Whoever may see or hear the drill knows that it is one, does not take it for real, and "
          "keeps 110, 119 and 120 free."),
    ]  # fmt: skip
    if desk.drill.kind.purpose is DrillPurpose.DEMONSTRATION:
        found.append(t("Guests and the public see how the plan is carried out, who does what, and "
                       "what they themselves can do."))  # fmt: skip
    return found


def _tasks(desk: Desk) -> Tree:
    """Return who does what until when; who is not named yet is left to the organisers."""
    t, its, who = desk.t, desk.context.marks, desk.drill.organisers
    nobody = t("to be named by the organisers")

    def named(staff: Sequence[Staff]) -> str:
        return its.listed(desk.staff(one) for one in staff)

    writers = its.listed(who.writers) or nobody
    rows: list[tuple[Content, ...]] = []
    if is_undated(desk.drill):
        rows.append((t("write the sign for the spot and have it approved"), writers,
                     _ahead(desk, _WRITTEN)))  # fmt: skip
        rows.append((t("put the sign up, and take it down"), its.listed(who.support) or nobody,
                     t("from the start to the end")))  # fmt: skip
    else:
        rows.append((t("write the notice and have it approved"), writers, _ahead(desk, _WRITTEN)))
        if not is_untold(desk.drill):
            rows.append((t("publish the notice"), nobody, _ahead(desk, _PUBLISHED)))
    rows.append((t("tell 110, 119 and 120 how to answer"), who.director or nobody,
                 _ahead(desk, 1)))  # fmt: skip
    during = t("during the drill")
    if who.narrators:
        rows.append((t("explain the drill to guests"), named(who.narrators), during))
    rows.append((t("pictures and recordings"), named(who.recorders) or nobody, during))
    rows.append((t("answer the public and the press"), nobody, during))
    rows.append((t("approve what is published afterwards"), who.director or nobody,
                 t("after the drill")))  # fmt: skip
    heads = (t("What is to be done"), t("Who sees to it"), t("By which day"))
    return desk.table(heads, rows, (36, 34, 30))


def _ahead(desk: Desk, days: int) -> str:
    """Return the day that is so many *days* before the drill."""
    if desk.drill.date is None:
        return desk.t("{count} days before", count=days)
    return day(desk.context, desk.drill.date - timedelta(days=days))


def _ways(desk: Desk) -> list[str]:
    """Return where people learn of the drill, and what has to work for it."""
    t = desk.t
    found = [t("Tell the public only what stands in the notice or on the sign, word by word.")]
    if is_undated(desk.drill):
        found.append(t("On the spot: the sign at the ways in, and people who answer questions; "
                       "nothing on networks before the end."))  # fmt: skip
    elif not is_untold(desk.drill):
        found.append(t("On the spot: the notice at the ways in and where people live, learn and "
                       "work nearby; townships and villages tell them."))  # fmt: skip
        found.append(t("On networks: the site of the government and its media; messages to "
                       "telephones only where many people may be alarmed."))  # fmt: skip
    found.append(t("Loudspeakers, boards, power and network are tried out the day before."))
    return found


def _notice(desk: Desk) -> Tree:
    """Return what the public reads: of a drill that nobody is told of, no day, hour and place."""
    t, drill = desk.t, desk.drill
    if is_undated(desk.drill):
        return desk.text(
            t("A drill is held here. Vehicles, sirens and people in the clothing of rescuers "
              "belong to it. Please keep calm, do not come closer, and do not spread what you have "
              "not checked."),
            t("If you need help in a real emergency, call 110, 119 or 120 as always."),
        )  # fmt: skip
    where = drill.place or t("(place to be filled in)")
    when = desk.day() or t("(time to be filled in)")
    if desk.day():
        end = desk.wall(desk.kit.timeline.length) if desk.drill.begins else ""
        when = t("{begin} to {end}", begin=when, end=end) if end else when
    what = t("an emergency drill") if is_untold(drill) else t("the “{name}”", name=drill.name)
    steering = desk.context.marks.listed(drill.organisers.steering)
    return desk.text(
        t("{what} is held from {when} at {where}. Vehicles, sirens and many people in the clothing "
          "of rescuers may be seen. This is a drill; please keep calm, do not come closer, follow "
          "the signs and the people who direct traffic, and do not spread what you have not "
          "checked.", what=what, when=when, where=where),
        t("If you need help in a real emergency, call 110, 119 or 120 as always."),
        t("Questions about the drill: (phone to be filled in)"),
        t("Published by: {who}", who=steering or t("(to be filled in)")),
        t("Published on: (day to be filled in)"),
    )  # fmt: skip


__all__ = ["publicity_plan"]

"""A card as a value, what of it fits on its sheet, and the tree that a writer lays out.

A card is for one reader on one page. What must stand on it stands there; of what there is to do the
most important steps do, chosen by rule, and the card says where the rest is. A card whose must does
not fit is a problem to be named, never text to be cut.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from planforge.document.blocks import Content, facts, paragraph, plain_table, span, strong, table
from planforge.document.books.cards.brief import rows_in_brief, said_in_brief
from planforge.document.books.cards.fit import LIMIT, both_sides, lines_of, width_of
from planforge.document.nodes import qr_code
from planforge.document.wording import PLAN
from planforge.frozen import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docutils import nodes

    from planforge.document.books.cards.fit import Sheet
    from planforge.document.context import Context

MOST_STEPS: Final = 7
"""Nobody keeps more steps in mind: only a card with much room has more."""
_MUCH: Final = 0.8
"""How much of a sheet more steps may fill: so the type does not get small for them."""
_BRIEF: Final = 1.14
"""How much of it steps may fill that are named in a few words: the estimate is on the safe side."""
FEWEST_STEPS: Final = 3
"""With fewer steps on it, while there are more, a card is of no use."""


@dataclass(frozen=True, slots=True)
class Step:
    """Something to do, as a card says it.

    Attributes:
        what: What is done, a few words with the verb first; empty if the text says it.
        text: How, in the words of the plan.
        when: By when, one line each.
        rank: 0 for reporting, 1 for saving and moving people, 2 for all else; 3 for what is done on
            a warning, before the event; 4 for what others do and the reader helps with.
        due: Sorts steps by when they are due: the moment the limit runs from, then seconds.
        premise: When it is done, if not always, as words in front of the text.
        is_first: Whether it belongs to the first hour.
        whose: Which plan or unit it is of, where a card has those of several.
        short: What is done, for a line that says no more; what stands first if left out.
    """

    what: str
    text: str
    when: tuple[str, ...] = ()
    rank: int = 2
    due: tuple[int, int] = (9, 0)
    premise: str = ""
    is_first: bool = True
    whose: str = ""
    short: str = ""

    @property
    def title(self) -> str:
        """Its first line: whose it is and what is done."""
        return PLAN.labelled(self.whose, self.what) if self.whose else self.what


@dataclass(frozen=True, slots=True)
class Call:
    """A line of the telephone part: whom, and the number."""

    whom: str
    number: str


@dataclass(frozen=True, slots=True)
class Part:
    """A titled part of a card.

    Attributes:
        title: Its heading; empty for none.
        name: What it is, for its look.
        headings: Heads of the columns; empty for none.
        rows: Cells, as text.
        widths: Relative widths of the columns.
        is_filled_in: Whether it has blanks to fill in by hand.
    """

    title: str
    name: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]
    is_filled_in: bool = False


@dataclass(frozen=True, slots=True)
class Card:
    """A card.

    Attributes:
        ident: Identifier, unique in its book.
        sort: What sort of card it is, e.g. 应急处置卡.
        subject: Whom or what it is for.
        remark: Second line: the plan, or where the subject belongs.
        facts: Name–value pairs below the title.
        steps: All there is to do.
        above: Parts before the steps.
        below: Parts after them.
        calls: Whom to call.
        total: How many things the plans ask of the reader in all; those not shown are counted.
        rest: Where they stand, e.g. 防汛抗旱应急预案“4 应急响应”.
        foot: Edition, date and issuer, a line each.
        web: Address of the page on the site; empty for no QR code.
        steps_title: Heading of the steps.
        motto: Whether the card reminds of the order of things.
        is_whole: Whether every step must stand on it.
        most: How many steps are said in full.
    """

    ident: str
    sort: str
    subject: str
    remark: str
    facts: tuple[tuple[str, str], ...] = ()
    steps: tuple[Step, ...] = ()
    above: tuple[Part, ...] = ()
    below: tuple[Part, ...] = ()
    calls: tuple[Call, ...] = ()
    total: int = 0
    rest: str = ""
    foot: tuple[str, ...] = ()
    web: str = ""
    steps_title: str = ""
    motto: bool = True
    is_whole: bool = False
    most: int = MOST_STEPS


@dataclass(frozen=True, slots=True)
class Chosen:
    """The steps that stand on a card, in the order in which they are due, and what they take.

    Attributes:
        steps: The steps.
        lines: Lines of the card with them.
        fits: Whether that is no more than there is.
        brief: The most important of those that are left, to be said in a few words.
    """

    steps: tuple[Step, ...]
    lines: float
    fits: bool
    brief: tuple[Step, ...] = ()

    def names_all(self, card: Card) -> bool:
        """Whether every step of *card* is said, if only in brief."""
        return len(self.steps) + len(self.brief) == len(card.steps)


def choose(card: Card, sheet: Sheet) -> Chosen:
    """Return which steps of *card* stand on *sheet*.

    On one with two sides as many are said in full as leave room to name all others.
    """
    if sheet.sides == 1:
        return _chosen(card, sheet, card.most if card.most < MOST_STEPS else len(card.steps))
    tries = (
        _chosen(replace(card, most=most), sheet, most)
        for most in range(len(card.steps), FEWEST_STEPS - 1, -1)
    )
    return next((one for one in tries if one.names_all(card)), _chosen(card, sheet, FEWEST_STEPS))


def _chosen(card: Card, sheet: Sheet, at_most: int) -> Chosen:
    """Return which steps of *card* stand on *sheet*, *at_most* so many in full.

    The most important are chosen first: those of the first hour before later ones, among them
    reports and people before all else, then the urgent before the less urgent, as long as there is
    room; more than seven only where there is much. They are shown in the order in which they are
    due.
    """
    room = sheet.lines - _fixed(card, sheet)
    taken: list[Step] = []
    used = 0.0
    ranked = sorted(card.steps, key=_importance)
    for step in ranked:
        need = _step_lines(card, step, sheet)
        must = card.is_whole or len(taken) < FEWEST_STEPS
        most = room if len(taken) < card.most else room - (1 - _MUCH) * sheet.lines
        if (used + need > most or len(taken) >= at_most) and not must:
            break
        taken.append(step)
        used += need
    left = room - used + (_BRIEF - 1) * sheet.lines
    brief = _in_brief(ranked[len(taken) :], left, sheet)
    order = {id(step): i for i, step in enumerate(card.steps)}
    shown = sorted(
        taken, key=lambda step: (not step.is_first, step.due, step.rank, order[id(step)])
    )
    return Chosen(tuple(shown), sheet.lines - room + used, used <= room, brief)


def _in_brief(steps: Sequence[Step], lines: float, sheet: Sheet) -> tuple[Step, ...]:
    """Return the most important of *steps* that fit into *lines* of *sheet* in a few words."""
    found: list[Step] = []
    for step in steps:
        if _brief_lines((*found, step), sheet) > lines:
            break
        found.append(step)
    return tuple(found)


def _brief_lines(steps: Sequence[Step], sheet: Sheet) -> float:
    if sheet.sides > 1:
        return _part_lines(_others("", steps), sheet) + _HEAD
    return lines_of(PLAN.clauses(said_in_brief(steps)), sheet.columns) + _LABEL


def _others(title: str, steps: Sequence[Step]) -> Part:
    return Part(title, "others", (), tuple(rows_in_brief(steps)), (20, 80))


_LABEL: Final = 0.5  # Lines of the words around steps named in brief.
_PEOPLE: Final = 1
_ON_WARNING: Final = 3


def _importance(step: Step) -> tuple[bool, int, tuple[int, int], int]:
    group = _PEOPLE if step.rank <= _PEOPLE else min(step.rank, _ON_WARNING)
    return (not step.is_first, group, step.due, step.rank)


def shows_all(card: Card, sheet: Sheet) -> bool:
    """Whether *card* fits on *sheet* with all of its steps, or as many as one keeps in mind."""
    chosen = choose(card, sheet)
    return chosen.fits and len(chosen.steps) >= min(len(card.steps), card.most)


def sheet_for(card: Card, sheet: Sheet) -> Sheet:
    """Return *sheet*, with its other side too if *card* cannot even name all steps on one."""
    return sheet if choose(card, sheet).names_all(card) else both_sides(sheet)


_STEP_WIDTHS: Final = (7, 66, 27)
# What stands around the lines of text, in lines.
_BAR: Final = 2.3
_SUBJECT: Final = 2.4
_HEAD: Final = 1.6
_ROW: Final = 0.25
_PHONE: Final = 1.5
_REST: Final = 1.4


def _step_lines(card: Card, step: Step, sheet: Sheet) -> float:
    width = sheet.step(has_limits=any(one.when for one in card.steps))
    texts: tuple[str, ...] = (step.title, step.premise + step.text)
    if not step.when:
        texts = ("".join(texts),)
    said = sum(lines_of(text, width) for text in texts if text)
    due = sum(lines_of(text, LIMIT) for text in step.when)
    return max(said, due, 1) + 0.35


def _fixed(card: Card, sheet: Sheet) -> float:
    """Return the lines of *card* without its steps."""
    named = width_of(card.subject) * 2 + 1
    beside = lines_of(card.remark, max(sheet.columns - named, 8.0) / 1.1) * 1.2
    used = _BAR + sheet.foot + max(lines_of(card.subject, sheet.columns // 2) * _SUBJECT, beside)
    used += sum(lines_of(f"{name}：{value}", sheet.columns - 1) for name, value in card.facts)
    used += sum(_part_lines(part, sheet) for part in (*card.above, *card.below))
    if card.calls:
        used += _HEAD + ((len(card.calls) + 1) // 2) * _PHONE
    if card.steps:
        used += _HEAD * len({step.is_first for step in card.steps})
    return used + (_REST if card.rest and card.total > len(card.steps[:1]) else 0)


def _part_lines(part: Part, sheet: Sheet) -> float:
    used = _HEAD if part.title else 0.3
    used += 1 + _ROW if part.headings else 0
    extra = 2 * _ROW if part.is_filled_in else 0
    for row in part.rows:
        cells = enumerate(row)
        used += max(lines_of(text, sheet.part(part.widths, i)) for i, text in cells) + _ROW + extra
    return used


def card_tree(context: Context, card: Card, sheet: Sheet) -> list[nodes.Node]:
    """Return the tree of *card*: its parts in order, each with a class that says what it is."""
    t = context.t
    built: list[nodes.Node] = [paragraph(card.sort, "pf-card-sort")]
    if card.motto:
        built.append(
            paragraph(t("Report first · save lives first · move out first"), "pf-card-motto")
        )
    built.append(paragraph(card.subject, "pf-card-subject"))
    if card.remark:
        built.append(paragraph(card.remark, "pf-card-remark"))
    if card.facts:
        built.append(facts(card.facts, "pf-card-facts"))
    for part in card.above:
        built += part_nodes(part)
    if card.steps:
        built += _steps(context, card, sheet)
    if card.calls:
        built.append(paragraph(t("Whom to call"), "pf-card-head"))
        built.append(phones(card.calls))
    for part in card.below:
        built += part_nodes(part)
    kept = () if context.public else (t("Internal document, keep safe"),)
    built += [paragraph(line, "pf-card-foot") for line in (*kept, *card.foot)]
    if card.web:
        built.append(qr_code("", text=card.web, caption=t("Scan for the full text")))
    return built


def _steps(context: Context, card: Card, sheet: Sheet) -> list[nodes.Node]:
    """Return the steps of *card*, those after the first hour apart, and where more is."""
    t = context.t
    chosen = choose(card, sheet)
    numbered = list(enumerate(chosen.steps, 1))
    built: list[nodes.Node] = []
    for title, is_first in (
        (card.steps_title or t("Do this in order"), True),
        (t("After the first hour"), False),
    ):
        shown = [(number, step) for number, step in numbered if step.is_first is is_first]
        if shown:
            number, text, due = _STEP_WIDTHS
            has_limits = any(step.when for _, step in shown)
            widths = _STEP_WIDTHS if has_limits else (number, text + due)
            rows = [_row(number, step)[: len(widths)] for number, step in shown]
            built.append(paragraph(title, "pf-card-head"))
            built.append(plain_table(rows, "pf-card-steps", widths=widths))
    left = card.total - len(chosen.steps) - len(chosen.brief)
    said = ""
    if chosen.brief and sheet.sides > 1:
        built += part_nodes(_others(t("Also"), chosen.brief))
    elif chosen.brief:
        said = t("Also: {items}.", items=PLAN.clauses(said_in_brief(chosen.brief)))
    if left > 0 and card.rest:
        said += t("{count} more: see {place}", count=left, place=card.rest)
    if said:
        built.append(paragraph(said, "pf-card-rest"))
    return built


def part_nodes(part: Part) -> list[nodes.Node]:
    """Return *part* with its heading."""
    built: list[nodes.Node] = []
    if part.title:
        built.append(paragraph(part.title, "pf-card-head"))
    name = f"pf-card-{part.name}"
    if part.headings:
        built.append(table(part.headings, part.rows, name, widths=part.widths))
    else:
        built.append(plain_table(part.rows, name, widths=part.widths))
    return built


def _row(number: int, step: Step) -> tuple[Content, ...]:
    said: list[nodes.Node] = []
    if not step.when:
        text = step.premise + step.text
        run: list[nodes.Node | str] = [strong(_before(step.title, text))] if step.title else []
        said.append(paragraph([*run, text], "pf-step-text"))
        return (str(number), said, "")
    if step.title:
        said.append(paragraph(step.title, "pf-step-title"))
    if step.text:
        said.append(paragraph(step.premise + step.text, "pf-step-text"))
    due = [paragraph(line, "pf-step-due") for line in step.when]
    return (str(number), said, due or "")


def _before(title: str, text: str) -> str:
    """Return *title* as it stands in the line of *text*."""
    return PLAN.labelled(title) if text and not title.rstrip().endswith(("：", ":")) else title


def phones(calls: Sequence[Call]) -> nodes.table:
    """Return *calls* as a table of two pairs a row, read down the left half first."""
    half = (len(calls) + 1) // 2
    rows: list[tuple[Content, ...]] = []
    for i in range(half):
        pair = [calls[i], *calls[half + i : half + i + 1]]
        cells: list[Content] = []
        for call in pair:
            cells += [call.whom, span(call.number, "pf-number")]
        rows.append((*cells, *[""] * (4 - len(cells))))
    return plain_table(rows, "pf-card-phones", widths=(27, 23, 27, 23))

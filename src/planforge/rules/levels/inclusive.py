"""以上 and 以下 in the wording of a row, against its cells and what the words mean in all plans."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from planforge.corpus.written import tables_of
from planforge.feel import Numeric
from planforge.findings import Severity
from planforge.i18n import Message, msg
from planforge.patterns import late
from planforge.rules.levels.row_words import figures_of, options_of
from planforge.rules.rule import Hit, cite, plan_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.corpus.plan_view import PlanView
    from planforge.corpus.tables import Condition, Rule
    from planforge.findings import Pointer

_WORDS: Final = ("以上", "以下")
_ANY: Final = late("|".join(_WORDS))


class _Said(NamedTuple):
    """A figure in words, and the cell with that figure that leaves the number in or out of it."""

    pointer: Pointer
    text: str
    word: str
    cell: Condition
    is_meant: bool


@plan_rule(
    "LVL041",
    "level.bound-against-the-convention",
    Severity.WARNING,
    title=msg("以上 or 以下 in words that the cell takes otherwise"),
    rationale=msg(
        "jurisdiction.yaml says whether the words include the number; at the bound itself people "
        "go by the words and the check by the cell, and they start different levels."
    ),
    sources=(cite("生产安全事故报告和调查处理条例", "第三条"),),
)
def bound_against_the_convention(view: PlanView) -> Iterator[Hit]:
    """Figures with 以上 or 以下 in 表述 whose cell leaves the number in or out, the other way.

    Where all of them in a plan do, with one word, the convention is what is odd: that is told once.
    """
    region = view.registry.jurisdiction
    if region is None:
        return
    means = {"以上": region.at_least_inclusive, "以下": region.at_most_inclusive}
    said = tuple(_said(view, means))
    for word in _WORDS:
        found = [one for one in said if one.word == word]
        wrong = [one for one in found if not one.is_meant]
        is_odd = len(wrong) > 1 and len(wrong) == len(found)
        for one in wrong[:1] if is_odd else wrong:
            yield Hit(
                view.at(*one.pointer),
                _otherwise(one, includes=means[word]),
                msg(
                    "All {count} places of this plan do so: correct {key} in jurisdiction.yaml",
                    count=len(wrong),
                    key=f"{word}含本数",
                )
                if is_odd
                else msg("Correct the cell or the words, so that both mean the same at the bound"),
                ((view.at(*one.cell.pointer), msg("the cell")),),
            )


def _otherwise(said: _Said, *, includes: bool) -> Message:
    cell = said.cell.text
    if includes:
        return msg(
            "By jurisdiction.yaml “{text}” includes the number, but the cell “{cell}” leaves it "
            "out",
            text=said.text,
            cell=cell,
        )
    return msg(
        "By jurisdiction.yaml “{text}” leaves the number out, but the cell “{cell}” includes it",
        text=said.text,
        cell=cell,
    )


def _said(view: PlanView, means: dict[str, bool]) -> Iterator[_Said]:
    for table in tables_of(view):
        worded = [(at, row) for at, row in table.rows if row.text and _ANY.search(row.text)]
        if not worded:
            continue
        rules = options_of(view, table)
        for at, row in worded:
            yield from _in_row(row.text, (*at, "text"), rules.get(at, []), means)


def _in_row(
    text: str, pointer: Pointer, rules: list[Rule], means: dict[str, bool]
) -> Iterator[_Said]:
    """Yield the figures of *text* with one of the words that are the bound of a cell."""
    cells = {cell.pointer: cell for rule in rules for cell in rule.conditions}
    seen: set[str] = set()
    for cell in cells.values():
        domain = cell.values.domain
        if cell.reach is not None or not isinstance(domain, Numeric) or domain.unit is None:
            continue
        for number, shown in figures_of(text, domain):
            after = text[text.find(shown) + len(shown) :]
            word = after[:2]
            if word not in means or f"{shown}{word}" in seen:
                continue
            same = [
                bound.is_closed
                for other in cells.values()
                if other.values.domain == domain and other.reach is None
                for low, high in other.bounds
                if (bound := low if word == "以上" else high) is not None and bound.number == number
            ]
            if same:
                seen.add(f"{shown}{word}")
                yield _Said(pointer, f"{shown}{word}", word, cell, means[word] in same)


__all__ = ["bound_against_the_convention"]

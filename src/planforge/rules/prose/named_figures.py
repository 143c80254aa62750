"""Figures with a name of their own, such as 警戒水位38.5米, that sentences give otherwise."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final

from planforge.feel import format_number
from planforge.findings import Severity
from planforge.i18n import msg
from planforge.rules.articles import COMPLETE
from planforge.rules.prose.elsewhere import is_aside
from planforge.rules.rule import Hit, plan_rule
from planforge.rules.text.named_figures import (
    ANY_RIVER,
    FIGURE,
    MEASURES,
    PLACE,
    named_figures,
    usual_name,
    words_of,
)
from planforge.rules.text.said import text_of

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Mapping

    from planforge.corpus.plan_view import PlanView
    from planforge.rules.text.named_figures import Named
    from planforge.rules.text.said import Text

_REGISTER: Final = msg("the register")


@plan_rule(
    "PRO031",
    "prose.other-named-figure",
    Severity.WARNING,
    title=msg("Water level with a name of its own that the register gives otherwise"),
    rationale=msg(
        "By 警戒水位 and the like people walk the dikes and send others away; with two figures "
        "they do it too late or for nothing."
    ),
    sources=(COMPLETE,),
    follows=("LVL026", "LVL037"),
)
def other_named_figure(view: PlanView) -> Iterator[Hit]:
    """警戒水位39.5米 in sentences, against 说明 and 测点 of the indicators.

    The station, reservoir or river named last before the figure is meant; without one, the figure
    must be the same wherever it is registered. Where a row says so in words, its cell says so too:
    then it is the register that is pointed at.
    """
    text = text_of(view)
    known: Mapping[str, tuple[Named, ...]] | None = None
    for found in text.matches(FIGURE, MEASURES):
        if known is None:
            known = named_figures(view.registry)
        name = found["name"] or found["behind"]
        figures = _meant(text, found, known.get(usual_name(name), ()))
        if not figures or len({figure.number for figure in figures}) > 1:
            continue
        first, end = text.sentence(*found.span())
        before, behind = text.whole[first : found.start()], text.whole[found.end() : end]
        if figures[0].number == Fraction(found["number"] or found["before"]):
            continue
        if not is_aside(view, before, behind):
            places = [(text.place(*found.span()), msg("the text")), (figures[0].place, _REGISTER)]
            is_of_a_row = text.pointer(found.start())[-1:] == ("text",)  # its cell bears it out
            (here, _), other = places[::-1] if is_of_a_row else places
            yield Hit(
                here,
                msg(
                    "“{said}” in the text, but {name} of {place} is {number} by the register",
                    said=found[0],
                    name=name,
                    place=figures[0].subject,
                    number=format_number(figures[0].number) + (found["unit"] or found["first"]),
                ),
                msg("Write the same in both"),
                (other,),
            )


def _meant(text: Text, found: re.Match[str], figures: tuple[Named, ...]) -> tuple[Named, ...]:
    """Return those of *figures* that a sentence may mean: of the place that it names last."""
    line = text.whole.rfind("\n", 0, found.start()) + 1
    before = ANY_RIVER.sub("〇〇", text.whole[line : found.start()])
    named = {
        figure: max((before.rfind(word) for word in words_of(figure.subject)), default=-1)
        for figure in figures
    }
    last = max(named.values(), default=-1)
    other = max((place.end() for place in PLACE.finditer(before)), default=-1)
    if last < 0:
        return figures if other < 0 else ()
    nearest = tuple(figure for figure, at in named.items() if at == last)
    return nearest if other <= last + max(map(len, words_of(nearest[0].subject))) else ()


__all__ = ["other_named_figure"]

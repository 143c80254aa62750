"""Figures and words that stand beside a table and repeat its cells: 表述, and 条件 of an end."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING, Final

from planforge.corpus.written import tables_of
from planforge.feel import Flag, Numeric
from planforge.findings import Place, Severity
from planforge.i18n import msg
from planforge.model.registers import Indicator
from planforge.patterns import late
from planforge.rules.law.weaker import weaker_than_law, weaker_than_national_plan
from planforge.rules.levels.changes import change_contradicts_start
from planforge.rules.levels.claims import ends, is_familiar, unevenness
from planforge.rules.levels.plan_ladders import faulty_cells
from planforge.rules.levels.worded_bounds import Difference, bounds_of, one_sided, spoken
from planforge.rules.levels.worded_scales import differing_words
from planforge.rules.rule import Hit, cite, plan_rule
from planforge.rules.text.figures import number_roundness, written_figures

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from planforge.corpus.plan_view import PlanView
    from planforge.corpus.tables import Condition, Rule
    from planforge.corpus.written import Written
    from planforge.feel import Unit, ValueSet
    from planforge.findings import Pointer
    from planforge.i18n import Message

RESPONSE_LEVELS: Final = cite("中华人民共和国突发事件应对法", "第七十一条")

_HOURS: Final = late(r"(\d+(?:\.\d+)?)\s*个?小时")
_COUNTED: Final = late(r"(?<![\d.])(\d+)[个条处座站点户家项起]")
"""How many places, in words: 2条以上, 6处以上."""
_LEAVE_OUT: Final = msg("Correct one of the two, or leave 表述 out: it is then made from the cells")
_CORRECT: Final = msg("Correct one of the two")


@plan_rule(
    "LVL026",
    "level.words-say-otherwise",
    Severity.WARNING,
    title=msg("Wording of a row that says something else than its cells"),
    rationale=msg(
        "The printed plan shows 表述, the check and the exercise use the cells: with two figures "
        "people and computer start different levels."
    ),
    sources=(RESPONSE_LEVELS,),
)
def words_say_otherwise(view: PlanView) -> Iterator[Hit]:
    """Figures, windows and words of a scale in 表述 that no cell of the row has.

    Likewise figures in 条件 of an end or a change of level that its 指标 do not have. Where other
    cells of the plan show that the cell is the slip, the finding stands at the cell.
    """
    for table in tables_of(view):
        worded = [(pointer, row) for pointer, row in table.rows if row.text]
        options = options_of(view, table) if worded else {}
        for pointer, row in worded:
            if pointer in options:
                found = differences(row.text, options[pointer])
                yield from _told(view, found, row.text, (*pointer, "text"), _LEAVE_OUT)
    for at, texts, beside in _exits(view):
        for i, text in enumerate(texts):
            figures = [found for found in differences(text, beside) if found.number is not None]
            if figures and not any(change_contradicts_start(view)):
                yield from _told(view, iter(figures), text, (*at, i), _CORRECT)


def options_of(view: PlanView, table: Written) -> Mapping[Pointer, list[Rule]]:
    """Return the rules of *table* by the rows that they stand in."""
    known = _options(view)
    found = known.get(table.pointer)
    if found is None:
        found = known[table.pointer] = _by_row(view.compiled(table.items, table.pointer).rules)
    return found


@lru_cache(maxsize=2)  # several rules ask it of one plan before they go on to the next
def _options(_view: PlanView) -> dict[Pointer, Mapping[Pointer, list[Rule]]]:
    """Return what is known of the tables of a plan, nothing at first."""
    return {}


def _by_row(rules: Iterable[Rule]) -> dict[Pointer, list[Rule]]:
    """Return *rules* by the rows that they stand in; those with alternatives have several."""
    found: dict[Pointer, list[Rule]] = defaultdict(list)
    for rule in rules:
        at = rule.pointer
        found[at].append(rule)
        for i, part in enumerate(at):
            if part == "any_of":
                found[at[:i]].append(rule)
    return found


def _exits(view: PlanView) -> Iterator[tuple[Pointer, tuple[str, ...], Sequence[Rule]]]:
    """Yield where the words for an end or a change stand, the words, and the rows beside them."""
    for name, level in view.plan.levels.items():
        end, at = level.termination, ("levels", name, "termination")
        if end is not None and end.when:
            rules = view.compiled(end.when, (*at, "when")).rules
            yield (*at, "conditions"), end.conditions, rules
    for i, step in enumerate(view.plan.transitions):
        if step.when:
            rules = view.compiled(step.when, ("transitions", i, "when")).rules
            yield ("transitions", i, "conditions"), step.conditions, rules


def _told(
    view: PlanView, found: Iterator[Difference], text: str, at: Pointer, hint: Message
) -> Iterator[Hit]:
    """Yield the first of *found*, unless a ladder has told of the cell already."""
    first = next(found, None)
    if first is None or (not first.is_of_a_scale and is_told(view, first.cell)):
        return
    start = text.find(first.said)
    words = Place(view.file, at, chars=(start, start + len(first.said)))
    cell = view.at(*first.cell.pointer)
    message = msg(
        "The wording says “{said}”, the cell on {indicator} “{written}”",
        said=first.said,
        indicator=first.cell.indicator.name,
        written=first.written,
    )
    if (
        first.is_added
        or is_slip(view, first.cell, first.bound, first.number)
        or (first.is_of_a_scale and _is_faulty(view, first.cell))
    ):
        yield Hit(cell, message, hint, ((words, msg("the wording")),))
    else:
        yield Hit(words, message, hint, ((cell, msg("the cell")),))


def is_told(view: PlanView, cell: Condition) -> bool:
    """Whether a neighbouring level or the law speaks against *cell* already."""
    if _is_faulty(view, cell):
        return True
    by_law = chain(weaker_than_law(view), weaker_than_national_plan(view))
    places = (place for hit in by_law for place in (hit.place, *(at for at, _ in hit.related)))
    return any(place.pointer == cell.pointer for place in places)


def _is_faulty(view: PlanView, cell: Condition) -> bool:
    """Whether something is wrong between *cell* and a neighbouring level."""
    length = len(cell.pointer)
    return any(pointer[:length] == cell.pointer for pointer in faulty_cells(view))


@lru_cache(maxsize=1)
def misworded(view: PlanView) -> frozenset[Pointer]:
    """Return the cells on words of a scale that the wording of their row contradicts.

    Of counts of places, both parts are among them.
    """
    cells = (at for at, is_of_a_scale in _contradicted(view) if is_of_a_scale)
    return frozenset(part for at in cells for part in (at, (*at, "count"), (*at, "reach")))


@lru_cache(maxsize=1)
def contradicted(view: PlanView) -> frozenset[Pointer]:
    """Return the cells that the wording of their row contradicts."""
    return frozenset(at for at, _ in _contradicted(view))


def _contradicted(view: PlanView) -> Iterator[tuple[Pointer, bool]]:
    """Yield the first cell of each row that its wording contradicts, and if it is of a scale."""
    for table in tables_of(view):
        worded = [(pointer, row.text) for pointer, row in table.rows if row.text]
        options = options_of(view, table) if worded else {}
        for pointer, text in worded:
            first = next(differences(text, options.get(pointer, ())), None)
            if first is not None:
                yield first.cell.pointer, first.is_of_a_scale


def worded_cells(view: PlanView) -> frozenset[Pointer]:
    """Return the cells that the words beside them contradict."""
    return frozenset(
        place.pointer
        for hit in words_say_otherwise(view)
        for place in (hit.place, *(related for related, _ in hit.related))
    )


def is_slip(view: PlanView, cell: Condition, bound: Fraction | None, said: Fraction | None) -> bool:
    """Whether *bound* of *cell* has less behind it in the plan than *said*, which differs from it.

    A bound at which the next cell on the indicator begins, or ends, is none: two cells say so. Then
    count other cells on the indicator and in the row, then how round the numbers are, and for the
    end of a level how evenly the ends of the levels follow each other. Where each level ends at a
    number of its own, one that another level has is the slip.
    """
    if bound is None or said is None:
        return False
    near = list(_near(view, cell))
    if any(_adjoin(cell, other, bound) for other in near):
        return False
    known = {one.pointer: frozenset().union(*map(bounds_of, _sets(one))) for one in near}
    backed = [sum(number in bounds for bounds in known.values()) for number in (bound, said)]
    last = [bounds for at, bounds in known.items() if "termination" in at]
    if "termination" in cell.pointer and len(set(last)) == len(last) == len(known) > 1:
        backed = [-each for each in backed]  # each level ends at a number of its own
    if backed[0] != backed[1]:
        return backed[0] < backed[1]
    domain = cell.values.domain
    if not isinstance(domain, Numeric):
        return False
    round_ = [number_roundness(number, domain) for number in (bound, said)]
    if round_[0] == round_[1] and "termination" in cell.pointer and all(len(e) == 1 for e in last):
        others = [next(iter(bounds)) for bounds in last]
        return _unevenness([*others, bound]) > _unevenness([*others, said])
    return (round_[0], is_familiar(bound)) < (round_[1], is_familiar(said))


def _near(view: PlanView, cell: Condition) -> Iterator[Condition]:
    """Yield the other cells of the plan on the indicator of *cell*, and those beside it."""
    for table in tables_of(view):
        for rule in view.compiled(table.items, table.pointer).rules:
            for other in rule.conditions:
                is_near = other.indicator.id == cell.indicator.id or is_beside(cell, other)
                if is_near and other.pointer != cell.pointer:
                    yield other


def _adjoin(one: Condition, other: Condition, bound: Fraction) -> bool:
    """Whether of two cells on one indicator one ends at *bound*, and the other begins there."""
    if (
        one.indicator.id != other.indicator.id
        or one.values.domain != other.values.domain
        or not isinstance(one.values.domain, Numeric)
    ):
        return False
    (low, high), (start, end) = ends(one.values), ends(other.values)
    return (high == bound == start) or (low == bound == end)


def _unevenness(numbers: Iterable[Fraction]) -> int:
    steps = sorted(set(numbers))
    return sum(unevenness(*three) for three in zip(steps, steps[1:], steps[2:], strict=False))


def is_beside(cell: Condition, other: Condition) -> bool:
    """Whether two cells stand in alternatives of one row."""
    if "any_of" not in cell.pointer:
        return False
    length = cell.pointer.index("any_of") + 1
    return cell.pointer[:length] == other.pointer[:length]


def differences(text: str, options: Sequence[Rule]) -> Iterator[Difference]:
    """Yield what *text* says otherwise than the cells of *options*, any of which it may word."""
    read = [rule for rule in options if rule.is_complete]
    cells = list({cell.pointer: cell for rule in read for cell in rule.conditions}.values())
    hours = _HOURS.findall(text) if "小时" in text else []
    timed = {n for cell in cells for n in _numbers_in_hours(cell)} if hours else set()
    seen: set[Unit | None] = set()
    for cell in cells:
        window = _HOURS.fullmatch(_window(cell)) if hours else None
        said_by = timed.union(_HOURS.findall(cell.indicator.name)) if hours else timed
        if window and window[1] not in hours and said_by.isdisjoint(hours):
            said = next(m[0] for m in _HOURS.finditer(text))
            yield Difference(cell, said, _window(cell))
        for values in _sets(cell):
            domain = values.domain
            if isinstance(domain, Numeric):
                if domain.unit not in seen:
                    seen.add(domain.unit)
                    yield from _figures(text, domain, read)
            elif not isinstance(domain, Flag):
                yield from differing_words(text, cell, values, cells)


def _sets(cell: Condition) -> Iterator[ValueSet]:
    yield cell.values
    if cell.reach is not None:
        yield cell.reach


def _window(cell: Condition) -> str:
    entry = cell.indicator.element
    return entry.window if isinstance(entry, Indicator) else ""


def _numbers_in_hours(cell: Condition) -> set[str]:
    domain = cell.values.domain
    is_time = (
        isinstance(domain, Numeric)
        and domain.unit is not None
        and (domain.unit.symbol in {"小时", "h"})
    )
    return {str(number) for number in bounds_of(cell.values)} if is_time else set()


def _figures(text: str, domain: Numeric, options: Sequence[Rule]) -> Iterator[Difference]:
    """Yield a figure of *text* in the unit of *domain* that the cells in that unit do not have.

    A figure more than the cells have explains something, and so does one less. Where the options
    of a row say the same but for one, that one differs.
    """
    said = _said(text, domain)
    if not said:
        return
    each = [list(_in_unit(rule, domain)) for rule in options]
    own = [frozenset(bound for _, bound, _ in found) for found in each]
    numbers = {number for number, _ in said}
    known = frozenset().union(*(ways for found in each for _, _, ways in found))
    wrong = [figure for figure in said if figure[0] not in known]
    unsaid = {bound for found in each for _, bound, ways in found if ways.isdisjoint(numbers)}
    if len(said) > 1 and not wrong and not unsaid and own.count(own[0]) == len(own):
        return
    yield from one_sided(text, said, [[(cell, bound) for cell, bound, _ in f] for f in each])
    for found, bounds in zip(each, own, strict=True):
        left = [(cell, bound) for cell, bound, _ in found if bound in unsaid]
        odd = left and any(other == numbers for other in own)
        figures = wrong or ([f for f in said if f[0] not in bounds] if odd else [])
        if left and figures:
            cell, bound = left[0]
            number, shown = min(figures, key=lambda figure: abs(figure[0] - bound))
            written = cell.reach.text() if cell.reach and bound not in spoken(cell) else cell.text
            yield Difference(cell, shown, written, number, bound)
            return


def _said(text: str, domain: Numeric) -> tuple[tuple[Fraction, str], ...]:
    if domain.unit is not None:
        return figures_of(text, domain)
    return tuple((Fraction(m[1]), m[0]) for m in _COUNTED.finditer(text))


@lru_cache(maxsize=1024)  # three rules ask it of the rows of a plan
def figures_of(text: str, domain: Numeric) -> tuple[tuple[Fraction, str], ...]:
    """Return `written_figures` of the wording of a row."""
    return written_figures(text, domain)


def _in_unit(
    rule: Rule, domain: Numeric
) -> Iterator[tuple[Condition, Fraction, frozenset[Fraction]]]:
    """Yield the cells of *rule* in the unit of *domain* with each bound, and how words say it."""
    for cell in rule.conditions:
        if _unit_of(cell.values) == [domain.unit]:
            yield from ((cell, number, ways) for number, ways in sorted(spoken(cell).items()))
        if cell.reach is not None and _unit_of(cell.reach) == [domain.unit]:
            for number in sorted(bounds_of(cell.reach)):
                yield cell, number, frozenset((number,))


def _unit_of(values: ValueSet) -> list[Unit | None]:
    """Return the unit of *values*, which may be none; nothing where they are no numbers."""
    return [values.domain.unit] if isinstance(values.domain, Numeric) else []


__all__ = [
    "Difference",
    "contradicted",
    "differences",
    "figures_of",
    "is_slip",
    "is_told",
    "options_of",
    "worded_cells",
    "words_say_otherwise",
]

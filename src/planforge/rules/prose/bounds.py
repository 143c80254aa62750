"""Figures of grades and levels that `plan.md` repeats by hand."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from planforge.corpus.names import spellings
from planforge.corpus.tables import Rule
from planforge.findings import Place, Severity
from planforge.i18n import msg
from planforge.patterns import late
from planforge.rules.articles import COMPLETE
from planforge.rules.levels.row_words import differences, is_slip, is_told
from planforge.rules.levels.worded_bounds import Difference, spoken
from planforge.rules.prose.elsewhere import is_aside
from planforge.rules.prose.text import lines_with, on_line
from planforge.rules.rule import Hit, plan_rule
from planforge.rules.text.figures import written_figures

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from planforge.corpus.plan_view import PlanView
    from planforge.corpus.tables import Compiled
    from planforge.findings import Pointer
    from planforge.rules.prose.text import Text

_SENTENCE: Final = late(r"[^。；;]+")
_FIGURE: Final = late(r"\d")
_FIGURES: Final = late(r"\d+")
_CLAUSE: Final = late(r"[^，,。；;]*\d[^，,。；;]*")
_RANGE: Final = late(
    r"\d[\d.]*万?[^\W\d]{0,6}?(?:及?以上|至|到|～|-)[、，]?\d[\d.]*万?[^\W\d]{0,6}?(?:以下|以内|的|$)"
)
_TO: Final = ("以上", "至", "到", "～", "-")
"""One of which stands between the ends of every range."""
_RIGHT_BEFORE: Final = late(
    r"(?:\d[\d.]*万?[^\W\d]{1,4}?及?以上)?(?:不足)?\d[\d.]*万?[^\W\d]{1,4}?(?:及?以[上下]|以内)的?$"
)
_COUNT: Final = late(r"(?:人数|户数|处数|数量|数)$")
"""What people leave out of the name of an indicator: 死亡3人, not 死亡人数3人."""

_LEFT_OUT: Final = late("实时|预报|当前|累计|最大|最高|平均")
"""What people leave out inside the name of an indicator."""
_KINDS: Final = ("水位", "降雨量", "流量", "风力")
"""What people say for an indicator of the kind where nothing stands before it."""
_IF: Final = late("(?:当|若|如果?|或者?|并?且|预报|预计|江河|达到)*")
"""What may stand before such a word."""


@plan_rule(
    "LVL037",
    "level.prose-gives-other-bound",
    Severity.WARNING,
    title=msg("Figure of a grade or a level in the text that the table does not have"),
    rationale=msg(
        "The table was changed, the sentence was not: with two figures people start different "
        "levels."
    ),
    sources=(COMPLETE,),
)
def prose_gives_other_bound(view: PlanView) -> Iterator[Hit]:
    """死亡3人以上10人以下的，为较大…, or …的，启动Ⅲ级响应 in `plan.md`, against grade and level.

    Likewise …时发布红色预警 against the warning, and …时终止Ⅲ级响应 against 终止 of the level.
    """
    steps = _steps(view)
    if not steps or not view.prose:
        return
    names = tuple(dict.fromkeys(name for _, name in steps))
    meant = _meant(names)
    for line in lines_with(view.prose, names):
        if _FIGURE.search(line.line) is None:
            continue
        for sentence in _SENTENCE.finditer(line.line):
            figure = _FIGURE.search(sentence[0])
            if figure is None:
                continue
            named = {
                (bool(found["end"]), found["a"] or found["b"] or found["end"])
                for found in meant.finditer(sentence[0])
            }
            if len(named) == 1 and (step := steps.get(named.pop())) is not None:
                before, behind = sentence[0][: figure.start()], sentence[0][figure.end() :]
                if not is_aside(view, before, behind):
                    yield from _compared(view, line, sentence, step, tuple(steps.values()))


@lru_cache(maxsize=8)
def _meant(known: tuple[str, ...]) -> re.Pattern[str]:
    """Return a pattern of what sentences start, issue or end, by the names of levels and such."""
    names = "|".join(sorted(map(re.escape, known), key=len, reverse=True))
    return late(
        rf"(?:为|属于|构成|定为|启动|达到|发布)(?:本预案|市级?|的)?(?P<a>{names})"
        r"(?!(?:(?:应急)?响应|信号)?(?:后|期间|时|以后|以来|的))"
        rf"|(?P<b>{names})[^，。；]{{0,12}}(?:是指|(?:启动|发布)条件|标准|[：:])"
        rf"|(?:终止|结束|解除)(?:本预案|市级?|的)?(?P<end>{names})"
    )


def _steps(view: PlanView) -> dict[tuple[bool, str], Compiled]:
    """Return the tables of levels, grades and warnings, and of their ends (True), by name."""
    found = {(False, level.name): view.tables[level.name] for level in view.levels}
    for name, grade in view.plan.grades.items():
        found[False, name] = view.compiled(grade.conditions, ("grades", name, "conditions"))
    for colour, rule in (view.plan.warnings.rules if view.plan.warnings else {}).items():
        where: Pointer = ("warnings", "rules", colour.zh, "conditions")
        found[False, f"{colour.zh}预警"] = view.compiled(rule.conditions, where)
    for level in view.levels:
        end = level.facts.termination
        if end is not None and end.when:
            where = (*level.pointer, "termination", "when")
            found[True, level.name] = view.compiled(end.when, where)
    return found


def _compared(
    view: PlanView, line: Text, sentence: re.Match[str], table: Compiled, all_of: Sequence[Compiled]
) -> Iterator[Hit]:
    options = _options(table)
    for clause in _CLAUSE.finditer(line.line, sentence.start(), sentence.end()):
        for name, cells in options.items():
            start, end = _stands(name, clause[0])
            if start < 0 or (name in _KINDS and not _IF.fullmatch(clause[0], 0, start)):
                continue
            first, text = _figures_beside(clause[0], start, end)
            found = _difference(text, cells) or _range_of_another(text, cells, all_of)
            if found is not None:
                at = clause.start() + first + text.find(found.said)
                words = Place(view.prose_file, span=on_line(line.number, at, at + len(found.said)))
                yield from _hit(view, found, words)
                break


def _figures_beside(clause: str, start: int, end: int) -> tuple[int, str]:
    """Return the words of *clause* with the figures of the indicator at [start, end), and where.

    They stand behind its name, or right before it: 10人以上死亡.
    """
    before = None if _FIGURE.search(clause, end) else _RIGHT_BEFORE.search(clause, 0, start)
    return (end, clause[end:]) if before is None else (before.start(), before[0])


def _range_of_another(
    text: str, cells: Sequence[Rule], all_of: Sequence[Compiled]
) -> Difference | None:
    """Return that *text* gives a range that other levels have, and these *cells* do not.

    One of its ends may be theirs: 10人以上30人以下 for what begins at 30.
    """
    said = _RANGE.search(text) if any(word in text for word in _TO) else None
    if said is None:
        return None
    own = [rule.conditions[0] for rule in cells if rule.conditions[0].reach is None]
    if not own:
        return None
    first = own[0]
    numbers = frozenset(n for n, _ in written_figures(said[0], first.values.domain))
    if len(numbers) != len(("以上", "以下")) or any(numbers <= spoken(c).keys() for c in own):
        return None
    others = (
        cell
        for table in all_of
        for rule in table.rules
        for cell in rule.conditions
        if cell.indicator.id == first.indicator.id and cell.reach is None
    )
    if not any(spoken(cell).keys() == numbers for cell in others):
        return None
    return Difference(first, said[0], first.values.text())


def _stands(name: str, clause: str) -> tuple[int, int]:
    """Return where *name* starts and ends in *clause*, (-1, -1) if it does not stand there.

    A blank beside a figure makes no difference: 24 小时降雨量.
    """
    if " " in clause and (figure := _FIGURES.match(name)):
        spaced = re.search(rf"{figure[0]} ?{re.escape(name[figure.end() :])}", clause)
        return spaced.span() if spaced else (-1, -1)
    start = clause.find(name)
    return (start, start + len(name)) if start >= 0 else (-1, -1)


def _difference(text: str, cells: list[Rule]) -> Difference | None:
    """Return what *text* says otherwise than *cells*; None if one of their indicators agrees."""
    by_indicator: dict[str, list[Rule]] = {}
    for rule in cells:
        (cell,) = rule.conditions
        if cell.reach is None and written_figures(text, cell.values.domain):
            by_indicator.setdefault(cell.indicator.id, []).append(rule)
    found = [
        next((d for d in differences(text, rules) if d.number is not None), None)
        for rules in by_indicator.values()
    ]
    return found[0] if found and None not in found else None


def _options(table: Compiled) -> dict[str, list[Rule]]:
    """Return the cells of *table* by the words for their indicator, the longest first."""
    found: dict[str, list[Rule]] = {}
    for rule in table.rules:
        for cell in rule.conditions:
            words = {word for name in spellings(cell.indicator) for word in _words_for(name)}
            for word in words:
                if len(word) > 1:
                    found.setdefault(word, []).append(Rule(rule.pointer, (cell,)))
    return dict(sorted(found.items(), key=lambda item: (-len(item[0]), item[0])))


def _words_for(name: str) -> Iterator[str]:
    """Yield what sentences call an indicator: 安澜站水位, and 水位 alone, for 安澜站实时水位."""
    yield name
    yield _COUNT.sub("", name)
    yield _LEFT_OUT.sub("", name)
    yield from (kind for kind in _KINDS if name.endswith(kind))


def _hit(view: PlanView, found: Difference, words: Place) -> Iterator[Hit]:
    if is_told(view, found.cell):
        return
    cell = view.at(*found.cell.pointer)
    message = msg(
        "The text says “{said}”, the cell on {indicator} “{written}”",
        said=found.said,
        indicator=found.cell.indicator.name,
        written=found.written,
    )
    hint = msg("Correct one of the two, or leave the figure to the directive that prints the table")
    is_of_the_cell = found.number in spoken(found.cell)  # of its other end
    if found.is_added or (
        not is_of_the_cell and is_slip(view, found.cell, found.bound, found.number)
    ):
        yield Hit(cell, message, hint, ((words, msg("the sentence")),))
    else:
        yield Hit(words, message, hint, ((cell, msg("the cell")),))


__all__ = ["prose_gives_other_bound"]

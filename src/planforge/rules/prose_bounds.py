"""Figures of grades and levels that `plan.md` repeats by hand."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from planforge.corpus.names import spellings
from planforge.corpus.tables import Rule
from planforge.findings import Place, Severity
from planforge.i18n import msg
from planforge.patterns import late
from planforge.rules.elsewhere import is_aside
from planforge.rules.prose_text import on_line, text_lines
from planforge.rules.row_words import differences, is_slip, is_told
from planforge.rules.rule import Hit, cite, plan_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.corpus.plan_view import PlanView
    from planforge.corpus.tables import Compiled
    from planforge.rules.prose_text import Text
    from planforge.rules.row_words import Difference

COMPLETE: Final = cite("突发事件应急预案管理办法", "第二十四条第三项")
_SENTENCE: Final = late(r"[^。；;]+")
_FIGURE: Final = late(r"\d")
_CLAUSE: Final = late(r"[^，,。；;]*\d[^，,。；;]*")
_COUNT: Final = late(r"(?:人数|户数|处数|数量|数)$")
"""What people leave out of the name of an indicator: 死亡3人, not 死亡人数3人."""


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
    """死亡3人以上10人以下的，为较大… in `plan.md`, or …的，启动Ⅲ级响应, against grade and level."""
    steps = _steps(view)
    if not steps or not view.prose:
        return
    names = "|".join(sorted(map(re.escape, steps), key=len, reverse=True))
    meant = re.compile(
        rf"(?:为|属于|构成|定为|启动|达到)(?:本预案|市级?|的)?(?P<a>{names})"
        r"(?!(?:应急)?响应(?:后|期间|时|以后|以来|的))"
        rf"|(?P<b>{names})[^，。；]{{0,12}}(?:是指|启动条件|标准|[：:])"
    )
    for line in text_lines(view.prose):
        if _FIGURE.search(line.line) is None:
            continue
        for sentence in _SENTENCE.finditer(line.line):
            figure = _FIGURE.search(sentence[0])
            if figure is None:
                continue
            named = {found["a"] or found["b"] for found in meant.finditer(sentence[0])}
            if len(named) == 1:
                before, behind = sentence[0][: figure.start()], sentence[0][figure.end() :]
                if not is_aside(view, before, behind):
                    yield from _compared(view, line, sentence, steps[named.pop()])


def _steps(view: PlanView) -> dict[str, Compiled]:
    """Return the tables of levels and grades by the names that a sentence gives them."""
    found = {level.name: view.tables[level.name] for level in view.levels}
    for name, grade in view.plan.grades.items():
        found[name] = view.compiled(grade.conditions, ("grades", name, "conditions"))
    return found


def _compared(
    view: PlanView, line: Text, sentence: re.Match[str], table: Compiled
) -> Iterator[Hit]:
    for clause in _CLAUSE.finditer(line.line, sentence.start(), sentence.end()):
        for name, options in _options(table).items():
            start = clause[0].find(name)
            if start < 0:
                continue
            text = clause[0][start + len(name) :]
            found = next((d for d in differences(text, options) if d.number is not None), None)
            if found is not None:
                at = clause.start() + start + len(name) + text.find(found.said)
                words = Place(view.prose_file, span=on_line(line.number, at, at + len(found.said)))
                yield from _hit(view, found, words)
                break


def _options(table: Compiled) -> dict[str, list[Rule]]:
    """Return the cells of *table* by the words for their indicator, the longest first."""
    found: dict[str, list[Rule]] = {}
    for rule in table.rules:
        for cell in rule.conditions:
            for name in spellings(cell.indicator):
                for words in {name, _COUNT.sub("", name)}:
                    if len(words) > 1:
                        found.setdefault(words, []).append(Rule(rule.pointer, (cell,)))
    return dict(sorted(found.items(), key=lambda item: (-len(item[0]), item[0])))


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
    if found.is_added or is_slip(view, found.cell, found.bound, found.number):
        yield Hit(cell, message, hint, ((words, msg("the sentence")),))
    else:
        yield Hit(words, message, hint, ((cell, msg("the cell")),))


__all__ = ["prose_gives_other_bound"]

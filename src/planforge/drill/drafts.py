"""Drafts of drill files for levels that no drill reaches: a start for whoever writes the drill.

A draft is in Chinese, as drill files are, and holds only what the plan and the registers say: the
values around the bounds of one row, the level that the table gives for them, who proposes and who
decides it. Story, injects and goals are left to people.
"""

from __future__ import annotations

import json
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from planforge.drill.edges import Edge, edges, rank_of, rows
from planforge.drill.generate import facts_of
from planforge.feel import format_number
from planforge.frozen import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from planforge.corpus.tables import Rule
    from planforge.drill.rehearsal import Rehearsal
    from planforge.drill.world import Level, Plan
    from planforge.feel import Value

_STEPS: Final = (("T+01:00", "正好在界限上"), ("T+03:00", "刚好超过界限"))


@dataclass(frozen=True, slots=True)
class Draft:
    """A drill file that nobody wrote.

    Attributes:
        id: Id of the drill; the name of its folder.
        text: Text of its `drill.yaml`.
    """

    id: str
    text: str


def drafts(made: Rehearsal, levels: Iterable[tuple[str, int]]) -> tuple[Draft, ...]:
    """Return a draft for each of *levels*, plan and rank, that facts alone can reach.

    Args:
        made: A drill in whose world the plans are; its start and names are used.
        levels: What no drill reaches.
    """
    plans = {plan.id: plan for plan in made.world.plans}
    found = []
    for name, rank in levels:
        plan = plans.get(name)
        level = next((one for one in plan.levels if one.rank == rank), None) if plan else None
        row = _row(plan, level) if plan and level else None
        if plan and level and row:
            found.append(Draft(f"{name}-{rank}-edge", _text(made, plan, level, row)))
    return tuple(found)


def _row(plan: Plan, level: Level) -> Rule | None:
    """Return the first row by which *level* is reached, and no higher one."""
    for row in rows(level):
        facts, told = facts_of(row)
        if edges(row) and rank_of(plan, facts, told) == level.rank:
            return row
    return None


def _text(made: Rehearsal, plan: Plan, level: Level, row: Rule) -> str:
    facts, told = facts_of(row)
    edge = edges(row)[0]
    names = {cell.dimension: cell.indicator.name for cell in row.conditions}
    before = dict(facts)
    if edge.below is None:
        del before[edge.dimension]
    else:
        before[edge.dimension] = edge.below
    people = dict.fromkeys((plan.office, *(one.authority for one in plan.levels)))
    players = [made.index.name(name) for name in people if name]
    lines = [
        "# 由程序按条件表的界限生成的草稿：情节、目标、注入和分工请自行补写。",
        f"演练: {plan.id}-{level.rank}-edge",
        f"名称: {_quoted(f'{made.index.name(plan.id)}{level.name}界限推演（草稿）')}",
        f"预案: {plan.id}",
        f"参演: [{', '.join(_quoted(name) for name in dict.fromkeys(players))}]",
        f"情景起始: {made.view.drill.start:%Y-%m-%d %H:%M}",
        "情景时长: 6小时",
        f"初始事实: {_facts(before, names)}",
        "事态:",
    ]
    for (time, title), (step, changed) in zip(_STEPS, _steps(facts, edge), strict=False):
        known = {**before, **step}
        lines += [f"  - 时间: {time}", f"    标题: {title}", f"    事实: {_facts(changed, names)}"]
        if told and time == _STEPS[0][0]:
            lines.append(f"    属实: [{', '.join(_quoted(text) for text in sorted(told))}]")
        lines.append(f"    应达级别: {{{plan.id}: {_level(plan, rank_of(plan, known, told))}}}")
    return "\n".join(lines) + "\n"


def _steps(
    facts: Mapping[str, Value], edge: Edge
) -> tuple[tuple[dict[str, Value], dict[str, Value]], ...]:
    """Return what is so at each step, and what of it is told there."""
    at = {edge.dimension: edge.at}
    if edge.above is None:
        return (({**facts, **at}, at),)
    above = {edge.dimension: edge.above}
    return ({**facts, **at}, at), ({**facts, **above}, above)


def _level(plan: Plan, rank: int) -> str:
    return next((level.name for level in plan.levels if level.rank == rank), "无")


def _facts(facts: Mapping[str, Value], names: Mapping[str, str]) -> str:
    pairs = []
    for dimension in sorted(facts):
        _, counted, test = dimension.partition("#")
        name = f"{names[dimension]}@{test}" if counted else names[dimension]
        pairs.append(f"{_quoted(name)}: {_quoted(value_text(facts[dimension]))}")
    return f"{{{', '.join(pairs)}}}"


def value_text(value: Value) -> str:
    """Return *value* as a drill file has it."""
    if isinstance(value, bool):
        return str(value).lower()
    return format_number(value) if isinstance(value, Fraction) else value


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


__all__ = ["Draft", "drafts", "value_text"]

"""How long the analyses of a decision table take: ``python benchmarks/bench_tables.py``.

Tables of 12 indicators, 5 levels and 20 rows a level: one as a bureau writes it (a few conditions
in a row, ranges that meet); one with a random range on every indicator in every row; one where rows
of few wide ranges nearly cover the space; and three where each row restricts every indicator: from
a value on that rises with the level, in a range that reaches over the next level, and in a wide
range that every other row meets, which is the hard case. Each is also judged as `planforge check`
does it. Each time stands beside a yardstick of the same run, so that runs on busy and on
idle machines can be compared: every two rows of that table met on every indicator, which is what
anybody has to do who looks for overlaps. Processor time.
"""

from __future__ import annotations

import random
import sys
import time
from fractions import Fraction
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))

from planforge.corpus.ladders import Ladder
from planforge.corpus.names import Entity
from planforge.corpus.tables import Compiled, Condition, Rule
from planforge.feel.analysis import falls, gaps, overlaps, unreachable_rows, weaker_rows
from planforge.feel.boxes import Box, box, scope
from planforge.feel.domain import Numeric, ValueSet
from planforge.feel.table import Level, Table
from planforge.feel.valueset import interval
from planforge.findings import Place
from planforge.model.base import Kind
from planforge.model.registers import Indicator
from planforge.rules.levels.holes import holes

DOMAIN = Numeric(low=Fraction(0))
DIMENSIONS = [f"指标{number}" for number in range(12)]
LEVELS = 5
ROWS = 20
ALONE = 8
PAIRED = 16
BUDGET_S = {
    "written": 0.5,
    "dense": 1.0,
    "wide": 1.0,
    "climbing": 1.0,
    "reaching": 1.0,
    "meeting": 10.0,
    "ladder": 1.0,
}


def numbers(low: int, high: int | None) -> ValueSet:
    """Return the numbers from *low* up to but without *high*."""
    top = None if high is None else Fraction(high)
    return ValueSet(DOMAIN, interval(Fraction(low), top, high_closed=False) & DOMAIN.line)


def written(level: int, row: int) -> Box:
    """Return a row as a bureau writes it: eight alone, eight in pairs, four in a scope."""
    top = None if level == LEVELS - 1 else 10 * (level + 2)
    ladder = numbers(10 * (level + 1), top)
    if row < ALONE:
        return box({DIMENSIONS[row]: ladder})
    first, second = DIMENSIONS[8 + row % 4], DIMENSIONS[8 + (row + row // 4 - 1) % 4]
    if row < PAIRED:
        return box({first: ladder, second: numbers(5 * (row // 4), None)})
    return box(dict([(first, ladder), scope(f"区域{row}")]))


def dense(random_: random.Random) -> Box:
    """Return a row with a range on every indicator."""
    return box({name: numbers(low := random_.randrange(90), low + 10) for name in DIMENSIONS})


def wide(random_: random.Random) -> Box:
    """Return a row with wide ranges on three indicators."""
    sides = {}
    for name in random_.sample(DIMENSIONS, 3):
        low = random_.choice((0, 0, 10, 20, 30))
        sides[name] = numbers(low, None if low else random_.choice((30, 40, 50)))
    return box(sides)


def climbing(random_: random.Random, level: int) -> Box:
    """Return a row that asks of every indicator for more than the rows of the levels below."""
    return box({name: numbers(level * 1000 + random_.randrange(500), None) for name in DIMENSIONS})


def reaching(random_: random.Random, level: int) -> Box:
    """Return a row whose range on every indicator reaches over that of the next level."""
    top = (level + 2) * 1000
    return box({name: numbers(level * 1000 + random_.randrange(500), top) for name in DIMENSIONS})


def meeting(random_: random.Random) -> Box:
    """Return a row whose range on every indicator meets that of any other such row."""
    return box(
        {
            name: numbers(random_.randrange(500), random_.randrange(5000, 9999))
            for name in DIMENSIONS
        }
    )


def yardstick(table: Table) -> float:
    """Return the seconds that it takes to meet every two rows of *table*."""
    rows = [row for level in table.levels for row in level.rows]
    start = time.process_time()
    sum(one.intersect(other).is_empty for one in rows for other in rows)
    return time.process_time() - start


def ladder(rows: list[list[Box]]) -> Ladder:
    """Return *rows* as the levels of a plan, before anything is asked of them."""
    known = {name: indicator(name) for name in DIMENSIONS}
    return Ladder(
        (
            str(level),
            Compiled(
                tuple(
                    Rule(
                        ("levels", str(level), "triggers", number),
                        tuple(
                            Condition(name, known[name], side, ("levels", str(level), number, name))
                            for name, side in row.sides
                            if name in known
                        ),
                        scope=tuple(name for name, _ in row.sides if name not in known),
                    )
                    for number, row in enumerate(each)
                )
            ),
        )
        for level, each in enumerate(rows)
    )


def indicator(name: str) -> Entity:
    """Return *name* as a registered number."""
    entry = Indicator.model_validate({"编号": "x", "名称": name, "类型": "数值", "观测": "某单位"})
    return Entity(Kind.INDICATOR, name, name, name, Place("indicators.yaml"), entry)


def main() -> int:
    """Print the times; return 1 if one is over the budget."""
    random_ = random.Random(20260301)  # noqa: S311 - reproducible rows, no secret
    tables = {
        "written": [[written(level, row) for row in range(ROWS)] for level in range(LEVELS)],
        "dense": [[dense(random_) for _ in range(ROWS)] for _ in range(LEVELS)],
        "wide": [[wide(random_) for _ in range(ROWS)] for _ in range(LEVELS)],
        "climbing": [[climbing(random_, level) for _ in range(ROWS)] for level in range(LEVELS)],
        "reaching": [[reaching(random_, level) for _ in range(ROWS)] for level in range(LEVELS)],
        "meeting": [[meeting(random_) for _ in range(ROWS)] for _ in range(LEVELS)],
    }
    slow = False
    for name, rows in tables.items():
        table = Table(tuple(Level(str(number), tuple(each)) for number, each in enumerate(rows)))
        total, unit = 0.0, yardstick(table)
        print(f"{name:8} {'yardstick':17} {unit * 1000:8.1f} ms")
        for analysis in (overlaps, gaps, unreachable_rows, falls, weaker_rows):
            start = time.process_time()
            found = len(analysis(table))
            seconds = time.process_time() - start
            total += seconds
            print(f"{name:8} {analysis.__name__:17} {seconds * 1000:8.1f} ms {found:5} found")
        print(f"{name:8} {'together':17} {total * 1000:8.1f} ms, {total / unit:6.2f} yardsticks")
        slow |= total > BUDGET_S[name]
        start = time.process_time()
        judged = ladder(rows)
        found = len(judged.faults) + len(holes(judged))
        seconds = time.process_time() - start
        print(
            f"{name:8} {'in a check':17} {seconds * 1000:8.1f} ms, "
            f"{seconds / unit:6.2f} yardsticks {found:5} found"
        )
        slow |= seconds > BUDGET_S["ladder"]
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())

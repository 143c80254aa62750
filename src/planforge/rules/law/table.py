"""What a table of the law is: the levels of one hazard by one indicator, with the source."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

from planforge.frozen import dataclass
from planforge.model.scales import IncidentGrade

if TYPE_CHECKING:
    from collections.abc import Mapping

Cells: TypeAlias = "Mapping[IncidentGrade, str]"


@dataclass(frozen=True, slots=True)
class Law:
    """Where a table stands.

    Attributes:
        title: Title and article as people cite them.
        verified: Whether the text was read; otherwise the table may advise only.
        articles: Articles of the grades, the worst first, where each grade has its own.
    """

    title: str
    verified: bool = True
    articles: tuple[str, ...] = ()

    def of(self, grade: IncidentGrade) -> str:
        """Return title and article of one grade."""
        if not self.articles:
            return self.title
        article = self.articles[tuple(IncidentGrade).index(grade)]
        return self.title[: self.title.index("）") + 1] + article


@dataclass(frozen=True, slots=True)
class GradeTable:
    """The grades of one hazard by one indicator.

    Attributes:
        law: Where it stands.
        events: Words of event types and table names that the table is for.
        indicators: Names of the indicator, as plans register it.
        cells: Grade → unary test, worst first.
    """

    law: Law
    events: tuple[str, ...]
    indicators: tuple[str, ...]
    cells: Cells

    def is_for(self, event: str) -> bool:
        """Whether *event*, an event type or the name of a table, falls under the table."""
        return any(word in event for word in self.events)


def by_grade(*cells: str) -> Cells:
    """Return the cells of the four grades, the worst first; an empty one is left out."""
    return {grade: cell for grade, cell in zip(IncidentGrade, cells, strict=True) if cell}


def rising(unit: str, *starts: str) -> Cells:
    """Return the cells of grades that begin at *starts*, the mildest first.

    Each grade ends where the next begins, the last one is open. Fewer than four starts are those of
    the mildest grades; an empty one at the front leaves the mildest grades without a cell.
    """
    cells = [""] * (len(IncidentGrade) - len(starts))
    for start, end in zip(reversed(starts), (None, *reversed(starts)), strict=False):
        if not start:
            cells.append("")
        elif end is None:
            cells.append(f">= {start} {unit}")
        else:
            cells.append(f"[{start}..{end}) {unit}")
    return by_grade(*cells)


DEATHS: Final = ("死亡人数", "死亡", "因灾死亡人数")
SERIOUS: Final = ("重伤人数", "重伤", "重伤（含急性工业中毒）人数")
LOSS: Final = ("直接经济损失",)
DEATHS_3_10_30: Final = by_grade(">= 30 人", "[10..30) 人", "[3..10) 人", "[1..3) 人")
SERIOUS_10_50_100: Final = by_grade(">= 100 人", "[50..100) 人", "[10..50) 人", "[1..10) 人")
LOSS_1000_5000_10000: Final = by_grade(
    ">= 1 亿元", "[5000..10000) 万元", "[1000..5000) 万元", "< 1000 万元"
)

__all__ = [
    "DEATHS",
    "DEATHS_3_10_30",
    "LOSS",
    "LOSS_1000_5000_10000",
    "SERIOUS",
    "SERIOUS_10_50_100",
    "Cells",
    "GradeTable",
    "Law",
    "by_grade",
    "rising",
]

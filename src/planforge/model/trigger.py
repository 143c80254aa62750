"""Trigger tables: when a level, a warning or a link applies.

Any row of a table suffices; inside a row everything must hold. A cell is a FEEL unary test on a
registered indicator (`"[3..10)"`, `">= 30 mm"`); what no number can say stands as 研判.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated

from pydantic import ConfigDict, Discriminator, Tag

from planforge.model.base import ActorRef, ByShape, Element, Many, RegionRef, key
from planforge.model.scalars import Text, YesNo
from planforge.model.scales import Direction
from planforge.model.spelled import Before

if TYPE_CHECKING:
    from pydantic.json_schema import JsonSchemaValue


class Quantified(Element):
    """A cell on several places at once: “2 条以上支流超警戒”."""

    count: Text = key("个数", "How many places, as a unary test, e.g. >= 2.")
    reach: Text = key("达到", "What the indicator must reach in each of them, as a unary test.")


def _joined(value: object) -> object:
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return ", ".join(value)
    return value


def _text_or_texts(cell: JsonSchemaValue) -> JsonSchemaValue:
    _text, quantified = cell["oneOf"]
    text = {"type": "string"}
    return {"anyOf": [text, {"type": "array", "items": text}, quantified]}


Cell = Annotated[
    ByShape[Text, Quantified],
    Before(_joined, _text_or_texts),
]
"""One test: unary-test text (a list of texts means any of them) or a count of places."""


class Row(Element):
    """One row of a trigger table: every cell and every named condition holds.

    Keys other than the fields below are names of indicators.
    """

    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[str, Cell]

    judgement: Text | None = key(
        "研判", "What people have to judge because no number says it.", None
    )
    scope: Text | None = key(
        "限定", "Where or when the row holds, e.g. 人口密集地区, 一次灾害过程, 汛期.", None
    )
    any_of: tuple[Row, ...] = key("任一", "Alternatives inside the row; one of them suffices.", ())
    linked: YesNo = key(
        "联动启动",
        "Whether the row starts the level because of a neighbour's facts.",
        default=False,
    )
    may: YesNo = key("可以启动", "Whether the level may, rather than must, start.", default=False)
    text: str = key(
        "表述", "How the printed plan words the row; made from the cells if left out.", ""
    )

    @property
    def cells(self) -> dict[str, Cell]:
        """The tests, by the indicator's name as written."""
        return self.__pydantic_extra__

    def canonical(self) -> str:
        """Return a text that is equal for rows that were written alike but for order and spaces."""
        parts = [f"{name}={_cell_text(cell)}" for name, cell in self.cells.items()]
        parts += [f"any({'|'.join(sorted(row.canonical() for row in self.any_of))})"] * bool(
            self.any_of
        )
        parts += [f"judgement={self.judgement}"] * bool(self.judgement)
        parts += [f"scope={self.scope}"] * bool(self.scope)
        return ",".join(sorted("".join(part.split()) for part in parts))


def _cell_text(cell: Cell) -> str:
    return cell if isinstance(cell, str) else f"#{cell.count}:{cell.reach}"


class Table(Element):
    """A named table under one level, e.g. 险情 beside 灾情, or 初判 beside 核定."""

    name: Text = key("表", "What the table is about, e.g. 险情, 灾情.")
    timing: str = key("时机", "When it is applied: 初判 or 核定.", "")
    scope: Text | None = key("限定", "Where or when all its rows hold.", None)
    rows: tuple[Row, ...] = key("情形", "The rows.")


def _is_table(value: object) -> str:
    if isinstance(value, Table):
        return "‹table›"
    has_rows = isinstance(value, Mapping) and ("情形" in value or "rows" in value)
    return "‹table›" if has_rows else "‹row›"


RowOrTable = Annotated[
    Annotated[Row, Tag("‹row›")] | Annotated[Table, Tag("‹table›")], Discriminator(_is_table)
]
Triggers = Many[RowOrTable]
"""A trigger table: rows, or several named tables of rows."""


class Adjustment(Element):
    """A clause that adjusts a trigger in named circumstances (启动条件调整)."""

    direction: Direction = key("方向", "Raise, lower or shift.")
    circumstances: Text = key("情形", "When the clause applies.")
    when: Many[Row] = key("条件", "The circumstances as a table, where numbers say them.", ())
    steps: str = key("幅度", "By how much, e.g. 一个级别, 按80%执行.", "")
    levels: Many[Text] = key("适用级别", "Levels it applies to; all if left out.", ())
    decided_by: Many[ActorRef] = key("决定", "Who decides.", ())
    regions: Many[RegionRef] = key("地区", "Places it is meant for.", ())


__all__ = ["Adjustment", "Cell", "Quantified", "Row", "Table", "Triggers"]

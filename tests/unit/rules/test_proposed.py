from __future__ import annotations

from fractions import Fraction

import pytest

from planforge.corpus.tables import compile_cell
from planforge.feel import Numeric, Problems, Unit, parse_unit
from planforge.rules.levels.proposed import as_cell


@pytest.mark.parametrize(
    ("unit", "cell", "like", "written"),
    [
        ("人", "[50000..200000)", "[5..10) 万人", "[5..20) 万人"),
        ("毫米", "< 15", ">= 3厘米", "< 1.5厘米"),
        ("平方米", "[20000..50000]", ">= 1 平方公里", "[0.02..0.05] 平方公里"),
        ("分钟", "[60..90), >= 120", ">= 3 小时", "[1..1.5) 小时, >= 2 小时"),
        ("分钟", ">= 100", ">= 3 小时", ">= 100 分钟"),
        ("分钟", "< 100", ">= 3 毫米", "< 100 分钟"),
        ("分钟", "< 100", ">= 3", "< 100"),
        ("分钟", "-", ">= 3 小时", "-"),
    ],
)
def test_a_cell_is_written_like_another(unit: str, cell: str, like: str, written: str) -> None:
    own = parse_unit(unit)
    assert isinstance(own, Unit)
    values = compile_cell(cell, Numeric(own, low=Fraction(0)))
    assert not isinstance(values, Problems)
    assert as_cell(values, like) == written

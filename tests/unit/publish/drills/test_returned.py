"""What recorders and evaluators wrote into workbooks, where it contradicts itself or the item."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING

from openpyxl import load_workbook

from planforge.document.pages.frame import Frame
from planforge.document.sheets.drills import Tables
from planforge.drill.kit.build import kit
from planforge.drill.score import score
from planforge.drill.timed import Seen, Verdict
from planforge.model.evaluation import Method
from planforge.publish.drills.returned import returned_records
from planforge.publish.sheets import Described, workbook
from tests.unit.drill.build.demo import corpus, played, rehearsed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planforge.drill.kit.values import Kit
    from planforge.drill.timed import Records

NAME = "flood-season"


def papers() -> Kit:
    return replace(kit(rehearsed(NAME), played(NAME)), is_table=False)


def read(cells: Mapping[tuple[str, str], str]) -> tuple[Records, list[str]]:
    """Return what the workbooks say with *cells* (number, heading) filled in, and the problems."""
    made = papers()
    tables = Tables(Frame(corpus(), language="zh_CN", public=False, version=""), made)
    every = [tables.events(), tables.expected(), *tables.evaluation()]
    book = load_workbook(BytesIO(workbook(every, Described("记录"))))
    left = dict(cells)
    for page in book.worksheets:
        columns = {str(cell.value): cell.column for cell in page[1]}
        rows = {str(page.cell(i, 1).value): i for i in range(2, page.max_row + 1)}
        for name, heading in cells:
            if name in rows and heading in columns:
                page.cell(rows[name], columns[heading]).value = left.pop((name, heading), "")
    assert left == {}
    target = BytesIO()
    book.save(target)
    records, problems = returned_records([target.getvalue()], made)
    return records, [one.render("zh_CN") for one in problems]


def test_what_was_not_seen_and_yet_rated_well_is_named_and_does_not_count() -> None:
    ident = "s1/flood/activate"
    cells = {("s1", "实际发出时间"): "09:30", (ident, "实际开始时间"): "未见"}
    records, problems = read({**cells, (ident, "评定"): "优"})
    assert problems == [
        f"{ident}：记录人员写了“未见”，评估人员评为优。请核实哪一处对，改正另一处；改正以前两处都不计。"
    ]
    assert (records.seen, records.judged) == ({}, ())
    found = {one.expected.id: one.verdict for one in score(papers(), records).timed}
    assert found[ident] is Verdict.NOT_RECORDED
    for rating in ("差", "未观察"):
        records, problems = read({**cells, (ident, "评定"): rating})
        assert (problems, records.seen) == ([], {ident: Seen(is_missed=True)})
        assert [one.rating for one in records.judged] == [rating]


def test_an_item_that_is_answered_by_yes_or_no_takes_no_rating() -> None:
    asked = {
        item.id
        for sheet in papers().sheets
        for item in sheet.items
        if item.item and item.item.method is Method.CHOICE
    }
    ident = min(asked)
    _, problems = read({(ident, "评定"): "优"})
    assert problems == [f"{ident}：“优”不是可选的值，可选：是、否、yes、no、未观察。"]
    for answer in ("是", "否", "未观察"):
        records, problems = read({(ident, "评定"): answer})
        assert (problems, {one.rating for one in records.judged}) == ([], {answer})

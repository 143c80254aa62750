"""Sentences by which the tables would be read the other way: the lowest level, all conditions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.corpus.written import tables_of
from planforge.findings import Severity
from planforge.i18n import msg
from planforge.patterns import late
from planforge.rules.articles import COMPLETE, RESPONSE_LEVELS
from planforge.rules.rule import Hit, plan_rule
from planforge.rules.text.said import text_of

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from planforge.corpus.plan_view import PlanView
    from planforge.corpus.written import Written
    from planforge.rules.text.said import Text

_LOW: Final = late(
    "(?:按照?|依照|取|从|执行)(?:其中|所|达到|符合|满足|对应|标准|的|级别|等级|中){0,4}"
    "(?:最低|较低)的?(?:响应|预警)?(?:级别|等级|一级|级|标准|者)"
    "(?:的?(?:规定|要求|标准)|响应|予以|来|进行|组织)*"
    "(?:启动|认定|执行|响应|组织|确定|处置|应对|防范|分级|研判|处理|报告|规定|要求|(?=[，。；]))"
    "|以(?:最低|较低)的?(?:级别|等级|一级|标准)为准|(?:标准|情形)中较低的(?:级别|等级)(?:确定|认定|启动)"
    "|(?:从|就)低不?[从就]?高"
)
_OF_SEVERAL: Final = late(
    "同时|多个|[两二三]个|几个|不同|不一致|任一|之一|分别|初判|达到的|叠加|并存|较[大重]的[级等]"
)
_NOT_LOW: Final = late("降级|调低|降低|不得|不能|不宜|禁止|可以?$|避免|防止")
_CONDITIONS: Final = "(?:条件|情形|标准|指标)"
_MEETS: Final = "(?:达到|符合|满足|具备)"
_ALL: Final = late(
    rf"{_MEETS}[^，。；：]{{0,10}}?(?:全部|所有|各项|每一?项)(?:的|启动|分级|预警){{0,2}}{_CONDITIONS}"
    rf"|同时{_MEETS}(?:下列|以下|上述|表中|本级|全部|所有|各项|[ⅠⅡⅢⅣ一二三四]级|响应|的|启动|预警|红色|橙色|黄色|蓝色)*"
    rf"{_CONDITIONS}"
    rf"|(?:全部|所有|各项)(?:启动)?{_CONDITIONS}(?:都|均|同时|全部)*(?:成立|满足|具备|达到)"
    rf"|{_CONDITIONS}(?:都|均|同时|全部)(?:成立|满足|具备|达到)(?=[^，。；]{{0,4}}(?:[，时的才方后]))"
)
_TOGETHER: Final = ("全部", "所有", "同时满足", "同时达到", "同时符合", "条件均", "情形均", "每项")
_OF_ALL: Final = ("条件", "情形", "标准", "指标")
_STARTS: Final = late("启动|响应|构成|认定|[级等][级别]|分级|预警|升级|提[高升]")
_NOT_A_START: Final = late(
    "终止|结束|解除|降级|降低|降为|下调|返回|返家|恢复|撤销|转为常态|[^启]动用|验收|申请|资质"
)
_FEW: Final = 2


@plan_rule(
    "LVL059",
    "level.read-the-other-way",
    Severity.WARNING,
    title=msg("Sentence that reads the tables of levels the other way"),
    rationale=msg(
        "Rows of a table are alternatives, and of several levels reached the highest holds. Who "
        "goes by a sentence that says otherwise starts too low, or waits until all has happened."
    ),
    sources=(COMPLETE, RESPONSE_LEVELS),
)
def read_the_other_way(view: PlanView) -> Iterator[Hit]:
    """按照最低级别启动 and 同时满足下列条件 in sentences on tables whose rows are alternatives."""
    text = text_of(view)
    for found in text.matches(_LOW, ("低",), ("最低", "较低", "从低", "就低")):
        if _is_low(text, found):
            yield Hit(
                text.place(*found.span()),
                msg("“{said}”: of several levels reached, the highest holds", said=found[0]),
                msg("Write that the highest one holds"),
            )
    for found in text.matches(_ALL, _TOGETHER, _OF_ALL):
        table = _alternatives(view, text, found)
        if table is not None:
            count = sum("any_of" not in at for at, _ in table.rows)
            yield Hit(
                text.place(*found.span()),
                msg(
                    "“{said}”, but each of the {count} rows of the table of {name} is enough",
                    said=found[0],
                    count=count,
                    name=str(table.pointer[-2]),
                ),
                msg("Write 之一 or 任一; what must hold together goes into one row of the table"),
                ((view.at(*table.pointer, on_key=True), msg("The table stands here")),),
            )


def _is_low(text: Text, found: re.Match[str]) -> bool:
    """Whether a sentence lets the lower one of several levels hold."""
    if text.field(found.start()) not in {"", "levels", "grades", "transitions", "adjustments"}:
        return False
    first, end = text.sentence(*found.span())
    before = text.whole[first : found.start()]
    if _NOT_LOW.search(before[-24:]):
        return False
    has_two = found[0][:1] in "从就" and "高" in found[0]
    return has_two or _OF_SEVERAL.search(text.whole, first, end) is not None


def _alternatives(view: PlanView, text: Text, found: re.Match[str]) -> Written | None:
    """Return the table whose entries a sentence joins though each of them is enough, if one is."""
    field = text.field(found.start())
    first, end = text.sentence(*found.span())
    whole = text.whole
    is_of_facts = field == "transitions" and "启动条件" in found[0]
    if not is_of_facts and (
        field
        or not _STARTS.search(whole, first, end)
        or _NOT_A_START.search(whole, first, end)
        or whole[found.end() : end + 1].endswith("：")
    ):
        return None
    said = whole[first:end]
    wanted = (
        "levels" if "响应" in said or "启动" in said else "warnings" if "预警" in said else "grades"
    )
    tables = [
        table
        for table in tables_of(view)
        if table.pointer[0] == wanted
        and table.pointer[-1] in {"triggers", "conditions"}
        and len(table.items) >= _FEW
    ]
    named = [table for table in tables if f"{table.pointer[-2]}响应" in said]
    return next(iter(named or tables), None)


__all__ = ["read_the_other_way"]

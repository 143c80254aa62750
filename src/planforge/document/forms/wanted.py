"""What a plan wants in a report beyond what its form asks for: one row for each matter.

Plans call the same thing by many names (事件类别, 事件类型; 先期处置, 已采取措施), and two things
by names that are alike (事件性质, 物质性质; 已采取措施, 下一步措施). So rows are told apart by what
they ask for, not by how that is spelt.
"""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING, Final

from planforge.model.scales import ReportStage
from planforge.patterns import late

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from planforge.i18n import Marks


class Matter(Enum):
    """What a report may be asked to tell."""

    ALL = auto()
    NEXT = auto()
    LESSONS = auto()
    NEEDS = auto()
    FORCES = auto()
    RESPONSE = auto()
    LIABILITY = auto()
    SCENE = auto()
    GRADE = auto()
    PEOPLE = auto()
    OUTLOOK = auto()
    PROGRESS = auto()
    COURSE = auto()
    MEASURES = auto()
    LOSSES = auto()
    CAUSE = auto()
    KIND = auto()
    SOURCE = auto()
    TIME = auto()
    PLACE = auto()
    CONTACT = auto()


_SORT: Final = "(?:突发|该|本)?(?:事件|事故|灾害|灾情|险情)?(?:的)?"
_NAMED: Final = {
    Matter.ALL: late(r"(?:事件|事故|灾情|险情|灾害)*的?(?:基本情况|概况)|首报(?:要素|内容)"),
    Matter.NEXT: late(
        r".*(?:下一步|后续|善后|整改|治理).*|.*恢复(?:重建)?(?:安排|计划|措施).*|工作(?:安排|计划)"
    ),
    Matter.LESSONS: late(r".*(?:经验|教训|改进|建议|评估).*|.*(?<!安全)问题"),
    Matter.NEEDS: late(r".*(?:支援|请求|请示|需求|困难|协调).*"),
    Matter.FORCES: late(r".*(?:力量|投入|物资(?:变化|调用|调拨)).*|物资"),
    Matter.RESPONSE: late(r".*(?:响应启动|启动响应|响应级别).*"),
    Matter.LIABILITY: late(r".*责任.*"),
    Matter.SCENE: late(r".*现场(?:情况|态势|状况|形势).*"),
    Matter.GRADE: late(r".*(?:初判|等级|分级).*|(?:判定|初判)?依据"),
    Matter.PEOPLE: late(
        r".*(?:伤亡|伤（病）亡|失联|失踪|受伤|死亡|受威胁|被困|转移|安置|疏散|人员情况|受灾人口).*"
    ),
    Matter.OUTLOOK: late(r".*(?:趋势|预计恢复).*|.*险情发展.*|发展|预计时间"),
    Matter.PROGRESS: late(r".*(?:进展|进度).*"),
    Matter.COURSE: late(r".*(?:过程|经过|结果).*"),
    Matter.MEASURES: late(
        r".*(?:采取|先期处置|应急处置|抢护|处置措施).*|(?:处置|措施)(?:情况)?|响应"
    ),
    Matter.LOSSES: late(
        r".*(?:损失|损坏|损害|受灾范围|影响(?:范围|人口|程度)|次生影响|危害程度).*|影响|范围|程度|规模"
    ),
    Matter.CAUSE: late(r".*(?:起因|原因|成因).*"),
    Matter.KIND: late(rf"{_SORT}(?:类别|类型|性质|种类)"),
    Matter.SOURCE: late(r".*来源"),
    Matter.TIME: late(r"(?:发生|事发|停电|接报)?的?时间"),
    Matter.PLACE: late(r"(?:发生|事发|停电)?的?(?:地点|位置)"),
    Matter.CONTACT: late(r".*联系(?:人|方式|电话)|报告单位|报告人"),
}
"""Names of matters, the more exact ones first."""
_ASKED: Final = {
    ReportStage.FIRST: frozenset(Matter)
    - {
        Matter.NEXT,
        Matter.LESSONS,
        Matter.FORCES,
        Matter.RESPONSE,
        Matter.LIABILITY,
        Matter.SCENE,
    },
    ReportStage.FOLLOW_UP: frozenset(
        {
            Matter.ALL,
            Matter.NEEDS,
            Matter.FORCES,
            Matter.GRADE,
            Matter.PEOPLE,
            Matter.OUTLOOK,
            Matter.PROGRESS,
            Matter.MEASURES,
            Matter.LOSSES,
            Matter.CAUSE,
            Matter.KIND,
            Matter.CONTACT,
        }
    ),
    ReportStage.FINAL: frozenset(
        {
            Matter.ALL,
            Matter.NEXT,
            Matter.LESSONS,
            Matter.LIABILITY,
            Matter.GRADE,
            Matter.PEOPLE,
            Matter.PROGRESS,
            Matter.COURSE,
            Matter.MEASURES,
            Matter.LOSSES,
            Matter.CAUSE,
            Matter.TIME,
            Matter.PLACE,
            Matter.CONTACT,
        }
    ),
}
"""What the rows of each form ask for."""
_PIECES: Final = late(r"[、，,；;]|以及|和|及|与")
_WORDS_AROUND: Final = late(r"^(?:事件|现场的?)?|(?:的)?(?:情况|状况|概况)$")
_SAYS: Final = 3
"""How many characters a piece of what the plan wants needs to say something alone."""


def further_rows(marks: Marks, texts: Iterable[str], stage: ReportStage) -> list[str]:
    """Return what *texts* want in reports of *stage* beyond what the form asks for, as labels.

    A label is the text itself, or the pieces of it that no other row asks for.
    """
    seen: set[Matter | str] = set(_ASKED[stage])
    found: list[str] = []
    for text in texts:
        meant = _meant(text)
        missing = [piece for piece, matter in meant.items() if matter not in seen]
        if not missing:
            continue
        says_little = any(len(piece) < _SAYS for piece in missing)
        is_told = any(isinstance(matter, str) and matter in seen for matter in meant.values())
        is_whole = len(missing) == len(meant) or (says_little and not is_told)
        found.append(text if is_whole else marks.listed(missing))
        seen.update(meant.values())
    return found


def _meant(text: str) -> Mapping[str, Matter | str]:
    """Return the pieces of *text* with what each asks for: a matter, or what it says itself.

    A piece that is too short to say it alone leaves that to the next (搜救和救治进展).
    """
    found: dict[str, Matter | str] = {}
    behind: Matter | None = None
    for piece in reversed([piece.strip() for piece in _PIECES.split(text) if piece.strip()]):
        matter = _matter(piece) or (behind if len(piece) < _SAYS else None)
        found[piece] = matter or _WORDS_AROUND.sub("", piece)
        behind = matter
    return dict(reversed(found.items()))


def _matter(piece: str) -> Matter | None:
    return next((one for one, named in _NAMED.items() if named.fullmatch(piece)), None)

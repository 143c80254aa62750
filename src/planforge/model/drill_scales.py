"""Closed lists and times of drills: kinds on each axis, injects, channels, moments."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Final

from pydantic import Field
from pydantic_core import PydanticCustomError

from planforge.frozen import dataclass
from planforge.model.base import Term
from planforge.model.scalars import text_like
from planforge.model.spelled import Before, Spelled
from planforge.patterns import late

if TYPE_CHECKING:
    from pydantic.json_schema import JsonSchemaValue


class DrillScope(Term):
    """How much of the response a drill covers."""

    SINGLE = "single", "单项"
    COMPREHENSIVE = "comprehensive", "综合"


class DrillPurpose(Term):
    """What a drill is for."""

    TEST = "test", "检验性"
    DEMONSTRATION = "demonstration", "示范性"
    RESEARCH = "research", "研究性"


class Notice(Term):
    """What those who take part know beforehand."""

    SCRIPTED = "scripted", "有脚本"
    HALF_SCRIPTED = "half_scripted", "半脚本"
    SINGLE_BLIND = "single_blind", "单盲"
    DOUBLE_BLIND = "double_blind", "双盲"


class Pace(Term):
    """How the time of the scenario runs in the drill."""

    REAL = "real", "实时"
    COMPRESSED = "compressed", "压缩"
    JUMPS = "jumps", "跳跃"


class Knowledge(Term):
    """Who knows what: everybody everything at once, or what was reported to them."""

    OMNISCIENT = "omniscient", "全知"
    REPORTED = "reported", "按报告"


class OutageKind(Term):
    """What is not to be had during an outage."""

    POST = "post", "岗位"
    TEAM = "team", "队伍"
    ORGANISATION = "organisation", "单位"
    DEPOT = "depot", "物资库"
    SUPPLY = "supply", "物资"
    SHELTER = "shelter", "避难场所"
    ROAD = "road", "道路"
    CHANNEL = "channel", "通信"


class InjectType(Term):
    """What an inject is for."""

    INITIAL = "initial", "初始情景"
    CONTEXTUAL = "contextual", "情境信息"
    PROMPT = "prompt", "任务触发"
    EXPECTED = "expected_action", "预期行动"
    CONTINGENCY = "contingency", "应急补充"
    CLARIFICATION = "clarification", "核实追问"
    COMPLICATION = "complication", "干扰加难"
    PUBLIC_MEDIA = "public_media", "舆情媒体"
    ADMINISTRATIVE = "administrative", "导调事务"
    REAL_EVENT = "real_event", "真实突发"


class Delivery(Term):
    """How an inject reaches those it is for."""

    PHONE = "phone", "电话"
    RADIO = "radio", "对讲机"
    TEXT_MESSAGE = "text_message", "短信"
    FAX = "fax", "传真"
    DOCUMENT = "document_system", "公文系统"
    VIDEO = "video", "视频"
    IN_PERSON = "in_person", "当面"
    DISPLAY = "display", "显示屏"
    SOCIAL_MEDIA = "social_media", "社交媒体"
    DATA_TERMINAL = "data_terminal", "数据终端"


class Confidence(Term):
    """How sure a figure is."""

    HIGH = "high", "高"
    MEDIUM = "medium", "中"
    LOW = "low", "低"


class TaskState(Term):
    """How far a task of improvement is."""

    TO_DO = "to_do", "待办"
    DOING = "doing", "进行"
    TO_VERIFY = "to_be_verified", "待验证"
    CLOSED = "closed", "关闭"
    POSTPONED = "postponed", "延期"
    NOT_TAKEN_UP = "not_taken_up", "不采纳"

    @property
    def is_over(self) -> bool:
        """Whether nothing more is to be done."""
        return self in {TaskState.CLOSED, TaskState.NOT_TAKEN_UP}


class TaskTarget(Term):
    """What a task of improvement changes."""

    PLAN = "plan", "预案"
    ORGANISATION = "organisation", "组织机构"
    MEANS = "equipment_and_supplies", "装备物资"
    TRAINING = "training", "培训"
    EXERCISE = "exercise", "演练"
    MECHANISM = "mechanism", "机制"


_OFFSET: Final = late(r"T\+([0-9]{2,4}):([0-5][0-9])(?::([0-5][0-9]))?")


@dataclass(frozen=True, slots=True, order=True)
class ScenarioTime(Spelled):
    """Time since the start of the scenario.

    Attributes:
        seconds: Seconds since the start, 0 or more.
        text: As written.
    """

    seconds: int
    text: str

    @classmethod
    def read(cls, value: object) -> ScenarioTime:
        """Read “T+00:00”, “T+02:30”, “T+26:00”, “T+00:05:30”."""
        if isinstance(value, ScenarioTime):
            return value
        text = value.strip() if isinstance(value, str) else ""
        if found := _OFFSET.fullmatch(text):
            hours, minutes, seconds = (int(group or 0) for group in found.groups())
            return cls(3_600 * hours + 60 * minutes + seconds, text)
        raise PydanticCustomError(
            "scenario_time",
            "should be the time since the start of the scenario such as “T+02:30”; "
            "here it is “{given}”",
            {"given": str(value)},
        )

    def spelling(self) -> str:
        """Return it as written."""
        return self.text

    @classmethod
    def described(cls) -> JsonSchemaValue:
        """Give editors a pattern and examples."""
        return {
            "type": "string",
            "pattern": f"^{_OFFSET.pattern}$",
            "examples": ["T+00:00", "T+02:30", "T+26:00"],
        }


_MOMENT: Final = late(
    r"([0-9]{4})(?:-([0-9]{1,2})-([0-9]{1,2})|年([0-9]{1,2})月([0-9]{1,2})日) ?"
    r"([01][0-9]|2[0-3]):([0-5][0-9])"
)


def _read_moment(value: object) -> datetime:
    if isinstance(value, datetime):
        return value
    if isinstance(value, str) and (found := _MOMENT.fullmatch(value.strip())):
        year, month, day, hour, minute = (int(group) for group in found.groups() if group)
        try:
            return datetime(year, month, day, hour, minute)  # noqa: DTZ001 - the clock on the wall
        except ValueError:
            pass
    raise PydanticCustomError(
        "moment",
        "should be a date with a time of day such as 2026-07-14 16:00; here it is “{given}”",
        {"given": str(value)},
    )


Moment = Annotated[datetime, Before(_read_moment, text_like(_MOMENT.pattern, ["2026-07-14 16:00"]))]
"""A day with the time of the clock, written 2026-07-14 16:00 or 2026年7月14日16:00."""

ClockTime = Annotated[
    str, Field(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$", examples=["09:00", "14:30"])
]
"""A time of day, written 09:00."""


QUESTIONS: Final = frozenset(
    {
        InjectType.PROMPT,
        InjectType.PUBLIC_MEDIA,
        InjectType.COMPLICATION,
        InjectType.CLARIFICATION,
    }
)
"""Injects that ask the table of a tabletop for something."""
LEAST_TALK_S: Final = 300
"""Seconds below which a table decides nothing."""


__all__ = [
    "LEAST_TALK_S",
    "QUESTIONS",
    "ClockTime",
    "Confidence",
    "Delivery",
    "DrillPurpose",
    "DrillScope",
    "InjectType",
    "Knowledge",
    "Moment",
    "Notice",
    "OutageKind",
    "Pace",
    "ScenarioTime",
    "TaskState",
    "TaskTarget",
]

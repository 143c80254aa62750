"""Timed charts as a run of a plan gives them: the material of the golden files and of the eye."""

from __future__ import annotations

from planforge.document.charts.timed import (
    Arrow,
    Bar,
    Bars,
    Change,
    Gantt,
    Lane,
    Load,
    Mark,
    MessageMap,
    Sort,
    Span,
    Stair,
    Staircase,
    Standing,
    TimedChart,
    Tone,
    Use,
)

M, H = 60, 3600

_LANES = (
    Lane("duty", "市防办（值班室）", "值班主任", "planforge:post/flood-duty"),
    Lane("chief", "市防指总指挥"),
    Lane("rescue", "市消防救援支队", "出动60人"),
    Lane("county", "临江县防指"),
    Lane("media", "市委宣传部"),
)


def gantt() -> Gantt:
    """Nine bars in five lanes: in time, late from within, late from the start, open, missed."""
    return Gantt(
        "防汛桌面推演：各单位工作时间",
        _LANES,
        (
            Span("duty", 2 * M, 12 * M, "核实险情灾情，登记接报信息", 12 * M),
            Span("duty", 12 * M, 47 * M, "组织会商研判，提出启动建议", 42 * M),
            Span("duty", 30 * M, 60 * M, "首报市委、市政府和省防指", 62 * M),
            Span("chief", 47 * M, 55 * M, "审定响应级别，签发启动命令", 67 * M),
            Span("rescue", 70 * M, 5 * H, "转移安置危险区群众", 4 * H, target="#action-move"),
            Span("rescue", 4 * H, 6 * H, "巡堤查险", None, Standing.OPEN),
            Span("county", 80 * M, 80 * M, "同步启动响应", 80 * M, Standing.MISSED),
            Span("county", 3 * H + 30 * M, 4 * H, "补报灾情", 3 * H),
            Span("media", 0, 6 * H, "持续发布权威信息，回应社会关切"),
            Span("nobody", 0, 60, "无处可画"),
        ),
        (Mark(0, "接报"), Mark(55 * M, "启动Ⅲ级响应"), Mark(59 * M, "首报")),
        "五个单位从接报起六小时的工作。",
        (0, 6 * H),
    )


def staircase() -> Staircase:
    """Two plans, four levels each, up and down."""
    names = ("Ⅰ级响应", "Ⅱ级响应", "Ⅲ级响应", "Ⅳ级响应")
    return Staircase(
        "响应级别变化",
        (
            Stair(
                "安澜市防汛抗旱应急预案",
                names,
                (
                    Change(55 * M, 4, "市防办主任决定启动"),
                    Change(2 * H, 3, "清江站水位超警戒，副总指挥决定提级"),
                    Change(2 * H + M, 2, "总指挥决定提级"),
                    Change(20 * H, 4, "水位回落，总指挥决定降级"),
                    Change(26 * H, 0, "市防办主任决定终止"),
                ),
                "planforge:plan/flood",
            ),
            Stair(
                "安澜市突发地质灾害应急预案",
                (*names[1:],),
                (Change(5 * H, 3, ""), Change(12 * H, 0, "险情解除")),
                top=2,
            ),
        ),
        (Mark(5 * H, "清江镇滑坡"),),
        "两个预案的响应级别随时间的变化。",
        (0, 28 * H),
    )


def load() -> Load:
    """A post asked too much of, a team that suffices, a supply of which there is none."""
    return Load(
        "人员和队伍负荷",
        (
            Use("市防办值班室", 2, ((0, 1), (12 * M, 3), (62 * M, 2), (3 * H, 0)), "人"),
            Use(
                "市消防救援支队抗洪抢险专业队",
                4,
                ((70 * M, 2), (2 * H, 4), (5 * H, 1)),
                "组",
                "planforge:team/fire",
            ),
            Use("移动排水泵车", 0, ((2 * H, 1),), "台"),
        ),
        (Mark(55 * M, "启动Ⅲ级响应"),),
        "值班室从第12分钟起不足一人。",
        (0, 6 * H),
    )


def messages() -> MessageMap:
    """Reports up, orders down, one late, one lost, one under way, one to oneself."""
    return MessageMap(
        "信息报告与指令",
        (
            Lane("county", "临江县防指"),
            Lane("duty", "市防办"),
            Lane("city", "市委、市政府", "总值班室"),
            Lane("province", "省防指"),
            Lane("fire", "市消防救援支队"),
            Lane("silent", "没有消息的单位"),
        ),
        (
            Arrow("county", "duty", 0, 2 * M, "电话首报：清江镇河段出现管涌", "30分钟内", 30 * M),
            Arrow("duty", "duty", 5 * M, 5 * M, "会商研判"),
            Arrow("duty", "city", 40 * M, 41 * M, "书面首报险情和处置措施", "30分钟内", 32 * M),
            Arrow("duty", "province", 45 * M, 45 * M, "报告省防指", "1小时内", H, link="#report-1"),
            Arrow("city", "duty", 50 * M, 52 * M, "批示：启动Ⅲ级响应"),
            Arrow("duty", "fire", 55 * M, 55 * M, "出动命令", "5分钟内", 60 * M, Standing.MISSED),
            Arrow("fire", "county", 70 * M, 90 * M, "队伍到达", standing=Standing.OPEN),
            Arrow("duty", "nobody", 0, 0, "无处可画"),
        ),
        "五个单位之间的七条信息，自上而下为先后顺序。",
    )


def observed() -> Gantt:
    """Planned bars above real ones, on the clock of a drill: in time, late, not done."""
    return Gantt(
        "计划与实际对照",
        (Lane("a", "会商研判", "市防办"), Lane("b", "转移群众", "清江镇政府")),
        (
            Span("a", 30 * M, 45 * M, "推演", is_planned=True),
            Span("a", 40 * M, 70 * M, "实际", 50 * M),
            Span("b", 60 * M, 90 * M, "推演", is_planned=True),
            Span("b", 80 * M, 80 * M, "实际", 80 * M, Standing.MISSED),
        ),
        description="两项预期行动，一项晚，一项未见。",
        clock_s=9 * H,
    )


def delays() -> Bars:
    """Delays split by cause: one with time gained, one with a cause alone."""
    return Bars(
        "延误原因",
        (
            Sort("消息发出晚", Tone.OTHER),
            Sort("动手晚", Tone.POOR),
            Sort("用时长", Tone.FAIR),
            Sort("预案留的时间不够", Tone.BAD),
        ),
        (
            Bar("会商研判", (5 * M, 12 * M, -3 * M, 6 * M), "市防办"),
            Bar("转移群众", (0, 0, 0, 30 * M), "清江镇政府", "全部"),
            Bar("发布信息", (0, 0, 0, 0)),
        ),
        is_time=True,
        description="三项行动的延误，各部分加起来是全部延误。",
    )


def ratings() -> Bars:
    """How often each rating was given."""
    return Bars(
        "评定",
        (Sort("优", Tone.GOOD), Sort("良", Tone.FAIR), Sort("差", Tone.BAD)),
        (Bar("指挥协调", (3, 1, 0)), Bar("信息报告", (0, 2, 5))),
        description="两个方面的评定。",
    )


TIMED: dict[str, TimedChart] = {
    "gantt": gantt(),
    "staircase": staircase(),
    "load": load(),
    "messages": messages(),
    "observed": observed(),
    "delays": delays(),
    "ratings": ratings(),
}

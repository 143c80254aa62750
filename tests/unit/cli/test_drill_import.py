"""A list of events goes out as a workbook, is changed by an organiser, and comes back."""

from __future__ import annotations

import shutil
from datetime import time, timedelta
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from openpyxl import Workbook, load_workbook

from planforge.document.pages.frame import Frame
from planforge.document.sheets.drills import Tables
from planforge.publish.sheets import Described, workbook
from planforge.source.yaml_tree import parse
from tests.unit.cli.conftest import Shell
from tests.unit.drill.build.demo import corpus
from tests.unit.drill.kit.given_back import NAME, TEXT, table_kit

if TYPE_CHECKING:
    from collections.abc import Mapping

    from openpyxl.worksheet.worksheet import Worksheet

ROOT = Path(__file__).resolve().parents[3]
BEFORE = "市气象台发布暴雨橙色预警信号，影响江北区、青川县，请防办研判。"
FILE = f"plans/drills/{NAME}/drill.yaml"


@cache
def tables() -> Tables:
    """Return the tables of the drill."""
    frame = Frame(corpus(), language="zh_CN", public=False, version="")
    return Tables(frame, table_kit())


@cache
def made() -> bytes:
    """Return the workbook as it goes out."""
    sheets = tables()
    return workbook([sheets.events(), sheets.expected()], Described("清单"))


@pytest.fixture
def city(tmp_path: Path) -> Path:
    """Folder with a copy of the plans."""
    shutil.copytree(ROOT / "plans", tmp_path / "plans")
    (tmp_path / FILE).parent.mkdir()
    (tmp_path / FILE).write_text(TEXT, encoding="utf-8", newline="\n")
    return tmp_path


def sheet_of(book: Workbook) -> tuple[Worksheet, dict[str, int], dict[str, int]]:
    """Return the list of events, its rows by number and its columns by heading."""
    page = book["情景事件清单"]
    rows = {str(page.cell(i, 1).value): i for i in range(2, page.max_row + 1)}
    columns = {str(page.cell(1, k).value): k for k in range(1, page.max_column + 1)}
    return page, rows, columns


def given_back(
    city: Path, changes: Mapping[tuple[str, str], object], *new: Mapping[str, object]
) -> str:
    """Write the workbook with *changes* by number and heading, and *new* rows; return its name."""
    book = load_workbook(BytesIO(made()))
    page, rows, columns = sheet_of(book)
    for (number, heading), value in changes.items():
        page.cell(rows[number], columns[heading]).value = value
    for cells in new:
        at = page.max_row + 1
        for heading, value in cells.items():
            page.cell(at, columns[heading]).value = value
    book.save(city / "back.xlsx")
    return "back.xlsx"


def run(city: Path, *arguments: str) -> tuple[int, str]:
    ended = Shell(city, city / "store")("drill", "import", NAME, *arguments)
    return ended.code, ended.out + ended.err


def test_what_was_not_changed_changes_nothing(city: Path) -> None:
    before = (city / FILE).read_bytes()
    assert run(city, given_back(city, {})) == (0, "表中没有改动。\n")
    assert (city / FILE).read_bytes() == before


def test_changes_are_shown_and_written_and_the_rest_stays_byte_for_byte(city: Path) -> None:
    before = (city / FILE).read_text(encoding="utf-8")
    file = given_back(
        city,
        {
            ("s1", "正文"): "暴雨橙色预警到了，请研判。",
            ("s1", "情景时间"): "T+02:10",
            ("s2", "接收"): "市防办、市水务局",
            ("s2", "地点"): "澜桥镇堤段",
            ("s3", "宽限（分钟）"): 25,
        },
        {
            "编号": "s9",
            "类型": "情境信息",
            "情景时间": "T+11:00",
            "名称": "堤外来水",
            "正文": "上游站水位还在涨，请防办注意。",
            "发出": "市水文中心值班员",
            "接收": "市防办、市水务局",
            "传递方式": "电话",
            "演练目标": "raise-in-time",
            "控制人员": "c1",
        },
    )
    code, said = run(city, file)
    assert (code, said.splitlines()) == (
        0,
        [
            "s1，情景时间：由“T+02:05”改为“T+02:10”",
            f"s1，正文：由“{BEFORE}”改为“暴雨橙色预警到了，请研判。”",
            "s2，接收：由“市防办、市城管局”改为“市防办、市水务局”",
            "s2，地点：由“”改为“澜桥镇堤段”",
            "s3，宽限：由“15”改为“25”",
            "新增s9：堤外来水",
            "已将6处改动写入drills/given-back/drill.yaml",
        ],
    )
    after = (city / FILE).read_text(encoding="utf-8")
    old, new = parse(before, "").tree, parse(after, "").tree
    assert isinstance(old, dict)
    assert isinstance(new, dict)
    assert {k: v for k, v in new.items() if k != "注入"} == {
        k: v for k, v in old.items() if k != "注入"
    }
    wanted = {one["编号"]: dict(one) for one in old["注入"]}  # type: ignore[index, union-attr, call-overload, arg-type]
    wanted["s1"] |= {"正文": "暴雨橙色预警到了，请研判。", "时间": "T+02:10"}
    wanted["s2"] |= {"接收": ["市防办", "市水务局"], "地点": "澜桥镇堤段"}
    wanted["s3"] |= {"宽限": "25分钟"}
    wanted["s9"] = {
        "编号": "s9",
        "类型": "情境信息",
        "时间": "T+11:00",
        "标题": "堤外来水",
        "正文": "上游站水位还在涨，请防办注意。",
        "发出": "市水文中心值班员",
        "接收": ["市防办", "市水务局"],
        "方式": "电话",
        "目标": ["raise-in-time"],
        "控制员": "c1",
    }
    assert {one["编号"]: one for one in new["注入"]} == wanted  # type: ignore[index, union-attr, call-overload]
    kept = [line for line in before.splitlines() if line.lstrip().startswith("#")]
    assert [line for line in after.splitlines() if line.lstrip().startswith("#")] == kept


def test_one_contradiction_and_nothing_is_written(city: Path) -> None:
    before = (city / FILE).read_bytes()
    file = given_back(
        city,
        {
            ("s1-activate", "正文"): "请说清楚。",
            ("s2", "接收"): "市教育厅",
            ("s3", "情景时间"): "明天",
            ("s1", "类型"): "突然袭击",
            ("s1", "宽限（分钟）"): "很久",
            ("s2", "控制人员"): "c77",
            ("s2", "正文"): None,
        },
        {"编号": "新一条", "类型": "情境信息", "正文": "甲"},
        {"编号": "s10", "类型": "情境信息"},
    )
    code, said = run(city, file)
    assert code == 1
    lines = said.splitlines()
    assert [line.partition("：")[0] for line in lines] == [
        "s1，类型",
        "s1，宽限",
        "s2，正文",
        "s2，接收",
        "s2，控制人员",
        "s3，情景时间",
        "s1-activate，正文",
        "新一条",
        "s10，正文",
        "没有写入",
    ]
    assert "“市教育厅”没有登记" in said
    assert "这一行由预案和推演生成" in said
    assert (city / FILE).read_bytes() == before


SHOWN = FILE.removeprefix("plans/")


def test_nobody_empties_who_gets_an_inject_or_what_it_is_called(city: Path) -> None:
    before = (city / FILE).read_bytes()
    code, said = run(city, given_back(city, {("s2", "接收"): None, ("s3", "名称"): None}))
    assert (code, said.splitlines()) == (
        1,
        [
            f"s2，接收：这一格不能在表里清空，请在{SHOWN}中修改。",
            f"s3，名称：这一格不能在表里清空，请在{SHOWN}中修改。",
            "没有写入：请先改正以上各格，再导入。",
        ],
    )
    assert (city / FILE).read_bytes() == before


def test_a_change_that_breaks_a_rule_is_told_and_not_written(city: Path) -> None:
    before = (city / FILE).read_bytes()
    code, said = run(city, given_back(city, {("s1", "演练目标"): None}))
    assert code == 1
    assert "DRL" in said
    assert said.endswith("没有写入：改后的演练不符合检查规则。\n")
    assert (city / FILE).read_bytes() == before


def test_a_diff_shows_what_would_be_written(city: Path) -> None:
    before = (city / FILE).read_bytes()
    code, said = run(city, given_back(city, {("s1", "情景时间"): "T+02:10"}), "--diff")
    changed = [
        line for line in said.splitlines() if line[:1] in "+-" and line[:3] not in {"+++", "---"}
    ]
    assert code == 0
    assert [line.strip("+- ") for line in changed] == ["时间: T+02:05", '时间: "T+02:10"']
    assert (city / FILE).read_bytes() == before


def test_rows_may_be_moved_and_columns_dropped(city: Path) -> None:
    book = load_workbook(BytesIO(made()))
    page, _, columns = sheet_of(book)
    page.move_range(f"A2:{page.cell(2, page.max_column).coordinate}", rows=page.max_row)
    page.delete_cols(columns["发挥范围"])
    page.insert_rows(1, 2)
    page.cell(1, 1).value = "内部资料"
    book.save(city / "moved.xlsx")
    assert run(city, "moved.xlsx") == (0, "表中没有改动。\n")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"no workbook", "文件不是工作簿（.xlsx）。"),
        (b"PK\x03\x04broken", "文件不是工作簿（.xlsx）。"),
    ],
)
def test_what_is_no_workbook_is_said_to_be_none(city: Path, content: bytes, said: str) -> None:
    (city / "back.xlsx").write_bytes(content)
    code, text = run(city, "back.xlsx")
    assert code == 2
    assert said in text


def test_the_list_of_another_drill_is_told_from_the_own(city: Path) -> None:
    book = load_workbook(BytesIO(made()))
    page, rows, _ = sheet_of(book)
    for id_, row in rows.items():
        page.cell(row, 1).value = f"other-{id_}"
    book.save(city / "back.xlsx")
    file = FILE.removeprefix("plans/")
    text = (
        f"错误：back.xlsx是另一场演练的情景事件清单：其中没有一行是{file}的注入。"
        "请用它所属的演练导入。\n"
    )
    assert run(city, "back.xlsx") == (2, text)


def test_another_table_is_no_list_of_events(city: Path) -> None:
    book = Workbook()
    book.save(city / "other.xlsx")
    code, text = run(city, "other.xlsx")
    assert (code, "工作簿里没有情景事件清单" in text) == (2, True)


def test_numbers_that_stand_twice_or_are_missing_are_named(city: Path) -> None:
    twice = {"编号": "s1", "类型": "情境信息", "正文": "甲"}
    assert "有两行的编号都是“s1”" in run(city, given_back(city, {}, twice))[1]
    assert "有一行没有编号：“情境信息”" in run(city, given_back(city, {}, {"类型": "情境信息"}))[1]


def expected_back(
    city: Path, changes: Mapping[tuple[str, str], object], *new: Mapping[str, object]
) -> None:
    """Write back.xlsx with *changes* in the table of expected actions, and *new* rows of it."""
    book = load_workbook(city / "back.xlsx")
    page = book["预期行动"]
    rows = {str(page.cell(i, 1).value): i for i in range(2, page.max_row + 1)}
    columns = {str(page.cell(1, k).value): k for k in range(1, page.max_column + 1)}
    for (number, heading), value in changes.items():
        page.cell(rows[number], columns[heading]).value = value
    for cells in new:
        at = page.max_row + 1
        for heading, value in cells.items():
            page.cell(at, columns[heading]).value = value
    book.save(city / "back.xlsx")


def injects_of(city: Path) -> dict[str, dict[str, object]]:
    """Return the injects of the drill's file, by number."""
    tree = parse((city / FILE).read_text(encoding="utf-8"), "").tree
    assert isinstance(tree, dict)
    found = tree["注入"]
    assert isinstance(found, list)
    return {str(one["编号"]): dict(one) for one in found if isinstance(one, dict)}


def test_other_limits_doers_and_standards_of_expected_actions_are_written(city: Path) -> None:
    wanted = injects_of(city)
    file = given_back(city, {})
    expected_back(
        city,
        {
            ("s1/flood/activate", "组织方要求"): "注入后15分钟内",
            ("s2/flood/drainage", "组织方要求"): "20分钟",
            ("s2/flood/drainage", "关键"): "是",
            ("s3/flood/teams", "责任单位"): "市应急局局长",
            ("s3/flood/teams", "标准"): "报出队伍、人数和到达时间",
        },
        {
            "注入": "s3",
            "预案": "安澜市防汛抗旱应急预案",
            "处置行动": "开放避难场所",
            "组织方要求": "20分钟",
        },
    )
    assert run(city, file) == (
        0,
        (
            "s1/flood/activate，组织方要求：由“注入后20分钟内”改为“注入后15分钟内”\n"
            "s2/flood/drainage，组织方要求：由“”改为“20分钟”\n"
            "s2/flood/drainage，关键：由“否”改为“是”\n"
            "s3/flood/teams，责任单位：由“市应急局”改为“市应急局局长”\n"
            "s3/flood/teams，标准：由“”改为“报出队伍、人数和到达时间”\n"
            "新增s3/安澜市防汛抗旱应急预案/开放避难场所：开放避难场所\n"
            "已将6处改动写入drills/given-back/drill.yaml\n"
        ),
    )
    wanted["s1"]["预期"][0]["时限"] = "15分钟"  # type: ignore[index]
    wanted["s2"]["预期"][1] |= {"时限": "20分钟", "关键": "是"}  # type: ignore[index]
    wanted["s3"]["预期"][1] |= {"由": "市应急局局长", "标准": "报出队伍、人数和到达时间"}  # type: ignore[index]
    wanted["s3"]["预期"].append({"预案": "flood", "措施": "shelters", "时限": "20分钟"})  # type: ignore[attr-defined]
    assert injects_of(city) == wanted


def test_what_contradicts_a_plan_or_the_scenario_is_refused(city: Path) -> None:
    before = (city / FILE).read_bytes()
    told = {
        ("s1", "正文"): "市气象台发布暴雨红色预警信号，影响江北区、青川县，请防办研判。",
        ("s2", "正文"): "雨带停滞，受影响县区增至5个，城区6处积水，最深42厘米。",
    }
    file = given_back(city, told)
    expected_back(city, {("s2/flood/drainage", "组织方要求"): "90分钟"})
    code, said = run(city, file)
    found = [line.partition(" ")[2] for line in said.splitlines() if " DRL" in line]
    assert (code, sorted(found)) == (
        1,
        [
            "DRL024 “城区排涝”写的时限是90分钟，安澜市防汛抗旱应急预案规定的是30分钟",
            "DRL025 注入说“受影响县区增至5个”，情景里这时受影响县区数是4个",
            "DRL025 注入说“暴雨红色预警”，情景里这时暴雨预警是橙色",
        ],
    )
    assert (city / FILE).read_bytes() == before


def test_an_inject_stays_behind_what_it_tells_of(city: Path) -> None:
    before = (city / FILE).read_bytes()
    moved = {("s1", "情景时间"): "T+02:00", ("s3", "情景时间"): "T+11:00"}
    assert run(city, given_back(city, moved)) == (
        1,
        (
            "s1，情景时间：由“T+02:05”改为“T+02:00”\n"
            "s3，情景时间：这条注入说的是“干堤管涌”，情景里T+12:00才发生；放到那个时间或者以后，"
            "或者先在drills/given-back/drill.yaml里改事态的时间。\n"
            "没有写入：请先改正以上各格，再导入。\n"
        ),
    )
    assert (city / FILE).read_bytes() == before


def test_nothing_is_moved_behind_the_end_of_the_drill(city: Path) -> None:
    before = (city / FILE).read_bytes()
    assert run(city, given_back(city, {("s3", "情景时间"): "T+22:00"}), "--diff") == (
        1,
        (
            "s3，情景时间：“T+22:00”在演练结束之后：演练只演到情景T+21:00。请写早一些的时间，"
            "或者先在drills/given-back/drill.yaml的「时间表」中加上这一段。\n"
            "没有写入：请先改正以上各格，再导入。\n"
        ),
    )
    assert (city / FILE).read_bytes() == before


def test_who_sends_is_known_and_who_acts_is_named_by_the_plan(city: Path) -> None:
    before = (city / FILE).read_bytes()
    file = given_back(city, {("s2", "发出"): "市外星人事务局"})
    expected_back(city, {("s2/flood/drainage", "责任单位"): "市气象局"})
    code, said = run(city, file, "--diff")
    found = [line.partition(" ")[2] for line in said.splitlines() if " DRL" in line]
    assert (code, sorted(found)) == (
        1,
        [
            "DRL029 “市外星人事务局”没有登记，也没有模拟人员扮演",
            "DRL030 安澜市防汛抗旱应急预案没有指定市气象局负责或者配合“城区排涝”",
        ],
    )
    assert (city / FILE).read_bytes() == before


def test_a_new_prompt_comes_with_what_is_expected_on_it(city: Path) -> None:
    file = given_back(
        city,
        {},
        {
            "编号": "s9",
            "类型": "任务触发",
            "情景时间": "T+12:10",
            "名称": "地下车库进水",
            "正文": "地下车库开始进水，车主都往里跑。",
            "发出": "市民来电",
            "接收": "市城管局",
            "演练目标": "dike-rescue",
            "控制人员": "c1",
        },
    )
    row = {
        "注入": "s9",
        "预案": "flood",
        "处置行动": "drainage",
        "责任单位": "市城管局",
        "时限": "响应启动后30分钟内",
        "组织方要求": "25分钟",
        "关键": "是",
    }
    expected_back(city, {}, row)
    code, said = run(city, file)
    assert (code, said.splitlines()[:2]) == (
        0,
        ["新增s9：地下车库进水", "新增s9/flood/drainage：drainage"],
    )
    assert injects_of(city)["s9"]["预期"] == [
        {"预案": "flood", "措施": "drainage", "由": "市城管局", "时限": "25分钟", "关键": "是"}
    ]


def test_a_new_prompt_without_an_expected_action_is_told_where_it_belongs(city: Path) -> None:
    prompt = {"编号": "s9", "类型": "任务触发", "正文": "甲", "接收": "市防办", "预期行动": "会商"}
    code, said = run(city, given_back(city, {}, prompt))
    assert (code, said.splitlines()[0]) == (
        1,
        "s9，预期行动：预期行动请在“预期行动”表里改，一项一行。",
    )


def test_what_follows_from_elsewhere_is_refused_with_the_place_to_change_it(city: Path) -> None:
    before = (city / FILE).read_bytes()
    file = given_back(
        city,
        {
            ("s1", "演练时间"): "11:11",
            ("s1", "发出时机"): "等一等",
            ("s1", "预期行动"): "什么也不做",
            ("s1", "未见反应时"): "s9",
            ("s1", "来源"): "别处",
        },
    )
    expected_back(
        city,
        {
            ("s3/flood/teams", "最迟答复"): "09:10",
            ("s1/flood/activate", "处置行动"): "会商",
            ("s1/flood/activate", "时限"): "响应启动后1小时内",
            ("s2/flood/activate", "责任单位"): "市防办、市水务局",
            ("s2/flood/activate", "关键"): "也许",
            ("s2/flood/drainage", "时限"): "注入后9小时内",
            ("s1/flood/activate", "组织方要求"): None,
        },
        {"注入": "s77", "预案": "flood", "处置行动": "drainage"},
        {"注入": "s3", "预案": "hazchem", "处置行动": "drainage"},
        {"注入": "s3", "预案": "flood", "处置行动": "喝茶"},
        {"注入": "s3", "预案": "flood", "处置行动": "开放避难场所", "时限": "9小时"},
    )
    code, said = run(city, file)
    assert code == 1
    lines = said.splitlines()
    assert [line.partition("：")[0] for line in lines] == [
        "s1，演练时间",
        "s1，发出时机",
        "s1，预期行动",
        "s1，未见反应时",
        "s1，来源",
        "s1/flood/activate，组织方要求",
        "s1/flood/activate，处置行动",
        "s1/flood/activate，时限",
        "s2/flood/activate，责任单位",
        "s2/flood/activate，关键",
        "s2/flood/drainage，时限",
        "s3/flood/teams，最迟答复",
        "s77/flood/drainage，注入",
        "s3/hazchem/drainage，预案",
        "s3/flood/喝茶，处置行动",
        "s3/flood/开放避难场所，时限",
        "没有写入",
    ]
    assert (city / FILE).read_bytes() == before


def test_changes_of_the_script_and_of_the_times_are_refused_and_said(city: Path) -> None:
    sheets = tables()
    pages = [sheets.script(), sheets.events(), sheets.expected(), sheets.times()]
    book = load_workbook(BytesIO(workbook(pages, Described("清单"))))
    page = book[sheets.script().title]
    rows = {str(page.cell(i, 1).value): i for i in range(2, page.max_row + 1)}
    columns = {str(page.cell(1, k).value): k for k in range(1, page.max_column + 1)}
    book.save(city / "same.xlsx")
    assert run(city, "same.xlsx") == (0, "表中没有改动。\n")
    page.cell(rows["inject/s1"], columns["指令与对白"]).value = "别的话"
    deed = next(name for name in rows if name.startswith("start/flood/consult#"))
    page.cell(rows[deed], columns["执行人员"]).value = "市长"
    book[sheets.times().title].cell(2, 2).value = "09:00—10:00"
    book.save(city / "back.xlsx")
    code, said = run(city, "back.xlsx")
    assert (code, said.splitlines()) == (
        1,
        [
            "inject/s1，指令与对白：这一行是注入“s1”，请在情景事件清单里改。",
            (
                f"{deed}，执行人员：脚本由《防汛抗旱应急预案》4.4.2（3）和推演生成，请改预案；"
                "只想改说法的，等预案和情景定稿后在Word文件里改。"
            ),
            (
                "T+00:00，演练时间：情景时间与演练时间的对应请在"
                "drills/given-back/drill.yaml的「时间表」里改。"
            ),
            "没有写入：请先改正以上各格，再导入。",
        ],
    )


def test_what_was_recorded_stays_in_the_workbook_and_that_is_said(city: Path) -> None:
    file = given_back(city, {("s1", "状态"): "已审", ("s1", "实际发出时间"): "09:12"})
    assert run(city, file) == (
        0,
        (
            "状态、实际发出时间留在工作簿里，不写入演练文件；"
            "演练以后把工作簿交给 planforge drill score。\n表中没有改动。\n"
        ),
    )


def test_figures_and_signs_in_full_width_are_read_as_plain_ones(city: Path) -> None:
    before = (city / FILE).read_bytes()
    same = {("s1", "情景时间"): "T＋０２：０５", ("s3", "宽限（分钟）"): "１５"}
    assert run(city, given_back(city, same)) == (0, "表中没有改动。\n")
    code, said = run(city, given_back(city, {("s1", "情景时间"): "T＋０２：１０"}))
    assert (code, said.splitlines()) == (
        0,
        [
            "s1，情景时间：由“T+02:05”改为“T+02:10”",
            "已将1处改动写入drills/given-back/drill.yaml",
        ],
    )
    after = (city / FILE).read_bytes()
    assert after == before.replace(
        "时间: T+02:05\n    标题".encode(), '时间: "T+02:10"\n    标题'.encode()
    )


@pytest.mark.parametrize(
    "typed",
    ["T+02：10", "T+2:10", "t+02:10", "T+ 2：10", "2:10", "02:10:00", time(2, 10),
     timedelta(hours=2, minutes=10)],
)  # fmt: skip
def test_times_are_read_as_people_type_them_in_a_spreadsheet(city: Path, typed: object) -> None:
    before = (city / FILE).read_bytes()
    code, said = run(city, given_back(city, {("s1", "情景时间"): typed}))
    assert (code, said.splitlines()) == (
        0,
        [
            "s1，情景时间：由“T+02:05”改为“T+02:10”",
            "已将1处改动写入drills/given-back/drill.yaml",
        ],
    )
    after = (city / FILE).read_bytes()
    assert after == before.replace(
        "时间: T+02:05\n    标题".encode(), '时间: "T+02:10"\n    标题'.encode()
    )


def test_a_time_typed_in_another_way_is_no_change(city: Path) -> None:
    for typed in ("t+2:05", "T＋2：05", time(2, 5)):
        file = given_back(city, {("s1", "情景时间"): typed})
        assert run(city, file) == (0, "表中没有改动。\n")


def test_a_sender_is_not_emptied_in_the_table(city: Path) -> None:
    before = (city / FILE).read_bytes()
    code, said = run(city, given_back(city, {("s1", "发出"): None}))
    assert (code, said.splitlines()[0]) == (
        1,
        f"s1，发出：这一格不能在表里清空，请在{SHOWN}中修改。",
    )
    assert (city / FILE).read_bytes() == before

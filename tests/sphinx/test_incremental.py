"""After any edit, a build that goes on from the last one gives what a new one gives.

Edits are made one after the other, with a build after each, and compared in groups: a new build
costs several times as much as one that goes on. Most pages of a site are those of the rules, which
are all of one kind and made from nothing that is edited here: a few stand for all of them.
"""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING, TypeAlias

import pytest

from planforge.publish.site import loading
from planforge.publish.site.rule_docs import rule_docs
from planforge.rules.families import FAMILIES
from tests.sphinx.builds import build, content, difference, write_project

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from planforge.document.pages import RuleDoc
    from planforge.source.cache import Store

Edit: TypeAlias = "Callable[[Path], None]"

DEMO, OTHER = "plans/special/demo/plan.yaml", "plans/special/other/plan.yaml"
DEMO_TEXT = "plans/special/demo/plan.md"
REGISTRY = "plans/registry"
OFF = "planforge_checks = False\n"


def replaced(file: str, old: str, new: str) -> Edit:
    def edit(project: Path) -> None:
        path = project / file
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{file} does not hold {old!r} any more"
        path.write_text(text.replace(old, new), encoding="utf-8")

    return edit


def without(file: str, pattern: str) -> Edit:
    def edit(project: Path) -> None:
        path = project / file
        text, count = re.subn(pattern, "", path.read_text(encoding="utf-8"))
        assert count, f"{file} does not hold {pattern!r} any more"
        path.write_text(text, encoding="utf-8")

    return edit


def appended(file: str, text: str) -> Edit:
    def edit(project: Path) -> None:
        path = project / file
        before = path.read_text(encoding="utf-8") if path.exists() else ""
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(before + text, encoding="utf-8")

    return edit


def deleted(file: str) -> Edit:
    def edit(project: Path) -> None:
        path = project / file
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()

    return edit


def all_of(*edits: Edit) -> Edit:
    def edit(project: Path) -> None:
        for each in edits:
            each(project)

    return edit


def third_plan(project: Path) -> None:
    folder = project / "plans/special/drought"
    folder.mkdir()
    text = (project / OTHER).read_text(encoding="utf-8")
    text = text.replace("预案: other\n", "预案: drought\n").replace(
        "大面积停电事件应急", "抗旱应急"
    )
    (folder / "plan.yaml").write_text(text.replace("停电预案", "抗旱预案"), encoding="utf-8")


def renamed_folder(project: Path) -> None:
    replaced(OTHER, "预案: other\n", "预案: blackout\n")(project)
    (project / "plans/special/other").rename(project / "plans/special/blackout")


def image(name: str, shade: int) -> Edit:
    """Write an image of one grey point below the folder of the plan."""

    def edit(project: Path) -> None:
        file = project / "plans/special/demo" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(f"P5 1 1 255 {shade:03}".encode())

    return edit


NEW_ACTION = (
    "响应措施:\n  - {编号: siren, 阶段: 应急处置, 起始级别: Ⅳ级, 责任: 市公安局, "
    "内容: 鸣响警报, 时限: 5分钟}\n"
)
NEW_TEAM = (
    "\n  - {编号: boat-team, 名称: 市冲锋舟队, 类别: 水上救援, 层次: 专业力量, 单位: 市应急局, "
    "驻地: 东城区, 人数: 20, 负责人: 孙某, 电话: 0500-5560099, 集结时限: 30分钟}\n"
)
FLOODED = "  - {预案: other, 关系: 引发, 情形: 变电站进水[^\n]*\n"

EDITS: dict[str, dict[str, Edit]] = {
    "prose": {
        "a sentence of prose": replaced(DEMO_TEXT, "有序、有力应对", "有力应对"),
        "a name in prose": replaced(DEMO_TEXT, "制定本预案", "由市公安局制定本预案"),
        "a section": replaced(DEMO_TEXT, "```{scope}", "## 适用范围\n\n```{scope}"),
        "prose before the first heading": replaced(DEMO_TEXT, "# 总则", "前言一句。\n\n# 总则"),
    },
    "chapters": {
        "a heading": replaced(DEMO_TEXT, "# 监测预警", "# 监测与预警"),
        "a chapter more": replaced(DEMO_TEXT, "# 应急保障", "# 信息报告\n\n一句。\n\n# 应急保障"),
        "a chapter less": without(DEMO_TEXT, r"# 恢复与重建\n\n```\{recovery\}\n```\n"),
        "a heading with a line below": replaced(DEMO_TEXT, "# 预案管理", "预案管理与更新\n======"),
    },
    "images": {
        "an image that is not there": replaced(
            DEMO_TEXT, "```{scope}", "![河道图](maps/river.png)\n\n```{scope}"
        ),
        "an image appears": image("maps/river.png", 1),
        "an image of another content": image("maps/river.png", 2),
        "an image that no text shows": image("other.png", 3),
        "an image beside it": replaced(DEMO_TEXT, "![河道图]", "![站点图](other.png)![河道图]"),
        "an image disappears": deleted("plans/special/demo/maps"),
    },
    "images go": {
        "an image": all_of(
            image("other.png", 3),
            replaced(DEMO_TEXT, "```{scope}", "![图](other.png)\n\n```{scope}"),
        ),
        "an image no longer shown": without(DEMO_TEXT, r"!\[图\]\(other.png\)\n\n"),
    },
    "no prose": {
        "no prose": deleted(DEMO_TEXT),
    },
    "facts": {
        "a fact": replaced(DEMO, "频次: 每小时一次", "频次: 每半小时一次"),
        "a threshold": replaced(DEMO, ">= 300 毫米", ">= 350 毫米"),
        "a time limit": replaced(DEMO, "时限: 10分钟", "时限: 15分钟"),
        "an edition": replaced(DEMO, "清政办发〔2026〕3号", "清政办发〔2026〕30号"),
    },
    "actions": {
        "an action more": replaced(DEMO, "响应措施:\n", NEW_ACTION),
        "an action less": without(DEMO, r"  - \{编号: traffic[^\n]*\n"),
        "no annex": without(DEMO, r"附件:\n[^\n]*\n"),
        "a level of another name": replaced(DEMO, "Ⅳ级", "四级"),
    },
    "links": {
        "no link back": without(OTHER, "  - {预案: demo[^\n]*\n"),
        "no link between two plans": without(DEMO, FLOODED),
    },
    "plans": {
        "a plan more": third_plan,
        "a plan with another title": replaced(
            OTHER, "清河市大面积停电事件应急预案", "清河市停电应急预案"
        ),
        "a plan with another short name": replaced(OTHER, "简称: 停电预案", "简称: 大停电预案"),
        "another plan's fact": replaced(OTHER, "    概述: ", "    概述: 修订后，"),
    },
    "an internal plan": {
        "an internal plan": replaced(OTHER, "类别: 专项\n", "类别: 专项\n可见: 内部\n"),
    },
    "folders": {
        "a plan in another folder": renamed_folder,
    },
    "a plan less": {
        "a plan less": deleted("plans/special/other"),
    },
    "organisations": {
        "an organisation with another name": all_of(
            replaced(f"{REGISTRY}/organizations.yaml", "清河市公安局", "清河市公安总局"),
        ),
        "an organisation with another telephone": replaced(
            f"{REGISTRY}/organizations.yaml", "0500-5560005", "0500-5560055"
        ),
        "an organisation more": appended(
            f"{REGISTRY}/organizations.yaml",
            "\n  - {编号: sports-bureau, 名称: 清河市体育局, 简称: 市体育局, 类别: 政府部门, "
            "上级: 市政府}\n",
        ),
        "an organisation less": without(
            f"{REGISTRY}/organizations.yaml", r"  - \{编号: xishan-government[^\n]*\n"
        ),
    },
    "posts and teams": {
        "an internal organisation": replaced(
            f"{REGISTRY}/organizations.yaml", "简称: 市卫健委, ", "简称: 市卫健委, 可见: 内部, "
        ),
        "a post": replaced(f"{REGISTRY}/posts.yaml", "职务: 市水利局局长", "职务: 市水利局书记"),
        "a team more": appended(f"{REGISTRY}/teams.yaml", NEW_TEAM),
        "a team less": without(f"{REGISTRY}/teams.yaml", r"  - \{编号: grid-team[^\n]*\n?"),
    },
    "other registers": {
        "an indicator": replaced(
            f"{REGISTRY}/indicators.yaml", "名称: 停电用户比例", "名称: 停电户数比例"
        ),
        "an indicator less": without(
            f"{REGISTRY}/indicators.yaml", r"  - \{编号: outage-share[^\n]*\n"
        ),
        "a regulation less": without(
            f"{REGISTRY}/regulations.yaml", r"  - \{[^\n]*突发事件应急预案管理办法[^\n]*\n"
        ),
        "the jurisdiction": replaced("plans/jurisdiction.yaml", "值班电话: ", "值班电话: 1"),
    },
    "help pages": {
        "a help page": replaced("docs/plain.md", "与预案无关", "与各预案都无关"),
        "the title of a help page": replaced("docs/duty.md", "# 值班须知", "# 值班手册"),
        "a help page more": appended("docs/new.md", "# 新页\n\n```{members}\n:plan: demo\n```\n"),
        "the order of help pages": replaced("docs/index.md", "duty\n", "duty\nplain\n"),
    },
    "a help page less": {
        "a help page less": all_of(
            deleted("docs/duty.md"), replaced("docs/index.md", "```{toctree}\nduty\n```\n", "")
        ),
        "a broken plan": replaced(DEMO, "牵头部门: 市水利局", "牵头部门: ["),
    },
    "settings": {
        "the title of the site": replaced("conf.py", "清河市应急预案", "清河预案"),
        "an internal edition": appended("conf.py", "planforge_public = False\n"),
        "another language": replaced("conf.py", '"zh_CN"', '"en"'),
        "a style sheet": all_of(
            appended("own/own.css", "body { color: black }\n"),
            appended("conf.py", 'html_static_path = ["own"]\nhtml_css_files = ["own.css"]\n'),
        ),
    },
}


TEXT = """
# 说明

见[职责](#组织指挥体系与职责)、[停电预案](../other/plan.md)[^一]，![图](map.png)，{kbd}`F1`，CO<sub>2</sub>。

[^一]: 注，见{org}`市卫健委`。
"""
CHECKED_EDITS: dict[str, dict[str, Edit]] = {
    "findings": {
        "a finding": replaced(DEMO, "牵头部门: 市水利局", "牵头部门: 市河务局"),
        "a finding on a later line": replaced(DEMO, "预案: demo\n", "# 防汛\n预案: demo\n"),
        "a finding in a register": replaced(
            f"{REGISTRY}/posts.yaml", "机构: 市防办,", "机构: 市防班,"
        ),
        "a finding suppressed": replaced(
            DEMO,
            "牵头部门: 市河务局",
            "牵头部门: 市河务局  # planforge: ignore[REF001] 机构改革中",
        ),
        "a finding in the text": appended(DEMO_TEXT, "\n{limit}`nothing`。\n"),
        "a finding mended": replaced(f"{REGISTRY}/posts.yaml", "机构: 市防班,", "机构: 市防办,"),
    },
    "settings of rules": {
        "a finding": replaced(DEMO, "[200..300) 毫米", "[210..300) 毫米"),
        "another severity": appended(
            "plans/jurisdiction.yaml", "检查:\n  规则:\n    LVL005: {级别: 建议}\n"
        ),
        "a rule that is off": replaced(
            "plans/jurisdiction.yaml", "{级别: 建议}", "{停用: 本市另有规定}"
        ),
        "a figure of a rule": replaced(
            "plans/jurisdiction.yaml",
            "    LVL005:",
            "    CYC003: {参数: {演练周期: 12}}\n    LVL005:",
        ),
        "the names of the levels": replaced(
            "plans/jurisdiction.yaml", "以上含本数: 是", "以上含本数: 否"
        ),
    },
    "contents and cycles": {
        "a chapter less": replaced(
            DEMO_TEXT, "# 恢复与重建\n\n```{recovery}\n```\n", "市民须知。\n"
        ),
        "a content less": without(OTHER, r"后期处置:\n(?:  - .*\n)+"),
        "another drill": replaced(DEMO, "{日期: 2025-05-20,", "{日期: 2025-06-20,"),
        "never filed": without(OTHER, r"  备案: .*\n"),
        "a day": appended("conf.py", 'planforge_as_of = "2027-06-01"\n'),
        "a later day": replaced("conf.py", "2027-06-01", "2029-06-01"),
        "a third plan": third_plan,
        "a plan for nobody": replaced(OTHER, "预案: other\n", "预案: other\n可见: 内部\n"),
    },
    "text": {
        "links, a note, an image and strange roles": all_of(
            image("map.png", 100), appended(DEMO_TEXT, TEXT)
        ),
        "another note": replaced(DEMO_TEXT, "[^一]: 注，", "[^一]: 另注，"),
        "the heading linked to": replaced(DEMO_TEXT, "# 组织指挥体系与职责", "# 指挥体系与职责"),
        "a note less": without(DEMO_TEXT, r"\[\^一\]: .*\n"),
        "an image less": deleted("plans/special/demo/map.png"),
        "a unit that becomes internal": replaced(
            f"{REGISTRY}/organizations.yaml", "简称: 市卫健委, ", "简称: 市卫健委, 可见: 内部, "
        ),
        "an internal number that stands in the text": all_of(
            appended(DEMO_TEXT, "\n请拨0500-5569999。\n"),
            appended(
                f"{REGISTRY}/contacts.yaml",
                "  - {姓名: 韩某某, 单位: 市应急办, 电话: 0500-5569999, 可见: 内部}\n",
            ),
        ),
    },
}
"""Edits of a project whose plans are checked: its pages on the check follow."""


DRILL = "plans/drills/rain/drill.yaml"
DRILL_TEXT = """\
演练: rain
名称: 汛期桌面推演
日期: 2026-12-01
预案: demo
参演: [市防办, 市水利局, 市应急局]
情景起始: 2027-07-01 08:00
情景时长: 6小时
初始事实: {24小时降雨量: "30"}
事态:
  - {时间: T+01:00, 标题: 雨大了, 事实: {24小时降雨量: "220"}}
"""
TASK = (
    "整改:\n  - {编号: t1, 问题: 夜间叫不齐人, 预案: demo, 措施: judge, 责任: 市防办, "
    "期限: 2026-12-20}\n"
)
INTERNAL = 'planforge_public = False\nplanforge_organisers = True\nplanforge_as_of = "2026-11-01"\n'
DRILL_EDITS: dict[str, dict[str, Edit]] = {
    "drills": {
        "a drill": appended(DRILL, DRILL_TEXT),
        "another title": replaced(DRILL, "汛期桌面推演", "主汛期桌面推演"),
        "another day": replaced(DRILL, "2026-12-01", "2026-12-08"),
        "another scenario": replaced(DRILL, '"220"', '"120"'),
        "a goal": appended(DRILL, "目标: [{编号: quick, 内容: 半小时内会商}]\n"),
        "an action of the plan": replaced(DEMO, "时限: 10分钟", "时限: 15分钟"),
        "a task": appended(DRILL, TASK),
        "a task under way": replaced(DRILL, "期限: 2026-12-20}", "期限: 2026-12-20, 状态: 进行}"),
        "a task overdue": replaced("conf.py", '"2026-11-01"', '"2026-12-24"'),
        "a task closed": replaced(DRILL, "状态: 进行", "状态: 关闭, 证明: 值班制度第三版"),
        "a drill held": appended(DRILL, "举行: 2026-12-08\n"),
    },
    "records and problems": {
        "a drill": appended(DRILL, DRILL_TEXT + TASK),
        "a drill in the record": replaced(DEMO, "{日期: 2025-05-20,", "{日期: 2026-05-20,"),
        "a problem of a plan": replaced(
            DEMO,
            "  演练记录:\n",
            "  发现问题:\n    - {日期: 2026-05-20, 来源: 汛前桌面推演, 内容: 通知次序不清}\n"
            "  演练记录:\n",
        ),
        "a problem settled": replaced(DEMO, "通知次序不清}", "通知次序不清, 整改日期: 2026-06-30}"),
        "a drill less": deleted("plans/drills"),
    },
}
"""Edits of what the pages of drills show, on the site of those who run them."""
FOUND = (
    *("CNT013", "CNT030", "CYC003", "CYC004", "CYC005", "CYC007", "CYC009", "LNK001", "LNK002"),
    *("LNK005", "LVL005", "PRO003", "PRO006", "PRO007", "PRO008", "PRO013", "PRO020", "REF001"),
    *("REF004", "REF011", "RES010"),
)
"""Rules that the edits let find something."""


class Project:
    """A project that is edited, put back, and never built from nothing again."""

    def __init__(self, folder: Path, conf: str = OFF) -> None:
        self.original = write_project(folder / "original", conf=conf)
        appended(DEMO_TEXT, "\n```{response-levels}\n:plan: other\n```\n")(self.original)
        self.source = folder / "source"
        self.target = folder / "site"
        self.reset()
        build(self.source, self.target)

    def reset(self) -> None:
        """Put every file back as it was, leaving alone those that are equal."""
        wanted = content(self.original)
        for name in content(self.source).keys() - wanted.keys():
            (self.source / name).unlink()
        for name, text in wanted.items():
            path = self.source / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if not path.is_file() or path.read_bytes() != text:
                path.write_bytes(text)


@pytest.fixture(scope="module", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PLANFORGE_CACHE", str(tmp_path_factory.mktemp("cache")))
        patch.setattr(loading, "rule_docs", few_rule_docs)
        yield


def few_rule_docs(language: str, store: Store) -> tuple[RuleDoc, ...]:
    """Return the rules that find something here, and the first of each family."""
    docs = rule_docs(language, store)
    first = {doc.family: doc.id for doc in reversed(docs)}
    shown = {*FOUND, *first.values()}
    assert len(first) == len(FAMILIES)
    return tuple(doc for doc in docs if doc.id in shown)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return Project(tmp_path_factory.mktemp("project"))


@pytest.mark.parametrize("group", EDITS)
def test_builds_after_edits_give_what_a_new_one_gives(
    group: str, project: Project, tmp_path: Path
) -> None:
    project.reset()
    for edit in EDITS[group].values():
        edit(project.source)
        build(project.source, project.target)
    copy = shutil.copytree(project.source, tmp_path / "elsewhere")
    build(copy, tmp_path / "anew")
    assert difference(content(project.target), content(tmp_path / "anew")) == []


@pytest.fixture(scope="module")
def drilled_project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return Project(tmp_path_factory.mktemp("drilled"), conf=OFF + INTERNAL)


@pytest.mark.parametrize("group", DRILL_EDITS)
def test_pages_of_drills_follow_edits_as_a_new_build_would(
    group: str, drilled_project: Project, tmp_path: Path
) -> None:
    drilled_project.reset()
    build(drilled_project.source, drilled_project.target)
    for name, edit in DRILL_EDITS[group].items():
        before = content(drilled_project.target)
        edit(drilled_project.source)
        build(drilled_project.source, drilled_project.target)
        assert content(drilled_project.target) != before, name
    copy = shutil.copytree(drilled_project.source, tmp_path / "elsewhere")
    build(copy, tmp_path / "anew")
    assert difference(content(drilled_project.target), content(tmp_path / "anew")) == []


@pytest.fixture(scope="module")
def checked_project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return Project(tmp_path_factory.mktemp("checked"), conf="")


@pytest.mark.parametrize("group", CHECKED_EDITS)
def test_pages_on_the_check_follow_edits_as_a_new_build_would(
    group: str, checked_project: Project, tmp_path: Path
) -> None:
    checked_project.reset()
    build(checked_project.source, checked_project.target)
    for name, edit in CHECKED_EDITS[group].items():
        before = content(checked_project.target)
        edit(checked_project.source)
        build(checked_project.source, checked_project.target)
        assert content(checked_project.target) != before, name
    copy = shutil.copytree(checked_project.source, tmp_path / "elsewhere")
    build(copy, tmp_path / "anew")
    assert difference(content(checked_project.target), content(tmp_path / "anew")) == []

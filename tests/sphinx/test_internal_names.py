"""What is marked 内部 is told by no file of a public site, neither by content nor by bare name."""

from __future__ import annotations

import re
import shutil
import zlib
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from tests.sphinx.builds import build, content, difference, write_project
from tests.sphinx.crawl import dead_links, read_pages

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

REGISTRY = "plans/registry"
DEMO = "plans/special/demo/plan.yaml"
PROSE = "plans/special/demo/plan.md"
BASE = {
    "health-commission": ("清河市卫生健康委员会", "市卫健委", "0500-5560006"),
    "power-office-director": ("市停电办主任", "0500-5560027"),
    "grid-team": ("电力抢修队", "0500-5560032", "钱某"),
    "flood-depot": ("市防汛物资库", "0500-5560033", "孙某"),
    "city-stadium": ("市体育中心", "0500-5560034", "东城区体育路1号"),
    "expert-li": ("李某", "0500-5560035"),
    "east-dike": ("东城堤防险段",),
    "warning-consultation": ("监测预警会商机制",),
    "garrison-agreement": ("军地抢险联动协议",),
    "province-flood-plan": ("临江省防汛应急预案",),
    "substation-flooded": ("变电站进水",),
    "secret-move": ("秘密转移重要目标",),
    "hush-team": ("隐蔽行动组",),
}
"""Id of each element that becomes internal → what must not be told of it."""


def own(word: str) -> str:
    """Return *word* as no rule's example, which speak of the same city, has it."""
    if word.isascii():
        return word.replace("0500-55", "0500-77") if word[0].isdigit() else f"{word}-x9"
    return f"{word[0]}壬{word[1:]}"


HIDDEN = {own(ident): tuple(map(own, words)) for ident, words in BASE.items()}
FURTHER = ("重要目标分布一览图", "5569999", "556 9999", "韩某某")
"""An annex and a line of the telephone list, which have no ids."""
SENTENCES = "\n\n".join(
    [
        "请{names}到场，拨打0500-5569999或者（0500）556 9999找韩某某，".format(
            names="、".join(names[0] for names in BASE.values())
        )
        + "见附件重要目标分布一览图。",
        (
            "由{org}`市卫健委`和{post}`市停电办主任`负责，电话{phone}`health-commission`，"
            "时限{limit}`secret-move`。"
        ),
        "见[秘密转移重要目标](#秘密转移重要目标)。",
        "```{list-table} 市卫健委的表\n* - 电力抢修队\n```",
    ]
)


@pytest.fixture(scope="module", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PLANFORGE_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield


def change(project: Path, file: str, old: str, new: str) -> None:
    text = (project / file).read_text(encoding="utf-8")
    assert old in text, old
    (project / file).write_text(text.replace(old, new), encoding="utf-8")


def hide(project: Path) -> None:
    """Mark an element of every kind internal and name all of them in the prose."""
    change(
        project,
        DEMO,
        "响应措施:\n",
        "响应措施:\n  - {编号: secret-move, 名称: 秘密转移重要目标, 阶段: 应急处置,"
        " 责任: 市公安局, 内容: 秘密转移重要目标到指定地点, 时限: 1小时}\n",
    )
    change(
        project, DEMO, "附件:\n", "附件:\n  - {名称: 重要目标分布一览图, 可见: 内部, 内容: 图}\n"
    )
    change(
        project,
        DEMO,
        "  工作组:\n",
        "  工作组:\n    - {编号: hush-team, 名称: 隐蔽行动组, 牵头: 市公安局, 职责: 行动}\n",
    )
    change(project, DEMO, "配合: [市水利局]", "配合: [市水利局, 隐蔽行动组, 市卫健委, grid-team]")
    change(
        project,
        f"{REGISTRY}/contacts.yaml",
        "通讯录:\n",
        "通讯录:\n  - {姓名: 韩某某, 单位: 市应急办, 电话: 0500-5569999, 可见: 内部}\n",
    )
    with (project / PROSE).open("a", encoding="utf-8") as prose:
        prose.write(f"\n{SENTENCES}\n")
    words = {word for ident, names in BASE.items() for word in (ident, *names)}
    pattern = re.compile("|".join(sorted(map(re.escape, words), key=len, reverse=True)))
    for file in sorted((project / "plans").rglob("*.*")):
        text = pattern.sub(lambda m: own(m[0]), file.read_text(encoding="utf-8"))
        for ident in HIDDEN if file.suffix == ".yaml" else ():
            text = re.sub(rf"\{{编号: {ident},", f"{{编号: {ident}, 可见: 内部,", text)
            text = re.sub(rf"(\n  - 编号: {ident}\n)", r"\g<1>    可见: 内部\n", text)
        file.write_text(text, encoding="utf-8")


def enter_hush_unit(project: Path) -> None:
    """Enter a unit and a team that are internal, each with a number of its own."""
    change(
        project,
        f"{REGISTRY}/organizations.yaml",
        "组织机构:\n",
        "组织机构:\n  - {编号: xie-x9, 名称: 清河市獬豸监测中心, 简称: 獬豸中心, 类别: 事业单位,"
        " 上级: 市政府, 值班电话: 0500-7771001, 可见: 内部}\n",
    )
    change(
        project,
        f"{REGISTRY}/teams.yaml",
        "队伍:\n",
        "队伍:\n  - {编号: hush-x9, 名称: 獬豸突击队, 类别: 综合救援, 层次: 骨干力量,"
        " 单位: 市公安局, 负责人: 郑某, 电话: 0500-7771002, 人数: 12, 保险: 是, 可见: 内部}\n",
    )


def told(site: dict[str, bytes], words: list[str]) -> list[str]:
    """Return which files of *site* hold which of *words*, in any spelling that a file may have."""
    found = []
    for name, data in site.items():
        text = data
        if name.endswith("objects.inv"):
            text = zlib.decompress(data.split(b"zlib.\n", 1)[1])
        for word in words:
            spellings = {word, quote(word), word.encode("unicode_escape").decode()}
            if any(one.encode() in text for one in spellings) or word in name:
                found.append(f"{name}: {word}")
    return found


def test_nothing_tells_the_names_of_internal_elements(tmp_path: Path) -> None:
    project = write_project(tmp_path / "city")
    hide(project)
    build(project, tmp_path / "site")
    site = content(tmp_path / "site")
    words = [*HIDDEN, *(word for words in HIDDEN.values() for word in words), *FURTHER]
    assert told(site, words) == []
    last = site["plan/demo/chapter-7.html"].decode()
    shown = re.sub("<[^>]+>", "", last)
    assert "请有关单位、有关负责人、有关队伍、有关物资库、有关场所" in shown
    assert "由有关单位和有关负责人负责，电话有关单位，时限有关措施。" in shown
    assert "拨打（号码不公开）或者（号码不公开）找有关人员" in shown
    assert "pf-missing" not in last
    actions = re.sub("<[^>]+>", "", site["plan/demo/actions.html"].decode())
    assert "市水利局、有关工作组、有关单位、有关队伍" in actions
    assert dead_links(tmp_path / "site", read_pages(tmp_path / "site")) == []

    with (project / "conf.py").open("a", encoding="utf-8") as conf:
        conf.write("planforge_public = False\n")
    build(project, tmp_path / "inside")
    inside = "\n".join(told(content(tmp_path / "inside"), words))
    assert [word for word in words if f": {word}" not in inside] == []


def test_nothing_tells_who_holds_a_public_office(tmp_path: Path) -> None:
    project = write_project(tmp_path / "city")
    change(
        project,
        f"{REGISTRY}/posts.yaml",
        "职务: 市长, 电话: 0500-5560021, AB角: {职务: 副市长}",
        "职务: 市长, 姓名: 司徒某壬, 电话: 0500-5560021, AB角: {姓名: 欧阳某癸, 职务: 副市长}",
    )
    with (project / PROSE).open("a", encoding="utf-8") as prose:
        prose.write("\n司徒某壬和欧阳 某癸到场。\n")
    build(project, tmp_path / "site")
    site = content(tmp_path / "site")
    assert told(site, ["司徒", "欧阳", "某壬", "某癸"]) == []
    shown = re.sub("<[^>]+>", "", site["plan/demo/chapter-7.html"].decode())
    assert "有关人员和有关人员到场。" in shown
    with (project / "conf.py").open("a", encoding="utf-8") as conf:
        conf.write("planforge_public = False\n")
    build(project, tmp_path / "inside")
    inside = "\n".join(told(content(tmp_path / "inside"), ["司徒某壬", "欧阳某癸"]))
    assert ("司徒某壬" in inside, "欧阳某癸" in inside) == (True, True)


def test_nothing_tells_of_an_internal_plan(tmp_path: Path) -> None:
    project = write_project(tmp_path / "city")
    shutil.move(project / "plans/special/other", project / "plans/special/outage-x9")
    for file in sorted((project / "plans").rglob("*.*")):
        text = file.read_text(encoding="utf-8")
        text = re.sub(r"\bother\b", "outage-x9", text).replace("isolate", "isolate-x9")
        text = re.sub("清河市大面积停电事件应急预案|停电预案", lambda m: own(m[0]), text)
        text = text.replace("预案: outage-x9\n名称", "预案: outage-x9\n可见: 内部\n名称")
        file.write_text(text, encoding="utf-8")
    words = ["outage-x9", own("清河市大面积停电事件应急预案"), own("停电预案"), "isolate-x9"]
    with (project / PROSE).open("a", encoding="utf-8") as prose:
        prose.write(f"\n见{words[2]}、[](../outage-x9/plan.md)和{{plan}}`{words[2]}`。\n")
    (project / "docs/duty.md").write_text("# 值班须知\n", encoding="utf-8")
    build(project, tmp_path / "site")
    site = content(tmp_path / "site")
    assert told(site, words) == []
    shown = re.sub("<[^>]+>", "", site["plan/demo/chapter-7.html"].decode())
    assert "详见有关预案。" in shown
    assert "见有关预案、" in shown


def test_the_check_calls_public_things_by_no_internal_name(tmp_path: Path) -> None:
    project = write_project(tmp_path / "city")
    enter_hush_unit(project)
    change(project, DEMO, "内容: 抢护堤防险段", "内容: 抢护堤防险段并联系獬豸突击队、电话7771002")
    change(project, PROSE, "# 恢复与重建", "# 恢复与重建中的獬豸中心")
    with (project / PROSE).open("a", encoding="utf-8") as prose:
        prose.write("\n见獬豸中心的说明。\n")
    build(project, tmp_path / "site")
    site = content(tmp_path / "site")
    assert told(site, ["獬豸", "7771001", "7771002", "xie-x9"]) == []
    found = re.sub("<[^>]+>", "", site["check.html"].decode())
    assert "抢护堤防险段并联系有关队伍、电话（号码不公开）" in found
    assert "恢复与重建中的有关单位" in found


def test_titles_of_public_things_hold_no_internal_name(tmp_path: Path) -> None:
    project = write_project(tmp_path / "city")
    enter_hush_unit(project)
    change(project, DEMO, "抢险救援组", "獬豸中心抢险组")
    change(project, DEMO, "{编号: dike,", "{编号: dike, 名称: 会同獬豸突击队抢护,")
    change(project, DEMO, "附件:\n", "附件:\n  - {名称: 附獬豸中心分布图, 内容: 图}\n")
    build(project, tmp_path / "site")
    site = content(tmp_path / "site")
    assert told(site, ["獬豸"]) == []
    shown = {
        name: re.sub("<[^>]+>", "", text.decode())
        for name, text in site.items()
        if name.endswith(".html")
    }
    assert "会同有关队伍抢护" in shown["plan/demo/actions.html"]
    assert "附有关单位分布图" in shown["plan/demo/annexes.html"]
    assert "有关单位抢险组" in "".join(shown.values())
    assert dead_links(tmp_path / "site", read_pages(tmp_path / "site")) == []


def test_a_name_that_becomes_internal_leaves_the_pages_built_before(tmp_path: Path) -> None:
    project = write_project(tmp_path / "city")
    build(project, tmp_path / "site")
    hide(project)
    build(project, tmp_path / "site")
    build(project, tmp_path / "fresh")
    assert difference(content(tmp_path / "site"), content(tmp_path / "fresh")) == []

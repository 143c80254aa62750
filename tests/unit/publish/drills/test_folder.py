"""The kit of a drill as files: which there are, and that nobody reads what must not be known."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from io import BytesIO
from typing import TYPE_CHECKING, Final

import pytest
from openpyxl import load_workbook
from openxml_audit import OpenXmlValidator

from planforge.document.drills import Folder, papers
from planforge.document.pages.frame import Frame
from planforge.publish.drills.folder import KitFile, kit_files
from planforge.publish.handbook import Workshop
from planforge.source.cache import MemoryStore
from tests.unit.drill.build.demo import PLANS
from tests.unit.drill.kit.small_drill import (
    BLIND,
    DRILL,
    ON_SITE,
    SECRETS,
    SHOWN,
    UNTOLD,
    city,
    kit_of,
)
from tests.unit.publish.test_secret_files import of_pdf, of_zip

if TYPE_CHECKING:
    from pathlib import Path

IDS: Final = frozenset(one.id for one in kit_of(DRILL).injects)
VALIDATED: Final = ("D02", "D05 评估表e1.docx", "D11 桌面推演题本", "D15 整改任务表.docx")
"""Papers of each sort: a wide table, a form, cards, empty rows."""
GUESTS: Final = "  观摩人员: [东县应急局]\n"
NAMES: Final = (
    "小城市防汛演练", "2027", "市政府三楼", "推演一次", "会场通道畅通", "会议室电话",
)  # fmt: skip
"""What nobody may know of a drill that is not announced."""


@cache
def workshop() -> Workshop:
    return Workshop(PLANS, frame(), MemoryStore())


@cache
def frame() -> Frame:
    return Frame(city(), language="zh_CN", public=False, version="1")


@cache
def made() -> tuple[KitFile, ...]:
    """Return the kit of the tabletop for Word and as workbooks."""
    return tuple(kit_files(workshop(), frame(), kit_of(DRILL), ("docx", "xlsx")))


def names(text: str) -> list[str]:
    found = papers(frame(), kit_of(text))
    return [f"{one.folder.title.render('zh_CN')}/{one.number} {one.name}" for one in found]


def said(text: str, folder: Folder, start: str = "") -> str:
    """Return every word of the papers of *folder*, printed and for Word."""
    found: list[str] = []
    for one in papers(frame(), kit_of(text)):
        if one.folder is folder and one.name.startswith(start):
            found.append(one.name)
            found.append(of_pdf(workshop().pdf(one.book).content))
            found.append(of_zip(workshop().docx(one.book).content))
    assert found
    return "\n".join(found)


def in_it(text: str, words: tuple[str, ...] = SECRETS) -> list[str]:
    return [word for word in words if word in text]


def test_a_tabletop_has_questions_and_no_papers_of_the_site() -> None:
    assert names(DRILL) == [
        "1 组织人员/D01 演练工作方案",
        "2 控制人员/D02 演练脚本",
        "2 控制人员/D03 情景说明与情景事件清单",
        "3 评估人员/D05 评估方案",
        "3 评估人员/D05 评估表e1",
        "3 评估人员/D05 评估表e2",
        "3 评估人员/D05 评估表汇总",
        "4 参演人员/D06 参演手册",
        "5 模拟人员/D07 模拟人员卡m1",
        "5 模拟人员/D07 模拟人员卡待定",
        "1 组织人员/D08 保障方案",
        "2 控制人员/D11 桌面推演题本",
        "4 参演人员/D11 桌面推演答题纸",
        "7 记录人员/D12 记录表",
        "8 评估总结/D13 评估报告（提纲）",
        "8 评估总结/D14 总结报告（提纲）",
        "8 评估总结/D15 整改任务表",
    ]


def test_other_kinds_have_other_papers() -> None:
    table, site = set(names(DRILL)), set(names(ON_SITE))
    assert site - table == {
        "2 控制人员/D04 控制指南",
        "1 组织人员/D09 宣传方案",
    }
    assert table - site == {
        "2 控制人员/D11 桌面推演题本",
        "4 参演人员/D11 桌面推演答题纸",
    }
    assert site - set(names(BLIND)) == {"2 控制人员/D02 演练脚本"}
    assert set(names(SHOWN)) - site == {"4 参演人员/D02 演练脚本"}
    guests = ON_SITE.replace("参演: [", f"{GUESTS}参演: [", 1)
    assert set(names(guests)) - site == {"6 观摩人员/D10 观摩手册"}


@pytest.mark.parametrize("text", [DRILL, ON_SITE])
def test_players_learn_nothing_of_what_comes(text: str) -> None:
    players = said(text, Folder.PLAYERS)
    assert in_it(players) == []
    assert "有结论" not in players
    assert "这是一次演练" in players
    known = [one for one in SECRETS if one not in {"暗号乙", "暗号丙"}]
    assert in_it(said(text, Folder.CONTROLLERS, "情景说明")) == known
    assert in_it(said(text, Folder.ORGANISERS, "演练工作")) != []


def test_nobody_is_told_of_a_blind_drill() -> None:
    players = said(BLIND, Folder.PLAYERS)
    assert in_it(players, (*SECRETS, *NAMES)) == []
    assert "这是一次演练" in players


def test_players_of_a_drill_whose_scenario_is_not_told_read_what_they_are_told_alone() -> None:
    players = said(UNTOLD, Folder.PLAYERS)
    hints = ("市防指总指挥", "市防办主任", "市水务局", "09:00", "10:00")
    assert in_it(players, (*SECRETS, *NAMES, *hints)) == []
    told = ("情景不公布的演练参演手册", "四月某天有一次演练", "导调人员在现场交代")
    assert in_it(players, told) == list(told)
    site = kit_files(workshop(), frame(), kit_of(UNTOLD), ("xlsx",))
    own = [one.name for one in site if one.folder.startswith("4") and one.name.endswith(".ics")]
    assert own == []


def test_the_script_of_a_demonstration_is_known_but_not_what_helps() -> None:
    players = said(SHOWN, Folder.PLAYERS)
    assert "暗号癸" in players
    assert in_it(players, ("a1-consult", "超时", "评估：e1", "消息单", "余量20")) == []
    assert "暗号甲" not in players


def test_role_players_know_their_part_only() -> None:
    mine = said(ON_SITE, Folder.SIMULATORS)
    assert in_it(mine) == ["暗号壬", "暗号癸", "暗号子", "暗号丑"]
    assert in_it(mine, ("有结论", "a1-consult", "会商", "0500-5550002")) == []


def test_guests_learn_no_inject() -> None:
    text = ON_SITE.replace("参演: [", f"{GUESTS}参演: [", 1)
    assert in_it(said(text, Folder.OBSERVERS)) == []


def test_an_evaluator_gets_the_own_sheet() -> None:
    own = said(DRILL, Folder.EVALUATORS, "评估表e1")
    assert "暗号乙" in own
    assert "暗号丙" not in own


def test_what_is_archived_is_named_with_its_hash() -> None:
    files = made()
    listed = of_zip(files[-1].content)
    assert files[-1].name == "D16 归档清单.docx"
    for one in files[:-1]:
        assert sha256(one.content).hexdigest()[:16] in listed


def test_equal_kits_have_equal_bytes() -> None:
    again = tuple(kit_files(workshop(), frame(), kit_of(DRILL), ("docx", "xlsx")))
    assert again == made()


def test_lists_are_workbooks_whose_first_column_is_a_number_that_stays() -> None:
    files = [one for one in made() if one.name.endswith(".xlsx")]
    assert [one.name for one in files] == [
        "D03 情景事件清单.xlsx", "D05 评估表.xlsx", "D15 整改任务表.xlsx",
    ]  # fmt: skip
    book = load_workbook(BytesIO(files[0].content))
    events = book["情景事件清单"]
    numbers = [row[0].value for row in events.iter_rows(min_row=2)]
    assert [one.id for one in kit_of(DRILL).injects] == [x for x in numbers if x in IDS]


def test_nothing_in_them_is_other_than_it_was_meant() -> None:
    assert [one.flaws for one in made() if one.flaws] == []


def test_files_of_word_keep_their_schema(tmp_path: Path) -> None:
    for number, one in enumerate(x for x in made() if x.name.startswith(VALIDATED)):
        file = tmp_path / f"{number}.docx"
        file.write_bytes(one.content)
        assert [str(error) for error in OpenXmlValidator().validate(file).errors] == []


def test_the_workbook_of_controllers_has_cards_in_the_order_of_their_hands_and_contacts() -> None:
    (file,) = (one for one in made() if one.name == "D03 情景事件清单.xlsx")
    book = load_workbook(BytesIO(file.content))
    assert book.sheetnames[-2:] == ["控制消息单", "通讯录"]
    cards = [[cell.value for cell in row] for row in book["控制消息单"].iter_rows(min_row=2)]
    numbers = [row[0] for row in cards if row[0]]
    assert sorted(numbers) == sorted(one.id for one in kit_of(DRILL).injects)
    of_c1 = [row for row in cards if row[1] == "c1" and row[3]]
    assert [row[3] for row in of_c1] == sorted(row[3] for row in of_c1)
    (alarm,) = (row for row in cards if row[0] == "a1")
    assert "这是一次演练。暗号癸，北部雨很大。" in alarm
    contacts = [[cell.value for cell in row] for row in book["通讯录"].iter_rows(min_row=2)]
    known = {row[0]: row for row in contacts if row[0]}
    assert known["市水务局"][1:6] == ["参演单位", None, None, "0500-5550001", "c1"]
    assert known["市防指总指挥"][1] == "演练总指挥"
    assert "市应急局" in known

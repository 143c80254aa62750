"""What a public site says of findings: the witness and what to do, nothing internal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planforge.checking import check
from planforge.corpus.load import load
from planforge.publish.site.public_findings import for_the_public
from planforge.publish.site.rule_docs import finding_docs, rule_docs
from planforge.rules.cases import base
from planforge.source.cache import FolderStore

if TYPE_CHECKING:
    from pathlib import Path

    from planforge.document.pages import FindingDoc

DEMO = "special/demo/plan.yaml"
ELSEWHERE = "具体情况涉及内部内容，这里不写；在存放预案的地方运行 planforge check 查看"


def found(folder: Path, *changes: tuple[str, str, str]) -> tuple[FindingDoc, ...]:
    """Return what a public site tells of the city with *changes*: file, old text, new text."""
    for path, text in base().items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    for path, old, new in changes:
        text = (folder / path).read_text("utf-8")
        assert old in text
        (folder / path).write_text(text.replace(old, new, 1), encoding="utf-8")
    report = check(folder)
    whole, _ = load(folder)
    store = FolderStore(folder / "store")
    rules = rule_docs("zh_CN", store)
    docs = finding_docs(report, "", "zh_CN", whole, public=True)
    told = for_the_public(docs, report, rules, whole, "zh_CN", as_of=None, store=store)
    again = for_the_public(docs, report, rules, whole, "zh_CN", as_of=None, store=store)
    assert told == again
    return told


def only(told: tuple[FindingDoc, ...], rule: str) -> FindingDoc:
    (one,) = [doc for doc in told if doc.rule == rule]
    return one


def test_a_finding_on_public_facts_keeps_its_witness_and_what_to_do(tmp_path: Path) -> None:
    one = only(
        found(tmp_path, (DEMO, "责任: 市公安局, 内容: 实行", "责任: 市公按局, 内容: 实行")),
        "REF001",
    )
    assert one.text == "没有叫“市公按局”的工作组、组织机构、岗位、救援队伍"
    assert "市公安局" in one.hint
    assert one.basis
    assert (one.file, one.line > 1) == (DEMO, True)


def test_a_basis_whose_text_was_not_read_says_so(tmp_path: Path) -> None:
    number = (DEMO, "文号: 清政办发〔2026〕3号", "文号: 清政办发[2026]03号")
    assert only(found(tmp_path, number), "STR010").basis == (
        "《党政机关公文处理工作条例》第九条（条文待核）",
        "《党政机关公文格式》（条文待核）",
    )


def test_the_name_of_what_is_internal_is_a_neutral_word(tmp_path: Path) -> None:
    team = ("registry/teams.yaml", "{编号: flood-team,", "{编号: flood-team, 可见: 内部,")
    told = [doc for doc in found(tmp_path, team) if doc.rule == "REF011"]
    assert told
    assert {doc.text for doc in told} == {"“有关队伍”标为内部，公开网站上这里会换成笼统的说法"}
    assert all(doc.hint and "市防汛抢险队" not in doc.text + doc.hint for doc in told)


def test_a_figure_counted_with_what_is_internal_is_not_told(tmp_path: Path) -> None:
    store = "registry/depots.yaml"
    hidden = (
        "物资库:\n  - {编号: hush, 可见: 内部, 名称: 隐蔽库, 层级: 市, 单位: 市水利局,"
        " 负责人: 冯某, 电话: 0500-5560099, 物资: [{名称: 编织袋, 数量: 7777, 单位: 条}]}\n"
    )
    told = found(
        tmp_path,
        (store, "物资库:\n", hidden),
        (DEMO, "物资: {编织袋: 5000}, 物资库: 市防汛物资库", "物资: {编织袋: 900000}"),
    )
    one = only(told, "RES002")
    assert one.text == "调用的数量超过库存"
    said = "".join(doc.text + doc.hint for doc in told)
    assert [word for word in ("7777", "隐蔽库", "冯某") if word in said] == []


def test_nothing_is_told_of_an_internal_action_but_its_rule(tmp_path: Path) -> None:
    action = (
        "响应措施:\n  - {编号: hush, 可见: 内部, 阶段: 应急处置, 起始级别: Ⅳ级, 责任: 隐蔽局,"
        " 内容: 悄悄转移}\n"
    )
    told = found(tmp_path, (DEMO, "响应措施:\n", action))
    one = only(told, "REF001")
    assert (one.text, one.hint) == ("引用的名称没有登记", ELSEWHERE)
    assert [doc for doc in told if "隐蔽" in doc.text + doc.hint] == []


def test_what_is_in_an_internal_file_is_left_out(tmp_path: Path) -> None:
    change = ("registry/contacts.yaml", "单位: 市防办", "单位: 市防班")
    assert found(tmp_path, change) == ()

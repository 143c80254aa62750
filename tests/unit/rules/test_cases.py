from __future__ import annotations

import pytest

from planforge.rules.cases import Case, Given, _neighbours, cases_of, ids_with_cases, merged


def test_the_lines_of_a_case_come_first_and_replace_the_key_of_the_base() -> None:
    text = merged("jurisdiction.yaml", Given("值班电话: 0500-1\n响应级别次序: [甲级]\n"))
    lines = text.splitlines()
    assert lines[:3] == ["值班电话: 0500-1", "响应级别次序: [甲级]", "编号: qinghe"]
    assert sum(line.startswith("值班电话") for line in lines) == 1


def test_a_key_in_the_other_language_is_the_same_key() -> None:
    assert "值班电话" not in merged("jurisdiction.yaml", Given('duty_phone: "0500-1"\n'))


def test_entries_of_a_register_take_the_place_of_those_with_the_same_id() -> None:
    given = Given("队伍:\n  - {编号: grid-team, 名称: 新队}\n")
    lines = merged("registry/teams.yaml", given).splitlines()
    assert [line.split(",")[0] for line in lines] == [
        "队伍:",
        "  - {编号: grid-team",
        "  - {编号: flood-team",
        "  - {编号: xishan-team",
    ]


def test_a_mapping_may_be_added_to_as_well() -> None:
    text = merged("special/demo/plan.yaml", Given("预案管理:\n版本:\n  文号: 新号\n", add=True))
    assert text.startswith("预案管理:\n版本:\n  文号: 新号\n  印发机关: 清河市人民政府办公室\n")
    assert text.count("文号:") == 1


def test_keys_may_be_left_out() -> None:
    text = merged("special/demo/plan.yaml", Given("监测: []\n", without=("衔接",)))
    assert "\n衔接:" not in text


def test_a_rule_without_a_file_has_no_cases() -> None:
    assert cases_of("ZZZ999") == ()


def test_the_excerpt_names_files_and_shows_what_cannot_be_seen() -> None:
    files = (
        ("special/demo/plan.yaml", Given("a: 1\u200b\n")),
        ("special/demo/plan.md", Given(link="missing.md")),
    )
    assert Case("SRC002", "x", "wrong", files).excerpt == (
        "# special/demo/plan.yaml\na: 1<U+200B>\n\n<!-- special/demo/plan.md → missing.md -->\n"
    )


@pytest.mark.parametrize("rule_id", ["REF001", "LNK002"])
def test_excerpts_carry_no_marks(rule_id: str) -> None:
    assert all("#!" not in case.excerpt for case in cases_of(rule_id))


def test_excerpts_leave_out_what_repeats_and_show_what_the_point_is_about() -> None:
    (first, *_) = cases_of("LVL005")
    assert first.excerpt == (
        "# special/demo/plan.yaml\n"
        "响应级别:\n"
        "  Ⅳ级:\n"
        '    启动条件: [{24小时降雨量: "[50..90) 毫米"}]\n'
        "    # …\n"
        "  Ⅲ级:\n"
        '    启动条件: [{24小时降雨量: "[100..200) 毫米"}]\n'
    )


def test_excerpts_show_the_entry_that_lacks_something() -> None:
    (first, *_) = cases_of("WRN002")
    assert first.excerpt == (
        "# special/demo/plan.yaml\n"
        "预警:\n"
        "  分级:\n"
        "    # …\n"
        "    蓝色:\n"
        "      条件: [{暴雨预警: 蓝色}]\n"
        "      发布: 市防办\n"
        "      批准: 市防办主任\n"
        "      措施:\n"
        "        # …\n"
    )


def test_no_excerpt_is_long() -> None:
    long = [
        f"{case.rule} {case.name}"
        for rule_id in ids_with_cases()
        for case in cases_of(rule_id)
        if sum(map(bool, case.excerpt.splitlines())) > (48 if case.show == "near" else 32)
    ]
    assert long == []


@pytest.mark.parametrize("rule_id", ids_with_cases())
def test_what_stands_beside_is_there(rule_id: str) -> None:
    named = [pair for case in cases_of(rule_id) for pair in case.beside.items()]
    assert [pair for pair in named if not all(_neighbours(pair[0], (p,)) for p in pair[1])] == []

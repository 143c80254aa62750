from __future__ import annotations

import pytest

from planforge.corpus.neutral import is_neutral, neutral_of
from planforge.corpus.public import public_corpus
from planforge.corpus.spotting import any_of
from planforge.model.base import Kind
from planforge.model.registers import Post
from tests.unit.document.small import FLOOD, FLOOD_PROSE, POWER, corpus, with_contacts


def test_a_pattern_matches_the_longest_word_at_each_place() -> None:
    pattern = any_of(["市局", "市局办", "a.b"])
    assert pattern is not None
    assert pattern.findall("市局办、市局、市办、a.b、axb") == ["市局办", "市局", "a.b"]
    assert any_of([]) is None


def test_only_names_that_nothing_public_has_are_replaced() -> None:
    neutral = neutral_of(corpus(hide="water"))
    assert neutral is not None
    said = "小城市水务局（市水务局）和市水利局、市防办、1235-5550001、0500-5550001"
    assert neutral.text(said) == (
        "有关单位（有关单位）和有关单位、市防办、1235-5550001、（号码不公开）"
    )
    assert neutral.text("water") == "有关单位"
    assert neutral.text("water level") == "water level"
    assert neutral.text("市 水务局") == "有关单位"
    assert is_neutral("有关单位")
    assert not is_neutral("市水务局")


def test_titles_of_public_things_hold_no_internal_name() -> None:
    flood = (
        FLOOD.replace("名称: 抢险组,", "名称: 市水务局抢险组,")
        .replace("名称: 会商,", "名称: 会同市水务局会商,")
        .replace("附件:\n", "附件:\n  - {名称: 附市水务局分布图, 内容: 图}\n")
    )
    assert flood.count("市水务局") == FLOOD.count("市水务局") + 3
    plan = public_corpus(corpus(flood=flood, hide="water")).plans[0].plan
    assert plan.command is not None
    titles = (plan.command.groups[0].name, plan.actions[0].title, plan.annexes[0].title)
    assert titles == ("有关单位抢险组", "会同有关单位会商", "附有关单位分布图")
    assert "水务局" not in plan.model_dump_json()


def test_the_ids_of_internal_things_go_from_roles_and_links() -> None:
    power = POWER.replace("预案: power\n", "预案: power\n可见: 内部\n")
    neutral = neutral_of(corpus(power=power))
    assert neutral is not None
    assert neutral.prose("见{plan}`power`和[](../power/plan.md)，power。") == (
        "见{plan}`有关预案`和[](../-/plan.md)，power。"
    )


def test_public_facts_and_prose_name_nothing_internal() -> None:
    prose = f"{FLOOD_PROSE}\n市水务局到场。\n"
    public = public_corpus(corpus(prose=prose, hide="water"))
    for view in public.plans:
        assert "水务局" not in view.plan.model_dump_json() + (view.prose or "")
    assert all(
        "水务局" not in register.model_dump_json() for _, register in public.registry.registers
    )
    assert "有关单位到场。" in str(public.plans[0].prose)
    assert public_corpus(public).digests == public.digests
    assert public.digests["flood"] != corpus(prose=prose).digests["flood"]


@pytest.mark.parametrize(
    "written",
    [
        "市水\n务局",
        "市水 \n  务局",
        "小城市\t水务局",
        "1235-\t5550001",
        "“市水务局”",
        'A"市水务局\\',
    ],
)
def test_names_broken_over_lines_are_found_in_facts(written: str) -> None:
    whole = corpus(hide="water")
    neutral = neutral_of(whole)
    assert neutral is not None
    plan = whole.plans[0].plan
    clean = neutral.part(plan)
    assert not neutral.concerns(clean)
    action = clean.actions[0].model_copy(update={"content": f"由{written}到场"})
    changed = clean.model_copy(update={"actions": (action,)})
    is_told = neutral.text(f"由{written}到场") != f"由{written}到场"
    assert neutral.concerns(changed) == is_told


def test_phones_of_persons_are_not_public_while_those_of_desks_are() -> None:
    public = public_corpus(corpus())
    said = "".join(register.model_dump_json() for _, register in public.registry.registers)
    chief = public.registry.names.get("市防指总指挥", (Kind.POST,))
    assert chief is not None
    assert isinstance(chief.element, Post)
    assert chief.element.phone == ""
    assert ("100-0000-0001" in said, "100-0000-0002" in said) == (False, False)
    assert "0500-5550002" in said


def test_the_public_reads_the_office_and_not_who_holds_it_or_stands_in() -> None:
    public = public_corpus(
        corpus(prose=f"{FLOOD_PROSE}\n赵某一任总指挥，钱 某二协助，吴某带队。\n")
    )
    said = "".join(register.model_dump_json() for _, register in public.registry.registers)
    assert [name for name in ("赵某一", "钱某二") if name in said] == []
    chief = public.registry.names.get("市防指总指挥", (Kind.POST,))
    assert chief is not None
    post = chief.of(Post)
    assert (post.holder, post.title) == ("", "市长")
    assert post.deputy is not None
    assert (post.deputy.name, post.deputy.title) == ("", "副市长")
    assert "有关人员任总指挥，有关人员协助，吴某带队。" in str(public.plans[0].prose)


def test_who_leads_a_team_in_public_is_named_in_public() -> None:
    led = "  - {编号: divers, 名称: 市潜水队, 类别: 水上救援, 层次: 骨干力量, 单位: 市应急局,\n"
    led += "     人数: 9, 负责人: 赵某一, 电话: 0500-5550077}\n"
    public = public_corpus(corpus(teams=led, prose="赵某一带队，钱某二协助。\n"))
    assert public.plans[0].prose == "赵某一带队，有关人员协助。\n"
    chief = public.registry.names.get("市防指总指挥", (Kind.POST,))
    assert chief is not None
    assert chief.of(Post).holder == ""


@pytest.mark.parametrize("nobody", ["空缺", "待定", "值班员轮值"])
def test_an_office_without_holder_has_no_name_to_hide(nobody: str) -> None:
    post = f"  - {{编号: x, 名称: 岗, 机构: 市防办, 职务: 科长, 姓名: {nobody}}}\n"
    public = public_corpus(corpus(posts=post, prose=f"地点{nobody}。\n"))
    assert public.plans[0].prose == f"地点{nobody}。\n"


def test_which_posts_one_person_holds_is_known_without_the_name() -> None:
    posts = (
        "  - {编号: mayor, 名称: 市长, 机构: 市政府, 职务: 市长, 姓名: 赵某一}\n"
        "  - {编号: other, 名称: 另一市长, 机构: 市政府, 职务: 市长, 姓名: 李某二}\n"
    )
    whole = corpus(posts=posts)
    held = {"flood-chief": 0, "flood-head": 1, "mayor": 0, "other": 2}
    assert whole.registry.holders == held
    assert public_corpus(whole).registry.holders == held


def test_what_names_nothing_internal_stays_the_same_object() -> None:
    whole = corpus()
    public = public_corpus(whole)
    assert public.digests == whole.digests
    assert public.plans[0].prose == FLOOD_PROSE


LONG = ("阿依古丽·买买提江", "诸葛小明", "司马相如风", "欧阳建国", "王五")


def told(*names: str, prose: str) -> str:
    """Return what the public reads of *prose*."""
    return str(public_corpus(with_contacts(*names, prose=prose)).plans[0].prose)


@pytest.mark.parametrize("name", LONG)
def test_names_of_persons_of_any_length_are_replaced(name: str) -> None:
    assert told(*LONG, prose=f"由{name}同志负责。") == "由有关人员同志负责。"


@pytest.mark.parametrize(
    "dot", ["·", "•", "・", "･", "‧", "∙", "⋅", "．", ".", " · ", "", "&middot;"]
)
def test_the_dot_in_a_name_may_be_any_sign_that_looks_like_it(dot: str) -> None:
    said = told("阿依古丽·买买提江", prose=f"由阿依古丽{dot}买买提江负责。")
    assert said == "由有关人员负责。"
    said = told("阿依古丽•买买提江", prose=f"由阿依古丽{dot}买买提江负责。")
    assert said == "由有关人员负责。"


@pytest.mark.parametrize("written", ["王 五", "王\u3000五", "王\n五", "王\r\n  五"])
def test_white_space_in_a_name_hides_it_from_nobody(written: str) -> None:
    assert told("王五", prose=f"由{written}负责。") == "由有关人员负责。"


def test_a_name_does_not_reach_over_paragraphs_and_parts_of_names_are_words() -> None:
    prose = "称王\n\n五人，诸葛亮，小明，司马台长城，买买提"
    assert told(*LONG, prose=prose) == prose


def test_a_remark_with_a_name_is_none_of_it() -> None:
    assert told("欧阳建国（兼）", prose="由欧阳建国牵头。") == "由有关人员牵头。"


@pytest.mark.parametrize(
    "desk",
    ["市应急办值班席", "市防办", "市防办水情科", "防汛会商热线", "平台调度大厅", "小城市水文站"],
)
def test_desks_in_the_telephone_list_are_named_to_everybody(desk: str) -> None:
    assert told(desk, "欧阳建国", prose=f"由{desk}接报。") == f"由{desk}接报。"

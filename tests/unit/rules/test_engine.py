from __future__ import annotations

import gc
import re
import weakref
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from planforge.corpus.load import iter_plans, load_registry, plan_folders
from planforge.findings import Place, Severity
from planforge.i18n import msg
from planforge.rules import engine
from planforge.rules.cases import base
from planforge.rules.judged import outline_of
from planforge.rules.rule import Hit, Rule, Scope, enter, rules
from planforge.source.cache import MemoryStore
from planforge.source.digests import iter_digests
from planforge.source.layout import survey

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from planforge.corpus.plan_view import PlanView
    from planforge.corpus.system import System
    from planforge.report import Report


@pytest.fixture
def city(tmp_path: Path) -> Path:
    for path, text in base().items():
        target = tmp_path / "plans" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    return tmp_path / "plans"


def judged(city: Path, store: MemoryStore | None = None, *, strict: bool = False) -> Report:
    layout = survey(city)
    return engine.run(layout, tuple(iter_digests(layout)), store=store, strict=strict)


def broken(view: PlanView) -> Iterator[Hit]:
    if view.plan.id == "demo":
        raise ZeroDivisionError("of no use")
    yield Hit(view.at("name"), msg("seen"))


RULE = Rule(
    "XXX001", "test.broken", Severity.ERROR, msg("t"), msg("r"), (), "0.1.0", Scope.PLAN, broken
)


def only(rule: Rule) -> Callable[[Scope], tuple[tuple[Rule, object], ...]]:
    """Return what stands for `checks_in` where *rule* is the only one."""

    def checks_in(scope: Scope) -> tuple[tuple[Rule, object], ...]:
        check = rule.check_in(scope)
        return ((rule, check),) if check else ()

    return checks_in


def test_a_failing_rule_is_a_finding_and_the_other_plans_are_judged(
    city: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "checks_in", only(RULE))
    found = [(f.file, f.finding.rule, f.finding.message) for f in judged(city).findings]
    assert found == [
        ("master/plan.yaml", "XXX001", msg("seen")),
        (
            "special/demo/plan.yaml",
            "RUN001",
            msg("Rule {rule} failed: {error}", rule="XXX001", error="ZeroDivisionError: of no use"),
        ),
        ("special/other/plan.yaml", "XXX001", msg("seen")),
    ]


def test_a_failing_rule_raises_where_that_is_asked_for(
    city: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "checks_in", only(RULE))
    with pytest.raises(ZeroDivisionError):
        judged(city, strict=True)


def test_after_an_edit_only_the_plan_that_was_touched_is_judged_again(
    city: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []

    def watch(view: PlanView) -> Iterator[Hit]:
        seen.append(view.plan.id)
        yield Hit(view.at("name"), msg("seen"))

    monkeypatch.setattr(engine, "checks_in", only(replace(RULE, check=watch)))
    store = MemoryStore()
    first = judged(city, store)
    assert seen == ["master", "demo", "other"]
    seen.clear()
    prose = city / "special" / "demo" / "plan.md"
    prose.write_text(prose.read_text(encoding="utf-8") + "\n补充。\n", encoding="utf-8")
    assert judged(city, store) == first
    assert seen == ["demo"]


def test_a_changed_register_lets_every_plan_be_judged_again_if_it_can_matter(
    city: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []

    def watch(view: PlanView) -> Iterator[Hit]:
        seen.append(view.plan.id)
        return iter(())

    monkeypatch.setattr(engine, "checks_in", only(replace(RULE, check=watch)))
    store = MemoryStore()
    judged(city, store)
    organisations = city / "registry" / "organizations.yaml"
    every = ["master", "demo", "other"]
    steps: list[tuple[str, str, list[str]]] = [
        ("名称: 清河市水利局", "名称: 清河市水利部门", every),
        ("值班电话: 0500-5560002", "值班电话: 0500-5569999", []),
        (", 值班电话: 0500-5569999", "", every),
        ("组织机构:", "# 已核对\n组织机构:", []),
    ]
    for before, after, expected in steps:
        seen.clear()
        text = organisations.read_text(encoding="utf-8")
        assert before in text
        organisations.write_text(text.replace(before, after, 1), encoding="utf-8")
        judged(city, store)
        assert seen == expected


def test_the_system_is_judged_again_only_if_a_register_or_an_outline_changed(
    city: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    times: list[int] = []

    def watch(system: System) -> Iterator[Hit]:
        times.append(len(system.outlines))
        yield Hit(Place(system.registry.jurisdiction_file), msg("seen"))

    rule = replace(RULE, scope=Scope.SYSTEM, check=watch)
    monkeypatch.setattr(engine, "checks_in", only(rule))
    store = MemoryStore()
    plan = city / "special" / "demo" / "plan.yaml"
    prose = plan.with_name("plan.md")
    first = judged(city, store)
    for path, addition in ((prose, "补充。\n"), (plan, "# 已核对\n")):
        path.write_text(path.read_text(encoding="utf-8") + addition, encoding="utf-8")
        assert judged(city, store) == first
    assert times == [3]
    text = plan.read_text(encoding="utf-8")
    plan.write_text(text.replace("预案: demo", "预案: moved", 1), encoding="utf-8")
    assert [f.finding.rule for f in judged(city, store).findings] == ["XXX001"]
    register = city / "registry" / "organizations.yaml"
    register.write_text("# 已核对\n" + register.read_text(encoding="utf-8"), encoding="utf-8")
    judged(city, store)
    assert times == [3, 3, 3]


def test_one_finding_in_a_register_is_told_once_however_many_plans_lead_to_it(city: Path) -> None:
    posts = city / "registry" / "posts.yaml"
    text = posts.read_text(encoding="utf-8")
    entry = ", AB角: {职务: 市委宣传部新闻科科长}"
    assert entry in text
    posts.write_text(text.replace(entry, ""), encoding="utf-8")
    found = [(f.file, f.finding.rule) for f in judged(city).findings]
    assert found == [("registry/posts.yaml", "ORG007")]


@pytest.mark.parametrize(
    ("file", "before", "after", "rules_there"),
    [
        ("registry/experts.yaml", "名称: 李某", "name: 李某", {"SRC019"}),
        ("registry/experts.yaml", "领域: [水工建筑]", "领域: [水工建筑，市水务局]", {"PRO004"}),
        ("registry/depots.yaml", "河堤路1号", "市水务局旁", {"PRO004"}),
        ("registry/organizations.yaml", "缘由: 机构改革", "缘由: 市水务局改革", set()),
    ],
)
def test_an_edit_in_a_register_is_answered_as_everything_anew(
    city: Path, file: str, before: str, after: str, rules_there: set[str]
) -> None:
    store = MemoryStore()
    judged(city, store)
    path = city / file
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), "utf-8")
    first = judged(city, store)
    assert {f.finding.rule for f in first.findings if f.file == file} >= rules_there
    assert first == judged(city, store) == judged(city)


def test_two_rules_with_one_id_are_refused() -> None:
    known = rules()[0]
    with pytest.raises(ValueError, match=known.id):
        enter(known)


def test_a_plan_with_a_wrong_value_is_judged_and_kept(city: Path) -> None:
    path = city / "special" / "demo" / "plan.yaml"
    text = path.read_text(encoding="utf-8")
    spoilt = text.replace("牵头部门: 市水利局", "牵头部门: 市水力局").replace(
        "时限: 30分钟", "时限: 尽快", 1
    )
    assert spoilt.count("尽快") == spoilt.count("市水力局") == 1
    path.write_text(spoilt, encoding="utf-8")
    store = MemoryStore()
    first = judged(city, store, strict=True)
    assert [(item.finding.rule, item.source_line.strip()) for item in first.findings] == [
        ("REF001", "牵头部门: 市水力局"),
        ("SRC030", next(line.strip() for line in spoilt.split("\n") if "尽快" in line)),
    ]
    assert [plan.id for plan in first.plans] == ["master", "demo", "other"]
    assert judged(city, store) == first


def test_a_plan_whose_name_is_lost_is_not_called_anything(city: Path) -> None:
    path = city / "special" / "demo" / "plan.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("\n名称: ", "\n名称：", 1), encoding="utf-8")
    report = judged(city, strict=True)
    assert [item.finding.rule for item in report.findings] == ["SRC011"]
    assert [plan.id for plan in report.plans] == ["master", "other"]


def test_levels_that_were_not_read_are_not_missed_by_links(city: Path) -> None:
    path = city / "special" / "demo" / "plan.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("\n响应级别:\n", '\n响应级别:\n  "\n', 1), encoding="utf-8")
    assert [item.finding.rule for item in judged(city, strict=True).findings] == ["SRC010"]


def test_no_hint_names_levels_where_a_plan_has_none(city: Path) -> None:
    path = city / "special" / "demo" / "plan.yaml"
    head, levels, rest = path.read_text(encoding="utf-8").partition("\n响应级别:\n")
    behind = rest.index("\n级别调整:")
    assert levels
    path.write_text(head + rest[behind:], encoding="utf-8")
    found = [item.finding for item in judged(city, strict=True).findings]
    assert {one.hint for one in found if one.rule == "LNK008"} == {None}


def test_a_judged_plan_is_freed_without_a_search_for_cycles() -> None:
    layout = survey(Path(__file__).parents[3] / "plans")
    registry = load_registry(layout, None).registry
    judged: list[weakref.ref[PlanView]] = []
    gc.disable()
    try:
        folders = [*plan_folders(layout).values()]
        for plan in iter_plans(layout, registry, None, folders * 3):  # two plans are remembered
            assert plan.view is not None
            for _finding in engine.apply_rules(Scope.PLAN, plan.view, strict=True):
                pass
            judged.append(weakref.ref(plan.view))
        alive = [view() is not None for view in judged]
    finally:
        gc.enable()
    assert alive[: len(folders)] == [False] * len(folders)


def test_judging_leaves_no_cycles() -> None:
    layout = survey(Path(__file__).parents[3] / "plans")
    registry = load_registry(layout, None).registry
    folders = [*plan_folders(layout).values()]

    def judge() -> None:
        for plan in iter_plans(layout, registry, None, folders):
            assert plan.view is not None
            for _finding in engine.apply_rules(Scope.PLAN, plan.view, strict=True):
                pass
            outline_of(plan.view)

    judge()  # what is made once for all plans may have cycles
    gc.collect()
    gc.disable()
    try:
        judge()
        found = gc.collect()
    finally:
        gc.enable()
    assert found == 0


def told(report: Report) -> list[tuple[str, str, str]]:
    return [
        (one.finding.rule, one.file, one.finding.message.render("zh_CN")) for one in report.findings
    ]


def test_a_plan_behind_a_refused_link_is_one_finding(city: Path, tmp_path: Path) -> None:
    assert told(judged(city)) == []
    (city / "special/demo").rename(tmp_path / "demo")
    (city / "special/demo").symlink_to(tmp_path / "demo")
    link = "这个链接指向预案文件夹之外，不予读取。"
    assert told(judged(city)) == [("SRC005", "special/demo", link)]


def test_a_register_that_is_not_there_is_one_finding(city: Path, tmp_path: Path) -> None:
    (city / "registry/organizations.yaml").rename(tmp_path / "organizations.yaml")
    report = judged(city, MemoryStore())
    path = "registry/organizations.yaml"
    assert told(report) == [("SRC021", path, f"缺少文件“{path}”。")]
    (hint,) = (one.finding.hint for one in report.findings)
    assert hint is not None
    assert hint.render("zh_CN").endswith("：请恢复这个文件，或者重新编写；在此之前不检查这些名称。")


def test_registers_none_of_which_is_there_are_one_finding(city: Path, tmp_path: Path) -> None:
    (city / "registry").rename(tmp_path / "registry")
    assert told(judged(city)) == [("SRC021", "registry", "缺少文件夹“registry”。")]
    (city / "registry").symlink_to(tmp_path / "registry")
    link = "这个链接指向预案文件夹之外，不予读取。"
    assert told(judged(city)) == [("SRC005", "registry", link)]


def test_a_phone_in_full_width_digits_is_proposed_in_half_width_ones(city: Path) -> None:
    path = city / "registry/organizations.yaml"
    text = path.read_text("utf-8")
    (phone, *_rest) = re.findall(r"值班电话: (0\d+-\d+)", text)
    wide = phone.translate({ord("0") + n: ord("０") + n for n in range(10)})
    path.write_text(text.replace(phone, wide, 1), encoding="utf-8")
    hints = [
        one.finding.hint.render("zh_CN")
        for one in judged(city).findings
        if one.finding.rule == "RPT025" and one.finding.hint
    ]
    assert hints == [f"请用半角数字：“{phone}”"]

"""Drills are judged beside the plans: errors in one hide nothing, and nothing is done twice."""

from __future__ import annotations

import re
from pathlib import Path
from shutil import copytree
from typing import TYPE_CHECKING, Final

import pytest

from planforge.corpus.load import load
from planforge.publish.site.loading import without_drills
from planforge.rules import engine
from planforge.rules.cases import base
from planforge.rules.rule import Scope
from planforge.source.cache import MemoryStore
from planforge.source.digests import iter_digests
from planforge.source.layout import survey

if TYPE_CHECKING:
    from planforge.report import Report

ROOT: Final = Path(__file__).parents[3]
DRILL: Final = """\
演练: flood
名称: 汛期桌面推演
预案: demo
参演: [市防办, 市水利局, 市应急局]
情景起始: 2026-07-01 08:00
情景时长: 12小时
"""


@pytest.fixture
def city(tmp_path: Path) -> Path:
    for path, text in base().items():
        target = tmp_path / "plans" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    return tmp_path / "plans"


def write(city: Path, text: str, name: str = "flood") -> None:
    target = city / "drills" / name / "drill.yaml"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8")


def judged(city: Path, store: MemoryStore | None = None) -> Report:
    layout = survey(city)
    return engine.run(layout, tuple(iter_digests(layout)), store=store, strict=True)


def told(report: Report) -> list[tuple[str, int, int, str]]:
    return [(f.file, f.span.line, f.span.column, f.finding.rule) for f in report.findings]


FILE: Final = "drills/flood/drill.yaml"
NIGHT: Final = "drills/night/drill.yaml"


def test_mistakes_in_the_form_stand_at_line_and_column_and_hide_nothing_else(city: Path) -> None:
    write(
        city,
        DRILL.replace("12小时", "半天") + "事态:\n  - {时间: 14点, 标题: 涨水}\n"
        "失效:\n  - {类别: 队伍, 对象: 县抢险队, 原因: 换班}\n概述况: 大雨\n",
    )
    assert told(judged(city)) == [
        (FILE, 6, 7, "SRC030"),
        (FILE, 8, 10, "SRC030"),
        (FILE, 10, 18, "DRL013"),
        (FILE, 11, 1, "SRC032"),
    ]


def test_a_broken_drill_leaves_the_others_and_the_plans_to_be_judged(city: Path) -> None:
    write(city, "演练: [\n")
    write(city, DRILL.replace("flood", "night").replace("demo", "demmo"), "night")
    found = told(judged(city))
    assert {(file, rule) for file, _, _, rule in found} == {
        (FILE, "SRC010"),
        (FILE, "SRC031"),
        ("drills/night/drill.yaml", "REF004"),
    }


def test_a_drill_in_english_is_judged_in_english_keys(city: Path) -> None:
    write(
        city,
        "id: flood\nname: x\nplans: demo\nplayers: 市防办\nstart: 2026-07-01 08:00\n"
        "horizon: 12小时\nkind: {notice: double_blind}\nbriefing: soon\n",
    )
    report = judged(city)
    (one,) = report.findings
    assert one.finding.rule == "DRL015"
    hint = one.finding.hint
    assert hint is not None
    assert one.said(hint, "zh_CN") == "请删去「briefing」，或者改「notice」"


def test_an_unknown_action_is_not_reported_while_its_plan_cannot_be_read(city: Path) -> None:
    write(city, f"{DRILL}工期:\n  - {{预案: demo, 措施: close-road, 一般: 1小时, 来源: 估计}}\n")
    assert told(judged(city)) == [(FILE, 8, 20, "DRL003")]
    plan = city / "special" / "demo" / "plan.yaml"
    plan.write_text(plan.read_text("utf-8").replace("编号: medical", "编号: 医疗"), "utf-8")
    assert [rule for file, *_, rule in told(judged(city)) if file == FILE] == []


def test_a_drill_is_judged_again_only_when_something_it_rests_on_changed(
    city: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(city, DRILL)
    store = MemoryStore()
    asked: list[str] = []
    apply = engine.apply_rules

    def counted(scope: Scope, subject: engine.Subject, *, strict: bool = False) -> object:
        if scope is Scope.DRILL:
            asked.append(subject.file)  # type: ignore[union-attr]  # drills have a file
        return apply(scope, subject, strict=strict)

    monkeypatch.setattr(engine, "apply_rules", counted)
    for _ in range(2):
        assert told(judged(city, store)) == []
    assert asked == [FILE]
    write(city, f"{DRILL}概述: 大雨\n")
    judged(city, store)
    assert asked == [FILE, FILE]
    other = city / "special" / "demo" / "plan.yaml"
    other.write_text(other.read_text("utf-8").replace("抢护堤防险段", "抢护各堤防险段"), "utf-8")
    judged(city, store)
    assert asked == [FILE, FILE, FILE]


@pytest.mark.parametrize(
    ("edit", "judged_again"),
    [
        (("registry/organizations.yaml", "电话: 0500-5560003", "电话: 0500-5560093"), set()),
        (("registry/contacts.yaml", "0500-5560013", "0500-5560093"), set()),
        (("registry/organizations.yaml", "简称: 市水利局", "简称: 水利局"), {FILE, NIGHT}),
        (("special/other/plan.yaml", "日期: 2026-01-15", "日期: 2026-01-16"), {NIGHT}),
        (("special/other/plan.yaml", "简称: 停电预案", "简称: [停电预案, 电]"), {FILE, NIGHT}),
        (("special/other/plan.yaml", "版本:", "板本:"), {FILE, NIGHT}),
        (("special/demo/plan.md", "详见", "见"), set()),
    ],
)
def test_an_edit_lets_those_drills_be_judged_again_that_may_know_of_it(
    city: Path,
    monkeypatch: pytest.MonkeyPatch,
    edit: tuple[str, str, str],
    judged_again: set[str],
) -> None:
    write(city, DRILL.replace("市防办, ", "市防汛办, "))
    write(city, DRILL.replace("flood", "night").replace("demo", "[other, demo]"), "night")
    store = MemoryStore()
    assert FILE in {file for file, *_ in told(judged(city, store))}
    asked: set[str] = set()
    apply = engine.apply_rules

    def noted(scope: Scope, subject: engine.Subject, *, strict: bool = False) -> object:
        if scope is Scope.DRILL:
            asked.add(subject.file)  # type: ignore[union-attr]  # drills have a file
        return apply(scope, subject, strict=strict)

    monkeypatch.setattr(engine, "apply_rules", noted)
    file, before, after = edit
    text = (city / file).read_text("utf-8")
    assert before in text
    (city / file).write_text(text.replace(before, after, 1), "utf-8")
    incremental = judged(city, store)
    assert asked == judged_again
    assert incremental == judged(city)


def test_a_drill_may_know_of_plans_what_they_are_called_and_nothing_else() -> None:
    corpus, _ = load(ROOT / "plans")
    whole, known = corpus.system, corpus.system.for_drills
    assert [(one.file, one.id, one.name, one.short_names) for one in known.outlines] == [
        (one.file, one.id, one.name, one.short_names) for one in whole.outlines
    ]
    with pytest.raises(AttributeError):
        _ = known.outlines[0].levels


def test_a_comment_suppresses_a_finding_of_a_drill(city: Path) -> None:
    reason = "# planforge: ignore[DRL014] 只看停电处置的配合"
    write(city, DRILL.replace("预案: demo", f"预案: [demo, other]  {reason}"))
    assert told(judged(city)) == []


def test_no_site_shows_what_was_found_in_drills(city: Path) -> None:
    write(city, DRILL.replace("演练: flood", "演练: night"))
    report = judged(city)
    assert told(report) == [(FILE, 1, 5, "DRL001")]
    assert told(without_drills(report)) == []


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_first_scenario_of_the_guide_is_clean(language: str, tmp_path: Path) -> None:
    page = (ROOT / "docs" / language / "drills.md").read_text("utf-8")
    blocks = re.findall(r"^   ```yaml\n(.*?)^   ```$", page, re.DOTALL | re.MULTILINE)
    text = "\n".join(re.sub("^   ", "", block, flags=re.MULTILINE) for block in blocks)
    plans = tmp_path / "plans"
    for path in sorted((ROOT / "plans").rglob("*.*")):
        if path.is_file() and "drills" not in path.parts:
            target = plans / path.relative_to(ROOT / "plans")
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
    write(plans, text, "my-first-drill")
    assert len(blocks) == 3
    assert [one for one in told(judged(plans)) if one[0].startswith("drills/")] == []


def test_words_that_an_unread_file_would_declare_are_not_missed_in_drills(tmp_path: Path) -> None:
    plans = tmp_path / "plans"
    copytree(ROOT / "plans", plans)
    own = plans / "jurisdiction.yaml"
    text = own.read_text("utf-8")
    own.write_text(text.replace("级别: 市\n", "\t级别: 市\n", 1), encoding="utf-8")
    assert [(file, rule) for file, _, _, rule in told(judged(plans))] == [
        ("jurisdiction.yaml", "SRC012")
    ]

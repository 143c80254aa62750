"""`planforge.check` and `planforge.load`: what other programs call."""

from __future__ import annotations

import os
import subprocess
import sys
from time import process_time
from typing import TYPE_CHECKING

import pytest

import planforge
from planforge.report import Report
from planforge.rules import engine
from planforge.rules.cases import base
from planforge.source.cache import MemoryStore

if TYPE_CHECKING:
    from pathlib import Path

PLAN = "special/demo/plan.yaml"


@pytest.fixture
def city(tmp_path: Path) -> Path:
    for path, text in base().items():
        target = tmp_path / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="\n")
    return tmp_path


def edit(city: Path, before: str, after: str, path: str = PLAN) -> None:
    text = (city / path).read_text(encoding="utf-8")
    assert before in text
    (city / path).write_text(text.replace(before, after, 1), encoding="utf-8", newline="\n")


def rules(report: Report) -> list[tuple[str, str, int]]:
    return [(f.finding.rule, f.file, f.span.line) for f in report.findings]


def test_a_clean_corpus(city: Path) -> None:
    report = planforge.check(city)
    assert report == Report((), files=18, plans=report.plans)
    assert [(plan.folder, plan.id, plan.name, plan.short_names) for plan in report.plans] == [
        ("master", "master", "清河市突发事件总体应急预案", ("总体预案",)),
        ("special/demo", "demo", "清河市防汛应急预案", ("防汛预案",)),
        ("special/other", "other", "清河市大面积停电事件应急预案", ("停电预案",)),
    ]
    assert report.worst() is None
    assert not report.fails(planforge.Severity.ADVICE)


def test_findings_come_with_places_and_worst_severity(city: Path) -> None:
    edit(city, "牵头部门: 市水利局", "牵头部门: 市水力局")
    report = planforge.check(city)
    assert rules(report) == [("REF001", PLAN, 7)]
    assert report.worst() is planforge.Severity.ERROR
    assert report.findings[0].source_line == "牵头部门: 市水力局"


def test_a_finding_keeps_no_more_of_a_line_than_is_shown(city: Path) -> None:
    edit(city, "牵头部门: 市水利局", f"牵头部门: 市水力局 #{'长' * 5_000}")
    report = planforge.check(city)
    assert max(len(found.source_line) for found in report.findings) == 1_000
    (found,) = [found for found in report.findings if found.finding.rule == "REF001"]
    assert found.source_line.startswith("牵头部门: 市水力局 #长长")
    assert Report.load(report.dump()) == report


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n\r", "\r\r\n"])
def test_a_slip_is_found_however_lines_end(city: Path, end: str) -> None:
    text = (city / PLAN).read_text(encoding="utf-8")
    (city / PLAN).write_bytes(f"{text}{end}坏: [{end}".encode())
    line = len(f"{text}{end}坏".replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    assert ("SRC010", PLAN, line) in rules(planforge.check(city))


@pytest.mark.parametrize("line", ["\n", "\r", " \n", "\u3000\n"])
@pytest.mark.parametrize("path", [PLAN, "special/demo/plan.md"])
def test_many_empty_lines_cost_in_proportion(city: Path, path: str, line: str) -> None:
    """Where each costs as much as there are of them, these take minutes."""
    text = (city / path).read_text(encoding="utf-8")
    empty = line * 30_000
    (city / path).write_bytes(f"{empty}{text}{empty}".encode())
    begin = process_time()
    report = planforge.check(city)
    assert process_time() - begin < 10
    assert {found.file for found in report.findings} <= {path}


def test_a_store_changes_no_answer_whatever_is_edited(city: Path) -> None:
    store = MemoryStore()
    assert planforge.check(city, store=store) == planforge.check(city)
    steps = [
        ("牵头部门: 市水利局", "牵头部门: 市水力局", PLAN),
        ("名称: 清河市水利局", "名称: 清河市水力局", "registry/organizations.yaml"),
        ("监测:\n", "监测: # planforge: ignore[REF001] 待定\n", PLAN),
        ("名称: 清河市", "名称: 青河市", "master/plan.yaml"),
        ("牵头部门: 市水力局", "牵头部门: 市水利局", PLAN),
        (", 值班电话: 0500-5560002", "", "registry/organizations.yaml"),
        ("电话", "联系电话", "registry/contacts.yaml"),
        ("联系电话", "电话", "registry/contacts.yaml"),
        ("预案: demo", "预案: moved", PLAN),
        ("名称: ", "名称: 新", "registry/posts.yaml"),
        ("水利", "水力", "special/demo/plan.md"),
    ]
    for before, after, path in steps:
        edit(city, before, after, path)
        fresh = planforge.check(city)
        assert planforge.check(city, store=store) == fresh
        assert planforge.check(city, store=store) == fresh


def test_a_file_that_appears_or_goes_is_noticed(city: Path) -> None:
    store = MemoryStore()
    planforge.check(city, store=store)
    (city / "special" / "demo" / "plan.md").unlink()
    assert planforge.check(city, store=store) == planforge.check(city)
    (city / PLAN).unlink()
    report = planforge.check(city, store=store)
    assert report == planforge.check(city)
    assert len(report.plans) == 2


def test_why_a_file_is_not_read_is_noticed(city: Path) -> None:
    store = MemoryStore()
    plan = city / PLAN
    seen = []
    for size in (20_000_000, 50_000_000):
        plan.write_bytes(b"")
        os.truncate(plan, size)
        seen.append(planforge.check(city, store=store))
        assert seen[-1] == planforge.check(city)
    plan.unlink()
    os.mkfifo(plan)
    seen.append(planforge.check(city, store=store))
    assert seen[-1] == planforge.check(city)
    assert [
        [f.finding.message.render("en") for f in report.findings if f.file == PLAN]
        for report in seen
    ] == [
        ["The file has 20 MB; at most 10 MB are read."],
        ["The file has 50 MB; at most 10 MB are read."],
        ["The file cannot be read: it is not an ordinary file."],
    ]


def test_a_broken_file_hides_no_other_finding(city: Path) -> None:
    (city / "special" / "other" / "plan.yaml").write_text("预案: [", encoding="utf-8")
    edit(city, "牵头部门: 市水利局", "牵头部门: 市水力局")
    found = {(rule, file) for rule, file, _ in rules(planforge.check(city))}
    assert ("REF001", PLAN) in found
    assert any(file == "special/other/plan.yaml" for _, file in found)


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("a: *alias\n", ("SRC010", 4)),
        ("甲: {<<: 1}\n", ("SRC014", 5)),
        ('- "\\u12"\n', ("SRC010", 6)),
        ("标题: " + "[" * 3_000, ("SRC016", 68)),
    ],
)
def test_of_a_file_with_nothing_of_a_plan_only_what_is_broken_is_told(
    city: Path, text: str, finding: tuple[str, int]
) -> None:
    (city / PLAN).write_text(text, encoding="utf-8", newline="\n")
    found = [f for f in planforge.check(city).findings if f.file == PLAN]
    assert [(f.finding.rule, f.span.column) for f in found] == [finding]


def test_a_file_with_something_of_a_plan_lacks_the_rest(city: Path) -> None:
    (city / PLAN).write_text("名称: 某预案\na: *alias\n", encoding="utf-8", newline="\n")
    found = [f.finding.rule for f in planforge.check(city).findings if f.file == PLAN]
    assert "SRC010" in found
    assert "SRC031" in found


def test_damaged_entries_of_a_store_are_as_good_as_none(city: Path) -> None:
    class Lossy(MemoryStore):
        def get(self, _key: str) -> bytes | None:
            return None

    store = Lossy()
    assert planforge.check(city, store=store) == planforge.check(city, store=store)


def test_progress_counts_the_plans(city: Path) -> None:
    told: list[tuple[int, int]] = []
    planforge.check(city, progress=lambda done, total: told.append((done, total)))
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_a_report_survives_the_store(city: Path) -> None:
    edit(city, "牵头部门: 市水利局", "牵头部门: 市水力局")
    report = planforge.check(city)
    assert Report.load(report.dump()) == report


def test_names_that_are_no_utf8_are_kept_and_shown(city: Path) -> None:
    before = planforge.check(city)
    bad = os.fsdecode("附件".encode("gbk"))
    (city / PLAN).with_name(f"{bad}.yaml").write_text("x: 1\n", encoding="utf-8")
    (city / "special" / bad).mkdir()
    (city / "special" / bad / "plan.yaml").write_text("x: [\n", encoding="utf-8")
    (city / "drills" / bad).mkdir(parents=True)
    (city / "drills" / bad / f"{bad}.md").write_text("x", encoding="utf-8")
    (city / "special" / "demo" / f"{bad}.png").write_bytes(b"x")
    store = MemoryStore()
    report = planforge.check(city, store=store)
    assert planforge.check(city, store=store) == report
    shown = r"\xb8\xbd\xbc\xfe"
    assert {(rule, file) for rule, file, _ in rules(report)} >= {
        ("SRC020", f"special/demo/{shown}.yaml"),
        ("SRC010", f"special/{shown}/plan.yaml"),
        ("SRC020", f"drills/{shown}/{shown}.md"),
    }
    assert report.plans == before.plans


def test_no_folder_is_wrong_use(city: Path) -> None:
    with pytest.raises(NotADirectoryError):
        planforge.check(city / "nowhere")


def test_load_returns_the_corpus_and_what_is_wrong_in_its_files(city: Path) -> None:
    corpus, findings = planforge.load(city)
    assert [view.plan.id for view in corpus.plans] == ["master", "demo", "other"]
    assert findings == ()


def test_importing_the_package_imports_nothing_else() -> None:
    script = "import sys, planforge; print(*sorted(n for n in sys.modules if 'planforge' in n))"
    done = subprocess.run(
        [sys.executable, "-c", script], check=True, capture_output=True, text=True
    )
    assert done.stdout.split() == ["planforge"]


def test_an_unknown_name_is_no_attribute() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        planforge.nothing  # noqa: B018 - asking is the test


def test_a_file_saved_during_a_check_leaves_no_wrong_result(
    city: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = (city / PLAN).read_text(encoding="utf-8")
    edit(city, "牵头部门: 市水利局", "牵头部门: 市河务局")
    bad = (city / PLAN).read_text(encoding="utf-8")
    real, saves = engine.run, iter([good, bad, good])

    def run(*given: object, **named: object) -> Report:
        text = next(saves, None)
        if text is not None:
            (city / PLAN).write_text(text, encoding="utf-8", newline="\n")
        return real(*given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(engine, "run", run)
    store = MemoryStore()
    planforge.check(city, store=store)
    (city / PLAN).write_text(bad, encoding="utf-8", newline="\n")
    assert rules(planforge.check(city, store=store)) == rules(planforge.check(city))
    (city / PLAN).write_text(good, encoding="utf-8", newline="\n")
    assert rules(planforge.check(city, store=store)) == []


def test_who_saves_once_gets_the_result_of_what_was_saved(
    city: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = (city / PLAN).read_text(encoding="utf-8")
    edit(city, "牵头部门: 市水利局", "牵头部门: 市河务局")
    real, saves = engine.run, iter([good])

    def run(*given: object, **named: object) -> Report:
        text = next(saves, None)
        if text is not None:
            (city / PLAN).write_text(text, encoding="utf-8", newline="\n")
        return real(*given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(engine, "run", run)
    assert rules(planforge.check(city, store=MemoryStore())) == []


def test_an_english_key_alone_at_the_top_of_a_register_is_to_be_written_in_chinese(
    city: Path,
) -> None:
    path = "registry/organizations.yaml"
    edit(city, "组织机构:", "organisations:", path)
    (found,) = (one for one in planforge.check(city).findings if one.finding.rule == "SRC019")
    assert found.finding.hint is not None
    assert found.said(found.finding.hint, "zh_CN").startswith("请改写为「组织机构」")

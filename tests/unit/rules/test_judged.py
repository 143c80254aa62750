"""Plans judged by several processes: the same report and the same store, byte for byte.

Each run is a program of its own: this one has threads, beside which no process is started.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from planforge.rules.cases import base

if TYPE_CHECKING:
    from pathlib import Path

COPIES = 22
SLIPS = {
    1: ("牵头部门: 市发改委", "牵头部门: 市发该委"),
    2: ("类别: 专项", "类别: 专向"),
    3: ("简称: 停电预案3\n", "简称: 停电预案3\n简称: 停电预案三\n"),
    4: ("牵头部门:", "牵头部门：市发改委 [{"),
    5: ("牵头部门: 市发改委", "牵头部门: 市发该委 # planforge: ignore[REF001] 待改名"),
    6: ("类别: 专项", "类别: 专项 # planforge: ignore[REF001] 早已改好"),
    7: ("事件类型: 大面积停电", "事件类型: !!python/object:os.system 大面积停电"),
    8: ("预案: other8", "预案: other1"),
    9: ("上次评估: 2025-11-20", "上次评估: 2019-11-20"),
    10: ("工作原则: [", "工作原则: [&a [*a], "),
}
"""What is wrong in which copy: what follows is found by reading, rules on plans, and the system."""
JUDGE = """
import json, os, sys
from datetime import date
from pathlib import Path
from planforge import processes
from planforge.checking import check
from planforge.rules import judged, locating
from planforge.source.cache import MemoryStore

SEEN = os.open(sys.argv[1], os.O_CREAT | os.O_APPEND | os.O_WRONLY)
judge = judged.Judging.judged
locate = locating.Locator.located

def noted(self, files, store):
    os.write(SEEN, f"{os.getpid()} {files[0].path}\\n".encode())
    if os.getpid() != PARENT and os.environ.get("DIES") and os.environ["DIES"] in files[0].path:
        os.kill(os.getpid(), 9)
    return judge(self, files, store)

def noted_too(self, finding):
    os.write(SEEN, f"{os.getpid()} @{finding.place.file}\\n".encode())
    return locate(self, finding)

class Noted(MemoryStore):
    def __init__(self, values=None):
        super().__init__(values)
        self.order = []
    def put(self, key, value):
        super().put(key, value)
        self.order.append(key)

if __name__ == "__main__":
    PARENT = os.getpid()
    judged.Judging.judged = noted
    locating.Locator.located = noted_too
    locating._EACH = {"fork": 4, "spawn": 4}
    if sys.argv[4] == "spawn":
        processes.start_method = judged.start_method = lambda: "spawn"
        judged._EACH = {"spawn": 8}
    store = None if sys.argv[3] == "none" else Noted()
    steps = []
    for jobs in map(int, sys.argv[5:]):
        progress = []
        report = check(Path(sys.argv[2]), store=store, as_of=date(2026, 6, 1), jobs=jobs,
                       progress=lambda *seen: progress.append(seen))
        rules = sorted({one.finding.rule for one in report.findings})
        steps.append([report.dump().decode(), rules, progress])
        file = Path(sys.argv[2], os.environ["EDIT"])
        text = file.read_text("utf-8").replace(os.environ["BEFORE"], os.environ["AFTER"], 1)
        file.write_text(text, "utf-8")
    kept = {} if store is None else {k: store.get(k).decode() for k in sorted(set(store.order))}
    json.dump([steps, kept, PARENT], sys.stdout)
"""


@pytest.fixture
def city(tmp_path: Path) -> Path:
    """Return a city of 25 plans, in most of which something is wrong."""
    root = tmp_path / "plans"
    for path, text in base().items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    for number in range(COPIES):
        folder = root / "special" / f"other{number}"
        folder.mkdir()
        for name in ("plan.yaml", "plan.md"):
            text = (root / "special" / "other" / name).read_text(encoding="utf-8")
            text = text.replace("预案: other\n", f"预案: other{number}\n")
            text = text.replace("名称: 清河市大", f"名称: 清河市{number}号大")
            text = text.replace("简称: 停电预案\n", f"简称: 停电预案{number}\n")
            before, after = SLIPS.get(number, ("", ""))
            assert name == "plan.md" or before in text
            (folder / name).write_text(text.replace(before, after, 1), encoding="utf-8")
    (root / "special" / "other0" / "plan.md").write_bytes(b"\xff\xfe\x00 \x80" * 9)
    (root / "special" / "other21" / "plan.yaml").unlink()
    return root


Seen = list[tuple[bool, str]]
Run = tuple[list[Any], dict[str, str], Seen, Seen]
"""The reports with their rules and progress, the store, which plan was judged and which finding
looked up, each with whether that was at home."""


def judged(
    city: Path,
    *jobs: int,
    store: str = "kept",
    method: str = "fork",
    dies: str = "",
    edit: tuple[str, str, str] = ("jurisdiction.yaml", "", ""),
) -> Run:
    """Return what comes of checks with *jobs*, one after the other, with an *edit* after each."""
    program = city.parent / "program.py"
    program.write_text(JUDGE, encoding="utf-8")
    seen = city.parent / "seen"
    seen.unlink(missing_ok=True)
    before = (city / edit[0]).read_bytes()
    command = [sys.executable, str(program), str(seen), str(city), store, method, *map(str, jobs)]
    told = dict(zip(("EDIT", "BEFORE", "AFTER"), edit, strict=True))
    environment = {**os.environ, **told, "DIES": dies}
    ended = subprocess.run(command, capture_output=True, env=environment, check=False)
    (city / edit[0]).write_bytes(before)
    assert (ended.returncode, ended.stderr.decode()) == (0, "")
    steps, kept, parent = json.loads(ended.stdout)
    lines = [line.split(" ", 1) for line in seen.read_text(encoding="utf-8").splitlines()]
    whole = [(int(process) == parent, path) for process, path in lines]
    plans = [(at_home, path) for at_home, path in whole if path[0] != "@"]
    return steps, kept, plans, [(at_home, path) for at_home, path in whole if path[0] == "@"]


def where(run: Run) -> list[bool]:
    """Return of every plan that was judged whether it was at home, those first."""
    return sorted((at_home for at_home, _path in run[2]), reverse=True)


FOLDERS = COPIES + 3
COPIED = pytest.mark.skipif(sys.platform != "linux", reason="processes are copied on Linux only")


@COPIED
@pytest.mark.parametrize("store", ["kept", "none"])
def test_any_number_of_processes_comes_to_the_same(city: Path, store: str) -> None:
    alone = judged(city, 1, store=store)
    ((_report, rules, progress),) = alone[0]
    assert {"LNK002", "REF001", "SRC001", "SRC011", "SUP001"} <= set(rules)
    assert progress == [[done, FOLDERS] for done in range(1, FOLDERS + 1)]
    assert where(alone) == [True] * FOLDERS
    for jobs in (2, 5):
        shared = judged(city, jobs, store=store)
        assert shared[:2] == alone[:2]
        assert where(shared) == [True] + [False] * (FOLDERS - 1)
        assert sorted(path for _, path in shared[2]) == sorted(path for _, path in alone[2])
        assert sorted(path for _, path in shared[3]) == sorted(path for _, path in alone[3])
        # What is wrong with suppressions shows when all the rest is known.
        assert {path for at_home, path in shared[3] if at_home} == {
            "@special/other6/plan.yaml",
        }


def test_processes_that_start_anew_come_to_the_same(city: Path) -> None:
    alone = judged(city, 1)
    shared = judged(city, 2, method="spawn")
    assert shared[:2] == alone[:2]
    # A process that starts anew is not told to note what it judges: only the first is noted.
    assert where(shared) == [True]


@COPIED
def test_registers_with_errors_are_read_in_every_way_by_all(city: Path) -> None:
    posts = city / "registry" / "posts.yaml"
    text = posts.read_text(encoding="utf-8")
    posts.write_text(text.replace("机构: 市停电办", "机购: 市停电办", 1), encoding="utf-8")
    alone = judged(city, 1)
    shared = judged(city, 3)
    assert shared[:2] == alone[:2]
    assert where(shared) == [True] + [False] * (FOLDERS - 1)


@COPIED
def test_a_plan_on_which_a_process_dies_is_judged_here(city: Path) -> None:
    alone = judged(city, 1)
    shared = judged(city, 2, dies="special/other4/")
    assert shared[:2] == alone[:2]
    assert [path for at_home, path in shared[2] if at_home] == [
        "master/plan.md",
        "special/other4/plan.md",
    ]


@COPIED
def test_after_an_edit_of_one_plan_no_process_is_started(city: Path) -> None:
    edit = ("special/other2/plan.md", "\n", "\n\n补充。\n")
    alone = judged(city, 1, 1, edit=edit)
    shared = judged(city, 3, 3, edit=edit)
    assert shared[:2] == alone[:2]
    assert shared[2][FOLDERS:] == [(True, "special/other2/plan.md")]


@COPIED
def test_after_an_edit_of_a_register_trees_are_handed_out_from_the_store(city: Path) -> None:
    edit = ("registry/organizations.yaml", "简称: 市水利局", "简称: 市水力局")
    alone = judged(city, 1, 1, edit=edit)
    shared = judged(city, 2, 2, edit=edit)
    assert shared[:2] == alone[:2]
    assert shared[0][0][0] != shared[0][1][0]
    assert where(shared) == [True] * 2 + [False] * 2 * (FOLDERS - 1)

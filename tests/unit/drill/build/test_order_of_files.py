"""The order in which files say things means nothing to a rehearsal, but where it says who is first.

Real files are shuffled, and not worlds made of them: most of what has an order in a world (who
acts first, which way a message goes) has it from the files.
"""

from __future__ import annotations

from shutil import copytree
from typing import TYPE_CHECKING

import pytest
import yaml

from planforge.corpus.drills import load_drills
from planforge.corpus.load import load
from planforge.drill.entries import EntryKind
from planforge.drill.rehearsal import play, rehearsal
from planforge.drill.weakness import weaknesses
from tests.unit.drill.build.demo import PLANS, played, rehearsed
from tests.unit.drill.made import Dice

if TYPE_CHECKING:
    from pathlib import Path

    from planforge.drill.rehearsal import Rehearsal
    from planforge.drill.trace import Trace

DRILLS = ("cascade", "province-takeover", "mutual-aid", "night-landslide")
UNORDERED = {
    "plan.yaml": {"衔接", "信息报告", "监测"},
    "drill.yaml": {"失效", "工期", "注入", "目标", "所指", "预案地区"},
}
"""Lists of a file whose order means nothing; in registers that is each list of the file itself."""


def shuffled(plans: Path, chance: Dice) -> None:
    """Put all that has no order in the files below *plans* in another one."""
    for path in sorted(plans.rglob("*.yaml")):
        is_register = path.parent.name == "registry"
        if not is_register and path.name not in UNORDERED:
            continue
        # every scalar stays as it is written: 12:30 and 是 are no numbers and no truth
        whole = yaml.load(path.read_text("utf-8"), yaml.BaseLoader)  # noqa: S506 - it makes texts
        keys = list(whole)
        chance.shuffle(keys)
        whole = {key: whole[key] for key in keys}
        for key, value in whole.items():
            if isinstance(value, list) and (is_register or key in UNORDERED[path.name]):
                chance.shuffle(value)
        path.write_text(yaml.safe_dump(whole, allow_unicode=True, sort_keys=False), "utf-8")


def told(made: Rehearsal, trace: Trace) -> list[tuple[str, str]]:
    """Return what the run found, without the lines at which files say it."""
    return sorted((one.id, one.message.render("zh_CN")) for one in weaknesses(made, trace))


def persons(made: Rehearsal, plans: Path) -> dict[str, str]:
    """Return by person the post at which files name him or her; none for units without posts."""
    posts = yaml.safe_load((plans / "registry" / "posts.yaml").read_text("utf-8"))["岗位"]
    found = {}
    for entry in made.index:
        if entry.kind is EntryKind.PERSON and entry.file.endswith("posts.yaml"):
            place = entry.pointer[1]
            assert isinstance(place, int)
            found[entry.id] = posts[place]["编号"]
    return found


@pytest.mark.parametrize("seed", range(2))
def test_shuffled_files_give_the_same_rehearsal(tmp_path: Path, seed: int) -> None:
    plans = tmp_path / "plans"
    copytree(PLANS, plans)
    shuffled(plans, Dice(seed))
    corpus, findings = load(plans)
    assert findings == ()
    views = {view.drill.id: view for view in load_drills(plans, corpus)[0]}
    for name in DRILLS:
        made = rehearsal(corpus, views[name])
        trace = play(made)
        assert list(trace.lines()) == list(played(name).lines()), name
        assert told(made, trace) == told(rehearsed(name), played(name)), name
        assert persons(made, plans) == persons(rehearsed(name), PLANS), name

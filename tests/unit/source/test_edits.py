"""Several edits of one file at once: each arrives where it belongs."""

from __future__ import annotations

import pytest

from planforge.findings import Addition, Place, Setting
from planforge.model.drill import Drill
from planforge.model.keys import same_key
from planforge.source.edits import Written, changed, changes
from planforge.source.positions import SourceMap
from planforge.source.yaml_tree import parse

TASKS = Place("d", ("tasks",))
INJECTS = Place("d", ("injects",))
HEAD = "演练: one\n名称: 甲\n"


def edited(text: str, *edits: Addition | Setting) -> object:
    file = Written(text, SourceMap(text, same_key), Drill)
    result = changed(text, changes(edits, lambda _: file))
    read = parse(result, "d")
    assert not read.findings, result
    return read.tree


def task(number: str) -> Addition:
    return Addition(TASKS, (("id", number), ("problem", f"第{number}件")))


@pytest.mark.parametrize(
    "end",
    [
        "",
        "整改: []\n",
        "整改:\n  - {编号: t0, 问题: 第t0件}\n",
        "整改:\n- 编号: t0\n  问题: 第t0件\n",
        "整改: [{编号: t0, 问题: 第t0件}]\n",
    ],
)
def test_several_entries_are_added_to_a_list_that_may_not_be_there_yet(end: str) -> None:
    wanted = ["t0"] if "t0" in end else []
    wanted += ["t1", "t2", "t3"]
    assert edited(HEAD + end, task("t1"), task("t2"), task("t3")) == {
        "演练": "one",
        "名称": "甲",
        "整改": [{"编号": one, "问题": f"第{one}件"} for one in wanted],
    }


@pytest.mark.parametrize("is_reversed", [False, True])
def test_what_is_set_in_the_last_entry_stays_in_it_when_others_are_added(
    *, is_reversed: bool
) -> None:
    text = HEAD + "注入:\n  - 编号: k1\n    正文: 一\n    预期:\n      - 预案: p\n        措施: a\n"
    edits = [
        Addition(INJECTS, (("id", "k2"), ("text", "二"))),
        Setting(Place("d", ("injects", 0)), "place", "河边"),
        Setting(Place("d", ("injects", 0, "expected", 0)), "within", "1小时"),
        Addition(Place("d", ("injects", 0, "expected")), (("plan", "p"), ("action", "b"))),
        Addition(INJECTS, (("id", "k3"), ("text", "三"))),
        task("t1"),
    ]
    assert edited(text, *(reversed(edits) if is_reversed else edits)) == {
        "演练": "one",
        "名称": "甲",
        "注入": [
            {
                "编号": "k1",
                "正文": "一",
                "预期": [
                    {"预案": "p", "措施": "a", "时限": "1小时"},
                    {"预案": "p", "措施": "b"},
                ],
                "地点": "河边",
            },
            *(
                [{"编号": "k2", "正文": "二"}, {"编号": "k3", "正文": "三"}][
                    :: -1 if is_reversed else 1
                ]
            ),
        ],
        "整改": [{"编号": "t1", "问题": "第t1件"}],
    }

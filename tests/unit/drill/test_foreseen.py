"""What a rehearsal found stands in the table of improvements before the drill is held."""

from __future__ import annotations

from planforge.document.drills import papers
from planforge.document.pages.frame import Frame
from planforge.document.sheets.drills import Tables
from planforge.drill.elements import concerns
from planforge.drill.foreseen import foreseen
from tests.unit.drill.build.demo import corpus
from tests.unit.drill.kit.small_drill import demo_kit


def test_every_finding_of_the_rehearsal_is_a_task_with_the_part_of_its_plan() -> None:
    found = demo_kit("cascade")
    tasks = foreseen(found)
    assert [one.problem for one in tasks] == [one.text for one in found.points]
    assert len({one.id for one in tasks}) == len(tasks) > 0
    for task, point in zip(tasks, found.points, strict=True):
        named = any(entry.plan for entry in point.entries)
        assert bool(task.about) is named, task.id
        assert [one for one in task.about if one.action and not concerns(point.entries, one)] == []
        assert task.unit


def test_the_table_of_improvements_is_not_empty_before_the_drill() -> None:
    found = demo_kit("false-alarm")
    frame = Frame(corpus(), language="zh_CN", public=False, version="1")
    tasks = foreseen(found)
    rows = Tables(frame, found).improvements(tasks).rows
    assert [row[0] for row in rows[: len(tasks)]] == [one.id for one in tasks]
    (paper,) = (one for one in papers(frame, found) if one.number == "D15")
    said = "\n".join(node.astext() for node in paper.book.parts[0].build())
    assert ("表中先列预演已经发现的问题" in said) is bool(tasks)
    short = [f"{one.about}（见D17第{n}条）" for n, one in enumerate(found.points, 1) if one.about]
    assert [one for one in short if one not in said] == []

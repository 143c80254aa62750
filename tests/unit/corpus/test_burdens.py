from __future__ import annotations

from typing import TYPE_CHECKING, Any

from planforge.corpus.burdens import burdens
from planforge.corpus.capacity import Task
from planforge.corpus.plan_view import PlanView
from planforge.model.scales import Anchor
from tests.unit.corpus.conftest import plan

if TYPE_CHECKING:
    from planforge.corpus.registry import Registry

LEAST_AND_USUAL = {"最短": "10分钟", "一般": "20分钟"}


def action(name: str, **more: object) -> dict[str, Any]:
    usual = {"责任": "市防指总指挥", "时限": "1小时", "工期": LEAST_AND_USUAL}
    return {"编号": name, "阶段": "应急处置", "内容": "巡查", **usual, **more}


def tasks(registry: Registry, *actions: dict[str, Any], usual: bool = False) -> list[Any]:
    facts = plan(响应级别={"Ⅰ级": {}}, 响应措施=list(actions))
    view = PlanView(facts, registry, "plan.yaml")
    return [(b.actor.id, b.anchor, b.tasks) for b in burdens(view, "Ⅰ级", usual=usual)]


def test_a_post_is_responsible_for_tasks_in_windows(registry: Registry) -> None:
    found = tasks(registry, action("a"), action("b", 时限="30分钟", 工期="5分钟"))
    assert found == [
        ("chief", Anchor.ACTIVATION, (Task("a", 0, 3600, 600), Task("b", 0, 1800, 300)))
    ]


def test_usual_durations_are_taken_when_asked_for(registry: Registry) -> None:
    assert tasks(registry, action("a"), usual=True)[0][2] == (Task("a", 0, 3600, 1200),)


def test_a_task_starts_when_its_longest_chain_may_have_ended(registry: Registry) -> None:
    found = tasks(
        registry,
        action("a"),
        action("b", 前置="a"),
        action("c", 前置=["a", "b"]),
        action("d", 前置="a", 时限={"时长": "1小时", "起算": "接报"}),
    )
    assert [task.release for _, _, several in found for task in several] == [0, 600, 1200, 0]


def test_units_and_uncertain_work_are_left_out(registry: Registry) -> None:
    found = tasks(
        registry,
        action("unit", 责任="市水务局"),
        action("if", 前提="夜间"),
        action("open-end", 时限=None) | {"时限": "每日9时前"},
        {k: v for k, v in action("untimed").items() if k != "工期"},
    )
    assert found == []


def test_actions_in_a_circle_end_the_chain(registry: Registry) -> None:
    found = tasks(registry, action("a", 前置="b"), action("b", 前置="a"))
    assert [task.release for task in found[0][2]] == [1200, 600]

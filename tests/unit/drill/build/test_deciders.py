"""Who decides in a rehearsal of real plans: too low a post, nobody there, another plan's call."""

from __future__ import annotations

from shutil import copytree
from typing import TYPE_CHECKING

from planforge.corpus.drills import DrillView, load_drills
from planforge.corpus.load import load
from planforge.drill.rehearsal import play, rehearsal
from planforge.drill.weakness import weaknesses
from planforge.model.drill import Drill, Outage
from planforge.model.drill_scales import OutageKind, ScenarioTime
from tests.unit.drill.build.demo import PLANS, corpus, drills, played

if TYPE_CHECKING:
    from pathlib import Path

    from planforge.drill.rehearsal import Rehearsal

BODY = (
    *("市防指总指挥", "市防指常务副总指挥", "市防指副总指挥", "市防指副总指挥（水务）"),
    *("市防指副总指挥（军分区）", "市防指副总指挥（应急）", "市防办主任"),
)


def decided_by(folder: Path, level: str, decider: str) -> Rehearsal:
    """Return the drill of the flood season with another decider of *level* of the flood plan."""
    root = folder / "plans"
    copytree(PLANS, root)
    file = root / "special" / "flood" / "plan.yaml"
    head, mark, rest = file.read_text(encoding="utf-8").partition(f"\n  {level}:\n")
    own, end, tail = rest.partition("\n    终止:")
    lines = [f"    决定: {decider}" if x.startswith("    决定: ") else x for x in own.split("\n")]
    file.write_text(f"{head}{mark}{chr(10).join(lines)}{end}{tail}", encoding="utf-8")
    found, findings = load(root)
    assert findings == ()
    views, _ = load_drills(root, found)
    return rehearsal(found, next(one for one in views if one.drill.id == "flood-season"))


def broken_command(made: Rehearsal) -> list[str]:
    """Return where the rehearsal *made* breaks the rules of command."""
    found = weaknesses(made, play(made))
    return [one.message.render("zh_CN") for one in found if one.id == "E06"]


def without(drill: str, posts: tuple[str, ...], start: str, end: str) -> Rehearsal:
    """Return *drill* with nobody on *posts* for a time."""
    view = drills()[drill]
    away = tuple(
        Outage.model_construct(
            kind=OutageKind.POST,
            what=post,
            start=ScenarioTime.read(start),
            end=ScenarioTime.read(end),
            cause="外出",
        )
        for post in posts
    )
    other: Drill = view.drill.model_copy(update={"outages": (*view.drill.outages, *away)})
    return rehearsal(corpus(), DrillView(other, view.file, view.system, view.plans))


def test_a_level_that_the_deputy_of_the_office_decides_has_no_authority(tmp_path: Path) -> None:
    assert broken_command(decided_by(tmp_path, "Ⅱ级", "市防办副主任")) == [
        "防汛抗旱应急预案：Ⅱ级由“市防办副主任”决定，其权限不够"
    ]


def test_a_level_that_the_government_below_decides_has_no_authority(tmp_path: Path) -> None:
    assert broken_command(decided_by(tmp_path, "Ⅲ级", "青川县政府")) == [
        "防汛抗旱应急预案：Ⅲ级由“青川县县长”决定，其权限不够"
    ]


def test_the_levels_of_the_city_are_decided_with_authority() -> None:
    for name in drills():
        records = played(name).of("invariant_broken")
        assert [one for one in records if one.data.get("what") == "authority"] == []


def test_command_is_vacant_from_the_first_second_on() -> None:
    assert broken_command(without("flood-season", BODY, "T+00:00", "T+11:30")) == [
        "T+00:00无人指挥：指挥权在市防指，而“市防指总指挥”没有人在岗"
    ]


def test_nobody_is_there_to_decide_on_a_level() -> None:
    high = without("flood-season", BODY[:3], "T+10:10", "T+15:00")
    assert broken_command(high) == [
        "T+10:25无人能决定《防汛抗旱应急预案》Ⅱ级响应：“市防指总指挥”没有人在岗"
    ]


def test_who_decides_by_the_plan_starts_what_another_plan_calls_for() -> None:
    [start] = [x for x in played("cascade").of("level_activated") if x.plan == "hazchem"]
    assert (start.data["name"], start.data["basis"]) == ("Ⅳ级", "link")
    assert start.role == "post.hazchem-office-director"

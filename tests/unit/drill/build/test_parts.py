"""What files become in a world: people, means, levels, reports, links, command, the scenario."""

from __future__ import annotations

from shutil import copytree
from typing import TYPE_CHECKING

import pytest

from planforge.corpus.drills import DrillView, load_drills
from planforge.corpus.load import load
from planforge.drill.build import durations
from planforge.drill.chance import exactly
from planforge.drill.chronicle import chronicle
from planforge.drill.condition import AllOf, AnyOf, GradeIs, LevelIs, Not, Row, atoms
from planforge.drill.entries import EntryKind, level_id
from planforge.drill.means import Agreement, Restock
from planforge.drill.rehearsal import play, rehearsal
from planforge.drill.script import Lost
from planforge.drill.work import Stage
from planforge.drill.world import LinkKind
from tests.unit.drill.build.demo import NAMES, PLANS, corpus, drills, played, rehearsed

if TYPE_CHECKING:
    from pathlib import Path

    from planforge.drill.means import Pool, Post
    from planforge.drill.rehearsal import Rehearsal
    from planforge.drill.work import Action
    from planforge.drill.world import Plan


def plan(drill: str, name: str) -> Plan:
    return next(one for one in rehearsed(drill).world.plans if one.id == name)


def action(drill: str, key: str) -> Action:
    name, _, own = key.partition("/")
    return next(one for one in plan(drill, name).actions if one.id == own)


def post(drill: str, name: str) -> Post:
    return next(one for one in rehearsed(drill).world.posts if one.id == f"post.{name}")


def pool(drill: str, name: str) -> Pool:
    return next(one for one in rehearsed(drill).world.pools if one.id == name)


def test_one_person_on_two_posts_is_one_person() -> None:
    flood, geology = post("cascade", "flood-commander"), post("cascade", "geology-commander")
    assert flood.persons[0] == geology.persons[0]
    assert len({person.id for person in rehearsed("cascade").world.persons}) == len(
        rehearsed("cascade").world.persons
    )


def test_who_may_decide_in_a_hurry_comes_behind_the_b_role() -> None:
    commander = post("province-takeover", "hazchem-commander")
    deputy = post("province-takeover", "hazchem-executive-deputy")
    assert set(deputy.persons) <= set(commander.persons)
    assert commander.rank > deputy.rank > 0


def test_a_word_for_many_means_the_governments_of_the_places_that_are_hit() -> None:
    each = [one for one in plan("cascade", "flood").actions if one.id.startswith("evacuate")]
    assert [one.doers for one in each] == [
        ("post.qingchuan-head",),
        ("post.pinghu-head",),
        ("post.jiangbei-head",),
    ]
    assert [one.quarters for one in each] == [1, 1, 1]


def test_a_post_that_is_named_gives_all_its_time() -> None:
    consult = action("cascade", "flood/consult-high")
    assert (consult.doers, consult.quarters) == (("post.flood-commander",), 4)
    assert consult.replaces == ("consult",)


def test_an_organisation_without_posts_is_a_unit_and_that_is_said() -> None:
    made = rehearsed("cascade")
    assert action("cascade", "flood/drainage").doers == ("unit.urban-management-bureau",)
    [said] = [one for one in made.assumed if one.about == "unit.urban-management-bureau"]
    assert "市城管局" in said.what.render()


def test_teams_and_supplies_are_drawn_and_a_higher_level_draws_more() -> None:
    teams = action("cascade", "flood/teams")
    wanted = {need.pool: need.quantity for need in teams.needs}
    assert wanted["depot.city-flood-depot/冲锋舟"] == 12
    [higher] = teams.variants
    assert higher.from_rank == 3
    assert {n.pool: n.quantity for n in higher.needs}["depot.city-flood-depot/冲锋舟"] == 30
    assert {"team.fire-heavy"} <= {need.pool for need in higher.needs}


def test_a_team_leaves_after_the_time_that_its_register_gives() -> None:
    fire = pool("cascade", "team.fire-heavy")
    assert (fire.stock, fire.prepare, fire.consumable) == (1, exactly(300), False)


def test_other_depots_lend_those_first_that_the_action_names() -> None:
    bags = pool("cascade", "depot.city-flood-depot/编织袋")
    assert bags.consumable
    assert bags.stock == 600_000
    named = [one for one in bags.agreements if not one.keeps]
    assert bags.agreements[: len(named)] == tuple(named)
    assert {one.lender.partition("/")[0] for one in named} >= {"depot.jiangbei-depot"}


def test_depots_are_asked_by_level_and_then_where_it_happens() -> None:
    lights = pool("cascade", "depot.city-rescue-depot/照明灯")  # in 青川县, 平湖县 and 江北区
    asked = [one.lender.partition("/")[0].removeprefix("depot.") for one in lights.agreements]
    assert asked[:9] == [
        "city-flood-depot",
        "power-depot",
        "jiangbei-depot",
        "pinghu-depot",
        "qingchuan-depot",
        "baisha-depot",
        "jiangnan-depot",
        "lingang-depot",
        "yunxi-depot",
    ]
    assert len(asked) > 9


def test_limits_and_durations_say_where_they_come_from() -> None:
    made = rehearsed("cascade")
    activate = action("cascade", "flood/activate")
    assert [(limit.from_rank, limit.seconds) for limit in activate.deadlines] == [
        (0, 1800),
        (3, 900),
        (4, 600),
    ]
    evacuate = action("cascade", "geology/evacuate")
    assert (evacuate.duration.least, evacuate.duration.likely) == (5400, 9000)
    about = {one.about for one in made.assumed}
    assert "geology/evacuate" not in about
    assert "flood/activate" in about


def test_the_drill_says_how_long_an_action_takes_and_the_plan_need_not() -> None:
    assert action("flood-rise-and-fall", "flood/activate").duration.likely == 1200
    assert action("flood-season", "flood/activate").duration == durations.estimate("通知", "").span


def test_first_measures_are_early_and_what_comes_last_is_after_the_end() -> None:
    assert action("cascade", "flood/verify").is_early
    assert not action("cascade", "flood/activate").is_early
    assert action("cascade", "master/terminate").after_end
    assert action("cascade", "flood/recovery.调查评估").after_end


def test_a_condition_in_words_skips_what_the_scenario_does_not_speak_of() -> None:
    skipped = {r.entity for r in played("cascade").of("task_skipped")}
    assert "flood/reservoir-rescue#1" in skipped
    assert "flood/chemical-park#1" not in {r.entity for r in played("army").of("task_start")}


def test_levels_are_decided_by_posts_in_the_time_that_the_plan_allows() -> None:
    levels = {level.rank: level for level in plan("cascade", "flood").levels}
    assert [levels[rank].authority for rank in (1, 2, 3, 4)] == [
        "post.flood-office-director",
        "post.flood-deputy",
        "post.flood-commander",
        "post.flood-commander",
    ]
    assert levels[4].delay == exactly(900)
    assert levels[1].clause == "响应级别“Ⅳ级”"


def test_a_row_on_the_level_of_a_plan_that_runs_asks_how_it_runs() -> None:
    hazchem = plan("cascade", "hazchem")
    asked = [one for level in hazchem.levels if level.when for one in atoms(level.when)]
    assert LevelIs("blackout", 3) in asked
    dimensions = {fact.dimension for fact in rehearsed("cascade").script.facts}
    assert "blackout-response-level" not in dimensions
    own = {cell.dimension for one in asked if isinstance(one, Row) for cell in one.rule.conditions}
    assert not [name for name in own if name.endswith("response-level")]


def test_links_call_other_plans_of_the_drill_and_no_others() -> None:
    links = {link.id: link for link in rehearsed("cascade").world.links}
    chain = links["flood~cascades_to→geology"]
    assert (chain.kind, chain.levels) == (LinkKind.ACTIVATE, ((4, 3), (3, 2), (2, 1)))
    assert {link.target for link in links.values()} <= {
        one.id for one in rehearsed("cascade").world.plans
    }
    assert rehearsed("army").world.links == ()


def test_reports_have_their_limits_and_their_follow_ups() -> None:
    rules = {rule.id: rule for rule in rehearsed("army").world.reports}
    first = rules["flood~first~org.jiangnan-government→org.flood-office"]
    assert (first.within, first.every, first.channels) == (
        1800,
        7200,
        ("channel.电话", "channel.政务网络", "channel.卫星电话"),
    )
    up = rules["flood~first~org.flood-office→org.province-flood-command~特别重大+重大+较大"]
    assert (up.within, up.final) == (1800, 0)
    last = rules["flood~final~org.flood-office→org.province-flood-command"]
    assert (last.on, last.final, last.stage) == (None, 7 * 86_400, Stage.FINAL)


def test_follow_ups_have_the_rhythm_of_the_level_and_a_level_says_the_grade() -> None:
    rules = {rule.id: rule for rule in rehearsed("cascade").world.reports}
    ends = "org.hazchem-office→org.province-emergency"
    rhythms = {one: rules[f"hazchem~follow-up~{ends}~{one}"] for one in ("Ⅰ级+Ⅱ级", "Ⅲ级+Ⅳ级")}
    lower = AllOf((LevelIs("hazchem", 1), Not(LevelIs("hazchem", 3))))
    assert {name: (one.every, one.on) for name, one in rhythms.items()} == {
        "Ⅰ级+Ⅱ级": (3_600, LevelIs("hazchem", 3)),
        "Ⅲ级+Ⅳ级": (7_200, lower),
    }
    first = rules[f"hazchem~first~{ends}~特别重大+重大+较大"]
    assert first.on == AnyOf((GradeIs("event.hazchem", 2), LevelIs("hazchem", 2)))


def test_a_leak_after_the_start_of_its_response_is_reported_up_to_the_province() -> None:
    owed = [
        (r.t, r.role.removeprefix("org."), str(r.data["to"]).removeprefix("org."), r.data["stage"])
        for r in played("cascade").of("report_owed")
        if r.plan == "hazchem" and 7 * 3_600 <= r.t < 10 * 3_600
    ]
    desks = ("emergency-committee-office", "government-office", "hazchem-office")
    above = ("city-government", "city-party-committee", "province-emergency")
    assert owed == [
        *((25_200, "chemical-park", one, "first") for one in desks),
        *((25_200, "petrochem", one, "first") for one in ("chemical-park", "pinghu-government")),
        *((25_800, "pinghu-government", one, "first") for one in desks),
        *((27_600, "hazchem-office", one, "first") for one in above),
        (29_400, "hazchem-office", "hazchem-command", "follow-up"),
        *(
            (34_800, "hazchem-office", one, "follow-up")
            for one in ("city-government", "province-emergency")
        ),
    ]
    ends = {r.plan for r in played("cascade").of("report_owed") if r.data["stage"] == "final"}
    assert ends == {"blackout", "flood", "geology", "hazchem", "master"}


@pytest.mark.parametrize(
    ("action", "role"),
    [("park-first", "post.chemical-park-head"), ("own-power", "unit.petrochem")],
)
def test_whoever_loses_power_sees_it_and_waits_for_nobody(action: str, role: str) -> None:
    """An observer registered under a word for many is who the drill says it means."""
    name = f"blackout/{action}#1"
    [start] = [r for r in played("cascade").of("task_start") if r.entity == name]
    assert (start.t, start.role) == (19_800, role)


def test_the_province_takes_over_and_gives_command_back() -> None:
    trace = played("province-takeover")
    [done] = [r for r in trace.of("handover_done") if r.entity == "event.hazchem"]
    assert done.data["to"] == "body.province-hazchem-command"
    assert done.t >= 5 * 3600
    commanders = [r.role for r in trace.of("commander") if r.entity == "event.hazchem"]
    assert commanders[-2:] == ["desk.province-hazchem-command", "post.hazchem-commander"]


def test_an_order_of_the_province_is_taken_back_and_the_response_ends() -> None:
    assert [one.rank for one in rehearsed("province-takeover").script.orders] == [4, 0]
    for name in ("false-alarm", "flood-rise-and-fall", "province-takeover"):
        plans = {one.id for one in rehearsed(name).world.plans}
        assert {record.plan for record in played(name).of("plan_ended")} == plans


def test_an_outage_takes_away_what_the_world_has() -> None:
    made = rehearsed("night-landslide")
    lost = {(one.lost, one.id) for one in made.script.outages}
    assert (Lost.CHANNEL, "channel.石坪镇移动通信") in lost
    assert (Lost.PERSON, "person.金某七") in lost
    waits = played("night-landslide").of("message_waits")
    assert [r.role for r in waits] == ["org.shiping-government"]


def test_what_an_outage_does_not_touch_is_said() -> None:
    view = drills()["blackout-blind"]
    outages = tuple(
        one.model_copy(update={"what": "西山微波链路"}) for one in view.drill.outages[-1:]
    )
    drill = view.drill.model_copy(update={"outages": outages})
    made = rehearsal(corpus(), DrillView(drill, view.file, view.system, view.plans))
    said = [one.what.render() for one in made.assumed]
    assert [text for text in said if "西山微波链路" in text]


def test_every_outage_of_the_demonstration_touches_something() -> None:
    for name in NAMES:
        rests = "nothing in the plans of the drill rests on it"
        found = [one.what.render() for one in rehearsed(name).assumed if one.source.msgid == rests]
        assert found == []


def test_warnings_of_the_plans_follow_from_the_facts() -> None:
    warned = [(one.hazard, one.time, one.rank) for one in rehearsed("cascade").script.warnings]
    assert warned == [
        ("warning.geology", 0, 2),
        ("warning.geology", 7200, 3),
        ("warning.geology", 64_800, 0),
        ("warning.hazchem", 20_700, 2),
        ("warning.hazchem", 43_200, 0),
    ]


@pytest.mark.parametrize("kind", list(EntryKind))
def test_entries_stand_in_files_that_there_are(kind: EntryKind) -> None:
    for entry in rehearsed("cascade").index.of(kind):
        assert entry.name
        assert not entry.file or (PLANS / entry.file).is_file()


def test_the_index_names_levels() -> None:
    index = rehearsed("cascade").index
    assert index.level("flood", 3) == "Ⅱ级"
    assert index.level("flood", 0) == ""
    assert level_id("flood", 3) in index
    assert index.get("nobody") is None
    assert index.name("nobody") == "nobody"


def changed(folder: Path, file: str, old: str, new: str) -> Rehearsal:
    """Return the drill `extreme` of the demonstration with *old* as *new* in a register."""
    copytree(PLANS, folder / "plans")
    path = folder / "plans" / "registry" / file
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")
    plans, findings = load(folder / "plans")
    assert findings == ()
    views, more = load_drills(folder / "plans", plans)
    assert more == ()
    return rehearsal(plans, next(view for view in views if view.drill.id == "extreme"))


def test_parties_of_agreements_send_what_they_promise_after_all_depots() -> None:
    food = pool("extreme", "depot.city-relief-depot/方便食品")
    sent = "agreement.supplies-agreement/1/方便食品"
    assert food.agreements[-1] == Agreement(sent, travel=exactly(3 * 3600))
    promised = pool("extreme", sent)
    assert (promised.stock, promised.consumable, promised.agreements) == (30_000, True, ())
    made = rehearsed("extreme")
    assert made.index.name(sent) == "重点商贸企业：方便食品"
    told = [one.what.render("en") for one in made.assumed if not one.about]
    assert "no help comes by “救灾物资产能储备和协议采购协议”" not in told
    assert any(text.startswith("no help comes by") for text in told)


def test_an_agreement_that_has_expired_sends_nothing(tmp_path: Path) -> None:
    made = changed(tmp_path, "mechanisms.yaml", "有效期至: 2028-04-07", "有效期至: 2026-01-01")
    assert [one.id for one in made.world.pools if one.id.startswith("agreement.")] == []


def test_a_depot_fills_up_what_falls_below_its_reserve(tmp_path: Path) -> None:
    stock = "{名称: 方便食品, 数量: 60000, 单位: 份, 最低储备: 40000, 有效期至: 2026-12-31"
    order = f"{stock}, 补充: {{数量: 20000, 到货时限: 12小时}}"
    made = changed(tmp_path, "depots.yaml", stock, order)
    [food] = [one for one in made.world.pools if one.id == "depot.city-relief-depot/方便食品"]
    assert food.restock == Restock(40_000, 20_000, exactly(12 * 3600))
    trace = play(made)
    pairs = [(r.type, r.entity, r.data["quantity"]) for r in trace.of("restock_ordered")]
    assert pairs[0] == ("restock_ordered", food.id, 20_000)
    first = trace.of("restock_ordered")[0]
    [come, *_] = trace.of("restocked")
    assert come.t == first.t + 12 * 3600
    told = {line.text.render("en") for line in chronicle(made, trace)}
    name = "市救灾物资库：方便食品"
    assert {f"{name}: 20000 are ordered", f"{name}: 20000 come in"} <= told


def test_what_lies_in_one_of_several_places_reports_to_its_own_government() -> None:
    rules = rehearsed("cascade").world.reports
    told = {rule.receiver for rule in rules if rule.sender == "org.gaoling-government"}
    assert told == {"org.qingchuan-government"}
    parks = {
        rule.receiver
        for rule in rules
        if rule.sender == "org.chemical-park" and rule.plan == "blackout"
    }
    governments = {f"org.{name}-government" for name in ("qingchuan", "pinghu", "jiangbei")}
    assert parks & governments == {"org.pinghu-government"}


def test_what_lies_in_none_of_the_places_reports_to_none_of_their_governments() -> None:
    rules = rehearsed("blackout-blind").world.reports
    told = {rule.receiver for rule in rules if rule.sender == "org.chemical-park"}
    assert told == {"org.power-grid"}
    users = {rule.receiver for rule in rules if rule.sender == "org.key-power-users"}
    assert users >= {"org.jiangbei-government", "org.jiangnan-government"}


def test_a_town_in_another_county_is_not_asked_about_the_park() -> None:
    asked = [r.role for r in played("cascade").of("verify_opened") if r.plan == "hazchem"]
    assert "org.gaoling-government" not in asked
    asked = [r.role for r in played("cascade").of("verify_opened") if r.plan == "geology"]
    assert "org.gaoling-government" in asked


def test_the_city_leads_the_bodies_of_its_special_plans() -> None:
    led = [(r.entity, r.data) for r in played("province-takeover").of("command_under")]
    assert led == [
        ("event.hazchem", {"body": f"body.{one}", "leader": f"body.{other}"})
        for one, other in (
            ("hazchem-command", "emergency-committee"),
            ("province-hazchem-command", "province-emergency-committee"),
            ("hazchem-command", "emergency-committee"),
        )
    ]


def test_what_is_lent_is_asked_for_sent_used_and_given_back() -> None:
    trace = played("mutual-aid")
    lent = [
        (r.type, str(r.data["lender"]).rpartition("/")[0])
        for r in trace.of("aid_granted", "loan_arrived", "loan_returned")
        if str(r.data.get("pool") or r.entity).endswith("防化服")
    ]
    base, county = "agreement.hazchem-agreement/3", "depot.pinghu-depot"
    assert lent == [
        ("aid_granted", county),
        ("aid_granted", base),
        ("loan_arrived", county),
        ("loan_arrived", base),
        ("loan_returned", county),
        ("loan_returned", base),
    ]
    [used] = [r for r in trace.of("task_start") if r.entity == "hazchem/extinguish#1"]
    arrived, returned = (trace.of(kind)[-1].t for kind in ("loan_arrived", "loan_returned"))
    assert arrived <= used.t < returned


def test_who_judges_something_and_reports_to_nobody_tells_who_asks_for_it() -> None:
    view = drills()["cascade"]
    steps = list(view.drill.developments)
    slide, fall = (next(s for s in steps if s.title == name) for name in ("高岭乡滑坡", "倒塔停电"))
    assert [name for name in slide.holds if "危及输电线路" in name] == list(slide.holds[2:])
    steps[steps.index(slide)] = slide.model_copy(update={"holds": slide.holds[:2]})
    steps[steps.index(fall)] = fall.model_copy(update={"holds": slide.holds[2:]})
    drill = view.drill.model_copy(update={"developments": tuple(steps)})
    made = rehearsal(corpus(), DrillView(drill, view.file, view.system, view.plans))
    before = {hop.id for hop in rehearsed("cascade").world.hops}
    assert [hop.id for hop in made.world.hops if hop.id not in before] == [
        "org.power-grid→org.geology-office"
    ]

"""What two rules say of one slip is said once."""

from __future__ import annotations

from dataclasses import replace

from planforge.findings import Finding, Place, Severity, Span
from planforge.i18n import msg
from planforge.rules import catalogue as _catalogue  # noqa: F401 - enters every rule
from planforge.rules.doubles import without_doubles


def found(rule: str, place: Place, *related: Place) -> Finding:
    said = tuple((other, msg("here")) for other in related)
    return Finding(rule, Severity.ERROR, place, msg("wrong"), related=said)


ID = Place("special/a/plan.yaml", ("id",))
UNIT = Place("registry/organizations.yaml", ("organisations", 3))
NAME = Place(UNIT.file, (*UNIT.pointer, "name"))
DESK = Place("special/a/plan.yaml", ("reports", 0, "recipient", 0))


def test_the_more_specific_one_is_kept() -> None:
    taken, odd = found("STR003", ID), found("STR001", ID)
    assert without_doubles([odd, taken]) == [taken]
    desk, unit = found("RPT005", DESK, UNIT), found("RGS005", NAME)
    assert without_doubles([unit, desk]) == [desk]


def test_a_level_with_an_undeclared_name_is_the_only_slip_of_its_plan() -> None:
    name = found("STR005", Place(ID.file, ("levels", "三级")))
    gap = found("LVL005", Place(ID.file, ("levels", "Ⅱ级", "triggers", 0)))
    text = found("PRO002", Place("special/a/plan.md"))
    other = found("LVL005", Place("special/b/plan.yaml", gap.place.pointer))
    end = found("LVL003", gap.place)
    assert without_doubles([gap, name, text, other, end]) == [name, other, end]
    missing = found("STR005", Place(ID.file, ("levels",)))
    assert without_doubles([gap, missing]) == [gap, missing]


def test_other_places_are_other_slips() -> None:
    odd, unit = found("STR001", ID), found("RGS005", NAME)
    elsewhere = found("STR003", Place("special/b/plan.yaml", ("id",)))
    other = found("RPT005", DESK, Place(UNIT.file, ("organisations", 4)))
    assert without_doubles([odd, unit]) == [odd, unit]
    assert without_doubles([odd, elsewhere, unit, other]) == [odd, elsewhere, unit, other]


def test_what_rests_on_a_reported_place_follows_from_it() -> None:
    cell = Place(ID.file, ("levels", "Ⅱ级", "triggers", 0, "rows", 1, "water_level"))
    end = Place(ID.file, ("levels", "Ⅱ级", "termination", "when", 0))
    bound, left = found("LVL006", cell), found("LVL021", end, cell)
    assert without_doubles([left, bound]) == [bound]
    elsewhere = found("LVL006", Place("special/b/plan.yaml", cell.pointer))
    other = found("LVL006", Place(ID.file, (*cell.pointer[:-1], "rain")))
    odd = found("LVL003", cell)
    assert without_doubles([left, elsewhere, other, odd]) == [left, elsewhere, other, odd]


def test_levels_that_other_plans_lead_to_follow_from_the_name_of_the_level() -> None:
    name = found("STR005", Place(ID.file, ("levels", "三级")))
    link = Place("special/b/plan.yaml", ("links", 0, "levels", "Ⅰ级"))
    unknown = found("LNK008", link, Place(ID.file, ("levels",)))
    differs = found("LNK015", link, Place(ID.file, ("levels", "三级", "triggers", 0)))
    assert without_doubles([unknown, differs, name]) == [name]
    right = found("LNK008", link, Place("special/c/plan.yaml", ("levels",)))
    assert without_doubles([right, name]) == [right, name]


def test_deadlines_of_two_actions_with_one_id_follow_from_the_id() -> None:
    again = found(
        "REF010", Place(ID.file, ("actions", 3, "id")), Place(ID.file, ("actions", 1, "id"))
    )
    slower = found(
        "TIM003",
        Place(ID.file, ("actions", 3, "deadline")),
        Place(ID.file, ("actions", 1, "deadline")),
    )
    later = found(
        "TIM001",
        Place(ID.file, ("actions", 7, "deadline")),
        Place(ID.file, ("actions", 1, "deadline")),
    )
    other = found("TIM003", Place(ID.file, ("actions", 5, "deadline")))
    assert without_doubles([slower, later, other, again]) == [other, again]


def test_the_uses_of_a_name_that_two_entries_share_are_told_where_they_share_it() -> None:
    def named(rule: str, place: Place, *related: Place) -> Finding:
        text = msg("“{name}” is wrong", name="市应急局")
        said = tuple((other, msg("here")) for other in related)
        return Finding(rule, Severity.ERROR, place, text, related=said)

    other = Place(UNIT.file, ("organisations", 7))
    clash = named("REF009", Place(UNIT.file, (*other.pointer, "short_names", 1)), UNIT)
    uses = [
        named("REF002", Place(f"special/{plan}/plan.yaml", ("actions", i)), UNIT, other)
        for plan in "ab"
        for i in (10, 9, 2)
    ]
    third = Place(UNIT.file, ("organisations", 9))
    group = named("REF002", Place("special/c/plan.yaml", ("actions", 1)), UNIT, third)
    told, left = without_doubles([*uses, group, clash])
    assert left.place == clash.place
    assert told == group
    shown = [place.pointer for place, _text in left.related]
    assert shown == [UNIT.pointer, ("actions", 2), ("actions", 2), ("actions", 9)]
    assert left.related[1][1].render("en") == "It is used here, one of 6 places"


def test_uses_of_a_name_lost_to_that_of_another_entry_are_told_with_it() -> None:
    other = Place(UNIT.file, ("organisations", 7))
    text = msg(
        "“{name}” stands for {entry} here, but already for {other}",
        name="市政府",
        entry="中共清河市委员会",
        other="清河市人民政府",
    )
    here = ((other, msg("here")),)
    place = Place(UNIT.file, (*UNIT.pointer, "short_names", 0))
    clash = Finding("REF009", Severity.ERROR, place, text, related=here)

    def unknown(name: str, i: int) -> Finding:
        at = Place("special/a/plan.yaml", ("actions", i))
        return Finding("REF001", Severity.ERROR, at, msg("No unit is “{name}”", name=name))

    elsewhere = [unknown("市水委", 3), unknown("市", 4), unknown("市人政", 5)]
    told, *left = without_doubles([clash, unknown("市委", 1), unknown("市委", 2), *elsewhere])
    assert left == elsewhere
    assert told.hint is not None
    assert told.hint.render("en") == (
        "2 places name “市委”, which nothing carries: is that the name of 中共清河市委员会?"
    )
    assert [one.pointer for one, _text in told.related] == [
        other.pointer,
        ("actions", 1),
        ("actions", 2),
    ]
    assert without_doubles([clash, *elsewhere]) == [clash, *elsewhere]


def test_a_drill_that_rests_on_a_level_at_fault_is_not_told_beside_it() -> None:
    bound = found("LVL005", Place(ID.file, ("levels", "Ⅱ级", "triggers", 0)))
    tables = Place(ID.file, ("levels",))
    expected = Place("drills/d/drill.yaml", ("developments", 0, "levels", "a"))
    drill = found("DRL016", expected, tables)
    assert without_doubles([drill, bound]) == [bound]
    elsewhere = found("LVL005", Place("special/b/plan.yaml", bound.place.pointer))
    assert without_doubles([drill, elsewhere]) == [drill, elsewhere]
    name, part = (
        found("STR005", Place(ID.file, ("levels", "三级"))),
        found("DRL003", expected, tables),
    )
    assert without_doubles([part, name]) == [name]


def test_a_unit_that_an_unknown_name_may_stand_for_is_not_missed() -> None:
    member = Place(ID.file, ("command", "members", 0, "unit"))
    hint = msg("Did you mean {names}?", names=("市水务局", "市水文局"))
    unknown = Finding("REF001", Severity.ERROR, member, msg("{name}", name="市水利局"), hint)

    def outside(unit: str, file: str = ID.file) -> Finding:
        lead = Place(file, ("command", "groups", 0, "lead"))
        return Finding("ORG012", Severity.WARNING, lead, msg("{unit} leads", unit=unit))

    own, other = outside("市水务局"), outside("市公安局")
    elsewhere = outside("市水务局", "special/b/plan.yaml")
    assert without_doubles([unknown, own, other, elsewhere]) == [unknown, other, elsewhere]
    assert without_doubles([own]) == [own]


def test_a_row_that_a_link_and_a_level_speak_against_is_told_alone() -> None:
    row = Place("special/b/plan.yaml", ("levels", "Ⅳ级", "triggers", 0))
    cell = Place(row.file, (*row.pointer, "停电级别"))
    above = Place(row.file, ("levels", "Ⅲ级", "triggers", 0, "停电级别"))
    link = found("LNK015", Place(ID.file, ("links", 0, "levels", "Ⅲ级")), row)
    gap = found("LVL005", above, cell)
    told = Finding(
        "LVL005", Severity.ERROR, cell, msg("wrong"), related=((above, msg("the other row")),)
    )
    assert without_doubles([link, gap]) == [told]
    there = found("LVL005", cell, above)
    assert without_doubles([link, there]) == [there]
    elsewhere = found("LVL005", above, Place(row.file, ("levels", "Ⅱ级", "triggers", 0, "雨量")))
    assert without_doubles([link, elsewhere]) == [link, elsewhere]


def test_a_wrong_predecessor_is_told_once() -> None:
    after = Place(ID.file, ("actions", 3, "after", 1))
    idle = found("TIM008", after, Place(ID.file, ("actions", 7)))
    later = found("TIM018", after, Place(ID.file, ("actions", 7, "phase")))
    assert without_doubles([later, idle]) == [idle]
    other = found("TIM018", Place(ID.file, (*after.pointer[:-1], 0)))
    assert without_doubles([other, idle]) == [other, idle]


def test_what_rests_on_a_wrong_level_stock_or_list_of_names_is_told_with_it() -> None:
    action = Place(ID.file, ("actions", 7))
    level = found("REF005", Place(ID.file, (*action.pointer, "first_level")))
    waits = found("TIM008", Place(ID.file, ("actions", 9, "after", 0)), action)
    stock = Place("registry/depots.yaml", ("depots", 0, "supplies", 2))
    low = found("RGS007", Place(stock.file, (*stock.pointer, "quantity")))
    short = found("RES002", Place(ID.file, (*action.pointer, "calls", "supplies", "帐篷")), stock)
    assert without_doubles([level, waits, low, short]) == [level, low]
    at, chain = Place(ID.file, ("reports", 0, "recipient", 0)), Place(ID.file, ("reports",))
    unknown = msg("No {name}", name="市防办、市应急办")
    name = replace(found("REF001", at), message=unknown, hint=msg("Correct it"))
    broken = replace(found("RPT009", chain), message=msg("nobody tells {unit}", unit="市防办"))
    other = replace(found("RPT009", chain), message=msg("nobody tells {unit}", unit="市委"))
    assert without_doubles([name, broken, other]) == [name, other]


def test_an_action_that_runs_into_the_one_before_is_not_missed_by_others() -> None:
    again = found("SRC013", Place(ID.file, span=Span(908, 5, 908, 7)))
    merged = replace(again, message=msg("{keys} again", keys=("编号", "名称")))
    waits = found("REF006", Place(ID.file, ("actions", 9, "after")))
    drill = found("DRL003", Place("drills/a/drill.yaml", ("expected", 0)))
    elsewhere = found("REF006", Place("special/b/plan.yaml", ("actions", 2, "after")))
    assert without_doubles([merged, waits, drill, elsewhere]) == [merged, elsewhere]
    other = replace(again, message=msg("{key} again", key="名称"))
    assert without_doubles([other, waits, drill]) == [other, waits, drill]


def test_a_date_or_a_level_that_is_wrong_is_not_held_against_the_text_too() -> None:
    edition = Place(ID.file, ("edition", "effective"))
    early = found("STR006", edition)
    text = Place("special/a/plan.md")
    said = found("PRO011", text, Place(ID.file, ("edition",)))
    assert without_doubles([early, said]) == [early]
    name, listed = found("STR005", Place(ID.file, ("levels", "Ⅲ"))), found("LVL047", text)
    assert without_doubles([name, listed]) == [name]

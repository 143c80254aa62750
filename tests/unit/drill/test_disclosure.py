"""What players must not know is in no byte of what they are given."""

from __future__ import annotations

from fractions import Fraction

from planforge.drill.chance import exactly
from planforge.drill.disclosure import Audience, Reader, disclosed
from planforge.drill.means import Hop, Indicator
from planforge.drill.script import FactAt, Lost, Outage, Script
from planforge.drill.trace import canonical
from planforge.drill.work import Action, Deadline
from tests.unit.drill.worlds import plan, rehearse, world

TRACE = rehearse(
    world(
        plan(Action("evacuate", exactly(900), ("chief",), deadlines=(Deadline(600),))),
        indicators=(Indicator("dam_breaks", ("reservoir",)),),
        hops=(Hop("call", "reservoir", "hq"),),
    ),
    Script(
        9000,
        (FactAt(10, "deaths", Fraction(1)), FactAt(300, "dam_breaks", Fraction(1))),
        outages=(Outage(Lost.CHANNEL, "satellite", 50),),
    ),
)
SECRETS = ("dam_breaks", "satellite", "evacuate", "deadline_missed")


def text(reader: Reader, *, is_demonstration: bool = False) -> str:
    records = disclosed(TRACE, reader, is_demonstration=is_demonstration)
    return "\n".join(canonical(record.as_json()) for record in records)


def told(reader: Reader, *, is_demonstration: bool = False) -> list[str]:
    """Return which secrets stand in what *reader* is given."""
    given = text(reader, is_demonstration=is_demonstration)
    return [secret for secret in SECRETS if secret in given]


def test_15_each_audience_is_told_what_it_may_know() -> None:
    found = {
        audience: told(Reader(audience, frozenset({"hq"}), frozenset({"chief"})))
        for audience in Audience
    }
    assert found == {
        Audience.PLAYER: [],
        Audience.ROLE_PLAYER: [],
        Audience.CONTROLLER: ["dam_breaks", "satellite", "evacuate"],
        Audience.EVALUATOR: list(SECRETS),
        Audience.OBSERVER: [],
        Audience.STEERING: list(SECRETS),
    }


def test_15_a_demonstration_is_known_beforehand_but_for_findings() -> None:
    player = Reader(Audience.PLAYER)
    assert told(player, is_demonstration=True) == ["dam_breaks", "satellite", "evacuate"]


def test_15_findings_about_others_are_not_an_evaluators() -> None:
    assert "deadline_missed" not in told(Reader(Audience.EVALUATOR))


def test_15_a_role_player_knows_the_own_part_alone() -> None:
    simulated = Reader(Audience.ROLE_PLAYER, frozenset({"reservoir"}))
    assert [record.type for record in disclosed(TRACE, simulated)] == ["message_sent"]
    assert told(simulated) == ["dam_breaks"]

"""The weaknesses that rehearsals find: E01 to E14, what each means and why it matters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.findings import Severity
from planforge.frozen import dataclass
from planforge.i18n import msg

if TYPE_CHECKING:
    from planforge.i18n import Message


@dataclass(frozen=True, slots=True)
class WeaknessKind:
    """What is known of a sort of weakness.

    Attributes:
        id: E01 to E14; never used again for another.
        severity: How bad it usually is; one finding may be worse or milder.
        title: What is wrong, in a few words.
        how: When exactly it is told.
        why: Why it matters.
        example: What one looks like.
    """

    id: str
    severity: Severity
    title: Message
    how: Message
    why: Message
    example: Message


KINDS: Final = (
    WeaknessKind(
        "E01",
        Severity.WARNING,
        msg("An action is never done"),
        msg(
            "When the scenario or the response ends the action is open, and nothing that may still "
            "come lets it go on: actions wait for one another in a ring, what comes before was "
            "called off, nobody tells a fact, people or supplies never come; or it broke off and "
            "nobody took it up. Actions that only wait for such a one are counted with it."
        ),
        msg("What hangs in a rehearsal is not done in the night when it counts either."),
        msg(
            "“Release the water” waits for “Clear the river bed”, which waits for “Release the "
            "water”"
        ),
    ),
    WeaknessKind(
        "E02",
        Severity.WARNING,
        msg("A limit is not kept"),
        msg(
            "An action ends, or a report arrives, after its limit; the last second of a limit is "
            "still in time. The time since the limit began to run is split by cause without a "
            "rest: information, decision, what comes before, people, teams, supplies, travel, "
            "outages, the work itself."
        ),
        msg("Only the split says what to change: more people do not help where a report is late."),
        msg("Moving people out takes 2 h 10 min of 90 min, 45 min of it waiting for buses"),
    ),
    WeaknessKind(
        "E03",
        Severity.WARNING,
        msg("A person or a team is wanted at two places at once"),
        msg(
            "Work waits for a person or a team that another action has, and thereby misses its "
            "limit or waits for more than twice as long as it takes. A person is one capacity "
            "across all plans and posts."
        ),
        msg("Each plan alone looks feasible; only together do they call one person or team twice."),
        msg("The deputy mayor signs the warning of one plan while another waits for his order"),
    ),
    WeaknessKind(
        "E04",
        Severity.WARNING,
        msg("Supplies run short"),
        msg(
            "Work waits for supplies that others have or that are used up, and thereby misses its "
            "limit or waits for more than twice as long as it takes."
        ),
        msg("What two plans count on is there only once."),
        msg("Six of eight buses are with the flood; the landslide waits 45 min for three"),
    ),
    WeaknessKind(
        "E05",
        Severity.ADVICE,
        msg("A response starts late, or not at all"),
        msg(
            "The facts give a level, and at least ten minutes beside the time of the decision go "
            "by before it is decided, or it never is. The time is split into information, "
            "messages, decision and nobody being there."
        ),
        msg("All limits run from the start of the response: what is lost before it nobody sees."),
        msg("The water passes the mark at 02:00; the office hears of it at 02:40"),
    ),
    WeaknessKind(
        "E06",
        Severity.ERROR,
        msg("Command is broken"),
        msg(
            "Nobody of the commanding post is there, two plans in force have two bodies command "
            "one incident and neither is above the other, a level is decided by a post without "
            "the authority for it, or a plan runs below the level that its superior ordered."
        ),
        msg("One body commands at every moment, and one only."),
        msg("The commander and the deputy are both out of reach, and nobody comes next"),
    ),
    WeaknessKind(
        "E07",
        Severity.WARNING,
        msg("Decisions are withdrawn again and again"),
        msg("Two or more decisions of a plan are prepared and withdrawn, as the facts fell back."),
        msg("Who has been called out in vain twice comes late the third time."),
        msg("Level III is prepared at 3:00 and at 5:00, and withdrawn both times"),
    ),
    WeaknessKind(
        "E08",
        Severity.ERROR,
        msg("Plans start one another without end"),
        msg("A thousand rounds of events in one second; the ring is named."),
        msg("A ring of links that gains level has no end on paper and none in command."),
        msg("A at III starts B at II, and B at II starts A at II"),
    ),
    WeaknessKind(
        "E09",
        Severity.WARNING,
        msg("A level flutters"),
        msg(
            "More than two changes of level, up and down, within the hold time of the plan, or "
            "within two hours if that is shorter."
        ),
        msg("Those called out and sent home in turns stop trusting the plan."),
        msg("Raised at 10:00, lowered at 11:00, raised at 11:30"),
    ),
    WeaknessKind(
        "E10",
        Severity.WARNING,
        msg("A response cannot end"),
        msg(
            "At the end of the scenario the response runs on although nothing says when it ends, "
            "nobody tells all that its end at the level in force depends on, or its condition "
            "holds and something stands against it. A scenario that ends before its response does "
            "is no weakness."
        ),
        msg("Who may go home is decided by somebody, or by exhaustion."),
        msg("The end waits for a figure that nobody reports"),
    ),
    WeaknessKind(
        "E11",
        Severity.WARNING,
        msg("A limit is kept only with luck"),
        msg(
            "In the run with usual times the limit is kept, and in more than one of ten runs with "
            "times drawn at random it is not."
        ),
        msg("A limit without slack is broken on the first bad day."),
        msg("On time in 164 of 200 runs; nine of ten runs take up to 72 min of 60"),
    ),
    WeaknessKind(
        "E12",
        Severity.ADVICE,
        msg("No drill ever reaches it"),
        msg("No scenario of the suite reaches the level, action, link, post, team or report."),
        msg("What was never tried is not known to work."),
        msg("Level I of the flood plan is in no scenario"),
    ),
    WeaknessKind(
        "E13",
        Severity.WARNING,
        msg("A new edition makes it worse"),
        msg(
            "With the same scenario and the same draws, an action or a level comes later than in "
            "the edition before, or no longer at all, or a weakness is new or shows in many more "
            "runs."
        ),
        msg("A change that mends one plan may break another."),
        msg("Since the change the first boat leaves 20 min later"),
    ),
    WeaknessKind(
        "E14",
        Severity.WARNING,
        msg("Somebody acts on what nobody told them"),
        msg(
            "A decision or message uses a fact that the organisation had not learnt. Where "
            "everybody knows everything: no observer, report or notice carries it there."
        ),
        msg("In a script everybody knows everything; at night the desk knows what it was told."),
        msg("The office raises the level on a river mark that no gauge reports to it"),
    ),
)
"""All sorts of weaknesses, by id."""
BY_ID: Final = {kind.id: kind for kind in KINDS}

__all__ = ["BY_ID", "KINDS", "WeaknessKind"]

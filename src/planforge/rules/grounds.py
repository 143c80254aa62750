"""What a rule rests on that no article demands: a standard, or that what is written agrees.

Every rule without a cited article is listed here with the principle that it puts to work, and where
that is set down: a section of YAML 1.2.2, or the number of a point that reviewers go by, as
`docs/zh/coverage.md` lists them.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Final, NamedTuple

from planforge.i18n import msg

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planforge.i18n import Message
    from planforge.rules.rule import Rule


class Principle(Enum):
    """What may be asked of plans, registers and drills though no article says so."""

    NOTATION = msg("files follow the notation they are written in, YAML 1.2.2")
    PLAIN_DATA = msg("files of plans are plain data, whole, and in their places")
    KNOWN_WORDS = msg("a key and its value mean one thing, which the format of plans says")
    ONE_NAME = msg("a name or number stands for one thing, and what is referred to is there")
    ONE_FACT = msg("a fact that stands in two places is the same in both")
    ORDER = msg("what is recorded has happened, and the least is no more than the most")
    NOT_ONE_PERSON = msg("what the response waits for does not hang on one person")
    FIT_FOR_ALL = msg("what is public can be read without what is internal")
    SOUND_DRILL = msg("what a drill tells and expects holds together, and fits the plans")
    HONEST_CHECK = msg("what a check leaves out, it says")


class Ground(NamedTuple):
    """What a rule without an article rests on.

    Attributes:
        principle: The principle.
        point: Where it is set down: `§6.1` of YAML 1.2.2, or the number of a point of review such
            as `X06`; empty if the principle says all.
    """

    principle: Principle
    point: str = ""

    @property
    def text(self) -> Message:
        """The principle in words, with the point."""
        if not self.point:
            return self.principle.value
        if self.point.startswith("§"):
            return msg("{principle}, {section}", principle=self.principle.value, section=self.point)
        return msg(
            "{principle} (point of review {point})",
            principle=self.principle.value,
            point=self.point,
        )


GROUNDS: Final[Mapping[str, Ground]] = {
    "CYC010": Ground(Principle.ORDER),
    "CYC025": Ground(Principle.HONEST_CHECK),
    "DRL001": Ground(Principle.ONE_NAME),
    "DRL002": Ground(Principle.ONE_NAME),
    "DRL005": Ground(Principle.SOUND_DRILL, "X06"),
    "DRL006": Ground(Principle.SOUND_DRILL, "X06"),
    "DRL007": Ground(Principle.SOUND_DRILL, "X06"),
    "DRL008": Ground(Principle.SOUND_DRILL, "X06"),
    "DRL010": Ground(Principle.SOUND_DRILL, "X01"),
    "DRL011": Ground(Principle.SOUND_DRILL, "X05"),
    "DRL012": Ground(Principle.SOUND_DRILL, "X07"),
    "DRL013": Ground(Principle.SOUND_DRILL, "X10"),
    "DRL015": Ground(Principle.SOUND_DRILL, "X08"),
    "DRL016": Ground(Principle.SOUND_DRILL, "X10"),
    "DRL017": Ground(Principle.SOUND_DRILL, "X02"),
    "DRL018": Ground(Principle.ORDER),
    "DRL023": Ground(Principle.SOUND_DRILL, "X07"),
    "DRL024": Ground(Principle.SOUND_DRILL, "X10"),
    "DRL025": Ground(Principle.SOUND_DRILL, "X06"),
    "DRL026": Ground(Principle.SOUND_DRILL, "X06"),
    "DRL027": Ground(Principle.ONE_NAME),
    "DRL028": Ground(Principle.SOUND_DRILL, "X07"),
    "DRL029": Ground(Principle.SOUND_DRILL, "X05"),
    "DRL030": Ground(Principle.SOUND_DRILL, "X10"),
    "DRL031": Ground(Principle.SOUND_DRILL, "X06"),
    "DRL032": Ground(Principle.SOUND_DRILL, "X07"),
    "ORG007": Ground(Principle.NOT_ONE_PERSON, "B02"),
    "REF011": Ground(Principle.FIT_FOR_ALL, "OF-09"),
    "RGS029": Ground(Principle.ORDER),
    "RUN001": Ground(Principle.HONEST_CHECK),
    "SRC001": Ground(Principle.NOTATION, "§5.2"),
    "SRC002": Ground(Principle.NOTATION, "§5.1"),
    "SRC003": Ground(Principle.PLAIN_DATA),
    "SRC004": Ground(Principle.PLAIN_DATA),
    "SRC005": Ground(Principle.PLAIN_DATA),
    "SRC006": Ground(Principle.PLAIN_DATA),
    "SRC007": Ground(Principle.NOTATION, "§5.2"),
    "SRC010": Ground(Principle.NOTATION, "§3.3"),
    "SRC011": Ground(Principle.NOTATION, "§5.3"),
    "SRC012": Ground(Principle.NOTATION, "§6.1"),
    "SRC013": Ground(Principle.NOTATION, "§3.2.1.1"),
    "SRC014": Ground(Principle.KNOWN_WORDS),
    "SRC015": Ground(Principle.PLAIN_DATA),
    "SRC016": Ground(Principle.PLAIN_DATA),
    "SRC017": Ground(Principle.PLAIN_DATA),
    "SRC018": Ground(Principle.PLAIN_DATA),
    "SRC019": Ground(Principle.KNOWN_WORDS),
    "SRC020": Ground(Principle.PLAIN_DATA),
    "SRC021": Ground(Principle.PLAIN_DATA),
    "SRC030": Ground(Principle.KNOWN_WORDS),
    "SRC031": Ground(Principle.KNOWN_WORDS),
    "SRC032": Ground(Principle.KNOWN_WORDS),
    "SRC033": Ground(Principle.KNOWN_WORDS),
    "SRC034": Ground(Principle.NOTATION, "§6.6"),
    "STR001": Ground(Principle.ONE_NAME),
    "STR003": Ground(Principle.ONE_NAME),
    "STR011": Ground(Principle.ONE_FACT, "OF-01"),
    "STR015": Ground(Principle.ONE_FACT, "OF-07"),
    "STR016": Ground(Principle.ONE_NAME),
    "SUP001": Ground(Principle.HONEST_CHECK),
    "SUP002": Ground(Principle.HONEST_CHECK),
    "SUP003": Ground(Principle.HONEST_CHECK),
    "WRD018": Ground(Principle.NOTATION, "§7.4"),
}
"""Every rule without an article, by id."""


def ground_of(rule: Rule) -> Message | None:
    """Return what *rule* rests on where it cites no article; None for one that does."""
    ground = GROUNDS.get(rule.id)
    if rule.sources or ground is None:
        return None
    return msg("No article of its own. The principle: {ground}", ground=ground.text)


__all__ = ["GROUNDS", "Ground", "Principle", "ground_of"]

"""The families of rules: what the three letters of an id say a rule is about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.i18n import Message, msg

if TYPE_CHECKING:
    from collections.abc import Mapping

FAMILIES: Final[Mapping[str, Message]] = {
    "SRC": msg("Files that cannot be read as they stand"),
    "STR": msg("Structure of the plan system"),
    "REF": msg("Names and references"),
    "RGS": msg("Registers"),
    "ORG": msg("Organisations, posts and duties"),
    "LVL": msg("Response levels and start conditions"),
    "WRN": msg("Early warning"),
    "TIM": msg("Actions and time limits"),
    "RPT": msg("Reports and public information"),
    "RES": msg("Teams, supplies and shelters"),
    "LNK": msg("Links between plans"),
    "CNT": msg("Content that articles demand"),
    "PRO": msg("Text of the plan"),
    "WRD": msg("Wording and worth"),
    "CYC": msg("Editions and cycles"),
    "DRL": msg("Drills"),
    "SUP": msg("Suppressions and settings"),
    "RUN": msg("The check itself"),
}
"""First three letters of the ids of a family → what it is about, in the order of a plan."""


def family_of(rule_id: str) -> str:
    """Return the family of the rule *rule_id*: its first three letters."""
    return rule_id[:3]

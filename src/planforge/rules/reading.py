"""Why each problem of reading matters; what it is and how bad is said where files are read."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from planforge.i18n import Message, msg
from planforge.rules.rule import Scope, declared_rule
from planforge.source.problems import PROBLEMS

if TYPE_CHECKING:
    from collections.abc import Mapping

RATIONALES: Final[Mapping[str, Message]] = MappingProxyType(
    {
        "SRC001": msg(
            "Text in another encoding turns into wrong characters on other machines; nothing in "
            "the file can be relied on."
        ),
        "SRC002": msg(
            "Characters that cannot be seen make two equal names unequal, and nobody can see why."
        ),
        "SRC003": msg("Plans are text; a file of this size is something else or damaged."),
        "SRC004": msg("An empty file was probably cut off while it was saved or copied."),
        "SRC005": msg(
            "The plans have to be complete in themselves: what lies outside is missing for others, "
            "and may be secret; and a folder that is read twice gives every plan in it twice."
        ),
        "SRC006": msg("What the file says cannot be checked and is missing in every paper."),
        "SRC007": msg("It does no harm here, but other programs stumble over the mark."),
        "SRC010": msg("A file that is no YAML cannot be read at all; the whole plan is missing."),
        "SRC011": msg(
            "Chinese keyboards write “：” and “，” by default, which look right but are not "
            "understood."
        ),
        "SRC012": msg("Tabs have no fixed width; what belongs to what cannot be told."),
        "SRC013": msg("One of the two values would be lost without a word."),
        "SRC014": msg("Keys are the names of facts; a list or nothing cannot be one."),
        "SRC015": msg("A few lines could blow up to millions and bring the machine to a halt."),
        "SRC016": msg("Plans need only a few levels; deeper nesting is a slip or an attack."),
        "SRC017": msg("Tags could start programs in some readers; plans are only text."),
        "SRC018": msg("Everything behind the first “---” would be ignored."),
        "SRC019": msg("The same fact under two keys may have two values."),
        "SRC020": msg("A file with a mistyped name would silently be left out."),
        "SRC021": msg("Other files rest on it."),
        "SRC030": msg(
            "A time limit or number that cannot be understood cannot be checked or kept."
        ),
        "SRC031": msg("The fact is needed to check, number or file the plan."),
        "SRC032": msg("A mistyped key would silently be ignored, and with it a duty or a limit."),
        "SRC033": msg("Lists are closed so that all plans mean the same by the same word."),
        "SRC034": msg("What stands behind the “#” would be missing in every paper, unnoticed."),
    }
)
"""Why each reading problem matters, by id."""

RULES: Final = tuple(
    declared_rule(
        problem.rule,
        f"reading.{problem.slug}",
        problem.severity,
        Scope.SOURCE,
        title=problem.title,
        rationale=RATIONALES[problem.rule],
    )
    for problem in PROBLEMS.values()
)

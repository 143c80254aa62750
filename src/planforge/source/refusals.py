"""What YAML allows and plans do not: what is wrong, and what to do."""

from __future__ import annotations

from typing import Final

from planforge.i18n import msg
from planforge.source.parser import MAX_DEPTH, MAX_REPEATED

SEVERAL: Final = (
    msg("A second document starts here (“---”)."),
    msg("Write one document for each file: delete the line, or move what follows to another file."),
)
TAG: Final = (
    msg("Text that starts with “!” is a YAML tag, which plans must not use."),
    msg("Delete the tag; text that really starts with “!” goes in quotes."),
)
EMPTY_KEY: Final = (
    msg("A key is missing before the colon."),
    msg("Write the key before the colon, or delete the line."),
)
NOT_TEXT_KEY: Final = (
    msg("A key must be plain text, not a list or a mapping."),
    msg("Write the key as text; text with brackets goes in quotes."),
)
WIDE_SPACE: Final = (
    msg("The line is indented with full-width spaces."),
    msg("Indent with half-width spaces only, two for each step."),
)
WIDE_COLON: Final = (
    msg("A full-width colon “：” stands behind the key."),
    msg("Write a half-width colon and a space: “: ”."),
)
WIDE_BRACKETS: Final = (
    msg("Full-width brackets “［］” stand around the list."),
    msg("Write half-width brackets and commas: “{example}”.", example="[a, b]"),
)
LONE_ANCHOR: Final = (
    msg("A value that starts with “&” must be in quotes."),
    msg("Put the whole value in quotes."),
)
NO_SPACE: Final = (
    msg("There is no space behind the colon."),
    msg("Write a space behind the colon: “: ”."),
)
ENDLESS: Final = (
    msg("This reference contains itself."),
    msg("Write out the content here instead of the reference “*”."),
)
UNDEFINED: Final = (
    msg("Text that starts with “*” refers to an “&” name, and there is none of this name above."),
    msg("If a reference is meant, define it above with “&”; otherwise put the text in quotes."),
)
TOO_DEEP: Final = (
    msg("Lists and mappings are nested more than {limit} levels deep here.", limit=MAX_DEPTH),
    msg("Check the indentation and the brackets; plans need only a few levels."),
)
BOMB: Final = (
    msg("References repeat more than {limit} elements up to here.", limit=MAX_REPEATED),
    msg("Write out the content instead of references “*” to references."),
)
BAD_MERGE: Final = (
    msg("“<<” must refer to a mapping, or to a list of mappings."),
    msg("Write out the keys here instead."),
)

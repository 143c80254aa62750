"""Slips that people make in lines of YAML: how each looks, what is wrong, and what to do."""

from __future__ import annotations

import re
from typing import Final

from planforge.i18n import Message, msg

_KEY: Final = r"""^\s*(?:-\s+)*[^\s"'#\[\]{}:：，,-][^"'#\[\]{}:：，,]{0,30}?"""
SLIPS: Final[tuple[tuple[re.Pattern[str], str, Message, Message], ...]] = (
    (
        re.compile(r"^ *(?P<at>\t[ \t]*)"),
        "SRC012",
        msg("The line is indented with a tab."),
        msg("Indent with spaces only, two for each step."),
    ),
    (
        re.compile(r"^[ \t]*(?P<at>[\u3000\xa0][\u3000\xa0 \t]*)"),
        "SRC011",
        msg("The line is indented with full-width spaces."),
        msg("Indent with half-width spaces only, two for each step."),
    ),
    (
        re.compile(r"^\s*(?P<at>[-\u2013\u2014\uff0d\u00b7](?!-)(?:(?<=-)(?=[^\s-])|(?<!-)))"),
        "SRC010",
        msg("A list item must start with “-” and a space."),
        msg("Write a half-width “-”, a space, then the text."),
    ),
    (
        re.compile(_KEY + r"(?P<at>：)"),
        "SRC011",
        msg("A full-width colon “：” stands behind the key."),
        msg("Write a half-width colon and a space: “: ”."),
    ),
    (
        re.compile(_KEY + r"(?P<at>:)(?=[^\s:/0-9]|\d+[^\d:\s])"),
        "SRC010",
        msg("There is no space behind the colon."),
        msg("Write a space behind the colon: “: ”."),
    ),
    (
        re.compile(_KEY + r"(?P<at>:[\u3000\xa0])"),
        "SRC011",
        msg("A full-width space stands behind the colon."),
        msg("Write a half-width space behind the colon: “: ”."),
    ),
    (
        re.compile(r":\s+(?P<at>[｛［])"),
        "SRC011",
        msg("The value starts with a full-width bracket."),
        msg("Write half-width brackets, colons and commas."),
    ),
    (
        re.compile(r"[\[{,]\s*(?:[^\s\"'\[\]{},]+:\s+)?(?P<at>“[^“”]*”)\s*[,\]}]"),
        "SRC011",
        msg("Quotation marks “ ” are part of the text and hold nothing together."),
        msg('Write half-width quotation marks around the value: "…".'),
    ),
    (
        re.compile(r"[\[{][^\"'\]}]*(?P<at>，)"),
        "SRC011",
        msg("A full-width comma “，” separates the items."),
        msg("Write a half-width comma “,”; text that itself holds a comma goes in quotes."),
    ),
    (
        re.compile(r"\{.*(?P<at>，)(?=[^，,:：{}\[\]\"']{1,12}:\s)"),
        "SRC011",
        msg("A full-width comma “，” separates the items."),
        msg("Write a half-width comma “,”; text that itself holds a comma goes in quotes."),
    ),
    (
        re.compile(r":\s+(?P<at>[>|]\s*=?\s*\d.*)$"),
        "SRC010",
        msg("A value that starts with “>” or “|” must be in quotes."),
        msg('Put the whole value in quotes, for example ">= 100 mm".'),
    ),
    (
        re.compile(r":\s+(?P<at>[\[(\]][^\[\]()\"',]*\.\.[^\[\]()\"',]*[\])\[][^#,}]*)"),
        "SRC010",
        msg("A range of values must be in quotes."),
        msg('Put the whole value in quotes, for example "[3..10)".'),
    ),
    (
        re.compile(r":\s+(?P<at>\"[^\"]*\"\s*[,，、]\s*\".*)$"),
        "SRC010",
        msg("Several quoted words must be put into one value."),
        msg('Put single quotes around all of it: \'"a", "b"\', or write a list: [a, b].'),
    ),
    (
        re.compile(
            r"(?:^|:\s|-\s)\s*(?P<at>\"[^\"]*\"\s*[^\s#:,\]}\"].*|'[^']*'\s*[^\s#:,\]}'].*)$"
        ),
        "SRC010",
        msg("There is text behind the closing quotation mark."),
        msg("Put the whole value in quotes, or none of it; in the text itself use “ ”."),
    ),
    (
        re.compile(r"(?:(?:^|:\s|-\s|[\[{,]\s?)\s*(?!^%))(?P<at>[@`%].*)$"),
        "SRC010",
        msg("A value must not start with “@”, “`” or “%” unless it is in quotes."),
        msg("Put the whole value in quotes."),
    ),
)
"""Group `at` of each pattern is the place; then the rule, what is wrong, what to do."""

WIDE_SIGNS: Final = {
    "：": (
        msg("A full-width colon “：” stands behind the key."),
        msg("Write a half-width colon and a space: “: ”."),
    ),
    "，": (
        msg("A full-width comma “，” separates the items."),
        msg("Write a half-width comma “,”; text that itself holds a comma goes in quotes."),
    ),
}
"""Full-width signs behind something in quotes or brackets: what is wrong, what to do."""

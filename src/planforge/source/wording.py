"""Sentences for what pydantic found: one per type of error, in the words of an editor."""

from __future__ import annotations

import itertools
import re
import string
from typing import TYPE_CHECKING, Any, Final

from planforge.i18n import DEFAULT_LANGUAGE, Message, msg, translate

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_TEXT: Final = msg("text")
_ENTRIES: Final = msg("entries of the form “key: value”")
_LIST: Final = msg("a list")
_WHOLE: Final = msg("a whole number")
_NUMBER: Final = msg("a number")
_YES_NO: Final = msg("yes or no")
_DATE: Final = msg("a date such as 2026-03-01")
_TIME: Final = msg("a time of day such as 08:30")
_MOMENT: Final = msg("a date and time such as 2026-03-01 08:30")

EXPECTED: Final[Mapping[str, Message]] = {
    "string_type": _TEXT,
    "string_sub_type": _TEXT,
    "bytes_type": _TEXT,
    "model_type": _ENTRIES,
    "model_attributes_type": _ENTRIES,
    "dataclass_type": _ENTRIES,
    "dict_type": _ENTRIES,
    "mapping_type": _ENTRIES,
    "list_type": _LIST,
    "tuple_type": _LIST,
    "set_type": _LIST,
    "frozen_set_type": _LIST,
    "iterable_type": _LIST,
    "int_type": _WHOLE,
    "int_parsing": _WHOLE,
    "int_parsing_size": _WHOLE,
    "int_from_float": _WHOLE,
    "float_type": _NUMBER,
    "float_parsing": _NUMBER,
    "finite_number": _NUMBER,
    "decimal_type": _NUMBER,
    "decimal_parsing": _NUMBER,
    "bool_type": _YES_NO,
    "bool_parsing": _YES_NO,
    "date_type": _DATE,
    "date_parsing": _DATE,
    "date_from_datetime_parsing": _DATE,
    "date_from_datetime_inexact": _DATE,
    "time_type": _TIME,
    "time_parsing": _TIME,
    "datetime_type": _MOMENT,
    "datetime_parsing": _MOMENT,
    "datetime_from_date_parsing": _MOMENT,
    "none_required": msg("empty"),
}
"""Type of error → what should stand there. These say that the value has the wrong form."""

STRUCTURAL: Final = frozenset(t for t, what in EXPECTED.items() if what in {_TEXT, _ENTRIES, _LIST})
"""Errors that say text, list and entries were taken for each other."""

_IDENTIFIER: Final = msg("an id such as flood-team")
_ID_PATTERN: Final = r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$"
_LENGTH: Final = 40
_QUOTED: Final = re.compile(r"'([^']*)'")
_MAX_TRIALS: Final = 300


def bounds(kind: str, context: Mapping[str, Any]) -> Message | None:
    """Return what a value should be by its bounds; None if *kind* is no error of bounds."""
    bound = _BOUNDS.get(kind)
    if bound is None:
        return None
    name, what = bound
    limit = str(context.get(name, ""))
    return _IDENTIFIER if limit == _ID_PATTERN else msg(what.msgid, limit=limit)


_BOUNDS: Final[Mapping[str, tuple[str, Message]]] = {
    "string_too_short": ("min_length", msg("at least {limit} characters long")),
    "string_too_long": ("max_length", msg("at most {limit} characters long")),
    "too_short": ("min_length", msg("a list of at least {limit} items")),
    "too_long": ("max_length", msg("a list of at most {limit} items")),
    "string_pattern_mismatch": ("pattern", msg("of the form “{limit}”")),
    "greater_than": ("gt", msg("greater than {limit}")),
    "greater_than_equal": ("ge", msg("{limit} or more")),
    "less_than": ("lt", msg("less than {limit}")),
    "less_than_equal": ("le", msg("{limit} or less")),
    "multiple_of": ("multiple_of", msg("a multiple of {limit}")),
}


def allowed(kind: str, context: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the words that an error of *kind* allows; empty if it is not about a list of words."""
    if kind in {"enum", "literal_error"}:
        return tuple(_QUOTED.findall(str(context.get("expected", ""))))
    if kind == "union_tag_invalid":
        return tuple(_QUOTED.findall(str(context.get("expected_tags", ""))))
    if kind == "not_in_list":
        return tuple(str(context.get("allowed", "")).split("、"))
    return ()


def given(value: object) -> Message:
    """Return how to speak of the *value* that stands in the file."""
    match value:
        case None:
            return msg("empty")
        case dict():
            return msg("entries of the form “key: value”")
        case list() | tuple():
            return msg("a list")
        case _:
            return msg("“{text}”", text=_clipped(" ".join(str(value).split())))


def _clipped(text: str) -> str:
    return text if len(text) <= _LENGTH else text[:_LENGTH] + "…"


def bilingual(english: str, chinese: str) -> Message | str:
    """Return a message that is *english* or *chinese* by language; `.0` cuts the other one off."""
    if english == chinese:
        return english
    return msg("{english}{chinese:.0}", english=english, chinese=chinese)


def custom(text: str, context: Mapping[str, Any]) -> Message:
    """Return the message behind the *text* of a custom error whose template is a msgid.

    pydantic hands over the formatted text only. The template is found again by putting the names of
    the *context* back in: the one that the catalogue knows, else the likeliest.
    """
    templates = list(itertools.islice(_templates(text, context), _MAX_TRIALS))
    known = (t for t in templates if translate(t, DEFAULT_LANGUAGE) != t)
    template = next(known, templates[0] if templates else _escaped(text))
    names = [name for _, name, _, _ in string.Formatter().parse(template) if name]
    if not names:
        return msg("{problem}", problem=text)
    return Message(template, tuple((name, _argument(name, context)) for name in names))


def _argument(name: str, context: Mapping[str, Any]) -> Message | str:
    value = _clipped(str(context[name])) if name == "given" else str(context[name])
    english = context.get(f"{name}_en")
    return value if english is None else bilingual(str(english), value)


def _templates(text: str, context: Mapping[str, Any]) -> Iterator[str]:
    """Yield the texts that give *text* with the *context* filled in, the likeliest first."""
    values = [(name, str(value)) for name, value in context.items()]
    places = [(name, value, [None, *_found(value, text)]) for name, value in values]
    choices = itertools.product(*(spots[::-1] for _, _, spots in places))
    for choice in choices:
        taken = sorted(
            (spot, spot + len(value), name)
            for spot, (name, value, _) in zip(choice, places, strict=True)
            if spot is not None
        )
        if all(a[1] <= b[0] for a, b in itertools.pairwise(taken)):
            yield _filled(text, taken)


def _filled(text: str, taken: list[tuple[int, int, str]]) -> str:
    parts: list[str] = []
    at = 0
    for start, end, name in taken:
        parts += [_escaped(text[at:start]), "{", name, "}"]
        at = end
    return "".join([*parts, _escaped(text[at:])])


def _escaped(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")


def _found(part: str, text: str) -> list[int]:
    """Return where *part* stands in *text*; where quotes enclose it comes last."""
    spots = [i for i in range(len(text) + 1) if text.startswith(part, i)]
    return sorted(spots, key=lambda i: (text[i - 1 : i] == "“", i))

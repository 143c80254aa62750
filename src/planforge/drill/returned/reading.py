"""What people write into a cell of a table of a drill, read as what its file would say."""

from __future__ import annotations

import re
from itertools import product
from typing import TYPE_CHECKING, Final, TypeAlias
from unicodedata import normalize

from pydantic_core import PydanticCustomError

from planforge.corpus.drills import last_played
from planforge.corpus.names import Found
from planforge.corpus.plan_view import ACTORS
from planforge.i18n import LANGUAGES, Message, msg
from planforge.model.drill_scales import Delivery, InjectType, ScenarioTime
from planforge.model.scalars import Limit

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from planforge.corpus.drills import DrillView
    from planforge.model.base import Term
    from planforge.model.drill import Inject

LISTS: Final = ("to", "attachments", "goals")
"""Fields of an inject that hold several names."""
_SEVERAL: Final = frozenset({*LISTS, "by", "answers", "helped_by", "props", "items"})
"""Columns that hold several names."""
_FIGURES: Final = frozenset({"at", "grace", "within"})
"""Columns of figures, which people type in full width, too: T＋02：30."""
_OFFSET: Final = re.compile(r"(?:[Tt] ?\+ ?)?(\d{1,4}):([0-5]\d)(?::([0-5]\d))?")
"""A time of the scenario as people write it, t+2:10, or as a spreadsheet keeps it, 2:10."""
_MARKS: Final = re.compile(r"[、，,；;\n]+")
_MINUTES: Final = re.compile(r"(\d+)\s*(?:分钟|min|minutes)?")
_WITHIN: Final = (
    msg("done within {limit} of the inject"),
    msg("within {limit} of the inject"),
)
"""How a limit that runs from the inject is printed."""
_YES: Final = msg("yes")
_NO: Final = msg("no")

Read: TypeAlias = "tuple[str | tuple[str, ...], Message | None]"


def text_of(_view: DrillView, text: str, _inject: Inject | None) -> Read:
    """Read a text as it is."""
    return text, None


def _term(kind: type[Term]) -> Callable[[DrillView, str, Inject | None], Read]:
    def read(_view: DrillView, text: str, _inject: Inject | None) -> Read:
        for one in kind:
            if text in {one.value, one.label("zh_CN"), one.label("en")}:
                return one.label("zh_CN"), None
        words = tuple(one.label("zh_CN") for one in kind)
        return "", msg("“{text}” is none of {words}.", text=text, words=words)

    return read


def offset_of(text: str) -> str:
    """Return the time *text* as files write it, anything else as it is."""
    plain = narrow(text).strip()
    found = _OFFSET.fullmatch(plain)
    if found is None:
        return plain
    hours, minutes, seconds = found.groups()
    return f"T+{int(hours):02}:{minutes}" + (f":{seconds}" if int(seconds or 0) else "")


def _time(view: DrillView, text: str, inject: Inject | None) -> Read:
    try:
        found = ScenarioTime.read(offset_of(text))
    except PydanticCustomError:
        return "", msg("“{text}” is no time of the scenario; write it as T+02:30.", text=text)
    horizon = view.drill.horizon.seconds or 0
    if found.seconds > horizon:
        return "", msg("“{text}” lies behind the end of the scenario.", text=text)
    end = last_played(view.drill)
    if end is not None and found > end:
        why = msg(
            "“{text}” lies behind the end of the drill, which plays the scenario until {end}; "
            "write an earlier time, or add the span to 「时间表」 in {file} first.",
            text=text,
            end=end.text,
            file=view.file,
        )
        return "", why
    if inject is not None and (inject.after or inject.when):
        return "", msg("The drill gives this inject an occasion; it cannot have a time as well.")
    return found.text, None


def _minutes(_view: DrillView, text: str, _inject: Inject | None) -> Read:
    found = _MINUTES.fullmatch(narrow(text))
    if found is None:
        return "", msg("“{text}” is no number of minutes.", text=text)
    return f"{found[1]}分钟", None


def _names(view: DrillView, text: str, _inject: Inject | None) -> Read:
    names = split(text)
    for name in names:
        if not (view.is_played(name) or isinstance(view.find(name, ACTORS), Found)):
            return "", msg("“{name}” is neither registered nor played by a simulator.", name=name)
        if not (view.is_played(name) or view.takes_part(name)):
            return "", msg("“{name}” does not take part in the drill.", name=name)
    return names, None


def _among(
    known: Callable[[DrillView], tuple[str, ...]],
) -> Callable[[DrillView, str, Inject | None], Read]:
    def read(view: DrillView, text: str, _inject: Inject | None) -> Read:
        names = known(view)
        if text and text not in names:
            return "", msg("“{text}” is none of {words}.", text=text, words=names)
        return text, None

    return read


def _goals(view: DrillView, text: str, _inject: Inject | None) -> Read:
    names = tuple(goal.id for goal in view.drill.goals)
    found = split(text)
    unknown = next((name for name in found if name not in names), None)
    if unknown is not None:
        return "", msg("“{text}” is none of {words}.", text=unknown, words=names)
    return found, None


def _list(_view: DrillView, text: str, _inject: Inject | None) -> Read:
    return split(text), None


def _helped(view: DrillView, text: str, _inject: Inject | None) -> Read:
    if text and text not in {one.id for one in view.drill.injects}:
        return "", msg("The drill has no inject “{text}”.", text=text)
    return text, None


def limit_of(_view: DrillView, text: str, _inject: Inject | None) -> Read:
    """Read a limit that runs from the inject: 30分钟, or 注入后30分钟内 as tables have it."""
    plain = narrow(text).strip()
    for said, language in product(_WITHIN, LANGUAGES):
        begin, _, end = said.render(language).partition("{limit}")
        plain = plain.removeprefix(begin).removesuffix(end).strip()
    try:
        return Limit.read(plain).text, None
    except PydanticCustomError:
        why = msg(
            "“{text}” is no limit from the inject; write it as 30分钟. What runs from another "
            "moment is changed in the plan.",
            text=text,
        )
        return "", why


def actor_of(view: DrillView, text: str, inject: Inject | None) -> Read:
    """Read the one unit or post that does an expected action."""
    names, why = _names(view, text, inject)
    if why is not None:
        return "", why
    if len(names) != 1:
        return "", msg("One unit or post does an expected action; add a row for each other one.")
    return names[0], None


def truth_of(_view: DrillView, text: str, _inject: Inject | None) -> Read:
    """Read yes or no."""
    for language in LANGUAGES:
        if text in {_YES.render(language), _NO.render(language)}:
            return ("是" if text == _YES.render(language) else "否"), None
    words = (_YES, _NO)
    return "", msg("“{text}” is none of {words}.", text=text, words=words)


READERS: Final[Mapping[str, Callable[[DrillView, str, Inject | None], Read]]] = {
    "type": _term(InjectType),
    "delivery": _term(Delivery),
    "at": _time,
    "grace": _minutes,
    "to": _names,
    "goals": _goals,
    "attachments": _list,
    "controller": _among(lambda view: tuple(one.id for one in view.drill.organisers.controllers)),
    "helps": _helped,
    "simulator": _among(lambda view: tuple(one.id for one in view.drill.organisers.simulators)),
}


def narrow(text: str) -> str:
    """Return *text* with the full-width figures and signs of Chinese keyboards as plain ones."""
    return normalize("NFKC", text)


def split(text: str) -> tuple[str, ...]:
    """Return the names in *text*."""
    return tuple(part for one in _MARKS.split(text) if (part := one.strip()))


def same(field: str, one: str, other: str) -> bool:
    """Whether two texts of the cell *field* say the same, whatever a spreadsheet does to them."""
    if field in _SEVERAL:
        return split(one) == split(other)
    if field == "at":
        one, other = offset_of(one), offset_of(other)
    elif field in _FIGURES:
        one, other = narrow(one), narrow(other)
    return _squeezed(one) == _squeezed(other)


def _squeezed(text: str) -> str:
    """Return *text* so that what a spreadsheet does to blanks and breaks makes no difference."""
    return " ".join(text.split())


__all__ = [
    "LISTS",
    "READERS",
    "Read",
    "actor_of",
    "limit_of",
    "narrow",
    "offset_of",
    "same",
    "split",
    "text_of",
    "truth_of",
]

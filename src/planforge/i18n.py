"""Messages as templates with arguments, turned into text only where somebody reads them.

Rules and readers build a `Message`; the console, the JSON writer and the site render it, each in its
own language. The msgid is English; `locale/zh_CN` holds the Chinese text, one catalogue per package.
"""

from __future__ import annotations

import gettext as _gettext
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final, TypeAlias

LOCALE_DIR: Final = Path(__file__).parent / "locale"
DOMAINS: Final = ("core", "model", "rules", "document", "site")
"""Catalogue names: one per package, so that each package's text is reviewed beside its code."""
DEFAULT_LANGUAGE: Final = "zh_CN"
LANGUAGES: Final = ("zh_CN", "en")

Argument: TypeAlias = "str | int | Message | tuple[Argument, ...]"


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence that has not been written yet.

    Attributes:
        msgid: English template with `{name}` fields; the key of the catalogues.
        args: Field names and values. A value that is itself a message is rendered in the same
            language; a tuple is joined as a list (“甲、乙”, "A, B").
    """

    msgid: str
    args: tuple[tuple[str, Argument], ...] = ()

    def render(self, language: str = DEFAULT_LANGUAGE) -> str:
        """Return the sentence in *language*; an unknown language gives English."""
        template = translate(self.msgid, language)
        if not self.args:
            return template
        return template.format_map({name: _text(value, language) for name, value in self.args})


def msg(msgid: str, /, **args: Argument) -> Message:
    """Return a message; *msgid* must be a literal so that the catalogues can be extracted."""
    return Message(msgid, tuple(args.items()))


def translate(msgid: str, language: str) -> str:
    """Return the catalogue text of *msgid* in *language*, or *msgid* where there is none."""
    if language == "en" or not msgid:
        return msgid
    return _catalogue(language).gettext(msgid)


def _text(value: Argument, language: str) -> str:
    if isinstance(value, Message):
        return value.render(language)
    if isinstance(value, tuple):
        return translate(", ", language).join(_text(item, language) for item in value)
    return str(value)


@cache
def _catalogue(language: str) -> _gettext.NullTranslations:
    merged = _gettext.NullTranslations()
    for domain in DOMAINS:
        found = _gettext.translation(domain, LOCALE_DIR, [language], fallback=True)
        found.add_fallback(merged)
        merged = found
    return merged

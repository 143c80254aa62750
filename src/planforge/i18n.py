"""Messages as templates with arguments, turned into text only where somebody reads them.

Rules and readers build a `Message`; the console, the JSON writer and the site render it, each in
its own language. The msgid is English; `locale/zh_CN` holds the Chinese text, one catalogue per
package.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from planforge.translations import DEFAULT_LANGUAGE, DOMAINS, LANGUAGES, translate

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


def class_title(name: str) -> str:
    """Return the msgid that names a class of the model: “ResponseLevel” is “Response level”."""
    return "".join(f" {c}" if c.isupper() else c for c in name).strip().capitalize()


def _text(value: Argument, language: str) -> str:
    if isinstance(value, Message):
        return value.render(language)
    if isinstance(value, tuple):
        return translate(", ", language).join(_text(item, language) for item in value)
    return str(value)


__all__ = [
    "DEFAULT_LANGUAGE",
    "DOMAINS",
    "LANGUAGES",
    "Argument",
    "Message",
    "msg",
    "translate",
]

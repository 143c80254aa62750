"""Messages as templates with arguments, turned into text only where somebody reads them.

Rules and readers build a `Message`; the console, the JSON writer and the site render it, each in
its own language. The msgid is English; `locale/zh_CN` holds the Chinese text, one catalogue per
package.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

from planforge.frozen import dataclass
from planforge.translations import DEFAULT_LANGUAGE, DOMAINS, LANGUAGES, translate

if TYPE_CHECKING:
    from collections.abc import Iterable

Argument: TypeAlias = "str | int | Message | Wording | tuple[Argument, ...]"


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


@dataclass(frozen=True, slots=True)
class Wording:
    """A phrase that Chinese builds in a way of its own: 1000万元 is 10 million yuan.

    Attributes:
        chinese: What Chinese readers get.
        other: What readers of any other language get.
    """

    chinese: Message
    other: Message

    def render(self, language: str = DEFAULT_LANGUAGE) -> str:
        """Return the phrase in *language*."""
        chosen = self.chinese if language == DEFAULT_LANGUAGE else self.other
        return chosen.render(language)


def msg(msgid: str, /, **args: Argument) -> Message:
    """Return a message; *msgid* must be a literal so that the catalogues can be extracted."""
    return Message(msgid, tuple(args.items()))


@dataclass(frozen=True, slots=True)
class Marks:
    """The punctuation of a language, each mark with the space that belongs to it.

    Attributes:
        item: Between the items of a list.
        part: Between the parts of a phrase.
        clause: Between clauses.
        stop: Behind a sentence.
        colon: Behind a label.
        opening, closing: Round brackets.
        note_opening, note_closing: Brackets around a time limit at the end of a sentence.
        gap: Between words.
    """

    item: str
    part: str
    clause: str
    stop: str
    colon: str
    opening: str
    closing: str
    note_opening: str
    note_closing: str
    gap: str

    def listed(self, items: Iterable[str]) -> str:
        """Return *items* as a list; empty ones are left out, as in all these."""
        return self.item.join(filter(None, items))

    def parts(self, items: Iterable[str]) -> str:
        """Return *items* as the parts of one phrase."""
        return self.part.join(filter(None, items))

    def clauses(self, items: Iterable[str]) -> str:
        """Return *items* as the clauses of one sentence, without the mark at its end."""
        return self.clause.join(filter(None, items))

    def bracketed(self, text: str, remark: str) -> str:
        """Return *text* with *remark* in brackets, alone where there is no remark."""
        return f"{text}{self.opening}{remark}{self.closing}" if remark else text

    def noted(self, remark: str) -> str:
        """Return *remark*, such as a time limit, in the brackets for it."""
        return f"{self.note_opening}{remark}{self.note_closing}"

    def labelled(self, label: str, text: str = "") -> str:
        """Return *text* behind its *label*."""
        return f"{label}{self.colon}{text}"


_CHINESE: Final = Marks("、", "，", "；", "。", "：", "（", "）", "〔", "〕", "")
_ENGLISH: Final = Marks(", ", ", ", "; ", ".", ": ", " (", ")", "[", "]", " ")


def marks(language: str) -> Marks:
    """Return the punctuation of *language*; that of English for an unknown one."""
    return _CHINESE if language == DEFAULT_LANGUAGE else _ENGLISH


def class_title(name: str) -> str:
    """Return the msgid that names a class of the model: “ResponseLevel” is “Response level”."""
    return "".join(f" {c}" if c.isupper() else c for c in name).strip().capitalize()


def _text(value: Argument, language: str) -> str:
    if isinstance(value, (Message, Wording)):
        return value.render(language)
    if isinstance(value, tuple):
        return marks(language).listed(_text(item, language) for item in value)
    return str(value)


__all__ = [
    "DEFAULT_LANGUAGE",
    "DOMAINS",
    "LANGUAGES",
    "Argument",
    "Marks",
    "Message",
    "Wording",
    "marks",
    "msg",
    "translate",
]

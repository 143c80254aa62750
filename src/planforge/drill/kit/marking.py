"""The words that mark every message of a drill (演练用语): how they are set, and taken off again.

Whoever overhears one message must not take it for a real one, so each bears them by itself.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from planforge.drill.kit.breaths import fits
from planforge.i18n import Message, msg

if TYPE_CHECKING:
    from planforge.drill.kit.values import Turn, Words

_STOPS: Final = " 。.，,：:；;！!、"
"""What may stand between the words and the message, as people type it."""


def marked(phrase: str, text: Words) -> Words:
    """Return the message *text* with the words *phrase* before it."""
    return msg("{phrase}. {text}", phrase=phrase, text=text)


def plain(text: Words) -> Words:
    """Return a message without the words that `marked` set before it."""
    if not isinstance(text, Message):
        return text
    said = dict(text.args).get("text", text)
    return said if isinstance(said, str | Message) else text


def unmarked(phrase: str, text: str) -> str:
    """Return *text* as somebody gives it back, without the words *phrase* at its beginning."""
    rest = text.strip().removeprefix(phrase)
    return rest.lstrip(_STOPS) if rest != text.strip() else text


def as_call(phrase: str, turns: tuple[Turn, ...]) -> tuple[Turn, ...]:
    """Return what is spoken in one call: whoever begins it says the words first, once.

    They are a turn of their own where both together are too long for one.
    """
    if not turns or _is_marked(turns[0].words):
        return turns
    first, *rest = turns
    whole = marked(phrase, first.words)
    if fits(whole):
        return (replace(first, words=whole), *rest)
    return (replace(first, words=msg("{phrase}.", phrase=phrase)), *turns)


def _is_marked(words: Words) -> bool:
    return isinstance(words, Message) and "phrase" in dict(words.args)


__all__ = ["as_call", "marked", "plain", "unmarked"]

"""The sentences of a plan as fingerprints: enough to see what two plans have in common."""

from __future__ import annotations

from base64 import b64decode, b64encode
from hashlib import blake2b
from typing import TYPE_CHECKING, Final

from planforge.corpus.comments import uncommented
from planforge.frozen import dataclass
from planforge.patterns import late

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.model.plan import Plan

SHORTEST: Final = 12
"""Characters, punctuation left out, from which on a sentence is worth comparing."""
_ENDS: Final = "；！？"
"""Marks that end a sentence as 。 does."""
_NO_WORDS: Final = late(r"[^0-9A-Za-z一-鿿ⅠⅡⅢⅣ。\n]+")
"""Whatever stands between words; a line feed stands between texts here."""
_FENCE: Final = late(r" {0,3}(?:`{3,}|:{3,}|~{3,})")
_FENCE_SIGNS: Final = frozenset("`:~")
_BYTES: Final = 8
_IN_FACTS: Final = 0x8000


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: the same print for the same words, and where it stands.

    Attributes:
        print: Fingerprint of its words, punctuation and spaces left out.
        line: Line of `plan.md`, from 1; 0 for the text of an action.
        action: Position of the action; -1 for a line of `plan.md`.
    """

    print: bytes
    line: int
    action: int


def written(plan: Plan, prose: str) -> str:
    """Return the sentences of `plan.md` and of the actions as one short text."""
    packed = bytearray()
    texts = tuple(_texts(plan, prose))
    whole = "\n".join([text.replace("\n", "。") for text, _ in texts])
    for mark in _ENDS:
        whole = whole.replace(mark, "。")
    for (_, at), text in zip(texts, _NO_WORDS.sub("", whole).split("\n"), strict=False):
        for words in text.split("。") if len(text) >= SHORTEST else ():
            if len(words) >= SHORTEST:
                packed += blake2b(words.encode(), digest_size=_BYTES - 2).digest()
                packed += min(at, 0xFFFF).to_bytes(2, "big")
    return b64encode(packed).decode()


def prints(text: str) -> tuple[bytes, ...]:
    """Return the fingerprints alone that `written` wrote, in order."""
    packed = b64decode(text)
    return tuple(packed[i : i + _BYTES - 2] for i in range(0, len(packed), _BYTES))


def read(text: str) -> tuple[Sentence, ...]:
    """Return the sentences that `written` wrote, in order."""
    packed = b64decode(text)
    return tuple(
        _sentence(packed[i : i + _BYTES - 2], int.from_bytes(packed[i + _BYTES - 2 : i + _BYTES]))
        for i in range(0, len(packed), _BYTES)
    )


def _sentence(mark: bytes, at: int) -> Sentence:
    return Sentence(mark, 0, at - _IN_FACTS) if at >= _IN_FACTS else Sentence(mark, at, -1)


def _texts(plan: Plan, prose: str) -> Iterator[tuple[str, int]]:
    is_fenced = False
    for number, line in enumerate(uncommented(prose).splitlines(), 1):
        first = line.lstrip()[:1]
        if first in _FENCE_SIGNS and _FENCE.match(line):
            is_fenced = not is_fenced
        elif not is_fenced and first != "#":
            yield line, min(number, _IN_FACTS - 1)
    for i, action in enumerate(plan.actions):
        yield action.content, _IN_FACTS + i


__all__ = ["SHORTEST", "Sentence", "prints", "read", "written"]

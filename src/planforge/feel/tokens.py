"""The words of a unary test, each with its exact place in the text.

Chinese punctuation that has one reading only (，（）［］“”) stands for its ASCII twin. Signs that
look like a test but are not one (≥, ～, 、, full-width digits) become problems with a suggestion.
"""

from __future__ import annotations

from enum import Enum
from typing import Final

from planforge.feel.problem import Problem, ProblemKind
from planforge.feel.quantity import DIGITS, digits_problem, run_length
from planforge.frozen import dataclass
from planforge.i18n import Message, msg


class TokenKind(Enum):
    """What a token is."""

    NUMBER = "number"
    WORD = "word"
    STRING = "string"
    OPERATOR = "operator"
    OPEN_SQUARE = "["
    CLOSE_SQUARE = "]"
    OPEN_ROUND = "("
    CLOSE_ROUND = ")"
    COMMA = ","
    RANGE = ".."
    MINUS = "-"
    FOREIGN = "foreign"
    """A sign outside the language; its problem was reported by the tokenizer."""
    END = "end"


@dataclass(frozen=True, slots=True)
class Token:
    """One token.

    Attributes:
        kind: What it is.
        text: The digits, the word, the content of the string without quotes and escapes, or the
            sign in its ASCII form.
        start: First character in the text, from 0.
        end: One past the last character.
    """

    kind: TokenKind
    text: str
    start: int
    end: int


MAX_TEXT: Final = 2000
"""Longest cell read, in characters."""
_SIGNS: Final = {
    "[": TokenKind.OPEN_SQUARE, "［": TokenKind.OPEN_SQUARE,
    "]": TokenKind.CLOSE_SQUARE, "］": TokenKind.CLOSE_SQUARE,
    "(": TokenKind.OPEN_ROUND, "（": TokenKind.OPEN_ROUND,
    ")": TokenKind.CLOSE_ROUND, "）": TokenKind.CLOSE_ROUND,
    ",": TokenKind.COMMA, "，": TokenKind.COMMA, "-": TokenKind.MINUS,
}  # fmt: skip
_OPERATORS: Final = ("<=", ">=", "!=", "<", ">", "=")
_FOREIGN: Final = {
    "≥": ">=", "≧": ">=", "⩾": ">=", "≤": "<=", "≦": "<=", "⩽": "<=", "≠": "!=",
    "＞": ">", "＜": "<", "＝": "=", "》": ">", "《": "<", "、": ",", "；": ",", ";": ",",
    "~": "..", "～": "..", "—": "..", "–": "..", "－": "-", "−": "-", "…": "..", "!": "!=",
    "！": "!=",
}  # fmt: skip
_QUOTES: Final = {'"': '"', "“": "”", "”": "”", "「": "」"}
_FULL_WIDTH_DIGITS: Final = frozenset("０１２３４５６７８９")
_WORD_ENDS: Final = frozenset(_SIGNS) | frozenset(_FOREIGN) | frozenset(_QUOTES) | frozenset("<>=")


def tokenize(text: str) -> tuple[tuple[Token, ...], tuple[Problem, ...]]:
    """Return the tokens of *text*, closed by an END token, and the problems met on the way.

    Every character that is no blank lies in exactly one token. A text longer than `MAX_TEXT` has
    one problem and no tokens but END.
    """
    if len(text) > MAX_TEXT:
        message = msg("The text is longer than {limit} characters", limit=MAX_TEXT)
        return (Token(TokenKind.END, "", 0, 0),), (_syntax(message, 0, len(text)),)
    tokens: list[Token] = []
    problems: list[Problem] = []
    here = 0
    while here < len(text):
        if text[here].isspace():
            here += 1
            continue
        token, problem = _next(text, here)
        tokens.append(token)
        if problem is not None:
            problems.append(problem)
        here = token.end
    tokens.append(Token(TokenKind.END, "", len(text), len(text)))
    return tuple(tokens), tuple(problems)


def is_plain_word(text: str) -> bool:
    """Whether *text* reads back as one bare word, so that it needs no quotes."""
    if text in _RESERVED:
        return False
    tokens, problems = tokenize(text)
    return not problems and [(token.kind, token.text) for token in tokens] == [
        (TokenKind.WORD, text),
        (TokenKind.END, ""),
    ]


_RESERVED: Final = frozenset({"not", "true", "false", "是", "否"})


def _next(text: str, here: int) -> tuple[Token, Problem | None]:
    char = text[here]
    if text.startswith("..", here):
        return _range(text, here)
    if char in _QUOTES:
        return _string(text, here)
    if char in DIGITS or char in _FULL_WIDTH_DIGITS or char == ".":
        return _digits(text, here)
    if char in _FOREIGN and not text.startswith("!=", here):
        return _foreign(text, here)
    return _plain(text, here), None


def _plain(text: str, here: int) -> Token:
    for operator in _OPERATORS:
        if text.startswith(operator, here):
            return Token(TokenKind.OPERATOR, operator, here, here + len(operator))
    sign = _SIGNS.get(text[here])
    if sign is not None:
        return Token(sign, sign.value, here, here + 1)
    end = _word_end(text, here)
    return Token(TokenKind.WORD, text[here:end], here, end)


def _digits(text: str, here: int) -> tuple[Token, Problem | None]:
    end = here + max(1, run_length(text, here))
    digits = text[here:end]
    return Token(TokenKind.NUMBER, digits, here, end), digits_problem(digits, here)


def _foreign(text: str, here: int) -> tuple[Token, Problem | None]:
    end = here + 1
    while end < len(text) and text[end] == text[here] and text[here] in "—…":
        end += 1
    sign = text[here:end]
    message = msg("“{sign}” is not a sign of a test", sign=sign)
    hint = msg("Write “{text}”", text=_FOREIGN[text[here]])
    return Token(TokenKind.FOREIGN, sign, here, end), _syntax(message, here, end, hint)


def _range(text: str, here: int) -> tuple[Token, Problem | None]:
    end = here + 2
    while end < len(text) and text[end] == ".":
        end += 1
    token = Token(TokenKind.RANGE, "..", here, end)
    if end == here + 2:
        return token, None
    return token, _syntax(msg("An interval is written with two dots"), here, end)


def _word_end(text: str, here: int) -> int:
    end = here
    while end < len(text):
        char = text[end]
        if char.isspace() or char in _WORD_ENDS or text.startswith("..", end):
            break
        end += 1
    return max(end, here + 1)


def _string(text: str, here: int) -> tuple[Token, Problem | None]:
    close = _QUOTES[text[here]]
    content: list[str] = []
    end = here + 1
    while end < len(text) and text[end] != close:
        if text[end] == "\\" and end + 1 < len(text):
            end += 1
        content.append(text[end])
        end += 1
    word = "".join(content)
    if end >= len(text):
        message = msg("The quotation mark is never closed")
        return Token(TokenKind.STRING, word, here, end), _syntax(
            message, here, end, msg("Write {sign} behind the word", sign=close)
        )
    problem = None
    if not word.strip():
        problem = _syntax(msg("There is no word between the quotation marks"), here, end + 1)
    return Token(TokenKind.STRING, word, here, end + 1), problem


def _syntax(message: Message, start: int, end: int, hint: Message | None = None) -> Problem:
    return Problem(ProblemKind.SYNTAX, message, start, end, hint)

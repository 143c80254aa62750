"""Reads the text of a cell into a unary test by recursive descent; see `unary` for the grammar.

After a problem the parser goes on behind the next comma, so that every part of a list is judged.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NoReturn, cast

from planforge.feel.colloquial import suggest
from planforge.feel.problem import Problem, ProblemKind, Problems
from planforge.feel.quantity import MULTIPLES, parse_number
from planforge.feel.tokens import Token, TokenKind, tokenize
from planforge.feel.unary import (
    Comparison,
    Interval,
    Number,
    Operator,
    Truth,
    UnaryTest,
    Value,
    Word,
)
from planforge.feel.units import Unit, known_unit, parse_unit
from planforge.feel.usual import usual_test
from planforge.i18n import Message, msg

if TYPE_CHECKING:
    from fractions import Fraction

_TRUTHS: Final = {"true": True, "false": False, "是": True, "否": False}
_OPENING: Final = (TokenKind.OPEN_SQUARE, TokenKind.OPEN_ROUND, TokenKind.CLOSE_SQUARE)
_CLOSING: Final = (TokenKind.CLOSE_SQUARE, TokenKind.CLOSE_ROUND, TokenKind.OPEN_SQUARE)
_AND: Final = frozenset({"and", "&", "&&", "且", "并且", "同时"})


def parse_unary(text: str) -> UnaryTest | Problems:
    """Return the test that *text* says, or every problem in it with its place.

    Numbers are exact; units and words are kept as written. An interval without values between its
    bounds is well formed here. Never raises; `Problems` is returned for the empty text too.
    """
    return usual_test(text) or _Parser(text).cell()


class _SyntaxProblemError(Exception):
    """Leaves the test that cannot be read; never leaves this module."""

    def __init__(self, problem: Problem) -> None:
        super().__init__()
        self.problem = problem


class _Parser:
    """One run over one cell."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens, lexical = tokenize(text)
        self.lexical = lexical
        self.problems: list[Problem] = []
        self.bare: list[Word] = []
        self.at = 0

    def cell(self) -> UnaryTest | Problems:
        """Read the whole text."""
        if self.tokens[0].kind is TokenKind.END:
            empty = _syntax(
                msg("The test is empty"),
                0,
                len(self.text),
                msg("Write “-” where any value will do"),
            )
            return Problems(self.lexical or (empty,))
        first, last = self.tokens[0], self.tokens[-2]
        if first.kind is TokenKind.MINUS and self.tokens[1].kind is TokenKind.END:
            return UnaryTest(start=first.start, end=first.end)
        negated = (first.kind, first.text) == (TokenKind.WORD, "not")
        negated = negated and self.tokens[1].kind is TokenKind.OPEN_ROUND
        self.at = 2 if negated else 0
        closing = TokenKind.CLOSE_ROUND if negated else TokenKind.END
        tests = self.tests(closing)
        if negated and not self.problems:
            self.closed()
        problems = sorted(dict.fromkeys(self.problems), key=lambda p: (p.start, p.end))
        if problems:
            return Problems(tuple(problems))
        return UnaryTest(tuple(tests), negated, start=first.start, end=last.end)

    def tests(self, closing: TokenKind) -> list[Comparison | Interval]:
        """Read the list up to *closing* or the end."""
        tests: list[Comparison | Interval] = []
        while True:
            begin = self.at
            try:
                tests.append(self.test())
                if self.peek.kind not in (TokenKind.COMMA, TokenKind.END, closing):
                    self.unexpected()
                self.check(begin)
            except _SyntaxProblemError as error:
                self.skip(closing)
                self.report(begin, error.problem)
            if self.peek.kind is not TokenKind.COMMA:
                return tests
            self.take()

    def check(self, begin: int) -> None:
        """Report the test from token *begin* on if a sign or a word in it is not the language's."""
        words = [word for word in self.bare if word.start >= self.tokens[begin].start]
        if self.lexical_in(begin) or any(suggest(word.text) for word in words):
            problem = _syntax(
                msg("“{text}” is not a test", text=self.source(begin)), *self.extent(begin)
            )
            self.report(begin, problem)

    def report(self, begin: int, problem: Problem) -> None:
        """Keep the problems of the test from token *begin* on, with texts that would be right."""
        start, end = self.extent(begin)
        fixes = suggest(self.text[start:end])
        lexical = self.lexical_in(begin)
        if not fixes:
            self.problems.extend(lexical or (problem,))
            return
        whole = tuple(self.text[:start] + fix + self.text[end:] for fix in fixes)
        kept = lexical[0] if lexical else problem
        hint = msg("Write “{text}”", text=fixes[0])
        if len(fixes) > 1:
            hint = msg("Write “{first}” or “{second}”", first=fixes[0], second=fixes[1])
        self.problems.append(Problem(kept.kind, kept.message, kept.start, kept.end, hint, whole))

    def lexical_in(self, begin: int) -> tuple[Problem, ...]:
        """Return the tokenizer's problems within the test from token *begin* on."""
        start, end = self.extent(begin)
        return tuple(p for p in self.lexical if start <= p.start and p.end <= max(end, start))

    def extent(self, begin: int) -> tuple[int, int]:
        """Return first and one-past-last character of the tokens from *begin* up to here."""
        start = self.tokens[begin].start
        return start, self.tokens[self.at - 1].end if self.at > begin else start

    def source(self, begin: int) -> str:
        """Return the text of the tokens from *begin* up to here."""
        start, end = self.extent(begin)
        return self.text[start:end]

    def skip(self, closing: TokenKind) -> None:
        """Move to the next comma, or to the end; *closing* stops only as the last token."""
        while self.peek.kind not in (TokenKind.COMMA, TokenKind.END):
            last = self.ahead(1).kind is TokenKind.END
            if self.peek.kind is closing and last:
                return
            self.take()

    def closed(self) -> None:
        """Read the round bracket of `not(…)` and the end."""
        if self.peek.kind is not TokenKind.CLOSE_ROUND:
            message = msg("The bracket of “not(” is never closed")
            place = self.peek.start
            self.problems.append(_syntax(message, place, place, msg("Write “{text}”", text=")")))
            return
        following = self.ahead(1)
        if following.kind is not TokenKind.END:
            rest = self.text[following.start :].rstrip()
            message = msg("Nothing may follow “not(…)”, but here stands “{text}”", text=rest)
            self.problems.append(_syntax(message, following.start, following.start + len(rest)))

    def test(self) -> Comparison | Interval:
        """Read one test of the list."""
        token = self.peek
        if token.kind in _OPENING:
            return self.interval()
        if token.kind is TokenKind.OPERATOR:
            self.take()
            value = self.value()
            operator = cast("Operator", token.text)
            return Comparison(operator, value, start=token.start, end=value.end)
        value = self.value()
        return Comparison("=", value, start=value.start, end=value.end)

    def interval(self) -> Interval:
        """Read an interval and the unit behind it."""
        opening = self.take()
        low = self.value()
        if self.peek.kind is not TokenKind.RANGE:
            self.undotted()
        self.take()
        high = self.value()
        if self.peek.kind not in _CLOSING:
            self.expected(msg("The bracket that closes the interval is missing"))
        closing = self.take()
        end = closing.end
        if isinstance(low, Number) and isinstance(high, Number):
            low, high, end = self.units(low, high, closing)
        return Interval(
            low,
            high,
            opening.kind is TokenKind.OPEN_SQUARE,
            closing.kind is TokenKind.CLOSE_SQUARE,
            start=opening.start,
            end=end,
        )

    def undotted(self) -> NoReturn:
        """Leave an interval without dots, as a whole where its second bound can be made out."""
        missing = self.peek
        message = msg("Two dots (..) are missing between the bounds of the interval")
        if missing.kind is TokenKind.COMMA and self.ahead(2).kind in _CLOSING:
            self.at += 3
        raise _SyntaxProblemError(_syntax(message, missing.start, missing.end))

    def units(self, low: Number, high: Number, closing: Token) -> tuple[Number, Number, int]:
        """Give the unit behind the interval to both bounds; return them and where it ends."""
        if self.peek.kind is TokenKind.WORD:
            token = self.take()
            unit = self.unit(token.text, token.start)
            if low.unit or high.unit:
                message = msg("The interval has a unit at a bound and another behind it")
                raise _SyntaxProblemError(_syntax(message, token.start, token.end))
            return _with(low, unit), _with(high, unit), token.end
        if (low.unit is None) is not (high.unit is None):
            message = msg("Only one bound of the interval has a unit")
            unit_of = cast("Unit", low.unit or high.unit)
            hint = msg("Write the unit {unit} once, behind the interval", unit=unit_of.symbol)
            raise _SyntaxProblemError(_syntax(message, low.start, high.end, hint))
        return low, high, closing.end

    def value(self) -> Value:
        """Read a number with its unit, a word, or yes or no."""
        token = self.peek
        if token.kind is TokenKind.STRING:
            self.take()
            return Word(token.text, start=token.start, end=token.end)
        if token.kind is TokenKind.WORD:
            self.take()
            if token.text in _TRUTHS:
                return Truth(_TRUTHS[token.text], start=token.start, end=token.end)
            self.bare.append(Word(token.text, start=token.start, end=token.end))
            return self.bare[-1]
        negative = token.kind is TokenKind.MINUS
        if token.kind is not TokenKind.NUMBER and not (
            negative and self.ahead(1).kind is TokenKind.NUMBER
        ):
            self.expected(msg("A number or a word is missing here"))
        if negative:
            self.take()
        return self.number(token.start, negative=negative)

    def number(self, start: int, *, negative: bool) -> Number:
        """Read digits, 万 or 亿, and a unit."""
        token = self.take()
        value = parse_number(token.text, token.start)
        if isinstance(value, Problem):
            raise _SyntaxProblemError(value)
        value = -value if negative else value
        unit: Unit | None = None
        end = token.end
        while unit is None and self.peek.kind is TokenKind.WORD:
            word = self.take()
            multiplied = self.multiplied(value, word) if end == token.end else None
            if multiplied is not None:
                value, rest, offset = multiplied
                unit = self.unit(rest, word.start + offset) if rest else None
            else:
                unit = self.unit(word.text, word.start)
            end = word.end
        text = "".join(self.text[start:end].split())
        return Number(value, unit, text, start=start, end=end)

    def multiplied(self, value: Fraction, word: Token) -> tuple[Fraction, str, int] | None:
        """Return *value* times the 万/亿 that *word* begins with, and the rest of the word.

        None where the word is a unit as a whole (万元), or begins otherwise.
        """
        if known_unit(word.text) is not None:
            return None
        for multiple in sorted(MULTIPLES, key=len, reverse=True):
            if word.text.startswith(multiple):
                rest = word.text.removeprefix(multiple)
                return value * MULTIPLES[multiple], rest, len(multiple)
        return None

    def unit(self, text: str, start: int) -> Unit:
        """Return the unit *text*."""
        unit = parse_unit(text, start)
        if isinstance(unit, Problem):
            raise _SyntaxProblemError(unit)
        return unit

    @property
    def peek(self) -> Token:
        """The token to be read next."""
        return self.tokens[self.at]

    def ahead(self, count: int) -> Token:
        """Return the token *count* places behind the next one, the end if there are fewer."""
        return self.tokens[min(self.at + count, len(self.tokens) - 1)]

    def take(self) -> Token:
        """Return the next token and move behind it; the end is never passed."""
        token = self.tokens[self.at]
        if token.kind is not TokenKind.END:
            self.at += 1
        return token

    def expected(self, message: Message) -> NoReturn:
        """Leave the test because something is missing before the next token."""
        raise _SyntaxProblemError(_syntax(message, self.peek.start, self.peek.end))

    def unexpected(self) -> NoReturn:
        """Leave the test because the next token does not belong there."""
        token = self.peek
        text = self.text[token.start : token.end]
        message = msg("“{text}” was not expected here", text=text)
        hint = msg("Separate several tests by commas: any of them may hold")
        if text.casefold() in _AND:
            hint = msg("Write both bounds as one range, such as [3..10); a comma means “or”")
        raise _SyntaxProblemError(_syntax(message, token.start, token.end, hint))


def _with(number: Number, unit: Unit) -> Number:
    return Number(number.value, unit, number.text, start=number.start, end=number.end)


def _syntax(message: Message, start: int, end: int, hint: Message | None = None) -> Problem:
    return Problem(ProblemKind.SYNTAX, message, start, end, hint)

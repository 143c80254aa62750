"""Chance without an order: every draw has a name, and its value depends on nothing else.

A new action in one plan leaves the draws of all others as they were, so two editions of a plan can
be compared seed by seed. Numbers are exact; no float enters a run.
"""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction
from hashlib import sha256
from math import isqrt
from typing import Final

from planforge.frozen import dataclass

_BYTES: Final = 8
_ONE: Final = 1 << (8 * _BYTES)


class Mode(StrEnum):
    """How long things take in a run."""

    PLAN = "plan"
    """As is usual: what scripts are written from."""
    BEST = "best"
    WORST = "worst"
    SAMPLE = "sample"
    """Drawn between the shortest and the longest."""


class Stream(StrEnum):
    """What a draw is for; streams never share a value."""

    DURATION = "duration"
    DELAY = "delay"
    OUTAGE = "outage"
    REACH = "reach"
    VARIANT = "variant"


@dataclass(frozen=True, slots=True)
class Span:
    """How long something takes, in seconds: never less, usually, never more.

    Raises:
        ValueError: The three are not in order, or below zero.
    """

    least: int
    likely: int
    most: int

    def __post_init__(self) -> None:
        """Refuse a span that no time could have."""
        if not 0 <= self.least <= self.likely <= self.most:
            raise ValueError(f"not in order: {self.least}, {self.likely}, {self.most}")


def exactly(seconds: int) -> Span:
    """Return the span that is always *seconds*."""
    return Span(seconds, seconds, seconds)


AT_ONCE: Final = exactly(0)


@dataclass(frozen=True, slots=True)
class Chance:
    """The draws of one run.

    Attributes:
        seed: What makes two samples differ.
        mode: Whether anything is drawn at all.
    """

    seed: int
    mode: Mode

    def share(self, stream: Stream, entity: str, n: int) -> Fraction:
        """Return the *n*-th draw of *entity*, in [0, 1)."""
        name = "\0".join((str(self.seed), stream.value, entity, str(n)))
        digest = sha256(name.encode()).digest()
        return Fraction(int.from_bytes(digest[:_BYTES], "big"), _ONE)

    def seconds(self, span: Span, stream: Stream, entity: str, n: int) -> int:
        """Return how long *span* is this time; the *n*-th time for *entity*."""
        if self.mode is Mode.PLAN or span.least == span.most:
            return span.likely
        if self.mode is Mode.BEST:
            return span.least
        if self.mode is Mode.WORST:
            return span.most
        return triangular(span, self.share(stream, entity, n))


def triangular(span: Span, share: Fraction) -> int:
    """Return the value below which *share* of a triangular distribution lies, to the second."""
    width = span.most - span.least
    if not width:
        return span.likely
    part, whole = share.numerator, share.denominator
    rise, fall = span.likely - span.least, span.most - span.likely
    if part * width < rise * whole:
        return span.least + rounded_root(part * width * rise, whole)
    return span.most - rounded_root((whole - part) * width * fall, whole)


def rounded_root(numerator: int, denominator: int) -> int:
    """Return the whole number nearest to the root of a fraction, a half upwards; no float."""
    root = isqrt(numerator // denominator)
    return root + (4 * numerator >= (2 * root + 1) ** 2 * denominator)


__all__ = ["AT_ONCE", "Chance", "Mode", "Span", "Stream", "exactly", "rounded_root", "triangular"]

"""Dataclasses made by the short way behave like those of the standard library."""

from __future__ import annotations

import copy
import dataclasses
import pickle

import pytest

from planforge.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Sample:
    """Every kind of field."""

    first: str
    _second: int = 2
    many: tuple[int, ...] = dataclasses.field(default_factory=tuple)
    note: str = dataclasses.field(default="", compare=False, repr=False)
    last: str = dataclasses.field(default="x", kw_only=True)
    made: list[int] = dataclasses.field(default_factory=list, init=False, compare=False)

    def __post_init__(self) -> None:
        if not self.first:
            raise ValueError


@dataclasses.dataclass(frozen=True, slots=True)
class Model:
    """The same by the long way."""

    first: str
    _second: int = 2
    many: tuple[int, ...] = dataclasses.field(default_factory=tuple)
    note: str = dataclasses.field(default="", compare=False, repr=False)
    last: str = dataclasses.field(default="x", kw_only=True)
    made: list[int] = dataclasses.field(default_factory=list, init=False, compare=False)


@dataclass(frozen=True, slots=True)
class Below(Sample):
    """One that inherits."""

    more: int = 0


@dataclass(frozen=True, slots=True)
class Empty:
    pass


@dataclass(frozen=True, slots=True)
class Named:
    """One with methods of its own."""

    name: str

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Named)

    def __hash__(self) -> int:
        return 7

    def __repr__(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True, order=True)
class Ordered:
    """One that needs the long way."""

    rank: int


def test_it_shows_itself_like_one_of_the_library() -> None:
    assert repr(Sample("a", 3, (1,))) == repr(Model("a", 3, (1,))).replace("Model", "Sample")
    assert dataclasses.asdict(Sample("a")) == dataclasses.asdict(Model("a"))
    assert Sample.__match_args__ == Model.__match_args__


def test_equal_fields_make_equal_instances() -> None:
    assert Sample("a", note="b") == Sample("a", note="c")
    assert hash(Sample("a", note="b")) == hash(Sample("a", note="c"))
    assert Sample("a") != Sample("a", last="y")
    assert Sample("a") != Below("a")
    assert Sample("a") != Model("a")  # type: ignore[comparison-overlap]  # mypy knows it too
    assert {Empty(): 1}[Empty()] == 1


def test_nothing_can_be_assigned_or_deleted() -> None:
    one = Sample("a")
    with pytest.raises(dataclasses.FrozenInstanceError):
        one.first = "b"  # type: ignore[misc]  # that is what is tested
    with pytest.raises(dataclasses.FrozenInstanceError):
        del one.first
    assert not hasattr(one, "__dict__")


def test_wrong_calls_are_refused() -> None:
    with pytest.raises(TypeError, match="missing 1 required positional argument: 'first'"):
        Sample()  # type: ignore[call-arg]  # that is what is tested
    with pytest.raises(TypeError, match="unexpected keyword argument 'made'"):
        Sample("a", made=[])  # type: ignore[call-arg]  # that is what is tested
    with pytest.raises(ValueError, match=r"^$"):
        Sample("")


def test_copies_are_equal() -> None:
    one = Below("a", 3, more=4)
    assert dataclasses.replace(one, more=5) == Below("a", 3, more=5)
    assert copy.deepcopy(one) == one
    assert pickle.loads(pickle.dumps(one)) == one  # noqa: S301 - from the line itself
    assert one.made is not Below("a").made


def test_own_methods_win() -> None:
    assert (Named("a"), hash(Named("a")), repr(Named("a"))) == (Named("b"), 7, "a")


def test_other_options_take_the_long_way() -> None:
    assert Ordered(1) < Ordered(2)

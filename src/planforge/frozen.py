"""Frozen dataclasses with slots that are made ten times as fast as those of the standard library.

There are two hundred of them, and a check after one edit would spend a fifth of its time on making
methods, most of which are never called: `dataclasses` writes and compiles six for each class. Here
a class gets methods that it shares with all others, and its `__init__`, whose speed counts, is
compiled when the first instance is made. What a class promises is the same.
"""

from __future__ import annotations

import dataclasses
from operator import attrgetter
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable
    from dataclasses import dataclass
    from typing import NoReturn

    _Init = Callable[..., None]
else:

    def dataclass(
        cls: type | None = None, /, *, frozen: bool = False, slots: bool = False, **other: bool
    ) -> object:
        """Return what `dataclasses.dataclass` returns, a frozen class with slots by the short way.

        That way is not taken with any further option.
        """
        if not frozen or not slots or other:
            return dataclasses.dataclass(cls, frozen=frozen, slots=slots, **other)
        return _frozen if cls is None else _frozen(cls)


_Class = TypeVar("_Class")
_NOT_GIVEN = object()
"""The default of a field that a call makes anew."""


def _frozen(cls: type[_Class]) -> type[_Class]:
    cls.__doc__ = cls.__doc__ or f"{cls.__name__}(…)"  # else its signature would be looked up
    made = dataclasses.dataclass(init=False, repr=False, eq=False, slots=True)(cls)
    fields = dataclasses.fields(made)  # type: ignore[arg-type]  # the line above made it one
    compared = [field.name for field in fields if field.compare]
    shown = [field.name for field in fields if field.repr]
    values = attrgetter(*compared) if compared else _nothing

    def __init__(self: object, *args: object, **kwargs: object) -> None:  # noqa: N807 - of the class
        init = _init(made)
        if made.__init__ is __init__:
            made.__init__ = init  # type: ignore[method-assign]  # what all later instances get
        init(self, *args, **kwargs)

    def __repr__(self: object) -> str:  # noqa: N807 - of the class
        inside = ", ".join(f"{name}={getattr(self, name)!r}" for name in shown)
        return f"{type(self).__qualname__}({inside})"

    def __eq__(self: object, other: object) -> bool:  # noqa: N807 - of the class
        if other is self:
            return True
        if other.__class__ is not self.__class__:
            return NotImplemented
        return bool(values(self) == values(other))

    def __hash__(self: object) -> int:  # noqa: N807 - of the class
        return hash(values(self))

    own = vars(cls)
    methods: tuple[Callable[..., object], ...] = (__init__, __repr__, __eq__, __hash__)
    for method in (*methods, _setattr, _delattr, _getstate, _setstate):
        name = method.__name__ if method in methods else f"__{method.__name__[1:]}__"
        if own.get(name) is None:
            setattr(made, name, method)
    return made


def _nothing(_self: object) -> tuple[()]:
    return ()


def _setattr(_self: object, name: str, _value: object) -> NoReturn:
    raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")


def _delattr(_self: object, name: str) -> NoReturn:
    raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")


def _getstate(self: object) -> list[object]:
    return [getattr(self, field.name) for field in dataclasses.fields(self)]  # type: ignore[arg-type]  # it is one


def _setstate(self: object, state: list[object]) -> None:
    for field, value in zip(dataclasses.fields(self), state, strict=True):  # type: ignore[arg-type]  # it is one
        object.__setattr__(self, field.name, value)


def _init(cls: type) -> _Init:
    """Return the `__init__` of the fields of *cls*, compiled."""
    known: dict[str, object] = {"_not_given": _NOT_GIVEN}
    by_place = ["self"]
    by_name: list[str] = []
    body: list[str] = []
    for field in dataclasses.fields(cls):
        name = value = field.name
        parameter = name
        if field.default_factory is not dataclasses.MISSING:
            known[f"_make_{name}"] = field.default_factory
            parameter = f"{name}=_not_given"
            value = f"_make_{name}()"
            if field.init:
                value += f" if {name} is _not_given else {name}"
        elif field.default is not dataclasses.MISSING:
            known[f"_default_{name}"] = field.default
            parameter = f"{name}=_default_{name}"
            value = name if field.init else f"_default_{name}"
        elif not field.init:
            continue
        if field.init:
            (by_name if field.kw_only else by_place).append(parameter)
        known[f"_set_{name}"] = getattr(cls, name).__set__  # of its slot: quicker than by its name
        body.append(f" _set_{name}(self, {value})")
    if hasattr(cls, "__post_init__"):
        body.append(" self.__post_init__()")
    given = ", ".join([*by_place, *(["*", *by_name] if by_name else [])])
    exec("\n".join([f"def __init__({given}):", *(body or [" pass"])]), known)  # noqa: S102 - names of fields, which are identifiers
    init: _Init = known["__init__"]  # type: ignore[assignment]  # the line above defines it
    init.__qualname__ = f"{cls.__qualname__}.__init__"
    return init


__all__ = ["dataclass"]

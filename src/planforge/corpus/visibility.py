"""Whether a place in a file lies inside something marked 内部."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from planforge.model.base import Element, Visibility

if TYPE_CHECKING:
    from planforge.findings import Pointer


def is_inside_internal(element: Element, pointer: Pointer) -> bool:
    """Return whether *element*, or anything in it on the way to *pointer*, is marked 内部.

    Args:
        element: What is read from a file.
        pointer: Path into it, by the names of the model.
    """
    value: object = element
    for step in pointer:
        if isinstance(value, Element) and value.visibility is Visibility.INTERNAL:
            return True
        value = _inside(value, step)
    return isinstance(value, Element) and value.visibility is Visibility.INTERNAL


def _inside(value: object, step: str | int) -> object:
    if isinstance(value, Element):
        return getattr(value, str(step), None)
    if isinstance(value, tuple) and isinstance(step, int):
        return value[step] if step < len(value) else None
    if isinstance(value, Mapping):
        return next((v for k, v in value.items() if step in {k, getattr(k, "zh", k)}), None)
    return None

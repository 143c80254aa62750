"""Every match of a pattern holds one of the words without which the pattern is not even asked."""

from __future__ import annotations

import re
from importlib import import_module
from pkgutil import walk_packages
from typing import TYPE_CHECKING, Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import planforge
from planforge.patterns import late

if TYPE_CHECKING:
    from collections.abc import Iterator

_PACKAGES: Final = ("planforge.rules", "planforge.corpus", "planforge.source")


def _rare() -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Yield the name, the pattern and the words of each pattern that says what it holds."""
    rare = type(late("甲", holds=("甲",)))
    for module in walk_packages(planforge.__path__, "planforge."):
        if not module.name.startswith(_PACKAGES):
            continue
        for name, value in vars(import_module(module.name)).items():
            several = value if isinstance(value, tuple) else (value,)
            for one in several:
                if isinstance(one, rare):
                    yield f"{module.name}.{name}", one.pattern, vars(one)["holds"]


_RARE: Final = sorted(set(_rare()))


def test_there_are_such_patterns() -> None:
    names = {name for name, _, _ in _RARE}
    assert {"planforge.rules.prose.times._LASTS", "planforge.rules.reports.waiting._WAIT"} <= names


@pytest.mark.parametrize(("name", "pattern", "holds"), _RARE)
@settings(max_examples=25, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_a_match_holds_a_word(
    name: str, pattern: str, holds: tuple[str, ...], data: st.DataObject
) -> None:
    compiled = re.compile(pattern)
    text = data.draw(st.from_regex(compiled))
    found = compiled.search(text)
    assert found is not None, name
    assert any(word in found[0] for word in holds), (name, found[0])

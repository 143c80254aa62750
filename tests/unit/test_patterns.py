"""Patterns compiled late do what those compiled at once do."""

from __future__ import annotations

import re
from importlib import import_module
from pkgutil import walk_packages

import pytest

import planforge.rules
from planforge.patterns import late


def test_it_does_what_the_pattern_does() -> None:
    pattern = late("(?P<n>[0-9]+)级", re.MULTILINE)
    now = re.compile("(?P<n>[0-9]+)级", re.MULTILINE)
    text = "1级和22级"
    assert pattern.findall(text) == now.findall(text)
    assert [x.span() for x in pattern.finditer(text, 1)] == [(3, 6)]
    found = pattern.match(text)
    assert found is not None
    assert found["n"] == "1"
    assert (pattern.pattern, pattern.flags, dict(pattern.groupindex)) == (
        now.pattern,
        now.flags,
        {"n": 1},
    )
    assert pattern.sub("x", text) == "x和x"


def test_a_mistake_shows_when_it_is_used() -> None:
    pattern = late("(")
    with pytest.raises(re.error, match="missing"):
        pattern.search("")


def test_it_has_nothing_else() -> None:
    assert not hasattr(late("a"), "nothing")


def test_all_patterns_of_rules_can_be_compiled() -> None:
    for module in walk_packages(planforge.rules.__path__, "planforge.rules."):
        for value in vars(import_module(module.name)).values():
            if type(value) is type(late("")):
                assert value.pattern

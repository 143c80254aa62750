"""Patterns compiled late do what those compiled at once do."""

from __future__ import annotations

import re
from importlib import import_module
from pkgutil import walk_packages

import pytest

import planforge.rules
from planforge.patterns import in_each_line, late, words_of


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
            if isinstance(value, type(late(""))):
                assert value.groups >= 0


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        (late("救治|转移"), ("救治", "转移")),
        (re.compile("救治"), ("救治",)),
        (late("救治|转移(?:人员)?"), ()),
        (late("[救转]"), ()),
        (late("SOS|help", re.IGNORECASE), ()),
        (late("救治 | 转移", re.VERBOSE), ()),
    ],
)
def test_words_of_a_pattern_that_is_nothing_else(
    pattern: re.Pattern[str], words: tuple[str, ...]
) -> None:
    assert words_of(pattern) == words


def test_asking_for_words_compiles_nothing() -> None:
    broken = late("救治|(")
    assert words_of(broken) == ()


def test_a_text_without_a_word_of_every_match_has_none() -> None:
    pattern = late("附件(?P<n>[0-9]+)", holds=("附件",))
    assert (pattern.search("见附1"), pattern.match("见附1"), pattern.fullmatch("见附1")) == (
        None,
        None,
        None,
    )
    assert (list(pattern.finditer("见附1")), pattern.findall("见附1")) == ([], [])
    assert (pattern.split("见附1"), pattern.sub("x", "见附1")) == (["见附1"], "见附1")
    assert "_compiled" not in {name for name, value in vars(pattern).items() if value is not None}
    text = "见附件1和附件2"
    assert [found["n"] for found in pattern.finditer(text, 3)] == ["2"]
    assert (pattern.findall(text), pattern.findall(text, 3)) == (["1", "2"], ["2"])
    for method in ("search", "match", "fullmatch"):
        now, then = (getattr(x, method)("附件1") for x in (re.compile("附件[0-9]+"), pattern))
        assert now.span() == then.span() == (0, 3)
    assert pattern.sub("x", text) == "见x和x"
    assert late("和|与", holds=("和", "与")).split("甲和乙与丙", 1) == ["甲", "乙与丙"]


def test_a_part_of_a_text_is_asked_for_words_by_itself() -> None:
    pattern = late("附件[0-9]+", holds=("附件",))
    text = "附件1、甲、附件2"
    for method in ("search", "match", "fullmatch"):
        assert getattr(pattern, method)(text, 2, 6) is None
    assert list(pattern.finditer(text, 2, 6)) == []
    assert "_compiled" not in {name for name, value in vars(pattern).items() if value is not None}
    then = re.compile(pattern.pattern)
    for bounds in ((1,), (0, 3), (6, 9), (6, 8), (0, 2), (3,)):
        found, meant = pattern.search(text, *bounds), then.search(text, *bounds)
        assert (found and found.span()) == (meant and meant.span())


def test_a_pattern_that_is_nothing_but_words_holds_them() -> None:
    pattern = late("救治|转移")
    assert pattern.search("搜救") is None
    assert "_compiled" not in {name for name, value in vars(pattern).items() if value is not None}
    found = pattern.search("转移和救治")
    assert found is not None
    assert found[0] == "转移"
    assert late("SOS", re.IGNORECASE).search("sos") is not None
    assert late("救 治", re.VERBOSE).search("救治") is not None


def test_a_pattern_for_each_line_holds_the_same_words() -> None:
    pattern = in_each_line(late("^附件", holds=("附件",)))
    assert [found.span() for found in pattern.finditer("甲\n附件")] == [(2, 4)]
    assert list(pattern.finditer("甲")) == []
    assert in_each_line(re.compile("^a", re.IGNORECASE)).findall("A\na") == ["A", "a"]

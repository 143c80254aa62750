"""Patterns taken over from an earlier run are what compiling them gives, whatever was kept."""

from __future__ import annotations

import json
import re
from importlib import import_module
from pkgutil import walk_packages
from typing import Final

import pytest

import planforge
from planforge.compiling import KEPT, Kept, interpreter
from planforge.patterns import late
from planforge.rules import engine
from planforge.rules.cases import base
from planforge.source.cache import MemoryStore
from planforge.source.digests import iter_digests
from planforge.source.layout import survey

PATTERN: Final = "第(?P<n>[一二三四五六七八九十]{1,3})章|附件(?P<m>[0-9]+)"


def kept(*patterns: tuple[str, int]) -> bytes:
    """Return what a run that compiled *patterns* hands on."""
    run = Kept()
    run.take_over(lambda: None)
    for pattern, flags in patterns:
        assert run.compiled(pattern, flags) == re.compile(pattern, flags)
    data = run.dump()
    assert data is not None
    return data


def later(data: bytes | None) -> Kept:
    """Return a later run that was handed *data*."""
    run = Kept()
    run.take_over(lambda: data)
    return run


def test_every_late_pattern_taken_over_is_the_pattern_compiled_now() -> None:
    patterns = sorted(
        {
            getattr(value, "as_written")  # noqa: B009 - no pattern of `re` has it
            for module in walk_packages(planforge.__path__, "planforge.")
            if module.name.startswith(("planforge.rules", "planforge.source", "planforge.corpus"))
            for value in vars(import_module(module.name)).values()
            if type(value) is type(late(""))
        }
    )
    run = later(kept(*patterns))
    for pattern, flags in patterns:
        now = re.compile(pattern, flags)
        taken_over = run.compiled(pattern, flags)
        assert taken_over == now
        assert (taken_over.groups, taken_over.groupindex) == (now.groups, now.groupindex)
    assert run.dump() is None  # nothing had to be compiled


def test_it_finds_what_the_pattern_finds() -> None:
    found = (
        later(kept((PATTERN, re.IGNORECASE))).compiled(PATTERN, re.IGNORECASE).search("见附件12")
    )
    assert found is not None
    assert (found.span(), found.lastgroup, found.groupdict()) == (
        (1, 5),
        "m",
        {"n": None, "m": "12"},
    )


def test_one_pattern_with_other_flags_is_another_one() -> None:
    run = later(kept(("^a", 0)))
    assert run.compiled("^a", re.MULTILINE) == re.compile("^a", re.MULTILINE)
    assert run.dump() is not None


@pytest.mark.parametrize(
    "entry",
    [
        None,
        [],
        [32, 2, {"n": 1, "m": 2}, "zz"],
        [32, 2, {"n": 1, "m": 2}, "00"],
        [32, 2, {"n": 1, "m": 2}, "ffffffff" * 8],
        [32, 2, {"n": 1, "m": 9}, "01000000"],
        ["x", "y", 3, 4],
    ],
)
def test_what_is_damaged_is_compiled_anew(entry: object) -> None:
    data = json.dumps({f"0:{PATTERN}": entry}).encode()
    assert later(data).compiled(PATTERN) == re.compile(PATTERN)


@pytest.mark.parametrize("data", [None, b"", b"[]", b"{", b"\xff"])
def test_what_is_no_record_of_patterns_is_forgotten(data: bytes | None) -> None:
    run = later(data)
    assert run.compiled(PATTERN) == re.compile(PATTERN)
    assert run.dump() == kept((PATTERN, 0))


def test_a_mistake_in_a_pattern_is_told_as_ever() -> None:
    with pytest.raises(re.error, match="missing"):
        later(None).compiled("(")


def test_nothing_is_noted_before_something_can_be_taken_over() -> None:
    run = Kept()
    assert run.compiled(PATTERN) == re.compile(PATTERN)
    assert run.dump() is None


def test_a_check_keeps_its_patterns(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path_factory.mktemp("plans")
    for path, text in base().items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    layout = survey(root)
    store = MemoryStore()
    monkeypatch.setattr(KEPT, "_new", {"0:a": [32, 0, {}, "00"]})
    engine.run(layout, tuple(iter_digests(layout)), store=store)
    found = [key for key in store._values if key.startswith("patterns:")]
    assert [interpreter() in key for key in found] == [True]

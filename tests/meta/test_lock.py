"""The tool that guards the locks, and the locks themselves."""

from __future__ import annotations

from itertools import pairwise

import pytest
from packaging.requirements import Requirement

from tools import lock

TEXT = """\
# made by make lock
click==8.5.1 \\
    --hash=sha256:aa \\
    --hash=sha256:bb
    # via planforge
colorama==0.4.6 ; sys_platform == 'win32' \\
    --hash=sha256:cc
"""


def test_pins_are_read_with_their_hashes() -> None:
    assert lock.pins(TEXT) == {"click": lock.Pin("8.5.1", 2), "colorama": lock.Pin("0.4.6", 1)}


def test_an_old_or_unhashed_or_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    needed = tuple(map(Requirement, ("click>=9", "colorama", "sphinx>=9")))
    monkeypatch.setattr(lock, "requirements", lambda _lock: needed)
    text = TEXT.replace(" \\\n    --hash=sha256:cc", "")
    assert lock.problems("site", text) == [
        "requirements/site.txt: colorama has no hash",
        "requirements/site.txt: click 8.5.1 does not satisfy click>=9",
        "requirements/site.txt: sphinx is missing",
    ]


@pytest.mark.parametrize("name", sorted(lock.EXTRAS))
def test_the_locks_fit_the_project(name: str) -> None:
    assert lock.problems(name, lock.lock_file(name).read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(("smaller", "larger"), tuple(pairwise(lock.EXTRAS)))
def test_each_lock_holds_the_packages_of_the_one_before(smaller: str, larger: str) -> None:
    inner, outer = (
        lock.pins(lock.lock_file(name).read_text(encoding="utf-8")) for name in (smaller, larger)
    )
    assert {name: outer.get(name) for name in inner} == inner

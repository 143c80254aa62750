"""The changelog and its fragments."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tools.changelog import KINDS, MARK, fragments, released, section

ROOT = Path(__file__).resolve().parents[2]


def put(folder: Path, **files: str) -> None:
    for name, text in files.items():
        (folder / f"{name.replace('_', '.')}.md").write_text(text, encoding="utf-8")


def test_every_fragment_of_the_repository_is_one_sentence_of_a_known_kind() -> None:
    known = fragments(ROOT / "changelog.d")
    assert {fragment.kind for fragment in known} <= set(KINDS)
    assert [f.path.name for f in known if not f.text.endswith(".")] == []


def test_fragments_stand_under_their_kind_in_order_of_name(tmp_path: Path) -> None:
    put(tmp_path, b_added="Second.\n", a_added="First,\nwrapped.", x_rule="REF001 is new.")
    assert section(fragments(tmp_path)) == (
        "### Added\n\n- First, wrapped.\n- Second.\n\n### Rules\n\n- REF001 is new.\n"
    )


@pytest.mark.parametrize(("name", "text"), [("x.new.md", "A."), ("x.md", "A."), ("X.added.md", "")])
def test_a_file_that_is_no_fragment_is_named(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=re.escape(name)):
        fragments(tmp_path)


def test_an_empty_fragment_is_named(tmp_path: Path) -> None:
    put(tmp_path, x_added="\n")
    with pytest.raises(ValueError, match="one paragraph"):
        fragments(tmp_path)


def test_a_release_stands_above_the_ones_before(tmp_path: Path) -> None:
    put(tmp_path, x_fixed="It works.")
    before = f"# Changelog\n\n{MARK}\n\n## 0.1.0 (2026-01-02)\n\n### Added\n\n- All.\n"
    after = released(before, fragments(tmp_path), "0.2.0", "2026-12-01")
    assert after == (
        f"# Changelog\n\n{MARK}\n\n## 0.2.0 (2026-12-01)\n\n### Fixed\n\n- It works."
        "\n\n## 0.1.0 (2026-01-02)\n\n### Added\n\n- All.\n"
    )
    with pytest.raises(ValueError, match=r"0\.2\.0 already"):
        released(after, [], "0.2.0", "2026-12-02")


@pytest.mark.parametrize(("version", "day"), [("2", "2026-12-01"), ("0.2.0", "1.12.2026")])
def test_version_and_day_have_one_form(version: str, day: str) -> None:
    with pytest.raises(ValueError, match="give a version"):
        released(MARK, [], version, day)

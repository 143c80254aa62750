"""A corpus is read file by file, from the store where nothing changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from planforge.source import read as reading
from planforge.source.cache import FolderStore, MemoryStore
from planforge.source.digests import iter_digests
from planforge.source.layout import survey
from planforge.source.markdown import read_prose
from planforge.source.read import iter_sources, read
from planforge.source.yaml_tree import parse

if TYPE_CHECKING:
    from pathlib import Path

    from planforge.source.yaml_tree import Parsed


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    files = {
        "jurisdiction.yaml": "名称: 安澜市\n",
        "registry/posts.yaml": "甲: 1\n甲: 2\n",
        "special/fire/plan.yaml": "预案: [\n",
        "special/flood/plan.yaml": "预案: flood\n时限: 12:30\n",
        "special/flood/plan.md": "# 总则\r\n",
    }
    root = tmp_path / "plans"
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(text.encode())
    return root


def test_one_broken_file_does_not_stop_the_others(corpus: Path) -> None:
    sources = read(corpus)
    assert dict(sources.trees) == {
        "jurisdiction.yaml": {"名称": "安澜市"},
        "registry/posts.yaml": {"甲": "1"},
        "special/flood/plan.yaml": {"预案": "flood", "时限": "12:30"},
    }
    assert [(f.rule, f.place.file) for f in sources.findings] == [
        ("SRC013", "registry/posts.yaml"),
        ("SRC010", "special/fire/plan.yaml"),
    ]
    assert [f.path for f in sources.files] == [f.path for f in survey(corpus).files]
    assert sources.file("special/flood/plan.md").text() == "# 总则\r\n"
    with pytest.raises(KeyError):
        sources.file("none")


def test_second_run_parses_only_what_had_findings(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with FolderStore(tmp_path / "cache") as store:
        first = read(corpus, cache=store)
    parsed: list[str] = []

    def watched(text: str, file: str) -> Parsed:
        parsed.append(file)
        return parse(text, file)

    monkeypatch.setattr(reading, "parse", watched)
    with FolderStore(tmp_path / "cache") as store:
        assert read(corpus, cache=store) == first
    assert parsed == ["registry/posts.yaml", "special/fire/plan.yaml"]


def test_changed_file_is_parsed_anew(corpus: Path) -> None:
    store = MemoryStore()
    read(corpus, cache=store)
    (corpus / "jurisdiction.yaml").write_text("名称: 临江\n", encoding="utf-8")
    assert read(corpus, cache=store).trees["jurisdiction.yaml"] == {"名称": "临江"}


def test_digests_need_no_parsing(corpus: Path) -> None:
    layout = survey(corpus)
    assert list(iter_digests(layout)) == [one.file for one in iter_sources(layout)]
    assert len({file.digest for file in iter_digests(layout)}) == 5


def test_file_that_vanishes_is_a_finding(corpus: Path) -> None:
    layout = survey(corpus)
    (corpus / "jurisdiction.yaml").unlink()
    gone = [one for one in iter_sources(layout) if one.file.path == "jurisdiction.yaml"]
    assert [(one.file.path, one.is_complete, one.findings[0].rule) for one in gone] == [
        ("jurisdiction.yaml", False, "SRC006")
    ]
    assert gone[0].file.text() == ""


def test_prose_has_unix_line_ends() -> None:
    prose, findings = read_prose("# 甲\r\n乙\n".encode(), "plan.md")
    assert findings == ()
    assert prose is not None
    assert (prose.text, prose.starts) == ("# 甲\n乙\n", (0, 4, 6))
    assert prose.span(4, 5).line == 2


def test_prose_that_is_no_text() -> None:
    prose, findings = read_prose("防汛抗旱".encode("gb18030"), "plan.md")
    assert prose is None
    assert [f.rule for f in findings] == ["SRC001"]

"""The store gives back what was put, or nothing; it never fails."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from planforge.source.cache import FolderStore, MemoryStore, Noting, default_folder


def test_values_come_back_in_the_next_run(tmp_path: Path) -> None:
    with FolderStore(tmp_path) as store:
        store.put("a", b"1")
        store.put("b", b"")
        store.put("a", b"2")
        assert store.get("a") == b"2"
    with FolderStore(tmp_path) as store:
        assert store.get_many(["b", "a", "none", "a"]) == {"a": b"2", "b": b""}
        assert store.get("none") is None


def test_threads_share_a_store(tmp_path: Path) -> None:
    values = {f"k{i}": f"{i}".encode() for i in range(200)}
    with FolderStore(tmp_path) as store:

        def keep(key: str) -> bytes | None:
            store.put(key, values[key])
            store.flush()
            return store.get(key)

        with ThreadPoolExecutor(4) as pool:
            assert list(pool.map(keep, values)) == list(values.values())
    with FolderStore(tmp_path) as store:
        assert store.get_many(values) == values


def test_more_keys_than_one_query_holds(tmp_path: Path) -> None:
    values = {f"k{i}": f"{i}".encode() for i in range(1234)}
    with FolderStore(tmp_path) as store:
        for key, value in values.items():
            store.put(key, value)
    with FolderStore(tmp_path) as store:
        assert store.get_many(values) == values


@pytest.mark.parametrize("junk", [b"junk" * 1000, b"", b"SQLite format 3\0" + b"\xff" * 5000])
def test_damaged_file_is_rebuilt(tmp_path: Path, junk: bytes) -> None:
    with FolderStore(tmp_path) as store:
        store.put("a", b"1")
    (file,) = tmp_path.iterdir()
    file.write_bytes(junk)
    with FolderStore(tmp_path) as store:
        assert store.get("a") is None
        store.put("b", b"2")
    with FolderStore(tmp_path) as store:
        assert store.get("b") == b"2"


def test_truncated_file_is_rebuilt(tmp_path: Path) -> None:
    with FolderStore(tmp_path) as store:
        for i in range(50):
            store.put(f"k{i}", bytes(10_000))
    (file,) = tmp_path.iterdir()
    file.write_bytes(file.read_bytes()[:100_000])
    with FolderStore(tmp_path) as store:
        assert set(store.get_many(f"k{i}" for i in range(50)).values()) <= {bytes(10_000)}
        store.put("new", b"1")
    with FolderStore(tmp_path) as store:
        store.put("newer", b"2")
    with FolderStore(tmp_path) as store:
        assert store.get("newer") == b"2"


def test_value_with_a_wrong_checksum_is_not_there(tmp_path: Path) -> None:
    with FolderStore(tmp_path) as store:
        store.put("a", b"right")
    (file,) = tmp_path.iterdir()
    database = sqlite3.connect(file)
    database.execute("UPDATE entry SET value = ?", (b"wrong",))
    database.commit()
    database.close()
    with FolderStore(tmp_path) as store:
        assert store.get("a") is None


def test_table_of_another_shape_is_tolerated(tmp_path: Path) -> None:
    with FolderStore(tmp_path) as store:
        store.put("a", b"1")
    (file,) = tmp_path.iterdir()
    database = sqlite3.connect(file)
    database.execute("DROP TABLE entry")
    database.execute("CREATE TABLE entry (other)")
    database.commit()
    database.close()
    with FolderStore(tmp_path) as store:
        assert store.get("a") is None
        store.put("a", b"1")


def test_folder_that_cannot_be_made_is_tolerated(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with FolderStore(tmp_path / "file" / "cache") as store:
        store.put("a", b"1")
        store.flush()
        assert store.get("a") is None


def test_folder_may_be_deleted_at_any_time(tmp_path: Path) -> None:
    folder = tmp_path / "cache"
    with FolderStore(folder) as store:
        store.put("a", b"1")
        store.flush()
        (file,) = folder.iterdir()
        file.unlink()
        folder.rmdir()
        store.put("b", b"2")
    with FolderStore(folder) as store:
        store.put("c", b"3")
    with FolderStore(folder) as store:
        assert store.get("c") == b"3"


def test_two_runs_at_once(tmp_path: Path) -> None:
    with FolderStore(tmp_path) as one, FolderStore(tmp_path) as two:
        one.put("a", b"1")
        two.put("b", b"2")
        one.flush()
        two.flush()
        assert one.get("b") == b"2"
        assert two.get("a") == b"1"


def test_oldest_entries_make_room(tmp_path: Path) -> None:
    with FolderStore(tmp_path, max_bytes=1000) as store:
        for i in range(30):
            store.put(f"k{i:02}", bytes(100))
            store.flush()
        kept = sorted(store.get_many(f"k{i:02}" for i in range(30)))
        assert kept == [f"k{i:02}" for i in range(30 - len(kept), 30)]
        assert 5 <= len(kept) <= 10


def test_closed_store_is_empty(tmp_path: Path) -> None:
    store = FolderStore(tmp_path)
    store.put("a", b"1")
    store.close()
    store.put("b", b"1")
    store.close()
    assert store.get("a") is None


def test_memory_store() -> None:
    store = MemoryStore()
    store.put("a", b"1")
    assert store.get("a") == b"1"
    assert store.get_many(["a", "b"]) == {"a": b"1"}


def test_default_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLANFORGE_CACHE", "/x")
    assert default_folder() == Path("/x")
    monkeypatch.delenv("PLANFORGE_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", "/y")
    assert default_folder() == Path("/y/planforge")
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.delenv("LOCALAPPDATA", raising=False)
    monkeypatch.setenv("HOME", "/z")
    assert default_folder() == Path("/z/.cache/planforge")


def test_what_was_noted_can_be_taken_back_and_nothing_else(tmp_path: Path) -> None:
    for store in (MemoryStore(), FolderStore(tmp_path / "store")):
        store.put("old", b"1")
        if isinstance(store, FolderStore):
            store.flush()
        noting = Noting(store)
        noting.put("new", b"2")
        noting.put("newer", b"3")
        assert noting.get_many(["old", "new"]) == {"old": b"1", "new": b"2"}
        if isinstance(store, FolderStore):
            store.flush()
        noting.put("newest", b"4")
        noting.take_back()
        assert noting.get("old") == b"1"
        assert store.get_many(["old", "new", "newer", "newest"]) == {"old": b"1"}
        noting.forget(["old"])
        assert store.get("old") is None

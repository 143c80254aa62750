"""The tool that keeps the message catalogues in step with the code."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from planforge.model.keys import FILE_MODELS
from planforge.source.keys import known_keys
from tools import catalogues

if TYPE_CHECKING:
    from pathlib import Path

    from pydantic import BaseModel

MODEL = """
name = key("名称", "Full {name}")
text = msg("outer {x}", x=msg("inner"), y=msg("a" if odd else "b"), z=other("not a message"))
"""


@pytest.fixture
def package(tmp_path: Path) -> Path:
    for folder, text in (("model", MODEL), ("cli", 'x = msg("hello")\n')):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.py").write_text(text, encoding="utf-8")
    catalogues.update(tmp_path)
    return tmp_path


def translate(package: Path, domain: str, texts: dict[str, str]) -> None:
    path = catalogues.po_path(package, domain)
    content = path.read_text(encoding="utf-8")
    for msgid, text in texts.items():
        content = content.replace(
            f'msgid "{msgid}"\nmsgstr ""', f'msgid "{msgid}"\nmsgstr "{text}"'
        )
    path.write_text(content, encoding="utf-8")


def complete(package: Path) -> None:
    texts = {"Full {name}": "{name}全", "outer {x}": "外{x}", "inner": "内", "a": "甲", "b": "乙"}
    translate(package, "model", texts)
    translate(package, "core", {"hello": "你好"})
    catalogues.compile_all(package)


def test_every_msgid_is_found_in_the_catalogue_of_its_package(package: Path) -> None:
    found = {
        domain: [str(message.id) for message in catalogue if message.id]
        for domain, catalogue in catalogues.extract(package).items()
    }
    assert found == {
        "core": ["hello"],
        "model": ["Full {name}", "a", "b", "inner", "outer {x}"],
        "rules": [],
        "document": [],
        "site": [],
    }


def test_a_complete_catalogue_has_no_problems(package: Path) -> None:
    complete(package)
    assert catalogues.problems(package) == []


def test_untranslated_entries_are_named_with_their_place(package: Path) -> None:
    complete(package)
    (package / "cli" / "a.py").write_text('\nx = msg("hello")\ny = msg("new")\n', encoding="utf-8")
    assert catalogues.problems(package) == ["core.po: missing: 'new' (src/planforge/cli/a.py:3)"]


def test_unequal_fields_are_a_problem(package: Path) -> None:
    complete(package)
    path = catalogues.po_path(package, "model")
    path.write_text(path.read_text(encoding="utf-8").replace("外{x}", "外{y}"), encoding="utf-8")
    catalogues.compile_all(package)
    assert catalogues.problems(package) == [
        "model.po: fields in braces differ: 'outer {x}' (src/planforge/model/a.py:3)"
    ]


def test_fuzzy_entries_are_a_problem(package: Path) -> None:
    complete(package)
    path = catalogues.po_path(package, "core")
    text = path.read_text(encoding="utf-8").replace('msgid "hello"', '#, fuzzy\nmsgid "hello"')
    path.write_text(text, encoding="utf-8")
    catalogues.compile_all(package)
    assert catalogues.problems(package) == ["core.po: fuzzy: 'hello' (src/planforge/cli/a.py:1)"]


def test_a_binary_that_lags_behind_is_a_problem(package: Path) -> None:
    complete(package)
    path = catalogues.po_path(package, "core")
    path.write_text(path.read_text(encoding="utf-8").replace("你好", "您好"), encoding="utf-8")
    assert catalogues.problems(package) == ["core.mo: not compiled from core.po"]


def test_update_puts_unused_translations_aside_and_takes_them_up_again(package: Path) -> None:
    complete(package)
    before = catalogues.po_path(package, "core").read_bytes()
    source = package / "cli" / "a.py"
    kept = source.read_text(encoding="utf-8")
    source.write_text("", encoding="utf-8")
    catalogues.update(package)
    assert catalogues.problems(package) == ["core.po: put aside, to be pruned: 'hello'"]
    source.write_text(kept, encoding="utf-8")
    catalogues.update(package)
    assert catalogues.po_path(package, "core").read_bytes() == before


def test_prune_drops_what_no_code_uses(package: Path) -> None:
    complete(package)
    (package / "cli" / "a.py").write_text("", encoding="utf-8")
    catalogues.COMMANDS["prune"](package)
    assert catalogues.problems(package) == []
    assert "hello" not in catalogues.po_path(package, "core").read_text(encoding="utf-8")


def test_update_twice_gives_the_same_bytes(package: Path) -> None:
    complete(package)
    paths = [catalogues.po_path(package, domain) for domain in catalogues.DOMAINS]
    paths += [path.with_suffix(".mo") for path in paths]
    before = [path.read_bytes() for path in paths]
    catalogues.update(package)
    assert [path.read_bytes() for path in paths] == before


def test_the_tool_knows_the_domains_of_the_package() -> None:
    from planforge import i18n  # noqa: PLC0415 - only this test needs it

    assert catalogues.DOMAINS == i18n.DOMAINS


def test_a_class_of_the_model_has_a_title_and_a_summary() -> None:
    source = '''
class ResponseLevel(Element):
    """One level.

    More of it.
    """


class Other:
    """Not of the model."""
'''
    assert list(catalogues.messages(source)) == [(2, "Response level"), (2, "One level.")]


def test_a_file_is_written_whole_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "core.mo"
    catalogues.write(path, b"old")
    path.chmod(0o640)
    catalogues.write(path, b"new")
    assert (path.read_bytes(), path.stat().st_mode & 0o777) == (b"new", 0o640)

    def fail(*_: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr("pathlib.Path.replace", fail)
    with pytest.raises(OSError, match="disk full"):
        catalogues.write(path, b"newer")
    assert [(p.name, p.read_bytes()) for p in tmp_path.iterdir()] == [("core.mo", b"new")]


def test_messages_quote_keys_otherwise_than_values() -> None:
    """「时限」 is a key of a file, “30分钟” what stands there."""
    keys: set[str] = set()
    models: set[type[BaseModel]] = set(FILE_MODELS.values())
    while models:
        known = known_keys(frozenset({models.pop()})).values()
        models |= {below for key in known if key.chinese not in keys for below in key.below}
        keys |= {key.chinese for key in known}
    wrong = [
        f"{domain}: {message.string}"
        for domain in ("core", "rules")
        for message in catalogues.read(catalogues.PACKAGE, domain)
        if isinstance(message.string, str)
        and keys.intersection(re.findall("“([^“”]+)”", message.string))
    ]
    assert wrong == []

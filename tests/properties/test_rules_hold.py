"""Whatever a plan leaves out or names, no rule fails; and what means nothing changes no verdict."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planforge.model.keys import FILE_MODELS
from planforge.rules.cases import base
from planforge.rules.engine import run
from planforge.source.cache import MemoryStore
from planforge.source.digests import iter_digests
from planforge.source.layout import survey

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import date
    from pathlib import Path

    from planforge.report import Report

Tree: TypeAlias = "str | list[Tree] | dict[str, Tree] | None"
Path_: TypeAlias = "tuple[str | int, ...]"
FEW: Final = settings(
    max_examples=40,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
ID: Final = re.compile(r"(?<![\w./-])(?:编号|id): *([a-z][a-z0-9-]*)")
"""Where something gets its id."""


class City:
    """The base city on disk, whose files are replaced for one check."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._store = MemoryStore()
        self._now: dict[str, str] = {}

    def report(self, texts: Mapping[str, str], as_of: date | None = None) -> Report:
        """Return what all rules find in *texts*; a rule that fails raises."""
        for path in self._now.keys() - texts.keys():
            (self.folder / path).unlink()
        for path, text in texts.items():
            if self._now.get(path) != text:
                (self.folder / path).parent.mkdir(parents=True, exist_ok=True)
                (self.folder / path).write_text(text, encoding="utf-8")
        self._now = dict(texts)
        layout = survey(self.folder)
        files = tuple(iter_digests(layout))
        return run(layout, files, store=self._store, as_of=as_of, strict=True)


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> City:
    """Return the base city."""
    return City(tmp_path_factory.mktemp("city"))


def read(text: str) -> Tree:
    tree: Tree = yaml.load(text, yaml.CBaseLoader)  # noqa: S506 - every scalar stays a text
    return tree


def write(tree: Tree) -> str:
    text = yaml.dump(tree, allow_unicode=True, sort_keys=False, default_style='"', width=10**6)
    return text.replace(': "null"\n', ": null\n")  # without marks it says that there is nothing


FILES: Final = sorted(path for path in base() if path.endswith(".yaml"))
TREES: Final = {path: read(base()[path]) for path in FILES}


def nodes(tree: Tree, at: Path_ = ()) -> Iterator[tuple[Path_, Tree]]:
    """Yield every node below the top of *tree* with its place."""
    items = (
        tree.items()
        if isinstance(tree, dict)
        else enumerate(tree)
        if isinstance(tree, list)
        else ()
    )
    for step, item in items:
        yield (*at, step), item
        yield from nodes(item, (*at, step))


def changed(tree: Tree, at: Path_, change: Callable[[Tree], Tree] | None) -> Tree:
    """Return *tree* with the node *at* changed; taken away for None."""
    step, *rest = at
    copy: Any = tree.copy() if isinstance(tree, dict | list) else tree
    if rest:
        copy[step] = changed(copy[step], tuple(rest), change)
    elif change is None:
        del copy[step]
    else:
        copy[step] = change(copy[step])
    result: Tree = copy
    return result


PLACES: Final = {path: list(nodes(TREES[path])) for path in FILES}
SCALARS: Final = {
    path: sorted({node for _, node in PLACES[path] if isinstance(node, str)}) for path in FILES
}
"""What is written somewhere in a file: the values that its fields know."""


@st.composite
def spoilt(draw: st.DrawFn) -> dict[str, str]:
    """Return the texts of the base city after one to three changes that somebody could make."""
    texts = dict(base())
    path = draw(st.sampled_from([f for f in FILES if f.endswith("plan.yaml")] * 3 + FILES))
    tree = TREES[path]
    for _ in range(draw(st.integers(1, 3))):
        places = list(nodes(tree))
        if not places:
            break
        at, node = draw(st.sampled_from(places))
        if isinstance(node, str):
            value = draw(st.sampled_from([*SCALARS[path], "", "0", "1", "100%", "24 小时"]))
            change = draw(st.sampled_from([None, lambda _old, value=value: value]))
        else:
            empty: Tree = [] if isinstance(node, list) else {}
            change = draw(st.sampled_from([None, lambda _old, empty=empty: empty, twice]))
        tree = changed(tree, at, change)
    texts[path] = write(tree)
    return texts


def twice(node: Tree) -> Tree:
    """Return a list with its items written twice, a mapping as it is."""
    return [*node, *node] if isinstance(node, list) else node


def verdicts(report: Report) -> set[tuple[str, str, tuple[str | int, ...]]]:
    return {
        (one.finding.rule, one.file, tuple(map(str, one.finding.place.pointer)))
        for one in report.findings
    }


@FEW
@given(spoilt())
def test_no_rule_fails_on_a_city_that_can_be_read(city: City, texts: dict[str, str]) -> None:
    city.report(texts)


def test_ids_are_names_and_nothing_else(city: City) -> None:
    ids = {name for text in base().values() for name in ID.findall(text)}
    names = "|".join(sorted(map(re.escape, ids), key=lambda name: (-len(name), name)))
    word = re.compile(rf"(?<![\w./-])(?:{names})(?![\w./-])")
    texts = {path: word.sub(lambda found: f"x-{found[0]}", text) for path, text in base().items()}
    assert texts != base()
    assert verdicts(city.report(texts)) == verdicts(city.report(base())) == set()


@FEW
@given(st.data())
def test_the_order_of_keys_means_nothing(city: City, data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(FILES))
    tree = TREES[path]
    assert isinstance(tree, dict)
    order = data.draw(st.permutations(list(tree)))
    texts = {**base(), path: write({key: tree[key] for key in order})}
    assert verdicts(city.report(texts)) == set()


@FEW
@given(st.data())
def test_the_order_of_register_entries_means_nothing(city: City, data: st.DataObject) -> None:
    path = data.draw(st.sampled_from([f for f in FILES if f.startswith("registry/")]))
    tree = TREES[path]
    assert isinstance(tree, dict)
    mixed = {
        key: data.draw(st.permutations(value))
        if isinstance(value, list) and len(value) > 1
        else value
        for key, value in tree.items()
    }
    assert verdicts(city.report({**base(), path: write(mixed)})) == set()


def test_every_file_of_the_city_has_a_model() -> None:
    stems = {path.rpartition("/")[2].removesuffix(".yaml") for path in FILES}
    assert stems - {"plan"} <= set(FILE_MODELS)

"""The files of a corpus are found by name; odd names are reported and, where clear, read."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from planforge.source.file_names import shown
from planforge.source.layout import REGISTERS, FileKind, Group, corpus_root, survey

if TYPE_CHECKING:
    from pathlib import Path


def write(root: Path, *paths: str) -> None:
    for path in paths:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text("a: 1\n", encoding="utf-8")


def odd(root: Path) -> list[tuple[str, str, str]]:
    return [
        (f.rule, f.place.file, f.hint.render("zh_CN") if f.hint else "")
        for f in survey(root).findings
    ]


def test_registers_are_those_of_the_model() -> None:
    from planforge.model.keys import FILE_MODELS  # noqa: PLC0415 - slow to import

    assert sorted(REGISTERS) == sorted(set(FILE_MODELS) - {"plan", "jurisdiction", "drill"})


def test_whole_corpus_in_order(tmp_path: Path) -> None:
    write(
        tmp_path,
        "jurisdiction.yaml",
        "registry/posts.yaml",
        "registry/organizations.yaml",
        "master/plan.yaml",
        "master/plan.md",
        "special/flood/plan.yaml",
        "town/north/yunxi/plan.yaml",
        "drills/night/drill.yaml",
    )
    found = survey(tmp_path)
    assert found.findings == ()
    assert [(f.path, f.kind, f.name, f.group) for f in found.files] == [
        ("drills/night/drill.yaml", FileKind.DRILL, "night", None),
        ("jurisdiction.yaml", FileKind.JURISDICTION, "jurisdiction", None),
        ("master/plan.md", FileKind.PROSE, "master", Group.MASTER),
        ("master/plan.yaml", FileKind.PLAN, "master", Group.MASTER),
        ("registry/organizations.yaml", FileKind.REGISTER, "organizations", None),
        ("registry/posts.yaml", FileKind.REGISTER, "posts", None),
        ("special/flood/plan.yaml", FileKind.PLAN, "flood", Group.SPECIAL),
        ("town/north/yunxi/plan.yaml", FileKind.PLAN, "yunxi", Group.TOWN),
    ]


def test_root_may_be_the_folder_around(tmp_path: Path) -> None:
    write(tmp_path, "plans/jurisdiction.yaml")
    assert corpus_root(tmp_path) == tmp_path / "plans"
    assert corpus_root(tmp_path / "plans") == tmp_path / "plans"
    assert [f.path for f in survey(tmp_path).files] == ["jurisdiction.yaml"]


def test_root_that_is_no_folder_is_wrong_use(tmp_path: Path) -> None:
    write(tmp_path, "file")
    with pytest.raises(NotADirectoryError):
        survey(tmp_path / "file")


def test_missing_jurisdiction_and_facts(tmp_path: Path) -> None:
    write(tmp_path, "special/flood/plan.md")
    assert [(rule, path) for rule, path, _ in odd(tmp_path)] == [
        ("SRC021", "jurisdiction.yaml"),
        ("SRC021", "special/flood/plan.yaml"),
    ]


def test_nearly_right_names_are_reported_and_read(tmp_path: Path) -> None:
    write(
        tmp_path,
        "Jurisdiction.yaml",
        "registry/organisations.yaml",
        "specials/flood/plan.yml",
        "special/fire/Plan.md",
        "special/fire/plan.yaml",
    )
    assert odd(tmp_path) == [
        ("SRC020", "Jurisdiction.yaml", "请改名为“jurisdiction.yaml”。"),
        ("SRC020", "registry/organisations.yaml", "请改名为“organizations.yaml”。"),
        ("SRC020", "special/fire/Plan.md", "请改名为“plan.md”。"),
        ("SRC020", "specials", "请改名为“special”。"),
    ]
    assert [f.path for f in survey(tmp_path).files] == [
        "Jurisdiction.yaml",
        "registry/organisations.yaml",
        "special/fire/Plan.md",
        "special/fire/plan.yaml",
    ]


def test_right_name_wins_over_a_nearly_right_one(tmp_path: Path) -> None:
    write(tmp_path, "jurisdiction.yaml", "jurisdiction.yml")
    assert [f.path for f in survey(tmp_path).files] == ["jurisdiction.yaml"]
    assert [(rule, path) for rule, path, _ in odd(tmp_path)] == [("SRC020", "jurisdiction.yml")]


def test_hidden_backup_and_foreign_files_are_ignored(tmp_path: Path) -> None:
    write(
        tmp_path,
        "jurisdiction.yaml",
        "jurisdiction.yaml~",
        ".git/x.yaml",
        "README.md",
        "special/flood/plan.yaml",
        "special/flood/plan.yaml.bak",
        "special/flood/.plan.yaml.swp",
        "special/flood/map.png",
        "special/flood/figures/map.png",
    )
    assert odd(tmp_path) == []
    assert len(survey(tmp_path).files) == 2


def test_strays_and_deep_folders_are_reported(tmp_path: Path) -> None:
    write(
        tmp_path,
        "jurisdiction.yaml",
        "notes.yaml",
        "registry/weather.yaml",
        "special/a/b/c/plan.yaml",
        "master/sub/plan.yaml",
    )
    assert [(rule, path) for rule, path, _ in odd(tmp_path)] == [
        ("SRC020", "master/sub"),
        ("SRC020", "notes.yaml"),
        ("SRC020", "registry/weather.yaml"),
        ("SRC020", "special/a/b/c"),
    ]


def test_links_stay_in_the_corpus(tmp_path: Path) -> None:
    write(tmp_path, "secret.yaml", "plans/jurisdiction.yaml", "plans/special/flood/plan.yaml")
    root = tmp_path / "plans"
    (root / "special/flood/plan.md").symlink_to(tmp_path / "secret.yaml")
    (root / "special/fire").symlink_to(root / "special/flood")
    (root / "special/loop").symlink_to("loop")
    (root / "master").symlink_to(tmp_path)
    assert [(rule, path) for rule, path, _ in odd(root)] == [
        ("SRC005", "master"),
        ("SRC005", "special/fire"),
        ("SRC005", "special/flood/plan.md"),
        ("SRC006", "special/loop"),
    ]
    assert [f.path for f in survey(root).files] == [
        "jurisdiction.yaml",
        "special/flood/plan.yaml",
    ]


def test_plans_behind_refused_links_are_known_to_be_there(tmp_path: Path) -> None:
    write(tmp_path, "out/flood/plan.yaml", "out/plan.yaml", "plans/jurisdiction.yaml")
    write(tmp_path, "plans/special/fire/plan.md", "plans/special/rain/plan.yaml")
    root = tmp_path / "plans"
    (root / "special/flood").symlink_to(tmp_path / "out/flood")
    (root / "special/fire/plan.yaml").symlink_to(tmp_path / "out/plan.yaml")
    (root / "special/gone").symlink_to(tmp_path / "nowhere")
    (root / "special/rain/plan.md").symlink_to(tmp_path / "out/plan.yaml")
    (root / "town").symlink_to(tmp_path / "out")
    (root / "registry").symlink_to(tmp_path / "out")
    assert survey(root).unread == (
        "special/fire/plan.yaml",
        "special/flood/plan.yaml",
        "special/gone/plan.yaml",
        "town/plan.yaml",
    )
    hints = {path: hint for _, path, hint in odd(root)}
    assert hints["special/flood"] == "请删除这个链接，把它所指的文件夹复制到这里。"
    assert hints["special/fire/plan.yaml"] == "请把文件复制到预案文件夹内，不要使用链接。"


def test_links_beside_the_corpus_that_would_not_be_read_are_left_alone(tmp_path: Path) -> None:
    write(tmp_path, "out/README.md", "plans/jurisdiction.yaml")
    (tmp_path / "plans/README.md").symlink_to(tmp_path / "out/README.md")
    (tmp_path / "plans/localtime").symlink_to("/nowhere")
    assert odd(tmp_path) == []


def test_a_folder_is_read_once_however_many_links_lead_to_it(tmp_path: Path) -> None:
    write(tmp_path, "jurisdiction.yaml", "special/flood/plan.yaml", "_shared/fire/plan.yaml")
    write(tmp_path, "shared/map.svg")
    (tmp_path / "special/x").symlink_to(".")
    (tmp_path / "department").symlink_to("special")
    (tmp_path / "special/fire").symlink_to(tmp_path / "_shared/fire")
    (tmp_path / "special/flood/images").symlink_to(tmp_path / "shared")
    found = survey(tmp_path)
    assert [(rule, path) for rule, path, _ in odd(tmp_path)] == [
        ("SRC005", "department"),
        ("SRC005", "special/x"),
    ]
    assert [f.path for f in found.files] == [
        "jurisdiction.yaml",
        "special/fire/plan.yaml",
        "special/flood/plan.yaml",
    ]
    assert "special/flood/images/map.svg" in found.images


def test_names_that_are_no_utf8_can_be_shown(tmp_path: Path) -> None:
    write(tmp_path, "jurisdiction.yaml")
    name = os.fsencode(tmp_path) + b"/bad\xff\n.yaml"
    os.close(os.open(name, os.O_CREAT | os.O_WRONLY))
    (finding,) = survey(tmp_path).findings
    assert (finding.rule, finding.place.file) == ("SRC020", "bad\\xff?.yaml")
    assert finding.message.render("en") == "“bad\\xff?.yaml” is not a name planforge knows."


def test_half_a_pair_in_a_name_is_escaped() -> None:
    assert shown("附\ud800件\t.yaml") == "附\\ud800件?.yaml"


def test_images_are_found_in_and_below_the_folders_of_plans(tmp_path: Path) -> None:
    for path in (
        "jurisdiction.yaml",
        "special/flood/plan.yaml",
        "special/flood/map.PNG",
        "special/flood/a/b/c/route.svg",
        "special/flood-2/plan.yaml",
        "special/flood-2/other.png",
        "registry/no.png",
    ):
        target = tmp_path / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text("x", encoding="utf-8")
    layout = survey(tmp_path)
    assert layout.images == (
        "special/flood-2/other.png",
        "special/flood/a/b/c/route.svg",
        "special/flood/map.PNG",
    )
    assert layout.images_in("special/flood") == frozenset({"map.PNG", "a/b/c/route.svg"})
    assert layout.images_in("special/none") == frozenset()


def test_a_folder_with_the_name_of_a_file_is_reported(tmp_path: Path) -> None:
    (tmp_path / "jurisdiction.yaml").write_text("x", encoding="utf-8")
    (tmp_path / "special/flood/plan.md").mkdir(parents=True)
    (tmp_path / "special/flood/plan.yaml").write_text("x", encoding="utf-8")
    (tmp_path / "registry/posts.yaml").mkdir(parents=True)
    found = survey(tmp_path).findings
    assert [
        (f.rule, f.place.file, f.message.render(), f.hint and f.hint.render()) for f in found
    ] == [
        (
            "SRC020",
            path,
            f"“{path.rpartition('/')[2]}”是文件夹，这里应是一个文件。",
            "请给文件夹改名，再用这个名称写文件。",
        )
        for path in ("registry/posts.yaml", "special/flood/plan.md")
    ]


def test_facts_that_are_a_link_to_nothing_are_not_missing_as_well(tmp_path: Path) -> None:
    (tmp_path / "jurisdiction.yaml").touch()
    folder = tmp_path / "special" / "flood"
    folder.mkdir(parents=True)
    (folder / "plan.md").touch()
    (folder / "plan.yaml").symlink_to("facts.yaml")
    findings = [(f.rule, f.place.file) for f in survey(tmp_path).findings]
    assert findings == [("SRC006", "special/flood/plan.yaml")]

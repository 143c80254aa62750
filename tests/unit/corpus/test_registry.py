"""What rules on plans may know of the registers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planforge.corpus.load import load_registry
from planforge.corpus.registry import ASIDES
from planforge.model.base import Kind
from planforge.model.registers import Entry, Organisation
from planforge.rules.cases import base
from planforge.source.layout import survey

if TYPE_CHECKING:
    from pathlib import Path

    from planforge.corpus.registry import Registry

ORGANISATIONS = "registry/organizations.yaml"
NEW = "  - {编号: new, 名称: 新设, 类别: 企业}"


def read(root: Path, **changes: str) -> Registry:
    """Return the registers of the base corpus with *changes* in the organisations."""
    for path, text in base().items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        for before, after in changes.items() if path == ORGANISATIONS else ():
            assert before in text
            text = text.replace(before, after, 1)  # noqa: PLW2901 - the text as changed so far
        target.write_text(text, encoding="utf-8")
    return load_registry(survey(root), None).registry


def test_asides_say_only_that_they_are_filled(tmp_path: Path) -> None:
    registry = read(tmp_path)
    entity = registry.names.get("市应急局", (Kind.ORGANISATION,))
    seen = registry.for_plans.names.get("市应急局", (Kind.ORGANISATION,))
    assert entity is not None
    assert entity == seen
    full = entity.element
    assert isinstance(full, Organisation)
    assert full.duty_phone == "0500-5560002"
    assert seen.element == full.model_copy(update={"duty_phone": "…"})


def test_the_contacts_are_not_among_what_plans_are_judged_by(tmp_path: Path) -> None:
    registry = read(tmp_path)
    files = [file for file, _ in registry.registers]
    assert "registry/contacts.yaml" in files
    files.remove("registry/contacts.yaml")
    assert [file for file, _ in registry.for_plans.registers] == files


def test_the_digest_is_that_of_what_can_be_seen(tmp_path: Path) -> None:
    digest = read(tmp_path).for_plans.digest
    same = ({"0500-5560002": "0500-5569999"}, {"组织机构:": "# 已核对\n组织机构:"})
    other = (
        {", 值班电话: 0500-5560002": ""},
        {"名称: 清河市水利局": "名称: 清河市水务局"},
        {"类别: 政府部门": "类别: 企业"},
        {"  - 编号: water-bureau": f"{NEW}\n  - 编号: water-bureau"},
    )
    assert [read(tmp_path, **change).for_plans.digest == digest for change in same] == [True] * 2
    assert [read(tmp_path, **change).for_plans.digest == digest for change in other] == [False] * 4


def test_every_aside_is_a_field_of_some_entry() -> None:
    fields = {name for model in Entry.__subclasses__() for name in model.model_fields}
    assert fields >= ASIDES


def test_a_register_that_cannot_be_opened_is_broken(tmp_path: Path) -> None:
    read(tmp_path)
    (tmp_path / "registry" / "experts.yaml").unlink()
    (tmp_path / "registry" / "experts.yaml").symlink_to("experts-2027.yaml")
    loaded = load_registry(survey(tmp_path), None)
    assert loaded.registry.broken == {Kind.EXPERT}
    assert loaded.registry.names.entities(Kind.EXPERT) == ()

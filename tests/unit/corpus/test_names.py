from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from planforge.corpus.names import Ambiguous, Entity, Former, Found, Unknown, fold, former_names
from planforge.findings import Place
from planforge.model.base import Kind
from planforge.model.registers import Organisation

if TYPE_CHECKING:
    from planforge.corpus.registry import Registry

ORGANISATION = (Kind.ORGANISATION,)


def test_full_name_short_name_and_id_mean_the_same(registry: Registry) -> None:
    found = [registry.names.find(n, ORGANISATION) for n in ("小城市水务局", "市水务局", "water")]
    assert found == [found[0]] * 3
    assert isinstance(found[0], Found)
    assert found[0].entity.place.pointer == ("organisations", 0)


def test_width_and_spaces_do_not_matter(registry: Registry) -> None:
    assert fold("市（水务） 局") == fold("市(水务)局")
    assert registry.names.get(" 市水 务局", ORGANISATION) == registry.names.get(
        "water", ORGANISATION
    )


def test_a_former_name_says_what_replaced_it(registry: Registry) -> None:
    found = registry.names.find("市水利局", ORGANISATION)
    assert isinstance(found, Former)
    assert (found.entity.short_name, str(found.former.until)) == ("市水务局", "2019-03-01")


def test_the_full_form_of_a_former_short_name_is_a_former_name_too(registry: Registry) -> None:
    short = registry.names.find("市水利局", ORGANISATION)
    full = registry.names.find("小城市水利局", ORGANISATION)
    assert isinstance(short, Former)
    assert isinstance(full, Former)
    assert full.entity is short.entity
    assert full.former == short.former.model_copy(update={"name": "小城市水利局"})
    assert registry.names.find("大城市水利局", ORGANISATION) == Unknown(("小城市水务局",))


def test_the_short_form_of_a_former_full_name_is_a_former_name_too() -> None:
    water = Organisation.model_validate(
        {
            "编号": "water",
            "名称": "小城市水务局",
            "简称": ["市水务局"],
            "类别": "政府部门",
            "曾用名": [{"名称": "小城市水利电力局", "停用日期": "2003-01-01"}],
        }
    )
    entity = Entity(Kind.ORGANISATION, "water", water.name, "市水务局", Place("a.yaml"), water)
    assert [former.name for former in former_names(entity)] == ["小城市水利电力局", "市水利电力局"]
    lone = water.model_copy(update={"short_names": ("水务",)})
    other = Entity(Kind.ORGANISATION, "water", water.name, "水务", Place("a.yaml"), lone)
    assert former_names(other) == water.former_names


def test_a_name_of_two_is_ambiguous(registry: Registry) -> None:
    found = registry.names.find("办公室", ORGANISATION)
    assert isinstance(found, Ambiguous)
    assert [entity.id for entity in found.entities] == ["twin-a", "twin-b"]
    assert registry.names.get("办公室", ORGANISATION) is None


def test_an_unknown_name_lists_the_nearest(registry: Registry) -> None:
    assert registry.names.find("市水物局", ORGANISATION) == Unknown(("市水务局",))


@pytest.mark.parametrize("slip", ["watr", "Water", "WATERX", "ｗater1"])
def test_a_mistyped_id_lists_the_nearest_id(registry: Registry, slip: str) -> None:
    assert registry.names.find(slip, ORGANISATION) == Unknown(("water",))


def test_letters_that_are_no_id_list_nothing(registry: Registry) -> None:
    assert registry.names.find("kitchen", ORGANISATION) == Unknown(())


def test_kinds_are_tried_in_order(registry: Registry) -> None:
    found = registry.names.get("市防指总指挥", (Kind.ORGANISATION, Kind.POST))
    assert found is not None
    assert found.kind is Kind.POST


def test_characters_that_cannot_be_seen_make_no_other_name(registry: Registry) -> None:
    found = registry.names.get("市\u200b水务局", ORGANISATION)
    assert found is not None
    assert found.short_name == "市水务局"

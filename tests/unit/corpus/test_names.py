from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from planforge.corpus.names import Ambiguous, Former, Found, Unknown, fold
from planforge.model.base import Kind

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

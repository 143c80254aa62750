from __future__ import annotations

from dataclasses import replace

import pytest

from planforge.corpus.corpus import Corpus
from planforge.document.books.wording import addressee, issuers, office_of, own_name
from planforge.document.context import Context
from planforge.model.registers import Jurisdiction
from tests.unit.document.small import FLOOD, JURISDICTION, corpus, tree


def at(name: str, level: str, *below: str, plan: str = FLOOD) -> Context:
    """Return the context of the flood plan in a place called *name* with parts *below*."""
    parts = ", ".join(f"{{编号: p{n}, 名称: {part}, 级别: 县}}" for n, part in enumerate(below))
    text = JURISDICTION.replace("小城市", name).replace("级别: 市", f"级别: {level}")
    own = Jurisdiction.model_validate(
        tree(text.replace("[{编号: east, 名称: 东县, 级别: 县, 特点: [山区]}]", f"[{parts}]"))
    )
    found = corpus(flood=plan)
    registry = replace(found.registry, jurisdiction=own)
    made = Corpus(registry, found.system, found.plans, found.digests)
    return Context(made, found.plans[0])


@pytest.mark.parametrize(
    ("context", "said"),
    [
        (
            at("安澜市", "市", "东区", "西县", "南市"),
            "各县（市、区）人民政府，市政府各部门、各直属机构，各有关单位",
        ),
        (at("安澜市", "市", "东区"), "各区人民政府，市政府各部门、各直属机构，各有关单位"),
        (at("安澜市", "市"), "市政府各部门、各直属机构，各有关单位"),
        (
            at("江北区", "县", "甲镇", "乙乡", "丙街道"),
            "各乡镇人民政府、街道办事处，区政府各部门、各直属机构，各有关单位",
        ),
        (
            at("江北区", "县", "丙街道"),
            "各街道办事处，区政府各部门、各直属机构，各有关单位",
        ),
        (
            at("安澜市", "市", plan=FLOOD.replace("印发机关: 市政府", "印发机关: 中共安澜市委")),
            "市委各部门，市级国家机关各部门，各有关单位",
        ),
        (at("安澜市", "市", "东区", plan=FLOOD.replace("类别: 专项", "类别: 部门")), "各有关单位"),
    ],
)
def test_whom_a_notice_addresses(context: Context, said: str) -> None:
    assert addressee(context) == said


def test_without_a_jurisdiction_all_concerned_are_addressed() -> None:
    found = corpus()
    alone = Corpus(
        replace(found.registry, jurisdiction=None), found.system, found.plans, found.digests
    )
    context = Context(alone, found.plans[0])
    assert addressee(context) == "各有关单位"
    assert own_name(context, "安澜市人民政府") == "安澜市人民政府"


def test_a_government_is_shorter_to_its_own_departments() -> None:
    context = at("安澜市", "市")
    assert own_name(context, "安澜市人民政府、中共安澜市委、安澜化工园区管委会") == (
        "市人民政府、中共安澜市委、安澜化工园区管委会"
    )


@pytest.mark.parametrize(
    ("level", "issuer", "office"),
    [
        ("市", "安澜市人民政府", "安澜市人民政府办公室"),
        ("市", "安澜市人民政府办公室", "安澜市人民政府办公室"),
        ("省", "临江省人民政府", "临江省人民政府办公厅"),
        ("省", "临江省人民政府办公厅", "临江省人民政府办公厅"),
        ("县", "龙潭镇人民政府", "龙潭镇人民政府"),
        ("市", "城北街道办事处", "城北街道办事处"),
    ],
)
def test_the_office_of_the_issuer_prints(level: str, issuer: str, office: str) -> None:
    assert office_of(at("临江省", level), issuer) == office


def test_the_office_of_a_town_prints_if_it_is_registered() -> None:
    office = "  - {编号: town-office, 名称: 龙潭镇人民政府办公室, 类别: 办事机构}\n"
    found = corpus(organisations=office)
    assert office_of(Context(found, found.plans[0]), "龙潭镇人民政府") == "龙潭镇人民政府办公室"


def test_short_names_of_issuers_are_written_in_full() -> None:
    context = at("小城市", "市")
    assert issuers(context, "市政府、中共小城市委、市无名局") == (
        "小城市人民政府",
        "中共小城市委",
        "市无名局",
    )
    assert issuers(context, "") == ("",)

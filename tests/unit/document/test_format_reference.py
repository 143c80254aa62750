from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from docutils import nodes
from docutils.core import publish_doctree

from planforge.document import directives
from planforge.document.format_reference import format_reference
from planforge.model.keys import FILE_MODELS, title
from planforge.model.plan import Plan

DOCS = Path(__file__).resolve().parents[3] / "docs"


def rows(section: nodes.section) -> dict[str, list[str]]:
    """Return the cells of the table by the first key of each row, keys joined by a slash."""
    body = section.next_node(nodes.tbody)
    assert body is not None
    found = {}
    for row in body.children:
        cells = ["/".join(p.astext() for p in cell.children) for cell in row.children]
        found[cells[0].partition("/")[0]] = cells
    return found


def named(anchor: str, language: str = "zh_CN") -> nodes.section:
    sections = format_reference(tuple(FILE_MODELS), language)
    return next(section for section in sections if section["ids"] == [anchor])


def test_a_row_says_key_value_default_and_meaning() -> None:
    transition = rows(named("format-transition"))
    assert transition["由"] == ["由/source", "本预案的响应级别", "必填", "调整前的级别。"]
    assert rows(named("format-link"))["关系"][1] == (
        "下列之一：遵循上位、统领下位、引发、被引发、请求支持、提供支持、移交、承接、联动"
    )
    action = rows(named("format-action"))
    assert action["时限"][1] == ("时间，如 30分钟、2小时、20个工作日、立即、每日9时前或者时限")
    assert action["配合"][1] == "一项或者列表，每项是已登记的工作组或者组织机构或者岗位或者救援队伍"
    assert action["分级要求"][1] == "若干条；键：本预案的响应级别；值：分级要求"
    assert rows(named("format-report-rule"))["起算"][2] == "接报"


def test_english_pages_show_the_english_key_first() -> None:
    assert rows(named("format-transition", "en"))["source"] == [
        "source/由",
        "response level of this plan",
        "required",
        "The level before.",
    ]


def test_a_trigger_row_also_takes_names_of_indicators() -> None:
    assert list(rows(named("format-row")))[-1] == "指标的名称"


def test_every_object_and_every_key_but_visibility_is_described_once() -> None:
    sections = format_reference(("plan",))
    anchors = [section["ids"][0] for section in sections]
    assert len(anchors) == len(set(anchors))
    assert set(rows(sections[0])) == {
        info.alias for name, info in Plan.model_fields.items() if name != "visibility"
    }


@pytest.mark.parametrize("kind", sorted(FILE_MODELS))
def test_every_link_leads_to_an_object_of_the_page(kind: str) -> None:
    sections = format_reference((kind,))
    anchors = {section["ids"][0] for section in sections}
    assert anchors >= {ref["refid"] for s in sections for ref in s.findall(nodes.reference)}
    assert sections[0]["ids"] == ["format-" + title(FILE_MODELS[kind]).lower().replace(" ", "-")]


def test_the_directive_builds_the_sections_where_it_stands() -> None:
    directives.enter()
    tree = publish_doctree("Title\n=====\n\n.. format-reference:: contacts\n   :language: en\n")
    assert [s["ids"] for s in tree.findall(nodes.section)] == [
        ["format-contacts"],
        ["format-contact"],
    ]


def test_an_unknown_kind_of_file_is_an_error_of_the_page() -> None:
    directives.enter()
    tree = publish_doctree(".. format-reference:: plans\n", settings_overrides={"report_level": 5})
    assert [m.astext().partition("\n")[0] for m in tree.findall(nodes.system_message)] == [
        "<string>:1: (ERROR/3) no such kind of file: plans"
    ]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_pages_describe_every_kind_of_file(language: str) -> None:
    asked = [
        kind
        for page in ("format-plan", "format-registry", "format-drill")
        for line in re.findall(
            r"\{format-reference\} (.+)",
            (DOCS / language / f"{page}.md").read_text(encoding="utf-8"),
        )
        for kind in line.split()
    ]
    assert asked == list(FILE_MODELS)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_settings_for_the_editor_name_every_schema(language: str) -> None:
    text = (DOCS / language / "format.md").read_text(encoding="utf-8")
    settings = json.loads(text.partition("```json\n")[2].partition("```")[0])
    assert list(settings["yaml.schemas"]) == [f"./schemas/{k}.schema.json" for k in FILE_MODELS]

"""Files of Word keep their schema, and nothing in them refers to what is not there."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from openxml_audit import OpenXmlValidator

from tests.unit.publish.word.made import compilation, files, whole, written

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from planforge.document.books.book import Book

BOOKS = pytest.mark.parametrize("made", [whole, compilation])
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


@BOOKS
def test_the_schema_of_office_files_is_kept(made: Callable[[], Book], tmp_path: Path) -> None:
    file = tmp_path / "book.docx"
    file.write_bytes(written(made()).content)
    result = OpenXmlValidator().validate(file)
    assert [str(error) for error in result.errors] == []


@BOOKS
def test_relations_lead_to_files_of_a_known_kind(made: Callable[[], Book]) -> None:
    parts = files(written(made()))
    types = parts["[Content_Types].xml"].decode()
    endings = set(re.findall(r'Extension="(\w+)"', types))
    named = set(re.findall(r'PartName="/([^"]*)"', types))
    for name, data in parts.items():
        if not name.endswith(".rels"):
            assert name in named or name.rpartition(".")[2] in endings
            continue
        folder = posixpath.dirname(posixpath.dirname(name))
        relations = [one.attrib for one in _tree(data)]
        inner = [one["Target"] for one in relations if one.get("TargetMode") != "External"]
        assert {posixpath.join(folder, target) for target in inner} <= set(parts)
        assert len({one["Id"] for one in relations}) == len(relations)


@BOOKS
def test_what_is_referred_to_is_there_once(made: Callable[[], Book]) -> None:
    parts = files(written(made()))
    body = _tree(parts["word/document.xml"])
    known = {one.get("Id") for one in _tree(parts["word/_rels/document.xml.rels"])}
    attributes = [item for one in body.iter() for item in one.attrib.items()]
    assert {value for key, value in attributes if key.startswith(R)} <= known
    marks = _values(body, "bookmarkStart", "name")
    ids = _values(body, "bookmarkStart", "id")
    assert len(set(marks)) == len(marks)
    assert len(set(ids)) == len(ids)
    assert _values(body, "bookmarkEnd", "id") == ids
    said = " ".join(one.text or "" for one in body.iter(W + "instrText"))
    asked = set(_values(body, "hyperlink", "anchor")) | set(re.findall(r"PAGEREF (\S+)", said))
    assert asked == set(marks)


@BOOKS
def test_styles_numberings_and_notes_are_there(made: Callable[[], Book]) -> None:
    parts = files(written(made()))
    body = _tree(parts["word/document.xml"])
    styles = set(_values(_tree(parts["word/styles.xml"]), "style", "styleId"))
    for kind in ("pStyle", "rStyle", "tblStyle"):
        assert set(_values(body, kind, "val")) <= styles
    nums = set(_values(_tree(parts["word/numbering.xml"]), "num", "numId"))
    assert set(_values(body, "numId", "val")) <= nums | {"0"}
    notes = _values(_tree(parts["word/footnotes.xml"]), "footnote", "id")
    assert ["-1", "0", *_values(body, "footnoteReference", "id")] == notes


def _tree(data: bytes) -> ET.Element:
    return ET.fromstring(data)  # noqa: S314 - our own file


def _values(tree: ET.Element, name: str, attribute: str) -> list[str]:
    found = (one.get(W + attribute) for one in tree.iter(W + name))
    return [value for value in found if value is not None]


@BOOKS
def test_fields_end_where_they_begin(made: Callable[[], Book]) -> None:
    body = _tree(files(written(made()))["word/document.xml"])
    depth = 0
    for one in body.iter(W + "fldChar"):
        depth += {"begin": 1, "separate": 0, "end": -1}[str(one.get(W + "fldCharType"))]
        assert depth >= 0
    assert depth == 0

"""The file: parts, their kinds and relations, in a zip archive whose bytes are always the same."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Final

from planforge.frozen import dataclass
from planforge.publish.word.xml import NOTHING, Xml, document, node, words

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from planforge.publish.word.writing import Relation

_WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_KINDS: Final[Mapping[str, str]] = {
    "document": _WORD + "document.main+xml",
    "styles": _WORD + "styles+xml",
    "numbering": _WORD + "numbering+xml",
    "settings": _WORD + "settings+xml",
    "fontTable": _WORD + "fontTable+xml",
    "footnotes": _WORD + "footnotes+xml",
    "theme": "application/vnd.openxmlformats-officedocument.theme+xml",
    "header": _WORD + "header+xml",
    "footer": _WORD + "footer+xml",
}
_ENDINGS: Final[Mapping[str, str]] = {
    "gif": "image/gif",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "rels": "application/vnd.openxmlformats-package.relationships+xml",
    "svg": "image/svg+xml",
    "xml": "application/xml",
}
_CORE: Final = "application/vnd.openxmlformats-package.core-properties+xml"
_EXTENDED: Final = "application/vnd.openxmlformats-officedocument.extended-properties+xml"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/"
_TIME: Final = (1980, 1, 1, 0, 0, 0)
"""The first time that a zip archive can give."""


@dataclass(frozen=True, slots=True)
class About:
    """What a file says about itself.

    Attributes:
        title: Its title.
        author: Who issues it.
        subject: One line on what it holds.
        edition: Number of the document.
        dated: Its date; None leaves dates out.
        language: BCP 47.
        keywords: Words to find it by.
        producer: The program that made it.
    """

    title: str
    author: str = ""
    subject: str = ""
    edition: str = ""
    dated: date | None = None
    language: str = "zh-CN"
    keywords: tuple[str, ...] = ()
    producer: str = "planforge"


@dataclass(frozen=True, slots=True)
class Contents:
    """The parts of a file: path below `word/` → bytes, and the relations of those that have any."""

    parts: Mapping[str, bytes]
    media: Mapping[str, bytes]
    relations: Mapping[str, Mapping[Relation, str]]


def packed(contents: Contents, about: About) -> bytes:
    """Return the file."""
    files: dict[str, bytes] = {
        "[Content_Types].xml": _types(contents),
        "_rels/.rels": _package_relations(),
        "docProps/core.xml": _core(about),
        "docProps/app.xml": _application(about),
    }
    for name, data in contents.parts.items():
        files[f"word/{name}"] = data
        if contents.relations.get(name):
            files[f"word/_rels/{name}.rels"] = _relations(contents.relations[name])
    files |= {f"word/{name}": contents.media[name] for name in sorted(contents.media)}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, _TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            entry.external_attr = 0
            archive.writestr(entry, data, compresslevel=6)
    return buffer.getvalue()


def _types(contents: Contents) -> bytes:
    endings = {"rels", "xml", *(name.rpartition(".")[2] for name in contents.media)}
    defaults = (
        node("Default", {"Extension": ending, "ContentType": _ENDINGS[ending]})
        for ending in sorted(endings)
    )
    overrides = [
        node(
            "Override",
            {"PartName": f"/word/{name}", "ContentType": _KINDS[_kind(name)]},
        )
        for name in contents.parts
    ]
    overrides.append(node("Override", {"PartName": "/docProps/core.xml", "ContentType": _CORE}))
    overrides.append(node("Override", {"PartName": "/docProps/app.xml", "ContentType": _EXTENDED}))
    return document("Types", "=ct", None, *defaults, *overrides)


def _kind(name: str) -> str:
    return name.removesuffix(".xml").rstrip("0123456789")


def _relations(listed: Mapping[Relation, str]) -> bytes:
    lines = []
    for relation, name in listed.items():
        attributes: dict[str, str | int] = {"Id": name, "Type": relation.kind}
        attributes["Target"] = relation.target
        if relation.outside:
            attributes["TargetMode"] = "External"
        lines.append(node("Relationship", attributes))
    return document("Relationships", "=pr", None, *lines)


def _package_relations() -> bytes:
    listed = (
        (_OFFICE + "officeDocument", "word/document.xml"),
        (_PACKAGE + "core-properties", "docProps/core.xml"),
        (_OFFICE + "extended-properties", "docProps/app.xml"),
    )
    lines = (
        node("Relationship", {"Id": f"rId{at}", "Type": kind, "Target": target})
        for at, (kind, target) in enumerate(listed, 1)
    )
    return document("Relationships", "=pr", None, *lines)


def _core(about: About) -> bytes:
    said = (
        ("dc:title", about.title),
        ("dc:subject", about.subject),
        ("dc:creator", about.author),
        ("cp:keywords", " ".join(about.keywords)),
        ("dc:language", about.language),
        ("cp:version", about.edition),
    )
    dates: tuple[Xml, ...] = ()
    if about.dated is not None:
        when = words(f"{about.dated.isoformat()}T00:00:00Z")
        dates = tuple(
            node(f"dcterms:{name}", {"xsi:type": "dcterms:W3CDTF"}, when)
            for name in ("created", "modified")
        )
    inner = (node(name, {}, words(text)) if text else NOTHING for name, text in said)
    return document("cp:coreProperties", "cp dc dcterms xsi", None, *inner, *dates)


def _application(about: About) -> bytes:
    inner = [node("Application", {}, words(about.producer))]
    if about.author:
        inner.append(node("Company", {}, words(about.author)))
    return document("Properties", "=ep", None, *inner)

"""Metadata of a bound book: XMP, the older information dictionary, and what standard it keeps.

The XMP packet is written here, not by a library: those stamp the hour and their own name into it.
"""

from __future__ import annotations

import re
from hashlib import sha256
from html import escape
from typing import TYPE_CHECKING, Final

from planforge.frozen import dataclass
from planforge.publish.paper.pdf.values import Name, said

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from planforge.publish.paper.pdf.values import Dict, New
    from planforge.publish.paper.pdf.writing import Target
    from planforge.publish.paper.pieces import Imprint, Piece

_ZONE: Final = "+08:00"


@dataclass(frozen=True, slots=True)
class Standard:
    """The standards a file claims to keep.

    Attributes:
        archive: Part and conformance of PDF/A, e.g. `("2", "A")`; empty for none.
        access: Part of PDF/UA, e.g. `1`; empty for none.
    """

    archive: tuple[str, str] | tuple[()] = ()
    access: str = ""


def claimed(xmp: str) -> Standard:
    """Return what the XMP packet *xmp* claims."""
    part = _said(xmp, "pdfaid:part")
    conformance = _said(xmp, "pdfaid:conformance")
    return Standard((part, conformance) if part else (), _said(xmp, "pdfuaid:part"))


def shared(claims: Iterable[Standard]) -> Standard:
    """Return what all *claims* have in common: a book keeps what each of its parts keeps."""
    distinct = set(claims)
    archives = {claim.archive for claim in distinct}
    accesses = {claim.access for claim in distinct}
    return Standard(
        next(iter(archives)) if len(archives) == 1 else (),
        next(iter(accesses)) if len(accesses) == 1 else "",
    )


def identity(imprint: Imprint, pieces: Sequence[Piece]) -> str:
    """Return an identifier of the book, equal for equal content."""
    digest = sha256(repr(imprint).encode())
    for piece in pieces:
        digest.update(repr((piece.ident, piece.title, piece.first, piece.blanks)).encode())
        digest.update(sha256(piece.pdf).digest())
    text = digest.hexdigest()
    return f"uuid:{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:32]}"


def describe(book: Target, root: Dict, imprint: Imprint, standard: Standard, name: str) -> New:
    """Write metadata into *root*, the catalogue of *book*; *name* is its `identity`.

    Returns:
        The older information dictionary.
    """
    about: Dict = {"Type": Name("Metadata"), "Subtype": Name("XML")}
    packet = _packet(imprint, standard, name).encode()
    root["Metadata"] = book.add_stream(about, packet, packed=False)
    root["Lang"] = said(imprint.language)
    root["ViewerPreferences"] = {"DisplayDocTitle": True}
    root["PageMode"] = Name("UseOutlines")
    info = {
        "Title": imprint.title,
        "Author": imprint.author,
        "Subject": imprint.subject,
        "Keywords": ", ".join(imprint.keywords),
        "Creator": imprint.producer,
        "Producer": imprint.producer,
    }
    if imprint.dated is not None:
        stamp = f"D:{imprint.dated:%Y%m%d}000000+08'00'"
        info |= {"CreationDate": stamp, "ModDate": stamp}
    return book.add({key: said(value) for key, value in info.items() if value})


def _said(xmp: str, name: str) -> str:
    found = re.search(f"<{name}>([^<]*)</{name}>|{name}=[\"']([^\"']*)", xmp)
    return (found[1] or found[2] or "") if found else ""


_NAMESPACES: Final = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "xmpMM": "http://ns.adobe.com/xap/1.0/mm/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    "pdfaExtension": "http://www.aiim.org/pdfa/ns/extension/",
    "pdfaSchema": "http://www.aiim.org/pdfa/ns/schema#",
    "pdfaProperty": "http://www.aiim.org/pdfa/ns/property#",
}
_ACCESS_SCHEMA: Final = (
    '<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">'
    "<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>"
    "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>"
    "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>"
    '<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">'
    "<pdfaProperty:name>part</pdfaProperty:name>"
    "<pdfaProperty:valueType>Integer</pdfaProperty:valueType>"
    "<pdfaProperty:category>internal</pdfaProperty:category>"
    "<pdfaProperty:description>Part of ISO 14289</pdfaProperty:description>"
    "</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas>"
)
"""PDF/A wants every schema that it does not know described; PDF/UA's is younger than PDF/A."""


def _packet(imprint: Imprint, standard: Standard, name: str) -> str:
    lines = [f"<dc:title>{_alternatives(imprint.title)}</dc:title>"]
    if imprint.author:
        lines.append(f"<dc:creator>{_array('Seq', [imprint.author])}</dc:creator>")
    if imprint.subject:
        lines.append(f"<dc:description>{_alternatives(imprint.subject)}</dc:description>")
    lines.append(f"<dc:language>{_array('Bag', [imprint.language])}</dc:language>")
    lines.append("<dc:format>application/pdf</dc:format>")
    if imprint.keywords:
        lines.append(f"<dc:subject>{_array('Bag', imprint.keywords)}</dc:subject>")
        lines.append(f"<pdf:Keywords>{_text(', '.join(imprint.keywords))}</pdf:Keywords>")
    lines.append(f"<xmp:CreatorTool>{_text(imprint.producer)}</xmp:CreatorTool>")
    lines.append(f"<pdf:Producer>{_text(imprint.producer)}</pdf:Producer>")
    if imprint.dated is not None:
        stamp = f"{imprint.dated.isoformat()}T00:00:00{_ZONE}"
        lines += [f"<xmp:{key}Date>{stamp}</xmp:{key}Date>" for key in ("Create", "Modify")]
    lines.append(f"<xmpMM:DocumentID>{name}</xmpMM:DocumentID>")
    lines.append(f"<xmpMM:InstanceID>{name}</xmpMM:InstanceID>")
    if standard.archive:
        part, conformance = standard.archive
        lines.append(f"<pdfaid:part>{part}</pdfaid:part>")
        if conformance:
            lines.append(f"<pdfaid:conformance>{conformance}</pdfaid:conformance>")
    if standard.access:
        lines.append(f"<pdfuaid:part>{standard.access}</pdfuaid:part>")
        lines.append(_ACCESS_SCHEMA)
    names = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in _NAMESPACES.items())
    return "\n".join(
        [
            '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>',
            '<x:xmpmeta xmlns:x="adobe:ns:meta/">',
            '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">',
            f'<rdf:Description rdf:about="" {names}>',
            *lines,
            "</rdf:Description></rdf:RDF></x:xmpmeta>",
            '<?xpacket end="r"?>',
        ]
    )


def _text(text: str) -> str:
    return escape(text, quote=False)


def _alternatives(text: str) -> str:
    return f'<rdf:Alt><rdf:li xml:lang="x-default">{_text(text)}</rdf:li></rdf:Alt>'


def _array(kind: str, items: Iterable[str]) -> str:
    inner = "".join(f"<rdf:li>{_text(item)}</rdf:li>" for item in items)
    return f"<rdf:{kind}>{inner}</rdf:{kind}>"

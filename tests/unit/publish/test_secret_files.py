"""What is internal is in no byte of the files of a public book, and it is in those of insiders."""

from __future__ import annotations

import zlib
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pikepdf
import pypdfium2
import pytest

from planforge.publish.handbook import KINDS, Wanted, Workshop
from planforge.source.cache import MemoryStore
from tests.unit.document.books.made import frame_of
from tests.unit.document.books.secrets import planted
from tests.unit.document.small import FLOOD, FLOOD_PROSE, corpus, with_contacts

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from planforge.document.pages.frame import Frame


def of_pdf(content: bytes) -> str:
    """Return all that a PDF says: its pages as read, and every text and stream in its objects."""
    read = pypdfium2.PdfDocument(content)
    pages = [page.get_textpage().get_text_range() for page in read]
    found: list[str] = ["".join(pages).replace("\r", "").replace("\n", "")]
    with pikepdf.open(BytesIO(content)) as pdf:
        for held in pdf.objects:
            if isinstance(held, pikepdf.Stream):
                try:
                    found.append(held.read_bytes().decode("utf-8", "ignore"))
                except (pikepdf.PdfError, zlib.error):
                    found.append(held.read_raw_bytes().decode("utf-8", "ignore"))
            found.extend(texts(held))
    return "\n".join(found)


def texts(held: pikepdf.Object) -> Iterator[str]:
    """Yield the strings that stand directly in an object."""
    if isinstance(held, pikepdf.String):
        yield str(held)
    elif isinstance(held, pikepdf.Dictionary | pikepdf.Stream):
        for value in held.values():
            if not is_far(value):
                yield from texts(value)
    elif isinstance(held, pikepdf.Array):
        for value in held:
            if not is_far(value):
                yield from texts(value)


def is_far(value: object) -> bool:
    """Whether *value* is an object of its own, which is read by itself."""
    return bool(getattr(value, "is_indirect", False))


def of_zip(content: bytes) -> str:
    """Return every member of a file of Word or Excel, and what its tags part put together."""
    with ZipFile(BytesIO(content)) as archive:
        raw = [archive.read(name).decode("utf-8", "ignore") for name in archive.namelist()]
    raw = [text.replace("<w:noBreakHyphen/>", "-") for text in raw]
    bare = ["".join(piece.partition(">")[2] for piece in text.split("<")) for text in raw]
    return "\n".join([*raw, *bare])


def everything(frame: Frame, folder: Path) -> str:
    """Return what the compilation of *frame* says in all its formats."""
    workshop = Workshop(folder, frame, MemoryStore())
    kind = KINDS["compilation"]
    assert kind.books is not None
    assert kind.tables is not None
    wanted = Wanted(frame.views, is_all=True)
    (book,) = kind.books(frame, wanted)
    (tables,) = kind.tables(frame, wanted)
    parts = [of_pdf(workshop.pdf(book).content), of_zip(workshop.docx(book).content)]
    return "\n".join([*parts, of_zip(workshop.xlsx(tables).content)])


@pytest.mark.parametrize("depth", [1, 2])
def test_what_is_internal_is_in_no_byte_for_the_public(depth: int, tmp_path: Path) -> None:
    plans = [found for found in planted(corpus(prose=None)) if "plan.yaml" in str(found[0])]
    secrets, hiding = plans[depth]
    assert len(secrets) > 5
    for_insiders = everything(frame_of(hiding, public=False), tmp_path)
    told = {secret for secret in secrets if secret in for_insiders}
    assert len(told) > len(secrets) // 2
    for_all = everything(frame_of(hiding), tmp_path)
    assert [place for secret, place in secrets.items() if secret in for_all] == []
    assert "小城市" in for_all


def test_private_names_of_any_length_are_in_no_byte_for_the_public(tmp_path: Path) -> None:
    names = ("阿依古丽·买买提江", "诸葛小明", "司马相如风")
    prose = f"{FLOOD_PROSE}\n由{'、'.join(names)}牵头，阿依古丽•买买提江签发。\n"
    hiding = with_contacts(*names, prose=prose)
    for_insiders = everything(frame_of(hiding, public=False), tmp_path)
    assert [name for name in names if name not in for_insiders] == []
    for_all = everything(frame_of(hiding), tmp_path)
    assert [
        name for name in (*names, "阿依古丽", "买买提江", "诸葛", "司马") if name in for_all
    ] == []
    assert "有关人员牵头" in for_all.replace(" ", "")


def test_who_holds_an_office_is_in_no_byte_for_the_public(tmp_path: Path) -> None:
    names = ("赵某一", "钱某二")
    prose = f"{FLOOD_PROSE}\n由赵某一签发，钱某二会签。\n"
    for_insiders = everything(frame_of(corpus(prose=prose), public=False), tmp_path)
    assert [name for name in names if name not in for_insiders] == []
    for_all = everything(frame_of(corpus(prose=prose)), tmp_path)
    assert [name for name in names if name in for_all] == []
    assert "有关人员签发" in for_all.replace(" ", "")
    assert "副市长" in for_all


def test_numbers_of_persons_in_sentences_are_in_no_byte_for_the_public(tmp_path: Path) -> None:
    prose = f"{FLOOD_PROSE}\n市长电话 100 0000 0001，联络员（100）00000009，值班室0500-5550002。\n"
    flood = FLOOD.replace("内容: 组织会商研判", "内容: 会商时拨打10000000002")
    hiding = corpus(flood=flood, prose=prose)
    numbers = ("100 0000 0001", "00000009", "10000000002")
    for_insiders = everything(frame_of(hiding, public=False), tmp_path)
    assert [number for number in numbers if number not in for_insiders] == []
    for_all = everything(frame_of(hiding), tmp_path)
    assert [number for number in numbers if number in for_all] == []
    assert "值班室0500-5550002" in for_all
    assert "市长电话（号码不公开）" in for_all.replace(" ", "")

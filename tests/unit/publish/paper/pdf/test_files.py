"""Files read and written object by object, judged by pikepdf."""

from __future__ import annotations

import re
from io import BytesIO

import pikepdf
import pytest

from planforge.publish.paper.pdf.reading import Source
from planforge.publish.paper.pdf.values import Dict, Name, New, Ref, Value, settled, write
from planforge.publish.paper.pdf.writing import Target


def written(pages: int) -> bytes:
    out = BytesIO()
    book = Target(out)
    tree = New(book.number())
    kids: list[Value] = []
    for number in range(pages):
        drawn = book.add_stream({}, b"%% page %d" % number)
        page: Dict = {"Type": Name("Page"), "Parent": tree, "Contents": drawn}
        kids.append(book.add(page))
    about: Dict = {"Type": Name("Pages"), "Kids": kids, "Count": pages}
    about |= {"MediaBox": [0, 0, 10, 20.5], "Resources": {}}
    book.put(tree.number, write(about, settled))
    root = book.add({"Type": Name("Catalog"), "Pages": tree})
    book.finish(root, book.add({"Title": b"x"}), b"0123456789abcdef")
    return out.getvalue()


def test_a_written_file_is_a_sound_one() -> None:
    with pikepdf.open(BytesIO(written(450))) as book:
        assert book.check_pdf_syntax() == []
        assert len(book.pages) == 450
        assert book.pages[7].Contents.read_bytes() == b"% page 7"
        assert str(book.docinfo["/Title"]) == "x"


@pytest.mark.parametrize("packed", [True, False])
def test_a_file_is_read_whether_its_objects_are_packed_or_not(packed: bool) -> None:  # noqa: FBT001 - a parameter of the test
    pdf = written(2)
    if not packed:
        out = BytesIO()
        with pikepdf.open(BytesIO(pdf)) as book:
            book.save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable)
        pdf = out.getvalue()

    source = Source(pdf)

    pages = [page for _, page in source.pages()]
    assert [page["MediaBox"] for page in pages] == [[0, 0, 10, 20.5]] * 2
    drawn = pages[1]["Contents"]
    assert isinstance(drawn, Ref)
    assert source.stream(drawn.number) is not None
    assert "Length" in source.dict(drawn)
    assert len(list(source.matching(re.compile(rb"/Type\s*/Page\b")))) == 2
    assert source.get(Ref(999)) is None


def test_what_is_no_pdf_is_refused() -> None:
    with pytest.raises(pikepdf.PdfError):
        Source(b"no pdf")


def test_a_reference_into_another_file_cannot_be_written() -> None:
    with pytest.raises(ValueError, match="object 5 is of another file"):
        write([Ref(5)], settled)

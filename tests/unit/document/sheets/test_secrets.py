"""No internal element, wherever it stands, is in a public sheet or form."""

from __future__ import annotations

import pytest

from planforge.corpus.assess import Fact, read_fact
from planforge.document.books.forms import filled, forms_book
from planforge.document.pages.frame import Frame
from planforge.document.sheets import all_sheets
from tests.unit.document.books.secrets import Planted, planted
from tests.unit.document.small import corpus

FACTS = (("24小时降雨量", "300 mm"), ("笼罩面积", "2500 km2"), ("全市停电", "是"))


@pytest.fixture(scope="module")
def corpora() -> list[Planted]:
    return list(planted(corpus()))


def test_no_secret_is_in_a_public_sheet(corpora: list[Planted]) -> None:
    for secrets, found in corpora:
        frame = Frame(found, language="zh_CN", public=True, version="0")
        text = repr(all_sheets(frame))
        assert {secret: at for secret, at in secrets.items() if secret in text} == {}


def test_sheets_for_insiders_tell_most_of_them(corpora: list[Planted]) -> None:
    told: set[str] = set()
    for secrets, found in corpora:
        text = repr(all_sheets(Frame(found, language="zh_CN", public=False, version="0")))
        told |= {at for secret, at in secrets.items() if secret in text}
    every = {at for secrets, _ in corpora for at in secrets.values()}
    assert len(told) > 0.6 * len(every)


def test_no_secret_is_in_a_public_form(corpora: list[Planted]) -> None:
    for secrets, found in corpora:
        frame = Frame(found, language="zh_CN", public=True, version="0")
        for view in frame.views:
            facts = [read_fact(name, text, view.registry) for name, text in FACTS]
            known = filled(view, [fact for fact in facts if isinstance(fact, Fact)])
            books = (forms_book(frame, view), forms_book(frame, view, known))
            text = "".join(
                node.astext() + part.title
                for book in books
                for part in book.parts
                for node in part.build()
            )
            assert {secret: at for secret, at in secrets.items() if secret in text} == {}

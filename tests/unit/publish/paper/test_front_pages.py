"""What stands before the plans of a compilation, of the demonstration plans."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from planforge.document.books.compilation import compilation
from planforge.publish.handbook import Workshop
from planforge.source.cache import MemoryStore
from tests.unit.document.books.made import demo
from tests.unit.publish.paper.pages import texts

if TYPE_CHECKING:
    from pathlib import Path


def test_the_edition_sheet_of_six_plans_is_one_page(tmp_path: Path) -> None:
    frame = demo(public=False)
    whole = compilation(frame)
    sheet = replace(whole, parts=tuple(part for part in whole.parts if part.ident == "edition"))
    (page,) = texts(Workshop(tmp_path, frame, MemoryStore()).pdf(sheet).content)
    said = "".join(page.split())
    assert [view.plan.name for view in frame.views if view.plan.name not in said] == []
    assert "安澜市人民政府门户网站" in said

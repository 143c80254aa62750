import pytest

from planforge.document.books.book import Paper
from planforge.publish.paper.geometry import MM_PER_POINT, geometry


def test_a4_has_the_measures_of_the_standard() -> None:
    page = geometry(Paper.A4)

    assert (page.top, page.bottom, page.inner, page.outer) == (37, 35, 28, 26)
    assert (page.area_width, page.area_height) == (156, 225)
    assert (page.lines, page.characters, page.body_pt) == (22, 28, 16)
    assert page.pitch == pytest.approx(10.227, abs=0.001)
    assert page.advance / MM_PER_POINT == pytest.approx(15.79, abs=0.01)


@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize("landscape", [False, True])
def test_lines_and_characters_fit_any_page(paper: Paper, *, landscape: bool) -> None:
    page = geometry(paper, landscape=landscape)
    across, along = paper.value

    assert (page.width, page.height) == ((along, across) if landscape else (across, along))
    assert 0.95 < page.advance / MM_PER_POINT / page.body_pt < 1.1
    assert 1.4 < page.pitch / MM_PER_POINT / page.body_pt < 2.1

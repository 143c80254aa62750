"""Words that the tellings of a check share."""

from __future__ import annotations

from planforge.cli.output import basis_line
from planforge.findings import Citation


def test_a_law_stands_once_with_all_its_articles() -> None:
    sources = (
        Citation("突发事件应对法", "第三条"),
        Citation("突发事件应急预案管理办法", "第八条"),
        Citation("突发事件应对法", "第五条"),
        Citation("防洪法", "", verified=False),
        Citation("突发事件应对法", "第九条", verified=False),
    )
    assert basis_line(sources, "zh_CN") == (
        "《突发事件应对法》第三条、第五条；《突发事件应急预案管理办法》第八条；"
        "《防洪法》（条文待核）；《突发事件应对法》第九条（条文待核）"
    )
    assert basis_line(sources[:1], "en") == "《突发事件应对法》第三条"

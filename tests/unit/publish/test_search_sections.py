from __future__ import annotations

import pytest

from planforge.publish.site.search import SearchSection
from planforge.publish.site.search_sections import sections_of


def test_a_page_is_cut_at_its_headings() -> None:
    body = (
        '<p>题前</p><section id="a"><h1>甲<a class="headerlink" href="#a">¶</a></h1><p>一</p>'
        '<section id="b"><h2>乙</h2><p>二</p></section></section><h2 id="c">丙</h2><p>三</p>'
    )
    assert sections_of(body) == (
        SearchSection("", "", "题前"),
        SearchSection("甲", "a", "一"),
        SearchSection("乙", "b", "二"),
        SearchSection("丙", "c", "三"),
    )


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>相<b>邻</b><a href='#'>文</a>字</p>", "相邻文字"),
        ("<p>一</p><p>二</p>", "一\n二"),
        ("<ul><li>一<ul><li>二</li></ul>三</li></ul>", "一\n二\n三"),
        ("<table><tr><th>单位</th><td>市水务局</td></tr></table>", "单位\n市水务局"),
        ("一<br>二<br/>三", "一\n二\n三"),
        ("  多  个\n\t空格  ", "多 个 空格"),
        ("<pre>a\nb</pre>", "a b"),
        ("甲<script>var x</script><style>p{}</style>乙", "甲\n乙"),
        ("<div hidden>隐</div>显", "显"),
        ("<div data-planforge-nosearch><p>按钮</p></div>显", "显"),
        ("<span class='x visually-hidden'>隐</span>显", "显"),
        (
            "<svg><title>图</title><text>会<tspan>商</tspan></text><text>启动</text></svg>",
            "会商\n启动",
        ),
        ("&lt;b&gt; &amp; &#x4e00;", "<b> & 一"),
        ("<p>没有关上<b>的<p>标签</div>", "没有关上的\n标签"),
        ("<img alt='图'>文", "文"),
        ("<", "<"),
    ],
)  # fmt: skip
def test_blocks_part_and_inline_elements_do_not(html: str, text: str) -> None:
    assert sections_of(html) == (SearchSection("", "", text),)


@pytest.mark.parametrize("html", ["", "<p> </p>", "<script>x", "<div hidden>"])
def test_a_page_without_text_has_no_sections(html: str) -> None:
    assert sections_of(html) == ()


def test_a_heading_without_text_is_a_section() -> None:
    assert sections_of("<h2 id='x'>空<code>章</code></h2>") == (SearchSection("空章", "x", ""),)


def test_a_tag_that_never_ends_costs_no_time() -> None:
    assert sections_of("<p " + "a " * 5_000 + "'")[0].text.startswith("<")

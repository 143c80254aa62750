"""No Markdown stops the prose of a plan from being read, and nothing half-done is left in it."""

from __future__ import annotations

from docutils import nodes
from hypothesis import given, settings
from hypothesis import strategies as st

from planforge.document import prose
from planforge.document.nodes import SCHEME
from planforge.rules.prose.links import linked_plans, links
from tests.unit.document.small import context

SMALL = context()
SNIPPETS = (
    "[a](b.pdf) [c](../power/plan.md#x)",
    "[](#总则) [x](target)",
    "(target)=",
    "# 总则",
    "## 职责",
    "### 深",
    "文字[^1] [^缺] [^二]",
    "[^1]: 注[^二]",
    "[^二]: 注[^二][^1]",
    "{ref}`target` {pep}`8`",
    "{math}`a` $a$",
    "<https://a.b> <b>x</b>",
    "<div>\n[x](y)\n</div>",
    "> 引[^1]\n> # 标题",
    "- a\n  - [b](#职责)\n    1. c[^1]",
    "| a[^1] | [b](c) |\n| --- | --- |\n| d | e |",
    "```python\nx[^1]\n```",
    "    code",
    "```{note}\n[x](y)[^1]\n```",
    "[r]: a.md\n\n[r] [x][r]",
    "![i](http://[x) [![j](a.png)](b)",
    "```{eval-rst}\n`x`_ |y| [1]_ [#a]_ x__\n\n.. _q:\n```",
    "```{contents}\n```",
    "```{class} x\n```",
    "[s]{#s .c}",
    "{#p .q}",
    "---",
    "标题\n===",
    "```{header} h\n```",
    "```{target-notes}\n```",
    "[z](http://[x) [j](javascript:a)",
    "[^1]",
)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(SNIPPETS) | st.text("[]()^#`{}:<>!*_|\\ \n1a中", max_size=20), max_size=9
    )
)
def test_no_markup_stops_the_reading(pieces: list[str]) -> None:
    text = "\n\n".join(pieces)
    links(text)
    linked_plans(text, "special/flood/plan.md")
    read = prose.read(text, SMALL, "special/flood/plan.md")
    for part in (*read.preface, *read.chapters):
        for link in part.findall(nodes.reference):
            assert link["refuri"].startswith((SCHEME, "http:", "https:", "mailto:", "tel:"))
        ids = {ident for node in part.findall(nodes.Element) for ident in node["ids"]}
        for note in part.findall(nodes.footnote_reference):
            assert note["refid"] in ids or part in read.preface
        assert not list(part.findall(lambda x: isinstance(x, nodes.pending | nodes.raw)))

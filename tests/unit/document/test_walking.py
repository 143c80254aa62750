"""Looking for nodes in a tree."""

from __future__ import annotations

from docutils import nodes

from planforge.document.walking import nodes_of


def tree() -> nodes.section:
    inner = nodes.paragraph("", "", nodes.Text("甲"), nodes.strong("", "乙"))
    return nodes.section("", nodes.title("", "题"), inner, nodes.section("", nodes.title("", "节")))


def test_nodes_are_found_in_reading_order_the_tree_itself_too() -> None:
    found = tree()
    assert [id(node) for node in nodes_of(found, nodes.Element, nodes.Text)] == [
        id(n) for n in found.findall()
    ]
    assert [str(text) for text in nodes_of(tree(), nodes.Text)] == ["题", "甲", "乙", "节"]
    assert len(nodes_of(tree(), nodes.section, nodes.strong)) == 3


def test_a_tree_may_change_under_way() -> None:
    found = tree()
    for title in nodes_of(found, nodes.title):
        title.parent.remove(title)
    assert nodes_of(found, nodes.title) == []

"""Numbers of figures and tables in the text of a plan, and references to them by number.

As official texts do, tables and figures are counted through the whole plan, each kind by itself.
What stands alone in an annex has the name and number of the annex and no other. Where an editor
numbers captions of a kind by hand, the numbers of that kind are left to the editor.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from docutils import nodes

from planforge.document.blocks import paragraph
from planforge.document.nodes import chart
from planforge.document.walking import nodes_of
from planforge.i18n import DEFAULT_LANGUAGE, msg

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from planforge.document.context import Context
    from planforge.i18n import Message

LABEL: Final = "caption_label"
"""Attribute of a table, chart or figure: kind and number as printed, e.g. 表3."""
TITLE: Final = "caption_title"
"""Attribute of a chart: what stands below it instead of its own title."""
NOWHERE: Final = "pf-no-such-caption"
"""Class of a reference to a figure or table that is not there."""
_BY_HAND: Final = re.compile(r"[ \t]*(图|表)[ \t]?(?:\d|[一二三四五六七八九十])")
_REFERENCE: Final = re.compile(
    r"(?:(?<=[见按依如（(、和及])|(?<=[见参依按][见照])|(?<=对照))"
    r"(?P<kind>图|表)[ ]?(?P<n>\d{1,2})(?![\d.\-—级])"
)
_CHART: Final = re.compile("图(?:（[^（）]*）)?$")
"""End of a title that says that it is a chart: 响应措施流程图（Ⅲ级）."""
_TITLES: Final[Mapping[str, Message]] = {
    "pf-grades": msg("Grades of incidents"),
    "pf-leadership": msg("Who responds to which grade"),
    "pf-groups": msg("Working groups"),
    "pf-members": msg("Members and their duties"),
    "pf-local": msg("Commands of lower levels"),
    "pf-monitoring": msg("Who watches what"),
    "pf-warnings": msg("Levels of warning"),
    "pf-warning-response": msg("Which response follows a warning"),
    "pf-reports": msg("Reports to make"),
    "pf-levels": msg("Levels of response"),
    "pf-adjustments": msg("Adjustment of start conditions"),
    "pf-transitions": msg("Change of level"),
    "pf-takeover": msg("Takeover of command"),
    "pf-termination": msg("End of response"),
    "pf-links": msg("Links with other plans"),
    "pf-listed-plans": msg("Special plans"),
    "pf-drills": msg("Exercises"),
    "pf-revisions": msg("Revisions"),
    "pf-contacts": msg("Telephone list"),
    "pf-duty-phones": msg("Duty phones of the units"),
    "pf-teams": msg("Rescue teams"),
    "pf-depots": msg("Depots and supplies"),
    "pf-shelters": msg("Shelters"),
}
"""Class of a table made from facts → its caption."""
_SHOWN: Final[tuple[type[nodes.Element], ...]] = (nodes.table, nodes.figure, chart)
_ABOVE: Final = "pf-table-name"


def number_captions(context: Context, tree: Sequence[nodes.Node]) -> None:
    """Give captions and numbers to the tables and figures in the chapters *tree* of a plan.

    References to them by number (见表2) become links; one to a number that is not there gets the
    class `NOWHERE`.
    """
    shown = list(_shown(tree))
    by_hand = _numbered_by_hand(tree, shown)
    counts: Counter[str] = Counter()
    places: dict[tuple[str, int], str] = {}
    alike: dict[int, list[nodes.title]] = {}
    for node in shown:
        kind = _kind(node)
        if kind in by_hand:
            continue
        title = _caption(context, node, alike)
        if not title:
            continue
        counts[kind] += 1
        number = counts[kind]
        node[LABEL] = (
            context.t("Table {number}", number=number)
            if kind == "表"
            else context.t("Figure {number}", number=number)
        )
        if not node["ids"]:
            node["ids"] = [f"caption-{'table' if kind == '表' else 'figure'}-{number}"]
        places[kind, number] = node["ids"][0]
        _lead_to(context, node, title)
    for titles in alike.values():
        _tell_apart(context, titles)
    for text in [text for top in tree for text in nodes_of(top, nodes.Text)]:
        if _may_refer(text):
            _refer(text, places, by_hand)


def _lead_to(context: Context, node: nodes.Element, title: str) -> None:
    """Put a sentence that leads to the chart *node* between it and a heading right above it.

    Without it a chart that is too high for the rest of a page takes the heading along, and leaves
    that rest blank; with it the text goes on there.
    """
    above = node.parent
    if not isinstance(node, chart) or not isinstance(above, nodes.section):
        return
    at = above.index(node)
    if at and isinstance(above.children[at - 1], nodes.title):
        said = context.t("For {title} see {label}.", title=title, label=str(node[LABEL]))
        above.insert(at, paragraph(said))


def leave_to_heading(tree: Sequence[nodes.Node]) -> None:
    """Take the caption from what stands alone in an annex: the title of the annex says it."""
    shown = list(_shown(tree))
    if len(shown) == 1 and isinstance(shown[0], chart):
        shown[0][TITLE] = ""


def _shown(tree: Sequence[nodes.Node]) -> Iterator[nodes.Element]:
    """Yield the tables and figures of *tree* that stand in the text itself."""
    for top in tree:
        for node in nodes_of(top, *_SHOWN):
            if not _is_inside(node):
                yield node


def _is_inside(node: nodes.Element) -> bool:
    above = node.parent
    while isinstance(above, nodes.Element):
        if isinstance(above, (nodes.entry, nodes.figure, chart)):
            return True
        above = above.parent
    return False


def _kind(node: nodes.Element) -> str:
    return "表" if isinstance(node, nodes.table) else "图"


def _numbered_by_hand(tree: Sequence[nodes.Node], shown: Sequence[nodes.Element]) -> frozenset[str]:
    """Return the kinds, 图 and 表, whose captions in *tree* bear numbers already."""
    said = [_own_title(node) for node in shown]
    said += [
        text.astext()
        for top in tree
        for text in nodes_of(top, nodes.paragraph)
        if not isinstance(text.parent, nodes.entry)
    ]
    return frozenset(match[1] for one in said if (match := _BY_HAND.match(one)))


def _own_title(node: nodes.Element) -> str:
    """Return the caption that *node* has already; empty if it has none."""
    kinds = (nodes.title, nodes.caption)
    return next((child.astext() for child in node.children if isinstance(child, kinds)), "")


def _caption(context: Context, node: nodes.Element, alike: dict[int, list[nodes.title]]) -> str:
    """Return the caption of *node*, which has it from now on; empty for none.

    One that is the heading of its section is entered in *alike*, with others that are.
    """
    own = _own_title(node)
    if isinstance(node, nodes.figure):
        return own
    if isinstance(node, chart):
        plan = context.plan_view.plan.name
        title = node.graph.title.removeprefix(plan) or node.graph.title
        is_said = bool(_CHART.search(title)) or context.language != DEFAULT_LANGUAGE
        node[TITLE] = title if is_said else f"{title}图"
        return str(node[TITLE])
    if not own:
        own = _taken_name(context, node) or _title_by_class(context, node)
        section = None if own else _section(node)
        own = own or _heading(section)
        if own:
            named = nodes.title("", own)
            node.insert(0, named)
            if section is not None:
                alike.setdefault(id(section), []).append(named)
    return own


def _tell_apart(context: Context, titles: Sequence[nodes.title]) -> None:
    """Number the captions *titles* that tables of one section have from its heading."""
    for number, title in enumerate(titles, 1) if len(titles) > 1 else ():
        said = context.marks.bracketed(title.astext(), str(number))
        title.children = [nodes.Text(said)]


def _taken_name(context: Context, node: nodes.Element) -> str:
    """Return the name that stands above the table *node*, which is taken away there."""
    above = node.parent
    at = above.index(node) if isinstance(above, nodes.Element) else 0
    before = above.children[at - 1] if at else None
    if not isinstance(before, nodes.paragraph) or _ABOVE not in before["classes"]:
        return ""
    above.remove(before)
    name = before.astext()
    if "pf-measures" in node["classes"]:
        return context.t("{warning}: measures", warning=name)
    return name


def _title_by_class(context: Context, node: nodes.Element) -> str:
    title = next((_TITLES[name] for name in node["classes"] if name in _TITLES), None)
    return title.render(context.language) if title is not None else ""


def _section(node: nodes.Element) -> nodes.section | None:
    """Return the section that *node* stands in."""
    above = node.parent
    while isinstance(above, nodes.Element) and not isinstance(above, nodes.section):
        above = above.parent
    return above if isinstance(above, nodes.section) else None


def _heading(above: nodes.section | None) -> str:
    """Return the heading of the section *above*, without its number."""
    if above is None:
        return ""
    title = next((child for child in above.children if isinstance(child, nodes.title)), None)
    words = title.children if title is not None else []
    return "".join(
        word.astext()
        for word in words
        if not (isinstance(word, nodes.Element) and "pf-number" in word["classes"])
    ).strip()


def _may_refer(text: nodes.Text) -> bool:
    """Whether *text* is running text, where 表2 means a table of the plan."""
    if "图" not in text and "表" not in text:
        return False
    above = text.parent
    while isinstance(above, nodes.Element):
        if isinstance(above, (nodes.reference, nodes.literal, nodes.literal_block, chart)):
            return False
        above = above.parent
    return True


def _refer(
    text: nodes.Text, places: Mapping[tuple[str, int], str], by_hand: frozenset[str]
) -> None:
    """Make the references in *text* lead to what they name."""
    whole = str(text)
    pieces: list[nodes.Node] = []
    done = 0
    for match in _REFERENCE.finditer(whole):
        kind, number = match["kind"], int(match["n"])
        if kind in by_hand or _is_of_another(whole[: match.start()]):
            continue
        words = nodes.Text(match[0])
        target = places.get((kind, number))
        if target is None:
            lost = nodes.inline("", "", words, classes=[NOWHERE])
            pieces += [nodes.Text(whole[done : match.start()]), lost]
        else:
            pieces += [
                nodes.Text(whole[done : match.start()]),
                nodes.reference("", "", words, refid=target, internal=True),
            ]
        done = match.end()
    if pieces:
        text.parent.replace(text, [*pieces, nodes.Text(whole[done:])])


def _is_of_another(before: str) -> bool:
    """Whether what stands *before* a reference says whose table it is: 《…》的附表."""
    return before.rstrip("的中见附参照详（( ").endswith("》")

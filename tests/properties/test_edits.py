"""Whatever stands around it, an edit changes what it says and not a byte besides."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from planforge.findings import Addition, Place, Reorder, Rewrite, Setting
from planforge.model.keys import same_key
from planforge.model.plan import Plan
from planforge.source.edits import Written, changed, changes
from planforge.source.positions import SourceMap
from planforge.source.yaml_tree import parse

ENDS = st.sampled_from(["\n", "\r\n"])
GAPS = st.text("  \t", max_size=3).map(lambda text: f" {text}")
COMMENTS = st.one_of(
    st.just(""), st.text("旧名 #:{}[]'\"-", max_size=12).map(lambda text: f"  # {text}")
)
BLANKS = st.lists(st.one_of(st.just(""), COMMENTS.map(str.strip)), max_size=2)
STYLES = st.sampled_from(["{}", "'{}'", '"{}"', "{} # 尾"])
SHAPES = st.sampled_from(["flow", "block"])
NEW = st.sampled_from(["市水利局", "O'Neill 站", "a: b", '引"号', "反\\斜", "[甲, 乙]", "#1"])


def written(text: str) -> Written:
    return Written(text, SourceMap(text, same_key), Plan)


@given(st.lists(st.tuples(BLANKS, GAPS, COMMENTS), min_size=3, max_size=3), STYLES, NEW, ENDS)
def test_a_rewritten_value(
    around: list[tuple[list[str], str, str]], style: str, new: str, end: str
) -> None:
    keys = ("名称", "牵头部门", "预案")
    values = ("甲", style.format("市水务局"), "demo")
    lines = []
    for (before, gap, after), key, value in zip(around, keys, values, strict=True):
        lines += [*before, f"{key}:{gap}{value}{after}"]
    text = end.join(lines) + end
    file = written(text)
    (made,) = changes([Rewrite(Place("p", ("lead",)), new)], lambda _: file)
    result = changed(text, [made])
    assert parse(result, "p").tree == {"名称": "甲", "牵头部门": new, "预案": "demo"}
    start = text.index("市水务局")
    rest = len(text) - start - len("市水务局")
    assert result[: start - 1] == text[: start - 1]
    assert result[len(result) - rest + 1 :] == text[start + len("市水务局") + 1 :]


@given(st.lists(st.tuples(BLANKS, GAPS, COMMENTS), min_size=1, max_size=4), ENDS, SHAPES)
def test_an_added_entry(around: list[tuple[list[str], str, str]], end: str, shape: str) -> None:
    lines = ["衔接:"]
    for number, (before, gap, after) in enumerate(around):
        value = f"{{预案:{gap}p{number}, 关系: 联动}}{after}"
        both = [f"预案:{gap}p{number}{after}", "    关系: 联动"]
        lines += (
            [*before, f"  - {value}"] if shape == "flow" else [*before, f"  - {both[0]}", both[1]]
        )
    text = end.join([*lines, "名称: 甲"]) + end
    file = written(text)
    entry = (("plan", "新"), ("circumstances", "一：二"))
    (made,) = changes([Addition(Place("p", ("links",)), entry)], lambda _: file)
    result = changed(text, [made])
    links = [{"预案": f"p{number}", "关系": "联动"} for number in range(len(around))]
    tree = {"衔接": [*links, {"预案": "新", "情形": "一：二"}], "名称": "甲"}
    assert parse(result, "p").tree == tree
    assert result.replace(made.text, "", 1) == text


@given(st.permutations("abcd"), st.lists(COMMENTS, min_size=4, max_size=4), ENDS, SHAPES)
def test_entries_in_another_order(
    order: list[str], comments: list[str], end: str, shape: str
) -> None:
    if shape == "flow":
        text = "级别: {" + ", ".join(f"{key}: 值{key}" for key in order) + "}  # 尾" + end
    else:
        parts = [
            f"  # 说明{key}{end}  {key}:{comment}{end}    甲: 值{key}{end}"
            for key, comment in zip(order, comments, strict=True)
        ]
        text = f"级别:{end}{''.join(parts)}名称: 甲{end}"
    file = written(text)
    (made,) = changes([Reorder(Place("p", ("级别",)), tuple("abcd"))], lambda _: file)
    result = changed(text, [made])
    before, after = parse(text, "p").tree, parse(result, "p").tree
    assert before == after
    assert isinstance(after, dict)
    assert list(after["级别"] or ()) == list("abcd")
    assert sorted(result) == sorted(text)
    if shape == "block":
        ordered = sorted(parts, key=lambda part: part[4 + len("说明")])
        assert result == f"级别:{end}{''.join(ordered)}名称: 甲{end}"


def test_what_is_not_sure_gives_no_change() -> None:
    for text in ("牵头部门: &a 市水务局\n", "名称: &a 市水务局\n牵头部门: *a\n", "名称: 甲\n"):
        file = written(text)
        assert changes([Rewrite(Place("p", ("lead",)), "新")], lambda _: file) == ()  # noqa: B023 - asked at once


WAYS = st.sampled_from(["{old}", "[{old}]", "\n      - {old}\n      - 丙", "'{old}'"])
LISTS = st.lists(NEW, min_size=1, max_size=3).map(tuple)


@given(BLANKS, COMMENTS, WAYS, st.one_of(NEW, LISTS), ENDS, SHAPES, st.booleans())
def test_a_set_entry(  # noqa: PLR0913, PLR0917 - one thing drawn each
    before: list[str],
    after: str,
    way: str,
    value: str | tuple[str, ...],
    end: str,
    shape: str,
    is_there: bool,  # noqa: FBT001 - drawn
) -> None:
    old = way.format(old="市水务局") if shape == "block" or "\n" not in way else "[市水务局]"
    own = [f"情形: {old}"] if is_there else []
    if shape == "flow":
        inside = ", ".join(["预案: p0", *own, "关系: 联动"])
        entry = [f"  - {{{inside}}}{after}"]
    else:
        entry = [
            *before,
            f"  - 预案: p0{after}",
            *(f"    {line}" for line in own),
            "    关系: 联动",
        ]
    lines = ["衔接:", *entry, "  - 预案: p1", "名称: 甲"]
    text = end.join("\n".join(lines).split("\n")) + end
    file = written(text)
    edit = Setting(Place("p", ("links", 0)), "circumstances", value)
    (made,) = changes([edit], lambda _: file)
    result = changed(text, [made])
    wanted = value if isinstance(value, str) else list(value)
    first = {"预案": "p0", "情形": wanted, "关系": "联动"}
    assert parse(result, "p").tree == {"衔接": [first, {"预案": "p1"}], "名称": "甲"}
    assert result.count("#") >= text.count("#")

"""As many findings as there are broken blocks, each inside its block, whatever stands between."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from planforge.source.yaml_tree import parse

GOOD = st.sampled_from(
    [
        "k{n}: 文字",
        'k{n}: "文字: 有冒号"',
        "k{n}: {{编号: a, 时限: 30分钟}}",
        "k{n}:\n  - 编号: a\n    责任: [甲, 乙]\n  - 编号: b",
        "k{n}: |\n  第一行\n  第二行: 也是文字",
        "k{n}:\n- a\n- b",
        "# 注释：不是键\nk{n}: 'it''s'",
        'k{n}: "多行\n  文字"',
    ]
)
BROKEN = st.sampled_from(
    [
        "k{n}: [甲, 乙",
        "k{n}: {{编号: a",
        'k{n}: "没有右引号',
        "k{n}: '没有右引号",
        "k{n}: @text",
        "k{n}: 甲: 乙",
        "k{n}:\n  a: 1\n b: 2",
        "k{n}:\n\ta: 1",
        "k{n}：文字",
        "k{n}:\n  - 编号: a\n    责任：乙\n    时限: 1小时",
        "k{n}: {{编号: a，时限: 30分钟}}",
        "k{n}: !tag x",
        "k{n}: *nobody",
        "k{n}: >= 100 mm",
    ]
)


@given(st.lists(st.tuples(st.booleans(), GOOD, BROKEN), min_size=1, max_size=8))
def test_each_broken_block_gives_its_finding(blocks: list[tuple[bool, str, str]]) -> None:
    text = ""
    wanted = []
    for number, (is_broken, good, broken) in enumerate(blocks):
        first = text.count("\n") + 1
        text += (broken if is_broken else good).format(n=number) + "\n"
        if is_broken:
            wanted.append(range(first, text.count("\n") + 1))
    parsed = parse(text, "f")
    lines = [one.place.span.line for one in parsed.findings if one.place.span]
    assert len(lines) == len(wanted), text
    assert all(line in block for line, block in zip(lines, wanted, strict=True)), text
    assert parsed.is_complete is not bool(wanted)

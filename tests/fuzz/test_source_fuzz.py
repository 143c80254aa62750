"""Broken plan files, thousands of them, from fixed seeds: findings only, never an exception."""

from __future__ import annotations

import random

import pytest

from planforge.source import parser
from planforge.source.positions import SourceMap
from planforge.source.text import decode
from planforge.source.yaml_tree import parse

PLAN = """# 注释
预案: flood
名称: 安澜市防汛抗旱应急预案
事件类型: [洪涝, 干旱, '台风']
版本: {文号: 安政办发〔2026〕12号, 印发日期: 2026-03-01}
响应级别: &levels
  Ⅲ级:
    启动条件:
      - {24小时降雨量: ">= 100 mm", 笼罩面积: "[2000..4000) km2"}
    说明: |
      第一行
      第二行
响应措施:
  - 编号: consult
    内容: "组织会商研判，\\u63d0出建议"
    时限: 30分钟
    前置: [activate]
  - <<: {阶段: 响应}
    级别: *levels
"""
PIECES = (
    *"：，:,-[]{}\"'#&*!|>%@`?~ \t\n\r\\.\u3000\u200b\ufeff\x00",
    "- ", ": ", "\n  ", "<<: ", "*levels", "&x ", "!!str ", "---\n", "...\n", "<<<<<<< a\n",
)  # fmt: skip
ROUNDS = 1500


def broken(seed: int) -> bytes:
    chance = random.Random(seed)  # noqa: S311 - a fixed sequence is wanted
    text = PLAN
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(text) + 1)
        match chance.randrange(4):
            case 0:
                text = text[:at] + chance.choice(PIECES) + text[at:]
            case 1:
                text = text[:at] + text[at + chance.randint(1, 12) :]
            case 2:
                text = text[:at] + text[chance.randrange(len(text) + 1) :]
            case _:
                start = chance.randrange(len(text) + 1)
                text = text[:at] + text[start : start + 40] + text[at:]
        text = text or PLAN
    data = text.encode()
    if chance.random() < 0.1:
        at = chance.randrange(len(data))
        data = data[:at] + chance.randbytes(2) + data[at:]
    return data


@pytest.mark.parametrize("kind", ["c", "python"])
def test_mutated_plans_give_findings_only(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if kind == "python":
        monkeypatch.setattr(parser, "_parser", parser.PythonParser)
    read = 0
    for seed in range(ROUNDS if kind == "c" else ROUNDS // 5):
        decoded = decode(broken(seed), "f")
        if decoded.text is None:
            continue
        parsed = parse(decoded.text, "f")
        assert parsed.is_complete or parsed.findings, seed
        read += parsed.is_complete
        found = SourceMap(decoded.text, {})
        for finding in parsed.findings:
            assert "{" not in finding.message.msgid or finding.message.args, seed
            assert finding.hint is not None, seed
            assert found.place(finding.place).line <= decoded.text.count("\n") + 1 + 50, seed
        found.span(("响应措施", 1, "级别", "Ⅲ级", "说明"), chars=(2, 5))
    assert read > 0


HOSTILE = {
    "open lists": "[" * 300_000,
    "open mappings": "{" * 300_000,
    "dashes": "- " * 200_000,
    "questions": "? " * 200_000,
    "one quote": '"' + "x" * 300_000,
    "quotes": '"' * 300_000,
    "anchors": "&a " * 100_000,
    "tags": "!" * 300_000,
    "directives": "%TAG !a! x\n" * 30_000,
    "empty lists": "[" + "[]," * 100_000,
    "colons": ":" * 300_000,
    "empty lines": "\n" * 300_000,
    "spaces": " " * 300_000 + "a: b",
    "long key": "a" * 300_000 + ": b",
    "repeated keys": "a: 1\n" * 50_000,
    "full-width": "时限：1\n" * 40_000,
    "open quotes": 'a: "x\n' * 40_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_texts_end_soon(text: str) -> None:
    parsed = parse(text, "f")
    assert all(finding.place.span for finding in parsed.findings)
    SourceMap(text, {}).span(("a", 0, "b"))

"""Wrong use is told in the words, and with the signs, of the reader's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.unit.cli.conftest import Shell

CHINESE = {
    ("check", "--nosuch"): "没有“--nosuch”这个选项。是不是想写“--no-cache”？",
    ("chek",): "没有“chek”这个命令。是不是想写：check、schema？",
    ("xyz",): (
        "没有“xyz”这个命令。"
        "可用的有：assess、build、check、drill、explain、handbook、schema、serve、show。"
    ),
    ("check", "--fail-on", "bad"): (
        "“--fail-on”的值有误：“bad”不在可选范围内，可选：“error”、“warning”、“advice”。"
    ),
    ("show",): "缺少参数“名称”。",
    ("serve", "--port", "abc"): "“--port”的值有误：“abc”不是整数，请只写阿拉伯数字。",
    ("explain", "ORG01"): (
        "没有编号为“ORG01”的规则。运行 planforge explain 可列出全部规则。"
        "是不是想写：ORG010、ORG011、ORG012？"
    ),
}
ENGLISH = {
    ("check", "--nosuch"): "No such option '--nosuch'. Did you mean '--no-cache'?",
    ("chek",): "There is no command “chek”. Did you mean check, schema?",
    ("serve", "--port", "abc"): "Invalid value for '--port': 'abc' is not a whole number.",
    ("explain", "ORG01"): (
        "There is no rule “ORG01”. “planforge explain” lists them all. "
        "Did you mean ORG010, ORG011, ORG012?"
    ),
}


@pytest.mark.parametrize("arguments", CHINESE)
def test_in_chinese(arguments: tuple[str, ...], shell: Shell) -> None:
    ended = shell(*arguments)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.splitlines()[-1] == f"错误：{CHINESE[arguments]}"


@pytest.mark.parametrize("arguments", ENGLISH)
def test_in_english(arguments: tuple[str, ...], shell: Shell) -> None:
    ended = shell(*arguments, lang="en")
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.splitlines()[-1] == f"Error: {ENGLISH[arguments]}"

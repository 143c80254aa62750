"""What is proposed for a name that cannot be right."""

from __future__ import annotations

from planforge.rules.names.kinds import choose


def test_a_choice_is_never_empty() -> None:
    assert choose(["Ⅰ级", "Ⅱ级"]).render("zh_CN") == "可以写：Ⅰ级、Ⅱ级"
    nothing = choose([]).render("zh_CN")
    assert nothing == "目前没有可选的名称：请先定义，或者删去这个名称"

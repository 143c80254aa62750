"""What is proposed for a name that cannot be right."""

from __future__ import annotations

from planforge.rules.names.kinds import choose
from tests.unit.rules.city import hits, view


def test_a_choice_is_never_empty() -> None:
    assert choose(["Ⅰ级", "Ⅱ级"]).render("zh_CN") == "可以写：Ⅰ级、Ⅱ级"
    nothing = choose([]).render("zh_CN")
    assert nothing == "目前没有可选的名称：请先定义，或者删去这个名称"


def test_terms_are_proposed_with_one_blank_between_them() -> None:
    channels = {"责任": "市水务局", "渠道": ["政府网站， 广播电视，\u3000手机短信，"]}
    (hit,) = hits("WRD018", view(信息发布=channels))
    assert hit.hint is not None
    assert hit.hint.render() == "改为 政府网站, 广播电视, 手机短信（半角逗号加空格）"

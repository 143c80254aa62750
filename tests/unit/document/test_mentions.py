"""Registered names in running text: found as words of their own, never inside longer names."""

from __future__ import annotations

import pytest
from docutils import nodes

from planforge.document import blocks as b
from planforge.document.mentions import Mentions, link_mentions

NAMES = Mentions(
    {
        name: name
        for name in (
            *("市应急局", "市森防指", "市委", "市政府", "海关", "市公安局", "清河供电公司"),
            *(
                "省政府",
                "抢险救援组",
                "市防汛抢险队",
                "市体育中心",
                "市防汛物资库",
                "市消防救援支队",
            ),
            *("市防办", "市卫健委", "市防指总指挥", "县（区）应急局"),
        )
    }
    | {"市公安局交警支队": "市公安局交警支队", "ICT中心": "ICT中心"},
    stop=("市政府办公室",),
)


def found(text: str) -> list[str]:
    """Return the names found in *text*, each as it stands there."""
    return [text[mention.start : mention.end] for mention in NAMES.find(text)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("由市应急局牵头，会同市公安局处置。", ["市应急局", "市公安局"]),
        ("市应急局通知市森防指。", ["市应急局", "市森防指"]),
        ("规范市应急局和市公安局的工作，全省市政府会议", ["市应急局", "市公安局", "市政府"]),
        ("会同市应急局决定市公安局按照市政府要求", ["市应急局", "市公安局", "市政府"]),
        ("市公安局交警支队封路。", ["市公安局交警支队"]),
        ("立即报市委、市政府。", ["市委", "市政府"]),
        ("联检由海关、边检负责，海关应派员。", ["海关", "海关"]),
        ("由市公安局牵头，市公安局负责，请市公安局支援", ["市公安局"] * 3),
        ("市公安局会同消防支队，市公安局和江北分局封路", ["市公安局"] * 2),
        ("市公安局调派特警支队，市公安局通知分局。", ["市公安局"] * 2),
        ("市森防指调度，市应急局物资送达", ["市森防指", "市应急局"]),
        ("市应急局负责信息中心，市应急局确定医院", ["市应急局"] * 2),
        ("市公安局组织交警大队、市公安局指导中队", ["市公安局"] * 2),
        ("请清河供电公司抢修，发生重大清河供电公司事故", ["清河供电公司"] * 2),
        ("市卫健委指定收治医院，市应急局应当掌握学校", ["市卫健委", "市应急局"]),
        ("市应急局调度沿江闸站，市应急局抢修泵站。", ["市应急局"] * 2),
        (
            "抢险救援组成员单位、市防汛抢险队和市体育中心",
            ["抢险救援组", "市防汛抢险队", "市体育中心"],
        ),
        ("市卫健委员工、市公安局部署，市政府网站发布", ["市卫健委", "市公安局", "市政府"]),
        ("应该市公安局处置，做好安全市应急局牵头", ["市公安局", "市应急局"]),
        ("市应急局长期驻守，支援市公安局", ["市应急局", "市公安局"]),
        ("由省政府和市政府决定", ["省政府", "市政府"]),
        ("抢险救援组建议撤离，通知各县（区）应急局", ["抢险救援组", "县（区）应急局"]),
        ("市防指总指挥坐镇指挥中心", ["市防指总指挥"]),
    ],
)
def test_a_name_is_found_where_it_is_a_word(text: str, names: list[str]) -> None:
    assert found(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "望川市应急局",
        "请望川市应急局支援",
        "望川市市应急局",
        "某市应急局",
        "临江省市应急局",
        "大同市应急局",
        "南京市应急局",
        "超市应急局面",
        "城市森防指挥",
        "市应急局江北分局到场。",
        "市公安局治安支队封路。",
        "市公安局支队到场。",
        "市公安局交通警察支队二大队到场。",
        "市公安局特警总队到场。",
        "市公安局指挥中心",
        "市公安局办公室",
        "市公安局城北派出所",
        "市森防指办公室",
        "市应急局防汛指挥部",
        "市森防指挥部决定",
        "市应急局物资储备中心调运",
        "市应急局监测预警信息中心、市应急局信息中心",
        "清河供电公司培训中心",
        "清河供电公司江北分公司",
        "大清河供电公司抢修",
        "由小清河供电公司、老清河供电公司负责",
        "市应急局长到场。",
        "海关总署",
        "上海关闭口岸",
        "市委书记",
        "市政府办公室",
        "由市政府副秘书长主持",
        "XICT中心",
        "做好抢险救援组织工作",
        "抢险救援组建后、抢险救援组长到场",
        "市防汛抢险队伍建设、市防汛抢险队员、市防汛抢险队长",
        "市消防救援支队长",
        "市防汛物资库房、市防汛物资库存、市防汛物资库区",
        "市体育中心校",
        "市防办理手续，市防办公楼、市防办事处",
        "市卫健委托第三方",
        "各市政府、其他市应急局、周边市应急局、有关市政府、相关市公安局、该市公安局",
        "两市公安局、甲市应急局、××市应急局、X市应急局、每市政府、毗邻市应急局",
        "县级市政府、地级市政府、设区的市政府、设区市政府",
        "全省政府系统、各省政府、邻省政府、外省政府、湖南省政府",
        "市公安局看守所。",
        "市应急局雷达站。市应急局观测站、市应急局气象台",
        "市应急局职工医院。",
        "市体育中心小学、市体育中心体育馆。",
        "市消防救援支队特勤站、市消防救援支队东城大队。",
        "市公安局机关服务中心。市应急局救援中心",
        "清河供电公司调控中心、清河供电公司客服中心。",
        "市消防救援支队作战指挥中心/三楼",
    ],
)
def test_a_name_inside_a_longer_name_is_none(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(("in_each_block", "expected"), [(False, [0, 3]), (True, [0, 1, 2, 3])])
def test_a_name_is_linked_once_in_a_section_or_in_each_block(
    *, in_each_block: bool, expected: list[int]
) -> None:
    said = ("市应急局", b.strong("和"), "市应急局")
    table = b.table(("责任",), [("市应急局",)], "pf-x")
    inner = b.section("节", "s", b.paragraph("市应急局。"))
    tree = nodes.Element("", b.paragraph(list(said)), b.paragraph("由市应急局"), table, inner)
    link_mentions(tree, NAMES, in_each_block=in_each_block)
    places = [*tree.children[:3], inner]
    linked = [list(place.findall(nodes.reference)) for place in places]
    assert [at for at, links in enumerate(linked) if links] == expected
    assert max(map(len, linked)) == 1

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.unit.rules.city import found, view

if TYPE_CHECKING:
    from planforge.corpus.plan_view import PlanView


def report(sender: str, **facts: Any) -> dict[str, Any]:  # noqa: ANN401 - any facts of a report
    base = {"类型": "首报", "报告单位": sender, "接收单位": "市防办", "时限": "1小时"}
    return base | facts


def plan(*reports: dict[str, Any], **facts: Any) -> PlanView:  # noqa: ANN401 - any facts of a plan
    return view(信息报告=list(reports), **facts)


ACCIDENT = {"事件类别": "事故灾难", "事件类型": "尾矿库事故"}
REGULATION = "《生产安全事故报告和调查处理条例》"


def test_a_plan_for_protecting_a_target_needs_no_first_report() -> None:
    assert found("RPT001", view()) == [("name", "没有人作首报")]
    assert found("RPT001", view(用途="目标保护")) == []
    assert found("RPT001", view(类别="村")) == []


def test_a_report_needs_both_ends() -> None:
    given = plan(report("市水务局"), {"类型": "终报", "报告单位": [], "接收单位": []})
    assert found("RPT001", given) == [
        ("reports/1", "没有写明由谁报告"),
        ("reports/1", "没有写明向谁报告"),
    ]


def test_each_limit_of_the_regulation_on_accidents() -> None:
    given = plan(
        report("事发单位", 时限="61分钟"),
        report("大石门水库公司", 时限="1小时"),
        report("市水务局", 时限="2小时"),
        report("事发地县（区）人民政府", 时限="121分钟"),
        report("省防指", 时限="1天"),
        report("查无此单位", 时限="1天"),
        **ACCIDENT,
    )
    assert found("RPT003", given) == [
        ("reports/0/limit", f"事发单位的时限是61分钟，而{REGULATION}第九条规定不超过1小时"),
        (
            "reports/3/limit",
            f"事发地县（区）人民政府的时限是121分钟，而{REGULATION}第十一条规定不超过2小时",
        ),
    ]


def test_a_limit_in_writing_counts_where_there_is_no_other() -> None:
    given = plan(report("事发单位", 时限=None, 书面时限="2小时"), **ACCIDENT)
    assert [place for place, _ in found("RPT003", given)] == ["reports/0/written_limit"]


def test_other_plans_have_no_limit_by_that_regulation() -> None:
    assert found("RPT003", plan(report("事发单位", 时限="1天"), 事件类型="洪涝")) == []


def test_public_health_allows_two_hours() -> None:
    given = plan(report("市水务局", 时限="3小时"), 事件类别="公共卫生事件")
    assert found("RPT003", given) == [
        (
            "reports/0/limit",
            "市水务局的时限是3小时，而《突发公共卫生事件应急条例》第二十条规定不超过2小时",
        )
    ]


def test_medicines_and_ordinary_infections_have_no_two_hours() -> None:
    health = {"事件类别": "公共卫生事件"}
    ordinary = report("市水务局", 时限="24小时", 适用="乙类、丙类传染病")
    assert found("RPT003", plan(ordinary, **health)) == []
    late = report("市水务局", 时限="1天")
    assert found("RPT003", plan(late, 事件类型="药品安全事件", **health)) == []
    assert len(found("RPT003", plan(late, 事件类型=["药品安全事件", "中毒"], **health))) == 1


def test_follow_up_reports_are_not_first_reports() -> None:
    given = plan(report("事发单位", 类型="续报", 时限="1天"), **ACCIDENT)
    assert found("RPT003", given) == []
    assert found("RPT007", plan(report("东县人民政府", 类型="终报", 时限="3天"))) == []


def test_counties_report_at_once() -> None:
    given = plan(
        report("东县人民政府", 时限="90分钟"),
        report("事发地县（区）人民政府", 时限="1小时"),
        report("市水务局", 时限="2小时"),
    )
    assert found("RPT007", given) == [
        (
            "reports/0/limit",
            "东县人民政府报告的时限是90分钟，而《中华人民共和国突发事件应对法》第十七条第一款要求立即报告",
        )
    ]


def test_daily_reports_need_no_limit() -> None:
    daily = report("市水务局", 类型="日报", 时限=None)
    again = report("市水务局", 类型="续报", 时限=None, 频次="2小时")
    assert found("RPT002", plan(daily, again)) == []
    assert found("RPT002", plan(report("市水务局", 时限=None, 频次="2小时"))) == [
        ("reports/0", "市水务局向市防办的报告没有时限")
    ]


def test_contents_of_each_first_report_count() -> None:
    first = report("事发单位", 内容=["事故单位概况", "时间、地点", "简要经过"])
    second = report("市水务局", 内容=["伤亡人数", "已采取措施"])
    onward = report("市水务局", 内容=["首报要素", "响应启动情况", "需要协调的事项"])
    assert found("RPT004", plan(first, second, onward, **ACCIDENT)) == [
        ("reports/0/contents", "事发单位的首报没有写明：人员伤亡和失联、已采取的措施")
    ]
    assert found("RPT004", plan(first, onward, **ACCIDENT)) == [
        ("reports/0/contents", "首报没有写明：人员伤亡和失联、已采取的措施")
    ]
    assert found("RPT008", plan(first, **ACCIDENT)) == []


def test_a_report_without_contents_leaves_all_open() -> None:
    assert found("RPT008", plan(report("东县人民政府"))) == [
        (
            "reports/0",
            "首报没有写明：时间、地点、人员伤亡和失联、影响范围和损害程度、发展趋势、已采取的措施",
        )
    ]


def test_a_desk_is_named_once() -> None:
    given = plan(
        report("市水务局", 接收单位=["市防办", "市值守中心", "省防指"]),
        report("事发单位", 接收单位=["市值守中心", "查无此单位"]),
    )
    assert found("RPT005", given) == [
        ("reports/0/recipient/1", "市值守中心接收首报，但没有值班电话")
    ]


def test_the_public_is_told_within_hours() -> None:
    assert found("RPT006", view()) == []
    told = {"责任": "市防办", "首次发布": "5小时", "新闻发布会": "25小时"}
    assert found("RPT006", view(信息发布=told)) == [
        ("public_information/press_conference", "25小时超过通常的24小时")
    ]

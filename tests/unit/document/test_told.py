"""What a plan says in print where the site shows facts side by side."""

import pytest
from docutils import nodes

from planforge.document.books.fact_lines import tell_facts
from planforge.document.directives import COMPONENTS, Request
from planforge.document.prose import read
from tests.unit.document.small import FLOOD, context

MORE = """
预案管理:
  演练周期: 每3年
  评估周期: 每2年
  培训: 每年培训一次
  解释部门: 市水务局
  修订情形: [职责调整, 风险变化。]
信息发布:
  责任: 市防办
  发言人: 市水务局
  首次发布: 5小时
  新闻发布会: 24小时
  渠道: [广播, 电视]
  内容: 险情和避险要求。
"""
EDITION = """版本:
  文号: 小政办〔2026〕1号
  印发机关: 市政府
  批准机关: 市政府
  印发日期: 2026-03-01
  施行日期: 2026-03-02
  备案: {日期: 2026-03-20, 机关: 大省人民政府}
  公布: {日期: 2026-03-05, 方式: 门户网站}
  上次评估: 2026-01-05
  废止: [《旧预案》]
"""
OLD = "版本: {文号: 小政办〔2026〕1号, 印发机关: 市政府, 印发日期: 2026-03-01}\n"
ISSUED = (
    "本预案经市政府批准，由市政府于2026年3月1日以小政办〔2026〕1号印发，"
    "自2026年3月2日起施行，《旧预案》同时废止。"
)
BODIES = """  现场指挥部:
    {设立条件: 启动Ⅰ级响应, 设立: 市防指, 总指挥: 市防指总指挥, 职责: 统一指挥}
  专家组: {牵头: 市防办, 领域: [水文, 水工], 职责: [提出意见]}
"""


def told(name: str, flood: str, prose: str = "") -> list[str]:
    """Return the lines that the component *name* of the plan *flood* has in print."""
    here = context(flood=flood, prose=prose)
    section = nodes.section("", *COMPONENTS[name](here, Request()))
    tell_facts(here, [section])
    return [line.astext() for line in section.findall(nodes.paragraph)]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (
            "management",
            [
                "应急演练至少每3年一次，预案评估至少每2年一次。",
                "每年培训一次。",
                "本预案由市水务局负责解释。",
                "有下列情形之一的，应当及时修订本预案：",
                "职责调整；",
                "风险变化。",
            ],
        ),
        (
            "public-information",
            [
                "信息发布由市防办负责，新闻发言人由市水务局担任。",
                "事发后5小时内首次发布信息，事发后24小时内举行新闻发布会，信息通过广播、电视发布。",
                "发布内容包括险情和避险要求。",
            ],
        ),
        (
            "edition",
            [
                ISSUED,
                "本预案于2026年3月5日在门户网站公布，于2026年3月20日报大省人民政府备案。",
                "本预案上次评估时间为2026年1月5日。",
            ],
        ),
        (
            "office",
            ["市防办是市防指的办事机构，设在市水务局，主任由市水务局局长担任。", "承担日常工作。"],
        ),
        (
            "scene-command",
            ["启动Ⅰ级响应的，由市防指设立现场指挥部，现场总指挥由市防指总指挥担任。", "统一指挥。"],
        ),
        ("experts", ["专家组由市防办负责召集，专业领域包括水文、水工。", "提出意见。"]),
    ],
)
def test_facts_are_sentences_in_print(name: str, said: list[str]) -> None:
    flood = FLOOD.replace(OLD, EDITION).replace("  成员单位:\n", f"{BODIES}  成员单位:\n") + MORE
    assert told(name, flood) == said


def test_who_explains_the_plan_is_not_said_twice() -> None:
    prose = "# 附则\n\n本预案由市水务局负责解释。\n"
    assert "本预案由市水务局负责解释。" not in told("management", FLOOD + MORE, prose)


def test_lists_of_two_directives_count_on() -> None:
    here = context()
    first, second = (
        f"```{{actions}}\n:phase: {phase}\n```\n\n" for phase in ("启动响应", "应急处置")
    )
    text = f"# 一\n\n{first}{second}"
    chapter = read(text, here, "plan.md").chapters[0]
    lists = list(chapter.findall(nodes.enumerated_list))
    assert [len(listed.children) for listed in lists] == [3]
    between = f"# 一\n\n{first}其间。\n\n{second}"
    chapter = read(between, here, "plan.md").chapters[0]
    assert [len(listed.children) for listed in chapter.findall(nodes.enumerated_list)] == [1, 2]

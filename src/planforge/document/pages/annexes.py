"""What an annex holds: its own text, or what its key 生成 asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.document.blocks import paragraph
from planforge.document.components import COMPONENTS
from planforge.document.directives import Request
from planforge.document.forms import form_list, form_nodes

if TYPE_CHECKING:
    from collections.abc import Mapping

    from docutils import nodes

    from planforge.document.context import Context
    from planforge.model.plan import Annex

GENERATED: Final[Mapping[str, tuple[str, ...]]] = {
    "组织体系图": ("organisation-chart",),
    "响应流程图": ("response-flow",),
    "响应级别": ("response-levels", "level-ladder"),
    "分级标准": ("grades",),
    "启动条件": ("triggers",),
    "预警分级": ("warnings",),
    "成员单位职责": ("members",),
    "工作组": ("groups",),
    "通讯录": ("contacts",),
    "队伍": ("teams",),
    "物资": ("depots",),
    "避难场所": ("shelters",),
    "专家": ("experts",),
    "编制依据": ("basis",),
    "专项预案目录": ("listed-plans",),
    "预案体系": ("plan-system",),
    "衔接": ("links", "link-map"),
    "信息报告": ("reports",),
    "名词术语": ("terms",),
    "响应措施": ("actions",),
}
"""What an annex may be made from → the components that make it."""
FORMS: Final = frozenset({"格式文本", "规范化格式文本"})
"""Names of the annex of standard texts, which is made from levels and reports."""


def annex_body(context: Context, annex: Annex, *, forms_follow: bool = False) -> list[nodes.Node]:
    """Return the body of *annex*: what it is made from, and the text it has of its own.

    Of forms only the titles stand in it if the forms follow on pages of their own.
    """
    built: list[nodes.Node] = []
    for name in GENERATED.get(annex.generated, ()):
        built += COMPONENTS[name](context, Request())
    if annex.generated in FORMS:
        built += form_list(context) if forms_follow else form_nodes(context)
    built += [paragraph(line) for line in annex.content.split("\n") if line.strip()]
    if not built:
        built.append(paragraph(context.t("Nothing is registered for this annex yet."), "pf-empty"))
    return built

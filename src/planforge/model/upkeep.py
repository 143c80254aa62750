"""How an edition came about, and what was found and changed since (编制过程、发现问题、修订)."""

from __future__ import annotations

from planforge.model.base import Element, Many, OrganisationRef, key
from planforge.model.scalars import Date, Text, YesNo
from planforge.model.scales import RevisionMatter


class Preparation(Element):
    """What was done before an edition was approved (编制过程)."""

    consulted: Many[OrganisationRef] = key("征求意见", "Units that were asked in writing.", ())
    experts: Date | None = key("专家论证", "Day of the experts' review.", None)
    linkage: Date | None = key(
        "衔接意见", "Day on which the emergency management department agreed to the links.", None
    )
    mobilisation: str = key(
        "国防动员衔接", "How it fits the plan for national defence mobilisation.", ""
    )


class Problem(Element):
    """Something that an incident, a drill or an evaluation showed to be wrong with the plan."""

    found: Date = key("日期", "Day on which it was found.")
    source: Text = key("来源", "The incident, drill or evaluation that showed it.")
    content: Text = key("内容", "What was wrong.")
    needs_revision: YesNo = key(
        "需要修订", "Whether the plan has to be changed greatly for it.", default=False
    )
    settled: Date | None = key("整改日期", "Day on which it was settled.", None)


class Revision(Element):
    """A change that was made to the edition after its issue."""

    revised: Date = key("日期", "Day of the change.")
    matters: Many[RevisionMatter] = key("涉及", "What it touched.")
    content: str = key("内容", "What was changed.", "")

"""An evaluation pack: the items and scales that a drill is judged by (评估包)."""

from __future__ import annotations

from typing import Final

from planforge.model.base import Element, Many, Term, key
from planforge.model.drill_scales import TaskTarget
from planforge.model.scalars import Count, Id, Text, YesNo
from planforge.model.scales import DrillForm, Phase

BUILT_IN: Final = ("aqt9009", "guide2009", "hseep")
"""Identifiers of the packs that come along."""


class Method(Term):
    """How an item is judged."""

    CHOICE = "choice", "选择"
    SCALE = "scale", "等级"
    MEASURE = "measure", "计量"
    TEXT = "text", "文字"


class Rating(Element):
    """A step of a scale."""

    id: Text = key("代码", "What evaluators write, e.g. 优, P.")
    label: Text = key("名称", "Its name.")
    meaning: Text = key("含义", "When it is given.")
    points: Count | None = key("分值", "Points it counts; none if it is not counted.", None)


class PackItem(Element):
    """Something that is looked at."""

    id: Id = key("编号", "Identifier, unique in the pack.")
    text: Text = key("内容", "What is looked at.")
    method: Method = key("方法", "How it is judged.", Method.SCALE)
    unit: str = key("单位", "Unit of a measured value.", "")


class Dimension(Element):
    """A part of the evaluation."""

    id: Id = key("编号", "Identifier, unique in the pack.")
    name: Text = key("名称", "Its title.")
    forms: Many[DrillForm] = key("形式", "Forms of drill it is for; all if left out.", ())
    phases: Many[Phase] = key("阶段", "Phases of the plan whose actions are judged here.", ())
    words: Many[Text] = key(
        "关键词", "Words in the text of an action that bring it here, whatever its phase.", ()
    )
    everybody: YesNo = key(
        "每人", "Whether every evaluator judges it at the own position.", default=False
    )
    target: TaskTarget | None = key(
        "对象", "What is to be changed where no action of a plan is concerned.", None
    )
    items: tuple[PackItem, ...] = key("项目", "What is looked at.", ())


class Pack(Element):
    """The items and scales that a drill is judged by."""

    id: Id = key("评估包", "Identifier; the name of the file.")
    name: Text = key("名称", "Its title.")
    source: Text = key("来源", "Document it follows, and how far.")
    ratings: tuple[Rating, ...] = key("等级", "Scale of an item, the best first.")
    grades: tuple[Rating, ...] = key("总评", "Scale of the whole drill, the best first.")
    capped: str = key("封顶", "Grade that one failed critical item allows at most.", "")
    timed: Many[Text] = key(
        "限时", "How a timed action is rated, a line for each rating, the best first.", ()
    )
    dimensions: tuple[Dimension, ...] = key("组成", "Its parts.")

    @property
    def worst(self) -> Rating:
        """The rating of what failed: the last that counts points, else the last."""
        counted = [one for one in self.ratings if one.points is not None]
        return (counted or list(self.ratings))[-1]


__all__ = ["BUILT_IN", "Dimension", "Method", "Pack", "PackItem", "Rating"]

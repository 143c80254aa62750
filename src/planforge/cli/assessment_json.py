"""An assessment for programs: the same answers, with keys that are promised."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from planforge.corpus.assess import Answer
from planforge.feel import only
from planforge.findings import Place

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planforge.cli.places import Places
    from planforge.corpus.adjusted import Outlook
    from planforge.corpus.assess import Assessment, Fact, LinkAnswer, RowAnswer, Scale
    from planforge.corpus.corpus import Corpus
    from planforge.corpus.plan_view import ActionAt, PlanView


def render(
    corpus: Corpus,
    view: PlanView,
    places: Places,
    told: tuple[Sequence[Fact], Sequence[str]],
    answers: tuple[Assessment, Outlook],
) -> str:
    """Return *answers* to what was *told*, facts and texts, as one JSON object with a line end."""
    (known, holding), (outcome, follows) = told, answers
    work = _Work(corpus, view, places)
    value = {
        "plan": view.plan.id,
        "name": view.plan.name,
        "facts": [
            {
                "indicator": fact.indicator.name,
                "dimension": fact.dimension,
                "value": only(fact.domain, fact.value).text(),
            }
            for fact in known
        ],
        "given": list(holding),
        "unused": [fact.indicator.name for fact in outcome.unused],
        "level": work.scale(outcome.levels),
        "follows": work.follows(follows),
        "people": work.people(follows.level),
        "warning": work.scale(outcome.warnings),
        "grade": work.scale(outcome.grades),
        "actions": [work.action(action) for action in outcome.actions],
        "links": [work.link(link) for link in outcome.links],
    }
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


class _Work:
    def __init__(self, corpus: Corpus, view: PlanView, places: Places) -> None:
        self.corpus = corpus
        self.view = view
        self.places = places

    def spot(self, *pointer: str | int) -> dict[str, object]:
        spot = self.places.spot(Place(self.view.file, pointer))
        return {"file": spot.file, "line": spot.line}

    def scale(self, scale: Scale) -> dict[str, object]:
        reached = scale.reached
        return {
            "reached": reached and reached.name,
            "rows": [self.row(row) for row in reached.with_answer(Answer.HOLDS)] if reached else [],
            "possible": [
                {"name": step.name, "rows": [self.row(r) for r in step.with_answer(Answer.OPEN)]}
                for step in scale.possible
            ],
        }

    def row(self, row: RowAnswer) -> dict[str, object]:
        rule = row.rule
        return {
            **self.spot(*rule.pointer),
            "answer": row.answer.value,
            "cells": {cell.dimension: cell.values.text() for cell in rule.conditions},
            "missing": {cell.dimension: cell.values.text() for cell in row.missing},
            "judgement": rule.judgement,
            "scope": list(rule.scope),
            "may": rule.may,
        }

    def follows(self, found: Outlook) -> dict[str, object]:
        by_grade = found.by_grade
        return {
            "level": found.level or None,
            "by_grade": by_grade
            and {
                **self.spot(*by_grade.pointer),
                "grade": by_grade.grade,
                "level": by_grade.level,
            },
            "clauses": [
                {
                    **self.spot(*one.pointer),
                    "answer": one.answer.value,
                    "direction": one.clause.direction.value,
                    "circumstances": one.clause.circumstances,
                    "steps": one.clause.steps,
                    "level": one.level or None,
                    "decided_by": list(one.clause.decided_by),
                }
                for one in found.clauses
            ],
            "changes": [
                {
                    **self.spot(*one.pointer),
                    "answer": one.answer.value,
                    "from": one.step.source,
                    "to": one.step.target,
                    "conditions": list(one.step.conditions),
                    "decided_by": list(one.step.decided_by),
                }
                for one in found.steps
            ],
        }

    def people(self, reached: str) -> dict[str, list[str]]:
        level = self.view.level(reached) if reached else None
        names = (
            "proposed_by",
            "decided_by",
            "urgent_decision_by",
            "announced_by",
            "commander",
            "reported_to",
        )
        return {name: list(getattr(level.facts, name)) for name in names} if level else {}

    def action(self, action: ActionAt) -> dict[str, object]:
        return {
            **self.spot("actions", action.index),
            "id": action.action.id,
            "content": action.content,
            "responsible": list(action.responsible),
            "supporting": list(action.supporting),
            "limit": action.limit and action.limit.text,
            "limit_s": action.limit and action.limit.seconds,
            "anchor": action.anchor.value,
        }

    def link(self, found: LinkAnswer) -> dict[str, object]:
        other = self.corpus.plan(found.link.plan)
        return {
            **self.spot(*found.pointer),
            "plan": other.plan.id if other else found.link.plan,
            "kind": found.link.kind.value,
            "answer": found.answer.value,
            "level": found.level,
            "circumstances": found.link.circumstances,
            "rows": [self.row(row) for row in found.rows],
        }

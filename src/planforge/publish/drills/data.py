"""A drill as data for other programs: everything its papers say, with the ids of every row."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final, TypeAlias

from planforge.drill.kit.clock import offset
from planforge.drill.kit.table import talk
from planforge.drill.kit.values import text_of
from planforge.model.drill_scales import QUESTIONS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from planforge.drill.kit.values import Basis, Expected, Inject, Kit, ScriptRow, Watched

FORM: Final = 1
"""Version of the form of the file."""
Plain: TypeAlias = "bool | int | str | Sequence[Plain] | Mapping[str, Plain] | None"


def data(kit: Kit, language: str) -> bytes:
    """Return *kit* as JSON in UTF-8, for those who may know everything.

    Times are seconds of the scenario (`at`, `due`), with the offset and the clock of the drill
    beside them; limits are in seconds. Equal kits give equal bytes.
    """
    writer = _Writer(kit, language)
    return (json.dumps(writer.whole(), ensure_ascii=False, indent=2) + "\n").encode()


class _Writer:
    def __init__(self, kit: Kit, language: str) -> None:
        self.kit = kit
        self.language = language

    def whole(self) -> dict[str, Plain]:
        kit, drill = self.kit, self.kit.rehearsal.view.drill
        index = kit.rehearsal.index
        return {
            "form": FORM,
            "language": self.language,
            "drill": {
                "id": drill.id,
                "name": drill.name,
                "form": drill.kind.form.value,
                "scope": drill.kind.scope.value,
                "purpose": drill.kind.purpose.value,
                "notice": drill.kind.notice.value,
                "phrase": drill.phrase,
                "plans": list(drill.plans),
            },
            "run": {"trace": kit.trace.hash, **self._header()},
            "time": self._time(),
            "stages": [
                {
                    "id": stage.id,
                    **self._at(stage.at),
                    "title": stage.title,
                    "text": stage.text,
                    "place": stage.place,
                    "facts": [text_of(fact, self.language) for fact in stage.facts],
                    "levels": dict(stage.levels),
                    "injects": list(stage.injects),
                }
                for stage in kit.stages
            ],
            "injects": [self._inject(one) for one in kit.injects],
            "script": [self._row(one) for one in kit.script],
            "participants": [
                {
                    "name": one.name,
                    "phone": one.phone,
                    "controllers": list(one.controllers),
                    "actions": [action.id for action in one.actions],
                }
                for one in kit.participants
            ],
            "evaluation": {
                "pack": kit.pack.id,
                "sheets": [
                    {"id": sheet.id, "items": [self._watched(item) for item in sheet.items]}
                    for sheet in kit.sheets
                ],
            },
            "assumptions": [
                {
                    "about": index.name(one.about),
                    "what": one.what.render(self.language),
                    "source": one.source.render(self.language),
                    "confidence": one.confidence.value,
                }
                for one in kit.rehearsal.assumed
            ],
        }

    def _header(self) -> dict[str, Plain]:
        header = self.kit.trace.header
        return {key: header[key] for key in ("mode", "seed") if key in header}

    def _time(self) -> dict[str, Plain]:
        timeline = self.kit.timeline
        begins = timeline.drill_start
        return {
            "scenario_start": timeline.start.isoformat(),
            "drill_start": begins.isoformat() if begins else None,
            "pieces": [
                {
                    "begin": piece.begin,
                    "end": piece.end,
                    "drill_begin": piece.drill_begin,
                    "drill_end": piece.drill_end,
                }
                for piece in timeline.pieces
            ],
        }

    def _at(self, second: int | None, key: str = "at") -> dict[str, Plain]:
        if second is None:
            return {key: None}
        clock = self.kit.timeline.clock(second)
        return {key: second, f"{key}_offset": offset(second), f"{key}_clock": clock}

    def _inject(self, one: Inject) -> dict[str, Plain]:
        said = self.language
        return {
            "id": one.id,
            "type": one.type.value,
            **self._at(one.at),
            "trigger": text_of(one.trigger, said),
            "title": text_of(one.title, said),
            "text": text_of(one.text, said),
            "sender": text_of(one.sender, said),
            "to": [text_of(name, said) for name in one.to],
            "delivery": one.delivery.value,
            "place": one.place,
            "attachments": list(one.attachments),
            "goals": list(one.goals),
            "expected": [self._expected(action) for action in one.expected],
            "grace": one.grace,
            **self._talk(one),
            "helped_by": list(one.helped_by),
            "helps": one.helps,
            "controller": one.controller,
            "simulator": one.simulator,
            "leeway": text_of(one.leeway, said),
            "is_generated": one.is_generated,
        }

    def _talk(self, one: Inject) -> dict[str, Plain]:
        """Return how long a table may talk about *one*, in seconds of the drill."""
        span = talk(self.kit, one) if self.kit.is_table and one.type in QUESTIONS else None
        return {"talk": {"begin": span[0], "end": span[1]}} if span else {}

    def _expected(self, one: Expected) -> dict[str, Plain]:
        return {
            "id": one.id,
            "title": one.title,
            "content": one.content,
            "actors": list(one.actors),
            "limit": one.limit.seconds if one.limit else None,
            "limit_text": one.limit.text if one.limit else "",
            "anchor": one.anchor.value if one.anchor else None,
            **self._at(one.due, "due"),
            "asked": one.asked.seconds if one.asked else None,
            "asked_text": one.asked.text if one.asked else "",
            **self._at(one.asked_due, "asked_due"),
            "standard": one.standard,
            "critical": one.critical,
            "basis": _basis(one.basis),
        }

    def _row(self, one: ScriptRow) -> dict[str, Plain]:
        said = self.language
        return {
            "id": one.id,
            **self._at(one.at),
            "stage": text_of(one.stage, said),
            "scene": text_of(one.scene, said),
            "action": text_of(one.action, said),
            "actor": one.actor,
            "to": [text_of(name, said) for name in one.to],
            "dialogue": [
                {"speaker": text_of(turn.speaker, said), "words": text_of(turn.words, said)}
                for turn in one.dialogue
            ],
            "narration": text_of(one.narration, said),
            "caption": text_of(one.caption, said),
            "place": one.place,
            "props": list(one.props),
            "duration": one.duration,
            "limit": one.limit.seconds if one.limit else None,
            "limit_text": one.limit.text if one.limit else "",
            "anchor": one.anchor.value if one.anchor else None,
            **self._at(one.due, "due"),
            "called": [{"inject": name, **self._at(due, "due")} for name, due in one.called],
            "slack": one.slack,
            "is_doubtful": one.is_doubtful,
            "basis": _basis(one.basis) if one.basis else None,
            "items": list(one.items),
            "cue": text_of(one.cue, said),
            "records": list(one.records),
        }

    def _watched(self, one: Watched) -> dict[str, Plain]:
        return {
            "id": one.id,
            "dimension": one.dimension,
            "content": text_of(one.content, self.language),
            "critical": one.critical,
            "inject": one.inject,
        }


def _basis(one: Basis) -> dict[str, Plain]:
    return {
        "plan": one.plan,
        "clause": one.clause,
        "title": one.title,
        "file": one.place.file if one.place else "",
    }


__all__ = ["FORM", "data"]

"""Drafts of drills that reach what no drill reaches, each of them tried; and what stays unreached.

A draft is kept only if its rehearsal reaches what it was made for. What it reaches beside that
needs no draft of its own, and what its plans hold that was in no drill before is looked for as
well, until nothing more is found. Like all drafts they are in Chinese and invent nothing.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final

from planforge.corpus.drills import DrillView
from planforge.drill.aims import Aims, ways
from planforge.drill.condition import base
from planforge.drill.coverage import COVERED, possible, reached_in
from planforge.drill.drafts import Draft, value_text
from planforge.drill.entries import Entry, EntryKind
from planforge.drill.rehearsal import play, rehearsal
from planforge.drill.variants import lines_of
from planforge.frozen import dataclass
from planforge.i18n import msg
from planforge.model.base import Kind
from planforge.model.drill import Drill
from planforge.model.registers import Indicator, Post, Region
from planforge.model.scales import GovernmentLevel

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from planforge.corpus.corpus import Corpus
    from planforge.drill.aims import Aim
    from planforge.drill.coverage import Coverage
    from planforge.drill.rehearsal import Rehearsal
    from planforge.feel import Value
    from planforge.i18n import Message

TRIED: Final = 12
"""Scenarios that are tried for one thing, at most."""
_BEGINS: Final = "T+00:30"
_ENDS: Final = "T+12:00"


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that no scenario reaches.

    Attributes:
        entry: What it is.
        why: Why not.
    """

    entry: Entry
    why: Message


@dataclass(frozen=True, slots=True)
class Filled:
    """What was found for what no drill reaches.

    Attributes:
        drafts: Drafts of drills.
        reached: For each of them what it reaches first, by its id.
        gaps: What stays unreached.
    """

    drafts: tuple[Draft, ...]
    reached: Mapping[str, tuple[Entry, ...]]
    gaps: tuple[Gap, ...]


def fill(corpus: Corpus, found: Coverage, drills: Sequence[DrillView]) -> Filled:
    """Return drafts for what the coverage *found* lacks, and what none reaches.

    Args:
        corpus: All plans and registers.
        found: What the drills reach.
        drills: The drills, at least one; the start of the first is taken over.
    """
    return _Filler(corpus, found, drills).filled()


class _Filler:
    def __init__(self, corpus: Corpus, found: Coverage, drills: Sequence[DrillView]) -> None:
        self._corpus = corpus
        self._start = drills[0].drill.start
        self._known = {item.entry.id for item in found.items}
        self._missing = {item.entry.id: item.entry for item in found.unreached}
        self._with_levels = tuple(view.plan.id for view in corpus.plans if view.levels)
        self._counties = tuple(
            entity.name
            for entity in corpus.registry.names.entities(Kind.REGION)
            if entity.of(Region).level is GovernmentLevel.COUNTY
        )
        whole = self._skeleton("whole", self._with_levels, "")
        whole["参演"] = list(dict.fromkeys(who for one in drills for who in one.drill.players))
        self._whole = self._made(whole)
        self._aims = Aims(self._whole)
        self._drafts: list[Draft] = []
        self._reached: dict[str, tuple[Entry, ...]] = {}
        self._gaps: list[Gap] = []

    def filled(self) -> Filled:
        while self._missing:
            entry = next(iter(self._missing.values()))
            tried = self._try(entry)
            if entry.id in self._missing:
                del self._missing[entry.id]
                self._gaps.append(Gap(entry, self._why(entry, tried)))
        return Filled(tuple(self._drafts), self._reached, tuple(self._gaps))

    def _try(self, entry: Entry) -> int:
        """Look for a scenario that reaches *entry*; return how many were tried."""
        tried = 0
        for aim in islice(self._aims.of(entry), TRIED):
            tried += 1
            name = f"reach-{len(self._drafts) + 1}"
            plain = self._scene(name, aim, entry)
            made = self._made(plain)
            reached = set(reached_in(made.world, play(made)))
            if entry.id not in reached:
                continue
            self._look_at(made)
            here = tuple(one for id_, one in self._missing.items() if id_ in reached)
            self._missing = {k: x for k, x in self._missing.items() if k not in reached}
            self._drafts.append(Draft(name, "\n".join(self._lines(plain, here)) + "\n"))
            self._reached[name] = here
            break
        return tried

    def _look_at(self, made: Rehearsal) -> None:
        """Note what the plans of *made* hold that was in no drill before."""
        for id_ in possible(made.world):
            entry = made.index.get(id_)
            is_new = entry is not None and entry.kind in COVERED and id_ not in self._known
            if entry is not None and is_new and self._whole.index.get(id_) is not None:
                self._known.add(id_)
                self._missing[id_] = entry

    def _why(self, entry: Entry, tried: int) -> Message:
        if entry.kind is EntryKind.PLAN and entry.id not in self._with_levels:
            return msg("it has no levels that could start")
        if entry.id not in set(possible(self._whole.world)):
            return msg("only drills that name this unit have it, and none brings it about")
        if tried:
            return msg("{count} scenarios were tried, and none comes to it", count=tried)
        if entry.kind in {EntryKind.POST, EntryKind.TEAM}:
            return msg("nothing in the plans that are practised asks for it")
        return msg("its condition rests on nothing that a scenario could say")

    def _made(self, plain: dict[str, object]) -> Rehearsal:
        drill = Drill.model_validate(plain)
        wanted = set(drill.plans)
        plans = tuple(view for view in self._corpus.plans if view.plan.id in wanted)
        file = f"drills/{drill.id}/drill.yaml"
        return rehearsal(self._corpus, DrillView(drill, file, self._corpus.system, plans))

    def _skeleton(self, name: str, plans: Iterable[str], region: str) -> dict[str, object]:
        return {
            "演练": name,
            "名称": name,
            "预案": list(plans),
            "参演": [],
            "情景起始": f"{self._start:%Y-%m-%d %H:%M}",
            "情景时长": "24小时",
            "地区": [region] if region else list(self._counties),
        }

    def _scene(self, name: str, aim: Aim, entry: Entry) -> dict[str, object]:
        """Return a drill in which what *aim* asks for is so."""
        plain = self._skeleton(name, aim.plans, aim.region)
        plain["名称"] = f"{entry.name}推演（草稿）"
        plain["参演"] = self._players(aim)
        step: dict[str, object] = {"时间": _BEGINS, "标题": "情形出现"}
        if aim.way.facts:
            step["事实"] = self._facts(aim.way.facts)
        if aim.way.told:
            step["属实"] = sorted(aim.way.told)
        if aim.way.levels:
            step["指令"] = [self._order(plan, rank) for plan, rank in aim.way.levels]
        if aim.observer:
            step["发现"] = aim.observer
        plain["事态"] = [step, *([self._end(aim)] if aim.ends else [])]
        away = [{"类别": "岗位", "对象": post, "原因": "推演假设"} for post in self._away(aim)]
        if away:
            plain["失效"] = away
        if aim.ends:
            plain["情景时长"] = "10天"
        return plain

    def _players(self, aim: Aim) -> list[str]:
        plans = [plan for plan in self._whole.world.plans if plan.id in aim.plans]
        ids = [x for plan in plans for x in (plan.office, *(y.authority for y in plan.levels)) if x]
        named = [self._whole.index.name(id_) for id_ in ids]
        return list(dict.fromkeys((*named, *([aim.observer] if aim.observer else []))))

    def _order(self, plan: str, rank: int) -> dict[str, object]:
        world, index = self._whole.world, self._whole.index
        of = next(one for one in world.plans if one.id == plan)
        level = next((one.name for one in of.levels if one.rank == rank), "无")
        bodies = next((one.bodies for one in world.incidents if one.id == of.incident), ())
        by = index.name(bodies[-1].id) if len(bodies) > 1 else "上级指挥机构"
        return {"预案": plan, "级别": level if rank else "无", "由": by}

    def _end(self, aim: Aim) -> dict[str, object]:
        """Return the step at which all that was so is over, and the responses may end."""
        plans = [plan for plan in self._whole.world.plans if plan.id in aim.plans]
        told: set[str] = set()
        facts: dict[str, Value] = {}
        for plan in plans:
            for way in ways(plan.end.when)[:1] if plan.end else ():
                told |= way.told
                facts |= way.facts
        names = {base(name) for name in aim.way.facts} - {base(name) for name in facts}
        step: dict[str, object] = {"时间": _ENDS, "标题": "情形消除"}
        step["解除"] = [self._name(name) for name in sorted(names)]
        if facts:
            step["事实"] = self._facts(facts)
        step["属实"] = sorted(told - aim.way.told)
        step["不再属实"] = sorted(aim.way.told - told)
        step["指令"] = [self._order(plan, 0) for plan, _ in aim.way.levels]
        return {key: value for key, value in step.items() if value}

    def _away(self, aim: Aim) -> Iterator[str]:
        """Yield the posts whose first persons have to be away."""
        posts = self._corpus.registry.names.entities(Kind.POST)
        for entity in posts:
            if f"person.{entity.of(Post).holder or entity.name}" in aim.away:
                yield entity.name

    def _facts(self, facts: Mapping[str, Value]) -> dict[str, object]:
        found: dict[str, object] = {}
        for dimension in sorted(facts):
            _, counted, test = dimension.partition("#")
            name = self._name(base(dimension))
            found[f"{name}@{test}" if counted else name] = value_text(facts[dimension])
        return found

    def _name(self, dimension: str) -> str:
        entity = self._corpus.registry.names.get(base(dimension), (Kind.INDICATOR,))
        return entity.name if entity and isinstance(entity.element, Indicator) else dimension

    @staticmethod
    def _lines(plain: Mapping[str, object], reached: tuple[Entry, ...]) -> Iterator[str]:
        yield "# 由程序为各演练都没有涉及的内容生成的草稿，已经推演过。"
        yield "# 情节、目标、注入和分工请自行补写。"
        yield f"# 涉及：{'、'.join(dict.fromkeys(one.name for one in reached))}"
        yield from lines_of(plain)


__all__ = ["TRIED", "Filled", "Gap", "fill"]

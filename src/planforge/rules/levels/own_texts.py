"""What a level says of levels in words: itself where it starts, those above where it is left."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from planforge.corpus.standing import ranks
from planforge.corpus.written import tables_of
from planforge.findings import Place, Severity
from planforge.i18n import msg
from planforge.patterns import late
from planforge.rules.articles import RESPONSE_LEVELS
from planforge.rules.levels.step_ends import odd_steps
from planforge.rules.prose.levels import may_be
from planforge.rules.rule import Hit, plan_rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from planforge.corpus.plan_view import Level, PlanView
    from planforge.findings import Pointer

_OTHERS: Final = late("省|国家|国务院|县|区级|上级|预案|其他")
"""Before a level that may be another plan's."""
_COMMANDS: Final = late(
    "由(?P<who>[^，。；]{2,12}?(?:指挥长?|主任|组长)?)(?:统一|负责|直接)?指挥(?!部|机构|长|员)"
)


@plan_rule(
    "LVL049",
    "level.text-names-another",
    Severity.WARNING,
    title=msg("Text of a level that speaks of another level"),
    rationale=msg(
        "The sentence was copied from a neighbour: who reads it starts, raises or hands over "
        "another level than the one it stands under."
    ),
    sources=(RESPONSE_LEVELS,),
    follows=("LVL014", "ORG003", "ORG013", "ORG022", "ORG026", "ORG028", "ORG029"),
)
def text_names_another(view: PlanView) -> Iterator[Hit]:
    """研判 that asks for another level than its own, and 条件 of a change that name another target.

    Likewise 时机 of handing over when a level is raised that names no level above it, or skips one
    at which somebody else commands already; 移交给 that names another than who commands there; and
    概述 that lets somebody else command.
    """
    names = tuple(level.name for level in view.levels)
    if names:
        starts, raised = _patterns(names)
        yield from _judged(view, starts)
        yield from _handed_over(view, raised)
        yield from _changed(view, starts)
        yield from _commanded(view)


def _judged(view: PlanView, starts: re.Pattern[str]) -> Iterator[Hit]:
    for table in tables_of(view):
        if table.pointer[0] == "levels" and table.pointer[-1] == "triggers":
            own = str(table.pointer[1])
            for at, row in table.rows:
                found = _own(starts.search(row.judgement or ""))
                if found and found["name"] != own and view.severity(own) is not None:
                    yield _hit(view, (*at, "judgement"), found, own)


def _handed_over(view: PlanView, raised: re.Pattern[str]) -> Iterator[Hit]:
    levels = view.levels
    for i, level in enumerate(levels):
        takeover = view.plan.levels[level.name].takeover
        found = raised.search(takeover.when) if takeover else None
        named = view.severity(found["name"]) if found else None
        if takeover is None or found is None or named is None or not i:
            continue
        at = (*level.pointer, "takeover", "when")
        first = _first_with_another(view, level, levels[:i])
        if named <= level.severity:
            yield _hit(view, at, found, levels[i - 1].name)
        elif first is not None and named > first.severity:
            yield _skipped(view, at, found, level, first)
        else:
            yield from _taken_over(view, level, takeover.to, found["name"])


def _commanders(view: PlanView, level: Level) -> set[str]:
    return {view.actor_key(name) for name in level.facts.commander}


def _first_with_another(view: PlanView, level: Level, above: Sequence[Level]) -> Level | None:
    """Return the lowest of the levels *above* at which somebody else commands than at *level*."""
    own = _commanders(view, level)
    for other in reversed(above):
        commanders = _commanders(view, other)
        if own and commanders and own.isdisjoint(commanders):
            return other
    return None


def _skipped(view: PlanView, at: Pointer, found: re.Match[str], level: Level, first: Level) -> Hit:
    return Hit(
        Place(view.file, at, chars=found.span("name")),
        msg(
            "{level} is handed over at {name}, but at {first} {commander} commands already",
            level=level.name,
            name=found["name"],
            first=first.name,
            commander=first.facts.commander,
        ),
        msg("Write {level}, or correct the level it stands under", level=first.name),
        ((view.at(*first.pointer, "commander"), msg("The facts say so here")),),
    )


def _taken_over(view: PlanView, level: Level, to: tuple[str, ...], name: str) -> Iterator[Hit]:
    """Yield posts of the own command to which *level* goes, but which do not command at *name*."""
    above = view.level(name)
    known = ranks(view)
    keys = [view.actor_key(one) for one in to]
    if above is None or not keys or not all(key in known for key in keys):
        return
    commanders, own = _commanders(view, above), _commanders(view, level)
    if commanders and commanders.isdisjoint(keys) and own.isdisjoint(keys):
        yield Hit(
            view.at(*level.pointer, "takeover", "to"),
            msg(
                "{level} is handed over to {who} when {above} starts, but there {commander} "
                "commands",
                level=level.name,
                who=to,
                above=above.name,
                commander=above.facts.commander,
            ),
            msg("Write the same under 移交给 and under 指挥 of {level}", level=above.name),
            ((view.at(*above.pointer, "commander"), msg("The facts say so here")),),
        )


def _changed(view: PlanView, starts: re.Pattern[str]) -> Iterator[Hit]:
    for i, step in enumerate(view.plan.transitions):
        source, target = view.severity(step.source), view.severity(step.target)
        if source is None or target is None or target < source or i in odd_steps(view):
            continue
        for j, text in enumerate(step.conditions):
            found = _own(starts.search(text))
            if found and view.severity(found["name"]) != target:
                yield _hit(view, ("transitions", i, "conditions", j), found, step.target)


def _commanded(view: PlanView) -> Iterator[Hit]:
    for level in view.levels:
        found = _COMMANDS.search(level.facts.summary)
        who = view.get(found["who"]) if found else None
        named = level.facts.commander
        if found and who and named and not any(may_be(view, who, name) for name in named):
            yield Hit(
                Place(view.file, (*level.pointer, "summary"), chars=found.span("who")),
                msg(
                    "“{text}”, but {level} is commanded by {commander}",
                    text=found[0],
                    level=level.name,
                    commander=named,
                ),
                msg("Write the same under 概述 and 指挥"),
                ((view.at(*level.pointer, "commander"), msg("The facts say so here")),),
            )


@lru_cache(maxsize=8)
def _patterns(names: tuple[str, ...]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    some = "|".join(sorted(map(re.escape, names), key=len, reverse=True))
    return (
        re.compile(
            rf"(?:(?:需要?|应当?|可以?)启动|(?<!未)(?<!不)(?:达到|符合|满足|具备))"
            rf"(?:市级|本预案)?(?P<name>{some})(?:应急)?响应(?![后期])"
        ),
        re.compile(rf"(?:升级?[为到至]|提升?[为到至]|启动|转为)(?P<name>{some})"),
    )


def _own(found: re.Match[str] | None) -> re.Match[str] | None:
    """Return *found* unless it is said of the level of another plan."""
    return None if found is None or _OTHERS.search(found.string, 0, found.start()) else found


def _hit(view: PlanView, at: Pointer, found: re.Match[str], meant: str) -> Hit:
    return Hit(
        Place(view.file, at, chars=found.span("name")),
        msg(
            "“{text}” speaks of {name}, but stands where {level} is meant",
            text=found[0],
            name=found["name"],
            level=meant,
        ),
        msg("Write {level}, or correct the level it stands under", level=meant),
    )


__all__ = ["text_names_another"]

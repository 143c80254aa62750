"""Registered names with one character wrong: 平胡县政府 for 平湖县政府.

Only names that say by their last characters what they are, and of which enough is right to be
sure. Names of the jurisdiction's own units with a usual ending are judged by their shape elsewhere.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from planforge.corpus.names import spellings
from planforge.frozen import dataclass
from planforge.model.base import Kind
from planforge.patterns import late
from planforge.rules.prose.forces import begins
from planforge.rules.prose.near_lands import near_lands
from planforge.rules.text.said import all_names, level_word, text_of

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Iterator, Mapping

    from planforge.corpus.names import Names
    from planforge.corpus.plan_view import PlanView
    from planforge.rules.text.words import Words

_UNIT_ENDS: Final = ("人民政府", "政府", "公司", "集团", "管理处", "管委会")
_LAST_TWO: Final = frozenset(one[-2:] for one in _UNIT_ENDS)
_RESERVOIR: Final = "水库"
_COMMAND: Final = "指"
_LANDS: Final = "县区市镇乡"
_LEVELS: Final = "国省市县区镇乡州"
_NO_ENDS: Final = frozenset((*_LANDS, _COMMAND))
"""Last characters that are too common to be looked for."""
_SHORT: Final = frozenset({4, 5})
"""How long the names are of which the last character may be wrong."""
_OWN: Final = 3
"""Characters of its own from which on a name is known with one of them wrong."""
_OF_MANY: Final = frozenset("型类座等各级及和个重有")
_GENERAL: Final = ("事发", "受灾", "受影响", "所在", "属地", "相关", "成员", "单位", "企业")
"""What stands in the names of kinds of units and reservoirs."""
_PARTICLES: Final = frozenset("的和与及或在向对由等各有本是为将被从请至到同级沿")
"""Characters that join words: where one stands, it is no slip in a name."""
_SISTERS: Final = frozenset("一二三四五六七八九十东南西北上下前后大小各本该全")
"""Characters that tell one thing from its sister: another one is no slip."""
_GOES_ON: Final = frozenset("挥导定示派令标明出南引向头数针点战")
"""Characters that make a word of 指 before them."""
_ALIKE: Final[Mapping[str, str]] = {
    **dict.fromkeys("旨止纸脂", "指"),
    **dict.fromkeys("力协扮", "办"),
    **dict.fromkeys("季萎", "委"),
    **dict.fromkeys("居句", "局"),
}
"""Characters that look or sound like the last one of a unit's short name."""
_BEHIND: Final = (
    *("指挥", "负责", "牵头", "组织", "报告", "会同", "通知", "通报", "统一", "决定", "协调"),
    *("下达", "发布", "主任", "副主任", "总指挥"),
)
"""What stands behind the name of a unit and makes no word of a character before it."""


_LEFT_OUT: Final = "局委"
"""Last characters of units without which 市水务 is the name of no other thing."""
_DOES: Final = (
    "会同|牵头(?!单位|部门)|负责(?!人|同志)|组织(?!体系|机构|架构|网络|领导|指挥|结构|部)"
)
"""What a unit does, and no name of a part of it."""


class Near(NamedTuple):
    """A name with one character wrong.

    Attributes:
        meant: The registered name; for parts of the land perhaps several.
        kind: What that is; a part of the land for reservoirs too.
        start: Where the wrong name starts in the text.
        end: Where it ends.
    """

    meant: tuple[str, ...]
    kind: Kind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Index:
    """Names by their forms with one character left open.

    Attributes:
        names: Those that may be meant.
        open: By a form such as 平·县政府, the one name that it is of.
        endings: By the last two characters, what names end with, and how long those are.
        lands: Lengths of the names of parts of the land.
        begins: The first two characters of reservoirs.
    """

    names: frozenset[str]
    open: Mapping[str, str]
    endings: Mapping[str, tuple[tuple[str, tuple[int, ...]], ...]]
    lands: tuple[int, ...]
    begins: frozenset[str]


def near_names(view: PlanView) -> Iterator[Near]:
    """Yield registered names with one character wrong in the sentences of *view*."""
    broken, level = view.registry.broken, level_word(view.registry)
    if Kind.ORGANISATION in broken or Kind.REGION in broken or not level:
        return
    index = _index(view.registry.names, level)
    text, known = text_of(view), all_names(view.registry)
    told: set[int] = set()
    lands = near_lands(text.whole, view.registry.names, known)
    slips = (Near(slip.meant, Kind.REGION, slip.start, slip.end) for slip in lands)
    for near in (*_all_in(text.whole, index, known, level), *slips):
        if near.start not in told and not text.is_role(near.start):
            told.add(near.start)
            yield near


def _all_in(whole: str, index: _Index, known: Words, level: str) -> Iterator[Near]:
    yield from _short(whole, index, known, level)
    ends = _ends(whole, index.endings)
    for two, endings in index.endings.items():
        for end in ends.get(two, ()):
            for ending, lengths in endings:
                if whole.startswith(ending, end - len(ending)):
                    yield from _ending(whole, end, lengths, index, known)


def _ends(whole: str, pairs: Iterable[str]) -> dict[str, list[int]]:
    """Return where each of *pairs* of characters ends in a text.

    One character is found ten times as fast as two, and many pairs have the same second one.
    """
    by_last: dict[str, dict[str, str]] = {}
    for two in pairs:
        by_last.setdefault(two[1:], {})[two[:1]] = two
    found: dict[str, list[int]] = {}
    for last, firsts in by_last.items():
        at = whole.find(last, 1)
        while at > 0:
            pair = firsts.get(whole[at - 1])
            if pair is not None:
                found.setdefault(pair, []).append(at + 1)
            at = whole.find(last, at + 1)
    return found


def _short(whole: str, index: _Index, known: Words, level: str) -> Iterator[Near]:
    """Yield short names such as 市防指 and 市水务局 with a character wrong or left out."""
    commands, alike, short = _shapes(level)
    for found in commands.finditer(whole):
        start, end = found.span()
        if found[0] not in index.names and begins(whole, start):
            meant = _meant(found[0], index)
            if meant and not any(known.all_at(whole, start)):
                yield Near((meant,), Kind.ORGANISATION, start, end)
    for found in alike.finditer(whole):
        start, end = found.span()
        meant = whole[start : end - 1] + _ALIKE[whole[end - 1]]
        if meant in index.names and begins(whole, start) and _is_over(whole, end):
            yield Near((meant,), Kind.ORGANISATION, start, end)
    for found in short.finditer(whole):
        meant = next((name for end in _LEFT_OUT if (name := found[0] + end) in index.names), "")
        if meant and begins(whole, found.start()):
            yield Near((meant,), Kind.ORGANISATION, *found.span())


def _is_over(whole: str, at: int) -> bool:
    """Whether no word goes on at a character."""
    return not "一" <= whole[at : at + 1] <= "鿿" or whole.startswith(_BEHIND, at)


@lru_cache(maxsize=4)
def _shapes(level: str) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Return patterns of 市…指, of 市… with a character like the last one of a name, and without.

    Where the last one is left out, the next word says what the unit does: 市水务组织….
    """
    word = rf"[^\W{level}]"
    return (
        late(rf"{level}{word}{{1,4}}?{_COMMAND}(?![{''.join(sorted(_GOES_ON))}])"),
        late(rf"{level}{word}{{2,3}}?[{''.join(_ALIKE)}]"),
        late(rf"{level}{word}{{2,3}}?(?={_DOES})"),
    )


def _ending(
    whole: str, end: int, lengths: tuple[int, ...], index: _Index, known: Words
) -> Iterator[Near]:
    """Yield the near name that ends at *end*; behind a wrong land, for a reservoir, the land."""
    is_reservoir = whole.startswith(_RESERVOIR, end - len(_RESERVOIR))
    for length in lengths:
        if whole[end - length : end] in index.names:
            if is_reservoir and whole[end - length - 1] in _LANDS:
                yield from _land_before(whole, end - length, index)
            return
    kind = Kind.REGION if is_reservoir else Kind.ORGANISATION
    for length in lengths:
        start = end - length
        if start < 0:
            return
        if begins(whole, start) or (is_reservoir and whole[start : start + 2] in index.begins):
            meant = _meant(whole[start:end], index)
            if meant and not any(known.all_at(whole, start)):
                yield Near((meant,), kind, start, end)


def _land_before(whole: str, end: int, index: _Index) -> Iterator[Near]:
    """Yield the part of the land before a reservoir: one of another land is in no register."""
    if any(whole[end - length : end] in index.names for length in index.lands):
        return
    for length in index.lands:
        start = end - length
        meant = _meant(whole[start:end], index, sisters=True) if start >= 0 else ""
        if meant and begins(whole, start):
            yield Near((meant,), Kind.REGION, start, end)


def _meant(name: str, index: _Index, *, sisters: bool = False) -> str:
    """Return the registered name that has one other character; empty if there is none.

    Names that may be those of sisters, 城北 and 城南, count if *sisters* says so.
    """
    for i, character in enumerate(name):
        meant = index.open.get(f"{name[:i]}·{name[i + 1 :]}")
        if meant:
            is_sister = not sisters and (character in _SISTERS or meant[i] in _SISTERS)
            is_word = "一" <= character <= "鿿" and character not in _LEVELS
            return meant if is_word and not is_sister and character not in _PARTICLES else ""
    return ""


@lru_cache(maxsize=4)  # one registry serves all plans of a run
def _index(names: Names, level: str) -> _Index:
    found = dict(_with_endings(names, level))
    lengths: dict[str, set[int]] = {}
    forms: dict[str, str] = {}
    for name, ending in found.items():
        if ending not in _NO_ENDS:
            lengths.setdefault(ending, set()).add(len(name))
        for i in range(1 if name[0] == level else 0, len(name) - len(ending)):
            form = f"{name[:i]}·{name[i + 1 :]}"
            forms[form] = "" if form in forms else name
    endings: dict[str, list[tuple[str, tuple[int, ...]]]] = {}
    for ending, ones in lengths.items():
        endings.setdefault(ending[-2:], []).append((ending, tuple(sorted(ones))))
    short = (
        name
        for entity in names.entities(Kind.ORGANISATION)
        for name in spellings(entity)
        if len(name) in _SHORT and name[0] == level
    )
    return _Index(
        frozenset((*found, *short)),
        forms,
        {two: tuple(ones) for two, ones in endings.items()},
        tuple(sorted({len(name) for name, ending in found.items() if ending in _LANDS})),
        frozenset(name[:2] for name, ending in found.items() if ending == _RESERVOIR),
    )


def _with_endings(names: Names, level: str) -> Iterator[tuple[str, str]]:
    """Yield the names that can be told with a character wrong, and the last of their characters.

    These say what they are: with one of them wrong, the name is not looked for.
    """
    for kind in (Kind.ORGANISATION, Kind.RISK, Kind.TEAM):
        for entity in names.entities(kind):
            for name in spellings(entity):
                own, found, _ = name.partition(_RESERVOIR)
                if found and len(own) >= _OWN and level not in own and not _is_general(own):
                    yield own + found, _RESERVOIR
                if kind is Kind.ORGANISATION and _is_clear(name):
                    ending = _ending_of(name, level)
                    if ending:
                        yield name, ending
    for entity in names.entities(Kind.REGION):
        for name in spellings(entity):
            if len(name) >= _OWN and name[-1] in _LANDS and not _is_general(name):
                yield name, name[-1]


def _is_clear(name: str) -> bool:
    """Whether *name* ends as units do, is all Chinese, and means a single one."""
    is_unit = name[-2:] in _LAST_TWO or name[-1:] == _COMMAND
    is_chinese = is_unit and all("一" <= one <= "鿿" for one in name)
    return is_chinese and len(name) >= _OWN and not _is_general(name)


def _is_general(name: str) -> bool:
    return not _OF_MANY.isdisjoint(name) or any(word in name for word in _GENERAL)


def _ending_of(name: str, level: str) -> str:
    if name[0] == level:
        return _COMMAND if name[-1] == _COMMAND else ""
    ending = next((one for one in _UNIT_ENDS if name.endswith(one)), "")
    own = name.removesuffix(ending)
    if not ending or len(own) < _OWN or (own[0] in _LEVELS and own[0] != "国"):
        return ""
    return own[-1] + ending if ending.endswith("政府") and own[-1] in _LANDS else ending


__all__ = ["Near", "near_names"]

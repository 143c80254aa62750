"""Counties and towns with one character wrong: 平胡县 for 平湖县, 澜桥乡 for 澜桥镇.

Land that is in no register may also lie in another city. So a name is a slip only where a word
begins, and if its other character is no such one as tells one place from another.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from planforge.corpus.names import spellings
from planforge.frozen import dataclass
from planforge.model.base import Kind
from planforge.model.registers import Region
from planforge.patterns import late
from planforge.rules.prose.forces import begins

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from planforge.corpus.names import Names
    from planforge.rules.text.words import Words

_KIND: Final = late("[县区镇乡]|街道")
_RANK: Final[Mapping[str, str]] = {"县": "县区", "区": "县区", "镇": "镇乡", "乡": "镇乡"}
"""Kinds of land of one rank: a place is no town beside being a county, but one of these."""
_KEPT: Final = 16384
"""Ends of texts of which it is kept what they are."""
_OWN: Final = 3
"""Characters from which on a name is known with one of them wrong."""
_GOES_ON: Final[Mapping[str, frozenset[str]]] = {
    "区": frozenset("域划间位块段"),
    "乡": frozenset("镇村道"),
    "镇": frozenset("压"),
    "县": frozenset("级"),
}
"""Characters that make another word of the kind before them."""
_TELLING: Final = frozenset(
    "东西南北上下前后左右中内外大小高低深浅一二三四五六七八九十双万"
    "山水江河湖海港湾岛泉溪沟滩洲塘坪岭坡谷源林石沙田原城口门桥铺店阳阴坝"
    "白黑红青黄绿蓝紫金银铜铁玉珠龙凤虎马牛羊云雨雪风雷天日月星"
    "长短太平安永兴福和泰德仁义新老古旧文武"
)
"""Characters that places are told from one another by: one instead of another is no slip."""
_NO_NAME: Final = frozenset(
    "的和与及或在向对由等各本有是为将被从请至到同级该某其此每两多全分"
    "沿临滨近邻靠跨过出入往去回穿驻属管辖"
)
"""Characters that are not in the name of a place where another one has to be."""
_AHEAD: Final = ("上游", "中游", "下游", "沿岸", "位于", "途经", "流经", "支援", "包括", "涉及")
"""Words that the name of a place follows right away."""
_IN_WORDS: Final = ("区", "街道")
"""Kinds of land that other words end in too."""
_OTHERS: Final = frozenset("省市州县区盟旗")
"""Last characters of lands that are not the jurisdiction's, where they stand before a place."""
_WORDS: Final = frozenset(
    (
        *("风景区", "洪泛区", "防洪区", "行洪区", "分洪区", "滞洪区", "受灾区", "山丘区", "保护区"),
        *("开发区", "高新区", "工业区", "生活区", "居民区", "作业区", "安全区", "警戒区", "隔离区"),
        *("影响区", "危险区", "风险区", "采空区", "淹没区", "灌溉区", "水源区", "受灾县", "自治县"),
        *("贫困县", "重点镇", "中心镇", "建制镇", "民族乡", "城市街道"),
    )
)
"""Words that name no place."""
_ELSEWHERE: Final = late("接壤|交界|毗|相邻|邻近|[东西南北][邻接靠连界]")
"""In sentences on places of which some are in no register."""
_AROUND: Final = (60, 16)
"""Characters before and behind a name in which that is said."""


class NearLand(NamedTuple):
    """A place with one character wrong: what may be meant, and where the wrong name stands."""

    meant: tuple[str, ...]
    start: int
    end: int


class _Seen(NamedTuple):
    """What a text ends in.

    Attributes:
        right: How long the name of a place is that it ends in; 0 if that is none.
        slips: How long wrong names are that it may end in, and what is meant by each.
    """

    right: int
    slips: tuple[tuple[int, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class _Lands:
    """Places of the jurisdiction.

    Attributes:
        names: Their names.
        open: By a name with one character left open, such as 平·县, those that it is of.
        lengths: How long the names are.
        ends: Their names, and those of other kinds of land, to stand before one.
        inside: By the name of a place or reservoir, what it lies in, the largest first.
        begins: By two characters, the names that begin with them, the longest first.
        seen: What was found out of the ends of texts so far: they return again and again.
    """

    names: frozenset[str]
    open: Mapping[str, tuple[str, ...]]
    lengths: tuple[int, ...]
    ends: tuple[str, ...]
    inside: Mapping[str, tuple[str, ...]]
    begins: Mapping[str, tuple[str, ...]]
    seen: dict[str, _Seen]


def near_lands(whole: str, names: Names, known: Words) -> Iterator[NearLand]:
    """Yield places of *names* that a text names with one character wrong, or in another county."""
    lands = _lands(names)
    if not lands.names:
        return
    before, behind = _AROUND
    longest = lands.lengths[-1]
    for kind in _KIND.finditer(whole):
        end = kind.end()
        goes_on = _GOES_ON.get(kind[0])
        if goes_on and whole[end : end + 1] in goes_on:
            continue
        tail = whole[max(0, end - longest) : end]
        seen = lands.seen.get(tail)
        if seen is None:
            seen = _seen(tail, kind[0], lands)
        if seen.right:
            yield from _elsewhere(whole, end - seen.right, end, lands)
        for length, meant in seen.slips:
            start = end - length
            if (
                _is_first(whole, start, kind[0], lands)
                and not any(known.all_at(whole, start))
                and not _ELSEWHERE.search(whole, max(0, start - before), end + behind)
            ):
                yield NearLand(meant, start, end)


def _seen(tail: str, kind: str, lands: _Lands) -> _Seen:
    """Return, and keep, what *tail* ends in, the last word of which is the *kind* of a place."""
    words = [tail[-length:] for length in lands.lengths if length <= len(tail)]
    right = next((len(word) for word in words if word in lands.names), 0)
    slips = ((len(word), _meant(word, kind, lands)) for word in words if not right)
    found = _Seen(right, tuple(slip for slip in slips if slip[1]))
    if len(lands.seen) >= _KEPT:
        lands.seen.clear()
    lands.seen[tail] = found
    return found


def _elsewhere(whole: str, start: int, end: int, lands: _Lands) -> Iterator[NearLand]:
    """Yield 平湖县澜桥镇 where that town lies in another county than the one at *start*."""
    own = whole[start:end]
    for name in lands.begins.get(whole[end : end + 2], ()):
        if whole.startswith(name, end):
            around = lands.inside[name]
            same = [one for one in around if one[-1] in _RANK.get(own[-1], "")]
            if same and own not in around:
                yield NearLand((same[0] + name,), start, end + len(name))
            return


def _is_first(whole: str, at: int, kind: str, lands: _Lands) -> bool:
    """Whether the name of a place of the jurisdiction may begin at a character.

    Many words end in 区; nobody but counties and towns in 县, 镇 or 乡.
    """
    if whole.endswith(lands.ends, 0, at):
        return True
    return begins(whole, at) if kind in _IN_WORDS else whole[at - 1 : at] not in _OTHERS


def _meant(word: str, kind: str, lands: _Lands) -> tuple[str, ...]:
    """Return the places that *word* is but for one character that tells no places apart."""
    if word in _WORDS:
        return ()
    for i in range(len(word) - len(kind)):
        meant = lands.open.get(f"{word[:i]}·{word[i + 1 :]}", ())
        if meant:
            if word[i] in _NO_NAME or not "一" <= word[i] <= "鿿":
                return ()
            is_slip = word[i] not in _TELLING
            return tuple(name for name in meant if is_slip or name[i] not in _TELLING)
    ranks = _RANK.get(kind, "")
    return tuple(word[:-1] + one for one in ranks if word[:-1] + one in lands.names)


@lru_cache(maxsize=4)  # one registry serves all plans of a run
def _lands(names: Names) -> _Lands:
    every = [name for entity in names.entities(Kind.REGION) for name in spellings(entity)]
    found: dict[str, int] = {}
    for name in sorted(every):
        kind = _KIND.search(name, max(0, len(name) - 2))
        if kind is not None and kind.end() == len(name) >= _OWN:
            found[name] = kind.start()
    forms: dict[str, tuple[str, ...]] = {}
    for name, own in found.items():
        for i in range(own):
            form = f"{name[:i]}·{name[i + 1 :]}"
            forms[form] = (*forms.get(form, ()), name)
    inside = _inside(names)
    begun: dict[str, tuple[str, ...]] = {}
    for name in sorted(inside, key=lambda x: (-len(x), x)):
        begun[name[:2]] = (*begun.get(name[:2], ()), name)
    return _Lands(
        names=frozenset(found),
        open=forms,
        lengths=tuple(sorted({len(name) for name in found})),
        ends=(*_AHEAD, *(name for name in every if not name.isascii())),
        inside=inside,
        begins=begun,
        seen={},
    )


def _inside(names: Names) -> dict[str, tuple[str, ...]]:
    """Return what each place and reservoir lies in, without the jurisdiction."""
    found: dict[str, tuple[str, ...]] = {}
    for entity in names.entities(Kind.REGION):
        land = entity.element
        for part in land.parts if isinstance(land, Region) else ():
            around = (*found.get(entity.name, ()), entity.name) if entity.place.pointer else ()
            found[part.name] = () if part.name in found else around  # two of one name: unknown
    for kind in (Kind.RISK, Kind.ORGANISATION):
        for entity in names.entities(kind):
            where = getattr(entity.element, "region", None)
            region = names.get(where, (Kind.REGION,)) if where else None
            own, word, _ = entity.name.partition("水库")
            if region is not None and word and len(own) >= _OWN:
                found.setdefault(own + word, (*found.get(region.name, ()), region.name))
    return found


__all__ = ["NearLand", "near_lands"]

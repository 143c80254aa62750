"""Former names in running text: the prose of plans, and sentences in facts and in drills."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from planforge.corpus.longer_names import is_of_another_place
from planforge.corpus.names import Former, former_names, spellings
from planforge.findings import Place, Rewrite, Severity
from planforge.frozen import dataclass
from planforge.i18n import msg
from planforge.model.base import Kind
from planforge.patterns import late
from planforge.rules.articles import REORGANISED
from planforge.rules.names.kinds import alike, no_longer
from planforge.rules.prose.text import on_line, parts
from planforge.rules.rule import Hit, asked_of_a_drill, asked_of_the_system, plan_rule
from planforge.rules.text.texts import all_text
from planforge.rules.text.whole import LONGEST_SENTENCE
from planforge.rules.text.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.corpus.drills import DrillView
    from planforge.corpus.names import Names
    from planforge.corpus.plan_view import PlanView
    from planforge.corpus.system import System

_KINDS: Final = (
    Kind.ORGANISATION,
    Kind.POST,
    Kind.TEAM,
    Kind.DEPOT,
    Kind.SHELTER,
    Kind.MECHANISM,
    Kind.REGULATION,
)
_SHORTEST: Final = 3
_NOT_MEANT_BEFORE: Final = late(r"(?:原|曾用名|前身为?|[一-鿿](?:省|自治区))[“《]?$")
_TOLD_BEHIND: Final = late(
    r"[”』]?(?:[（(][^（()）]{0,6}?(?:现|今[为称]|已|更名|改[名称为]|并入|划[入归]|撤销)"
    r"|(?:[、和与及][^，。；！？\n]{1,16}?)?(?:的?[^，。；！？\n]{0,8}职[责能])?(?:于[^，。；！？\n]{1,11}?)?"
    r"(?:现|今|已经?|被|均|一并)*(?:更名|改名|改称|改组|并入|划入|划归|不再保留|[现今][为称]"
    r"|(?:重组|合并|撤销)(?=[为成，。；后）)]|$)))"
)
_TOLD_BEFORE: Final = late(r"(?:撤销|不再保留|(?:组建|改革|更名)(?:以)?前的|时任)[“『]?$")
"""The change itself is told of."""
_BECAME: Final = late(
    r"[^。；！？\n]{0,16}?(?:改为|改由|改设|现由|调整为|变更为|组建)(?:了|新的)?[“『]?"
)
"""The change is told of if the name of today comes next."""
_DATED: Final = late(r"(?<!\d)(?P<year>(?:19|20)\d\d)(?:年|[〕\]］])")
_YEAR_BEHIND: Final = late(
    r"[（(，于在]{0,2}(?P<year>(?:19|20)\d\d)年(?!(?:\d{1,2}月)?(?:起|以来|至今|开始))"
)
_YEAR_BEFORE: Final = late(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)年(?:\d{1,2}月)?(?:\d{1,2}日)?(?!起|以来|至今|开始)"
    r"[^，。；！？\n\d]{0,5}，?[^，。；！？\n\d]{0,4}$"
)
_MAY_BE_PAST: Final = late(
    r"更名|改名|改称|改组|重组|并入|合并|撤销|划[入归转]|不再保留|前身|改[为由]|现[为称由]|[（(]现"
    r"|曾|旧|原来|历史|以往|以前|过去|当时|当年|废止|改革|沿革"
)
"""Words of a sentence that may tell of former times: a person has to look."""
_GOVERNMENTS: Final = "省市州县区"
_WHOLE_BEHIND: Final = late(
    r"(?:^|[^一-鿿]|[由向和与及经请按对从为把将让被据报给求知织助责成的在到]|会同|协同|配合|联合)$"
)
"""Behind these no name of a city ends."""
_END: Final = late(r"[。；！？\n]")
_HISTORY: Final = ("edition", "replaces")
"""Where old titles belong: the editions that a plan replaces."""
_SPOKEN_OF: Final = frozenset({"former_names", "note"})
"""Fields of the registers that speak of former names."""


@dataclass(frozen=True, slots=True)
class _Known:
    """Former names, alone and with the current ones they stand inside."""

    words: Words
    with_longer: Words
    former: dict[str, Former]


class _Found(NamedTuple):
    """A former name in the characters [start, end) of a text; sure if a program may mend it."""

    start: int
    end: int
    result: Former
    is_sure: bool


@lru_cache(maxsize=4)
def _known(names: Names) -> _Known:
    """Return all former names, and the current ones they could stand inside."""
    former: dict[str, Former] = {}
    current: set[str] = set()
    for kind in _KINDS:
        for entity in names.entities(kind):
            current.update(spellings(entity))
            for one in former_names(entity):
                if len(one.name) >= _SHORTEST:
                    former.setdefault(one.name, Former(entity, one))
    former = {name: result for name, result in former.items() if name not in current}
    words = Words(former)
    longer = {name for name in current if words.are_in(name)} if former else set()
    return _Known(words, Words({*former, *longer}), former)


@plan_rule(
    "PRO004",
    "prose.former-name",
    Severity.WARNING,
    title=msg("Name in the text that is no longer used"),
    rationale=msg("Readers look for a unit that has another name now."),
    sources=(REORGANISED,),
)
def former_name_in_text(view: PlanView) -> Iterator[Hit]:
    """Former names in sentences that do not tell of the past. References are judged elsewhere.

    Names behind 原 and in titles (《…》) are right. Where the past may be meant, nothing is mended.
    """
    known = _known(view.registry.names)
    if not known.former:
        return
    facts = view.walked if known.words.are_in(all_text(view)) else None
    for at, value in zip(facts.plain_places, facts.plain, strict=True) if facts else ():
        if at[:2] != _HISTORY:
            for found in _found(value, known):
                start, end = found.start, found.end
                yield _hit(Place(view.file, at, chars=(start, end)), value[start:end], found)
    prose = view.prose or ""
    for text in parts(prose)[1] if known.words.are_in(prose) else ():
        for found in _found(text.line, known):
            place = Place(view.prose_file, span=on_line(text.number, found.start, found.end))
            yield _hit(place, text.line[found.start : found.end], found)


@asked_of_the_system("PRO004")
def former_name_in_register(system: System) -> Iterator[Hit]:
    """Former names in texts of the registers, but for 曾用名 itself and remarks."""
    known = _known(system.registry.names)
    if not known.former:
        return
    for file, walked in system.registry.walked.items():
        plain = zip(walked.plain_places, walked.plain, strict=True)
        spoken = [(at, value) for at, value in plain if _SPOKEN_OF.isdisjoint(at)]
        if known.words.are_in("\n".join([value for _at, value in spoken])):
            for at, value in spoken:
                for found in _found(value, known):
                    start, end = found.start, found.end
                    yield _hit(Place(file, at, chars=(start, end)), value[start:end], found)


@asked_of_a_drill("PRO004")
def former_name_in_drill(view: DrillView) -> Iterator[Hit]:
    """Former names in the words of a drill, but for one that was held while they were in use."""
    known = _known(view.registry.names)
    plain = view.walked.plain if known.former else []
    if not plain or not known.words.are_in("\n".join(plain)):
        return
    held = view.drill.held
    for at, value in zip(view.walked.plain_places, plain, strict=True):
        for found in _found(value, known):
            start, end, until = found.start, found.end, found.result.former.until
            if held is None or (until is not None and until <= held):
                yield _hit(Place(view.file, at, chars=(start, end)), value[start:end], found)


def _found(text: str, known: _Known) -> Iterator[_Found]:
    for word, start, end in known.with_longer.finditer(text):
        result = known.former.get(word)
        if result is None:
            continue
        region = _region(result)
        near = text[max(0, start - LONGEST_SENTENCE) : start]
        before, behind = near.removesuffix(region), text[end : end + LONGEST_SENTENCE]
        if not (
            _NOT_MEANT_BEFORE.search(before)
            or (is_of_another_place(text, start) and not (region and near.endswith(region)))
            or _is_in_a_title(text[:start].removesuffix(region), text[end:], result)
            or _is_history(before, behind, result)
        ):
            is_sure = _is_unit_of_the_plan(near, word, result)
            yield _Found(start, end, result, is_sure and _is_of_today(before, behind, result))


def _region(result: Former) -> str:
    """Return what stands before a short name in the full one, such as 安澜 before 市水务局."""
    full = result.entity.name
    short = (name for name in spellings(result.entity) if name != full and full.endswith(name))
    return full.removesuffix(next(short, full))


def _is_unit_of_the_plan(before: str, name: str, result: Former) -> bool:
    """Whether the name is no end of a longer one, as 市水利局 of that of another city."""
    region = _region(result)
    is_whole = name[0] not in _GOVERNMENTS or _WHOLE_BEHIND.search(before) is not None
    return is_whole or bool(region and before.endswith(region))


def _is_in_a_title(before: str, behind: str, result: Former) -> bool:
    """Whether the name is a part of a title in 《》, which stays as it was given.

    The former title of a regulation is the whole of it.
    """
    if before.count("《") <= before.count("》") or "》" not in behind:
        return False
    is_whole = before.endswith("《") and behind.startswith("》")
    return not (is_whole and result.entity.kind is Kind.REGULATION)


def _is_history(before: str, behind: str, result: Former) -> bool:
    """Whether the name is told to have changed, or what was done under it before it did."""
    if _TOLD_BEHIND.match(behind) or _TOLD_BEFORE.search(before):
        return True
    became = _BECAME.match(behind)
    if became and behind.startswith(spellings(result.entity), became.end()):
        return True
    dated = _YEAR_BEHIND.match(behind) or _YEAR_BEFORE.search(before)
    until = result.former.until
    return bool(dated and until and int(dated["year"]) < until.year)


def _is_of_today(before: str, behind: str, result: Former) -> bool:
    """Whether the sentence says nothing of former times, nor names the successor itself."""
    begins = max((found.end() for found in _END.finditer(before)), default=0)
    ends = _END.search(behind)
    sentence = f"{before[begins:]}\n{behind[: ends.start() if ends else None]}"
    until = result.former.until
    return (
        not _MAY_BE_PAST.search(sentence)
        and not any(name in sentence for name in spellings(result.entity))
        and not any(
            until is None or int(dated["year"]) <= until.year for dated in _DATED.finditer(sentence)
        )
    )


def _hit(place: Place, name: str, found: _Found) -> Hit:
    entity, former = found.result.entity, found.result.former
    now = alike(name, entity)
    return Hit(
        place,
        no_longer(name, now, former.until),
        msg("Write “{name}”", name=now)
        if found.is_sure
        else msg("Write “{name}”, or “原{former}” if the past is meant", name=now, former=name),
        ((entity.place, msg("“{name}” is registered here", name=now)),),
        (Rewrite(place, now),) if found.is_sure else (),
    )

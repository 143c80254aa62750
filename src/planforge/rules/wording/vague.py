"""Whether the text can be carried out: vague words, weak verbs, actions without who, when, how."""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from planforge.findings import Severity
from planforge.i18n import msg
from planforge.model.base import Kind
from planforge.patterns import late
from planforge.rules.articles import CLEAR_DUTIES
from planforge.rules.rule import Hit, Option, cite, plan_rule
from planforge.rules.text.whole import just_before
from planforge.rules.wording.marks import matches, part

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.corpus.names import Entity, Names
    from planforge.corpus.plan_view import PlanView
    from planforge.model.plan import Action

VAGUE: Final = late(
    "尽快|视情|适时|酌情|有关部门|有关单位|相关部门|相关单位|各有关方面|高度重视|切实加强|"
    "认真做好|积极(?:做好|配合)|必要时|根据需要|按照职责|做好相关工作|及时(?=处置|处理|到位|采取措施)",
    holds=(
        *("尽快", "视情", "适时", "酌情", "有关", "相关", "高度重视", "切实加强", "认真做好"),
        *("积极", "必要时", "根据需要", "按照职责", "及时"),
    ),
)
"""Words that leave open who, when or whether."""
_FEW: Final = 10
"""Actions below which a share says nothing."""

MOST_VAGUE: Final = Option(
    "WRD010",
    ("最多百分之几", "most_percent"),
    30,
    0,
    100,
    msg("Share of actions with vague words that is tolerated, in percent"),
)


def _share(part_of: int, whole: int) -> int:
    return round(100 * part_of / whole) if whole else 0


@plan_rule(
    "WRD010",
    "wording.vague",
    Severity.ADVICE,
    title=msg("Many actions in vague words"),
    rationale=msg(
        "“尽快”“视情”“有关部门” leave open who, when and whether; in an emergency everybody waits "
        "for somebody else."
    ),
    sources=(CLEAR_DUTIES,),
    options=(MOST_VAGUE,),
)
def vague(view: PlanView) -> Iterator[Hit]:
    """Plans of ten and more actions of which too many have vague words."""
    actions = view.plan.actions
    found = [(i, VAGUE.findall(action.content)) for i, action in enumerate(actions)]
    hits = [(i, words) for i, words in found if words]
    share = _share(len(hits), len(actions))
    if len(actions) < _FEW or share <= MOST_VAGUE.of(view.registry):
        return
    words = Counter(word for _, found_words in hits for word in found_words)
    yield Hit(
        view.at("actions", on_key=True),
        msg(
            "{count} of {all} actions ({percent} %) have vague words: {words}",
            count=len(hits),
            all=len(actions),
            percent=share,
            words=tuple(f"{word} {n}" for word, n in words.most_common(6)),
        ),
        msg("Write who does it, within what time, under which condition, by what means"),
        tuple(
            (view.at("actions", i, "content"), msg("Here: {words}", words=tuple(sorted(set(w)))))
            for i, w in hits[:5]
        ),
    )


_AFTER_CHECKING: Final = late("[核查][实清][^。；]*$|确认[^。；]*$")
"""Before a report that waits for certainty: RPT018 speaks of those."""
_WEAK: Final = late(
    r"(?<![方才])(?P<verb>可以|可(?!能|以|靠|行|控|用|视|持)|宜|尽量|原则上(?=边))"
    r"(?:根据情况|视情|酌情)?(?:及时|立即|按规定|边[^，。；边]{1,4}、?边)?"
    r"(?:向[^，。；可]{2,16})?(?P<duty>报告|上报|报送|备案|公布|营救|救治|搜救)(?!人|材料|内容|机制)"
)


@plan_rule(
    "WRD011",
    "wording.weak-verb",
    Severity.ADVICE,
    title=msg("Duty of the law written as a choice"),
    rationale=msg("What the law commands is written 应当; 可以 and 宜 make it a matter of taste."),
    sources=(
        cite("中华人民共和国突发事件应对法", "第六十一条"),
        cite("突发事件应急预案管理办法", "第二十四条第一项"),
    ),
)
def weak_verb(view: PlanView) -> Iterator[Hit]:
    """Reports, filing, publication and rescue that sentences say 可以 or 宜 of."""
    for found, place, line in matches(view, _WEAK, ("可", "宜", "尽量", "原则上边")):
        if _AFTER_CHECKING.search(just_before(found)):
            continue
        yield Hit(
            part(place, line, found.start(), found.end()),
            msg(
                "“{words}”: the law commands {duty}, it does not leave a choice",
                words=found[0],
                duty=found["duty"],
            ),
            msg("Write 应当 instead of {verb}", verb=found["verb"]),
        )


_MANY: Final = 20
"""Actions below which a plan may well be as short as it is."""
LEAST_COMPLETE: Final = Option(
    "WRD012",
    ("至少百分之几", "least_percent"),
    50,
    0,
    100,
    msg("Share of actions that say who, when and by what means that is wanted, in percent"),
)


def _has_means(action: Action) -> bool:
    return bool(action.needs or action.messages or action.supporting)


@plan_rule(
    "WRD012",
    "wording.not-workable",
    Severity.ADVICE,
    title=msg("Few actions say who, when and by what means"),
    rationale=msg(
        "City and county plans are judged by whether they can be carried out as written."
    ),
    sources=(cite("突发事件应急预案管理办法", "第十条第四款"), CLEAR_DUTIES),
    options=(LEAST_COMPLETE,),
)
def not_workable(view: PlanView) -> Iterator[Hit]:
    """Plans of twenty and more actions of which too few have unit, limit, and means or helpers."""
    actions = view.plan.actions
    whom = sum(bool(x.responsible) for x in actions)
    when = sum(x.deadline is not None for x in actions)
    how = sum(_has_means(x) for x in actions)
    whole = sum(bool(x.responsible) and x.deadline is not None and _has_means(x) for x in actions)
    share, least = _share(whole, len(actions)), LEAST_COMPLETE.of(view.registry)
    if len(actions) >= _MANY and share < least:
        yield Hit(
            view.at("actions", on_key=True),
            msg(
                "{count} of {all} actions ({percent} %) say who, when and by what means, {least} % "
                "are wanted (who {whom}, when {when}, means {how})",
                count=whole,
                all=len(actions),
                percent=share,
                least=least,
                whom=whom,
                when=when,
                how=how,
            ),
            msg("Write 责任, 时限, and 调用, 通知 or 配合 of the actions that lack them"),
        )


@plan_rule(
    "WRD013",
    "wording.two-names",
    Severity.ADVICE,
    title=msg("One unit under two names in one plan"),
    rationale=msg("Who reads “市应急局” and “应急管理局” asks whether two units are meant."),
    sources=(cite("突发事件应急预案管理办法", "第二十四条第三项"),),
)
def two_names(view: PlanView) -> Iterator[Hit]:
    """Units and posts that the facts of one plan call by two of their registered short names."""
    names = view.registry.names
    short = _short_names(names)
    used = {reference[2] for reference in view.references}
    called = Counter(unit for name in used if name in short for unit in short[name])
    if max(called.values(), default=0) < _TWO:
        return
    first: dict[str, tuple[str, tuple[str | int, ...]]] = {}
    told: set[str] = set()
    seen: dict[str, tuple[Kind, ...]] = {}
    for here, ref, so in view.references:
        kinds = ref.kinds
        if seen.get(so) is kinds:
            continue  # what is said of a name is said where it stands first
        seen[so] = kinds
        entity = _called_short(names, so, kinds)
        if entity is None or entity.id in told:
            continue
        name, pointer = first.setdefault(entity.id, (so, here))
        if name != so:
            told.add(entity.id)
            yield Hit(
                view.at(*here),
                msg("{unit} is called “{name}” elsewhere in this plan", unit=so, name=name),
                msg("Use one name throughout the plan"),
                ((view.at(*pointer), msg("Here it is called “{name}”", name=name)),),
            )


_NAMED: Final = frozenset({Kind.ORGANISATION, Kind.POST})
_TWO: Final = 2


@lru_cache(maxsize=4)
def _short_names(names: Names) -> dict[str, list[str]]:
    """Return the ids of the units and posts that have a name among their short ones."""
    found: dict[str, list[str]] = defaultdict(list)
    for kind in sorted(_NAMED, key=lambda kind: kind.value):
        for entity in names.entities(kind):
            for name in getattr(entity.element, "short_names", ()):
                found[name].append(entity.id)
    return found


@lru_cache(maxsize=16384)  # the plans of a run call the same units by the same names
def _called_short(names: Names, name: str, kinds: tuple[Kind, ...]) -> Entity | None:
    """Return the unit or post whose short name *name* is, if it is one."""
    if _NAMED.isdisjoint(kinds):
        return None
    entity = names.get(name, kinds)
    if entity is None or entity.kind not in _NAMED:
        return None
    return entity if name in getattr(entity.element, "short_names", ()) else None

"""Links between plans, at both ends, and the master plan's list."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Final

from planforge.corpus.names import Ambiguous, Unknown, fold
from planforge.findings import Addition, Place, Severity, Word
from planforge.i18n import msg
from planforge.model.base import Kind
from planforge.model.scales import LinkKind
from planforge.rules.articles import FITTING
from planforge.rules.levels.rows_in_words import rows_in_words
from planforge.rules.links.conditions import differing, is_backed, is_same
from planforge.rules.links.turned import at_fault
from planforge.rules.names.kinds import choose, correct_or_register, kinds_in_words
from planforge.rules.names.named import unknown_plans
from planforge.rules.rule import Hit, cite, system_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.corpus.outline import LinkOutline, PlanOutline
    from planforge.corpus.system import System
    from planforge.findings import Edit, EntryValue
    from planforge.i18n import Message
    from planforge.rules.links.turned import End

PLAN_SYSTEM = cite("突发事件应急预案管理办法", "第八条")
UPPER_CHANGED = cite("突发事件应急预案管理办法", "第三十五条第一项")


@system_rule(
    "LNK001",
    "link.dangling",
    Severity.ERROR,
    title=msg("Link to a plan that does not exist"),
    rationale=msg("In a chain of events the next plan must be there when the first one calls it."),
    sources=(FITTING,),
)
def dangling(system: System) -> Iterator[Hit]:
    """Links whose 预案 is neither a plan nor a registered upper plan."""
    for outline, named in unknown_plans(system, "links"):
        candidates = system.plan_names.nearest(named.name, (Kind.PLAN,))
        kinds = (Kind.PLAN, Kind.REGULATION)
        yield Hit(
            Place(outline.file, named.pointer),
            msg("No {kinds} is called “{name}”", kinds=kinds_in_words(kinds), name=named.name),
            correct_or_register(candidates, kinds),
        )


def _owners(system: System) -> dict[str, PlanOutline]:
    """Return the plans whose id is their own, by id."""
    owners = Counter(outline.id for outline in system.outlines)
    return {o.id: o for o in system.outlines if owners[o.id] == 1}


def repeated(system: System, outline: PlanOutline) -> dict[int, LinkOutline]:
    """Return the links of *outline* that say again what an earlier one says, with that one.

    The same is a link of one kind to one plan on one condition; without one, in circumstances of
    the same words.
    """
    first: dict[tuple[str, ...], LinkOutline] = {}
    found: dict[int, LinkOutline] = {}
    for link in outline.links:
        target = system.plan(link.plan)
        meant = target.id if target else fold(link.plan)
        when = link.condition or f"words: {fold(link.circumstances)}"
        known = first.setdefault((meant, link.kind, when), link)
        if known is not link:
            found[link.index] = known
    return found


_Open = tuple["PlanOutline", "LinkOutline", "PlanOutline"]
_RANKS: Final = frozenset({LinkKind.CONFORMS_TO, LinkKind.GOVERNS})
Pairs = list[tuple["PlanOutline", "LinkOutline", "PlanOutline", "LinkOutline | None"]]


def pairs(system: System) -> Pairs:
    """Return every link between two plans with the link that answers it, None for none.

    Links of one kind between the same plans are paired by equal condition first, then in order.
    A pair is listed once, from the plan that comes first; a link that stands there again is not.
    """
    owners = _owners(system)
    order = {outline.id: number for number, outline in enumerate(system.outlines)}
    groups: dict[tuple[str, str, str], list[LinkOutline]] = {}
    again = {outline.file: repeated(system, outline) for outline in system.outlines}
    for source, link, target in system.links():
        known = target is not None and source.id in owners and target.id in owners
        if link.index in again[source.file]:
            continue
        if known and target is not None and target is not source:
            groups.setdefault((source.id, target.id, link.kind), []).append(link)
    found: Pairs = []
    for (source_id, target_id, kind), links in groups.items():
        source, target = owners[source_id], owners[target_id]
        answers = groups.get((target_id, source_id, LinkKind.read(kind).counterpart.value), [])
        paired = _paired(system, links, answers)
        first = order[source_id] < order[target_id]
        for link in links:
            answer = paired.get(link.index)
            if answer is None or first:
                found.append((source, link, target, answer))
    return found


def _paired(
    system: System, links: list[LinkOutline], answers: list[LinkOutline]
) -> dict[int, LinkOutline]:
    free = list(answers)
    paired: dict[int, LinkOutline] = {}
    for link in links:
        same = _same(system, link, free)
        if same is not None:
            paired[link.index] = same
            free.remove(same)
    for link in links:
        if link.index not in paired and free:
            paired[link.index] = free.pop(0)
    return paired


def _same(system: System, link: LinkOutline, others: list[LinkOutline]) -> LinkOutline | None:
    """Return the first link of the other plan that takes effect as *link* does."""
    written = next((one for one in others if one.condition == link.condition), None)
    return written or next((one for one in others if is_same(system, link, one)), None)


def place_of(outline: PlanOutline, link: LinkOutline, *further: str | int) -> Place:
    """Return the place of *further* in *link*, a link of *outline*."""
    return Place(outline.file, ("links", link.index, *further))


@system_rule(
    "LNK002",
    "link.one-sided",
    Severity.ERROR,
    title=msg("Link that the other plan does not answer"),
    rationale=msg(
        "A hand-over that only one side knows of fails at the moment it is needed: nobody at the "
        "other end expects the call."
    ),
    sources=(FITTING, cite("中华人民共和国突发事件应对法", "第二十七条")),
)
def one_sided(system: System) -> Iterator[Hit]:
    """Links without a link of the counterpart kind in the other plan.

    Where both plans have one that the other does not answer, their kinds do not fit: told once, at
    the end that is turned round if the plans say which that is.
    """
    open_: dict[tuple[str, str], list[_Open]] = defaultdict(list)
    for source, link, target, answer in pairs(system):
        kind = LinkKind.read(link.kind)
        if answer is None and not _may_be_misspelt(system, target, kind.counterpart):
            open_[source.id, target.id].append((source, link, target))
    told: set[tuple[str, int]] = set()
    for (source_id, target_id), links in open_.items():
        back = open_.get((target_id, source_id), [])
        for source, link, target in links:
            if (source.id, link.index) in told:
                continue
            other = _same(
                system, link, [one for _, one, _ in back if (target.id, one.index) not in told]
            )
            if other is None:
                yield _unanswered(source, link, target)
            else:
                told.add((target.id, other.index))
                ends = (source, link), (target, other)
                yield _unfitting(*ends, at_fault(system, *ends))


def _unfitting(one: End, two: End, wrong: End | None) -> Hit:
    """Return what is told at the *wrong* end, or at the first one if nobody can know which is."""
    (source, link), (target, other) = (two, one) if wrong is two else (one, two)
    own, theirs = LinkKind.read(link.kind), LinkKind.read(other.kind)
    wanted, counterpart = theirs.counterpart.zh, own.counterpart.zh
    if wrong is None:
        hint = msg(
            "Write {wanted} here, or {counterpart} in {file}",
            wanted=wanted,
            counterpart=counterpart,
            file=target.file,
        )
    elif own in _RANKS:
        hint = msg("Write {wanted} here: the other one is the upper plan", wanted=wanted)
        if own is LinkKind.CONFORMS_TO:
            hint = msg("Write {wanted} here: this is the upper plan", wanted=wanted)
    else:
        hint = msg("Write {wanted} here: 情形 or 交接 says who comes first", wanted=wanted)
    return Hit(
        place_of(source, link, "kind"),
        msg(
            "“{kind}” here and “{other}” in {plan} are no two ends of a link: the first asks for "
            "“{counterpart}”",
            kind=own.zh,
            other=theirs.zh,
            plan=target.name,
            counterpart=counterpart,
        ),
        hint,
        ((place_of(target, other, "kind"), msg("the other end")),),
    )


def _unanswered(source: PlanOutline, link: LinkOutline, target: PlanOutline) -> Hit:
    kind = LinkKind.read(link.kind)
    return Hit(
        place_of(source, link, "plan"),
        msg(
            "{plan} has no link “{counterpart}” that answers “{kind}” here",
            plan=target.name,
            counterpart=kind.counterpart.zh,
            kind=kind.zh,
        ),
        msg(
            "Add to 衔接 in {file}: 预案: {id}, 关系: {counterpart}",
            file=target.file,
            id=source.id,
            counterpart=kind.counterpart.zh,
        ),
        ((Place(target.file, ("links",), on_key=True), msg("The answer belongs here")),),
        _answer(source, link, target),
    )


def _answer(source: PlanOutline, link: LinkOutline, target: PlanOutline) -> tuple[Edit, ...]:
    """Return the edit that answers *link*; none where it is open which level answers which."""
    kind = LinkKind.read(link.kind).counterpart
    levels = tuple((other, own) for own, other in link.levels)
    if len({fold(other) for other, _ in levels}) < len(levels):
        return ()
    entry: list[tuple[str, EntryValue]] = [
        ("plan", source.id),
        ("kind", Word(str(kind.value), kind.zh)),
    ]
    if link.circumstances:
        entry.append(("circumstances", link.circumstances))
    if link.condition:
        entry.append(("when", Place(source.file, ("links", link.index, "when"))))
    if levels:
        entry.append(("levels", levels))
    return (Addition(Place(target.file, ("links",)), tuple(entry)),)


def _may_be_misspelt(system: System, target: PlanOutline, kind: LinkKind) -> bool:
    """Whether *target* has a link of *kind* of which nobody knows where it leads: perhaps here."""
    return any(
        link.kind == kind.value and isinstance(system.find_plan(link.plan), Unknown | Ambiguous)
        for link in target.links
    )


@system_rule(
    "LNK003",
    "link.conditions-differ",
    Severity.ERROR,
    title=msg("The two ends of a link have different conditions"),
    rationale=msg("One side calls and the other does not move, because it waits for more."),
    sources=(FITTING,),
    follows=("LVL003",),
)
def conditions_differ(system: System) -> Iterator[Hit]:
    """Pairs of links whose 条件 do not mean the same.

    Pointed at is the end whose figures no row of either plan that follows the other one has, if
    such a row has those of the other end.
    """
    for first, start, second, end in pairs(system):
        if end is not None and not is_same(system, start, end):
            is_right = is_backed(system, start, first, second) and not is_backed(
                system, end, first, second
            )
            source, link = (second, end) if is_right else (first, start)
            target, answer = (first, start) if is_right else (second, end)
            own, other = ("when" if part.condition else "plan" for part in (link, answer))
            here, there = (
                rows_in_words(rows, system.registry) for rows in differing(system, link, answer)
            )
            yield Hit(
                place_of(source, link, own),
                msg(
                    "The condition here is not that of the link in {plan}: {own} / {other}",
                    plan=target.name,
                    own=here,
                    other=there,
                ),
                msg("Agree on one condition and write it in both plans"),
                ((place_of(target, answer, other), msg("The other end stands here")),),
            )


@system_rule(
    "LNK008",
    "link.unknown-level",
    Severity.ERROR,
    title=msg("Link to a response level that a plan does not have"),
    rationale=msg("A level that follows from another must exist in the plan that takes over."),
    sources=(FITTING,),
    follows=("STR005",),
)
def unknown_linked_level(system: System) -> Iterator[Hit]:
    """Levels in 级别对应 that this plan (left) or the other one (right) does not describe."""
    for source, link, target in system.links():
        for own, other in link.levels:
            at = ("levels", own)
            if not _has_level(source, own):
                yield Hit(
                    Place(source.file, ("links", link.index, *at), on_key=True),
                    msg("{plan} has no response level “{level}”", plan=source.name, level=own),
                    _one_of_the_levels(source),
                )
            if target is not None and not _has_level(target, other):
                yield Hit(
                    place_of(source, link, *at),
                    msg("{plan} has no response level “{level}”", plan=target.name, level=other),
                    _one_of_the_levels(target),
                    ((Place(target.file, ("levels",), on_key=True), msg("Its levels stand here")),),
                )


def _one_of_the_levels(outline: PlanOutline) -> Message | None:
    return choose(level.name for level in outline.levels) if outline.levels else None


def _has_level(outline: PlanOutline, name: str) -> bool:
    return any(fold(level.name) == fold(name) for level in outline.levels)


@system_rule(
    "LNK009",
    "link.to-itself",
    Severity.ERROR,
    title=msg("Plan that links to itself"),
    rationale=msg("Such a link says nothing; most likely another plan was meant."),
    sources=(FITTING,),
)
def link_to_itself(system: System) -> Iterator[Hit]:
    """Links whose 预案 is the plan they stand in."""
    for source, link, target in system.links():
        if target is source:
            yield Hit(
                place_of(source, link, "plan"),
                msg("The link leads from {plan} to itself", plan=source.name),
                msg("Name the plan that was meant, or delete the link"),
            )

"""Levels in sentences: who decides on them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from planforge.corpus.standing import unit_of
from planforge.findings import Severity
from planforge.i18n import msg
from planforge.model.base import Kind
from planforge.model.registers import Organisation, Post
from planforge.model.scales import OrganisationCategory
from planforge.patterns import late
from planforge.rules.articles import CLEAR_DUTIES, COMPLETE
from planforge.rules.prose.command import positions
from planforge.rules.rule import Hit, plan_rule
from planforge.rules.text.said import mention_at, mention_before, mentions, text_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from planforge.corpus.names import Entity
    from planforge.corpus.plan_view import Level, PlanView
    from planforge.findings import Place, Pointer

_FIELDS: Final = {
    "决定": ("decided_by", "urgent_decision_by", "overruled_by"),
    "批准": ("decided_by", "urgent_decision_by", "overruled_by"),
    "宣布": ("announced_by", "decided_by", "urgent_decision_by", "overruled_by"),
    "同意": ("decided_by", "urgent_decision_by", "overruled_by", "reviewed_by"),
    "建议": ("proposed_by",),
    "指挥": ("commander",),
}
_KEYS: Final = {
    "decided_by": "决定",
    "announced_by": "宣布",
    "proposed_by": "建议",
    "commander": "指挥",
}
_ROLES: Final = {
    "常务副总指挥": "executive_deputies",
    "常务副指挥长": "executive_deputies",
    "副总指挥": "deputies",
    "副指挥长": "deputies",
    "总指挥": "commander",
    "指挥长": "commander",
}
"""What sentences call those who command, the longer word first."""
_DOES: Final = late(
    "(?:提出|研究)?(决定|批准|宣布|建议|启动|同意|签发)|(?:负责|统一|组织|担任)*(?P<leads>总?指挥)"
)
_LED: Final = "的?(?:总指挥|指挥长)(?:[：:为是]|由)+"
"""Between a level and who commands it: Ⅰ级响应的总指挥为."""
_VERBS: Final = {
    "决定": "决定",
    "批准": "批准",
    "宣布": "宣布",
    "建议": "建议",
    "启动": "决定",
    "同意": "同意",
    "签发": "批准",
    "指挥": "指挥",
}
_AGREED: Final = late(
    r"(决定|批准|宣布|建议|同意|签发)(?:之?后)?，?(?:立即|方可|可以?|才能|再|及时)?$"
)
"""What stands before 启动 where somebody has decided on it."""
_IF: Final = late("[的后时，]|以后|之后")
_OTHERS: Final = frozenset({OrganisationCategory.COMMAND, OrganisationCategory.OUTSIDE})
_PROPOSED: Final = late("的?(?:建议|请示|意见)")
_ASKED: Final = late("[向报](?:请|送)?$")
_ENDED: Final = frozenset({"终止", "结束", "解除"})
_BY: Final = r"，?(?:必?须|需要?|应当?|要|可以?)?(?:由|经|报请?|报经|提请)"
_BY_WHOM: Final = ("由", "经", "报", "提请")
"""Words of which what that finds has one."""
_ENDS: Final = late("(?P<verb>决定|批准|宣布)?之?后?，?(?:负责)?(?:终止|结束|解除)(?!条件|建议|后)")
"""Behind whoever ends a level."""
_THEN: Final = late("(?:提出|建议|请示)(?:的?建议|请示|意见)?，(?:报?经|由|报请?)?")
"""Between whoever proposes an end and whoever decides on it."""
_END: Final = late("(?:终止|结束|解除)(?:应急)?响应(?!后|期间|时|的|条件|建议|之)")
"""The end of the response, of which level is not said."""
_ALL: Final = "各级"
_LOWER: Final = frozenset({OrganisationCategory.COLLECTIVE})
_LONGEST: Final = 10
"""Characters that `_AGREED` has at most."""


@plan_rule(
    "PRO018",
    "prose.other-decider",
    Severity.WARNING,
    title=msg("Text that lets somebody else decide a level than the facts"),
    rationale=msg("Who waits for the wrong signature loses the time that the level was to save."),
    sources=(COMPLETE, CLEAR_DUTIES),
)
def other_decider(view: PlanView) -> Iterator[Hit]:
    """Ⅰ级响应由…决定, …决定启动Ⅰ级响应 and the like, against 建议, 决定 and 宣布.

    Likewise changes, Ⅲ级响应升为Ⅱ级由…决定, and the end: Ⅰ级响应由…终止, Ⅰ级响应的终止由…决定,
    and of the response as such what nobody who ends a level does.
    """
    names = "|".join(re.escape(level_stem(level.name)) for level in view.levels)
    text = text_of(view)
    if not names or "响应" not in text.whole:
        return
    some = rf"(?:{names})(?:(?:[、和及]|或者?)(?:{names}))*(?:[及或]?以[上下])?"
    many = rf"(?P<levels>{some})(?:应急)?响应"
    begins = late(rf"{many}(?:(?:的?启动)?{_BY}|(?P<led>{_LED}))")
    for found in text.matches(begins, ("响应",), (*_BY_WHOM, "总指挥", "指挥长")):
        for one in _in_turn(view, found.end()):
            word = "指挥" if found["led"] else _verb(text.whole, one[1])
            is_end = text.whole[found.start() - 2 : found.start()] in _ENDED
            is_end = is_end or _ENDS.match(text.whole, one[1]) is not None
            at = (one[0], one[1])
            yield from _decided(view, found["levels"], word, one[2], at, is_end=is_end)
    yield from _changed(view, names)
    yield from _ended(view, many)
    starts_or_ends = late(rf"(?:启动|终止|结束|解除){many}")
    for found in text.matches(starts_or_ends, ("响应",), ("启动", *_ENDED)):
        start = found.start()
        is_end = text.whole[start : start + 2] in _ENDED
        said = _AGREED.search(text.whole, max(0, start - _LONGEST), start)
        who = _who_before(view, said.start() if said else start)
        if who and _IF.match(text.whole, found.end()) and is_other_body(view, who[2], _OTHERS):
            continue  # what another plan's body has decided is a condition here
        if who and (said or text.whole[who[0] - 1 : who[0]] == "由"):
            at, word = (who[0], who[1]), said[1] if said else "启动"
            yield from _decided(view, found["levels"], word, who[2], at, is_end=is_end)
        elif text.whole.startswith("提出", start - 2) and _PROPOSED.match(text.whole, found.end()):
            who = _proposer(view, start - 2)
            if who:
                at = (who[0], who[1])
                yield from _decided(view, found["levels"], "建议", who[2], at, is_end=is_end)


def _changed(view: PlanView, names: str) -> Iterator[Hit]:
    """Yield who decides on a change of level by sentences: Ⅲ级响应升为Ⅱ级由…决定."""
    plan = view.plan
    if not plan.transitions:
        return
    text = text_of(view)
    level = rf"({names})(?:应急)?(?:响应)?"
    change = "(?:升级|降级|提升|提高|降低|调整|升|降|转)[为至到]"
    pattern = late(rf"{level}{change}{level}(?:的|时)?{_BY}")
    for found in text.matches(pattern, ("级",), ("升", "降", "调整", "转", "提高")):
        who, ends = _who_at(view, found.end()), [found[1], found[2]]
        if who is None or _verb(text.whole, who[1]) not in {"决定", "批准"}:
            continue
        meant = [
            (i, one)
            for i, one in enumerate(plan.transitions)
            if [level_stem(one.source), level_stem(one.target)] == ends and one.decided_by
        ]
        known = [name for _, one in meant for name in one.decided_by]
        if not meant or any(may_be(view, one, name) for one in who[2] for name in known):
            continue
        i, one = meant[0]
        there = view.at("transitions", i, "decided_by")
        of = f"{one.source}→{one.target}"
        yield _otherwise(view, who[:2], of, named=one.decided_by, key="决定", there=there)


def _ended(view: PlanView, many: str) -> Iterator[Hit]:
    """Yield who ends a level, or the response as such, by sentences that put the end last."""
    text = text_of(view)
    whole = text.whole
    which = rf"(?:{many}|(?P<all>(?:各级|所有)(?:应急)?响应)|(?<![级》])(?:应急)?响应)"
    by_whom = late(rf"{which}(?P<end>的?(?:终止|结束|解除))?{_BY}")
    for found in text.matches(by_whom, ("响应",), _BY_WHOM):
        for one in _in_turn(view, found.end()):
            word = _verb(whole, one[1])
            if not found["end"]:
                ends = None if found["levels"] and word else _ENDS.match(whole, one[1])
                word = (ends["verb"] or "决定") if ends else ""
            levels = found["levels"] or (_ALL if found["all"] else "")
            yield from _decided(view, levels, word, one[2], (one[0], one[1]), is_end=True)
    for found in text.matches(_END, tuple(sorted(_ENDED))):
        said = _AGREED.search(whole, max(0, found.start() - _LONGEST), found.start())
        who = _who_before(view, said.start() if said else found.start())
        if who and (said or whole[who[0] - 1 : who[0]] == "由"):
            at, word = (who[0], who[1]), said[1] if said else "决定"
            yield from _decided(view, "", word, who[2], at, is_end=True)


def _verb(whole: str, at: int) -> str:
    """Return what is done at a character, one of `_VERBS`; empty for anything else."""
    found = _DOES.match(whole, at)
    return "" if found is None else "指挥" if found["leads"] else found[1]


def level_stem(name: str) -> str:
    """Return 一级 for a level called 一级响应."""
    return name.removesuffix("响应").removesuffix("应急") or name


_Who = tuple[int, int, tuple["Entity", ...]]
"""Where somebody is named, and whom it may mean."""


def _who_at(view: PlanView, at: int) -> _Who | None:
    named = mention_at(view, at)
    if named is not None:
        return named.start, named.end, (named.entity,)
    whole = text_of(view).whole
    role = next((role for role in _ROLES if whole.startswith(role, at)), None)
    meant = _meant(view, role) if role else ()
    return (at, at + len(role), meant) if role and meant else None


def _in_turn(view: PlanView, at: int) -> Iterator[_Who]:
    """Yield who is named at a character, and whoever decides on what that one proposes."""
    who = _who_at(view, at)
    if who is not None:
        yield who
        then = _THEN.match(text_of(view).whole, who[1])
        other = _who_at(view, then.end()) if then else None
        if other is not None:
            yield other


def _who_before(view: PlanView, at: int) -> _Who | None:
    named = mention_before(view, at)
    if named is not None:
        return named.start, named.end, (named.entity,)
    text = text_of(view)
    first, _ = text.clause(at, at)
    role = next((role for role in _ROLES if text.whole.endswith(role, first, at)), None)
    if role is None or any(x.end == at - len(role) for x in mentions(view, first, at)):
        return None  # 市防指副总指挥 without such a post: nobody can tell whom that means
    meant = _meant(view, role)
    return (at - len(role), at, meant) if meant else None


def _proposer(view: PlanView, at: int) -> _Who | None:
    """Return who does what is said at a character: 市防办 in 市防办经研判，向市防指提出."""
    who = _who_before(view, at)
    text = text_of(view)
    asked = who and _ASKED.search(text.whole, max(0, who[0] - 2), who[0])
    if not asked:
        return who
    direct = _who_before(view, asked.start())
    if direct is not None:
        return direct
    first, _ = text.sentence(at, at)
    begins = [
        one
        for one in mentions(view, first, asked.start())
        if one.start == first or text.whole[one.start - 1] in "，：、"
    ]
    return (begins[-1].start, begins[-1].end, (begins[-1].entity,)) if begins else None


def _meant(view: PlanView, role: str) -> tuple[Entity, ...]:
    command = view.plan.command
    names = getattr(command, _ROLES[role]) if command else ()
    return tuple(post for name in names if (post := view.get(name, (Kind.POST,))) is not None)


def _decided(  # noqa: PLR0913 - who, what, of which levels, and where that is said
    view: PlanView,
    levels: str,
    verb: str,
    who: tuple[Entity, ...],
    at: tuple[int, int],
    *,
    is_end: bool,
) -> Iterator[Hit]:
    """Yield what the facts say otherwise of the first of *levels*; without names, if of each."""
    text = text_of(view)
    fields = _FIELDS[_VERBS[verb]] if verb else ()
    if (
        not fields
        or text.field(at[0]) == "levels"
        or (levels in {"", _ALL} and not _is_of_this(view, who))
    ):
        return
    others = [
        (level, field)
        for level in (_named(view, levels) or view.levels)
        if (field := _said_otherwise(view, level, fields, who, is_end=is_end)) is not None
    ]
    if not others or (not levels and len(others) < len(view.levels)):
        return
    level, named, there = others[0][0], *others[0][1]
    place = view.at(*there, fields[0])
    yield _otherwise(view, at, level.name, named=named, key=_KEYS[fields[0]], there=place)


def _otherwise(  # noqa: PLR0913 - who, of which level, what the facts say, and where
    view: PlanView,
    at: tuple[int, int],
    level: str,
    *,
    named: tuple[str, ...],
    key: str,
    there: Place,
) -> Hit:
    text = text_of(view)
    return Hit(
        text.place(*at),
        msg(
            "{level}: “{who}” in the text, {named} under {key}",
            level=level,
            who=text.whole[slice(*at)],
            named=named,
            key=key,
        ),
        msg("Write the same in both, or leave it out: the directive prints the facts"),
        ((there, msg("The facts say so here")),),
    )


def _said_otherwise(
    view: PlanView, level: Level, fields: tuple[str, ...], who: tuple[Entity, ...], *, is_end: bool
) -> tuple[tuple[str, ...], Pointer] | None:
    """Return whom the facts name for *level* instead of *who*, and where; None if they agree."""
    known = tuple(_enders(view, level, fields) if is_end else _deciders(level, fields))
    is_so = any(may_be(view, one, name) for one in who for name in known)
    end = level.facts.termination if is_end else None
    end = end if getattr(end, fields[0], ()) else None
    named = getattr(end or level.facts, fields[0])
    if is_so or not known or not named:
        return None
    return named, (*level.pointer, "termination") if end else level.pointer


def _named(view: PlanView, levels: str) -> tuple[Level, ...]:
    """Return the levels that a sentence names, with those above or below if it says so."""
    names = re.split("[、和及或者以上下]+", levels)
    found = [level for level in view.levels if level_stem(level.name) in names]
    if found and levels.endswith(("以上", "以下")):
        least, most = found[-1].severity, found[0].severity
        is_up = levels.endswith("上")
        found = [x for x in view.levels if (x.severity >= least if is_up else x.severity <= most)]
    return tuple(found)


def _is_of_this(view: PlanView, who: tuple[Entity, ...]) -> bool:
    """Whether a sentence on the response as such, by *who*, speaks of this plan: not of others'."""
    units = tuple(unit for one in who if (unit := unit_of(view, one)) is not None)
    return bool(units) and not is_other_body(view, units, _OTHERS | _LOWER)


def _deciders(level: Level, fields: Iterable[str]) -> Iterator[str]:
    for field in fields:
        yield from getattr(level.facts, field)
    if fields not in {_FIELDS["建议"], _FIELDS["指挥"]}:
        for authority in level.facts.authorities:
            yield from (*authority.decided_by, *authority.announced_by)


def _enders(view: PlanView, level: Level, fields: tuple[str, ...]) -> Iterator[str]:
    """Yield who may end a level; whoever may start it too where the facts leave that open."""
    end = level.facts.termination or view.plan.termination
    if end is None or end.by_starter or not getattr(end, fields[0], ()):
        yield from _deciders(level, fields)
    if end is not None:
        yield from getattr(end, fields[0], ())


def may_be(view: PlanView, who: Entity, name: str) -> bool:
    """Whether a sentence that says *who* may mean *name*: itself, its body, or its holder."""
    known = view.get(name)
    if known is None or known == who:
        return True
    for one, other in ((who, known), (known, who)):
        post = one.element
        if isinstance(post, Post):
            if view.registry.names.get(post.organisation, (Kind.ORGANISATION,)) == other:
                return True
            if other.kind is Kind.POST and set(positions(one)) & set(positions(other)):
                return True
    return False


def is_other_body(
    view: PlanView,
    who: tuple[Entity, ...],
    kinds: frozenset[OrganisationCategory] = frozenset({OrganisationCategory.COMMAND}),
) -> bool:
    """Whether somebody is of one of *kinds*, by default a command body, but none of this plan."""
    own = {view.get(body.name) for body, _ in view.bodies}
    return any(
        isinstance(one.element, Organisation) and one.element.category in kinds and one not in own
        for one in who
    )

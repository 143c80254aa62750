"""Fields of work: whether who acts has it among its duties, and whether two have the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from planforge.findings import Severity
from planforge.i18n import msg
from planforge.model.registers import Organisation
from planforge.model.scales import OrganisationCategory as Category
from planforge.patterns import late
from planforge.rules.articles import CLEAR_DUTIES, FITTING
from planforge.rules.organisation.called_fields import called_for_other_work
from planforge.rules.organisation.duties import duties_of
from planforge.rules.organisation.field_words import FIELDS, Field, field_of_name
from planforge.rules.organisation.shared_words import SharedWords
from planforge.rules.rule import Hit, plan_rule
from planforge.rules.text.whole import is_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from planforge.corpus.plan_view import PlanView
    from planforge.findings import Pointer
    from planforge.rules.organisation.duties import Duties

_CLAUSE: Final = late("[^，。；：]+")
_TELLS: Final = late("(?:电话|及时|立即)?(?:叫应|通知|通报|提醒|报告|报送|上报)")
_SHARED_WORK: Final = late("叫应|通知|通报|提醒|报告|报送|上报|会商|值班|值守")
"""Work that anybody does in its own field."""
_FEW_WORDS: Final = 12
"""A measure of fewer characters, such as 做好应对准备, does not say what is to be done."""


def _begin(content: str) -> str:
    found = _CLAUSE.match(content)
    return found[0] if found else ""


def _fields_of(title: str, content: str) -> tuple[Field, ...]:
    """Return the fields that an action is of: by its title, or else by how its text begins."""
    return field_of_name(title) or field_of_name(_begin(content))


_Holder: TypeAlias = "tuple[str, str, Pointer]"
"""Who has duties, all of them as one text, and the place of who has them."""


class _Work(NamedTuple):
    """Something that somebody is responsible for.

    Attributes:
        title: What it is called; empty if it has no name of its own.
        content: What is done.
        who: Names of those responsible.
        at: Where they are named.
        group: The working group whose work it is; empty for other work.
        is_one: Whether its text is of one piece of work, so that it says the field if the name
            does not.
    """

    title: str
    content: str
    who: tuple[str, ...]
    at: Pointer
    group: Pointer = ()
    is_one: bool = False


def _led(view: PlanView) -> Iterator[_Work]:
    for group, at in view.groups:
        if group.lead:
            yield _Work(group.name, "；".join(group.duties), (group.lead,), (*at, "lead"), at)
    for body, at in view.bodies:
        experts = body.experts
        if experts and experts.lead and experts.fields:
            fields, text = "、".join(experts.fields), "；".join(experts.duties)
            yield _Work(fields, text, (experts.lead,), (*at, "experts", "lead"))


def _measures(view: PlanView) -> Iterator[_Work]:
    warnings = view.plan.warnings
    for colour, rule in warnings.rules.items() if warnings else ():
        for i, step in enumerate(rule.measures):
            here = ("warnings", "rules", colour.zh, "measures", i, "responsible")
            yield _Work("", step.content, step.responsible, here)


def _work(view: PlanView) -> Iterator[_Work]:
    """Yield what somebody is responsible for, in file order."""
    plan = view.plan
    yield from _led(view)
    for i, watch in enumerate(plan.monitoring):
        yield _Work(watch.item, watch.means, watch.unit, ("monitoring", i, "unit"))
    yield from _measures(view)
    for i, action in enumerate(plan.actions):
        at = ("actions", i)
        here = (*at, "responsible")
        yield _Work(action.title, action.content, action.responsible, here, is_one=True)
        for level, change in action.changes.items():
            if change.responsible:
                there = (*at, "changes", level, "responsible")
                text = change.content or action.content
                yield _Work(action.title, text, change.responsible, there, is_one=True)
    for i, task in enumerate(plan.recovery):
        yield _Work(task.item, task.content, task.responsible, ("recovery", i, "responsible"))
    for i, one in enumerate(plan.guarantees):
        yield _Work(one.item, one.content, one.responsible, ("guarantees", i, "responsible"))


@plan_rule(
    "ORG052",
    "organisation.outside-its-duties",
    Severity.WARNING,
    title=msg("Work outside the duties of the unit responsible"),
    rationale=msg(
        "Who has no such duty has neither the people nor the powers for it; whoever has them waits."
    ),
    sources=(CLEAR_DUTIES, FITTING),
    follows=("ORG009", "ORG012"),
)
def outside_its_duties(view: PlanView) -> Iterator[Hit]:
    """Work that is a duty of another unit or group, but none of who is responsible.

    That is actions, measures of warnings, monitoring, guarantees, what is done after the event,
    what working groups do, for the unit that leads them, and what experts do, for who calls them;
    likewise teams and depots that have nothing to do with what they are called for. It is told by
    the field of the work; where that is none of the known ones, by words that the duties of another
    member share with the work, and its own do not.

    Its duties are those in the register, as a member, in its groups, and of the units above it.
    Governments, command bodies and offices may do all. An action of several fields needs one.
    """
    holders = [
        *((one.unit, "；".join(one.duties), at) for one, at in view.members if one.duties),
        *((x.lead or x.name, "；".join(x.duties), at) for x, at in view.groups if x.duties),
        *(
            (body.office.name, "；".join(body.office.duties), (*at, "office"))
            for body, at in view.bodies
            if body.office and body.office.duties
        ),
    ]
    yield from called_for_other_work(view)
    if not holders:
        return
    duties, words = duties_of(view), SharedWords(view)
    for work in _work(view):
        if not work.who or any(map(duties.is_left_out, work.who)):
            continue
        hit = _of_field(view, work, duties, words, holders)
        yield from (hit,) if hit else _by_words(view, work, duties, words)


def _of_field(
    view: PlanView, work: _Work, duties: Duties, words: SharedWords, holders: Iterable[_Holder]
) -> Hit | None:
    """Return what is wrong with *work* of a known field, that nobody named for it has."""
    fields = _fields_of(work.title, work.content if work.is_one else "")
    if not fields or _TELLS.match(work.title or work.content):
        return None
    if work.group and (duties.co_ordinates(work.who[0]) or not duties.written(work.who[0])):
        return None
    written = map(duties.written, work.who)  # a part of all it is there for, and soon looked up
    if any(is_in(field.near, text) for text in written for field in fields):
        return None
    own = [duties.of(actor, work.group, is_own=True) for actor in work.who]
    if any(text is None or is_in(field.near, text) for text in own for field in fields):
        return None
    for field in fields:
        having = [x for x in holders if x[2] != work.group and is_in(field.held, x[1])]
        if having:
            said = f"{work.title}；{work.content}"
            unit, _, at = max(having, key=lambda holder: words.shared(said, holder[1]))
            return Hit(
                view.at(*work.at),
                msg(
                    "{unit} is responsible for “{action}”, but has no duty in {field}; {other} has",
                    unit=work.who[0],
                    action=work.title or work.content[:20],
                    field=field.name,
                    other=unit,
                ),
                msg("Let {other} be responsible, or write the duty", other=unit),
                ((view.at(*at, "duties"), msg("the duty of {unit}", unit=unit)),),
            )
    return None


def _by_words(view: PlanView, work: _Work, duties: Duties, words: SharedWords) -> Iterator[Hit]:
    """Yield what is wrong with *work* of one unit, by the words of duties."""
    who, name = work.who[0], work.title or _begin(work.content)
    if (
        len(work.who) > 1
        or _SHARED_WORK.search(name)
        or words.is_named(name, duties.written(who))
        or duties.co_ordinates(who)
    ):
        return
    if not work.title and len(work.content) < _FEW_WORDS:
        return
    own = duties.of(who, work.group, is_own=True)
    other = words.other(name, work.content.removeprefix(name), own) if own else None
    if other is None or any(field.near.search(name) and field.near.search(who) for field in FIELDS):
        return
    yield Hit(
        view.at(*work.at),
        msg(
            "{unit} is responsible for “{action}”, but no duty of it speaks of that; "
            "{other} has the duty “{duty}”",
            unit=who,
            action=work.title or work.content[:20],
            other=other.unit,
            duty=words.closest(other, name, work.content),
        ),
        msg("Let {other} be responsible, or write the duty", other=other.unit),
        ((view.at(*other.at, "duties"), msg("the duty of {unit}", unit=other.unit)),),
    )


_SHARED: Final = late(
    "交办|其他(?:任务|工作|事项)|本(?:辖区|行政区|区域|行业|系统|领域|部门|单位|企业)|各自"
    "|职责范围|职责分工|按照职责|根据职责|配合|协助|参加|参与|支持|支援"
)
"""Words of duties that several may have alike: each for its own part, or beside somebody."""
_ALIKE: Final = frozenset(
    {
        Category.ENTERPRISE,
        Category.GOVERNMENT,
        Category.MILITARY,
        Category.RESCUE,
        Category.SOCIAL,
    }
)
"""Of these there are several with the same duty, each where it is: two power stations."""
_SHORTEST: Final = 8


@plan_rule(
    "ORG054",
    "organisation.same-duty-twice",
    Severity.WARNING,
    title=msg("Same duty under two units or two working groups"),
    rationale=msg("With the same sentence under two names each takes the other to be doing it."),
    sources=(CLEAR_DUTIES,),
)
def same_duty_twice(view: PlanView) -> Iterator[Hit]:
    """Duties of eight or more characters word for word under two units, or groups, of one body.

    Left out: units of a sort that there are several of, and duties to help or in one's own part.
    """
    for body, at in view.bodies:
        yield from _twice(
            view,
            [
                (one.unit, one.duties, (*at, "members", i, "duties"))
                for i, one in enumerate(body.members)
            ],
        )
        yield from _twice(
            view,
            [
                (one.name, one.duties, (*at, "groups", i, "duties"))
                for i, one in enumerate(body.groups)
            ],
        )


def _twice(
    view: PlanView, holders: Iterable[tuple[str, tuple[str, ...], Pointer]]
) -> Iterator[Hit]:
    first: dict[str, tuple[str, Pointer]] = {}
    for name, duties, at in holders:
        for i, duty in enumerate(duties):
            said = duty.rstrip("。；;")
            if len(said) < _SHORTEST:
                continue
            other, place = first.setdefault(said, (name, (*at, i)))
            if name == other or view.same(name, other) or _SHARED.search(said):
                continue
            if _are_alike(view, name, other):
                continue
            yield Hit(
                view.at(*at, i),
                msg(
                    "{one} and {other} have the same duty: {duty}", one=other, other=name, duty=said
                ),
                msg("Leave it with one of them, and write what the other does"),
                ((view.at(*place), msg("the same duty of {unit}", unit=other)),),
            )


def _are_alike(view: PlanView, one: str, other: str) -> bool:
    """Whether two are enterprises, say, of which each does the same where it is."""
    categories = {
        entity.element.category if entity and isinstance(entity.element, Organisation) else None
        for entity in (view.get(one), view.get(other))
    }
    return len(categories) == 1 and categories <= _ALIKE

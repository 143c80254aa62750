"""岗位职责卡: for each registered post what all plans ask of it, on one page to carry along."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from planforge.document.books.book import Book, BookKind, Paper, Part, Style
from planforge.document.books.cards.asked import asks_here, by_role, other_offices, unit_of
from planforge.document.books.cards.calls import calls_of
from planforge.document.books.cards.card import (
    FEWEST_STEPS,
    MOST_STEPS,
    Card,
    card_tree,
    sheet_for,
)
from planforge.document.books.cards.card import Part as CardPart
from planforge.document.books.cards.fit import POCKET
from planforge.document.books.cards.foot import editions_line, issuer_of, newest, plan_title
from planforge.document.books.cards.longest import longest
from planforge.document.books.cards.received import received_part
from planforge.document.books.cards.steps import (
    chapter_of_actions,
    indexes,
    later_reports,
    reports_of,
    steps_of,
    supporting_steps,
)
from planforge.document.books.qr import web_address
from planforge.document.nodes import entity_address
from planforge.document.pages.asked import STANDING
from planforge.document.selection import bodies
from planforge.document.wording import day, holder_words, titled
from planforge.frozen import dataclass
from planforge.model.base import Kind
from planforge.model.registers import Organisation, Post

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from planforge.corpus.asks import Ask
    from planforge.corpus.names import Entity
    from planforge.document.books.cards.card import Step
    from planforge.document.books.cards.fit import Sheet
    from planforge.document.context import Context
    from planforge.document.pages.frame import Frame

SHEET: Final = POCKET
SIDES: Final = 2
"""How many sides a card may take: what one post has to do under all plans may be much."""
_MOST_DUTIES: Final = 3
_MANY: Final = 12
"""With more steps than these a card names most of them in brief, so that more stand on it."""


def post_cards(frame: Frame, posts: Sequence[str] | None = None) -> Book:
    """Return the 岗位职责卡, A5, a sheet for each post that a plan asks something of.

    What does not even fit in brief goes on overleaf.

    It may ask it of the post, of the unit that the post heads or belongs to, or of all units of its
    kind (各县（区）政府). A card says over all plans, level by level, what the post decides and
    commands, what it does in the first hour, who stands in for it and whom it calls.

    Args:
        frame: The corpus as the reader may see it; a public one prints no person's name or number.
        posts: Names of the posts, with those of which no plan asks anything; None for all others.
    """
    context, t = frame.context, frame.context.t
    shown = [e for e in frame.shown(Kind.POST) if context.may_show(e.element)]
    if posts is None:
        shown = [e for e in shown if _asked(context, e)]
    else:
        names = frame.corpus.registry.names
        wanted = {e for name in posts if (e := names.get(name, (Kind.POST,))) is not None}
        shown = [entity for entity in shown if entity in wanted]
    return Book(
        ident="post-cards",
        title=t("Post cards"),
        kind=BookKind.CARDS,
        parts=tuple(_part(frame, entity) for entity in shown),
        issuer=issuer_of(context, frame.views),
        subject=t("What each post decides, commands and does in the first hour, one page each"),
        dated=newest(context, frame.views),
        language=context.language,
        public=context.public,
        paper=Paper.A5,
        duplex=False,
    )


def _part(frame: Frame, entity: Entity) -> Part:
    prose = [frame.corpus.digests[view.plan.id] for view in frame.views]

    def card() -> tuple[Card, Sheet]:
        made = post_card(frame.context, entity)
        return made, sheet_for(made, SHEET)

    return Part(
        ident=f"post-{entity.id}",
        title=entity.name,
        style=Style.CARD,
        inputs=(*frame.register_inputs(), *prose, f"post-{entity.id}"),
        sides=SIDES,
        build=lambda: card_tree(frame.context, *card()),
        longest=lambda: longest(*card()),
    )


@dataclass(frozen=True, slots=True)
class _Asked:
    """What one plan asks of a post: of itself, and of the unit that its holder heads."""

    context: Context
    post: Entity
    own: tuple[Ask, ...]
    unit: Entity | None
    of_unit: tuple[Ask, ...]

    def all(self) -> tuple[Ask, ...]:
        """Return what is asked of both."""
        return (*self.own, *self.of_unit)

    def steps(self) -> tuple[Step, ...]:
        """Return the steps of the post, then those of its unit in the unit's name."""
        found = steps_of(self.context, self.post) if self.own else ()
        if self.unit and self.of_unit:
            its = steps_of(self.context, self.unit)
            whose = self.unit.short_name
            found += tuple(_named(self.context, whose, x) for x in its) if found else its
        return (*found, *later_reports(self.context, by_role(self.all())["reports"]))


def post_card(context: Context, entity: Entity) -> Card:
    """Return the card of the post *entity* over all plans.

    Raises:
        TypeError: *entity* is no post.
    """
    post = entity.element
    if not isinstance(post, Post):
        raise TypeError(f"{entity.name} is no post")
    t = context.t
    asked = _asked(context, entity)
    steps = [
        step if len(asked) == 1 else _named(one.context, plan_title(one.context.plan_view), step)
        for one in asked
        for step in one.steps()
    ]
    steps += _helping(asked) if len(steps) < FEWEST_STEPS else []
    plans = [one.context.plan_view for one in asked]
    held = holder_words(context, post)
    return Card(
        ident=entity.id,
        sort=t("Post card"),
        subject=entity.name,
        remark=held if held != entity.name else "",
        facts=(
            *_facts(context, entity, post),
            *_unit_fact(context, asked),
            *(() if asked else _nothing(context)),
        ),
        above=_plans_part(context, [one for one in asked if one.own]),
        below=() if steps else received_part(context, [(x.context, x.all()) for x in asked]),
        steps=tuple(steps),
        calls=calls_of(context, _to_call(context, post, asked), own=entity),
        total=len(steps),
        rest=_rest(asked),
        foot=editions_line(context, plans or context.corpus.plans) if asked else _read(context),
        web=web_address(context, entity_address(entity)),
        steps_title=t("First hour: do this in order"),
        motto=False,
        most=MOST_STEPS if len(steps) <= _MANY else FEWEST_STEPS,
    )


def _helping(asked: list[_Asked]) -> list[Step]:
    """Return what the post and its unit help with, for who has little of its own."""
    return [
        _named(one.context, plan_title(one.context.plan_view), step)
        for one in asked
        for entity in (one.post, one.unit)
        if entity
        for step in supporting_steps(one.context, entity)
    ]


def _asked(context: Context, entity: Entity) -> list[_Asked]:
    unit = unit_of(context, entity)
    found = []
    for view in context.corpus.plans:
        inside = context.of(view)
        own = tuple(asks_here(inside, entity))
        of_unit = tuple(asks_here(inside, unit)) if unit else ()
        if own or of_unit:
            found.append(_Asked(inside, entity, own, unit, of_unit))
    return found


def _named(context: Context, whose: str, step: Step) -> Step:
    """Return *step* with whose it is in front."""
    return replace(step, whose=context.marks.labelled(whose, step.whose) if step.whose else whose)


def _facts(context: Context, entity: Entity, post: Post) -> tuple[tuple[str, str], ...]:
    t, its = context.t, context.marks
    deputy = post.deputy if context.may_show(post.deputy) else None
    stand_in = ""
    if deputy:
        stand_in = titled(context, deputy.name, deputy.title or deputy.post or "")
        if deputy.phone:
            stand_in = its.parts((stand_in, deputy.phone))
    duties = its.clauses(duty.rstrip("。；") for duty in post.duties[:_MOST_DUTIES])
    pairs = (
        (t("Body"), post.organisation),
        (t("Also holds"), its.listed(other.short_name for other in other_offices(context, entity))),
        (t("Starting and commanding"), _other_cards(context, entity)),
        (t("Phone"), post.phone),
        (t("Stand-in (B role)"), stand_in),
        (t("Duties"), duties),
    )
    return tuple((name, value) for name, value in pairs if value)


def _other_cards(context: Context, entity: Entity) -> str:
    """Return on whose cards the first hour stands where the holder decides or commands elsewhere.

    A card tells the steps of its own post: what the holder does as head of a command stands on that
    of the command's post. Who heads one already has a card for that and knows it.
    """
    its = context.marks
    if list(_headed(context, entity)):
        return ""
    headed = ((other, list(_headed(context, other))) for other in other_offices(context, entity))
    named = [its.bracketed(x.short_name, its.clauses(found)) for x, found in headed if found]
    if not named:
        return ""
    return context.t("for the first hour see the post cards of {posts}", posts=its.listed(named))


def _headed(context: Context, entity: Entity) -> Iterator[str]:
    """Yield each plan with the levels whose start *entity* decides or that it commands."""
    for view in context.corpus.plans:
        roles = by_role(asks_here(context.of(view), entity))
        levels = dict.fromkeys(ask.text for role in _HEADS for ask in roles[role])
        if levels:
            yield plan_title(view) + context.marks.gap + context.marks.listed(levels)


def _unit_fact(context: Context, asked: list[_Asked]) -> list[tuple[str, str]]:
    """Return what the unit that the holder heads is in which plans."""
    its = context.marks
    plans: dict[str, list[str]] = defaultdict(list)
    for one in asked:
        roles = by_role(one.of_unit)
        for role, label in STANDING.items():
            if roles[role] and role in _OF_UNITS:
                plans[label.render(context.language)].append(plan_title(one.context.plan_view))
    said = its.clauses(its.bracketed(what, its.listed(where)) for what, where in plans.items())
    units = [one.unit.short_name for one in asked if one.unit]
    return [(units[0], said)] if said else []


def _nothing(context: Context) -> tuple[tuple[str, str], ...]:
    """Return the fact that no plan asks anything of the post."""
    said = context.t(
        "None of the {count} plans in force gives this post or its body anything to do; its duties "
        "are those of the register.",
        count=len(context.corpus.plans),
    )
    return ((context.t("Plans"), said),)


def _read(context: Context) -> tuple[str, ...]:
    """Return up to when the plans have been read for a card about which they are silent."""
    last = newest(context, context.corpus.plans)
    if last is None:
        return ()
    return (context.t("Plans issued up to {day} were read.", day=day(context, last)),)


_NOTHING: Final = "—"
"""What stands in a cell about which a plan says nothing, so that nobody looks for it."""
_HEADS: Final = ("decides", "commands_level")
"""Roles of who heads a response: the holder of another post looks at the card of the one in it."""
_OF_UNITS: Final = frozenset({"lead_department", "hosts_office", "member", "scene_deputy"})


def _plans_part(context: Context, asked: list[_Asked]) -> tuple[CardPart, ...]:
    """Return a row for each plan: what the post is in it, and at which levels it does what."""
    t = context.t
    rows = [_plan_row(one) for one in asked]
    if not rows:
        return ()
    headings = (
        t("Plan"),
        t("Standing"),
        t("Decides the start of"),
        t("Commands at"),
        t("Decides the end of"),
    )
    title = t("What the plans give it to decide and command")
    return (CardPart(title, "plans", headings, tuple(rows), (24, 24, 17, 17, 17)),)


def _plan_row(one: _Asked) -> tuple[str, ...]:
    context, its = one.context, one.context.marks
    roles = by_role(one.own)
    standing = [m.render(context.language) for role, m in STANDING.items() if roles[role]]

    def at(role: str) -> str:
        return its.listed(dict.fromkeys(ask.text for ask in roles[role])) or _NOTHING

    title = plan_title(context.plan_view)
    return (title, its.listed(standing), at("decides"), at("commands_level"), at("ends"))


def _rest(asked: list[_Asked]) -> str:
    if not asked:
        return ""
    context = asked[0].context
    if len(asked) != 1:
        return context.t("the plans named above")
    title, chapter = plan_title(context.plan_view), chapter_of_actions(context)
    return (
        context.t("{plan}, chapter “{chapter}”", plan=title, chapter=chapter) if chapter else title
    )


def _to_call(context: Context, post: Post, asked: list[_Asked]) -> Iterator[str]:
    """Yield whom the holder calls: the offices, then whom it reports to, then those who help."""
    for one in asked:
        yield from (body.office.name for body in bodies(one.context) if body.office)
        for asks in (one.own, one.of_unit):
            for rule in reports_of(one.context, by_role(asks)["reports"]):
                yield from rule.recipient
    deputy = post.deputy if context.may_show(post.deputy) else None
    if deputy and deputy.post:
        yield deputy.post
    for one in asked:
        actions = one.context.plan_view.plan.actions
        for index in indexes(by_role((*one.own, *one.of_unit))["responsible"]):
            yield from actions[index].supporting
    yield post.organisation
    unit = context.corpus.registry.names.get(post.organisation, (Kind.ORGANISATION,))
    if unit and isinstance(unit.element, Organisation) and unit.element.superior:
        yield unit.element.superior
    yield from (one.context.plan_view.plan.lead for one in asked)

"""Facts as the sentences of an issued plan, for print.

On a page of the site names and values stand side by side, to be found at a glance. Who reads the
plan itself expects sentences: components hand them over with the facts, and `tell_facts` puts them
in the place of the facts where a plan is printed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from docutils import nodes

from planforge.document.blocks import SLOTS, filled, joined, numbered, paragraph
from planforge.document.sentences import closed
from planforge.document.wording import cycle_words, day, ended, enumerated, limit_words
from planforge.model.scales import Anchor

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from planforge.document.blocks import Content, Inline
    from planforge.document.context import Context
    from planforge.model.plan import (
        Edition,
        ExpertGroup,
        Management,
        Office,
        PublicInformation,
        SceneCommand,
        Warnings,
    )

TOLD: Final = "told"
"""Attribute of a list of facts: the blocks that say them in print."""
_A, _B, *_ = SLOTS
_CASE_ENDS: Final = ("的", "时", "后")


def with_told(facts: nodes.field_list, blocks: Iterable[nodes.Node | None]) -> nodes.field_list:
    """Return *facts* with what is said instead of them in print."""
    facts[TOLD] = [block for block in blocks if block is not None]
    return facts


def _sentence(context: Context, *clauses: Sequence[nodes.Node]) -> nodes.paragraph | None:
    """Return *clauses* as a sentence, without the empty ones; None for nothing to say."""
    line = joined((clause for clause in clauses if clause), context.marks.part)
    return paragraph(closed(context, line)) if line else None


def _filled(text: str, *parts: Content) -> list[nodes.Node]:
    """Return *text* with *parts*; nothing where the first of them is empty."""
    return filled(text, *parts) if parts and parts[0] else []


def office_told(
    context: Context, body: str, office: Office, holders: Sequence[Sequence[Inline]]
) -> list[nodes.Node | None]:
    """Say that *office* is that of *body*, where it is, and its *holders*: head, deputies."""
    t = context.t
    head, deputies = holders
    host = [context.actor(office.hosted_by)] if office.hosted_by else []
    names = (context.actor(office.name), context.actor(body))
    return [
        _sentence(
            context,
            filled(t("{office} is the office of {body}", office=_A, body=_B), *names),
            _filled(t("located in {unit}", unit=_A), host),
            _filled(t("its head is {holder}", holder=_A), head),
            _filled(t("deputy heads are {holders}", holders=_A), deputies),
        )
    ]


def scene_told(context: Context, scene: SceneCommand) -> list[nodes.Node | None]:
    """Say when, by whom and of whom the command at the scene is set up."""
    t = context.t
    when = scene.set_up_when.rstrip("。；，")
    if when and not when.endswith(_CASE_ENDS):
        when = t("if {condition}", condition=when)
    return [
        _sentence(
            context,
            _filled(when, when),
            _filled(t("{units} set up the command", units=_A), context.actors(scene.set_up_by)),
            _filled(t("scene commander: {name}", name=_A), context.actors(scene.commander)),
            _filled(
                t("deputy scene commanders: {names}", names=_A), context.actors(scene.deputies)
            ),
            _filled(t("with {groups}", groups=_A), context.actors(scene.groups)),
        )
    ]


def experts_told(
    context: Context, experts: ExpertGroup, people: Sequence[Content]
) -> list[nodes.Node | None]:
    """Say who calls the experts, in which fields, and who they are."""
    t = context.t
    lead = [context.actor(experts.lead)] if experts.lead else []
    return [
        _sentence(
            context,
            _filled(t("the group of experts is called by {unit}", unit=_A), lead),
            _filled(t("in the fields {fields}", fields=_A), context.marks.listed(experts.fields)),
            _filled(t("members: {people}", people=_A), context.joined(people)),
        )
    ]


def warnings_told(context: Context, warnings: Warnings) -> list[nodes.Node | None]:
    """Say what warnings say, how they are spread, adjusted and lifted."""
    t, listed = context.t, context.marks.listed
    return [
        _sentence(
            context, _filled(t("warnings say {contents}", contents=_A), listed(warnings.contents))
        ),
        _sentence(
            context,
            _filled(t("warnings are spread by {channels}", channels=_A), listed(warnings.channels)),
        ),
        _sentence(
            context,
            _filled(t("{people} are told in person", people=_A), listed(warnings.special_groups)),
        ),
        paragraph(ended(warnings.adjustment)) if warnings.adjustment else None,
        paragraph(ended(warnings.lifting)) if warnings.lifting else None,
    ]


def publicity_told(context: Context, info: PublicInformation) -> list[nodes.Node | None]:
    """Say who tells the public what, when and where."""
    t = context.t
    first = limit_words(context, info.first_release, Anchor.OCCURRENCE)
    press = limit_words(context, info.press_conference, Anchor.OCCURRENCE)
    return [
        _sentence(
            context,
            _filled(t("{units} inform the public", units=_A), context.actors(info.responsible)),
            _filled(t("the spokesperson is {name}", name=_A), context.actors(info.spokesperson)),
        ),
        _sentence(
            context,
            _filled(t("{limit} first news are given", limit=_A), first),
            _filled(t("{limit} the press is met", limit=_A), press),
            _filled(
                t("news go out by {channels}", channels=_A), context.marks.listed(info.channels)
            ),
        ),
        _sentence(
            context,
            _filled(t("the news are about {content}", content=_A), info.content.rstrip("。")),
        ),
    ]


def management_told(
    context: Context, management: Management, *, explained: bool
) -> list[nodes.Node | None]:
    """Say how the plan is kept; who explains it unless its text says so: *explained*."""
    t = context.t
    interpreter = management.interpreter if not explained else ""
    unit = [context.actor(interpreter)] if interpreter else []
    drills = cycle_words(context, management.drill_cycle)
    evaluated = cycle_words(context, management.evaluation_cycle)
    found: list[nodes.Node | None] = [
        _sentence(
            context,
            _filled(t("the plan is practised {cycle}", cycle=_A), drills),
            _filled(t("evaluated {cycle}", cycle=_A), evaluated),
        ),
        paragraph(ended(management.training)) if management.training else None,
        _sentence(context, _filled(t("{unit} explains the plan", unit=_A), unit)),
    ]
    if management.revision:
        found.append(paragraph(t("The plan is revised when one of the following is the case:")))
        found.append(numbered(enumerated(management.revision)))
    return found


def edition_told(
    context: Context, edition: Edition, aligned: Sequence[Sequence[Inline]]
) -> list[nodes.Node | None]:
    """Say how the plan was approved, issued, published and filed, and what it replaces."""
    t = context.t
    filing = edition.filing if context.may_show(edition.filing) else None
    public = edition.publication if context.may_show(edition.publication) else None
    number = t("as {number}", number=edition.number) if edition.number else ""
    issued = [
        _filled(t("approved by {name}", name=_A), edition.approved_by),
        filled(
            t("issued by {issuer} on {day} {number}", issuer=_A, day=_B, number=number),
            edition.issuer,
            day(context, edition.issued),
        ),
        _filled(t("in force from {day}", day=_A), day(context, edition.effective)),
        _filled(
            t("{plans} is no longer in force", plans=_A), context.marks.listed(edition.replaces)
        ),
    ]
    known: list[list[nodes.Node]] = []
    if public is not None:
        known.append(
            filled(
                t("published on {day} by {channel}", day=_A, channel=_B)
                if public.channel
                else t("published on {day}", day=_A),
                day(context, public.published),
                public.channel,
            )
        )
    if filing is not None:
        words = t("filed on {day} with {recipient}", day=_A, recipient=_B)
        known.append(filled(words, day(context, filing.filed), filing.recipient))
    checked = [
        _filled(t("following {plans}", plans=_A), context.joined(aligned)),
        _filled(t("last evaluated on {day}", day=_A), day(context, edition.last_evaluation)),
    ]
    about = nodes.Text(t("this plan, "))
    lines = [
        joined((clause for clause in clauses if clause), context.marks.part)
        for clauses in (issued, known, checked)
    ]
    return [paragraph(closed(context, [about, *line])) for line in lines if line]


__all__ = [
    "TOLD",
    "edition_told",
    "experts_told",
    "management_told",
    "office_told",
    "publicity_told",
    "scene_told",
    "warnings_told",
    "with_told",
]

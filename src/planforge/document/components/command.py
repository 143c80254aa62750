"""Chapter two: the command body, its office, members, groups, scene command, experts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from planforge.document.blocks import bullets, facts, inline, numbered, paragraph, table
from planforge.document.directives import Request, component
from planforge.document.nodes import address, link
from planforge.document.selection import bodies, shown_groups
from planforge.document.told import experts_told, office_told, scene_told, with_told
from planforge.document.wording import ended, level_named, registered, title_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from planforge.document.context import Context


def duty_list(duties: Sequence[str]) -> list[nodes.Node]:
    """Return duties as numbered sentences; a single one as a paragraph."""
    texts = [ended(text) for text in duties]
    if len(texts) == 1:
        return [paragraph(texts[0])]
    return [numbered(texts, "pf-duties")] if texts else []


def _heading(context: Context, name: str, *, several: bool) -> list[nodes.Node]:
    return [nodes.rubric("", "", *inline([context.actor(name)]))] if several else []


def _officers(context: Context, pairs: Iterable[tuple[str, Sequence[str]]]) -> nodes.field_list:
    return facts(((label, _holders(context, names)) for label, names in pairs), "pf-facts")


def _holders(context: Context, names: Sequence[str]) -> list[nodes.Node | str]:
    """Return who holds the posts *names* by virtue of which office, as plans say: 市长.

    A post is a link with its title as words; what has no title that may be shown has its own name.
    """
    titles = [title_of(context, name) for name in names]
    mark = context.marks.part if any(context.marks.item in t for t in titles) else ""
    found: list[nodes.Node | str] = []
    for name, title in zip(names, titles, strict=True):
        found += [mark or context.marks.item] if found else []
        entity = context.plan_view.get(name)
        found.append(context.entity(entity, title or name) if entity else name)
    return found


@component("command")
def command(context: Context, _request: Request) -> list[nodes.Node]:
    """Show the command body: who commands, the deputies, its duties."""
    found = bodies(context)
    built: list[nodes.Node] = []
    for body in found:
        built += _heading(context, body.name, several=len(found) > 1)
        officers = _officers(
            context,
            (
                (context.t("Commander"), body.commander),
                (context.t("Executive deputy commander"), body.executive_deputies),
                (context.t("Deputy commanders"), body.deputies),
                (context.t("Secretary-general"), (body.secretary,) if body.secretary else ()),
            ),
        )
        built += [officers] if officers.children else []
        if body.duties:
            text = [context.actor(body.name), context.t(" has these main duties:")]
            built += [paragraph(text), *duty_list(body.duties)]
    return built


@component("office")
def office(context: Context, _request: Request) -> list[nodes.Node]:
    """Show the office: where it is located, who heads it, its duties."""
    built: list[nodes.Node] = []
    for body in bodies(context):
        found = body.office
        if found is None or not context.may_show(found):
            continue
        head = (found.head,) if found.head else ()
        officers = _officers(
            context,
            (
                (context.t("Office"), (found.name,)),
                (context.t("Located in"), (found.hosted_by,) if found.hosted_by else ()),
                (context.t("Head of office"), head),
                (context.t("Deputy heads of office"), found.deputies),
            ),
        )
        holders = [_holders(context, names) for names in (head, found.deputies)]
        built.append(with_told(officers, office_told(context, body.name, found, holders)))
        built += duty_list(found.duties)
    return built


@component("members")
def members(context: Context, _request: Request) -> list[nodes.Node]:
    """Show the member units with their duties."""
    rows = [
        (context.actor(member.unit), duty_list(member.duties))
        for body in bodies(context)
        for member in context.shown(body.members)
    ]
    headings = (context.t("Member unit"), context.t("Duties"))
    return [table(headings, rows, "pf-members", widths=(22, 78))] if rows else []


@component("groups")
def groups(context: Context, _request: Request) -> list[nodes.Node]:
    """Show the working groups: who leads, who is in them, what they do, from which level on."""
    view = context.plan_view
    rows = []
    for group in shown_groups(context):
        leader = [name for name in (group.lead, group.leader) if name]
        levels = context.joined(level_named(context, view, name) for name in group.levels)
        name = link(group.name, address("group", f"{view.plan.id}/{group.id}"))
        title: list[nodes.Node] = [paragraph([name])]
        if levels:
            title.append(paragraph([context.t("Set up at: "), *levels], "pf-detail"))
        rows.append(
            (
                title,
                context.actors(tuple(leader)),
                context.actors(group.members),
                duty_list(group.duties),
            )
        )
    headings = (
        context.t("Working group"),
        context.t("Led by"),
        context.t("Members"),
        context.t("Duties"),
    )
    return [table(headings, rows, "pf-groups", widths=(18, 14, 32, 36))] if rows else []


@component("scene-command")
def scene_command(context: Context, _request: Request) -> list[nodes.Node]:
    """Show the command at the scene: when and by whom it is set up, who commands."""
    built: list[nodes.Node] = []
    for body in bodies(context):
        scene = body.scene
        if scene is None or not context.may_show(scene):
            continue
        built.append(
            with_told(
                facts(
                    [
                        (context.t("Set up when"), scene.set_up_when),
                        (context.t("Set up by"), context.actors(scene.set_up_by)),
                        (context.t("Scene commander"), context.actors(scene.commander)),
                        (context.t("Deputy scene commanders"), context.actors(scene.deputies)),
                        (context.t("Working groups"), context.actors(scene.groups)),
                    ],
                    "pf-facts",
                ),
                scene_told(context, scene),
            )
        )
        built += duty_list(scene.duties)
    return built


@component("experts")
def experts(context: Context, _request: Request) -> list[nodes.Node]:
    """Show the group of experts: who calls it, its fields and duties."""
    built: list[nodes.Node] = []
    for body in bodies(context):
        found = body.experts
        if found is None or not context.may_show(found):
            continue
        people = [registered(context, name) for name in found.members]
        built.append(
            with_told(
                facts(
                    [
                        (context.t("Called by"), [context.actor(found.lead)] if found.lead else ""),
                        (context.t("Fields"), context.marks.listed(found.fields)),
                        (context.t("Experts"), context.joined(people)),
                    ],
                    "pf-facts",
                ),
                experts_told(context, found, people),
            )
        )
        built += duty_list(found.duties)
    return built


@component("local-commands")
def local_commands(context: Context, _request: Request) -> list[nodes.Node]:
    """Show what lower levels of government set up."""
    found = context.shown(context.plan_view.plan.local_commands)
    rows = [(local.level, duty_list(local.duties)) for local in found]
    headings = (context.t("Level of government"), context.t("Duties"))
    return [table(headings, rows, "pf-local", widths=(22, 78))] if rows else []


def body_summary(context: Context) -> list[nodes.Node]:
    """Return the posts of the command body in one list, for the front page of a plan."""
    found = bodies(context)
    if not found:
        return []
    body = found[0]
    pairs = [
        (context.t("Commander"), body.commander),
        (context.t("Executive deputy commander"), body.executive_deputies),
        (context.t("Deputy commanders"), body.deputies),
    ]
    if body.office and context.may_show(body.office):
        pairs.append((context.t("Office"), (body.office.name,)))
    lines = [
        [context.marks.labelled(label), *context.actors(tuple(names))]
        for label, names in pairs
        if names
    ]
    return [bullets(lines, "pf-command")]

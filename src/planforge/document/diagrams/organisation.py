"""The organisation chart of a plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planforge.document.charts.graph import (
    Chart,
    ChartKind,
    Edge,
    EdgeStyle,
    Group,
    Node,
    NodeKind,
)
from planforge.document.nodes import address, entity_address
from planforge.document.wording import title_of

if TYPE_CHECKING:
    from planforge.document.context import Context
    from planforge.model.plan import CommandBody


def target_of(context: Context, name: str) -> str:
    """Return the address of whatever *name* means, empty if that is unclear or not to be seen."""
    entity = context.plan_view.get(name)
    if entity is None or not context.may_show(entity.element):
        return ""
    return entity_address(entity)


def organisation_chart(context: Context) -> Chart | None:
    """Return the command body with office, experts, scene command, groups and member units."""
    command = context.plan_view.plan.command
    if command is None or not context.may_show(command):
        return None
    work = _Work(context)
    work.body(command, "body", "")
    title = context.t("Organisation chart of {body}", body=command.name)
    description = context.t(
        "{body} with its office, {groups} working groups and {members} member units.",
        body=command.name,
        groups=work.group_count,
        members=work.member_count,
    )
    return Chart(
        ChartKind.ORGANISATION,
        title,
        tuple(work.nodes),
        tuple(work.edges),
        tuple(work.frames),
        description,
        language=context.language,
    )


def _titles(context: Context, posts: tuple[str, ...]) -> tuple[str, ...]:
    """Return who holds *posts* by virtue of which office: 市长 says more than 市防指总指挥."""
    return tuple(title_of(context, post) or post for post in posts)


class _Work:
    def __init__(self, context: Context) -> None:
        self.context = context
        self.nodes: list[Node] = []
        self.edges: list[Edge] = []
        self.frames: list[Group] = []
        self.group_count = 0
        self.member_count = 0

    def body(self, body: CommandBody, ident: str, above: str) -> None:
        """Add *body* and all below it."""
        context = self.context
        chiefs = _titles(context, body.commander)
        self._add(
            Node(
                ident,
                body.name,
                NodeKind.BODY,
                detail=context.t("Commander: {names}", names=chiefs) if chiefs else "",
                is_lead=not above,
                target=target_of(context, body.name),
            ),
            above,
        )
        office = body.office if context.may_show(body.office) else None
        below = ident
        if office:
            below = f"{ident}-office"
            detail = context.t("in {host}", host=office.hosted_by) if office.hosted_by else ""
            node = Node(
                below,
                office.name,
                NodeKind.OFFICE,
                detail=detail,
                target=target_of(context, office.name),
            )
            self._add(node, ident)
        self._advisers(body, ident)
        self._groups(body, ident, below)
        self._members(body, ident, below)
        for i, part in enumerate(context.shown(body.parts)):
            self.body(part, f"{ident}-{i}", ident)

    def _advisers(self, body: CommandBody, ident: str) -> None:
        context = self.context
        if context.may_show(body.experts):
            name = f"{ident}-experts"
            told = context.told_at("experts", "command")
            self.nodes.append(
                Node(name, context.t("Group of experts"), NodeKind.ADVISER, target=told)
            )
            self.edges.append(Edge(ident, name, style=EdgeStyle.ADVICE))
        scene = body.scene
        if scene is not None and context.may_show(scene):
            chiefs = scene.commander
            node = Node(
                f"{ident}-scene",
                context.t("Command at the scene"),
                NodeKind.BODY,
                detail=context.t("Commander: {names}", names=chiefs) if chiefs else "",
                target=context.told_at("scene-command", "command"),
            )
            self._add(node, ident)

    def _groups(self, body: CommandBody, ident: str, above: str) -> None:
        groups = self.context.shown(body.groups)
        if not groups:
            return
        plan = self.context.plan_view.plan.id
        frame = f"{ident}-groups"
        self.frames.append(Group(frame, self.context.t("Working groups")))
        self.edges.append(Edge(above, frame))
        for group in groups:
            self.group_count += 1
            self.nodes.append(
                Node(
                    f"{frame}-{group.id}",
                    group.name,
                    NodeKind.GROUP,
                    frame,
                    detail=group.lead or group.leader or "",
                    target=address("group", f"{plan}/{group.id}"),
                )
            )

    def _members(self, body: CommandBody, ident: str, above: str) -> None:
        members = self.context.shown(body.members)
        if not members:
            return
        frame = f"{ident}-members"
        self.frames.append(Group(frame, self.context.t("Member units")))
        self.edges.append(Edge(above, frame))
        view = self.context.plan_view
        for i, member in enumerate(members):
            self.member_count += 1
            self.nodes.append(
                Node(
                    f"{frame}-{i}",
                    member.unit,
                    NodeKind.UNIT,
                    frame,
                    is_lead=view.same(member.unit, view.plan.lead),
                    target=target_of(self.context, member.unit),
                )
            )

    def _add(self, node: Node, above: str) -> None:
        self.nodes.append(node)
        if above:
            self.edges.append(Edge(above, node.id))

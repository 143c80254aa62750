"""Pages of organisations, posts, groups and teams: facts, then what every plan asks of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from planforge.document.blocks import (
    Content,
    bullets,
    facts,
    joined,
    paragraph,
    section,
    table,
)
from planforge.document.components.command import duty_list
from planforge.document.components.registers import stock_line
from planforge.document.nodes import address, entity_address, link
from planforge.document.page import Entry, Page, Target
from planforge.document.pages.asked import asked_sections
from planforge.document.wording import (
    day,
    holder_words,
    level_named,
    limit_words,
    phone_links,
    titled,
)
from planforge.model.base import Kind
from planforge.model.plan import Group
from planforge.model.registers import Organisation, Post, Team
from planforge.model.scales import OrganisationCategory

if TYPE_CHECKING:
    from planforge.corpus.names import Entity
    from planforge.corpus.plan_view import PlanView
    from planforge.document.context import Context
    from planforge.document.pages.frame import Frame
    from planforge.model.registers import Entry as RegisterEntry


def actor_pages(frame: Frame) -> list[Page]:
    """Return the pages of all actors with their registers."""
    found = [_organisation_index(frame), _post_index(frame), _team_index(frame)]
    found += [_actor_page(frame, e, "organisation") for e in frame.shown(Kind.ORGANISATION)]
    found += [_actor_page(frame, e, "post") for e in frame.shown(Kind.POST)]
    found += [_actor_page(frame, e, "team") for e in frame.shown(Kind.TEAM)]
    groups = list(frame.corpus.groups())
    if groups:
        found.append(_group_index(frame, groups))
    return [*found, *(_group_page(frame, view, entity) for view, entity in groups)]


def _index_entry(frame: Frame, kind: str) -> Entry:
    t = frame.context.t
    titles = {
        "organisation": t("Organisations"),
        "post": t("Posts"),
        "group": t("Working groups"),
        "team": t("Teams"),
    }
    return Entry(titles[kind], address(kind, "index"))


def _actor_page(frame: Frame, entity: Entity, kind: str) -> Page:
    own = entity_address(entity)
    return frame.register_page(
        f"{kind}/{entity.id}",
        entity.name,
        kind,
        lambda: _actor(frame, entity),
        targets=(Target(kind, entity.id, entity.name),),
        above=(_index_entry(frame, kind),),
        units=(entity.short_name,),
        own=own,
    )


def _actor(frame: Frame, entity: Entity) -> list[nodes.Node]:
    context = frame.context
    element = entity.element
    built: list[nodes.Node] = []
    if isinstance(element, Organisation):
        built += _organisation(frame, entity, element)
    elif isinstance(element, Post):
        built += _post(context, element)
    elif isinstance(element, Team):
        built += _team(context, element)
    asked = asked_sections(context, entity)
    if not asked:
        built.append(paragraph(context.t("No plan asks anything of it yet."), "pf-empty"))
    return [*built, *asked]


def names_of(context: Context, entry: RegisterEntry) -> list[tuple[str, Content]]:
    """Return short and former names and the remark of *entry* as facts."""
    t, marks = context.t, context.marks
    former = [
        marks.bracketed(
            old.name, t("until {day}", day=day(context, old.until)) if old.until else ""
        )
        for old in context.shown(entry.former_names)
    ]
    return [
        (t("Short names"), marks.listed(entry.short_names)),
        (t("Former names"), marks.listed(former)),
        (t("Remark"), entry.note),
    ]


def _organisation(frame: Frame, entity: Entity, it: Organisation) -> list[nodes.Node]:
    context, t = frame.context, frame.context.t
    own = [(e, e.kind) for e in frame.run_by.get(entity.key, ())]

    def of(kind: Kind) -> list[nodes.Node]:
        return context.joined(context.entity(e) for e, its in own if its is kind)

    below = context.joined(context.entity(e) for e in frame.below[entity.key])
    built: list[nodes.Node] = [
        facts(
            [
                (t("Duty phone"), phone_links(it.duty_phone)),
                (t("Category"), it.category.label(context.language)),
                *names_of(context, it),
                (t("Superior"), [context.actor(it.superior)] if it.superior else ""),
                (t("Located in"), [context.actor(it.hosted_by)] if it.hosted_by else ""),
                (t("Address"), it.address),
                (t("Fields"), context.marks.listed(it.fields)),
                (t("Posts"), of(Kind.POST)),
                (t("Directly below"), below),
                (t("Teams"), of(Kind.TEAM)),
                (t("Depots"), of(Kind.DEPOT)),
                (t("Shelters"), of(Kind.SHELTER)),
                (t("Risks watched"), of(Kind.RISK)),
            ],
            "pf-facts",
        )
    ]
    if it.duties:
        built.append(section(t("Statutory duties"), "duties", *duty_list(it.duties)))
    return built


def _post(context: Context, it: Post) -> list[nodes.Node]:
    t = context.t
    deputy = it.deputy if context.may_show(it.deputy) else None
    stand_in: list[nodes.Node] = []
    if deputy:
        words = titled(context, deputy.name, deputy.title)
        parts: list[Content] = [[context.actor(deputy.post)]] if deputy.post else []
        parts += [words] if words else []
        stand_in = joined([*parts, *phone_links(deputy.phone)], " ")
    built: list[nodes.Node] = [
        facts(
            [
                (t("Body"), [context.actor(it.organisation)]),
                (t("Holder"), holder_words(context, it)),
                (t("Phone"), phone_links(it.phone)),
                (t("Stand-in (B role)"), stand_in),
                *names_of(context, it),
            ],
            "pf-facts",
        )
    ]
    if it.duties:
        built.append(section(t("Duties of the post"), "duties", *duty_list(it.duties)))
    return built


def _team(context: Context, it: Team) -> list[nodes.Node]:
    t = context.t
    equipment = [stock_line(item) for item in context.shown(it.equipment)]
    return [
        facts(
            [
                (t("Kind"), context.marks.bracketed(it.category, it.layer.label(context.language))),
                (t("Run by"), [context.actor(it.organisation)]),
                (t("Stationed in"), it.region or ""),
                (t("Persons"), str(it.size)),
                (t("Leader"), it.leader),
                (t("Phone"), phone_links(it.phone)),
                (t("Ready"), limit_words(context, it.muster)),
                (t("Skills"), context.marks.listed(it.skills)),
                (t("Equipment"), [bullets(equipment)] if equipment else ""),
                (t("Insured"), "" if it.insured is None else t("yes") if it.insured else t("no")),
                (t("Last training"), day(context, it.last_training)),
                (t("Last drill"), day(context, it.last_drill)),
                *names_of(context, it),
            ],
            "pf-facts",
        )
    ]


def _group_page(frame: Frame, view: PlanView, entity: Entity) -> Page:
    plan = view.plan
    return frame.register_page(
        f"group/{entity.id.replace('/', '-')}",
        frame.context.marks.bracketed(
            entity.name, plan.short_names[0] if plan.short_names else plan.name
        ),
        "group",
        lambda: _group(frame.context.of(view), entity),
        targets=(Target("group", entity.id, entity.name),),
        above=(_index_entry(frame, "group"), Entry(plan.name, address("plan", plan.id))),
        units=(entity.short_name,),
        own=entity_address(entity),
    )


def _group(context: Context, entity: Entity) -> list[nodes.Node]:
    group, view, t = entity.element, context.plan_view, context.t
    if not isinstance(group, Group):
        raise TypeError(f"{entity.name} is no working group")
    levels = context.joined(level_named(context, view, name) for name in group.levels)
    built: list[nodes.Node] = [
        facts(
            [
                (t("Plan"), [link(view.plan.name, address("plan", view.plan.id))]),
                (t("Led by"), [context.actor(group.lead)] if group.lead else ""),
                (t("Leader"), [context.actor(group.leader)] if group.leader else ""),
                (t("Members"), context.actors(group.members)),
                (t("Set up at levels"), levels or t("all levels")),
            ],
            "pf-facts",
        )
    ]
    if group.duties:
        built.append(section(t("Duties"), "duties", *duty_list(group.duties)))
    return [*built, *asked_sections(context, entity)]


def _organisation_index(frame: Frame) -> Page:
    entry = _index_entry(frame, "organisation")
    return frame.register_page(
        "organisation/index", entry.text, "index", lambda: _by_category(frame)
    )


def _by_category(frame: Frame) -> list[nodes.Node]:
    context, t = frame.context, frame.context.t
    built: list[nodes.Node] = []
    for category in OrganisationCategory:
        rows: list[tuple[Content, ...]] = []
        for entity in frame.shown(Kind.ORGANISATION):
            it = entity.element
            if isinstance(it, Organisation) and it.category is category:
                above = [context.actor(it.superior)] if it.superior else ""
                name = [link(entity.name, entity_address(entity))]
                short = context.marks.listed(it.short_names)
                rows.append((name, short, above, phone_links(it.duty_phone)))
        if rows:
            headings = (t("Name"), t("Short names"), t("Superior"), t("Duty phone"))
            listed = table(headings, rows, "pf-register", widths=(36, 24, 20, 20))
            ident = f"category-{category.value.replace('_', '-')}"
            built.append(section(category.label(context.language), ident, listed))
    tree = _tree(frame)
    if tree:
        built.append(section(t("Who is under whom"), "tree", *tree))
    return built


def _tree(frame: Frame) -> list[nodes.Node]:
    """Return the organisations as a tree of superiors; a ring of superiors is cut once."""
    seen: set[tuple[str, str]] = set()

    def branch(entity: Entity) -> nodes.list_item:
        seen.add(entity.key)
        item = nodes.list_item("", paragraph([frame.context.entity(entity)]))
        inner = [branch(e) for e in frame.below.get(entity.key, ()) if e.key not in seen]
        if inner:
            item += nodes.bullet_list("", *inner)
        return item

    under = {e.key for found in frame.below.values() for e in found}
    tops = [
        e for e in frame.shown(Kind.ORGANISATION) if e.key not in under and frame.below.get(e.key)
    ]
    items = [branch(entity) for entity in tops]
    return [nodes.bullet_list("", *items, classes=["pf-tree"])] if items else []


def _post_index(frame: Frame) -> Page:
    def build() -> list[nodes.Node]:
        context, t = frame.context, frame.context.t
        rows: list[tuple[Content, ...]] = []
        for entity in frame.shown(Kind.POST):
            it = entity.element
            if isinstance(it, Post):
                holder = holder_words(context, it)
                name = [link(entity.name, entity_address(entity))]
                rows.append((name, [context.actor(it.organisation)], holder, phone_links(it.phone)))
        headings = (t("Post"), t("Body"), t("Holder"), t("Phone"))
        return [table(headings, rows, "pf-register", widths=(28, 22, 32, 18))] if rows else []

    return frame.register_page("post/index", _index_entry(frame, "post").text, "index", build)


def _team_index(frame: Frame) -> Page:
    def build() -> list[nodes.Node]:
        context, t = frame.context, frame.context.t
        rows: list[tuple[Content, ...]] = []
        for entity in frame.shown(Kind.TEAM):
            it = entity.element
            if isinstance(it, Team):
                name = [link(entity.name, entity_address(entity))]
                run_by = [context.actor(it.organisation)]
                ready = limit_words(context, it.muster)
                row = (name, it.category, run_by, str(it.size), ready, phone_links(it.phone))
                rows.append(row)
        headings = (t("Team"), t("Kind"), t("Run by"), t("Persons"), t("Ready"), t("Phone"))
        widths = (32, 16, 20, 8, 10, 14)
        return [table(headings, rows, "pf-register", widths=widths)] if rows else []

    return frame.register_page("team/index", _index_entry(frame, "team").text, "index", build)


def _group_index(frame: Frame, groups: list[tuple[PlanView, Entity]]) -> Page:
    def build() -> list[nodes.Node]:
        t = frame.context.t
        rows: list[tuple[Content, ...]] = []
        for view, entity in groups:
            group, inside = entity.element, frame.context.of(view)
            if isinstance(group, Group):
                name = [link(entity.name, entity_address(entity))]
                plan = [link(view.plan.name, address("plan", view.plan.id))]
                lead = inside.actors(tuple(x for x in (group.lead, group.leader) if x))
                rows.append((name, plan, lead))
        headings = (t("Working group"), t("Plan"), t("Led by"))
        return [table(headings, rows, "pf-register", widths=(30, 45, 25))]

    return frame.register_page("group/index", _index_entry(frame, "group").text, "index", build)

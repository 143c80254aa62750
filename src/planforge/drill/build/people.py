"""Who acts in a drill: posts with the persons on them, and units whose posts are not registered.

An organisation acts by its registered posts: each is one person for everything that any plan asks,
with the B role behind. Directing a piece of work of one's organisation takes a quarter of a person,
so that somebody directs four at one time. An organisation without registered posts is a unit with
a leader on duty and one in reserve, that is eight such pieces of work; this is an assumption.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.corpus.meant import governments_meant
from planforge.drill.entries import EntryKind
from planforge.drill.means import Person, Post, Team
from planforge.i18n import msg
from planforge.model.base import Kind
from planforge.model.plan import Group
from planforge.model.registers import Organisation, Region
from planforge.model.registers import Post as PostEntry
from planforge.model.registers import Team as TeamEntry
from planforge.model.scales import GovernmentLevel, OrganisationCategory
from planforge.patterns import late

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from planforge.corpus.names import Entity
    from planforge.corpus.plan_view import PlanView
    from planforge.drill.build.work import Work
    from planforge.model.plan import CommandBody

LEADERS: Final = 2
"""Persons that direct work in an organisation whose posts are not registered."""
COMMANDER, EXECUTIVE, DEPUTY, OFFICE, DESK = 40, 30, 20, 10, 60
"""Authority of posts in a command body, and of whoever commands a body of the level above."""
_ABOVE_SPECIAL: Final = 5
"""What a post in the command body of the master plan has beyond the same post of a special plan."""
_HEAD: Final = late(
    "(?:书记|主任|[省州盟市县区旗镇乡局厅部处科队站所院校挥]长|指挥|经理|主席)(?:（[^）]*）)?$"
)
"""How the name of a post ends whose holder leads its unit, or is a deputy of who does."""
_ON_DUTY: Final = late("值班|值守")


class Cast:
    """Everybody who may act in a drill; those are kept that somebody asked for."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._posts: dict[str, Entity] = {}
        self._next: dict[str, dict[str, None]] = {}
        self._ranks: dict[str, int] = {}
        self._listed: dict[str, int] = {}
        self._desks: dict[str, Entity] = {}
        self._units: dict[str, Entity] = {}
        self._experts: dict[str, Entity] = {}
        self._orgs: dict[str, Entity] = {}
        self._held: dict[tuple[str, str], tuple[Entity, ...]] = {}
        for plan in work.plans.values():
            above = _ABOVE_SPECIAL if plan.plan.plan_class.value == "master" else 0
            for body, _ in plan.bodies:
                self._rank_body(plan, body, above)

    def _rank_body(self, plan: PlanView, body: CommandBody, above: int) -> None:
        ranked = ((body.commander, COMMANDER), (body.executive_deputies, EXECUTIVE))
        for names, rank in (*ranked, (body.deputies, DEPUTY)):
            for place, name in enumerate(names):
                self._rank(plan, name, rank + above, place)
        if body.office and body.office.head:
            self._rank(plan, body.office.head, OFFICE + above)

    def _rank(self, plan: PlanView, name: str, rank: int, place: int = 0) -> None:
        entity = plan.get(name, (Kind.POST,))
        if entity:
            id_ = f"post.{entity.id}"
            self._ranks[id_] = max(self._ranks.get(id_, 0), rank)
            self._listed[id_] = min(self._listed.get(id_, place), place)

    def rank(self, post: str) -> int:
        """Return the authority of whoever has the id *post*."""
        return DESK if post.startswith("desk.") else self._ranks.get(post, 0)

    def org(self, entity: Entity) -> str:
        """Return the id of the organisation *entity*."""
        id_ = f"org.{entity.id}"
        self._orgs.setdefault(id_, entity)
        return id_

    def org_called(self, name: str) -> str:
        """Return the id of the organisation called *name*, empty if there is none."""
        entity = self._work.organisation(name)
        return self.org(entity) if entity else ""

    def name_of(self, org: str) -> str:
        """Return what people call the organisation with the id *org*."""
        entity = self._orgs.get(org)
        return entity.short_name if entity else org

    def region_of(self, org: str) -> str | None:
        """Return the region that the organisation with the id *org* serves, if it names one."""
        entity = self._orgs.get(org)
        return _unit(entity).region if entity else None

    def post(self, entity: Entity) -> str:
        """Return the id of the post *entity*."""
        id_ = f"post.{entity.id}"
        self._posts.setdefault(id_, entity)
        return id_

    def desk(self, entity: Entity) -> str:
        """Return the id of whoever speaks and decides for the organisation *entity*."""
        posts = self.posts_of(entity)
        if posts:
            return self.post(max(posts, key=lambda post: self._ranks.get(f"post.{post.id}", 0)))
        id_ = f"desk.{entity.id}"
        self._desks.setdefault(id_, entity)
        return id_

    def expert(self, entity: Entity) -> str:
        """Return the id of the expert *entity*."""
        id_ = f"expert.{entity.id}"
        self._experts.setdefault(id_, entity)
        return id_

    def posts_of(self, entity: Entity) -> tuple[Entity, ...]:
        """Return the registered posts of the organisation *entity*, who leads it first.

        Of a command body they are its deputies, the first deputy first, and then its commander.
        The order of the register means nothing.
        """
        if entity.key not in self._held:
            names = self._work.registry.names
            own = [
                post
                for post in names.entities(Kind.POST)
                if names.get(_post(post).organisation, (Kind.ORGANISATION,)) == entity
            ]
            own.sort(key=self._standing)
            led = [post for post in own if self._ranks.get(f"post.{post.id}", 0) >= DEPUTY]
            is_body = _category(entity) is OrganisationCategory.COMMAND
            by_rank = sorted(led, key=self._turn)
            self._held[entity.key] = tuple(by_rank if is_body and led else own)
        return self._held[entity.key]

    def _standing(self, post: Entity) -> tuple[int, int, int, str, str]:
        """Return where *post* stands in its unit: by its rank, its place in a plan, its name."""
        id_ = f"post.{post.id}"
        return (
            -self._ranks.get(id_, 0),
            self._listed.get(id_, 0),
            _seniority(post.name),
            post.name,
            post.id,
        )

    def _turn(self, post: Entity) -> tuple[bool, int]:
        """Return in which turn *post* directs what is asked of its body: its head comes last."""
        rank = self._ranks[f"post.{post.id}"]
        return rank >= COMMANDER, -rank

    def succeed(self, post: str, others: Iterable[str]) -> None:
        """Let the holders of *others* decide for *post* when neither A nor B role is there."""
        self._next.setdefault(post, {}).update(dict.fromkeys(others))

    def units(self, plan: PlanView | None, name: str) -> tuple[tuple[str, ...], ...]:
        """Return who acts for *name*: for each unit that is meant the posts or team that do.

        A word for many (事发地县（区）政府) means the governments of the regions of the drill.
        """
        view = self._work.view
        entity = plan.get(name) if plan else view.get(name)
        if entity is None:
            return ()
        if entity.kind is Kind.POST:
            return ((self.post(entity),),)
        if entity.kind is Kind.GROUP:
            group = entity.of(Group)
            wanted = group.leader or group.lead
            return self.units(plan, wanted) if wanted else ()
        if entity.kind is Kind.TEAM:
            unit = self._work.organisation(entity.of(TeamEntry).organisation)
            return (self._unit(unit),) if unit else ()
        return tuple(self._unit(one) for one in self.meant(entity, plan))

    def meant(self, entity: Entity, plan: PlanView | None = None) -> tuple[Entity, ...]:
        """Return the organisations that *entity* stands for in this drill, where *plan* says it."""
        if _category(entity) is not OrganisationCategory.COLLECTIVE:
            return (entity,)
        named = self._work.view.meant(entity.name, plan.plan.id if plan else "")
        if named:
            return named
        level = governments_meant(entity.name)
        found = tuple(self._governments(level, plan)) if level else ()
        return found or (entity,)

    def _governments(self, level: GovernmentLevel, plan: PlanView | None) -> Iterator[Entity]:
        """Yield the governments at *level* of the places that *plan* concerns, in their order."""
        names, drill = self._work.registry.names, self._work.view.drill
        seen = [names.get(name, (Kind.REGION,)) for name in self._work.places(plan)]
        wanted = [region.id for region in seen if region]
        actors = (*drill.players, *(who for step in drill.developments for who in step.observer))
        players = [entity.key for name in actors if (entity := self._work.view.get(name))]
        found: list[tuple[int, Entity]] = []
        for entity in self._work.registry.organisations():
            region = self._region(entity)
            if region is None or _level(region) is not level:
                continue
            if region.id in wanted:
                found.append((wanted.index(region.id), entity))
            elif level is GovernmentLevel.TOWN and entity.key in players:
                found.append((len(wanted) + players.index(entity.key), entity))
        yield from (entity for _, entity in sorted(found, key=lambda one: (one[0], one[1].key)))

    def _region(self, entity: Entity) -> Entity | None:
        """Return the region that *entity* governs, None if it is no government."""
        unit = _unit(entity)
        if unit.category is not OrganisationCategory.GOVERNMENT or not unit.region:
            return None
        return self._work.registry.names.get(unit.region, (Kind.REGION,))

    def _unit(self, entity: Entity) -> tuple[str, ...]:
        posts = self.posts_of(entity)
        if posts:
            return tuple(self.post(post) for post in posts)
        id_ = f"unit.{entity.id}"
        if id_ not in self._units:
            self._units[id_] = entity
            self._work.assume(
                id_,
                msg(
                    "{count} persons direct the work of {unit}, each up to four pieces at one time",
                    unit=entity.short_name,
                    count=LEADERS,
                ),
                msg("no post is registered there: one leader on duty and one in reserve"),
            )
        return (id_,)

    def persons_on(self, entity: Entity) -> tuple[str, ...]:
        """Return the ids of who fills the post *entity*: the A role and the B role."""
        post = _post(entity)
        found = [post.holder or post.name]
        if post.deputy and post.deputy.name:
            found.append(post.deputy.name)
        elif post.deputy and post.deputy.post:
            other = self._work.registry.names.get(post.deputy.post, (Kind.POST,))
            found += [_post(other).holder or other.name] if other else []
        return tuple(f"person.{name}" for name in dict.fromkeys(found))

    def posts(self) -> tuple[Post, ...]:
        """Return all posts that were asked for."""
        found = [self._made(id_, entity) for id_, entity in sorted(self._posts.items())]
        for id_, entity in sorted(self._desks.items()):
            self._work.enter_entity(id_, EntryKind.POST, entity)
            found.append(Post(id_, self.org(entity), (f"person.{id_}",), DESK))
        for id_, entity in sorted(self._experts.items()):
            self._work.enter_entity(id_, EntryKind.POST, entity)
            found.append(Post(id_, "", (f"person.{entity.name}",), 0))
        return tuple(found)

    def _made(self, id_: str, entity: Entity) -> Post:
        self._work.enter_entity(id_, EntryKind.POST, entity)
        persons = dict.fromkeys(self.persons_on(entity))
        for other in self._next.get(id_, ()):
            if other in self._posts:
                persons.update(dict.fromkeys(self.persons_on(self._posts[other])))
        unit = self._work.organisation(_post(entity).organisation)
        org = self.org(unit) if unit else ""
        return Post(id_, org, tuple(persons), self._ranks.get(id_, 0))

    def persons(self, posts: Iterable[Post]) -> tuple[Person, ...]:
        """Return who fills *posts*, each to be found at the highest post that he or she holds."""
        titles: dict[str, Entity] = {}
        for entity in sorted(self._work.registry.names.entities(Kind.POST), key=self._standing):
            titles.setdefault(f"person.{_post(entity).holder or entity.name}", entity)
        found = sorted({person for post in posts for person in post.persons})
        for id_ in found:
            name = id_.removeprefix("person.")
            desk = self._desks.get(name)
            known = titles.get(id_, desk)
            file, pointer = (known.place.file, known.place.pointer) if known else ("", ())
            shown = desk.short_name if desk else name
            self._work.enter(id_, EntryKind.PERSON, shown, file=file, pointer=pointer)
        return tuple(Person(id_) for id_ in found)

    def teams(self) -> tuple[Team, ...]:
        """Return the units that were asked for."""
        for id_, entity in sorted(self._units.items()):
            self._work.enter_entity(id_, EntryKind.ORGANISATION, entity)
        return tuple(
            Team(id_, self.org(entity), LEADERS) for id_, entity in sorted(self._units.items())
        )

    def enter_organisations(self) -> None:
        """Note what the ids of organisations stand for that were asked for."""
        for id_, entity in sorted(self._orgs.items()):
            self._work.enter_entity(id_, EntryKind.ORGANISATION, entity)


def _seniority(name: str) -> int:
    """Return how far a post called *name* stands behind the head of its unit, by its name alone.

    A head (主任), a first deputy (常务副主任), a deputy (副主任), whoever else, who is on duty.
    """
    if _ON_DUTY.search(name):
        return 4
    if not _HEAD.search(name):
        return 3
    if "副" not in name:
        return 0
    return 1 if "常务" in name else 2


def _post(entity: Entity) -> PostEntry:
    return entity.of(PostEntry)


def _unit(entity: Entity) -> Organisation:
    return entity.of(Organisation)


def _category(entity: Entity) -> OrganisationCategory:
    return _unit(entity).category


def _level(entity: Entity) -> GovernmentLevel:
    return entity.of(Region).level


__all__ = ["LEADERS", "Cast"]

"""What other plans may know of a plan.

An outline is small, free of context and made from one plan alone, so it can be kept and compared
without reading the plan again. Everything that is judged across plans is judged on outlines.
Names stand as written; `System` resolves them.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from pydantic import BaseModel, ConfigDict

from planforge.corpus.burdens import Load
from planforge.corpus.calls import Drawing, drawings
from planforge.corpus.commands import HeadOutline, SceneOutline, heads, scenes
from planforge.corpus.deeds import Deed, Doing, deeds
from planforge.corpus.editions import EditionOutline, edition_outline
from planforge.corpus.graded import GradedFigure, graded_figures
from planforge.corpus.linked_rows import LinkedRow, linked_rows
from planforge.corpus.matters import Charged, charges, matters_of
from planforge.corpus.sentences import written
from planforge.corpus.visibility import is_inside_internal
from planforge.findings import Pointer
from planforge.model.base import Kind
from planforge.model.scales import ReportStage
from planforge.model.trigger import Row
from planforge.model.walk import by_kind, references
from planforge.patterns import late

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from planforge.model.plan import Plan
    from planforge.model.walk import Reference


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, defer_build=True)


class LevelOutline(_Part):
    """A response level: name, who decides, commands and ends it."""

    name: str
    decided_by: tuple[str, ...]
    commander: tuple[str, ...]
    linked: tuple[LinkedRow, ...] = ()


_CALL: Final = late("[^，；。]{2,20}?(?:通知|告知|向)[^，；。]{2,40}")


class LinkOutline(_Part):
    """A link; `condition` is the table `when` in canonical text, equal for equal conditions."""

    index: int
    plan: str
    kind: str
    condition: str
    levels: tuple[tuple[str, str], ...]
    when: tuple[Row, ...] = ()
    circumstances: str = ""
    is_arranged: bool = True
    """Whether 交接 says who calls whom and who takes over."""
    contact: tuple[str, ...] = ()
    call: str = ""
    """The first clause of 交接 in which somebody informs or asks somebody."""


class ReliedOn(_Part):
    """A standing arrangement or an agreement that a guarantee rests on (机制, 协议)."""

    pointer: Pointer
    name: str
    is_agreement: bool


class NamedPlan(_Part):
    """A place where a plan is named."""

    pointer: Pointer
    name: str
    may_be_regulation: bool
    is_internal: bool = False
    """Whether the passage is marked 内部, or part of one that is."""
    event: str = ""
    """What is left to it, where it stands under 除外."""


class ListedOutline(_Part):
    """An entry of the list of special plans."""

    plan: str
    lead: str
    command: str


class AlignedOutline(_Part):
    """The edition of an upper plan that is followed."""

    plan: str
    issued: date


class FirstReport(_Part):
    """A first report with a limit in seconds: names as written, the limit also as text.

    *field* is where the limit stands, `limit` or `written_limit`.
    """

    index: int
    field: str
    senders: tuple[str, ...]
    recipients: tuple[str, ...]
    seconds: int
    text: str


class LinkedPlan(_Part):
    """A link in the prose to the folder of a plan.

    Attributes:
        folder: The folder, from the folder of all plans.
        target: The address as written.
        line: Where the address stands, from 1.
        start: Its first column, from 1.
        end: The column after its last.
    """

    folder: str
    target: str
    line: int
    start: int
    end: int


class AskedPlan(_Part):
    """A directive in the prose that shows a fact of a plan which it names (`:plan:`).

    Attributes:
        plan: The name.
        level: The response level of that plan that is asked for; empty for none.
        plan_at: Line of the name, its first column, and the column after its last, from 1.
        level_at: The same of the level.
    """

    plan: str
    level: str
    plan_at: tuple[int, int, int]
    level_at: tuple[int, int, int]


class Quoted(_Part):
    """Something in a sentence that only the registers or other plans can judge.

    Attributes:
        text: What it is: a phone number, or words that end like the name of a plan.
        before: The sentence before it; empty for plans.
        after: The sentence behind it; empty for plans.
        pointer: The text in the facts that holds it; empty for `plan.md`.
        line: The line of `plan.md`, from 1; 0 for facts.
        start: Its first character in that text or line, from 0.
        end: The character behind its last.
    """

    text: str
    before: str = ""
    after: str = ""
    pointer: Pointer = ()
    line: int = 0
    start: int = 0
    end: int = 0

    @property
    def is_phone(self) -> bool:
        """Whether it is a phone number."""
        return self.text[-1:].isdigit()


class PlanOutline(_Part):
    """What other plans may know of a plan."""

    file: str
    id: str
    name: str
    short_names: tuple[str, ...]
    plan_class: str
    event_types: tuple[str, ...]
    lead: str
    upper_plans: tuple[str, ...]
    issued: date
    aligned_with: tuple[AlignedOutline, ...]
    command: str
    listed: tuple[ListedOutline, ...]
    levels: tuple[LevelOutline, ...]
    links: tuple[LinkOutline, ...]
    named_plans: tuple[NamedPlan, ...]
    actors: tuple[str, ...]
    internal: bool
    purpose: str
    category: str
    level_order: tuple[str, ...]
    scenes: tuple[SceneOutline, ...]
    chiefs: tuple[str, ...]
    """Who commands the whole (总指挥)."""
    heads: tuple[HeadOutline, ...]
    basis: tuple[str, ...]
    edition: EditionOutline
    drawings: tuple[Drawing, ...] = ()
    relied_on: tuple[ReliedOn, ...] = ()
    first_reports: tuple[FirstReport, ...] = ()
    sentences: str = ""
    """Fingerprints of its sentences (`planforge.corpus.sentences`)."""
    linked_plans: tuple[LinkedPlan, ...] = ()
    """Links of its prose to other plans; only looked for where plans are judged."""
    asked_plans: tuple[AskedPlan, ...] = ()
    """Plans that directives of its prose name; only looked for where plans are judged."""
    quoted: tuple[Quoted, ...] = ()
    """Phones and names of plans in its public sentences; only looked for where plans are judged."""
    deeds: tuple[Deed, ...] = ()
    """What its actions do that those of another plan might undo."""
    graded: tuple[GradedFigure, ...] = ()
    """Figures that grade an incident; only of the master plan and special plans."""
    loads: tuple[Load, ...] = ()
    """Work of posts and teams with windows; only reckoned where plans are judged."""
    matters: tuple[str, ...] | None = None
    """Matters of few units that its work speaks of; None if its text says what is done."""
    charged: tuple[Charged, ...] = ()
    """Duties in such matters; only of the master plan."""


def outline(  # noqa: PLR0913 - what is read of a plan, and what is known of it already
    plan: Plan,
    file: str,
    prose: str = "",
    *,
    found: Mapping[Kind, Sequence[Reference]] | None = None,
    doings: Sequence[tuple[Doing, ...]] = (),
    linked_plans: tuple[LinkedPlan, ...] = (),
    asked_plans: tuple[AskedPlan, ...] = (),
    quoted: tuple[Quoted, ...] = (),
    loads: tuple[Load, ...] = (),
) -> PlanOutline:
    """Return the outline of *plan*, read from *file*, with *prose* and what is named in it.

    Where *found* has the references in *plan* by kind, and *doings* what its actions do, they are
    not looked for again.
    """
    names = by_kind(references(plan)) if found is None else found
    return PlanOutline(
        file=file,
        id=plan.id,
        name=plan.name,
        short_names=plan.short_names,
        plan_class=plan.plan_class.value,
        event_types=plan.event_types,
        lead=plan.lead,
        upper_plans=plan.upper_plans,
        issued=plan.edition.issued,
        aligned_with=_aligned(plan),
        command=plan.command.name if plan.command else "",
        listed=tuple(
            ListedOutline(plan=x.plan, lead=x.lead, command=x.command or "")
            for x in plan.listed_plans
        ),
        levels=tuple(_levels(plan)),
        links=tuple(_links(plan)),
        named_plans=tuple(_named_plans(plan, names[Kind.PLAN])),
        actors=tuple(sorted(_actors(names[Kind.ORGANISATION]))),
        internal=plan.visibility.value == "internal",
        purpose=plan.purpose.value,
        category=plan.category.value if plan.category else "",
        level_order=plan.level_order,
        scenes=tuple(scenes(plan.command, ("command",))) if plan.command else (),
        chiefs=plan.command.commander if plan.command else (),
        heads=tuple(heads(plan.command, ("command",))) if plan.command else (),
        basis=plan.basis,
        edition=edition_outline(plan),
        drawings=tuple(drawings(plan)),
        relied_on=tuple(_relied_on(plan)),
        first_reports=tuple(_first_reports(plan)),
        sentences=written(plan, prose),
        linked_plans=linked_plans,
        asked_plans=asked_plans,
        quoted=quoted,
        deeds=tuple(deeds(plan, doings)),
        graded=tuple(graded_figures(plan)),
        loads=loads,
        matters=matters_of(plan),
        charged=charges(plan),
    )


def _aligned(plan: Plan) -> tuple[AlignedOutline, ...]:
    return tuple(AlignedOutline(plan=a.plan, issued=a.issued) for a in plan.edition.aligned_with)


def _actors(names: Iterable[Reference]) -> set[str]:
    """Return those of the names of organisations that stand for no plan."""
    return {name for _, ref, name in names if ref.is_registered}


def _named_plans(plan: Plan, names: Iterable[Reference]) -> Iterator[NamedPlan]:
    for pointer, ref, name in names:
        yield NamedPlan(
            pointer=pointer,
            name=name,
            may_be_regulation=Kind.REGULATION in ref.kinds,
            is_internal=is_inside_internal(plan, pointer),
            event=_excluded(plan, pointer),
        )


def _excluded(plan: Plan, pointer: Pointer) -> str:
    match pointer:
        case ("scope", "excluded", int(i), *_):
            return plan.scope.excluded[i].event
        case _:
            return ""


def _levels(plan: Plan) -> Iterator[LevelOutline]:
    linked = linked_rows(plan)
    for name, level in plan.levels.items():
        yield LevelOutline(
            name=name,
            decided_by=level.decided_by,
            commander=level.commander,
            linked=linked[name],
        )


def _links(plan: Plan) -> Iterator[LinkOutline]:
    for i, link in enumerate(plan.links):
        yield LinkOutline(
            index=i,
            plan=link.plan,
            kind=link.kind.value,
            condition="; ".join(sorted(row.canonical() for row in link.when)),
            levels=tuple(link.levels.items()),
            when=link.when,
            circumstances=link.circumstances,
            is_arranged=bool(link.handover),
            contact=link.contact,
            call=_first_call(link.handover),
        )


def _first_call(handover: str) -> str:
    found = _CALL.search(handover)
    return found[0] if found else ""


def _first_reports(plan: Plan) -> Iterator[FirstReport]:
    for i, report in enumerate(plan.reports):
        limit = report.limit or report.written_limit
        if report.stage is ReportStage.FIRST and limit and limit.seconds is not None:
            yield FirstReport(
                index=i,
                field="limit" if report.limit else "written_limit",
                senders=report.sender,
                recipients=report.recipient,
                seconds=limit.seconds,
                text=limit.text,
            )


def _relied_on(plan: Plan) -> Iterator[ReliedOn]:
    for i, guarantee in enumerate(plan.guarantees):
        for field in ("mechanisms", "agreements"):
            for k, name in enumerate(getattr(guarantee, field)):
                yield ReliedOn(
                    pointer=("guarantees", i, field, k),
                    name=name,
                    is_agreement=field == "agreements",
                )

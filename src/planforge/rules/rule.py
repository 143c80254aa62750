"""The record of a rule, and the registry that rules enter when their module is imported.

A rule sees a plan view or the whole system and yields hits at places. It knows neither files nor
severities, consoles or other rules.
"""

from __future__ import annotations

from dataclasses import replace
from enum import Enum
from typing import TYPE_CHECKING, Final, Generic, TypeAlias, TypeVar

from planforge.findings import Citation, Finding, Place, Severity
from planforge.frozen import dataclass
from planforge.rules import statutes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from planforge.corpus.drills import DrillView
    from planforge.corpus.plan_view import PlanView
    from planforge.corpus.registry import Registry
    from planforge.corpus.system import System
    from planforge.findings import Edit
    from planforge.i18n import Message


class Scope(Enum):
    """What a rule looks at."""

    SOURCE = "source"
    """One file, while it is read; the reader itself yields the findings."""
    PLAN = "plan"
    """One plan against the registers; judged again only when one of them changes."""
    SYSTEM = "system"
    """The registers and what the plans know of each other."""
    DRILL = "drill"
    """One drill against the registers and the plans."""
    RUN = "run"
    """The check itself: suppressions, crashed rules."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A place where a rule is broken.

    Attributes:
        place: Where.
        message: What is wrong, naming both sides.
        hint: What to do.
        related: Other places that belong to it, each with a word on why.
        fix: Edits that together mend it for sure; none where somebody has to decide.
        basis: Those sources of the rule that bear this hit; None if all do.
    """

    place: Place
    message: Message
    hint: Message | None = None
    related: tuple[tuple[Place, Message], ...] = ()
    fix: tuple[Edit, ...] = ()
    basis: tuple[Citation, ...] | None = None


PlanCheck: TypeAlias = "Callable[[PlanView], Iterator[Hit]]"
SystemCheck: TypeAlias = "Callable[[System], Iterator[Hit]]"
DrillCheck: TypeAlias = "Callable[[DrillView], Iterator[Hit]]"
_Check = TypeVar("_Check", PlanCheck, SystemCheck, DrillCheck)


@dataclass(frozen=True, slots=True)
class Option:
    """A figure of a rule that a bureau may set for its jurisdiction.

    Attributes:
        rule: Id of the rule.
        name: How it is called in `jurisdiction.yaml`, in Chinese and in English.
        default: Its value unless the jurisdiction says otherwise.
        least: Smallest value that may be set, included.
        most: Largest value that may be set, included; where a law sets the limit, that of the law.
        meaning: What it says, with its unit.
    """

    rule: str
    name: tuple[str, str]
    default: int
    least: int
    most: int
    meaning: Message

    def of(self, registry: Registry) -> int:
        """Return the value in the jurisdiction of *registry*; the default for one out of bounds."""
        setting = registry.rule_settings.get(self.rule)
        options = setting.options if setting is not None else {}
        for name in self.name:
            value = options.get(name)
            if value is not None and self.least <= value <= self.most:
                return value
        return self.default


@dataclass(frozen=True, slots=True)
class Rule:
    """What is known of a rule.

    Attributes:
        id: Stable for ever; never used again for another rule.
        slug: Readable name, `family.what-is-wrong`.
        severity: How bad a finding is unless the user says otherwise.
        title: What is wrong, in a few words.
        rationale: Why it matters to those who use the plan.
        sources: Articles the rule rests on.
        since: First version that had it.
        scope: What it looks at.
        check: The generator; None for rules whose findings come from reading or from the run.
        system_check: For a rule on plans, the same question asked of the registers and of what
            the plans know of each other.
        drill_check: For a rule on plans or the system, the same question asked of a drill.
        options: Figures that a jurisdiction may set.
        follows: Rules of which a finding may be the cause: what rests on a place that they report
            is not reported beside it.
    """

    id: str
    slug: str
    severity: Severity
    title: Message
    rationale: Message
    sources: tuple[Citation, ...]
    since: str
    scope: Scope
    check: PlanCheck | SystemCheck | DrillCheck | None = None
    system_check: SystemCheck | None = None
    drill_check: DrillCheck | None = None
    options: tuple[Option, ...] = ()
    follows: tuple[str, ...] = ()

    def check_in(self, scope: Scope) -> PlanCheck | SystemCheck | DrillCheck | None:
        """Return the generator that looks at *scope*, None if there is none."""
        if scope is self.scope:
            return self.check
        if scope is Scope.DRILL:
            return self.drill_check
        return self.system_check if scope is Scope.SYSTEM else None

    def finding(self, hit: Hit) -> Finding:
        """Return *hit* as a finding of this rule."""
        return Finding(
            self.id,
            self.severity,
            hit.place,
            hit.message,
            hit.hint,
            self.sources if hit.basis is None else hit.basis,
            hit.related,
            hit.fix,
        )


_RULES: Final[dict[str, Rule]] = {}
_CHECKS: Final[dict[Scope, tuple[tuple[Rule, PlanCheck | SystemCheck | DrillCheck], ...]]] = {}
"""What looks at each scope that was asked for, until another rule enters."""


def rules() -> tuple[Rule, ...]:
    """Return every rule that has entered, by id. Import `planforge.rules.catalogue` first."""
    return tuple(_RULES[rule_id] for rule_id in sorted(_RULES))


def checks_in(scope: Scope) -> tuple[tuple[Rule, PlanCheck | SystemCheck | DrillCheck], ...]:
    """Return the rules that look at *scope*, by id, each with the generator that does."""
    known = _CHECKS.get(scope)
    if known is None:
        found = ((rule, rule.check_in(scope)) for rule in rules())
        known = _CHECKS[scope] = tuple((rule, check) for rule, check in found if check is not None)
    return known


def enter(rule: Rule) -> None:
    """Add *rule*; two rules with one id are a bug."""
    if rule.id in _RULES:
        raise ValueError(f"two rules have the id {rule.id}")
    _set(rule)


def _set(rule: Rule) -> None:
    _RULES[rule.id] = rule
    _CHECKS.clear()


class _Enters(Generic[_Check]):
    """A decorator that enters a generator as a rule of one scope."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope

    def __call__(  # noqa: PLR0913 - the record of a rule
        self,
        rule_id: str,
        slug: str,
        severity: Severity,
        *,
        title: Message,
        rationale: Message,
        sources: tuple[Citation, ...] = (),
        options: tuple[Option, ...] = (),
        follows: tuple[str, ...] = (),
        since: str = "0.1.0",
    ) -> Callable[[_Check], _Check]:
        """Enter the decorated generator with this record."""

        def decorate(check: _Check) -> _Check:
            enter(
                Rule(
                    rule_id,
                    slug,
                    severity,
                    title,
                    rationale,
                    sources,
                    since,
                    self._scope,
                    check,
                    options=options,
                    follows=follows,
                )
            )
            return check

        return decorate


plan_rule: Final = _Enters[PlanCheck](Scope.PLAN)
"""Enters a rule on single plans."""
system_rule: Final = _Enters[SystemCheck](Scope.SYSTEM)
"""Enters a rule on the whole system."""
drill_rule: Final = _Enters[DrillCheck](Scope.DRILL)
"""Enters a rule on single drills."""


def asked_of_the_system(rule_id: str) -> Callable[[SystemCheck], SystemCheck]:
    """Let the decorated generator ask of the whole system what rule *rule_id* asks of a plan."""

    def decorate(check: SystemCheck) -> SystemCheck:
        _set(replace(_RULES[rule_id], system_check=check))
        return check

    return decorate


def asked_of_a_drill(rule_id: str) -> Callable[[DrillCheck], DrillCheck]:
    """Let the decorated generator ask of a drill what rule *rule_id* asks of plans."""

    def decorate(check: DrillCheck) -> DrillCheck:
        _set(replace(_RULES[rule_id], drill_check=check))
        return check

    return decorate


def declared_rule(  # noqa: PLR0913 - the record of a rule
    rule_id: str,
    slug: str,
    severity: Severity,
    scope: Scope,
    *,
    title: Message,
    rationale: Message,
    sources: tuple[Citation, ...] = (),
    since: str = "0.1.0",
) -> Rule:
    """Enter a rule whose findings are made elsewhere: by the reader, or by the run itself."""
    rule = Rule(rule_id, slug, severity, title, rationale, sources, since, scope)
    enter(rule)
    return rule


cite: Final = statutes.cite
"""Names an article that a rule rests on; it must be listed in `planforge.rules.statutes`."""

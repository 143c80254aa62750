"""Runs the rules: files in, a report out, and nothing done twice.

What was found in a plan is kept under the digests of its files and of what plans may know of the
registers; what was found between plans, under the registers and the outlines of the plans. So an
edit lets only that be judged again which it can touch. The report of a whole run is kept as well:
an unchanged corpus is answered without reading a single plan.
"""

from __future__ import annotations

import json
from dataclasses import replace
from functools import partial
from hashlib import sha256
from typing import TYPE_CHECKING, Final, TypeAlias

from planforge.corpus.load import load_registry
from planforge.corpus.pack_files import iter_packs
from planforge.corpus.system import System
from planforge.findings import Finding, Place, Severity
from planforge.fingerprint import fingerprint
from planforge.i18n import msg
from planforge.model.evaluation import BUILT_IN
from planforge.report import CheckedPlan, Report, read_finding, write_finding
from planforge.rules import catalogue as _catalogue  # noqa: F401 - enters every rule
from planforge.rules.certain import Registers, certain
from planforge.rules.doubles import without_doubles
from planforge.rules.drilled import Knowing, drill_findings
from planforge.rules.judged import Judging, judged_plans
from planforge.rules.locating import Locator
from planforge.rules.lost_names import told_at_the_register
from planforge.rules.missing_registers import missing_registers
from planforge.rules.rule import Rule, Scope, checks_in, declared_rule
from planforge.rules.settings import settled

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import date

    from planforge.corpus.drills import DrillView
    from planforge.corpus.outline import PlanOutline
    from planforge.corpus.plan_view import PlanView
    from planforge.rules.certain import Gaps
    from planforge.rules.judged import Judged
    from planforge.rules.rule import DrillCheck, Hit, PlanCheck, SystemCheck
    from planforge.source.cache import Store
    from planforge.source.digests import SourceFile
    from planforge.source.layout import Layout

    Subject: TypeAlias = PlanView | System | DrillView

CRASHED: Final = declared_rule(
    "RUN001",
    "run.rule-crashed",
    Severity.ERROR,
    Scope.RUN,
    title=msg("A rule of planforge failed"),
    rationale=msg(
        "The plan may be right: the mistake is in planforge. The other rules were still applied."
    ),
)


def run(  # noqa: PLR0913 - the corpus, and how it is judged
    layout: Layout,
    files: Iterable[SourceFile],
    *,
    store: Store | None = None,
    progress: Callable[[int, int], None] | None = None,
    as_of: date | None = None,
    jobs: int = 1,
    strict: bool = False,
) -> Report:
    """Judge the corpus in *layout*.

    Args:
        layout: Its files.
        files: The same files with their digests.
        store: Where results are kept between runs; None to keep nothing.
        progress: Called with the number of plans done and of all plans.
        as_of: The day on which validity and cycles are judged; None to leave them unjudged.
        jobs: How many processes may share the work; the report is the same for any number.
        strict: Whether a failing rule raises instead of becoming a finding.
    """
    known = {file.path: file for file in files}
    loaded = load_registry(layout, store)
    registers = Registers.of(loaded)
    apply_to_plan = partial(apply_rules, Scope.PLAN, strict=strict)
    judging = Judging(layout, registers.for_plans(), apply_to_plan, CRASHED.id)
    judged = list(judged_plans(judging, known, store, progress, jobs))
    systems = _systems(registers, judged, layout.unread, as_of)
    findings = [*layout.findings, *loaded.findings]
    findings += [finding for one in judged for finding in one.findings]
    findings += _between_plans(systems, judged, registers.gaps, store, strict=strict)
    apply_to_drill = partial(apply_rules, Scope.DRILL, strict=strict)
    gaps = [*registers.gaps, *(one.gaps for one in judged if one.gaps is not None)]
    views = [one.view for one in judged if one.view is not None]
    own = tuple(iter_packs(layout, store))
    packs = {**dict.fromkeys(BUILT_IN), **{pack.id: pack for pack in own}}
    knowing = Knowing(tuple(system.for_drills for system in systems), gaps, views, packs)
    findings += drill_findings(layout, known, knowing, store, apply_to_drill, crashed=CRASHED.id)
    findings += [finding for pack in own for finding in pack.findings]
    findings = told_at_the_register(without_doubles(findings), registers.way(0).names)
    lacking = tuple(missing_registers(layout, findings))
    if lacking:  # what rests on them is not asked before they are there
        layout = replace(layout, findings=(*layout.findings, *lacking))
        return run(
            layout,
            known.values(),
            store=store,
            progress=progress,
            as_of=as_of,
            jobs=jobs,
            strict=strict,
        )
    located = Locator(known).locate(settled(findings, registers.way(0)), jobs)
    nameless = {one.file for one in judged if one.gaps is not None and one.gaps.hide_the_name}
    plans = (
        CheckedPlan(one.file, one.id, one.name, one.short_names)
        for one in systems[0].outlines
        if one.file not in nameless
    )
    return Report(tuple(located), len(known), tuple(plans))


def _systems(
    registers: Registers, judged: Sequence[Judged], unread: Sequence[str], as_of: date | None
) -> tuple[System, ...]:
    """Return the system, for each way to read the plans and registers with errors."""
    unreadable = (*(one.file for one in judged if one.outline is None), *unread)
    number = max(len(registers.registries), *(len(one.ways) for one in judged), 1)
    return tuple(
        System(registers.way(way), tuple(_outlines(judged, way)), unreadable, as_of)
        for way in range(number)
    )


def _outlines(judged: Iterable[Judged], way: int) -> Iterator[PlanOutline]:
    for one in judged:
        if one.ways:
            yield one.ways[min(way, len(one.ways) - 1)]
        elif one.outline is not None:
            yield one.outline


def _between_plans(
    systems: tuple[System, ...],
    judged: Sequence[Judged],
    unknown: Sequence[Gaps],
    store: Store | None,
    *,
    strict: bool,
) -> tuple[Finding, ...]:
    """Return what the rules on the system find, kept until a register or an outline changes.

    Args:
        systems: The system, for each way to read the plans and registers with errors.
        judged: The plans in it.
        unknown: What is not known of the registers.
        store: Where results are kept between runs.
        strict: Whether a failing rule raises.
    """
    around = systems[0].registry.digest, systems[0].as_of, systems[0].unreadable
    seen = sha256(" ".join(map(str, around)).encode())
    for one in judged:
        seen.update(f"{one.file}={one.digest}\n".encode())
    key = f"system:{fingerprint()[:16]}:{seen.hexdigest()}"
    kept = store.get(key) if store is not None else None
    if kept is not None:
        return tuple(read_finding(finding) for finding in json.loads(kept))
    ways = [tuple(apply_rules(Scope.SYSTEM, system, strict=strict)) for system in systems]
    gaps = [*unknown, *(one.gaps for one in judged if one.gaps is not None)]
    found = certain(ways, gaps, crashed=CRASHED.id) if gaps else ways[0]
    if store is not None:
        values = [write_finding(finding) for finding in found]
        store.put(key, json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode())
    return found


def apply_rules(scope: Scope, subject: Subject, *, strict: bool = False) -> Iterator[Finding]:
    """Yield what the rules of *scope* find in *subject*; a rule that fails is a finding itself.

    Raises:
        Exception: A rule failed and *strict* is set.
    """
    for rule, check in checks_in(scope):
        try:
            for hit in _hits(check, subject):
                yield rule.finding(hit)
        except Exception as error:  # one broken rule must not hide the others
            if strict:
                raise
            yield _crash(rule, subject, error)


def _hits(check: PlanCheck | SystemCheck | DrillCheck, subject: Subject) -> Iterator[Hit]:
    return check(subject)  # type: ignore[arg-type]  # the scope says which of them it takes


def _crash(rule: Rule, subject: Subject, error: Exception) -> Finding:
    file = subject.registry.jurisdiction_file if isinstance(subject, System) else subject.file
    return Finding(
        CRASHED.id,
        CRASHED.severity,
        Place(file),
        msg("Rule {rule} failed: {error}", rule=rule.id, error=f"{type(error).__name__}: {error}"),
        msg("Please report this; the plan itself may be right"),
    )

"""What a jurisdiction settles about rules, in `jurisdiction.yaml`: severity, options, not at all.

检查:
  规则:
    LVL012: {级别: 警告}
    CYC003: {参数: {演练周期: 24}}
    RES004: {停用: 物资由省级库统一保障，见省应急厅批复}
"""

from __future__ import annotations

from dataclasses import replace
from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

from planforge.findings import Finding, Place, Severity
from planforge.i18n import msg
from planforge.rules.rule import Hit, Scope, rules, system_rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from planforge.corpus.registry import Registry
    from planforge.corpus.system import System
    from planforge.findings import Pointer
    from planforge.rules.rule import Rule

_ID: Final = "SUP003"


def settled(findings: Iterable[Finding], registry: Registry) -> Iterator[Finding]:
    """Yield *findings* as the jurisdiction settles them; those of rules switched off are dropped.

    A rule whose legal basis was not read can be made no worse than advice.
    """
    settings = registry.rule_settings
    if not settings:
        yield from findings
        return
    by_id = {rule.id: rule for rule in rules()}
    for finding in findings:
        setting = settings.get(finding.rule)
        if setting is None or finding.rule == _ID or by_id[finding.rule].scope is Scope.RUN:
            yield finding
        elif not setting.off:
            wanted = setting.severity
            if wanted is not None and not _is_unread(finding):
                yield replace(finding, severity=Severity(str(wanted.value)))
            else:
                yield finding


def _is_unread(finding: Finding) -> bool:
    return bool(finding.basis) and not any(citation.verified for citation in finding.basis)


@system_rule(
    _ID,
    "suppression.wrong-setting",
    Severity.ERROR,
    title=msg("Setting of a rule that cannot hold"),
    rationale=msg(
        "A setting with a wrong name or a figure out of bounds is not applied: the check would"
        " judge otherwise than those who wrote it believe."
    ),
)
def wrong_setting(system: System) -> Iterator[Hit]:
    """Settings of unknown rules, unknown options and figures out of bounds."""
    by_id = {rule.id: rule for rule in rules()}
    for rule_id, setting in system.registry.rule_settings.items():
        at: Pointer = ("checks", "rules", rule_id)
        rule = by_id.get(rule_id)
        if rule is None:
            near = tuple(get_close_matches(rule_id, by_id, 3))
            yield Hit(
                Place(system.registry.jurisdiction_file, at, on_key=True),
                msg("There is no rule {rule}", rule=rule_id),
                msg("Did you mean {candidates}?", candidates=near)
                if near
                else msg("`planforge explain` lists the rules"),
            )
            continue
        for name, value in setting.options.items():
            place = Place(system.registry.jurisdiction_file, (*at, "options", name))
            yield from _option(rule, name, value, place)


def _option(rule: Rule, name: str, value: int, place: Place) -> Iterator[Hit]:
    option = next((option for option in rule.options if name in option.name), None)
    if option is None:
        known = tuple(option.name[0] for option in rule.options)
        yield Hit(
            replace(place, on_key=True),
            msg("Rule {rule} has no option {name}", rule=rule.id, name=name),
            msg("Its options are {options}", options=known)
            if known
            else msg("This rule has no options; delete it"),
        )
    elif not option.least <= value <= option.most:
        yield Hit(
            place,
            msg(
                "Option {name} of rule {rule} is {value}, but must lie between {least} and {most}",
                name=name,
                rule=rule.id,
                value=value,
                least=option.least,
                most=option.most,
            ),
            option.meaning,
        )

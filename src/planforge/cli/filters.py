"""Which findings a check is asked for: by rule and by plan."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import click

from planforge.cli.groups import group_path
from planforge.cli.language import language
from planforge.cli.nearest import among, did_you_mean
from planforge.i18n import msg

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from planforge.report import Report
    from planforge.rules.rule import Rule


def rule_filter(select: Sequence[str], ignore: Sequence[str]) -> Callable[[str], bool]:
    """Return the question whether findings of a rule are wanted.

    Args:
        select: Ids, beginnings of ids, slugs or beginnings of slugs, one or several with commas;
            none for every rule.
        ignore: The same for rules that are not wanted; wins over *select*.

    Raises:
        click.UsageError: One of them means no rule.
    """
    if not select and not ignore:
        return lambda _rule: True
    from planforge.rules import engine as _engine  # noqa: F401 - enters every rule
    from planforge.rules.rule import rules

    known = rules()
    unwanted = _ids(ignore, known)
    wanted = (_ids(select, known) if select else {rule.id for rule in known}) - unwanted
    return wanted.__contains__


def _ids(given: Iterable[str], known: Sequence[Rule]) -> set[str]:
    found: set[str] = set()
    for text in given:
        for name in filter(None, (part.strip() for part in text.replace("，", ",").split(","))):
            meant = {rule.id for rule in known if _means(name, rule)}
            if not meant:
                _refuse_rule(name, known)
            found |= meant
    return found


def _means(name: str, rule: Rule) -> bool:
    return rule.id.startswith(name.upper()) or f"{rule.slug}.".startswith(f"{name.lower()}.")


def _refuse_rule(name: str, known: Sequence[Rule]) -> None:
    text = msg("There is no rule “{rule}”. “planforge explain” lists them all.", rule=name)
    ids = {rule.id for rule in known}
    names = {*ids, *(rule_id[:3] for rule_id in ids)}
    hint = did_you_mean(name.upper(), names) or did_you_mean(
        name.lower(), {rule.slug for rule in known}
    )
    raise click.UsageError(text.render(language()) + hint)


def plan_folders(names: Iterable[str], report: Report) -> frozenset[str]:
    """Return the folders of the plans called *names*, by id, full or short name, or folder.

    Raises:
        click.UsageError: A name means no plan.
    """
    folders: dict[str, set[str]] = {}
    shown: set[str] = set()
    for plan in report.plans:
        for name in (plan.id, plan.name, *plan.short_names):
            folders.setdefault(_fold(name), set()).add(plan.folder)
            shown.add(name)
    for folder in [*(plan.folder for plan in report.plans), *_folders_with_findings(report)]:
        for name in (folder, folder.rpartition("/")[2]):
            folders.setdefault(_fold(name), set()).add(folder)
    found: set[str] = set()
    for name in names:
        meant = folders.get(_fold(name.rstrip("/")))
        if meant is None:
            text = msg("There is no plan “{plan}”.", plan=name)
            listed = [(*plan.short_names, plan.name)[0] for plan in report.plans]
            raise click.UsageError(text.render(language()) + among(name, shown, listed))
        found |= meant
    return frozenset(found)


def _folders_with_findings(report: Report) -> Iterable[str]:
    """Return the folders of files with findings: a plan that cannot be read has no other name."""
    paths = {group_path(item.file) for item in report.findings}
    return sorted(path for path in paths if "/" in path or path == "master")


def _fold(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).split()).casefold()

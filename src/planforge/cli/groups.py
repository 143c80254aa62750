"""The findings of a check by what people work on: the jurisdiction, the registers, each plan."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from planforge.frozen import dataclass
from planforge.i18n import msg

if TYPE_CHECKING:
    from collections.abc import Iterable

    from planforge.report import CheckedPlan, Located

_JURISDICTION: Final = "jurisdiction.yaml"
_REGISTERS: Final = "registry"
_DRILLS: Final = "drills"
_PLANS: Final = ("master", "special", "department", "town", "village", "unit")
_ORDER: Final = (_JURISDICTION, _REGISTERS, *_PLANS, _DRILLS)


@dataclass(frozen=True, slots=True)
class Group:
    """Findings that are read together.

    Attributes:
        title: What they are about, as a reader calls it; empty for a plan that could not be read.
        path: Folder or file below the corpus root; empty for other files.
        findings: In the order of the report; none for a clean plan.
    """

    title: str
    path: str
    findings: tuple[Located, ...]


def grouped(
    findings: Iterable[Located], plans: Iterable[CheckedPlan], language: str
) -> tuple[Group, ...]:
    """Return every plan with its findings, and the other groups that have any.

    The jurisdiction comes first, then the registers, the plans by kind, drills, other files.
    """
    titles = {plan.folder: plan.name for plan in plans}
    members: defaultdict[str, list[Located]] = defaultdict(list)
    for item in findings:
        members[group_path(item.file)].append(item)
    fixed = {
        _JURISDICTION: msg("Jurisdiction"),
        _REGISTERS: msg("Registers"),
        "": msg("Other files"),
    }
    for path, title in fixed.items():
        titles[path] = title.render(language)
    paths = {*members, *(path for path in titles if path not in fixed)}
    return tuple(
        Group(titles.get(path, ""), path, tuple(members[path])) for path in sorted(paths, key=_rank)
    )


def group_path(file: str) -> str:
    """Return the path of the group that *file* belongs to: its plan's folder for most."""
    top, _, rest = file.partition("/")
    if file == _JURISDICTION or (top == _REGISTERS and rest):
        return top
    return file.rpartition("/")[0] if rest and top in _ORDER else ""


def _rank(path: str) -> tuple[int, str]:
    top = path.partition("/")[0]
    return (_ORDER.index(top) if top in _ORDER else len(_ORDER), path)

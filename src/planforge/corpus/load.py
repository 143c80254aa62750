"""From files to registers and plans: trees validated, what is wrong kept as findings."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING, Final, TypeVar

from pydantic import ValidationError

from planforge.corpus.corpus import Corpus
from planforge.corpus.outline import outline
from planforge.corpus.plan_view import PlanView
from planforge.corpus.registry import REGISTER_FIELDS, Registry
from planforge.corpus.system import System
from planforge.frozen import dataclass
from planforge.model.base import Element, Kind
from planforge.model.keys import FILE_MODELS, label
from planforge.model.plan import Plan
from planforge.model.registers import Jurisdiction
from planforge.source.keys import known_keys, mixed_keys
from planforge.source.layout import REGISTERS, REGISTRY, FileKind, Found, Layout, survey
from planforge.source.read import Read, iter_sources

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from planforge.findings import Finding
    from planforge.source.cache import Store
    from planforge.source.readings import Readings

Model = TypeVar("Model", bound=Element)


@dataclass(frozen=True, slots=True)
class PartialRegister:
    """A register whose file has errors.

    Attributes:
        file: Its path below the corpus root.
        readings: The ways to read it.
    """

    file: str
    readings: Readings[Element]


@dataclass(frozen=True, slots=True)
class Loaded:
    """The registers, with what is wrong in their files.

    Attributes:
        registry: What stands in the files without errors.
        findings: What is wrong in the others.
        ways: What may stand in all of them, for each way to read those with errors; empty if there
            are none.
        partial: The registers with errors of which *ways* holds something.
    """

    registry: Registry
    findings: tuple[Finding, ...]
    ways: tuple[Registry, ...] = ()
    partial: tuple[PartialRegister, ...] = ()


@dataclass(frozen=True, slots=True)
class LoadedPlan:
    """One plan folder.

    Attributes:
        file: Path of `plan.yaml` below the corpus root.
        view: The plan against the registry; None if it could not be read.
        findings: What is wrong in its files.
        digest: Hash of facts and prose.
        partial: What can be said of a plan that could not be read, None if nothing.
    """

    file: str
    view: PlanView | None
    findings: tuple[Finding, ...]
    digest: str
    partial: PartialPlan | None = None


@dataclass(frozen=True, slots=True)
class PartialPlan:
    """A plan whose file has errors, in every way that it can be read.

    Attributes:
        views: One for each way of *readings*, in that order.
        readings: How they were made.
    """

    views: tuple[PlanView, ...]
    readings: Readings[Plan]


def validate(model: type[Model], read: Read) -> tuple[Model | None, tuple[Finding, ...]]:
    """Return the content of *read* as *model*, or the findings that say why not."""
    tree = read.tree if read.is_complete else dict(read.rest)
    if not read.is_complete and known_keys(frozenset({model})).keys().isdisjoint(read.rest):
        return None, read.findings  # nothing of it can be taken for a part of such a file
    mixed = mixed_keys(tree, read.file.path, model) if read.may_be_mixed else ()
    try:
        content = model.model_validate(tree)
    except ValidationError as error:
        from planforge.source.guessed import guessed  # noqa: PLC0415 - for mistakes
        from planforge.source.schema_errors import schema_findings  # noqa: PLC0415 - for mistakes

        found = schema_findings(
            error,
            read.file.path,
            tree=tree,
            model=model,
            label=label,
            lost=(*read.lost, *_refused(read)),
            guess=guessed(read) if read.mended else None,
        )
        told = {one.place for one in found if one.rule == "SRC019"}
        mixed = tuple(one for one in mixed if one.place not in told)
        return None, (*read.findings, *mixed, *found)
    return content if read.is_complete else None, (*read.findings, *mixed)


_REFUSED: Final = frozenset({"SRC015", "SRC017", "SRC018"})
"""What is wrong with a file as a whole: what else it lacks is not asked before that is mended."""


def _refused(read: Read) -> tuple[str, ...]:
    """Return a key that may be any if *read* is no file as plans are made of."""
    is_other = not read.file.path.endswith(".yaml")
    return ("",) if is_other or any(one.rule in _REFUSED for one in read.findings) else ()


def partly(model: type[Model], read: Read) -> Readings[Model] | None:
    """Return the ways to read the content of *read*, of which `validate` makes no *model*."""
    from planforge.source.readings import readings  # noqa: PLC0415 - for mistakes

    if read.is_complete:
        return readings(model, read.tree, label)
    known = known_keys(frozenset({model}))
    if not read.rest or not all(key in known for key in read.lost):
        return None
    from planforge.source.guessed import guessed  # noqa: PLC0415 - for mistakes

    return readings(model, dict(read.rest), label, read.lost, guessed(read))


def load_registry(layout: Layout, store: Store | None) -> Loaded:
    """Read the jurisdiction and every register of *layout*."""
    jurisdiction: Jurisdiction | None = None
    jurisdiction_file = "jurisdiction.yaml"
    registers: list[tuple[str, Element]] = []
    findings: list[Finding] = []
    partial: list[PartialRegister] = []
    broken: set[Kind] = set()
    seen = sha256()
    wanted = [f for f in layout.files if f.kind in (FileKind.JURISDICTION, FileKind.REGISTER)]
    for read in iter_sources(_part(layout, wanted), cache=store):
        seen.update(f"{read.file.path}:{read.file.digest}\n".encode())
        model = FILE_MODELS[read.file.name]
        value, found = validate(model, read)
        findings += found
        if isinstance(value, Jurisdiction):
            jurisdiction, jurisdiction_file = value, read.file.path
        elif value is not None:
            registers.append((read.file.path, value))
        else:
            broken |= _kinds(model)
            ways = partly(model, read)
            # Too much hangs on what the jurisdiction is called.
            if ways and (ways.is_filled or model is not Jurisdiction):
                partial.append(PartialRegister(read.file.path, ways))
    for path in sorted({finding.place.file for finding in layout.findings}):
        name = path.removeprefix("registry/").removesuffix(".yaml")
        for register in REGISTERS if path == REGISTRY else {name}.intersection(REGISTERS):
            seen.update(f"{path}?\n".encode())
            broken |= _kinds(FILE_MODELS[register])
    registry = Registry(
        jurisdiction, jurisdiction_file, tuple(registers), seen.hexdigest(), frozenset(broken)
    )
    return Loaded(registry, tuple(findings), tuple(_ways(registry, partial)), tuple(partial))


def _ways(registry: Registry, partial: Sequence[PartialRegister]) -> Iterator[Registry]:
    """Yield *registry* with what the registers with errors may hold, for each way to read them.

    Kinds of which all names are known are not broken any more.
    """
    named = {
        kind
        for one in partial
        if one.readings.is_filled
        for kind in _kinds(type(one.readings.ways[0].content))
    }
    for number in range(max((len(one.readings.ways) for one in partial), default=0)):
        jurisdiction = registry.jurisdiction
        file = registry.jurisdiction_file
        registers = list(registry.registers)
        for one in partial:
            ways = one.readings.ways
            content = ways[min(number, len(ways) - 1)].content
            if isinstance(content, Jurisdiction):
                jurisdiction, file = content, one.file
            else:
                registers.append((one.file, content))
        yield Registry(
            jurisdiction,
            file,
            tuple(sorted(registers, key=lambda register: register[0])),
            f"{registry.digest}/{number}",
            registry.broken - named,
        )


def _kinds(register: type[Element]) -> set[Kind]:
    if issubclass(register, Jurisdiction):
        return {Kind.REGION}
    return {REGISTER_FIELDS[f] for f in register.model_fields if f in REGISTER_FIELDS}


def plan_folders(layout: Layout) -> dict[str, tuple[Found, ...]]:
    """Return the files of each plan by folder, the master plan first, then by path."""
    folders: dict[str, list[Found]] = {}
    for found in layout.files:
        if found.kind in (FileKind.PLAN, FileKind.PROSE):
            folders.setdefault(found.path.rpartition("/")[0], []).append(found)
    order = sorted(folders, key=lambda folder: (folder.split("/")[0] != "master", folder))
    return {folder: tuple(folders[folder]) for folder in order}


def iter_plans(
    layout: Layout,
    registry: Registry,
    store: Store | None,
    folders: Iterable[tuple[Found, ...]],
) -> Iterator[LoadedPlan]:
    """Yield the plans in *folders*, one after the other, so that memory stays small."""
    for files in folders:
        plan: Plan | None = None
        broken: Readings[Plan] | None = None
        prose: str | None = None
        findings: list[Finding] = []
        seen = sha256()
        for read in iter_sources(_part(layout, files), cache=store):
            seen.update(f"{read.file.kind.value}:{read.file.digest}\n".encode())
            if read.file.kind is FileKind.PROSE:
                findings += read.findings
                prose = read.text if read.is_complete else None
                continue
            plan, found = validate(Plan, read)
            findings += found
            if plan is None:
                broken = partly(Plan, read)
        file = _plan_file(files)
        folder = file.rpartition("/")[0]
        images, active = layout.images_in(folder), layout.active_in(folder)
        contents = [way.content for way in broken.ways] if broken else [plan] if plan else []
        views = tuple(
            PlanView(content, registry, file, prose, images, active_images=active)
            for content in contents
        )
        yield LoadedPlan(
            file,
            views[0] if plan is not None else None,
            tuple(findings),
            seen.hexdigest(),
            PartialPlan(views, broken) if broken else None,
        )


def _plan_file(files: tuple[Found, ...]) -> str:
    plan = next((f.path for f in files if f.kind is FileKind.PLAN), None)
    return plan or files[0].path.rpartition("/")[0] + "/plan.yaml"


def _part(layout: Layout, files: Iterable[Found]) -> Layout:
    return replace(layout, files=tuple(files), findings=())


def load(root: Path, *, store: Store | None = None) -> tuple[Corpus, tuple[Finding, ...]]:
    """Read the corpus at *root* whole, with everything that is wrong in its files.

    Raises:
        NotADirectoryError: *root* is no folder.
    """
    layout = survey(root)
    loaded = load_registry(layout, store)
    folders = plan_folders(layout).values()
    plans = list(iter_plans(layout, loaded.registry, store, folders))
    views = tuple(plan.view for plan in plans if plan.view is not None)
    system = System(
        loaded.registry,
        tuple(
            outline(view.plan, view.file, view.prose or "", found=view.references_to)
            for view in views
        ),
        (*(plan.file for plan in plans if plan.view is None), *layout.unread),
    )
    digests = {plan.view.plan.id: plan.digest for plan in plans if plan.view is not None}
    findings = (*layout.findings, *loaded.findings, *(f for plan in plans for f in plan.findings))
    return Corpus(loaded.registry, system, views, digests), findings


__all__ = [
    "Loaded",
    "LoadedPlan",
    "PartialPlan",
    "PartialRegister",
    "iter_plans",
    "load",
    "load_registry",
    "partly",
    "plan_folders",
    "validate",
]

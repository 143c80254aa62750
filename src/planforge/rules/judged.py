"""Plans judged: what was found in one is kept until it or what it may know of registers changes.

Plans are judged each by itself, so several processes can share those that are to be judged anew.
They hand back what the store would hold; so it makes no difference who judged a plan, and when.
"""

from __future__ import annotations

import json
from contextlib import closing
from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING, Final, TypeAlias

from pydantic_core import to_json

from planforge.corpus.burdens import loads
from planforge.corpus.load import iter_plans, plan_folders
from planforge.corpus.outline import PlanOutline, outline
from planforge.fingerprint import fingerprint
from planforge.frozen import dataclass
from planforge.processes import shared, start_method
from planforge.report import read_finding, write_finding
from planforge.rules.certain import Gaps, certain, gaps_of
from planforge.rules.prose.links import linked_plans
from planforge.rules.prose.options import asked_plans
from planforge.rules.prose.quoted import quoted
from planforge.source.cache import MemoryStore
from planforge.source.read import kept_trees

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence

    from planforge.corpus.load import LoadedPlan
    from planforge.corpus.plan_view import PlanView
    from planforge.findings import Finding
    from planforge.processes import StartMethod
    from planforge.rules.certain import Registers
    from planforge.source.cache import Store
    from planforge.source.digests import SourceFile
    from planforge.source.layout import Found, Layout

    Apply = Callable[[PlanView], Iterable[Finding]]

    _Asked: TypeAlias = tuple[tuple[Found, ...], Mapping[str, bytes] | None]
    _Answer: TypeAlias = tuple[bytes, Mapping[str, bytes]]

_FEW: Final = 8
"""How many plans that were judged just now are held in memory until the drills are judged."""
_EACH: Final[Mapping[StartMethod, int]] = {"fork": 8, "spawn": 30}
"""How many plans each process must get at least: with fewer, starting it takes what it saves."""


@dataclass(frozen=True, slots=True)
class Judged:
    """One plan, judged.

    Attributes:
        outline: What other plans may know of it; None if it could not be read.
        file: Path of its `plan.yaml`.
        findings: What was found in its files.
        digest: Hash of the outline; empty without one.
        ways: What other plans may know of a plan with errors, for each way to read it.
        gaps: What is not known of it because of the errors; None if there are none or all is lost.
        view: The plan itself if it was judged just now, with few others; never kept in the store.
    """

    outline: PlanOutline | None
    file: str
    findings: tuple[Finding, ...]
    digest: str
    ways: tuple[PlanOutline, ...] = ()
    gaps: Gaps | None = None
    view: PlanView | None = None

    def dump(self) -> bytes:
        """Return it as JSON for the store."""
        value = {
            "file": self.file,
            "outline": self.outline,
            "findings": [write_finding(finding) for finding in self.findings],
            "digest": self.digest,
            "ways": self.ways,
            "gaps": self.gaps and self.gaps.dump(),
        }
        return to_json(value)

    @classmethod
    def load(cls, data: bytes) -> Judged:
        """Return what `dump` wrote."""
        value = json.loads(data)
        known = value["outline"]
        return cls(
            PlanOutline.model_validate(known) if known else None,
            value["file"],
            tuple(read_finding(finding) for finding in value["findings"]),
            value["digest"],
            tuple(PlanOutline.model_validate(way) for way in value["ways"]),
            Gaps.load(value["gaps"]) if value["gaps"] else None,
        )


@dataclass(frozen=True, slots=True)
class Judging:
    """What plans are judged against, and by what.

    Attributes:
        layout: The files of the corpus.
        registers: What plans may know of the registers.
        apply: Yields what the rules find in a plan; a process that starts anew must find it.
        crashed: Rule of a finding that says that a rule failed.
    """

    layout: Layout
    registers: Registers
    apply: Apply
    crashed: str

    def judged(self, files: tuple[Found, ...], store: Store | None) -> Judged:
        """Return the plan in *files*, read and judged."""
        (plan,) = iter_plans(self.layout, self.registers.way(0), store, [files])
        return replace(self._judged(plan), view=plan.view)

    def _judged(self, plan: LoadedPlan) -> Judged:
        registers = self.registers
        if plan.view is not None and not registers.gaps:
            found = (*plan.findings, *self.apply(plan.view))
            known = outline_of(plan.view)
            digest = sha256(known.model_dump_json().encode()).hexdigest()
            return Judged(known, plan.file, found, digest)
        own = plan.partial.views if plan.partial else (plan.view,) if plan.view else ()
        if not own:
            return Judged(None, plan.file, plan.findings, "")
        gaps = gaps_of(plan.partial) if plan.partial else None
        views = registers.seen_from(own)
        judged = [tuple(self.apply(view)) for view in views]
        unknown = [gaps, *registers.gaps] if gaps else registers.gaps
        found = (*plan.findings, *certain(judged, unknown, crashed=self.crashed))
        ways = tuple(outline_of(view) for view in views)
        seen = "\n".join([*(way.model_dump_json() for way in ways), repr(gaps and gaps.dump())])
        digest = sha256(seen.encode()).hexdigest()
        return Judged(None if gaps else ways[0], plan.file, found, digest, ways, gaps)


def judged_plans(
    judging: Judging,
    known: Mapping[str, SourceFile],
    store: Store | None,
    progress: Callable[[int, int], None] | None,
    jobs: int,
) -> Iterator[Judged]:
    """Yield every plan of a corpus judged, the master plan first, then by path.

    Args:
        judging: What they are judged against.
        known: The files of the corpus with their digests, by path.
        store: Where results are kept between runs.
        progress: Called with the number of plans done and of all plans.
        jobs: How many processes may share the work.
    """
    folders = list(plan_folders(judging.layout).values())
    keys = {files: _key(files, judging, known) for files in folders}
    kept = store.get_many(keys.values()) if store is not None else {}
    new = [files for files in folders if keys[files] not in kept]
    with closing(_judged_anew(judging, new, known, store, jobs)) as anew:
        for done, files in enumerate(folders, 1):
            data = kept.get(keys[files])
            if data is not None:
                yield Judged.load(data)
            else:
                one, dumped = next(anew)
                if store is not None:
                    store.put(keys[files], dumped or one.dump())
                yield one
            if progress:
                progress(done, len(folders))


def _judged_anew(
    judging: Judging,
    plans: Sequence[tuple[Found, ...]],
    known: Mapping[str, SourceFile],
    store: Store | None,
    jobs: int,
) -> Generator[tuple[Judged, bytes | None], None, None]:
    """Yield the *plans* in their order, with what the store is to hold where that is known."""
    are_few = len(plans) <= _FEW
    processes = min(jobs, len(plans) // _EACH[start_method()])
    alone = 1 if processes > 1 else len(plans)
    # What the first lets rules look up, copies of this process need not look up again.
    for files in plans[:alone]:
        one = judging.judged(files, store)
        yield one if are_few else replace(one, view=None), None
    asked = (_asked(files, known, store) for files in plans[alone:])
    with closing(shared(_answer, judging, asked, processes=processes)) as answers:
        for data, trees in answers:
            for key, tree in trees.items():
                if store is not None:
                    store.put(key, tree)
            yield Judged.load(data), data


def _asked(
    files: tuple[Found, ...], known: Mapping[str, SourceFile], store: Store | None
) -> _Asked:
    """Return the plan in *files* with what the store holds of it, for a process without a store."""
    return files, None if store is None else kept_trees((known[f.path] for f in files), store)


def _answer(judging: Judging, asked: _Asked) -> _Answer:
    """Return the plan that is *asked* for as the store would hold it, and what else it should."""
    files, trees = asked
    part = None if trees is None else MemoryStore(trees)
    data = judging.judged(files, part).dump()
    return data, {} if part is None else part.added()


def outline_of(view: PlanView) -> PlanOutline:
    """Return what other plans may know of the plan of *view*."""
    prose = view.prose or ""
    linked = linked_plans(prose, view.prose_file)
    return outline(
        view.plan,
        view.file,
        prose,
        found=view.references_to,
        doings=view.doings,
        linked_plans=linked,
        asked_plans=asked_plans(prose),
        quoted=quoted(view),
        loads=tuple(loads(view)),
    )


def _key(files: tuple[Found, ...], judging: Judging, known: Mapping[str, SourceFile]) -> str:
    layout = judging.layout
    content = ":".join(f"{f.path}={known[f.path].digest}" for f in files)
    folder = files[0].path.rpartition("/")[0]
    images = [*sorted(layout.images_in(folder)), "", *sorted(layout.active_in(folder))]
    seen = sha256("\n".join(images).encode()).hexdigest()[:16] if len(images) > 1 else ""
    return f"plan:{fingerprint()[:16]}:{judging.registers.digest[:32]}:{seen}:{content}"


__all__ = ["Judged", "Judging", "judged_plans", "outline_of"]

"""Which rules cost most: ``python benchmarks/bench_rules.py [SETS]`` (six sets are 31 plans).

Prints processor time by rule, the dearest first, beside that of reading the same files, plans and
registers, and what all rules cost together: at most three times reading is demanded. Freeing a plan
has a line of its own: it would fall to whichever rule forgets the plan last.
"""

from __future__ import annotations

import gc
import sys
import tempfile
import time
from collections import Counter, deque
from pathlib import Path
from typing import TYPE_CHECKING

from corpora import PER_SET, write_corpus

from planforge.corpus.load import iter_plans, load_registry, plan_folders
from planforge.corpus.outline import outline
from planforge.corpus.system import System
from planforge.rules import catalogue as _catalogue  # noqa: F401 - enters every rule
from planforge.rules.rule import Scope, rules
from planforge.source.layout import survey

if TYPE_CHECKING:
    from planforge.corpus.plan_view import PlanView

SHOWN = 15
REMEMBERED = 8
"""Plans of which rules may still remember what they found."""
COLLECT_RARELY = (3_000_000, 20, 50)
"""As `planforge check` does: cycles are looked for as rarely here as there."""


def main() -> None:
    """Print one line for each of the dearest rules."""
    gc.set_threshold(*COLLECT_RARELY)
    sets = int(sys.argv[1]) if len(sys.argv) > 1 else 6
    spent: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        write_corpus(Path(folder), sets)
        layout = survey(Path(folder))
        outlines = []
        judged: deque[PlanView] = deque()
        started = time.process_time()
        loaded = load_registry(layout, None)
        for plan in iter_plans(layout, loaded.registry, None, plan_folders(layout).values()):
            spent["(reading)"] += _ns(started)
            if plan.view is not None:
                _judge(Scope.PLAN, plan.view, spent)
                began = time.process_time()
                found = plan.view.references_to
                outlines.append(outline(plan.view.plan, plan.file, found=found))
                spent["(outline)"] += _ns(began)
                began = time.process_time()
                judged.append(plan.view)
                if len(judged) > REMEMBERED:
                    judged.popleft()
                spent["(freeing)"] += _ns(began)
            started = time.process_time()
        _judge(Scope.SYSTEM, System(loaded.registry, tuple(outlines)), spent)
    plans = sets * PER_SET + 1
    print(f"{plans} plans, {len(rules())} rules, ms a plan, each rule first to ask pays")
    for name, took in spent.most_common(SHOWN):
        print(f"{name:>12} {took / plans / 1e6:8.2f}")
    reading = spent["(reading)"]
    judging = spent.total() - reading - spent["(outline)"] - spent["(freeing)"]
    print(f"{'all rules':>12} {judging / plans / 1e6:8.2f}  {judging / reading:.2f} x reading")
    print(f"{'all':>12} {spent.total() / plans / 1e6:8.2f}")


def _judge(scope: Scope, subject: PlanView | System, spent: Counter[str]) -> None:
    for rule in rules():
        check = rule.check_in(scope)
        if check is not None:
            began = time.process_time()
            for _hit in check(subject):  # type: ignore[arg-type]  # the scope says what it takes
                pass
            spent[rule.id] += _ns(began) - CLOCK_NS


def _ns(began: float) -> int:
    return int((time.process_time() - began) * 1e9)


CLOCK_NS = min(_ns(time.process_time()) for _ in range(1000))
"""What looking at the clock takes, which four hundred rules a plan would add up."""


if __name__ == "__main__":
    main()

"""Rehearsing plans: what happens, second by second, when a plan meets a scenario.

`run` executes a `World` (what can happen) under a `Script` (what the scenario brings) and returns a
`Trace` (what happened, with causes). Exact and repeatable: the same input gives the same bytes.
"""

from __future__ import annotations

from planforge.drill.engine import run
from planforge.drill.prepared import Prepared
from planforge.drill.script import Script
from planforge.drill.trace import Record, Trace
from planforge.drill.world import World

__all__ = ["Prepared", "Record", "Script", "Trace", "World", "run"]

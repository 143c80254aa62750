"""Rehearsing plans: what happens, second by second, when a plan meets a scenario.

`run` executes a `World` (what can happen) under a `Script` (what the scenario brings) and returns a
`Trace` (what happened, with causes). Exact and repeatable: the same input gives the same bytes.
"""

from __future__ import annotations

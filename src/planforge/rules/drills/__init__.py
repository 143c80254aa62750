"""Drills: their scenario, their injects, and what both say of the plans."""

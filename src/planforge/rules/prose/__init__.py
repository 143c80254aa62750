"""`plan.md`: its markup, and what it says, against the facts."""

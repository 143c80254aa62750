"""Links between plans, and the order of plans."""

"""Editions, drills and evaluations: what is due, and when."""

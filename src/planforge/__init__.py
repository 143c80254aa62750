"""Contingency plans as code: read, check, and publish a bureau's 1+X system of plans."""

__all__: list[str] = []

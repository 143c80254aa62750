"""Folders, ids, editions: each part of the plan system in its place."""

"""Actions and time limits."""

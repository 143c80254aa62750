"""Information reports, and what the public is told."""

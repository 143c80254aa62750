"""The public registers in themselves, and what each part of the jurisdiction has."""

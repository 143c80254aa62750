"""Names, and what they mean: those that lead nowhere, changed, or are internal."""

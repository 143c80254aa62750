"""Response levels and their start conditions."""

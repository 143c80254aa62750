"""The papers of a drill as files: calendars, warnings, data."""

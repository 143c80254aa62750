"""A day named on the command line."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

import click

from planforge.cli.language import language
from planforge.i18n import msg

_FORM: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


class Day(click.ParamType[date]):
    """A day of the calendar as YYYY-MM-DD."""

    name = "day"

    def convert(
        self, value: str | date, param: click.Parameter | None, ctx: click.Context | None
    ) -> date:
        """Return the day, or end with how one is written."""
        del param
        if isinstance(value, date):
            return value
        try:
            if _FORM.fullmatch(value):
                return date.fromisoformat(value)
        except ValueError:
            pass
        problem = msg("“{text}” is no day. Write it as YYYY-MM-DD, e.g. 2026-11-01.", text=value)
        raise click.UsageError(problem.render(language()), ctx)


DAY: Final = Day()

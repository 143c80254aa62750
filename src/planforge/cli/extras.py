"""What files of a kind need that is not installed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from planforge.cli.language import language
from planforge.i18n import msg

if TYPE_CHECKING:
    from collections.abc import Iterable


def require_extras(formats: Iterable[str]) -> None:
    """End with what to install unless files of *formats* can be made here."""
    from planforge.publish.extras import missing

    absent = missing(formats)
    if absent:
        text = msg(
            "Files of this kind need further packages. Install them with: "
            "pip install 'planforge[{extras}]'",
            extras=",".join(absent),
        )
        raise click.ClickException(text.render(language()))


__all__ = ["require_extras"]

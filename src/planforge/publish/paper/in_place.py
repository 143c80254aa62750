"""Charts where the text has them.

In print, text goes on before a chart that does not fit on the rest of a page. Other writers cannot
do that, so the pages of what they write are those of a layout in which every chart stays in place.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, cast

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planforge.publish.paper.typeset import Job

_FLOATS: Final = "floats"
"""Key of charts that may go overleaf before the text that follows them, see `encode`."""


def in_place(job: Job) -> Job:
    """Return *job* with every chart where the text has it; the same if that changes nothing."""
    data = cast("Mapping[str, object]", _kept(job.data))
    return job if data == job.data else replace(job, data=data)


def _kept(data: object) -> object:
    if isinstance(data, dict):
        return {key: _kept(value) for key, value in data.items() if key != _FLOATS}
    return [_kept(value) for value in data] if isinstance(data, list) else data

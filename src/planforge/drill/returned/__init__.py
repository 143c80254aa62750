"""Tables of a drill that an organiser changed and gave back, merged into its file."""

from planforge.drill.returned.merging import merge
from planforge.drill.returned.values import (
    FIELDS,
    Altered,
    Cells,
    Merged,
    Refused,
    Returned,
)

__all__ = ["FIELDS", "Altered", "Cells", "Merged", "Refused", "Returned", "merge"]

"""What words on who leads mean: the grade of an incident, the government that is named."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from planforge.corpus.names import fold
from planforge.model.scales import GovernmentLevel, IncidentGrade
from planforge.patterns import late

_MENTION: Final = late(
    r"(?P<nation>国务院|国家|中央)|(?P<province>省|自治区)"
    r"|(?P<city>(?<!城)市(?![场民])|自治州|地区|盟|行署)|(?P<county>县|区(?![域划])|旗)"
    r"|(?P<town>乡|镇|街道)"
)
_OPEN: Final = late(r"以上|上级|上一级|各级")


@lru_cache(maxsize=1024)  # plans have few names of grades, and ask often
def grade_of(name: str) -> IncidentGrade | None:
    """Return the grade that *name* begins with or contains; None for scales of another kind."""
    bare = fold(name)
    return next((grade for grade in IncidentGrade if grade.zh in bare), None)


def leader_in(text: str) -> GovernmentLevel | None:
    """Return the government that *text* names first as leading; None if it leaves that open."""
    found = _MENTION.search(text)
    if found is None or _OPEN.search(text):
        return None
    return GovernmentLevel.read(found.lastgroup)


__all__ = ["grade_of", "leader_in"]

"""How many people live where: a part has no more than the whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planforge.findings import Place, Severity
from planforge.i18n import msg
from planforge.rules.rule import Hit, system_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.corpus.system import System
    from planforge.findings import Pointer
    from planforge.model.registers import Region


@system_rule(
    "RGS029",
    "register.more-people-than-the-whole",
    Severity.WARNING,
    title=msg("More people in a part than in the whole"),
    rationale=msg(
        "A digit too many goes on into every figure that is worked out from it: shelters, "
        "supplies, people to be moved."
    ),
)
def more_people_than_the_whole(system: System) -> Iterator[Hit]:
    """Parts with more 人口 than what they lie in, alone or together.

    Where one part alone has more than the whole, that one is told; where several have, or all
    together, the whole.
    """
    registry = system.registry
    if registry.jurisdiction is not None:
        yield from _of_parts(registry.jurisdiction, registry.jurisdiction_file, ())


def _of_parts(whole: Region, file: str, at: Pointer) -> Iterator[Hit]:
    have = [(i, part.population or 0, part) for i, part in enumerate(whole.parts)]
    people = whole.population or 0
    own = Place(file, (*at, "population"))
    more = [one for one in have if people and one[1] > people]
    if len(more) == 1:
        ((i, count, part),) = more
        yield Hit(
            Place(file, (*at, "parts", i, "population")),
            msg(
                "{part} has {count} people, {whole}, in which it lies, {people}",
                part=part.name,
                count=count,
                whole=whole.name,
                people=people,
            ),
            msg("Correct 人口 of one of the two"),
            ((own, msg("the whole")),),
        )
    total = sum(count for _, count, _ in have)
    if people and total > people and len(more) != 1:
        i, _, most = max(have, key=lambda one: one[1])
        yield Hit(
            own,
            msg(
                "{whole} has {people} people, its parts together {total}",
                whole=whole.name,
                people=people,
                total=total,
            ),
            msg("Correct 人口 of the whole or of a part; {part} has most", part=most.name),
            ((Place(file, (*at, "parts", i, "population")), msg("the largest part")),),
        )
    for i, _, part in have:
        yield from _of_parts(part, file, (*at, "parts", i))


__all__ = ["more_people_than_the_whole"]

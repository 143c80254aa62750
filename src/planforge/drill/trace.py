"""What happened, record by record: the only thing a run gives.

Findings, papers and charts are functions of a trace. A record names the records that caused it, so
“why was this late” is answered by walking back. The text of a trace is canonical: one line of JSON
for each record, keys sorted, and its SHA-256 is the same wherever the run is repeated.
"""

from __future__ import annotations

import json
from fractions import Fraction
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING, Final, TypeAlias

from planforge.frozen import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

Json: TypeAlias = "bool | int | str | Sequence[Json] | Mapping[str, Json] | None"
"""What JSON can say without a float."""

SCHEMA: Final = 1
"""Version of the form of records."""
ENGINE: Final = "1"
"""Version of what they mean."""


@dataclass(frozen=True, slots=True)
class Record:
    """One thing that happened.

    Attributes:
        i: Its number, from 0.
        t: Seconds since T0.
        delta: Cycle in that second.
        phase: Phase in that cycle.
        type: What happened.
        event: Id of the incident, empty for none.
        plan: Id of the plan, empty for none.
        entity: Id of what it happened to.
        role: Post, team or body that did it.
        person: Who held the post.
        cause: Numbers of the records that brought it about, all smaller than its own.
        basis: Plan, clause and rule it rests on.
        data: What else there is to say.
        know: What an organisation knew when it did so: facts by organisation.
    """

    i: int
    t: int
    delta: int
    phase: int
    type: str
    event: str
    plan: str
    entity: str
    role: str
    person: str
    cause: tuple[int, ...]
    basis: Mapping[str, Json]
    data: Mapping[str, Json]
    know: Mapping[str, Json]

    def as_json(self) -> dict[str, Json]:
        """Return the record as JSON."""
        return {
            "i": self.i,
            "t": self.t,
            "delta": self.delta,
            "phase": self.phase,
            "type": self.type,
            "event": self.event,
            "plan": self.plan,
            "entity": self.entity,
            "role": self.role,
            "person": self.person,
            "cause": list(self.cause),
            "basis": dict(self.basis),
            "data": dict(self.data),
            "know": dict(self.know),
        }


class Trace:
    """A run from its first record to its last.

    Attributes:
        header: What was run: versions, hashes of world and script, seed, mode, horizon.
        records: What happened, in order.
    """

    def __init__(self, header: Mapping[str, Json], records: Iterable[Record]) -> None:
        self.header = dict(header)
        self.records = tuple(records)

    @cached_property
    def hash(self) -> str:
        """SHA-256 of header and records: equal for equal runs, whatever machine they ran on."""
        digest = sha256()
        for line in self._body():
            digest.update(line.encode())
            digest.update(b"\n")
        return digest.hexdigest()

    @property
    def footer(self) -> dict[str, Json]:
        """How many records of which type there are, and the hash."""
        counted: dict[str, int] = {}
        for record in self.records:
            counted[record.type] = counted.get(record.type, 0) + 1
        return {
            "records": len(self.records),
            "types": {name: counted[name] for name in sorted(counted)},
            "hash": self.hash,
        }

    def lines(self) -> Iterator[str]:
        """Yield the text of the trace line by line: header, records, footer."""
        yield from self._body()
        yield canonical(self.footer)

    def of(self, *types: str, entity: str = "") -> tuple[Record, ...]:
        """Return the records of *types*, of those about *entity* if one is given."""
        return tuple(
            record
            for record in self.records
            if record.type in types and entity in ("", record.entity)
        )

    def why(self, record: Record) -> tuple[Record, ...]:
        """Return all that led to *record*, the earliest first, *record* last."""
        found = {record.i}
        open_ = [record]
        while open_:
            for i in open_.pop().cause:
                if i not in found:
                    found.add(i)
                    open_.append(self.records[i])
        return tuple(self.records[i] for i in sorted(found))

    def _body(self) -> Iterator[str]:
        yield canonical(self.header)
        for record in self.records:
            yield canonical(record.as_json())


def canonical(value: Json | Mapping[str, Json]) -> str:
    """Return the one text of *value*: keys sorted, no blanks, characters as they are."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def exact(value: Fraction | str | bool) -> Json:  # noqa: FBT001 - a value of an indicator may be a truth
    """Return a value of an indicator as JSON: whole numbers as such, others as “3/2”."""
    if isinstance(value, Fraction):
        return value.numerator if value.denominator == 1 else str(value)
    return value


__all__ = ["ENGINE", "SCHEMA", "Json", "Record", "Trace", "canonical", "exact"]

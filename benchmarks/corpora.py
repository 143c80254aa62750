"""Corpora from the demonstration city: ``python benchmarks/corpora.py FOLDER SETS [SPECIALS]``.

A set is the five special plans of the demonstration under new ids and names that link to each
other; one master plan lists them all. For every hundred plans the registers get once more the
units, posts, teams, depots, shelters, experts and risks of the city, under new names. Equal
arguments give equal bytes; no two files have the same content.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

DEMO: Final = Path(__file__).resolve().parent.parent / "plans"
PER_SET: Final = 5
"""Plans in a set."""
PLANS_PER_REGISTER: Final = 100
COPIES_MAY_BE: Final = """
检查:
  规则:
    RES010: {停用: 协议的适用预案名单不随副本增加}
    RPT026: {停用: 底册中单位的副本同用原来的值班电话}
    WRD015: {停用: 各组预案互为副本}
"""
"""Sets and registers are copies under the agreements and phones of one: that is not measured."""
_GROWING: Final = ("organizations", "posts", "teams", "depots", "shelters", "experts", "risks")
_ENTRY_KEY: Final = re.compile(r"(?m)^(  - |    )(编号|名称|简称|曾用名): *(.+)$")
_WORD: Final = re.compile(r"[^\[\],、 ]+")
_NAME: Final = re.compile(r"(?m)^名称: (.+)$")
_ALIASES: Final = re.compile(r"(?m)^简称: \[(.+)\]$")
_LISTS: Final = (
    re.compile(r"(?m)^专项预案目录:\n(?:  - .+\n)+"),
    re.compile(r"(?m)^衔接:\n(?:  - .+\n)+"),
)
"""The lists of the master plan that name every special plan, one in a line."""
_ROW_OF_SPECIAL: Final = re.compile(r"(?m)^  - \{预案: 安澜市.+\n")


def write_corpus(folder: Path, sets: int, plans: int | None = None) -> int:
    """Write a corpus of *sets* sets and the master plan into *folder*; return its bytes.

    Where *plans* are wanted, the last set has only the first of the five, so many as are missing.
    """
    wanted = sets * PER_SET if plans is None else plans
    specials = {
        path.name: {name: (path / name).read_text("utf-8") for name in ("plan.yaml", "plan.md")}
        for path in sorted((DEMO / "special").iterdir())
        if path.is_dir()
    }
    folder.mkdir(parents=True, exist_ok=True)
    jurisdiction = (DEMO / "jurisdiction.yaml").read_text("utf-8")
    (folder / "jurisdiction.yaml").write_text(jurisdiction + COPIES_MAY_BE, "utf-8")
    size = _write_registers(folder, max(1, wanted // PLANS_PER_REGISTER))
    for path, text in _plans(specials, wanted):
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        size += target.write_bytes(text.encode())
    return size


def _plans(specials: Mapping[str, Mapping[str, str]], wanted: int) -> Iterator[tuple[str, str]]:
    master = (DEMO / "master" / "plan.yaml").read_text("utf-8")
    lists = [match[0] for key in _LISTS if (match := key.search(master))]
    grown = list(lists)
    for number in range(-(-wanted // PER_SET)):
        # What a plan says of those that its set lacks, it says of those of the first set.
        there = dict(list(specials.items())[: wanted - number * PER_SET])
        names = _names({plan: files["plan.yaml"] for plan, files in there.items()})
        rename = _renamer(names, list(there), number)
        for i, rows in enumerate(lists if number else ()):
            renamed = [(row, rename(row)) for row in _ROW_OF_SPECIAL.findall(rows)]
            grown[i] += "".join(new for row, new in renamed if new != row)
        for plan, files in there.items():
            for name, text in files.items():
                yield f"special/{_new_id(plan, number)}/{name}", rename(text)
    for before, after in zip(lists, grown, strict=True):
        master = master.replace(before, after)
    yield "master/plan.yaml", master
    yield "master/plan.md", (DEMO / "master" / "plan.md").read_text("utf-8")


def _names(plans: Mapping[str, str]) -> dict[str, str]:
    """Return name and short names of the *plans*, longest first, each with what stays before it."""
    found: list[str] = []
    for text in plans.values():
        name, aliases = _NAME.search(text), _ALIASES.search(text)
        found += [name[1]] if name else []
        found += re.split(r",\s*", aliases[1]) if aliases else []
    order = sorted(set(found), key=lambda name: (-len(name), name))
    return {name: "安澜市" if name.startswith("安澜市") else "" for name in order}


def _new_id(plan: str, number: int) -> str:
    return f"{plan}-{number:04}" if number else plan


def _renamer(names: Mapping[str, str], plans: list[str], number: int):  # noqa: ANN202
    """Return what turns a text of set 0 into that of set *number*."""
    if not number:
        return lambda text: text
    pattern = re.compile(
        r"(?<![省家])(?P<name>" + "|".join(map(re.escape, names)) + ")"
        r"|(?P<before>预案: |^- +预案: |\{plan\}`)(?P<id>" + "|".join(plans) + r")\b"
    )

    def new(match: re.Match[str]) -> str:
        if match["id"]:
            return match["before"] + _new_id(match["id"], number)
        kept = names[match["name"]]
        return f"{kept}{number:04}片{match['name'].removeprefix(kept)}"

    return lambda text: pattern.sub(new, text)


def _write_registers(folder: Path, copies: int) -> int:
    size = 0
    for source in sorted((DEMO / "registry").glob("*.yaml")):
        text = source.read_text("utf-8")
        head, top, entries = re.split(r"(?m)^(\w+:[^\S\n]*\n)", text, maxsplit=1)
        parts = [head, top, entries]
        if source.stem in _GROWING:
            parts += [_renamed(entries, copy) for copy in range(1, copies)]
        target = folder / "registry" / source.name
        target.parent.mkdir(exist_ok=True)
        size += target.write_bytes("".join(parts).encode())
    return size


def _renamed(entries: str, copy: int) -> str:
    """Return register *entries* under new ids and names; what they refer to stays."""

    def new(match: re.Match[str]) -> str:
        end = f"-{copy:02}" if match[2] == "编号" else f"{copy:02}"
        return f"{match[1]}{match[2]}: " + _WORD.sub(lambda word: word[0] + end, match[3])

    return _ENTRY_KEY.sub(new, entries)


def main() -> None:
    """Write a corpus to look at."""
    folder, sets, *plans = sys.argv[1:]
    wanted = int(plans[0]) if plans else int(sets) * PER_SET
    size = write_corpus(Path(folder), int(sets), wanted)
    print(f"{wanted + 1} plans, {size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()

"""Examples of every rule: one file is test, documentation and `planforge explain`.

`rules/cases/ORG001.yaml` lists cases. Each changes a small city without findings (`cases/base`): a
file it names starts with the case's own lines, followed by what the base says under other top-level
keys. In a register, and wherever the case says `add: true`, the entries under the last key of the
case stand among those of the base: one of the same 编号 or key in its place, a new one before.
A line that must get a finding ends in `#! ORG001` (in Markdown `<!--! PRO001 -->`); nothing else in
the whole city may get one. `beside` names what readers must see of the base to get the point.
"""

from __future__ import annotations

from dataclasses import field
from functools import cache
from importlib.resources import files as package_files
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

from planforge.frozen import dataclass
from planforge.patterns import late
from planforge.rules.excerpts import (
    differing,
    joined,
    lines_of,
    own_paragraphs,
    shortened,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from importlib.resources.abc import Traversable
    from pathlib import Path

    from planforge.rules.excerpts import Line

Show: TypeAlias = Literal["wrong", "right", "near"]
Expected: TypeAlias = tuple[str, int, str]
"""A finding a case must get: file, line, rule."""

SHOWS: Final[tuple[Show, ...]] = ("wrong", "right", "near")
_LONG: Final = 31
"""Most lines of prose that an excerpt shows whole."""
_MARK: Final = late(r"[ \t]*(?:#!|<!--!)((?:[ \t]+[A-Z]{3}\d{3})+)(?:[ \t]*-->)?[ \t]*$")
_TOP: Final = late(r"(?P<quote>[\"']?)(?P<key>[^\s#\-\"'{\[][^:：\"']*?)(?P=quote)\s*[:：]")
_ITEM: Final = late(r"  [^ #]")
_ID: Final = late(r"(?:编号|id):\s*([^\s,}]+)")


@dataclass(frozen=True, slots=True)
class Given:
    """What a case says of one file.

    Attributes:
        text: Its lines, without marks.
        expected: Line numbers of *text* and the rules whose findings must be there, sorted.
        like: For a file that the base lacks: the base file whose lines follow instead.
        whole: Whether nothing of the base is added.
        add: Whether the entries under its last key are followed by those of the base.
        without: Top-level keys of the base that are left out as well.
        encoding: How the text is written to disk.
        link: For a symbolic link instead of a file: where it leads.
        size: For a file of that many bytes; 0 for the text as it is.
        absent: Whether the file is taken away.
    """

    text: str = ""
    expected: tuple[tuple[int, str], ...] = ()
    like: str = ""
    whole: bool = False
    add: bool = False
    without: tuple[str, ...] = ()
    encoding: str = "utf-8"
    link: str = ""
    size: int = 0
    absent: bool = False


@dataclass(frozen=True, slots=True)
class Case:
    """An example of a rule.

    Attributes:
        rule: Id of the rule it belongs to.
        name: What it shows, in words joined by hyphens.
        show: `wrong`, `right`, or `near` for a right one that looks wrong.
        files: Path → what the case says of it, in the order of the case file.
        as_of: The day on which validity and cycles are judged; None to leave them unjudged.
        beside: Lines of the base that readers need to see the point: path → beginnings of a line
            and of those it stands under, joined by `/`.
    """

    rule: str
    name: str
    show: Show
    files: tuple[tuple[str, Given], ...]
    as_of: date | None = None
    beside: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def excerpt(self) -> str:
        """The lines of the case without marks; file names stand above them as comments.

        Lines that the case shares with the base and with a wrong case are left out, and of long
        prose what right and wrong cases have in common. Characters that cannot be seen are written
        as codes.
        """
        parts = []
        for path, given in {**dict.fromkeys(self.beside, Given()), **dict(self.files)}.items():
            name = _head(path, given)
            head = f"# {name}\n" if path.endswith(".yaml") else f"<!-- {name} -->\n"
            if path.endswith(".md"):
                shown = own_paragraphs(given.text, base().get(path, ""))
                if self.show != "near" and sum(map(bool, shown.splitlines())) > _LONG:
                    shown = differing(shown, _repeated_prose(self.rule, path))
            else:
                needed = _neighbours(path, self.beside.get(path, ()))
                text = joined(given.text, needed)
                shown = shortened(text, _beside_the_point(self.rule, path).difference(needed))
            visible = "".join(_visible(character) for character in shown).rstrip()
            parts.append(f"{head}{visible}\n" if visible else head)
        return "\n".join(parts)

    @property
    def expected(self) -> frozenset[Expected]:
        """Every finding the case must get, and no other."""
        found = set()
        for path, given in self.files:
            arranged = _arranged(path, given)
            lines = {number: at for at, (_, number) in enumerate(arranged, 1) if number}
            found |= {(path, lines.get(line, line), rule) for line, rule in given.expected}
        return frozenset(found)

    def write_changes(self, folder: Path) -> None:
        """Change the city in *folder*, which is that of `base`, into the city of this case."""
        for path, given in self.files:
            target = folder / path
            target.unlink(missing_ok=True)
            target.parent.mkdir(parents=True, exist_ok=True)
            if given.link:
                target.symlink_to(given.link)
            elif given.size:
                with target.open("wb") as stream:
                    stream.truncate(given.size)
            elif not given.absent:
                text = given.text if given.whole else merged(path, given)
                target.write_bytes(text.encode(given.encoding))


def _beside_the_point(rule_id: str, path: str) -> frozenset[Line]:
    """Return the lines of the base that wrong cases of the rule repeat without need.

    A case has to repeat an entry whole to change one line of it; the other lines say nothing. The
    lines with a finding, and those right below them, are what the case is about.
    """
    if not path.endswith(".yaml"):
        return frozenset()
    repeated: set[Line] = set()
    marked: set[Line] = set()
    for case in cases_of(rule_id):
        for other, given in case.files:
            if case.show == "wrong" and other == path:
                lines = lines_of(given.text)
                repeated |= set(lines)
                marked |= {lines[number - 1] for number, _ in given.expected}
    known = repeated.intersection(lines_of(base().get(path, "")))
    return frozenset(at for at in known if at not in marked and at[:-1] not in marked)


def _neighbours(path: str, places: tuple[str, ...]) -> list[Line]:
    """Return the lines of the base at *places*, with all that stands under them."""
    found = []
    for place in places:
        steps = place.split("/")
        found += [
            at
            for at in lines_of(base().get(path, "").rstrip())
            if len(at) >= len(steps)
            and all(line.strip().startswith(step) for line, step in zip(at, steps, strict=False))
        ]
    return found


def _repeated_prose(rule_id: str, path: str) -> frozenset[str]:
    """Return what the right and wrong cases of the rule have in common, marked paragraphs not."""
    texts = [
        (given, given.text.split("\n"))
        for case in cases_of(rule_id)
        for other, given in case.files
        if other == path and case.show != "near"
    ]
    marked = {lines[number - 1] for given, lines in texts for number, _ in given.expected}
    told = [frozenset("\n".join(lines).strip().split("\n\n")) for _, lines in texts]
    common = frozenset.intersection(*told) if told else frozenset[str]()
    return frozenset(part for part in common if marked.isdisjoint(part.split("\n")))


def _head(path: str, given: Given) -> str:
    """Return the name of a file, with what its text does not show."""
    if given.link:
        return f"{path} → {given.link}"
    if given.size:
        return f"{path}: {given.size} B"
    if given.absent:
        return f"{path}: ∅"
    return path if given.encoding == "utf-8" else f"{path} ({given.encoding})"


def _visible(character: str) -> str:
    if character.isprintable() or character in "\n\u3000":
        return character
    return "→   " if character == "\t" else f"<U+{ord(character):04X}>"


@cache
def cases_of(rule_id: str) -> tuple[Case, ...]:
    """Return the cases of a rule in the order of its file; none if it has no file."""
    source = _folder() / f"{rule_id}.yaml"
    if not source.is_file():
        return ()
    import yaml  # noqa: PLC0415 - only those who read cases need a parser

    return tuple(_case(rule_id, entry) for entry in yaml.safe_load(source.read_text("utf-8")))


def ids_with_cases() -> tuple[str, ...]:
    """Return the ids that have a case file, sorted."""
    names = (entry.name for entry in _folder().iterdir())
    return tuple(sorted(name.removesuffix(".yaml") for name in names if name.endswith(".yaml")))


@cache
def base() -> Mapping[str, str]:
    """Return the files of the small city without findings, by path."""
    return dict(_texts(_folder() / "base", ""))


def _folder() -> Traversable:
    return package_files("planforge") / "rules" / "cases"


def _texts(folder: Traversable, prefix: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            found += _texts(entry, f"{prefix}{entry.name}/")
        else:
            found.append((prefix + entry.name, entry.read_text("utf-8")))
    return found


def _case(rule_id: str, entry: Mapping[str, Any]) -> Case:
    if set(entry) - {"as_of", "beside"} != {"name", "show", "files"} or entry["show"] not in SHOWS:
        raise ValueError(f"{rule_id}: case “{entry.get('name')}” is not written as it should be")
    for content in entry["files"].values():
        unknown = set() if isinstance(content, str) else set(content) - _DETAILS
        if unknown:
            raise ValueError(f"{rule_id}: {', '.join(sorted(unknown))} in “{entry['name']}”")
    contents = tuple((path, _given(content)) for path, content in entry["files"].items())
    beside = {path: tuple(places) for path, places in entry.get("beside", {}).items()}
    return Case(rule_id, entry["name"], entry["show"], contents, entry.get("as_of"), beside)


_DETAILS: Final = frozenset(
    {"text", "like", "whole", "add", "without", "encoding", "link", "size", "absent"}
)
"""What a case may say of a file."""


def _given(content: str | Mapping[str, Any]) -> Given:
    details: Mapping[str, Any] = {"text": content} if isinstance(content, str) else content
    text, expected = unmarked(details.get("text", ""))
    return Given(
        text,
        expected,
        details.get("like", ""),
        details.get("whole", False),
        details.get("add", False),
        tuple(details.get("without", ())),
        details.get("encoding", "utf-8"),
        details.get("link", ""),
        details.get("size", 0),
        details.get("absent", False),
    )


def unmarked(text: str) -> tuple[str, tuple[tuple[int, str], ...]]:
    """Return *text* without the marks at its line ends, and which rules they name in which line."""
    lines, expected = [], []
    for number, line in enumerate(text.split("\n"), 1):
        mark = _MARK.search(line)
        if mark:
            expected += [(number, rule) for rule in mark[1].split()]
        lines.append(line[: mark.start()] if mark else line)
    return "\n".join(lines), tuple(sorted(expected))


def merged(path: str, given: Given) -> str:
    """Return the text of the file at *path*: what the case gives, then the rest of the base."""
    return "".join(line for line, _ in _arranged(path, given))


def _arranged(path: str, given: Given) -> list[tuple[str, int]]:
    """Return the lines of the file at *path*, each with its number in the case; 0 for the base."""
    own_lines = _numbered(given.text)
    known = base().get(given.like or path)
    if given.whole or known is None or not path.endswith(".yaml"):
        return own_lines
    from planforge.model.keys import same_key  # noqa: PLC0415 - needs the whole model

    if own_lines and not own_lines[-1][0].endswith("\n"):
        own_lines[-1] = (own_lines[-1][0] + "\n", own_lines[-1][1])
    own = _blocks(given.text)
    parts = own_lines
    if own and (given.add or path.startswith("registry/")):
        last = list(own)[-1]
        block = next((b for key, b in _blocks(known).items() if same_key(last, key)), "")
        start = len(own_lines) - len(own[last].splitlines())
        parts = own_lines[: start + 1] + _in_order(own_lines[start + 1 :], _items(block))
    for key, block in _blocks(known).items():
        if key not in given.without and not any(same_key(name, key) for name in own):
            parts += [(line, 0) for line in block.splitlines(keepends=True)]
    return parts


def _in_order(own: list[tuple[str, int]], others: list[str]) -> list[tuple[str, int]]:
    """Return the entries *own* of a case with those of the base.

    In a list those of the case come first. In a mapping, whose order may mean something, an entry
    with the key of the base takes its place.
    """
    entries: dict[str, list[tuple[str, int]]] = {}
    at = 0
    for item in _items("\n" + "".join(line for line, _ in own)):
        lines = own[at : at + len(item.splitlines())]
        entries.setdefault(_id(item), []).extend(lines)
        at += len(lines)
    known = {_id(item) for item in others if not item.startswith("  - ")}
    found = [line for key, lines in entries.items() if key not in known for line in lines]
    for item in others:
        lines = [(line, 0) for line in item.splitlines(keepends=True)]
        changed = entries.get(_id(item), []) if _id(item) else []
        found += lines if not changed else changed if _id(item) in known else []
    return found


def _numbered(text: str) -> list[tuple[str, int]]:
    return [(line, number) for number, line in enumerate(text.splitlines(keepends=True), 1)]


def _blocks(text: str) -> dict[str, str]:
    """Return the lines under each top-level key; lines before the first key belong to it."""
    found: dict[str, str] = {}
    current = ""
    for line in text.splitlines(keepends=True):
        if top := _TOP.match(line):
            current = top["key"]
        found[current] = found.get(current, "") + line
    found.pop("", None)
    return found


def _items(block: str) -> list[str]:
    """Return the entries of a list or mapping, each with its lines."""
    found: list[str] = []
    for line in block.splitlines(keepends=True)[1:]:
        if _ITEM.match(line) or not found:
            found.append(line)
        else:
            found[-1] += line
    return found


def _id(item: str) -> str:
    """Return the 编号 of a list entry, the key of a mapping entry, empty if it has neither."""
    if not item.startswith("  - "):
        return item.strip().split(":")[0]
    known = _ID.search(item)
    return known[1] if known else ""

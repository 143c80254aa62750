"""The changelog: ``python tools/changelog.py [release VERSION DATE]``.

Without arguments prints what ``changelog.d`` makes of the next version. ``release`` puts it into
``CHANGELOG.md`` under the version and the date, which are arguments so that no clock is asked, and
deletes the fragments. A fragment with a wrong name, or empty, stops either.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
KINDS = {
    "added": "Added",
    "changed": "Changed",
    "fixed": "Fixed",
    "removed": "Removed",
    "rule": "Rules",
}
"""Kind of a fragment to the heading it stands under, in this order."""
MARK = "<!-- next version goes below this line -->"
_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\.(?P<kind>[a-z]+)\.md")
_VERSION = re.compile(r"\d+\.\d+\.\d+")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True)
class Fragment:
    """One sentence of the changelog, with the kind of change it tells of."""

    path: Path
    kind: str
    text: str


def fragments(folder: Path) -> list[Fragment]:
    """Return the fragments in *folder* by name.

    Raises:
        ValueError: A file is no fragment: its name is wrong, or it holds no text or several
            paragraphs.
    """
    found = []
    for path in sorted(folder.iterdir()):
        if path.name == "README.md":
            continue
        match = _NAME.fullmatch(path.name)
        if match is None or match["kind"] not in KINDS:
            raise ValueError(f"{path.name}: name it <topic>.<{'|'.join(KINDS)}>.md")
        text = path.read_text(encoding="utf-8").strip()
        if not text or "\n\n" in text:
            raise ValueError(f"{path.name}: write one paragraph")
        found.append(Fragment(path, match["kind"], " ".join(text.split())))
    return found


def section(known: list[Fragment]) -> str:
    """Return *known* as Markdown, one heading for each kind that occurs."""
    parts = []
    for kind, heading in KINDS.items():
        lines = [f"- {fragment.text}\n" for fragment in known if fragment.kind == kind]
        if lines:
            parts.append(f"### {heading}\n\n{''.join(lines)}")
    return "\n".join(parts)


def released(text: str, known: list[Fragment], version: str, day: str) -> str:
    """Return the changelog *text* with a section for *version* at its head.

    Raises:
        ValueError: The version or the day is not written as it should be, the version is there
            already, or *text* has no place for it.
    """
    if not _VERSION.fullmatch(version) or not _DATE.fullmatch(day):
        raise ValueError("give a version such as 0.2.0 and a day such as 2026-12-01")
    if f"\n## {version} " in text or text.count(MARK) != 1:
        raise ValueError(f"CHANGELOG.md has {version} already, or no line for the next version")
    return text.replace(MARK, f"{MARK}\n\n## {version} ({day})\n\n{section(known)}".rstrip())


def main(arguments: list[str]) -> int:
    """Print the next section, or write it; return 0, or 2 for wrong use."""
    try:
        known = fragments(ROOT / "changelog.d")
        match arguments:
            case []:
                print(section(known), end="")
            case ["release", version, day]:
                file = ROOT / "CHANGELOG.md"
                text = released(file.read_text(encoding="utf-8"), known, version, day)
                file.write_text(text, encoding="utf-8", newline="\n")
                for fragment in known:
                    fragment.path.unlink()
            case _:
                raise ValueError("usage: tools/changelog.py [release VERSION DATE]")  # noqa: TRY301 - shown like the others
    except ValueError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""The message catalogues: ``python tools/catalogues.py extract|update|prune|compile|check``.

``extract`` prints the msgids in the code. ``update`` brings the ``.po`` files to them and compiles:
translations stay, entries are sorted by source file, those no longer used are put aside (``#~``),
and ``prune`` drops them too. ``compile`` writes the ``.mo`` files. ``check`` fails on anything
missing, fuzzy, unused, with unequal ``{fields}``, or not compiled. One catalogue per package
(`DOMAIN_OF`); no dates in them, so equal input gives equal bytes.

A msgid is a literal in a call of `msg`, `translate`, `_` or a method `t`, the second argument or
`description` of the model's `key`, or the template of a `PydanticCustomError`. A class of the model
has two: its name in words and the first line of its docstring; the format reference shows them.
"""

from __future__ import annotations

import ast
import io
import os
import string
import sys
import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from planforge.i18n import class_title

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PACKAGE = Path(__file__).resolve().parent.parent / "src" / "planforge"
LANGUAGE = "zh_CN"
DOMAINS = ("core", "model", "rules", "document", "site")
HAND_KEPT = ("click", "sphinx")
"""Catalogues of other people's words: not extracted from this code, only compiled and checked."""
DOMAIN_OF = {"model": "model", "rules": "rules", "document": "document", "publish": "site"}
"""Folder to catalogue; every other folder, and the modules at the top, are `core`."""
KEYWORDS: dict[str, tuple[int, str | None]] = {
    "_": (0, None),
    "msg": (0, None),
    "t": (0, None),
    "translate": (0, None),
    "key": (1, "description"),
    "PydanticCustomError": (1, "message_template"),
}
"""Function to the position, and the name if it has one, of the argument that is a msgid."""
MODEL_BASES = {"Element", "Entry", "Region"}
"""Bases that make a class one of the model."""


class DatelessCatalog(Catalog):
    """A catalogue whose header tells only what gettext needs."""

    def _headers(self) -> list[tuple[str, str]]:
        headers = [
            ("Project-Id-Version", "planforge"),
            ("Language", LANGUAGE),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit"),
        ]
        has_plurals = self.domain in HAND_KEPT
        return headers + [("Plural-Forms", "nplurals=1; plural=0;")] * has_plurals

    mime_headers = property(_headers, Catalog._set_mime_headers)  # noqa: SLF001 - the setter is kept


def new_catalogue(domain: str) -> Catalog:
    """Return an empty catalogue of *domain*."""
    comment = f"# {domain}: Chinese text of planforge's messages."
    return DatelessCatalog(LANGUAGE, domain=domain, header_comment=comment, fuzzy=False)


def messages(source: str) -> Iterator[tuple[int, str]]:
    """Yield line and msgid of every message in the Python text *source*."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ClassDef):
            yield from class_messages(node)
        if not isinstance(node, ast.Call):
            continue
        called = _called(node.func)
        if called not in KEYWORDS:
            continue
        position, name = KEYWORDS[called]
        given = [*node.args[position : position + 1]]
        given += [keyword.value for keyword in node.keywords if name and keyword.arg == name]
        for argument in given:
            for literal in literals(argument):
                yield node.lineno, literal


def class_messages(node: ast.ClassDef) -> Iterator[tuple[int, str]]:
    """Yield the title and the summary of a class of the model; nothing for another class."""
    if any(isinstance(base, ast.Name) and base.id in MODEL_BASES for base in node.bases):
        yield node.lineno, class_title(node.name)
        yield node.lineno, (ast.get_docstring(node) or "").partition("\n")[0]


def _called(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute) and function.attr == "t":
        return "t"
    return function.id if isinstance(function, ast.Name) else ""


def literals(argument: ast.expr) -> Iterator[str]:
    """Yield the text of *argument*, or of both branches of ``a if c else b``."""
    if isinstance(argument, ast.IfExp):
        yield from literals(argument.body)
        yield from literals(argument.orelse)
    elif isinstance(argument, ast.Constant) and isinstance(argument.value, str) and argument.value:
        yield argument.value


def extract(package: Path) -> dict[str, Catalog]:
    """Return the untranslated catalogues of the code under *package*."""
    found = {domain: new_catalogue(domain) for domain in DOMAINS}
    for path in sorted(package.rglob("*.py")):
        relative = path.relative_to(package)
        catalogue = found[DOMAIN_OF.get(relative.parts[0], "core")]
        for line, msgid in sorted(messages(path.read_text(encoding="utf-8"))):
            location = f"src/planforge/{relative.as_posix()}"
            catalogue.add(msgid, locations=[(location, line)])
    return found


def po_path(package: Path, domain: str) -> Path:
    """Return the text catalogue of *domain*."""
    return package / "locale" / LANGUAGE / "LC_MESSAGES" / f"{domain}.po"


def read(package: Path, domain: str) -> Catalog:
    """Return the catalogue of *domain* as it stands on disk; empty if there is none."""
    catalogue = new_catalogue(domain)
    path = po_path(package, domain)
    if not path.is_file():
        return catalogue
    with path.open("rb") as stream:
        stored = read_po(stream, LANGUAGE, domain, charset="utf-8")
    for message in stored:
        if message.id:
            catalogue.add(message.id, message.string, flags=message.flags)
    catalogue.obsolete.update(stored.obsolete)
    return catalogue


def update(package: Path, *, keep_unused: bool = True) -> int:
    """Bring the catalogues to the code, keeping every translation still used; return 0."""
    for domain, template in extract(package).items():
        stored = read(package, domain)
        entries = {str(message.id): message for message in stored if message.id}
        for message in template:
            msgid = str(message.id)
            known = entries.pop(msgid, None) or stored.obsolete.pop(msgid, None)
            if known is not None:
                message.string, message.flags = known.string, known.flags
        if keep_unused:
            template.obsolete.update(stored.obsolete)
            template.obsolete.update(entries.items())
        path = po_path(package, domain)
        path.parent.mkdir(parents=True, exist_ok=True)
        buffer = io.BytesIO()
        write_po(buffer, template, width=0, sort_by_file=True, include_lineno=False)
        write(path, buffer.getvalue())
    return compile_all(package)


def write(path: Path, data: bytes) -> None:
    """Write *data* to *path* as a whole: who reads it meanwhile has the old text or the new one."""
    descriptor, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(data)
        Path(temporary).chmod(path.stat().st_mode if path.exists() else 0o644)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def compiled(catalogue: Catalog) -> bytes:
    """Return the bytes of the binary catalogue."""
    buffer = io.BytesIO()
    write_mo(buffer, catalogue)
    return buffer.getvalue()


def compile_all(package: Path) -> int:
    """Write the binary catalogues; return 0."""
    for domain in (*DOMAINS, *HAND_KEPT):
        if domain in DOMAINS or po_path(package, domain).is_file():
            write(po_path(package, domain).with_suffix(".mo"), compiled(read(package, domain)))
    return 0


def fields(template: str) -> frozenset[str] | None:
    """Return the names in braces, None where *template* is no valid template."""
    try:
        return frozenset(name for _, name, _, _ in string.Formatter().parse(template) if name)
    except ValueError:
        return None


def entry_problem(message: Message, *, may_drop_fields: bool = False) -> str | None:
    """Return what is wrong with a stored entry, if anything is."""
    ids = (message.id,) if isinstance(message.id, str) else tuple(message.id)
    known = message.string or ""
    strings = (known,) if isinstance(known, str) else tuple(known)
    if not all(strings):
        return "not translated"
    if message.fuzzy:
        return "fuzzy"
    wanted = fields(ids[-1])  # the last one is the plural
    for text in strings:
        has = fields(text)
        if has != wanted and not (may_drop_fields and has is not None and has <= (wanted or has)):
            return "fields in braces differ"
    return None


def problems(package: Path) -> list[str]:
    """Return what is wrong with the catalogues, one sentence each."""
    found = []
    for domain, template in extract(package).items():
        stored = read(package, domain)
        used = {message.id: message for message in template if message.id}
        for msgid, message in used.items():
            source, line = message.locations[0]
            problem = "missing" if msgid not in stored else entry_problem(stored[msgid])
            if problem:
                found.append(f"{domain}.po: {problem}: {msgid!r} ({source}:{line})")
        found += [
            f"{domain}.po: no longer used: {message.id!r}"
            for message in stored
            if message.id and message.id not in used
        ]
        found += [f"{domain}.po: put aside, to be pruned: {msgid!r}" for msgid in stored.obsolete]
        found += _stale(package, stored)
    for domain in HAND_KEPT:
        if po_path(package, domain).is_file():
            found += hand_kept_problems(package, domain)
    return found


def hand_kept_problems(package: Path, domain: str) -> list[str]:
    """Return what is wrong with a catalogue whose msgids are not in this code."""
    stored = read(package, domain)
    entries = [(m, entry_problem(m, may_drop_fields=True)) for m in stored if m.id]
    found = [f"{domain}.po: {problem}: {message.id!r}" for message, problem in entries if problem]
    return found + _stale(package, stored)


def _stale(package: Path, stored: Catalog) -> list[str]:
    binary = po_path(package, str(stored.domain)).with_suffix(".mo")
    if binary.is_file() and binary.read_bytes() == compiled(stored):
        return []
    return [f"{stored.domain}.mo: not compiled from {stored.domain}.po"]


def check(package: Path) -> int:
    """Print what is wrong with the catalogues; return 1 if anything is."""
    found = problems(package)
    for problem in found:
        print(problem)
    return 1 if found else 0


def show(package: Path) -> int:
    """Print the msgids in the code; return 0."""
    for domain, template in extract(package).items():
        for message in template:
            if message.id:
                print(f"{domain}\t{message.id!r}")
    return 0


COMMANDS: dict[str, Callable[[Path], int]] = {
    "extract": show,
    "update": update,
    "prune": partial(update, keep_unused=False),
    "compile": compile_all,
    "check": check,
}


def main(arguments: list[str]) -> int:
    """Run the command; return its exit code."""
    if len(arguments) != 1 or arguments[0] not in COMMANDS:
        print(f"usage: python tools/catalogues.py {'|'.join(COMMANDS)}")
        return 2
    return COMMANDS[arguments[0]](PACKAGE)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

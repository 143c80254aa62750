"""The corpus as it stood at a commit, read from git without touching the working tree.

Blobs are copied into a temporary folder as git keeps them; nothing is checked out and no filter,
hook or attribute of the repository runs.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final, NoReturn

import click

from planforge.cli.language import language
from planforge.i18n import msg

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.i18n import Message

_LINK: Final = "120000"
_FILE_KINDS: Final = frozenset({"100644", "100755", "100664"})
_OF_ANOTHER: Final = frozenset({"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"})
"""What git tells its hooks; it would point to the wrong place from the folder of the plans."""


@contextlib.contextmanager
def corpus_at(root: Path, revision: str) -> Iterator[Path]:
    """Give a folder with the files that *root* held at *revision*; it is gone afterwards.

    A *root* that was not there yet gives an empty folder.

    Args:
        root: A folder in the working tree of a repository, itself or below it.
        revision: A commit as git names it: a branch, a tag, `HEAD~1`, an id.

    Raises:
        click.UsageError: There is no git, no repository or no such commit.
    """
    commit = _commit(root, revision)
    with tempfile.TemporaryDirectory(prefix="planforge-") as name:
        folder = Path(name) / "plans"
        folder.mkdir()
        _copy(root, commit, folder)
        yield folder


def _commit(root: Path, revision: str) -> str:
    inside = _git(root, "rev-parse", "--is-inside-work-tree")
    if inside.returncode or inside.stdout.strip() != b"true":
        reason = inside.stderr.decode("utf-8", "replace").strip().removeprefix("fatal: ")
        _refuse(
            msg(
                "--changed-since needs a git repository, and “{folder}” is in none ({reason}).",
                folder=str(root),
                reason=reason,
            )
        )
    found = _git(
        root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}"
    )
    if found.returncode:
        shallow = _git(root, "rev-parse", "--is-shallow-repository").stdout.strip() == b"true"
        text = msg("git knows no commit “{revision}”.", revision=revision).render(language())
        if shallow:
            text += msg(
                "This clone holds only the last commits: fetch the whole history "
                "(git fetch --unshallow; in GitHub Actions “fetch-depth: 0”)."
            ).render(language())
        raise click.UsageError(text)
    return found.stdout.decode().strip()


def _copy(root: Path, commit: str, folder: Path) -> None:
    """Write what *commit* holds below *root* into *folder*."""
    listing = _git(root, "ls-tree", "-r", "-z", commit)
    if listing.returncode:
        _refuse(
            msg(
                "git cannot list the files of “{revision}”: {reason}",
                revision=commit,
                reason=listing.stderr.decode("utf-8", "replace").strip(),
            )
        )
    entries = []
    for record in filter(None, listing.stdout.split(b"\0")):
        head, _, path = record.partition(b"\t")
        mode, _kind, blob = head.decode().split()
        parts = os.fsdecode(path).split("/")
        if (mode in _FILE_KINDS or mode == _LINK) and _is_safe(parts):
            entries.append((mode, blob, folder.joinpath(*parts)))
    with subprocess.Popen(
        _command(root, "cat-file", "--batch"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=_environment(),
    ) as reader:
        assert reader.stdin  # noqa: S101 - asked for above
        assert reader.stdout  # noqa: S101 - asked for above
        for mode, blob, target in entries:
            reader.stdin.write(f"{blob}\n".encode())
            reader.stdin.flush()
            size = int(reader.stdout.readline().split()[2])
            data = reader.stdout.read(size + 1)[:size]
            target.parent.mkdir(parents=True, exist_ok=True)
            if mode == _LINK:
                target.symlink_to(os.fsdecode(data))
            else:
                target.write_bytes(data)


def _is_safe(parts: list[str]) -> bool:
    return not any(
        part in {"", ".", ".."} or "\\" in part or ":" in part or "\0" in part for part in parts
    )


def _git(root: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(
            _command(root, *arguments), check=False, capture_output=True, env=_environment()
        )
    except FileNotFoundError:
        _refuse(msg("--changed-since needs the program git, and there is none here."))


def _command(root: Path, *arguments: str) -> list[str]:
    return ["git", "-C", str(root), "--no-optional-locks", "--literal-pathspecs", *arguments]


def _environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in _OF_ANOTHER}
    return {**kept, "LC_ALL": "C", "GIT_NO_REPLACE_OBJECTS": "1"}


def _refuse(message: Message) -> NoReturn:
    raise click.UsageError(message.render(language()))

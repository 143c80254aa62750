"""Which code is running: part of every key under which results are kept."""

from __future__ import annotations

import os
from functools import cache
from typing import Final

VERSION: Final = "0.1.0"


@cache
def fingerprint() -> str:
    """Return a text that changes with the version and with any edit of planforge's own files."""
    from hashlib import sha256  # noqa: PLC0415 - who asks for the version only needs none of it

    seen = sha256(VERSION.encode())
    root = os.path.dirname(__file__)  # noqa: PTH120 - pathlib is slow to load
    for folder, folders, files in os.walk(root):
        folders.sort()
        for name in sorted(files):
            if name.endswith((".py", ".mo", ".typ", ".yaml", ".toml")):
                stat = os.stat(os.path.join(folder, name))  # noqa: PTH116, PTH118 - three times faster
                seen.update(
                    f"{folder[len(root) :]}/{name}:{stat.st_size}:{stat.st_mtime_ns}".encode()
                )
    return seen.hexdigest()

"""Starts the command line as ``python -m planforge``."""

from __future__ import annotations

from planforge.cli.main import main

if __name__ == "__main__":
    main()

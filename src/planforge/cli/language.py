"""The language of the console: `--lang`, then PLANFORGE_LANG, then the locale, else Chinese."""

from __future__ import annotations

import gettext
import os
import sys
from functools import cache

from planforge.translations import DEFAULT_LANGUAGE, LANGUAGES, LOCALE_DIR, translate

VARIABLE = "PLANFORGE_LANG"


@cache
def language() -> str:
    """Return the language of this run.

    It is needed before the command line is parsed, because the help is written in it too.
    """
    for asked in (_from_arguments(sys.argv[1:]), os.environ.get(VARIABLE, ""), _locale()):
        if asked.startswith("en"):
            return "en"
        if asked.startswith("zh"):
            return DEFAULT_LANGUAGE
    return DEFAULT_LANGUAGE


def _from_arguments(arguments: list[str]) -> str:
    for i, argument in enumerate(arguments):
        if argument == "--lang" and i + 1 < len(arguments):
            return arguments[i + 1]
        if argument.startswith("--lang="):
            return argument.removeprefix("--lang=")
    return ""


def _locale() -> str:
    return next((v for n in ("LC_ALL", "LC_MESSAGES", "LANG") if (v := os.environ.get(n))), "")


def _(msgid: str) -> str:
    """Return *msgid* in the language of this run."""
    return translate(msgid, language())


def speak() -> None:
    """Make click's own words follow the language of this run."""
    gettext.bindtextdomain("click", LOCALE_DIR)
    gettext.textdomain("click")
    os.environ["LANGUAGE"] = language()


__all__ = ["LANGUAGES", "VARIABLE", "language", "speak"]

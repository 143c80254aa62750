"""The catalogues, English text to Chinese: apart from messages, so that `--help` loads little."""

from __future__ import annotations

import os
from functools import cache
from gettext import GNUTranslations, NullTranslations
from typing import Final

LOCALE_DIR: Final = os.path.join(os.path.dirname(__file__), "locale")  # noqa: PTH118, PTH120 - pathlib is slow to load
DOMAINS: Final = ("core", "model", "rules", "document", "site")
"""Catalogue names: one per package, so that each package's text is reviewed beside its code."""
DEFAULT_LANGUAGE: Final = "zh_CN"
LANGUAGES: Final = ("zh_CN", "en")


def translate(msgid: str, language: str) -> str:
    """Return the catalogue text of *msgid* in *language*, or *msgid* where there is none."""
    if language == "en" or not msgid:
        return msgid
    for domain in DOMAINS:
        text = _catalogue(domain, language).gettext(msgid)
        if text is not msgid:
            return text
    return msgid


@cache
def _catalogue(domain: str, language: str) -> NullTranslations:
    """Return one catalogue; only those up to the one that knows the text are ever read."""
    path = os.path.join(LOCALE_DIR, language, "LC_MESSAGES", f"{domain}.mo")  # noqa: PTH118 - as above
    try:
        with open(path, "rb") as stream:  # noqa: PTH123 - as above
            return GNUTranslations(stream)
    except OSError:
        return NullTranslations()

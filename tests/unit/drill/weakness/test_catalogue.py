"""The record of each sort of weakness, and the pages that list them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import pytest

from planforge.drill.weakness.catalogue import BY_ID, KINDS
from planforge.findings import Severity
from planforge.i18n import marks

ROOT: Final = Path(__file__).resolve().parents[4]
PAGES: Final = {
    "zh_CN": (ROOT / "docs" / "zh" / "weaknesses.md", "程度", "为什么重要", "例子"),
    "en": (ROOT / "docs" / "en" / "weaknesses.md", "Severity", "Why it matters", "Example"),
}
SEVERITIES: Final = {
    "zh_CN": {Severity.ERROR: "错误", Severity.WARNING: "警告", Severity.ADVICE: "建议"},
    "en": {severity: severity.value for severity in Severity},
}
LISTED: Final = re.compile(r"(?<=<!-- kinds -->\n).*?(?=<!-- end of kinds -->)", re.DOTALL)


def listed(language: str) -> str:
    """Return the list of weaknesses as it stands on the page."""
    _, severity, why, example = PAGES[language]
    write = marks(language)
    lines = []
    for kind in KINDS:
        usual, how = SEVERITIES[language][kind.severity], kind.how.render(language)
        lines += [
            f"\n### {kind.id} {kind.title.render(language)}\n",
            f"{write.labelled(severity, usual)}{write.stop}{write.gap}{how}\n",
            f"- {write.labelled(why, kind.why.render(language))}",
            f"- {write.labelled(example, kind.example.render(language))}",
        ]
    return "\n".join(lines).lstrip("\n") + "\n"


def test_every_weakness_has_an_id_of_its_own() -> None:
    assert [kind.id for kind in KINDS] == [f"E{n:02}" for n in range(1, 15)]
    assert list(BY_ID.values()) == list(KINDS)


@pytest.mark.parametrize("language", sorted(PAGES))
def test_the_page_lists_them_as_they_are(language: str, request: pytest.FixtureRequest) -> None:
    page = PAGES[language][0]
    text = page.read_text("utf-8")
    if request.config.getoption("--regen"):
        text = LISTED.sub(lambda _: listed(language), text)
        page.write_text(text, encoding="utf-8", newline="\n")
    assert LISTED.findall(text) == [listed(language)], f"run with --regen and review {page.name}"

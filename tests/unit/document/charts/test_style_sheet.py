"""The style sheet and the palette say the same."""

from __future__ import annotations

import re
from importlib import resources

from planforge.document.charts.palette import LIGHT


def sheet() -> str:
    static = resources.files("planforge") / "publish" / "site" / "static"
    return (static / "planforge-charts.css").read_text(encoding="utf-8")


def tokens(block: str) -> dict[str, str]:
    return dict(re.findall(r"--pf-chart-([\w-]+): (#\w{6});", block))


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, two: str) -> float:
    high, low = sorted((luminance(one), luminance(two)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def light_and_dark() -> tuple[dict[str, str], dict[str, str]]:
    text = sheet()
    light = tokens(text[text.index(":root {") : text.index("@media screen")])
    dark = light | tokens(
        text[text.index('html[data-theme="dark"]') : text.index(".pf-chart-figure")]
    )
    return light, dark


def test_light_values_are_those_of_the_palette() -> None:
    assert light_and_dark()[0] == LIGHT


def test_dark_values_hold_on_screens_only_so_that_print_is_light() -> None:
    text = sheet()
    assert text.index("@media screen {") < text.index('html[data-theme="dark"]')


def test_text_stands_out_from_its_box_in_both_themes() -> None:
    fills = (
        "paper",
        "lane",
        "lane-alt",
        "action",
        "terminal",
        "decision",
        "notice",
        "document",
        "outside",
    )
    pairs = [(ink, fill) for fill in fills for ink in ("ink", "muted")]
    pairs += [("accent", fill) for fill in fills] + [("on-head", "head")]
    pairs += [(f"on-level-{level}", f"level-{level}") for level in range(1, 5)]
    pairs += [
        (ink, "paper")
        for ink in ("up", "down", "end", "cascades", "supports", "hands-over", "joint")
    ]
    for theme in light_and_dark():
        weak = {pair: contrast(theme[pair[0]], theme[pair[1]]) for pair in pairs}
        assert {pair: value for pair, value in weak.items() if value < 4.5} == {}


def test_lines_stand_out_from_the_page_in_both_themes() -> None:
    for theme in light_and_dark():
        for line in ("line", "action-line", "up", "down", "cascades", "hands-over"):
            assert contrast(theme[line], theme["lane-alt"]) >= 3

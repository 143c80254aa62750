"""What to do in a danger of a kind: common knowledge, chosen by the words of a risk's kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.i18n import Message, msg
from planforge.patterns import late

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.corpus.names import Entity
    from planforge.document.context import Context

MOST: Final = 2
_ADVICE: Final[tuple[tuple[object, Message, Message], ...]] = (
    (
        late("滑坡|崩塌|泥石流|地质|危岩|塌陷"),
        msg("Away from slope and gully"),
        msg(
            "Run sideways out of the way of the slide or flow, up the slopes at its sides; never "
            "along the gully, never against it."
        ),
    ),
    (
        late("危险源|危险化学品|危险品|化工|罐区|油气|管道|泄漏"),
        msg("Cover nose and mouth"),
        msg(
            "Go across or against the wind with a wet towel before nose and mouth; no open fire, "
            "no stay in hollows."
        ),
    ),
    (
        late("尾矿库|水库|大坝|堤防|洪|涝|圩|山洪|河"),
        msg("Go to high ground"),
        msg("Do not wade, do not cross flooded bridges; keep away from power lines that are down."),
    ),
    (
        late("火灾|森林|草原"),
        msg("Out of the fire's way"),
        msg("Do not run before the wind or uphill; go to bare or burnt ground, cover your mouth."),
    ),
    (
        late("停电|电网|输电|变电"),
        msg("Keep away from wires"),
        msg("Do not touch fallen lines and their poles, nobody within eight metres; call 95598."),
    ),
)


def advice_for(context: Context, risks: list[Entity]) -> Iterator[tuple[str, str]]:
    """Yield title and text of what to do in the dangers of *risks*, two at most."""
    kinds = " ".join(f"{getattr(e.element, 'category', '')} {e.name}" for e in risks)
    found = [(what, how) for words, what, how in _ADVICE if words.search(kinds)]  # type: ignore[attr-defined]  # a late pattern
    for what, how in found[:MOST]:
        yield what.render(context.language), how.render(context.language)

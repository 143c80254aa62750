"""Values as YAML text, so that what is written is read back as it was meant."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.patterns import late

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from planforge.source.yaml_tree import Tree

_PLAIN: Final = late(
    r"[\w《“（〔][\w《》“”（）〔〕·、，。；：！？—－…+/.%-]*(?: [\w《》“”（）〔〕·—/.%-]+)*"
)
"""Text that needs no quotes anywhere: no mark of YAML, no space at an end."""
_SPECIAL: Final = frozenset({"true", "false", "yes", "no", "on", "off", "null", "y", "n"})


def is_plain(text: str) -> bool:
    """Whether *text* may stand without quotes, in a list in brackets too."""
    return bool(_PLAIN.fullmatch(text)) and text.lower() not in _SPECIAL and text.isprintable()


def scalar(text: str) -> str:
    """Return *text* as one value, in double quotes where it needs them."""
    return text if is_plain(text) else f'"{escaped(text)}"'


def escaped(text: str) -> str:
    """Return *text* as it stands between double quotes."""
    shown = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return "".join(c if c.isprintable() else f"\\U{ord(c):08X}" for c in shown)


def flow(value: Tree) -> str:
    """Return *value* on one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{scalar(k)}: {flow(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(flow(item) for item in value) + "]"
    return scalar(value or "") if value is not None else '""'


def block(entry: Mapping[str, Tree]) -> Iterator[str]:
    """Yield the lines of *entry* as a mapping; lists of mappings get a line for each."""
    for name, value in entry.items():
        if isinstance(value, list) and any(isinstance(item, dict) for item in value):
            yield f"{scalar(name)}:"
            yield from (f"  - {flow(item)}" for item in value)
        else:
            yield f"{scalar(name)}: {flow(value)}"

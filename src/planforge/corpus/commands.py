"""What other plans may know of a command body: its commands at the scene, and its heads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict

from planforge.findings import Pointer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.model.plan import CommandBody


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, defer_build=True)


class SceneOutline(_Part):
    """A command at the scene: where it stands, when it is set up in words, and who commands."""

    pointer: Pointer
    when: str
    commander: tuple[str, ...]


class HeadOutline(_Part):
    """A post that heads the office of a command or a working group; `levels` empty for all."""

    pointer: Pointer
    post: str
    levels: tuple[str, ...] = ()


def scenes(body: CommandBody, at: Pointer) -> Iterator[SceneOutline]:
    """Yield the commands at the scene of *body*, which stands at *at*, and of its parts."""
    if body.scene:
        yield SceneOutline(
            pointer=(*at, "scene"), when=body.scene.set_up_when, commander=body.scene.commander
        )
    for i, part in enumerate(body.parts):
        yield from scenes(part, (*at, "parts", i))


def heads(body: CommandBody, at: Pointer) -> Iterator[HeadOutline]:
    """Yield who heads the office and groups of *body*, which stands at *at*, and of its parts."""
    if body.office and body.office.head:
        yield HeadOutline(pointer=(*at, "office", "head"), post=body.office.head)
    for i, group in enumerate(body.groups):
        if group.leader:
            pointer = (*at, "groups", i, "leader")
            yield HeadOutline(pointer=pointer, post=group.leader, levels=group.levels)
    for i, part in enumerate(body.parts):
        yield from heads(part, (*at, "parts", i))


__all__ = ["HeadOutline", "SceneOutline", "heads", "scenes"]

"""The faces of official documents: which there are, in which order, and what they cover.

A stack is tried glyph by glyph. First come the bureau's own faces, which it has licensed, then
those that come along, so that any machine prints every page, and a machine with the bureau's folder
prints it as the bureau's word processor would.
"""

from __future__ import annotations

import hashlib
import unicodedata
from enum import Enum
from functools import cached_property, lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

from planforge.frozen import dataclass
from planforge.i18n import Message, msg
from planforge.publish.paper.cmap import code_points

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fontTools.ttLib import TTFont

OWN_FOLDER: Final = Path(__file__).with_name("fonts")
PACKAGE: Final = "pylopdf_fonts_zh_cn"
_FIRST_CHINESE: Final = "\u2e80"
_UNSEEN: Final = frozenset({"Cc", "Cf", "Zl", "Zp", "Zs"})
_SUFFIXES: Final = frozenset({".ttf", ".otf", ".ttc", ".otc"})
_FAMILY_IDS: Final = frozenset({1, 4, 16})


class FaceProblem(Exception):  # noqa: N818 - a problem of the environment
    """Faces are missing or cannot be read: a matter of the machine, no plan's.

    Attributes:
        message: What happened and what to do.
    """

    def __init__(self, message: Message) -> None:
        """Keep *message*; `str()` of the exception is its English text."""
        super().__init__(message.render("en"))
        self.message = message


class Role(Enum):
    """What a face is used for; the value is its name in the templates."""

    LATIN = "latin"
    """Latin letters and digits."""
    FANG = "fang"
    """仿宋: body text."""
    KAI = "kai"
    """楷体: headings of the second level."""
    HEI = "hei"
    """黑体: headings of the first level, heads of tables, emphasis."""
    TITLE = "title"
    """小标宋: titles."""
    SONG = "song"
    """宋体: page numbers."""


@dataclass(frozen=True, slots=True)
class Face:
    """A face in a file; *index* tells it from others in a collection."""

    path: Path
    index: int = 0


_COMES_ALONG: Final = {
    Role.LATIN: "Tinos-Regular.ttf",
    Role.FANG: "FandolFang-Regular.otf",
    Role.KAI: "LXGWWenKai-GB2312.ttf",
    Role.TITLE: "FandolSong-Bold.otf",
}
_PACKAGED: Final = {Role.SONG: "NotoSerifSC-Regular.otf", Role.HEI: "NotoSansSC-Regular.otf"}
_SYMBOLS: Final = "DejaVuSans-Symbols.ttf"
_KNOWN_AS: Final = (
    (Role.TITLE, ("小标宋", "xiaobiaosong", "fzxbs")),
    (Role.FANG, ("仿宋", "fangsong", "fzfs")),
    (Role.KAI, ("楷体", "楷_gb", "kaiti", "fzkai", "stkaiti")),
    (Role.HEI, ("黑体", "simhei", "heiti", "fzhei")),
    (Role.SONG, ("宋体", "simsun", "stsong", "书宋", "shusong")),
    (Role.LATIN, ("times new roman",)),
)
"""How the families of offices are called, the more special first: 仿宋 and 小标宋 hold 宋."""


class Typecase:
    """All faces that a book may be printed with, as one stack for each role."""

    def __init__(self, folders: Iterable[Path] = ()) -> None:
        """Take the faces of *folders*, the bureau's own, before those that come along.

        A face there is used for the role that its family name says; one whose name says none
        serves for characters that all others of a stack lack.

        Raises:
            FaceProblem: A folder is missing or holds no typeface, a file in it is no typeface, or
                the package with the faces of the base set is not installed.
        """
        self.folders = tuple(folders)
        self._fine: set[str] = set()
        own: dict[Role | None, list[Face]] = {}
        for folder in self.folders:
            for face, names in _faces(folder):
                own.setdefault(_role(names), []).append(face)
        along = {role: Face(OWN_FOLDER / name) for role, name in _COMES_ALONG.items()}
        along |= {role: Face(packaged_folder() / name) for role, name in _PACKAGED.items()}
        rest = [along[Role.SONG], along[Role.HEI], Face(OWN_FOLDER / _SYMBOLS), *own.get(None, ())]
        rest += [face for role in Role for face in (*own.get(role, ()), along[role])]
        self._leading = {role: len(own.get(role, ())) + 1 for role in Role}
        self.stacks: dict[Role, tuple[Face, ...]] = {
            role: tuple(dict.fromkeys([*own.get(role, ()), along[role], *rest])) for role in Role
        }

    @property
    def faces(self) -> tuple[Face, ...]:
        """Every face of every stack, each once."""
        return tuple(dict.fromkeys(face for stack in self.stacks.values() for face in stack))

    @cached_property
    def digest(self) -> str:
        """A hash of all faces and their order; other bytes in a file give another hash."""
        found = hashlib.sha256()
        for role, stack in self.stacks.items():
            found.update(role.value.encode())
            for face in stack:
                found.update(f"{face.path.name}:{face.index}:{_file_digest(face.path)}".encode())
        return found.hexdigest()[:20]

    def uncovered(self, text: str) -> tuple[str, ...]:
        """Return the characters of *text* that no face covers, each once, in order.

        Every stack ends with all faces, so such a sign would be an empty box wherever it stands.
        """
        signs = set(text) - self._fine
        if not signs:
            return ()
        missing = {sign for sign in signs if ord(sign) not in self._covered and _is_seen(sign)}
        self._fine |= signs - missing
        return tuple(dict.fromkeys(sign for sign in text if sign in missing))

    def thin(self, text: str) -> str:
        """Return the characters of *text* that faces of titles lack, each once, in order.

        Those that stand in are of regular weight.
        """
        faces = self.stacks[Role.TITLE][: self._leading[Role.TITLE]]
        return "".join(
            dict.fromkeys(
                sign
                for sign in text
                if sign >= _FIRST_CHINESE
                and unicodedata.category(sign) == "Lo"
                and not any(ord(sign) in _code_points(face.path, face.index) for face in faces)
            )
        )

    @cached_property
    def _covered(self) -> frozenset[int]:
        """Code points that some face covers."""
        return frozenset().union(*(_code_points(face.path, face.index) for face in self.faces))


def packaged_folder() -> Path:
    """Return the folder with the faces of the base set.

    Raises:
        FaceProblem: The package is not installed.
    """
    found = find_spec(PACKAGE)
    if found is None or found.origin is None:
        raise FaceProblem(
            msg("printing needs the extra “print”: pip install 'planforge[print]'"),
        )
    return Path(found.origin).parent


def _faces(folder: Path) -> list[tuple[Face, tuple[str, ...]]]:
    """Return the faces in the files of *folder*, sorted by name, with their family names."""
    from fontTools.ttLib import TTFont, TTLibError  # noqa: PLC0415 - an extra
    from fontTools.ttLib.ttCollection import TTCollection  # noqa: PLC0415

    if not folder.is_dir():
        raise FaceProblem(msg("there is no folder {folder} with typefaces", folder=folder.name))
    found: list[tuple[Face, tuple[str, ...]]] = []
    files = (file for file in folder.iterdir() if file.suffix.lower() in _SUFFIXES)
    for file in sorted(files):
        try:
            with file.open("rb") as stream:
                if file.suffix.lower() in {".ttc", ".otc"}:
                    fonts = TTCollection(stream, lazy=True).fonts
                else:
                    fonts = [TTFont(stream, lazy=True)]
                found += [(Face(file, at), _names(font)) for at, font in enumerate(fonts)]
        except (TTLibError, OSError) as error:
            raise FaceProblem(
                msg("{file} is not a typeface that can be used", file=file.name)
            ) from error
    if not found:
        raise FaceProblem(
            msg(
                "the folder {folder} holds no typeface: no file whose name ends with {ends}",
                folder=folder.name,
                ends=tuple(sorted(_SUFFIXES)),
            )
        )
    return found


def _names(font: TTFont) -> tuple[str, ...]:
    names = {str(name).casefold() for name in font["name"].names if name.nameID in _FAMILY_IDS}
    return tuple(sorted(names))


def _role(names: tuple[str, ...]) -> Role | None:
    """Return the role that a face with these family *names* has, or None."""
    for role, known in _KNOWN_AS:
        if any(part in name for name in names for part in known):
            return role
    return None


def _is_seen(sign: str) -> bool:
    """Whether *sign* leaves a mark: not a space, a line feed or a joiner.

    One for private use does: it is a rare character on the machine where it was written.
    """
    return unicodedata.category(sign) not in _UNSEEN


@lru_cache(maxsize=64)
def _code_points(path: Path, index: int) -> frozenset[int]:
    known = code_points(path, index)
    if known is not None:
        return known
    from fontTools.ttLib import TTFont  # noqa: PLC0415 - an extra

    with TTFont(path, lazy=True, fontNumber=index) as font:
        return frozenset(font.getBestCmap() or ())


@lru_cache(maxsize=64)
def _file_digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:20]

"""Images of plans: files in the folder of a plan that its text shows and the site carries along.

Sphinx looks for the images of a document beside it; a computed page is nowhere. So which files may
be shown is found here, a picture is written with its final address, and at the end of a build the
site has exactly the files that its pages show.
"""

from __future__ import annotations

import filecmp
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote, unquote, urlsplit

from docutils import nodes
from sphinx.util.osutil import relative_uri

from planforge.i18n import msg
from planforge.publish.site.domain import domain_of
from planforge.publish.site.links import found
from planforge.publish.site.state import state_of
from planforge.source.layout import IMAGE_ENDS
from planforge.source.svg import is_active

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx

    from planforge.document.page import Page
    from planforge.publish.site.state import SiteState

FOLDER: Final = "_images/plans"
"""Where the site keeps the images, each below the path of its plan."""
_KEPT: Final = ("alt", "width", "height", "align", "classes", "ids", "names")


class picture(nodes.General, nodes.Inline, nodes.Element):  # noqa: N801 - docutils names nodes so
    """An image of a plan: `uri` as the page writes it, `file` below the folder of all plans."""


def usable_images(state: SiteState, page: Page) -> frozenset[str]:
    """Return the image files that the text of *page* may show, as paths below its plan's folder."""
    if not page.source.endswith(".md"):
        return frozenset()
    folder = os.path.dirname(page.source)  # noqa: PTH120 - a path as text, with `/` on all systems
    if folder not in state.images:
        state.images[folder] = frozenset(_images(state.root, state.root / folder))
    return state.images[folder]


def _images(root: Path, folder: Path) -> Iterator[str]:
    for above, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            file = Path(above, name)
            if name.lower().endswith(IMAGE_ENDS) and _is_harmless(file, root):
                yield file.relative_to(folder).as_posix()


def _is_harmless(file: Path, root: Path) -> bool:
    """Whether *file* lies below *root*, can be read, and does nothing when it is opened."""
    try:
        if not file.resolve(strict=True).is_relative_to(root.resolve()) or not file.is_file():
            return False
        with file.open("rb"):
            return not is_active(file)
    except OSError:
        return False


def place_images(app: Sphinx, page: Page, tree: nodes.Element) -> None:
    """Make pictures of the images in *tree*; their words stand in for those that are not there."""
    state = state_of(app)
    folder = os.path.dirname(page.source)  # noqa: PTH120 - see usable_images
    own = app.builder.get_target_uri(page.docname)
    for number, figure in enumerate(found(tree, nodes.figure), 1):
        figure["ids"] = figure["ids"] or [f"figure-{number}"]  # Sphinx warns of one that has none
    for image in found(tree, nodes.image):
        name = _name(image["uri"])
        if name not in usable_images(state, page):
            image.parent.replace(image, _words(image, state.language))
            continue
        file = f"{folder}/{name}"
        shown = picture("", uri=relative_uri(own, quote(f"{FOLDER}/{file}")), file=file)
        shown.update_basic_atts({"classes": image["classes"]})
        for key in _KEPT:
            if image.get(key):
                shown[key] = image[key]
        shown.setdefault("alt", "")
        image.parent.replace(image, shown)


def _name(uri: str) -> str:
    """Return the file that *uri* names, below the folder it starts from."""
    return os.path.normpath(unquote(urlsplit(uri).path)).replace(os.sep, "/")


def _words(image: nodes.Element, language: str) -> nodes.inline:
    alt = image.get("alt") or unquote(image["uri"])
    return nodes.inline("", msg("[Image: {alt}]", alt=alt).render(language), classes=["pf-empty"])


def files_of(tree: nodes.Element) -> tuple[str, ...]:
    """Return the files that the pictures in *tree* show, sorted."""
    return tuple(sorted({shown["file"] for shown in found(tree, picture)}))


def visit_picture(translator: nodes.NodeVisitor, node: picture) -> None:
    """Write a picture as HTML."""
    image = nodes.image("", **{key: node[key] for key in ("uri", *_KEPT) if key in node})
    image.parent = node.parent
    translator.dispatch_visit(image)
    raise nodes.SkipNode


def without_pictures(tree: nodes.Element, language: str) -> None:
    """Put words in place of the pictures of *tree*, for formats that show none."""
    for shown in found(tree, picture):
        shown.parent.replace(shown, _words(shown, language))


def carry_images(app: Sphinx) -> None:
    """Make the images in the site those that its pages show, with their present content."""
    state = state_of(app)
    target = Path(app.outdir, FOLDER)
    wanted = {file for files in domain_of(app.env).images.values() for file in files}
    for file in sorted(wanted):
        _copy(state.root / file, target / file)
    for old in sorted(target.rglob("*"), reverse=True):  # what a folder holds comes before it
        if old.is_dir():
            _remove_empty(old)
        elif old.relative_to(target).as_posix() not in wanted:
            old.unlink()
    _remove_empty(target)
    _remove_empty(target.parent)


def _copy(source: Path, target: Path) -> None:
    if target.is_file() and filecmp.cmp(source, target, shallow=False):
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def _remove_empty(folder: Path) -> None:
    if folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()


def writer() -> Any:  # noqa: ANN401 - Sphinx takes any pair of functions
    """Return the visitors of `picture` in HTML."""
    return visit_picture, None

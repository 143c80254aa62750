from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

from planforge.publish.site.records import FOLDER, remove_stale

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx.application import Sphinx


def test_a_page_that_went_takes_its_empty_folders_with_it(tmp_path: Path) -> None:
    out, kept = tmp_path / "out", tmp_path / "doctrees"
    for docname in ("plan/airport/level/i", "plan/airport/index", "plan/flood/index", "index"):
        for file in (out / f"{docname}.html", kept / FOLDER / f"{docname}.json"):
            file.parent.mkdir(parents=True, exist_ok=True)
            file.touch()
    (out / "_images").mkdir()
    app = SimpleNamespace(
        outdir=out,
        doctreedir=kept,
        builder=SimpleNamespace(get_target_uri=lambda docname: f"{docname}.html"),
        env=SimpleNamespace(found_docs={"plan/flood/index", "index"}),
    )
    remove_stale(cast("Sphinx", app))
    left = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*")}
    assert {path for path in left if path.startswith("out")} == {
        "out",
        "out/_images",
        "out/index.html",
        "out/plan",
        "out/plan/flood",
        "out/plan/flood/index.html",
    }
    assert not any("airport" in path for path in left)
    for docname in ("plan/flood/index", "index"):
        assert (kept / FOLDER / f"{docname}.json").is_file()

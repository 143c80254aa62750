"""What the site costs beside bare Sphinx: ``python benchmarks/bench_site.py [--runs 3]``.

It measures, each in a process of its own, in turn, and prints medians:

- bare: Sphinx that finds every page as a finished docutils tree in a pickle and writes it with the
  same theme, templates and furniture; no plans, no check, no charts to lay out, no search,
- cold: the site from the plans with nothing kept from before,
- again: the same with nothing changed,
- edit: the same after a sentence was added to one plan's prose.

Promised: cold at most 1.5 times bare, edit at most a fifth of cold.
"""

from __future__ import annotations

import argparse
import os
import pickle
import shutil
import statistics
import sys
import tempfile
from pathlib import Path
from typing import Any

from measuring import run
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

from planforge.publish.site.computed import take
from planforge.publish.site.state import state_of

ROOT = Path(__file__).resolve().parent.parent
EDITED = "plans/special/flood/plan.md"

BARE_CONF = """\
import pickle
import sys
from pathlib import Path

from docutils.parsers import Parser

sys.path.insert(0, {package!r})
from planforge.publish.site import theme

HERE = Path({here!r})
FURNITURE = pickle.loads((HERE / "furniture.pickle").read_bytes())
extensions = ["pydata_sphinx_theme"]
root_doc = "index"
project = {project!r}
language = "zh_CN"
smartquotes = False
html_theme = "pydata_sphinx_theme"
html_theme_options = {{**theme._THEME_OPTIONS, "logo": {{"text": project}}}}
html_sidebars = {{"**": ["planforge-navigation.html"]}}
html_copy_source = html_show_sourcelink = False
templates_path = [str(theme.HERE / "templates")]
html_static_path = [str(theme.HERE / "static")]


class Finished(Parser):
    supported = ("finished",)

    def parse(self, inputstring, document):
        document += pickle.loads((HERE / inputstring.strip()).read_bytes())


def furnish(app, pagename, template, context, doctree):
    context["pf"] = FURNITURE.get(pagename, FURNITURE["index"])
    if not context["pf"]["navigation"]:
        context["sidebars"] = []


def setup(app):
    app.add_source_suffix(".finished", "finished")
    app.add_source_parser(Finished)
    app.connect("builder-inited", lambda app: setattr(app.builder, "search", False))
    app.connect("html-page-context", furnish, priority=400)
    for name in ("planforge.css", "planforge-charts.css", "planforge-search.css"):
        app.add_css_file(name)
"""


def write_bare(folder: Path) -> int:
    """Write the pages of the demonstration as finished trees into *folder*; return their number."""
    trees, pages = folder / "trees", folder / "pages"
    trees.mkdir(parents=True)
    furniture: dict[str, object] = {}

    def keep(_app: Sphinx, name: str, _t: str, context: dict[str, Any], _tree: object) -> None:
        furniture[name] = context["pf"]

    with tempfile.TemporaryDirectory() as scratch, patch_docutils(ROOT), docutils_namespace():
        out = Path(scratch)
        app = Sphinx(ROOT, ROOT, out / "html", out / "doctrees", "html", status=None)
        app.connect("html-page-context", keep, priority=950)
        app.build()
        names = sorted(state_of(app).by_docname)
        for docname in names:
            section = take(app, docname)
            name = f"trees/{docname.replace('/', '-')}.pickle"
            (folder / name).write_bytes(pickle.dumps(section, pickle.HIGHEST_PROTOCOL))
            page = pages / f"{docname}.finished"
            page.parent.mkdir(parents=True, exist_ok=True)
            page.write_text(name, encoding="utf-8")
        project = app.config.project
    (folder / "furniture.pickle").write_bytes(pickle.dumps(furniture))
    conf = BARE_CONF.format(here=str(folder), package=str(ROOT / "src"), project=project)
    (pages / "conf.py").write_text(conf, encoding="utf-8")
    return len(names)


def seconds(source: Path, target: Path, cache: Path) -> float:
    """Return the processor seconds that a build took, its own programs included."""
    doctrees = target.with_name(f"{target.name}-doctrees")
    command = [sys.executable, "-m", "sphinx", "-q", "-b", "html", "-d", str(doctrees)]
    environment = {**os.environ, "PLANFORGE_CACHE": str(cache)}
    return run([*command, str(source), str(target)], env=environment, cwd=source).cpu_s


def measure(folder: Path, runs: int) -> dict[str, list[float]]:
    """Return the seconds of every run by what was measured."""
    found: dict[str, list[float]] = {"bare": [], "cold": [], "again": [], "edit": []}
    for number in range(runs):
        source = folder / f"source-{number}"
        source.mkdir()
        shutil.copy(ROOT / "conf.py", source)
        shutil.copytree(ROOT / "plans", source / "plans")
        bare, site, cache = (
            folder / f"bare-{number}",
            folder / f"site-{number}",
            folder / f"cache-{number}",
        )
        found["bare"].append(seconds(folder / "finished" / "pages", bare, cache))
        found["cold"].append(seconds(source, site, cache))
        found["again"].append(seconds(source, site, cache))
        edited = source / EDITED
        text = edited.read_text(encoding="utf-8")
        edited.write_text(text.rstrip() + "\n\n本句为测试所加。\n", encoding="utf-8")
        found["edit"].append(seconds(source, site, cache))
        for done in (bare, site):
            shutil.rmtree(done)
    return found


def main() -> None:
    """Print medians and the two ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        pages = write_bare(folder / "finished")
        found = measure(folder, options.runs)
    median = {name: statistics.median(times) for name, times in found.items()}
    print(f"{pages} pages, processor seconds, median of {options.runs}")
    for name, value in median.items():
        print(f"{name:>6} {value:7.2f}   ({', '.join(f'{x:.2f}' for x in found[name])})")
    print(f"cold / bare {median['cold'] / median['bare']:.2f}   (promised: at most 1.5)")
    print(f"edit / cold {median['edit'] / median['cold']:.2f}   (promised: at most 0.2)")


if __name__ == "__main__":
    main()

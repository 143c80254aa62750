"""`setup`: which Sphinx event is heard by whom."""

from __future__ import annotations

import shutil
from functools import partial
from typing import TYPE_CHECKING, Any

from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.environment import CONFIG_OK
from sphinx.util import logging

from planforge.document import components as _components  # noqa: F401 - enters the directives
from planforge.document import directives
from planforge.document import format_reference as _format_reference  # noqa: F401 - enters its own
from planforge.publish.site import domain, hand_written, labels, printing, settings
from planforge.publish.site.builders import BUILDERS, BookBuilder
from planforge.publish.site.computed import Expand, computed, writer_of
from planforge.publish.site.furniture import add_context
from planforge.publish.site.images import carry_images, picture, writer
from planforge.publish.site.inventory import leave_out_missing_indexes
from planforge.publish.site.loading import load_state
from planforge.publish.site.reader import enter_pages, outdated, to_write
from planforge.publish.site.records import keep_record, remove_stale, write_search
from planforge.publish.site.source_files import keep_in, leave_out
from planforge.publish.site.state import state_of
from planforge.publish.site.theme import HERE, forget_folders, set_defaults, speak_chinese
from planforge.publish.site.virtual import PlanProject

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

logger = logging.getLogger(__name__)


def setup(app: Sphinx) -> dict[str, Any]:
    """Add the plans of a jurisdiction to a Sphinx site."""
    speak_chinese(app)
    app.setup_extension("myst_parser")
    settings.register(app)
    printing.register(app)
    directives.enter()
    app.setup_extension(domain.__name__)
    for builder in BUILDERS:
        app.add_builder(builder)
    app.add_node(computed, html=writer_of(app))
    app.add_node(picture, html=writer())
    labels.register(app)
    app.add_post_transform(Expand)
    app.add_transform(hand_written.JoinLines)
    app.add_post_transform(hand_written.FillIn)
    app.add_message_catalog("sphinx", str(HERE.parent.parent / "locale"))
    for name in ("planforge.css", "planforge-charts.css", "planforge-search.css"):
        app.add_css_file(name)
    app.add_js_file("planforge-search.js", loading_method="defer")
    app.connect("config-inited", set_defaults, priority=300)
    app.connect("builder-inited", forget_folders)
    app.connect("builder-inited", begin)
    app.connect("env-get-outdated", outdated)
    app.connect("env-before-read-docs", enter_pages)
    app.connect("env-updated", to_write)
    app.connect("doctree-read", hand_written.note_use)
    app.connect("env-updated", hand_written.to_write)
    app.connect("include-read", leave_out)
    app.connect("env-updated", keep_in, priority=100)
    app.connect("env-updated", show_findings)
    app.connect("html-page-context", add_context)
    app.connect("html-page-context", keep_record, priority=900)
    app.connect("html-collect-pages", leave_out_missing_indexes)
    app.connect("build-finished", finish)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}


def begin(app: Sphinx) -> None:
    """Read the plans and make their pages documents of the project."""
    state = load_state(app)
    app.planforge = state  # type: ignore[attr-defined]  # the one place where it is set
    if isinstance(app.builder, StandaloneHTMLBuilder):
        if app.env.config_status != CONFIG_OK:  # Sphinx would keep scripts of another language
            shutil.rmtree(app.outdir / "_static", ignore_errors=True)
        app.builder.search = False  # it knows no Chinese; ours is written in the end
        app.builder.copysource = app.config.html_copy_source  # else it makes the folder
    if isinstance(app.builder, BookBuilder):
        app.builder.state = state
        app.builder.fail = partial(setattr, app, "statuscode", 1)
    project = PlanProject(app.project, state.by_docname, plans=state.root, language=state.language)
    app.project = app.env.project = project


def show_findings(app: Sphinx, _env: BuildEnvironment) -> None:
    """Show every finding of the check as a warning at the plan's own line."""
    state = state_of(app)
    for finding in state.findings:
        logger.warning(
            "%s",
            finding.text,
            type="planforge",
            subtype=finding.rule,
            location=f"{finding.file}:{finding.line}:{finding.column}",
        )


def finish(app: Sphinx, exception: Exception | None) -> None:
    """Write the search and take away pages that no longer exist."""
    state_of(app).store.close()
    if exception is not None or app.builder.format != "html":
        return
    (app.outdir / ".buildinfo.bak").unlink(missing_ok=True)  # Sphinx's, of the build before
    (app.outdir / "_static" / "webpack-macros.html").unlink(missing_ok=True)  # a template
    remove_stale(app)
    carry_images(app)
    write_search(app)

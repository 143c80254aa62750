"""What the search knows of each page, kept between builds.

A page's record is made from its finished HTML while it is written, maybe in another process, and
kept in a file of its own. At the end the records of all pages become the index; pages that were not
written again bring their record from before.
"""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from planforge.corpus.names import spellings
from planforge.document.nodes import address, entity_address
from planforge.document.wording import level_rank
from planforge.i18n import DEFAULT_LANGUAGE, msg
from planforge.publish.site.search import (
    DATA_FOLDER,
    SearchRecord,
    SearchSection,
    search_ui_texts,
    standard_words,
    write_index,
)
from planforge.publish.site.search_sections import sections_of
from planforge.publish.site.state import state_of

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

    from planforge.corpus.names import Entity
    from planforge.document.page import Page
    from planforge.publish.site.state import SiteState

KINDS: Final = {
    "index": msg("Overview"),
    "plan": msg("Plan at a glance"),
    "level": msg("Response level"),
    "chapter": msg("Text of a plan"),
    "actions": msg("Response actions"),
    "annex": msg("Annex"),
    "organisation": msg("Organisation"),
    "post": msg("Post"),
    "group": msg("Working group"),
    "team": msg("Team"),
    "register": msg("Register"),
    "rule": msg("Rule of the check"),
    "check": msg("Result of the check"),
    "drill": msg("Drill"),
    "help": msg("Help"),
}
"""Kind of a page → what the search calls it."""
ASIDE: Final = ("rule", "check", "drill", "help")
"""Kinds that come after plans and registers: they speak of plans, or of an invented city."""
SHARES: Final = {
    "organisation": 0.75,
    "post": 0.85,
    "group": 0.85,
    "team": 0.85,
    "register": 0.85,
}
"""Kinds that repeat what plans say, or speak of them → factor of their score among related hits."""
FOLDER: Final = "planforge-search"
"""Where records are kept, beside the pickled documents."""


def keep_record(
    app: Sphinx,
    pagename: str,
    _template: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Keep the record of the page that is being written."""
    if doctree is None:
        return
    state = state_of(app)
    page = state.by_docname.get(pagename)
    record = SearchRecord(
        title=_title(page) if page else app.env.titles[pagename].astext(),
        url=app.builder.get_target_uri(pagename),
        kind=KINDS[_kind(page)].render(state.language),
        facets=_facets(page),
        sections=tuple(_placed(part, state, page) for part in sections_of(context["body"])),
    )
    file = _file(app, pagename)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(asdict(record), ensure_ascii=False), encoding="utf-8")


def _placed(section: SearchSection, state: SiteState, page: Page | None) -> SearchSection:
    """Return *section* with the plan it is about, on a page that goes through plans."""
    about = state.place(address("plan", section.anchor.removeprefix("in-")))
    if page is None or about is None or not section.anchor.startswith("in-"):
        return section
    return replace(section, facets={"plan": (state.by_docname[about[0]].title,)})


def _kind(page: Page | None) -> str:
    """Return what the search calls *page*: an overview of rules is found with the rules."""
    if page is None:
        return "help"
    return "rule" if page.docname == "rule/index" else page.kind


def _title(page: Page) -> str:
    """Return the title of *page*, with its plan where the title alone could be any plan's."""
    plans = dict(page.facets).get("plan", ())
    if len(plans) != 1 or plans[0] in page.title:
        return page.title
    return f"{plans[0]} {page.title}"


def remove_stale(app: Sphinx) -> None:
    """Take away the pages, and what is kept of them, whose document no longer exists.

    Folders that are empty then go too.
    """
    kept = Path(app.doctreedir) / FOLDER
    for file in sorted(kept.rglob("*.json")):
        docname = file.relative_to(kept).with_suffix("").as_posix()
        if docname not in app.env.found_docs:
            _remove(app.outdir / app.builder.get_target_uri(docname), Path(app.outdir))
            _remove(file, kept)


def _remove(file: Path, root: Path) -> None:
    """Take away *file* and the folders below *root* that held nothing else."""
    file.unlink(missing_ok=True)
    for folder in file.parents:
        if folder == root or not folder.is_dir() or any(folder.iterdir()):
            break
        folder.rmdir()


def _facets(page: Page | None) -> dict[str, tuple[str, ...]]:
    return dict(page.facets) if page else {}


def write_search(app: Sphinx) -> None:
    """Write the index of all pages of the site."""
    folder = Path(app.outdir) / DATA_FOLDER
    records = [
        record
        for docname in sorted(app.env.found_docs)
        if (record := _read(_file(app, docname))) is not None
    ]
    language = state_of(app).language
    aside = [KINDS[kind].render(language) for kind in ASIDE]
    kinds = {kind: name.render(language) for kind, name in KINDS.items()}
    texts = search_ui_texts(language)
    words = standard_words(DEFAULT_LANGUAGE).extended(standard_words(language))
    write_index(
        records,
        folder,
        language,
        texts,
        words=words,
        aside=aside,
        kinds=kinds,
        shares=SHARES,
        names=_names(app),
    )


def _names(app: Sphinx) -> dict[str, tuple[str, ...]]:
    """Return the names, former ones too, of all that has a page of its own, by its address.

    They come from the corpus of this build, which holds nothing that its readers must not see.
    """
    state = state_of(app)
    corpus = state.corpus
    named = [
        (entity_address(entity), (*spellings(entity), *_former(entity)))
        for entity in (*corpus.registry.names, *(group for _, group in corpus.groups()))
    ]
    for view in corpus.plans:
        plan = view.plan
        own = (plan.name, *plan.short_names, plan.id)
        named.append((address("plan", plan.id), own))
        for level in view.levels:
            names = (level.name, *(f"{name}{level.name}" for name in own))
            named.append((address("level", f"{plan.id}/{level_rank(view, level)}"), names))
    found: dict[str, tuple[str, ...]] = {}
    for target, names in named:
        place = state.place(target)
        if place is not None and not place[1]:
            url = app.builder.get_target_uri(place[0])
            found[url] = tuple(dict.fromkeys((*found.get(url, ()), *names)))
    return found


def _former(entity: Entity) -> tuple[str, ...]:
    return tuple(former.name for former in getattr(entity.element, "former_names", ()))


def _file(app: Sphinx, docname: str) -> Path:
    return Path(app.doctreedir) / FOLDER / f"{docname}.json"


def _read(file: Path) -> SearchRecord | None:
    try:
        raw = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    sections = tuple(
        SearchSection(part["heading"], part["anchor"], part["text"], _tuples(part["facets"]))
        for part in raw["sections"]
    )
    return SearchRecord(raw["title"], raw["url"], raw["kind"], _tuples(raw["facets"]), sections)


def _tuples(facets: dict[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {name: tuple(values) for name, values in facets.items()}

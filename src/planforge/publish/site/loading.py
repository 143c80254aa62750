"""The beginning of a build: plans read and checked, pages computed, the layout program found."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sphinx.errors import ConfigError

from planforge.checking import check
from planforge.corpus.drills import load_drills
from planforge.corpus.load import load
from planforge.corpus.public import public_corpus
from planforge.document.charts.layout import find_program
from planforge.document.context import Context
from planforge.document.pages import CheckDoc, DrillDoc, site_pages, told_at
from planforge.fingerprint import fingerprint
from planforge.i18n import msg
from planforge.publish.site import settings as site_settings
from planforge.publish.site.public_findings import for_the_public
from planforge.publish.site.rule_docs import finding_docs, rule_docs
from planforge.publish.site.source_files import require_settings
from planforge.publish.site.state import OwnStore, SiteState
from planforge.source.cache import FolderStore, default_folder
from planforge.source.layout import corpus_root

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from planforge.document.pages import FindingDoc
    from planforge.i18n import Message
    from planforge.report import Report

_DRILLS: Final = "drills/"
"""Where the files lie of which no check page tells."""


def load_state(app: Sphinx) -> SiteState:
    """Read and check the plans of the site that *app* builds.

    Raises:
        ConfigError: There is no folder of plans where `conf.py` says, or a public site would
            copy it.
    """
    settings = site_settings.read(app.config)
    language = "en" if app.config.language == "en" else "zh_CN"
    root = Path(app.confdir) / settings.plans
    if not root.is_dir():
        raise ConfigError(_no_plans(root).render(language))
    if settings.public:
        require_settings(app, root, language)
    store = FolderStore(default_folder())
    whole, _ = load(root, store=store)
    corpus = public_corpus(whole) if settings.public else whole
    findings: tuple[FindingDoc, ...] = ()
    shown: tuple[FindingDoc, ...] = ()
    rules = rule_docs(language, store)
    as_of = settings.day(language)
    if settings.checks:
        report = without_drills(check(root, store=store, as_of=as_of, jobs=app.parallel))
        shown = findings = finding_docs(
            report, f"{settings.plans}/", language, whole, public=settings.public
        )
        if settings.public:
            shown = for_the_public(
                findings, report, rules, whole, language, as_of=as_of, store=store
            )
    views = () if settings.public else load_drills(root, whole, store=store)[0]
    store.flush()
    pages = site_pages(
        corpus,
        language=language,
        public=settings.public,
        rules=rules,
        check=CheckDoc(shown, whole, as_of, len(findings) - len(shown))
        if settings.checks
        else None,
        drills=DrillDoc(whole, views, as_of, in_full=settings.organisers),
        version=fingerprint(),
    )
    seen = sha256(f"{fingerprint()}:{corpus.registry.digest}:{language}:{settings}".encode())
    for plan, digest in sorted(corpus.digests.items()):
        seen.update(f"{plan}={digest}".encode())
    for view in views:
        seen.update(view.drill.model_dump_json().encode())
    return SiteState(
        settings=settings,
        corpus=corpus,
        context=Context(corpus, None, language, settings.public, told_at),
        pages=pages,
        digest=seen.hexdigest(),
        findings=findings,
        driver=find_program(settings.dot),
        store=OwnStore(store),
        language=language,
        root=corpus_root(root),
    )


def _no_plans(root: Path) -> Message:
    return msg(
        "There is no folder {folder} with plans. Name it in conf.py as planforge_plans, "
        "relative to conf.py. To link to plans of another site only, take the extension "
        "“{extension}” instead of “planforge.publish.site”.",
        folder=str(root),
        extension="planforge.publish.site.domain",
    )


def without_drills(report: Report) -> Report:
    """Return *report* without what it says of drills: their files are for those who run them."""
    found = tuple(one for one in report.findings if not one.file.startswith(_DRILLS))
    return replace(report, findings=found)

"""The Sphinx domain: every plan, level, action, organisation … can be linked to and looked up.

It is an extension of its own, for a project without plans that links to those of another site.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from docutils import nodes
from sphinx.domains import Domain, ObjType
from sphinx.locale import _
from sphinx.roles import XRefRole
from sphinx.util.nodes import make_refnode

from planforge.corpus.names import fold
from planforge.model.base import Kind
from planforge.publish.site.state import state_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet

    from docutils.nodes import Element, reference
    from sphinx.addnodes import pending_xref
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

    from planforge.corpus.corpus import Corpus
    from planforge.document.context import Context
    from planforge.document.page import Page

KINDS = (
    "plan",
    "level",
    "action",
    "organisation",
    "post",
    "group",
    "team",
    "depot",
    "shelter",
    "expert",
    "risk",
    "mechanism",
    "agreement",
    "regulation",
    "indicator",
    "region",
    "rule",
    "drill",
)


class Object(NamedTuple):
    """Where a described thing stands."""

    docname: str
    anchor: str
    name: str


class _Role(XRefRole):
    """A link to an object; where it names none by a title, the object's own name is shown."""

    innernodeclass = nodes.inline

    def process_link(
        self,
        env: BuildEnvironment,
        refnode: Element,  # noqa: ARG002 - Sphinx passes it
        has_explicit_title: bool,  # noqa: ARG002, FBT001 - Sphinx passes it
        title: str,
        target: str,
    ) -> tuple[str, str]:
        """Note that the document uses the corpus: what a name means may change with it."""
        domain = domain_of(env)
        if domain.corpus() is not None:
            domain.note_reader()
        return title, target


class PlanforgeDomain(Domain):
    """Objects of a corpus, by kind and id, found by their names as well."""

    name = "planforge"
    label = "planforge"
    object_types: ClassVar[dict[str, ObjType]] = {kind: ObjType(_(kind), kind) for kind in KINDS}
    roles: ClassVar[dict[str, Any]] = {kind: _Role(warn_dangling=True) for kind in KINDS}
    initial_data: ClassVar[dict[str, Any]] = {
        "objects": {},
        "pages": {},
        "readers": {},
        "images": {},
        "around": "",
    }
    data_version = 3

    @property
    def objects(self) -> dict[tuple[str, str], Object]:
        """Kind and id → where it stands."""
        objects: dict[tuple[str, str], Object] = self.data["objects"]
        return objects

    @property
    def pages(self) -> dict[str, tuple[str, str]]:
        """Document → digest of its inputs and digest of what it shows."""
        pages: dict[str, tuple[str, str]] = self.data["pages"]
        return pages

    @property
    def readers(self) -> dict[str, str]:
        """Hand-written documents that use the corpus → digest of the corpus they saw."""
        readers: dict[str, str] = self.data["readers"]
        return readers

    @property
    def images(self) -> dict[str, tuple[str, ...]]:
        """Document → image files it shows, below the folder of the plans; absent for none."""
        images: dict[str, tuple[str, ...]] = self.data["images"]
        return images

    def note_reader(self) -> None:
        """Enter that the document in hand uses the corpus as it is now."""
        state = state_of(self.env._app)  # noqa: SLF001 - the only way to the application
        self.readers[self.env.current_document.docname] = state.digest

    def lend_context(self) -> Context:
        """Return what directives and roles in a hand-written document may look at."""
        self.note_reader()
        return state_of(self.env._app).context  # noqa: SLF001 - see note_reader

    def note_page(self, page: Page, inputs: str, shown: str) -> None:
        """Enter what *page* describes and what it was made from."""
        self.pages[page.docname] = (inputs, shown)
        for target in page.targets:
            self.objects[target.kind, target.ident] = Object(
                page.docname, target.anchor, target.name
            )

    def clear_doc(self, docname: str) -> None:
        """Forget everything that *docname* described."""
        for key in [key for key, found in self.objects.items() if found.docname == docname]:
            del self.objects[key]
        for table in (self.pages, self.readers, self.images):
            table.pop(docname, None)

    def merge_domaindata(self, docnames: AbstractSet[str], otherdata: dict[str, Any]) -> None:
        """Take over what another process read of *docnames*."""
        for key, found in otherdata["objects"].items():
            if found.docname in docnames:
                self.objects[key] = found
        for name in ("pages", "readers", "images"):
            for docname, value in otherdata[name].items():
                if docname in docnames:
                    self.data[name][docname] = value

    def corpus(self) -> Corpus | None:
        """Return the plans of this site; None for a project without any."""
        app = self.env._app  # noqa: SLF001 - the only way to the application
        return state_of(app).corpus if hasattr(app, "planforge") else None

    def find(self, kind: str, text: str) -> Object | None:
        """Return the object of *kind* that *text* means: by id, full or short name."""
        found = self.objects.get((kind, text))
        corpus = self.corpus()
        if found is None and corpus is not None:
            found = self.objects.get((kind, _ident(corpus, kind, text)))
        if found is not None:
            return found
        wanted = fold(text)
        return next(
            (
                o
                for (k, _id), o in sorted(self.objects.items())
                if k == kind and fold(o.name) == wanted
            ),
            None,
        )

    def resolve_xref(  # noqa: PLR0913, PLR0917 - Sphinx calls it so
        self,
        env: BuildEnvironment,  # noqa: ARG002 - Sphinx passes it
        fromdocname: str,
        builder: Builder,
        typ: str,
        target: str,
        node: pending_xref,
        contnode: Element,
    ) -> reference | None:
        """Return a link to the object, None if there is none."""
        found = self.find(typ, target)
        if found is None:
            return None
        if not node.get("refexplicit") and self.objects.get((typ, target)) is found:
            contnode = nodes.inline("", found.name, classes=contnode.get("classes", ()))
        return make_refnode(builder, fromdocname, found.docname, found.anchor, contnode, found.name)

    def resolve_any_xref(  # noqa: PLR0913, PLR0917 - Sphinx calls it so
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        target: str,
        node: pending_xref,
        contnode: Element,
    ) -> list[tuple[str, reference]]:
        """Return links to everything called *target*."""
        return [
            (f"planforge:{kind}", link)
            for kind in KINDS
            if (link := self.resolve_xref(env, fromdocname, builder, kind, target, node, contnode))
        ]

    def get_objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        """Yield the inventory, sorted."""
        for (kind, ident), found in sorted(self.objects.items()):
            yield ident, found.name, kind, found.docname, found.anchor, 1


def _ident(corpus: Corpus, kind: str, name: str) -> str:
    """Return the id of the plan or registered thing *name*; empty if it is not clear what it is."""
    if kind == Kind.PLAN.value:
        plan = corpus.system.plan(name)
        return plan.id if plan else ""
    kinds = tuple(one for one in Kind if one.value == kind)
    entity = corpus.registry.names.get(name, kinds)
    return entity.id if entity else ""


def domain_of(env: BuildEnvironment) -> PlanforgeDomain:
    """Return the domain of *env*."""
    domain: PlanforgeDomain = env.domains["planforge"]  # type: ignore[assignment]  # by name
    return domain


def setup(app: Sphinx) -> dict[str, Any]:
    """Add the domain, without any plans."""
    app.add_domain(PlanforgeDomain)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}

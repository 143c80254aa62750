"""Directives and roles: where `plan.md` asks for a fact, a component builds it.

They are docutils directives, so they work in every MyST reader. What they may look at is the
`Context` that stands in the document's settings as `planforge`.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from dataclasses import field
from itertools import takewhile
from typing import TYPE_CHECKING, Any, ClassVar, Final, TypeAlias, TypeVar

from docutils import nodes
from docutils.parsers.rst import Directive, directives, roles
from docutils.parsers.rst.languages import en

from planforge.document.context import NoPlanInHand
from planforge.frozen import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from planforge.document.context import Context


@dataclass(frozen=True, slots=True)
class Request:
    """What a directive was asked for.

    Attributes:
        argument: The text behind its name.
        options: Its options; all values are text.
    """

    argument: str = ""
    options: Mapping[str, str] = field(default_factory=dict)


Component: TypeAlias = "Callable[[Context, Request], list[nodes.Node]]"
"""Builds the nodes of a directive. It returns no nodes where the plan has no such fact."""
RoleComponent: TypeAlias = "Callable[[Context, str], nodes.Node | str]"

D = TypeVar("D", bound=Directive)

COMPONENTS: Final[dict[str, Component]] = {}
ROLES: Final[dict[str, RoleComponent]] = {}
_DIRECTIVES: Final[dict[str, type[Directive]]] = {}
_ROLE_FUNCTIONS: Final[dict[str, Any]] = {}


def component(name: str) -> Callable[[Component], Component]:
    """Enter the decorated function as the directive *name*."""

    def decorate(build: Component) -> Component:
        COMPONENTS[name] = build
        _DIRECTIVES[name] = _directive(build)
        return build

    return decorate


def directive(name: str) -> Callable[[type[D]], type[D]]:
    """Enter the decorated class, which shows nothing of a plan, as the directive *name*."""

    def decorate(made: type[D]) -> type[D]:
        _DIRECTIVES[name] = made
        return made

    return decorate


def inline_component(name: str) -> Callable[[RoleComponent], RoleComponent]:
    """Enter the decorated function as the role *name*."""

    def decorate(build: RoleComponent) -> RoleComponent:
        ROLES[name] = build

        def role(  # noqa: PLR0913, PLR0917 - docutils calls it so
            _name: str,
            rawtext: str,
            text: str,
            lineno: int,
            inliner: Any,  # noqa: ANN401 - MyST passes a stand-in of its own
            options: Mapping[str, Any] | None = None,  # noqa: ARG001 - docutils passes it
            content: list[str] | None = None,  # noqa: ARG001 - docutils passes it
        ) -> tuple[list[nodes.Node], list[nodes.system_message]]:
            context = context_of(inliner.document)
            if context is None:
                return [nodes.literal(rawtext, text)], []
            try:
                built = build(context, text)
            except NoPlanInHand:
                said = context.t("outside a plan “{role}” has nothing to refer to", role=rawtext)
                return [nodes.literal(rawtext, text)], [inliner.reporter.error(said, line=lineno)]
            return [nodes.Text(built) if isinstance(built, str) else built], []

        _ROLE_FUNCTIONS[name] = role
        return build

    return decorate


def enter() -> None:
    """Make every directive and role known to docutils, which forgets them after a Sphinx build."""
    for name, directive in _DIRECTIVES.items():
        directives.register_directive(name, directive)
    for name, role in _ROLE_FUNCTIONS.items():
        roles.register_local_role(name, role)


_ROLE_NAME: Final = re.compile(r"\{([^\s{}`]+)\}`")
_DIRECTIVE_NAME: Final = re.compile(r"(?m)^[ >*+\-\d.]*(?:`{3,}|~{3,}|:{3,})[ \t]*\{([^\s{}]+)\}")


@contextmanager
def only_own(text: str = "") -> Iterator[None]:
    """Know no directives and roles but docutils' and ours: Sphinx's want its documents.

    Others that *text* names leave their words as they stand there, and a warning.
    """
    # docutils has no other way to forget a name, and its stubs do not tell of these
    known = (directives._directives, roles._roles)  # type: ignore[attr-defined]  # noqa: SLF001
    kept = tuple(dict(names) for names in known)
    for names in known:
        names.clear()
    if "seealso" in kept[0]:
        directives.register_directive("seealso", kept[0]["seealso"])
    enter()
    for name in sorted(set(_ROLE_NAME.findall(text)) - en.roles.keys() - _ROLE_FUNCTIONS.keys()):
        known[1][name] = _words_of_role
    strange = set(_DIRECTIVE_NAME.findall(text)) - en.directives.keys() - known[0].keys()
    for name in sorted(strange - {"eval-rst"}):
        directives.register_directive(name, _WordsOfDirective)
    try:
        yield
    finally:
        for names, before in zip(known, kept, strict=True):
            names.clear()
            names.update(before)


def _words_of_role(  # noqa: PLR0913, PLR0917 - docutils calls it so
    name: str,
    _rawtext: str,
    text: str,
    lineno: int,
    inliner: Any,  # noqa: ANN401 - MyST passes a stand-in of its own
    options: Mapping[str, Any] | None = None,  # noqa: ARG001 - docutils passes it
    content: list[str] | None = None,  # noqa: ARG001 - docutils passes it
) -> tuple[list[nodes.Node], list[nodes.system_message]]:
    """Leave the words of a role that nobody knows."""
    said = inliner.reporter.warning(f'Unknown interpreted text role "{name}".', line=lineno)
    return [nodes.Text(text)], [said]


_is_option: Final = re.compile(r":[A-Za-z-]+:( |$)").match


class _WordsOfDirective(Directive):
    """Leaves the words inside a directive that nobody knows."""

    optional_arguments = 1
    final_argument_whitespace = True
    has_content = True

    def run(self) -> list[nodes.Node]:
        said = self.state_machine.reporter.warning(
            f"Unknown directive type: {self.name!r}", line=self.lineno
        )
        found: list[nodes.Node] = [nodes.paragraph("", each) for each in self.arguments]
        inside = nodes.container()
        options = sum(1 for _ in takewhile(_is_option, self.content))
        words, offset = self.content[options:], self.content_offset + options
        self.state.nested_parse(words, offset, inside)
        return [*found, *inside.children, said]


def context_of(document: nodes.document) -> Context | None:
    """Return the context a document is built in, None if it is not one of ours."""
    found = getattr(document.settings, "planforge", None)
    env = getattr(document.settings, "env", None)
    if found is None and env is not None and "planforge" in env.domains:
        found = env.domains["planforge"].lend_context()
    context: Context | None = found
    return context


def _directive(build: Component) -> type[Directive]:
    class PlanforgeDirective(Directive):
        optional_arguments = 1
        final_argument_whitespace = True
        has_content = False
        option_spec: ClassVar[dict[str, Callable[[str], Any]]] = {
            "level": directives.unchanged,
            "phase": directives.unchanged,
            "plan": directives.unchanged,
            "item": directives.unchanged,
        }

        def run(self) -> list[nodes.Node]:
            context = context_of(self.state.document)
            if context is None:
                return []
            options = {name: str(value or "") for name, value in self.options.items()}
            if options.get("plan"):
                view = context.corpus.plan(options["plan"])
                if view is None:
                    raise self.error(context.t("there is no plan “{name}”", name=options["plan"]))
                context = context.of(view)
            argument = self.arguments[0] if self.arguments else ""
            try:
                return build(context, Request(argument, options))
            except NoPlanInHand:
                text = context.t("say which plan is meant, with “:plan: …”")
                raise self.error(text) from None

    return PlanforgeDirective

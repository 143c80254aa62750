"""The reference of the file format, made from the models: every key, what stands there, its words.

The help pages ask for it with a directive, so that a key is described where it is declared and
nowhere else.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import NoneType
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Final, get_args, get_origin

from docutils import nodes
from docutils.parsers.rst import Directive, directives

from planforge.document.blocks import Content, joined, paragraph, section, table
from planforge.document.directives import directive
from planforge.i18n import DEFAULT_LANGUAGE, marks, msg, translate
from planforge.model.base import Element, Kind, Ref, Term
from planforge.model.keys import FILE_MODELS, summary, title
from planforge.model.scalars import Amount, Count, Cycle, Date, Id, Limit, Text, YesNo
from planforge.model.spelled import Before
from planforge.model.trigger import Quantified, Row

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pydantic.fields import FieldInfo

    from planforge.i18n import Message

_SCALARS: Final[tuple[tuple[Any, Message], ...]] = (
    (str, msg("text")),
    (Text, msg("text")),
    (Id, msg("identifier: lower-case letters, digits, hyphens")),
    (YesNo, msg("是 or 否")),
    (Count, msg("whole number")),
    (Amount, msg("whole number, which may carry its unit, e.g. 20条")),
    (Date, msg("date, e.g. 2026-03-01")),
    (Limit, msg("time limit, e.g. 30分钟, 2小时, 20个工作日, 立即, 每日9时前")),
    (Cycle, msg("cycle, e.g. 3年, 半年, 每2年至少一次")),
)
_KINDS: Final[Mapping[Kind, Message]] = {
    Kind.ORGANISATION: msg("organisation"),
    Kind.POST: msg("post"),
    Kind.GROUP: msg("working group"),
    Kind.TEAM: msg("rescue team"),
    Kind.DEPOT: msg("depot"),
    Kind.SHELTER: msg("shelter"),
    Kind.EXPERT: msg("expert"),
    Kind.RISK: msg("risk point"),
    Kind.MECHANISM: msg("standing arrangement"),
    Kind.AGREEMENT: msg("agreement"),
    Kind.REGULATION: msg("regulation"),
    Kind.INDICATOR: msg("indicator"),
    Kind.PLAN: msg("plan"),
    Kind.LEVEL: msg("response level of this plan"),
    Kind.ACTION: msg("action of this plan"),
    Kind.REGION: msg("part of the jurisdiction"),
    Kind.GRADE: msg("incident grade of this plan"),
}


def format_reference(
    kinds: tuple[str, ...], language: str = DEFAULT_LANGUAGE
) -> list[nodes.section]:
    """Return a section for every object that files of *kinds* may hold, each object once.

    Args:
        kinds: Keys of `planforge.model.keys.FILE_MODELS`.
        language: Language of the words around the keys.

    Raises:
        KeyError: There is no such kind of file.
    """
    writer = _Writer(language)
    return [writer.section(model) for model in _reachable([FILE_MODELS[kind] for kind in kinds])]


def _reachable(roots: list[type[Element]]) -> tuple[type[Element], ...]:
    """Return *roots* and every model below them, each before what it holds."""
    found: dict[type[Element], None] = {}

    def visit(model: type[Element]) -> None:
        if model in found:
            return
        found[model] = None
        for _, info in _fields(model):
            for below in _models(info.annotation):
                visit(below)
        if model is Row:
            visit(Quantified)

    for root in roots:
        visit(root)
    return tuple(found)


def _fields(model: type[Element]) -> Iterator[tuple[str, FieldInfo]]:
    """Yield the fields of *model* but for 可见, which every object has."""
    model.model_rebuild()
    return ((name, info) for name, info in model.model_fields.items() if name != "visibility")


def _models(annotation: object) -> Iterator[type[Element]]:
    if isinstance(annotation, type) and issubclass(annotation, Element):
        yield annotation
    for part in get_args(annotation):
        yield from _models(part)


def _anchor(model: type[Element]) -> str:
    return "format-" + title(model).lower().replace(" ", "-")


class _Writer:
    def __init__(self, language: str) -> None:
        self.language = language

    def t(self, message: Message) -> str:
        return message.render(self.language)

    def section(self, model: type[Element]) -> nodes.section:
        headings = (msg("Key"), msg("What stands there"), msg("If left out"), msg("Meaning"))
        rows = [self.row(name, info) for name, info in _fields(model)]
        if model is Row:
            rows.append(self.cell_row())
        return section(
            translate(title(model), self.language),
            _anchor(model),
            paragraph(self.with_code(translate(summary(model), self.language))),
            table(
                tuple(map(self.t, headings)), rows, "pf-format-reference", widths=(16, 30, 12, 42)
            ),
        )

    def row(self, name: str, info: FieldInfo) -> tuple[Content, ...]:
        kind = Annotated[info.annotation, *info.metadata] if info.metadata else info.annotation
        return (
            self.keys(info.alias or name, name),
            self.value(kind),
            self.default(info),
            translate(info.description or "", self.language),
        )

    def cell_row(self) -> tuple[Content, ...]:
        return (
            self.t(msg("name of an indicator")),
            self.either([[self.t(msg("test, e.g. [3..10), >= 30 mm"))], [self.link(Quantified)]]),
            self.t(msg("any value")),
            self.t(msg("What the indicator must be for the row to hold.")),
        )

    def keys(self, chinese: str, english: str) -> Content:
        both = (chinese, english) if self.language != "en" else (english, chinese)
        return [paragraph([nodes.literal("", key)]) for key in both]

    def default(self, info: FieldInfo) -> Content:
        if info.is_required():
            return [nodes.strong("", self.t(msg("required")))]
        value = info.default
        if isinstance(value, bool):
            return self.t(msg("是") if value else msg("否"))
        return value.label(self.language) if isinstance(value, Term) else self.t(msg("optional"))

    def value(self, kind: Any) -> list[nodes.Node | str]:  # noqa: ANN401 - a type expression
        scalar = next((words for one, words in _SCALARS if kind == one), None)
        if scalar is not None:
            return [self.t(scalar)]
        if isinstance(kind, type) and issubclass(kind, Term):
            return self.words(kind)
        if isinstance(kind, type) and issubclass(kind, Element):
            return [self.link(kind)]
        origin = get_origin(kind)
        if origin is Annotated:
            return self.annotated(*get_args(kind))
        return self.many(kind, origin)

    def many(self, kind: Any, origin: Any) -> list[nodes.Node | str]:  # noqa: ANN401 - a type expression
        """Return the words for a list, a mapping, or a choice of shapes."""
        if origin is tuple:
            return [self.t(msg("list of: ")), *self.value(get_args(kind)[0])]
        if isinstance(origin, type) and issubclass(origin, Mapping):
            key, value = map(self.value, get_args(kind))
            return [self.t(msg("entries; key: ")), *key, self.t(msg("; value: ")), *value]
        return self.either([self.value(part) for part in get_args(kind) if part is not NoneType])

    def annotated(self, inner: Any, *marks: object) -> list[nodes.Node | str]:  # noqa: ANN401 - a type expression
        for mark in marks:
            if isinstance(mark, Ref):
                names = self.either([[self.t(_KINDS[kind])] for kind in mark.kinds])
                return [self.t(msg("name of: ")), *names] if mark.scope == "corpus" else names
        is_many = any(isinstance(mark, Before) for mark in marks)
        if is_many and get_origin(inner) is tuple:
            return [self.t(msg("one or a list of: ")), *self.value(get_args(inner)[0])]
        return self.value(inner)

    def either(self, options: list[list[nodes.Node | str]]) -> list[nodes.Node | str]:
        found: list[nodes.Node | str] = []
        for option in options:
            found += [self.t(msg(" or ")), *option] if found else option
        return found

    def words(self, terms: type[Term]) -> list[nodes.Node | str]:
        words = [nodes.literal("", term.label(self.language)) for term in terms]
        return [self.t(msg("one of: ")), *joined(words, marks(self.language).item)]

    def link(self, model: type[Element]) -> nodes.Node:
        text = translate(title(model), self.language)
        return nodes.reference("", text, refid=_anchor(model), internal=True)

    @staticmethod
    def with_code(text: str) -> list[nodes.Node | str]:
        """Return *text* with what stands between backticks as code."""
        parts = text.split("`")
        return [nodes.literal("", part) if i % 2 else part for i, part in enumerate(parts) if part]


@directive("format-reference")
class FormatReference(Directive):
    """`{format-reference} plan` on a help page: the objects of files of these kinds."""

    required_arguments = 1
    final_argument_whitespace = True
    has_content = False
    option_spec: ClassVar[dict[str, Callable[[str], Any]]] = {
        "language": lambda text: directives.choice(text, ("zh_CN", "en"))
    }

    def run(self) -> list[nodes.Node]:
        """Return the sections; a kind that does not exist is an error of the page."""
        kinds = tuple(self.arguments[0].split())
        unknown = [kind for kind in kinds if kind not in FILE_MODELS]
        if unknown:
            raise self.error(f"no such kind of file: {', '.join(unknown)}")
        return [*format_reference(kinds, self.options.get("language", DEFAULT_LANGUAGE))]

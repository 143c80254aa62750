"""The base of all model classes: bilingual keys, bilingual terms, references by name.

A key is accepted in Chinese (the pydantic alias) or in English (the field name). Values that come
from a closed list are `Term` members, accepted in either language too. A field that names something
else carries a `Ref`, so that one generic walk finds every reference of a corpus.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from enum import Enum
from functools import cache
from typing import (
    TYPE_CHECKING,
    Annotated,
    Any,
    Self,
    TypeVar,
)

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag
from pydantic_core import PydanticCustomError

from planforge.frozen import dataclass
from planforge.model.spelled import Before, Spelled

if TYPE_CHECKING:
    from pydantic.json_schema import JsonSchemaValue


def key(alias: str, description: str, default: Any = ..., **constraints: Any) -> Any:  # noqa: ANN401 - stands for any field's default
    """Return a field that is written *alias* in Chinese files and by its own name in English ones.

    Args:
        alias: The Chinese key.
        description: English description; a msgid of the `model` catalogue.
        default: Default value; required if left out.
        **constraints: Further arguments of `pydantic.Field`.
    """
    return Field(default, alias=alias, description=description, **constraints)


class Term(Spelled, Enum):
    """A word of a closed list, written in Chinese or in English.

    Members are declared as `NAME = "english", "中文", *other_spellings`; the value is the English
    word.
    """

    zh: str
    others: tuple[str, ...]

    __hash__ = object.__hash__
    """Each word exists once, and many tables are asked by one: Enum's own way is slow."""

    def __new__(cls, value: str, zh: str, *others: str) -> Self:
        """Create a member whose value is the English word."""
        member = object.__new__(cls)
        member._value_ = value
        member.zh = zh
        member.others = others
        return member

    def label(self, language: str) -> str:
        """Return the word in *language*."""
        return str(self.value).replace("_", " ") if language == "en" else self.zh

    @classmethod
    def read(cls, text: object) -> Self:
        """Return the member written *text*, or raise the error that lists the allowed words."""
        if isinstance(text, cls):
            return text
        found = _spellings(cls).get(text) if isinstance(text, str) else None
        if found is None:
            raise PydanticCustomError(
                "not_in_list",
                "should be one of {allowed}; here it is “{given}”",
                {
                    "allowed": "、".join(m.zh for m in cls),
                    "allowed_en": ", ".join(str(m.value) for m in cls),
                    "given": str(text),
                },
            )
        return found  # type: ignore[return-value]  # the spellings of cls hold members of cls

    def spelling(self) -> str:
        """Return the Chinese word."""
        return self.zh

    @classmethod
    def described(cls) -> JsonSchemaValue:
        """List every spelling, Chinese first."""
        words = [m.zh for m in cls] + [str(m.value) for m in cls]
        words += [word for m in cls for word in m.others]
        return {"type": "string", "enum": list(dict.fromkeys(words))}


@cache
def _spellings(terms: type[Term]) -> Mapping[str, Term]:
    return {
        word: member for member in terms for word in (str(member.value), member.zh, *member.others)
    }


class Visibility(Term):
    """Who may read an element; 内部 never reaches a public build."""

    PUBLIC = "public", "公开"
    INTERNAL = "internal", "内部"


class Element(BaseModel):
    """Anything in a plan file: frozen, no unknown keys, public unless marked 内部."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        validate_by_alias=True,
        validate_by_name=True,
        defer_build=True,
        str_strip_whitespace=True,
    )

    visibility: Visibility = key(
        "可见", "Who may read this element: public or internal.", Visibility.PUBLIC
    )


Item = TypeVar("Item")


def _as_list(value: object) -> object:
    if value is None:
        return ()
    return value if isinstance(value, list | tuple) else (value,)


def _one_or_many(many: JsonSchemaValue) -> JsonSchemaValue:
    return {"anyOf": [many["items"], many]}


_ONE_OR_MANY = Before(_as_list, _one_or_many)


class _ManyMeta(type):
    def __getitem__(cls, item: Any) -> Any:  # noqa: ANN401 - a type expression
        return Annotated[tuple[item, ...], _ONE_OR_MANY]


if TYPE_CHECKING:
    Many = Annotated[tuple[Item, ...], "one or many"]
else:

    class Many(metaclass=_ManyMeta):
        """`Many[X]`: a tuple of X that may be written as one X without a list."""


class _ByShapeMeta(type):
    def __getitem__(cls, types: tuple[Any, Any]) -> Any:  # noqa: ANN401 - a type expression
        scalar, mapping = types
        return Annotated[
            Annotated[scalar, Tag("‹plain›")] | Annotated[mapping, Tag("‹keys›")],
            Discriminator(_shape),
        ]


if TYPE_CHECKING:
    Keys = TypeVar("Keys")
    ByShape = Annotated[Item | Keys, "by shape"]
else:

    class ByShape(metaclass=_ByShapeMeta):
        """`ByShape[X, Y]`: an X when written plainly, a Y when it has keys.

        Only the branch that was meant reports its errors. Branch names in an error's path stand
        in ‹›.
        """


def _shape(value: object) -> str:
    return "‹keys›" if isinstance(value, Mapping | Element) else "‹plain›"


class Kind(Enum):
    """What a name may refer to."""

    ORGANISATION = "organisation"
    POST = "post"
    GROUP = "group"
    TEAM = "team"
    DEPOT = "depot"
    SHELTER = "shelter"
    EXPERT = "expert"
    RISK = "risk"
    MECHANISM = "mechanism"
    AGREEMENT = "agreement"
    REGULATION = "regulation"
    INDICATOR = "indicator"
    PLAN = "plan"
    LEVEL = "level"
    ACTION = "action"
    REGION = "region"
    GRADE = "grade"

    __hash__ = object.__hash__
    """Each kind exists once, and every look-up of a name hashes it: Enum's own way is slow."""


@dataclass(frozen=True, slots=True)
class Ref:
    """Marks a text field as the name of something of one of *kinds*.

    Attributes:
        kinds: Kinds that may be meant, tried in this order.
        scope: `"corpus"`, or `"plan"` for names only the plan itself defines (levels, actions).
    """

    kinds: tuple[Kind, ...]
    scope: str = "corpus"
    is_registered: bool = field(init=False, compare=False, repr=False)
    """Whether the plan or the registers must have it: names of plans need the whole corpus."""

    def __post_init__(self) -> None:
        """Work out once what is asked of hundreds of references a plan."""
        is_registered = self.scope == "corpus" and Kind.PLAN not in self.kinds
        object.__setattr__(self, "is_registered", is_registered)


OrganisationRef = Annotated[str, Ref((Kind.ORGANISATION,))]
PostRef = Annotated[str, Ref((Kind.POST, Kind.ORGANISATION))]
ActorRef = Annotated[str, Ref((Kind.GROUP, Kind.ORGANISATION, Kind.POST, Kind.TEAM))]
TeamRef = Annotated[str, Ref((Kind.TEAM,))]
DepotRef = Annotated[str, Ref((Kind.DEPOT,))]
ShelterRef = Annotated[str, Ref((Kind.SHELTER,))]
ExpertRef = Annotated[str, Ref((Kind.EXPERT,))]
MechanismRef = Annotated[str, Ref((Kind.MECHANISM,))]
AgreementRef = Annotated[str, Ref((Kind.AGREEMENT,))]
RegulationRef = Annotated[str, Ref((Kind.REGULATION, Kind.PLAN))]
IndicatorRef = Annotated[str, Ref((Kind.INDICATOR,))]
PlanRef = Annotated[str, Ref((Kind.PLAN, Kind.REGULATION))]
OwnPlanRef = Annotated[str, Ref((Kind.PLAN,))]
LevelRef = Annotated[str, Ref((Kind.LEVEL,), "plan")]
GradeRef = Annotated[str, Ref((Kind.GRADE,), "plan")]
ActionRef = Annotated[str, Ref((Kind.ACTION,), "plan")]
RegionRef = Annotated[str, Ref((Kind.REGION,))]

"""Values that stand in a file as one scalar and are written back as people write them."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, Self

from pydantic_core import core_schema

from planforge.frozen import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable

    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
    from pydantic.json_schema import JsonSchemaValue
    from pydantic_core import CoreSchema


class Spelled:
    """A type whose values are read from one scalar of a file; how pydantic learns of that."""

    __slots__ = ()

    @classmethod
    @abstractmethod
    def read(cls, value: object) -> Self:
        """Return the value that *value* stands for; one that is read already is returned.

        Raises:
            PydanticCustomError: It stands for none; the error says what it should look like.
        """

    @abstractmethod
    def spelling(self) -> str | int:
        """Return the scalar to write; reading it gives this value again."""

    @classmethod
    @abstractmethod
    def described(cls) -> JsonSchemaValue:
        """Return what editors should know of the scalar, as JSON Schema."""

    @classmethod
    def __get_pydantic_core_schema__(
        cls, _source: object, _handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """Read by `read`, write by `spelling`."""
        return core_schema.no_info_plain_validator_function(
            cls.read,
            serialization=core_schema.plain_serializer_function_ser_schema(cls.spelling),
        )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, _schema: CoreSchema, _handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Describe by `described`."""
        return cls.described()


@dataclass(frozen=True, slots=True)
class Before:
    """Marks a type of which something is read before pydantic does: `Annotated[T, Before(…)]`.

    Pydantic's own mark makes a second schema, of what may be written, for every field that has it,
    whether it is asked for or not; there are hundreds of them, and it is hardly ever asked for.

    Attributes:
        read: Returns what pydantic is given for what stands in the file.
        described: Returns what may be written, as JSON Schema, from what that of the type is.
    """

    read: Callable[[object], object]
    described: Callable[[JsonSchemaValue], JsonSchemaValue]

    def __get_pydantic_core_schema__(
        self, source: object, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """Read by `read`, then as the type itself."""
        return core_schema.no_info_before_validator_function(self.read, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Describe by `described` what may be written."""
        described = handler(schema)
        return self.described(described) if handler.mode == "validation" else described


__all__ = ["Before", "Spelled"]

"""Values that stand in a file as one scalar and are written back as people write them."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, Self

from pydantic_core import core_schema

if TYPE_CHECKING:
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


__all__ = ["Spelled"]

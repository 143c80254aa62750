"""JSON Schema of every file kind, so that editors complete, check and explain keys.

Every key is offered in both languages, the Chinese one explained in Chinese, the English one in
English. A mapping is written in one of them: its required keys are asked for in either language.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Final

from planforge.i18n import DEFAULT_LANGUAGE, translate
from planforge.model.keys import FILE_MODELS, elements, title

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planforge.model.base import Element

DIALECT: Final = "http://json-schema.org/draft-07/schema#"
"""The dialect that the YAML language server understands best."""

Json = dict[str, Any]


def schema(kind: str, language: str = DEFAULT_LANGUAGE) -> Json:
    """Return the JSON Schema of the file kind *kind* (`plan`, `organizations`, …).

    Args:
        kind: A key of `planforge.model.keys.FILE_MODELS`.
        language: Language of the titles of objects; keys explain themselves in their own language.

    Raises:
        KeyError: There is no such kind of file.
    """
    model = FILE_MODELS[kind]
    raw = model.model_json_schema(by_alias=True, mode="validation")
    definitions = raw.pop("$defs", {})
    found: Json = {"$schema": DIALECT, "$id": f"planforge:{kind}", **_object(raw, model, language)}
    if definitions:
        classes = {one.__name__: one for one in elements()}
        found["$defs"] = {
            name: _object(value, classes[name], language)
            for name, value in sorted(definitions.items())
            if name in classes
        }
    return found


def _object(raw: Json, model: type[Element], language: str) -> Json:
    fields = {info.alias or name: name for name, info in model.model_fields.items()}
    properties: Json = {}
    english: Json = {}
    for alias, value in raw.get("properties", {}).items():
        shape = _shape(value)
        msgid = _descriptions(model)[alias]
        properties[alias] = {**shape, "description": translate(msgid, DEFAULT_LANGUAGE)}
        english[fields[alias]] = {**shape, "description": msgid}
    found: Json = {
        "type": "object",
        "title": translate(title(model), language),
        "properties": {**properties, **english},
        "additionalProperties": _shape(raw["additionalProperties"])
        if isinstance(raw.get("additionalProperties"), dict)
        else False,
    }
    required = raw.get("required", [])
    if required:
        found["anyOf"] = [{"required": required}, {"required": [fields[a] for a in required]}]
    return found


@cache
def _descriptions(model: type[Element]) -> Mapping[str, str]:
    return {info.alias or name: info.description or "" for name, info in model.model_fields.items()}


_KEPT: Final = (
    "$ref",
    "enum",
    "pattern",
    "examples",
    "minLength",
    "default",
    "minimum",
    "maximum",
)


def _shape(value: Json) -> Json:
    """Return what an editor needs to know of a value; numbers may stand wherever text may."""
    found: Json = {name: value[name] for name in _KEPT if name in value and value[name] != ""}
    for name in ("anyOf", "oneOf", "allOf"):
        if name in value:
            options = [_shape(option) for option in value[name] if option.get("type") != "null"]
            found |= options[0] if len(options) == 1 else {name: options}
    if value.get("type") == "array":
        return {**found, "type": "array", "items": _shape(value.get("items", {}))}
    if value.get("type") == "object":
        extra = value.get("additionalProperties", True)
        return {
            **found,
            "type": "object",
            "additionalProperties": _shape(extra) if isinstance(extra, dict) else extra,
        }
    if value.get("type") == "string" and "enum" not in value:
        found["type"] = ["string", "number", "boolean"]
    elif "type" in value and "enum" not in value:
        found["type"] = value["type"]
    if isinstance(found.get("default"), list | dict):
        del found["default"]
    return found

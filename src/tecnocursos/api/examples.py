"""An example of what a JSON schema describes: the examples that its fields give, and plain values for the rest."""

from __future__ import annotations

from typing import Any, Final

_DEPTH: Final = 6
_BY_FORMAT: Final = {
    "uuid": "01a2137c-eb62-71ab-980f-6a234f11af20",
    "date-time": "2026-11-25T16:00:00Z",
    "date": "2026-11-25",
    "email": "ana@example.com",
    "uri": "https://example.com/",
    "binary": "",
}


def example_of(schema: Any, components: dict[str, Any], depth: int = 0) -> Any:
    """A value that fits `schema`, as far as its keywords tell."""
    if not isinstance(schema, dict) or depth > _DEPTH:
        return None
    if examples := schema.get("examples"):
        return examples[0]
    for given in ("example", "const", "default"):
        if schema.get(given) is not None:
            return schema[given]
    if reference := schema.get("$ref"):
        return example_of(components.get(reference.rpartition("/")[2]), components, depth + 1)
    for choice in ("anyOf", "oneOf", "allOf"):
        if choice in schema:
            return example_of(schema[choice][0], components, depth + 1)
    if "enum" in schema:
        return schema["enum"][0]
    return _by_type(schema, components, depth)


def _by_type(schema: dict[str, Any], components: dict[str, Any], depth: int) -> Any:
    match schema.get("type"):
        case "object":
            fields = schema.get("properties", {})
            return {name: example_of(field, components, depth + 1) for name, field in fields.items()}
        case "array":
            item = example_of(schema.get("items"), components, depth + 1)
            return [] if item is None else [item]
        case "string":
            return _BY_FORMAT.get(schema.get("format", ""), "texto".ljust(schema.get("minLength", 0), "o"))
        case "integer" | "number":
            return schema.get("minimum", schema.get("exclusiveMinimum", 0) + 1)
        case "boolean":
            return False
    return None

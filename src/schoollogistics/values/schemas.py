"""JSON Schema (2020-12) of records, with the names and words that people know the fields by."""

from collections.abc import Iterator, Mapping
from typing import Any

from schoollogistics.errors import Text
from schoollogistics.values.labels import Labels
from schoollogistics.values.shapes import TUPLE_LENGTH, Field, Shape, record_schema


def labelled_schema(parts: Mapping[str, Field], labels: Labels) -> dict[str, Any]:
    """Return the JSON Schema of a record with these fields, each with its names in both languages."""
    named = {name: _field_schema(name, part.shape, labels) for name, part in parts.items()}
    return {**record_schema(parts), "properties": named}


def _field_schema(name: str, shape: Shape, labels: Labels) -> dict[str, Any]:
    schema = dict(shape.schema)
    line = shape.item or shape
    if line.parts is not None:
        body = labelled_schema(line.parts, labels)
        whole = body if shape.item is None else {"type": "array", "items": body, "maxItems": TUPLE_LENGTH}
        schema = {"anyOf": [whole, {"type": "null"}]} if shape.optional else whole
    label = labels.field(name)
    said = [
        shape.name,
        *(Text(f"{code}: {word.en}", f"{code}：{word.zh}") for code, word in _choices(name, shape, labels)),
    ]
    return {
        "title": f"{label.en} / {label.zh}",
        "description": f"{'; '.join(each.en for each in said)} / {'；'.join(each.zh for each in said)}",
        **schema,
    }


def _choices(name: str, shape: Shape, labels: Labels) -> Iterator[tuple[str, Text]]:
    return ((code, labels.choice(name, code)) for code in shape.choices)

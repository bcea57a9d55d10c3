"""What may stand as the name of a term, a layer or a day off."""

from typing import Final

from schoollogistics.errors import Text, invalid
from schoollogistics.values.texts import check_text

NAME_LENGTH: Final = 200


def check_name(value: object, field: str) -> str:
    """Return *value* if it is one line of visible text of at most 200 characters; ``InvalidValue`` otherwise."""
    # A name of nothing but zero-width characters looks empty on paper, so it is told off as empty.
    if type(value) is str and len(value) <= NAME_LENGTH and not any(c.isprintable() and c != " " for c in value):
        raise invalid("blank", field, value, Text("is blank", "为空"), Text("a name that can be read", "可读的名称"))
    name = check_text(value, field, NAME_LENGTH)
    if "\n" in name:
        raise invalid(
            "character",
            field,
            value,
            Text("has a line break", "含有换行"),
            Text("a name on one line", "名称只能写一行"),
        )
    return name


def check_audience(value: object, field: str = "audience") -> str | None:
    """Return *value* if it is None, meaning everybody, or the name of an audience; ``InvalidValue`` otherwise."""
    return None if value is None else check_name(value, field)

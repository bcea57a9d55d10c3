"""Texts and ids as a school's papers write them, free of everything that cannot be seen."""

import unicodedata
from collections.abc import Iterable
from itertools import islice
from typing import Final
from unicodedata import is_normalized

from schoollogistics.errors import Text, invalid

ID_LENGTH: Final = 64
TEXT_LENGTH: Final = 4000
FORMULA_STARTS: Final = ("=", "+", "@")
LINE_BREAK: Final = "\n"
LOOKED_AT: Final = 1000


def _check_str(value: object, field: str) -> str:
    if type(value) is not str:
        raise invalid(
            "type",
            field,
            value,
            Text("is not text", "不是文本"),
            Text(f"quotes around it: {field}='…'", f"请写成文本：{field}='…'"),
        )
    return value


def _check_visible(value: str, field: str, code: str, *, lines: bool) -> None:
    if value.isprintable():
        return
    for place, character in enumerate(value):
        if not character.isprintable() and not (lines and character == LINE_BREAK):
            name = unicodedata.name(character, f"U+{ord(character):04X}")
            raise invalid(
                code,
                field,
                value,
                Text(f"has {name} as character {place + 1}", f"第 {place + 1} 个字符不可用（{name}）"),
                Text("only visible characters and single spaces", "只能用可见字符和单个空格"),
            )


def check_text(value: object, field: str, most: int = TEXT_LENGTH) -> str:
    """Return *value* if it is visible text of at most *most* characters; line breaks are allowed, blank text is not."""
    if (
        type(value) is str
        and 0 < len(value) <= most
        and value.isprintable()
        and (value.isascii() or is_normalized("NFC", value))
        and not value.isspace()
    ):
        return value
    value = _check_str(value, field)
    if len(value) > most:
        raise invalid(
            "length",
            field,
            value,
            Text(f"has {len(value)} characters", f"有 {len(value)} 个字符"),
            Text(f"at most {most}", f"最多 {most} 个"),
        )
    _check_visible(value, field, "character", lines=True)
    if not value.strip():
        raise invalid(
            "blank",
            field,
            value,
            Text("is blank", "为空"),
            Text("say something, or leave it out", "请填写，或不填此项"),
        )
    if not (value.isascii() or is_normalized("NFC", value)):
        raise invalid(
            "format",
            field,
            value,
            Text("is written with combining characters", "含有组合字符"),
            Text('unicodedata.normalize("NFC", …)', "请先作 NFC 规范化"),
        )
    return value


def check_id(value: object, field: str) -> str:
    """Return *value* if it can be an id: 1-64 visible characters, NFKC-normal, single inner spaces, no formula start."""
    if (
        type(value) is str
        and 0 < len(value) <= ID_LENGTH
        and value.isprintable()
        and (value.isascii() or is_normalized("NFKC", value))
        and " " not in value
        and value[0] not in FORMULA_STARTS
    ):
        return value
    value = _check_str(value, field)
    if not value.strip():
        raise invalid("blank", field, value, Text("is blank", "为空"), Text("an id or a name", "编号或姓名"))
    if len(value) > ID_LENGTH:
        raise invalid(
            "length",
            field,
            value,
            Text(f"has {len(value)} characters", f"有 {len(value)} 个字符"),
            Text(f"at most {ID_LENGTH}", f"最多 {ID_LENGTH} 个"),
        )
    _check_visible(value, field, "ident", lines=False)
    tidy = tidy_id(value)
    if tidy != value:
        raise invalid(
            "ident",
            field,
            value,
            Text("is not in its one spelling", "写法不规范"),
            Text(f"write {tidy!r}", f"请写“{tidy}”"),
        )
    if value.startswith(FORMULA_STARTS):
        raise invalid(
            "ident",
            field,
            value,
            Text(f"starts with {value[0]!r}, as a spreadsheet formula does", f"以“{value[0]}”开头，会被当作公式"),
            Text("an id that starts otherwise", "请换一个开头"),
        )
    return value


def tidy_id(value: str) -> str:
    """Return *value* in the one spelling of ids: NFKC, no outer spaces, single inner ones."""
    return " ".join(unicodedata.normalize("NFKC", value).split())


id_key: Final = str.casefold
"""Returns the key under which two spellings of one id are the same: ``BX-1`` and ``bx-1``."""


def near(value: str, among: Iterable[str], most: int = 3) -> tuple[str, ...]:
    """Return up to *most* of *among* that begin like *value* or are spelled nearly so, for a hint in an error; looks at the first 1,000."""
    from difflib import get_close_matches

    return tuple(get_close_matches(value, list(islice(among, LOOKED_AT)), n=most, cutoff=0.5))

"""Plain data as other people send it: JSON text and what it says, held to caps before any work is done with it.

Whatever cannot be taken is ``BadDocument`` with its path.
"""

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any, Final, cast

from schoollogistics.errors import BadDocument, LogisticsError, Text, shown
from schoollogistics.values.texts import LINE_BREAK

MOST_DEPTH: Final = 8
MOST_NODES: Final = 1_000_000
MOST_TEXT: Final = 65_536
MOST_BITS: Final = 64
MOST_DIGITS: Final = 20
MOST_LINE: Final = 4_000_000
MOST_ENTRIES: Final = 1_000_000
SHOWN_TAIL: Final = 40

JSON_EXAMPLE: Final = Text(
    'JSON as in {"entry":"repairs.reported/1",…}', '请写成 JSON，例如 {"entry":"repairs.reported/1",…}'
)
PLAIN_EXAMPLE: Final = Text(
    "an object of texts, whole numbers, true, false, null and lists", "请写成对象，只含文本、整数、真假、null 和列表"
)


def bad(code: str, path: str, value: object, stands: Text, takes: Text) -> BadDocument:
    """Return the error for a *value* that cannot stand at *path*, ready to raise."""
    got = _said(value)
    tried = Text(f"{path} = {got.en}", f"{path}＝{got.zh}") if path else got
    if code == "missing":
        tried = Text(path, path)
    error = BadDocument(code, tried=tried, stands=stands, takes=takes, fields=(path,) if path else ())
    error.path = path
    return error


def placed(error: LogisticsError, path: str, mark: Text) -> BadDocument:
    """Return *error* as it is met in a document: with its *path*, and a *mark* in front of what was tried."""
    met = BadDocument(
        error.code,
        tried=Text(mark.en + error.tried.en, mark.zh + error.tried.zh),
        stands=error.stands,
        takes=error.takes,
        fields=error.fields,
        rule=error.rule,
        excusable=error.excusable,
        position=error.position,
    )
    met.path = path
    return met


def _said(value: object) -> Text:
    """Return a plain *value* for a message; what holds others is only counted."""
    if isinstance(value, list | tuple):
        return Text(f"a list of {len(value)}", f"{len(value)} 项的列表")
    if isinstance(value, dict):
        return Text(f"an object of {len(value)}", f"{len(value)} 项的对象")
    got = "null" if value is None else shown(value)
    return Text(got, got)


def _too_deep(path: str, value: object) -> BadDocument:
    return bad(
        "limit", path, value, Text("is nested too deeply", "嵌套过深"), Text(f"{MOST_DEPTH} levels", f"{MOST_DEPTH} 层")
    )


def lines_of_text(text: object) -> list[str]:
    """Return the lines of a whole text file; ``BadDocument`` for a mark in front, half a character, or a torn last line."""
    if type(text) is not str:
        stands = Text("is not text", "不是文本")
        raise bad("type", "text", text, stands, Text('data.decode("utf-8")', '请先 data.decode("utf-8")'))
    if text.startswith("\ufeff"):
        takes = Text('decode as "utf-8-sig"', '请按 "utf-8-sig" 解码')
        raise bad("format", "line 1", text, Text("begins with a byte order mark", "开头有 BOM"), takes)
    if not text.endswith(LINE_BREAK):
        stands = Text("does not end with a line break", "末尾没有换行")
        raise bad("format", "text", text[-SHOWN_TAIL:], stands, Text("the whole file", "请给出完整的文件"))
    count = text.count(LINE_BREAK) - 1
    if count > MOST_ENTRIES:
        stands = Text(f"has {count} entries", f"有 {count} 条记录")
        raise bad("limit", "text", None, stands, Text(f"at most {MOST_ENTRIES}", f"最多 {MOST_ENTRIES} 条"))
    try:
        text.encode()
    except UnicodeEncodeError as error:
        path, rest = f"line {text.count(LINE_BREAK, 0, error.start) + 1}", text[error.start : error.start + SHOWN_TAIL]
        stands = Text("has half a character", "含有残缺字符")
        raise bad("character", path, rest, stands, Text("text of UTF-8", "请用 UTF-8 文本")) from None
    return text.split(LINE_BREAK)[:-1]


def parsed(text: object, path: str) -> object:
    """Return what JSON *text* says; a key twice, a float, NaN, a huge number or deep nesting is ``BadDocument``."""
    if type(text) is not str:
        raise bad("type", path, text, Text("is not text", "不是文本"), JSON_EXAMPLE)
    if len(text) > MOST_LINE:
        takes = Text(f"at most {MOST_LINE} characters", f"最多 {MOST_LINE} 个字符")
        raise bad("limit", path, text, Text("is too long", "过长"), takes)
    try:
        return json.loads(
            text, object_pairs_hook=_once, parse_int=_whole, parse_float=_no_fraction, parse_constant=_no_fraction
        )
    except BadDocument as error:
        raise bad(error.code, path, text, error.stands, error.takes) from None
    except json.JSONDecodeError as error:
        stands = Text(f"is not JSON at character {error.pos + 1}", f"第 {error.pos + 1} 个字符起不是 JSON")
        raise bad("format", path, text[error.pos : error.pos + SHOWN_TAIL], stands, JSON_EXAMPLE) from None
    except RecursionError:
        raise _too_deep(path, text) from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        twice = shown(Counter(key for key, _ in pairs).most_common(1)[0][0])
        stands = Text(f"has the key {twice} twice", f"{twice} 出现两次")
        raise bad("duplicate", "", None, stands, Text("every key once", "每项只写一次"))
    return found


def _whole(digits: str) -> int:
    if len(digits) > MOST_DIGITS:
        stands = Text(f"has a number of {len(digits)} digits", f"含有 {len(digits)} 位的数")
        raise bad("limit", "", None, stands, Text(f"at most {MOST_DIGITS} digits", f"最多 {MOST_DIGITS} 位"))
    return int(digits)


def _no_fraction(spelling: str) -> object:
    stands = Text(f"has the number {shown(spelling)}", f"含有数 {shown(spelling)}")
    raise bad("type", "", None, stands, Text('exact numbers as text, as in "12.50"', "小数请写成文本，例如 “12.50”"))


def an_object(data: object, path: str) -> dict[str, Any]:
    """Return *data* if it is a plain dict; ``BadDocument`` otherwise."""
    if type(data) is not dict:
        raise bad("shape", path, data, Text("is not an object", "不是对象"), PLAIN_EXAMPLE)
    return data


def step_to(path: str, key: str) -> str:
    """Return the path of *key* inside *path*; a key that is no name is shown cut and escaped."""
    name = key if len(key) <= 64 and key.isidentifier() else shown(key)
    return f"{path}.{name}" if path else name


def survey(data: object, path: str, depth: int, left: int) -> int:
    """Refuse what is too deep, too much or not plain, before any work; return how many more nodes there may be."""
    kind = type(data)
    if kind is str:
        if len(cast("str", data)) > MOST_TEXT:
            takes = Text(f"at most {MOST_TEXT} characters", f"最多 {MOST_TEXT} 个字符")
            raise bad("length", path, data, Text("is too long", "过长"), takes)
    elif kind is int:
        if cast("int", data).bit_length() > MOST_BITS:
            raise bad(
                "limit", path, data, Text("is too large", "过大"), Text(f"{MOST_BITS} bits", f"{MOST_BITS} 位以内")
            )
    elif kind is dict or kind is list:
        left -= len(cast("list[object]", data))
        if depth > MOST_DEPTH:
            raise _too_deep(path, data)
        if left < 0:
            stands = Text("has too many parts", "内容过多")
            raise bad("limit", path, data, stands, Text(f"at most {MOST_NODES}", f"最多 {MOST_NODES} 项"))
        for step, value in _parts(data, path):
            left = survey(value, step, depth + 1, left)
    elif data is not None and kind is not bool:
        code = "shape" if isinstance(data, dict | list | tuple | set | frozenset) else "type"
        raise bad(code, path, data, Text("is not plain data", "不是普通数据"), PLAIN_EXAMPLE)
    return left


def _parts(data: object, path: str) -> Iterator[tuple[str, object]]:
    if isinstance(data, list):
        yield from ((f"{path}[{number}]", value) for number, value in enumerate(data))
    else:
        for key, value in cast("dict[object, object]", data).items():
            if type(key) is not str:
                raise bad("shape", path, key, Text("is no name of a field", "不能作字段名"), PLAIN_EXAMPLE)
            yield step_to(path, key), value

"""The shapes of single values: ids, texts, numbers, days, times, months, quantities, codes."""

from datetime import date, time
from decimal import Decimal
from typing import Annotated, Final, cast

from schoollogistics.errors import Text, invalid
from schoollogistics.values.periods import DateSpan, FiscalYear, Month, SchoolYear, check_count, check_day
from schoollogistics.values.quantities import Quantity
from schoollogistics.values.shapes.shape import Shape, exact, same, wrong_type
from schoollogistics.values.texts import ID_LENGTH, TEXT_LENGTH, check_id, check_text

WHOLE_MOST: Final = 10**12


def id_shape(name: Text) -> Shape:
    """Return the shape of an id of the thing *name*."""
    return Shape(
        kind="id",
        name=name,
        types=frozenset({str}),
        check=check_id,
        write=same,
        read=check_id,
        schema={"type": "string", "minLength": 1, "maxLength": ID_LENGTH},
    )


def text_shape(name: Text, most: int = TEXT_LENGTH) -> Shape:
    """Return the shape of free text of at most *most* characters."""

    def check(value: object, field: str) -> str:
        return check_text(value, field, most)

    return Shape(
        kind="text",
        name=name,
        types=frozenset({str}),
        check=check,
        write=same,
        read=check,
        schema={"type": "string", "minLength": 1, "maxLength": most},
    )


def whole_shape(least: int = -WHOLE_MOST, most: int = WHOLE_MOST) -> Shape:
    """Return the shape of a whole number from *least* to *most*."""

    def check(value: object, field: str) -> int:
        return check_count(value, field, least, most)

    return Shape(
        kind="whole",
        name=Text("a whole number", "整数"),
        types=frozenset({int}),
        check=check,
        write=same,
        read=check,
        schema={"type": "integer", "minimum": least, "maximum": most},
    )


def choice_shape(choices: tuple[str, ...]) -> Shape:
    """Return the shape of a code out of *choices*."""

    def check(value: object, field: str) -> str:
        if type(value) is not str:
            raise wrong_type(value, field, Text("one of the codes", "代码"), repr(choices[0]))
        if value not in choices:
            listed = ", ".join(choices)
            raise invalid(
                "choice",
                field,
                value,
                Text("is not one of the choices", "不在可选项中"),
                Text(f"one of {listed}", f"可选：{listed}"),
            )
        return value

    return Shape(
        kind="choice",
        name=Text("one of the codes", "代码"),
        types=frozenset({str}),
        check=check,
        write=same,
        read=check,
        schema={"enum": list(choices)},
        choices=choices,
    )


_DECIMAL_MOST: Final = Decimal(10) ** 12


def decimal_shape(kind: str, name: Text, places: int, example: str, *, least: Decimal | None = None) -> Shape:
    """Return the shape of an exact decimal: money has exactly two *places*, anything else at most *places*."""

    def check(value: object, field: str) -> Decimal:
        if type(value) is not Decimal:
            raise wrong_type(value, field, name, example)
        exponent = value.as_tuple().exponent
        if not isinstance(exponent, int):
            raise wrong_type(value, field, Text("a finite number", "有限数"), example)
        plain = exponent == -places if kind == "yuan" else -places <= exponent <= 0
        if not plain:
            raise invalid(
                "format",
                field,
                value,
                Text("does not have the right number of decimals", "小数位数不对"),
                Text(f"write {example}", f"请写 {example}"),
            )
        if abs(value) > _DECIMAL_MOST or (least is not None and value < least) or (value.is_signed() and not value):
            low = -_DECIMAL_MOST if least is None else least
            raise invalid(
                "range",
                field,
                value,
                Text("is out of range", "超出范围"),
                Text(f"{low} to {_DECIMAL_MOST}", f"{low} 至 {_DECIMAL_MOST}"),
            )
        return value

    def read(data: object, field: str) -> Decimal:
        number = _read_decimal(data, field, name)
        check(number, field)
        if f"{number:f}" != data:
            raise invalid(
                "format",
                field,
                data,
                Text("is not in its one spelling", "写法不规范"),
                Text(f"write {f'{number:f}'!r}", f"请写“{number:f}”"),
            )
        return number

    return Shape(
        kind=kind,
        name=name,
        types=frozenset({Decimal}),
        check=check,
        write=lambda value: f"{value:f}",
        read=read,
        schema={"type": "string", "pattern": r"^-?[0-9]{1,13}(\.[0-9]{1,6})?$"},
    )


def _read_decimal(data: object, field: str, name: Text) -> Decimal:
    if type(data) is not str:
        raise wrong_type(data, field, Text(f"{name.en} as text", f"文本形式的{name.zh}"), '"12.50"')
    body = data.removeprefix("-")
    digits = body.replace(".", "", 1)
    if len(data) > 32 or not (digits.isascii() and digits.isdigit()):
        raise invalid(
            "format", field, data, Text("is not a plain number", "不是普通数字"), Text('as in "12.50"', "例如 “12.50”")
        )
    return Decimal(data)


def _read_day(data: object, field: str) -> date:
    if type(data) is not str:
        raise wrong_type(data, field, Text("a date as text", "文本形式的日期"), '"2025-09-08"')
    parts = data.split("-")
    if not (data.isascii() and [len(p) for p in parts] == [4, 2, 2] and all(p.isdigit() for p in parts)):
        raise invalid(
            "format",
            field,
            data,
            Text("is not a date in its one spelling", "日期写法不规范"),
            Text('as in "2025-09-08"', "例如 “2025-09-08”"),
        )
    try:
        day = date.fromisoformat(data)
    except ValueError:
        raise invalid(
            "date", field, data, Text("is no day of any calendar", "没有这一天"), Text("a real day", "实际存在的日期")
        ) from None
    return check_day(day, field)


def check_clock(value: object, field: str) -> time:
    """Return *value* if it is a wall-clock time of whole seconds without zone; ``InvalidValue`` otherwise."""
    if type(value) is not time:
        raise wrong_type(value, field, Text("a time of day", "时刻"), "time(16, 50)")
    if value.tzinfo is not None or value.microsecond or value.fold:
        raise invalid(
            "range",
            field,
            value,
            Text("has a zone or parts of a second", "带有时区或不足一秒的部分"),
            Text("the school's wall-clock time in whole seconds", "学校当地时间，精确到秒"),
        )
    return value


def _write_clock(value: time) -> str:
    return value.isoformat("seconds" if value.second else "minutes")


def _read_clock(data: object, field: str) -> time:
    if type(data) is not str:
        raise wrong_type(data, field, Text("a time as text", "文本形式的时刻"), '"16:50"')
    parts = data.split(":")
    plain = data.isascii() and len(parts) in {2, 3} and all(len(p) == 2 and p.isdigit() for p in parts)
    numbers = [int(p) for p in parts] if plain else [99]
    if not plain or numbers[0] > 23 or max(numbers) > 59 or numbers[2:] == [0]:
        raise invalid(
            "format",
            field,
            data,
            Text("is not a time in its one spelling", "时刻写法不规范"),
            Text('as in "16:50"', "例如 “16:50”"),
        )
    return time.fromisoformat(data)


def _read_month(data: object, field: str) -> Month:
    if type(data) is not str:
        raise wrong_type(data, field, Text("a month as text", "文本形式的月份"), '"2025-09"')
    if len(data) != 7:
        raise invalid(
            "format",
            field,
            data,
            Text("is not a month in its one spelling", "月份写法不规范"),
            Text('as in "2025-09"', "例如 “2025-09”"),
        )
    day = _read_day(f"{data}-01", field)
    return Month(day.year, day.month)


def _check_period(value: object, field: str) -> DateSpan:
    if type(value) not in PERIOD.types:
        raise wrong_type(
            value, field, PERIOD.name, "Month(2025, 9) / SchoolYear(2025) / DateSpan(term.first, term.last)"
        )
    return cast("DateSpan", value)


def _read_period(data: object, field: str) -> DateSpan:
    text = data if type(data) is str else ""
    first, slash, last = text.partition("/")
    if slash:
        return DateSpan(_read_day(first, field), _read_day(last, field))
    years = text.split("-")
    if all(len(year) == 4 and year.isascii() and year.isdigit() for year in years):
        year = int(years[0])
        found = FiscalYear(year) if len(years) == 1 else SchoolYear(year)
        if str(found) == text:
            return found
    return _read_month(data, field)


def _read_quantity(data: object, field: str) -> Quantity:
    if type(data) is not str:
        raise wrong_type(data, field, Text("a quantity as text", "文本形式的数量"), '"2.5 kg"')
    found = Quantity.parse(data)
    if str(found) != data:
        raise invalid(
            "format",
            field,
            data,
            Text("is not in its one spelling", "写法不规范"),
            Text(f"write {str(found)!r}", f"请写“{found}”"),
        )
    return found


FLAG: Final = Shape(
    kind="flag",
    name=Text("yes or no", "是或否"),
    types=frozenset({bool}),
    check=exact(bool, Text("yes or no", "是或否"), "True"),
    write=same,
    read=exact(bool, Text("yes or no", "是或否"), "true"),
    schema={"type": "boolean"},
)
DAY: Final = Shape(
    kind="day",
    name=Text("a day", "日期"),
    types=frozenset({date}),
    check=check_day,
    write=lambda value: value.isoformat(),
    read=_read_day,
    schema={"type": "string", "format": "date"},
)
CLOCK: Final = Shape(
    kind="clock",
    name=Text("a time of day", "时刻"),
    types=frozenset({time}),
    check=check_clock,
    write=_write_clock,
    read=_read_clock,
    schema={"type": "string", "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?$"},
)
MONTH: Final = Shape(
    kind="month",
    name=Text("a month", "月份"),
    types=frozenset({Month}),
    check=exact(Month, Text("a month", "月份"), "Month(2025, 9)"),
    write=str,
    read=_read_month,
    schema={"type": "string", "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])$"},
)
QUANTITY: Final = Shape(
    kind="quantity",
    name=Text("a quantity with its unit", "带单位的数量"),
    types=frozenset({Quantity}),
    check=exact(Quantity, Text("a quantity with its unit", "带单位的数量"), 'Quantity.parse("2.5 kg")'),
    write=str,
    read=_read_quantity,
    schema={"type": "string"},
)
PERIOD: Final = Shape(
    kind="period",
    name=Text("a month, a school or financial year, or a first and a last day", "月份、学年、财政年度或起止日期"),
    types=frozenset({Month, SchoolYear, FiscalYear, DateSpan}),
    check=_check_period,
    write=str,
    read=_read_period,
    schema={
        "type": "string",
        "pattern": "^([0-9]{4}(-[0-9]{4})?|[0-9]{4}-(0[1-9]|1[0-2])(-[0-9]{2}/[0-9]{4}-[0-9]{2}-[0-9]{2})?)$",
    },
)
TEXT: Final = text_shape(Text("text", "文本"))
WHOLE: Final = whole_shape()
YUAN: Final = decimal_shape("yuan", Text("an amount in yuan", "金额（元）"), 2, 'yuan("12.50")')
COST: Final = decimal_shape(
    "yuan", Text("an amount in yuan, not negative", "不为负的金额（元）"), 2, 'yuan("12.50")', least=Decimal(0)
)
PRICE: Final = decimal_shape("price", Text("a price in yuan", "单价（元）"), 6, 'price("0.125")', least=Decimal(0))
NUMBER: Final = decimal_shape("number", Text("an exact number", "数值"), 6, 'Decimal("0.5")')

Note = Annotated[str, TEXT]
Yuan = Annotated[Decimal, YUAN]
Cost = Annotated[Decimal, COST]
Price = Annotated[Decimal, PRICE]
Number = Annotated[Decimal, NUMBER]
Period = Annotated[DateSpan, PERIOD]
Count = Annotated[int, whole_shape(0)]
Minutes = Annotated[int, whole_shape(0, 100_000)]

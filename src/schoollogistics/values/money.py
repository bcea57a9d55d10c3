"""Money is exact: yuan with two places, prices per unit with up to six, and the one place where rounding happens."""

import re
from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_UP, Context, Decimal, Inexact, InvalidOperation
from typing import Final

from schoollogistics.errors import Text, invalid

MOST: Final = Decimal(10) ** 12
_TOO_MUCH: Final = Decimal("1e24")
NOTHING: Final = Decimal("0.00")
FEN: Final = Decimal("0.01")
LONGEST_SPELLING: Final = 32

_SPELLING: Final = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
_WRITE: Final = Text('write 12, "12.50" or Decimal("12.50")', '请写 12、"12.50" 或 Decimal("12.50")')
_SPELL: Final = Text('ASCII digits as in "12", "12.5" or "-3.20"', "请用半角数字，例如 “12”“12.5”“-3.20”")
_NO_NUMBER: Final[Mapping[type, Text]] = {
    float: Text("is a float, which is not exact", "是浮点数，不精确"),
    bool: Text("is yes or no, not a number", "是真假值，不是数"),
}

_DIGITS: Final = "零壹贰叁肆伍陆柒捌玖"
_UNITS: Final = ("", "拾", "佰", "仟")
_SECTIONS: Final = ("", "万", "亿", "万亿")


_OWN: Final = Context(
    prec=60, rounding=ROUND_HALF_UP, Emin=-999999, Emax=999999, capitals=1, clamp=0, flags=[], traps=[]
)


def own_context(*traps: type[InvalidOperation] | type[Inexact]) -> Context:
    """Return a decimal context of 60 digits, half up, that owes nothing to the host's; for calling its methods only."""
    # The host's context must not decide what an amount is. One is shared: nobody reads its flags, nobody sets its traps.
    if not traps:
        return _OWN
    context = _OWN.copy()
    for trap in traps:
        context.traps[trap] = True
    return context


def total(amounts: Iterable[Decimal | None]) -> Decimal:
    """Return the exact sum of *amounts* in yuan, 0.00 for none, whatever the host's decimal context says."""
    given = [amount for amount in amounts if amount]
    if len(given) < 2:
        return given[0] if given else NOTHING
    context, found = own_context(), NOTHING
    for amount in given:
        found = context.add(found, amount)
    return found


def exact(value: object, field: str, *, places: int, keep: int = 0, least: Decimal = -MOST) -> Decimal:
    """Return the number that *value* says, unrounded: an ``int``, a plain ``str`` or a ``Decimal``.

    At most *places* decimals, of which at least *keep* are written; from *least* to 10^12. ``InvalidValue`` otherwise:
    ``type`` (float, bool, NaN, infinity), ``format`` (spelling, too many decimals), ``length``, ``range``.
    """
    number = _read(value, field)
    if not number:
        number = Decimal(0)
    # The exponent goes first: 1e999999999 is cheap to hold and ruinous to write out.
    if number.adjusted() > MOST.adjusted() or not least <= number <= MOST:
        raise invalid(
            "range",
            field,
            value,
            Text("is out of range", "超出范围"),
            Text(f"from {least:,f} to {MOST:,f}", f"{least:,f} 至 {MOST:,f}"),
        )
    try:
        number = number.quantize(Decimal((0, (1,), -places)), context=own_context(Inexact, InvalidOperation))
    except Inexact:
        raise invalid(
            "format",
            field,
            value,
            Text(f"has more than {places} decimals", f"小数超过 {places} 位"),
            Text(f"at most {places} decimals; round it first", f"最多 {places} 位小数，请先取舍"),
        ) from None
    whole, _, fraction = f"{number:f}".partition(".")
    return Decimal(f"{whole}.{fraction.rstrip('0').ljust(keep, '0')}")


def _read(value: object, field: str) -> Decimal:
    if type(value) is Decimal and value.is_finite():
        return value
    if type(value) is int:
        # Far past the range already; Decimal() of a very long int takes quadratic time.
        return Decimal(value) if value.bit_length() <= 64 else _TOO_MUCH
    if type(value) is not str:
        stands = _NO_NUMBER.get(type(value), Text("is not an exact number", "不是精确的数"))
        raise invalid("type", field, value, stands, _WRITE)
    if len(value) > LONGEST_SPELLING:
        raise invalid(
            "length",
            field,
            value,
            Text(f"has {len(value)} characters", f"有 {len(value)} 个字符"),
            Text(f"at most {LONGEST_SPELLING}", f"最多 {LONGEST_SPELLING} 个"),
        )
    if not _SPELLING.fullmatch(value):
        raise invalid("format", field, value, Text("is not a plain number", "不是普通数字"), _SPELL)
    return Decimal(value)


def yuan(value: int | str | Decimal, field: str = "amount") -> Decimal:
    """Return an amount of money in yuan, exact, with two places.

    From -10^12 to 10^12 yuan; floats, NaN, infinities, more than two decimals and any spelling other than "12", "12.5"
    or "-3.20" are an ``InvalidValue``. Nothing is rounded.
    """
    return exact(value, field, places=2, keep=2)


def price(value: int | str | Decimal, field: str = "price") -> Decimal:
    """Return a price in yuan per unit: not negative, up to six places, at least two of them written.

    ``InvalidValue`` as for ``yuan``.
    """
    return exact(value, field, places=6, keep=2, least=Decimal(0))


def line_amount(price: Decimal | int, amount: Decimal | int) -> Decimal:
    """Return what *amount* units cost at *price*, in yuan, rounded once, half up, to the fen.

    A negative amount (a return) costs exactly the negative of the positive one. ``InvalidValue`` as for ``price``; the
    amount has up to six places and the product at most 10^12 yuan.
    """
    per_unit = exact(price, "price", places=6, least=Decimal(0))
    units = exact(amount, "amount", places=6)
    product = own_context().multiply(per_unit, units)
    return yuan(product.quantize(FEN, context=own_context()), "price × amount")


def rmb_upper(amount: Decimal | int | str) -> str:
    """Return *amount* in the capital figures of cheques and receipts: 10500 is 壹万零伍佰元整.

    Follows 支付结算办法 附一; where it allows two spellings, the first of its examples is written (1680.32 is
    壹仟陆佰捌拾元零叁角贰分, no 整 after 角). ``InvalidValue`` for a negative amount and as for ``yuan``.
    """
    exact_amount = yuan(amount)
    if exact_amount < 0:
        raise invalid(
            "range",
            "amount",
            amount,
            Text("is negative, and capital figures have no minus sign", "为负数，大写金额不能写负号"),
            Text("an amount from 0 up", "请写不小于零的金额"),
        )
    whole, fen = f"{exact_amount:f}".split(".")
    return _upper_yuan(whole) + _upper_fen(fen, whole)


def _upper_yuan(whole: str) -> str:
    sections = [whole[max(end - 4, 0) : end] for end in range(len(whole), 0, -4)]
    written, gap = "", False
    for place in reversed(range(len(sections))):
        figures = _upper_section(sections[place])
        if figures:
            # A section that does not fill its thousands, or stands behind an empty one, is set off by one 零.
            zero = "零" if written and (gap or sections[place][0] == "0") else ""
            written += zero + figures + _SECTIONS[place]
        gap = not figures
    return f"{written}元" if written else ""


def _upper_section(digits: str) -> str:
    written, gap = "", False
    for place, digit in enumerate(digits):
        if digit != "0":
            written += ("零" if gap and written else "") + _DIGITS[int(digit)] + _UNITS[len(digits) - 1 - place]
        gap = digit == "0"
    return written


def _upper_fen(digits: str, whole: str) -> str:
    jiao, fen = (_DIGITS[int(digit)] for digit in digits)
    if digits == "00":
        return "零元整" if whole == "0" else "整"
    if digits[0] == "0":
        return f"{'' if whole == '0' else '零'}{fen}分"
    zero = "零" if whole != "0" and whole.endswith("0") else ""
    return f"{zero}{jiao}角" + ("" if digits[1] == "0" else f"{fen}分")


def show_yuan(amount: Decimal | int) -> str:
    """Return *amount* as both languages print it, with thousands marks and two places: ``1,234.50``.

    ``InvalidValue`` as for ``yuan``.
    """
    return f"{yuan(amount):,f}"
